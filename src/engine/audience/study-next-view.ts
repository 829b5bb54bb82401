import type { Baskets } from './baskets.ts';
import { learnNextView, sumOf } from './next-view.ts';
import { compareInPairs, type Trial } from './paired-trial.ts';
import { highest } from './relatives.ts';

/** Sessions held out, the last ones, at most; places of a list that are looked at. */
const testShare = 0.2;
const mostTested = 2000;
const places = 5;
/** Products told with what follows each, and followers told of each. */
const productsTold = 200;
const followersTold = 3;
/** Transitions from a product that it takes to say what follows. */
const fewestFollowed = 20;

/** A product or category, and how often. */
export interface Followed {
  readonly id: string;
  readonly count: number;
}

export interface NextViewOf {
  readonly productId: string;
  /** Views that were followed by another product in the session. */
  readonly followed: number;
  readonly next: readonly Followed[];
  /** Sessions with the product and another one, and those of them with each. */
  readonly visits: number;
  readonly together: readonly Followed[];
}

/** The same by the category of both products. */
export interface NextCategoryOf {
  readonly category: string;
  readonly followed: number;
  readonly next: readonly Followed[];
}

export interface NextViewStudy {
  readonly sessions: number;
  /** Share of views found among the five likeliest, by session; baseline: the five most viewed products. */
  readonly trial: Trial;
  readonly products: readonly NextViewOf[];
  readonly categories: readonly NextCategoryOf[];
}

/**
 * What is looked at next and in the same session, by product and by category, and whether the next product could be told in the last fifth
 * of the sessions from the others. `categories`: of each product, '' = none.
 */
export function studyNextView(sessions: Baskets, categories: readonly string[]): NextViewStudy {
  const { start, items, products } = sessions;
  const all = Array.from({ length: start.length - 1 }, (_, at) => [...items.subarray(start[at], start[at + 1])]).filter(
    (session) => session.length > 1,
  );
  const cut = Math.floor(all.length * (1 - testShare));
  const model = learnNextView(all.slice(0, cut), products.length);
  const popular = highest(model.views, places + 1, () => true);
  const own: number[] = [];
  const baseline: number[] = [];
  const step = Math.max(1, Math.ceil((all.length - cut) / mostTested));
  for (let at = cut; at < all.length; at += step) {
    const session = all[at];
    let [hits, popularHits] = [0, 0];
    session.slice(1).forEach((item, before) => {
      const seen = session.slice(Math.max(0, before - 1), before + 1);
      if (model.predict(seen, places).includes(item)) hits++;
      if (
        popular
          .filter((other) => other !== seen[seen.length - 1])
          .slice(0, places)
          .includes(item)
      )
        popularHits++;
    });
    own.push(hits / (session.length - 1));
    baseline.push(popularHits / (session.length - 1));
  }
  const { following, views } = learnNextView(all, products.length);
  const told = highest(views, productsTold, (product) => sumOf(following[product]) >= fewestFollowed);
  const shared = countTogether(all, told);
  const id = (product: number): string => products[product];
  return {
    sessions: all.length,
    trial: compareInPairs(own, baseline),
    products: told.map((product, at) => ({
      productId: id(product),
      followed: sumOf(following[product]),
      next: mostOf(following[product], id),
      visits: shared[at].visits,
      together: mostOf(shared[at].with, id),
    })),
    categories: nextCategories(following, categories),
  };
}

/** Sessions that hold each of the products and another one, and how many of them hold which others. */
function countTogether(sessions: readonly (readonly number[])[], told: readonly number[]) {
  const shared = told.map(() => ({ visits: 0, with: new Map<number, number>() }));
  const placeOf = new Map(told.map((product, at) => [product, at]));
  for (const session of sessions) {
    const all = new Set(session);
    if (all.size < 2) continue;
    for (const product of all) {
      const own = shared[placeOf.get(product) ?? -1];
      if (!own) continue;
      own.visits++;
      for (const other of all) if (other !== product) own.with.set(other, (own.with.get(other) ?? 0) + 1);
    }
  }
  return shared;
}

/** Views after those of a category, by the category of the product; nothing to tell where there is one category only. */
function nextCategories(
  following: readonly ReadonlyMap<number, number>[],
  categories: readonly string[],
): NextCategoryOf[] {
  const counts = new Map<string, Map<string, number>>();
  following.forEach((next, product) => {
    const own = counts.get(categories[product]) ?? new Map<string, number>();
    counts.set(categories[product], own);
    for (const [other, count] of next) own.set(categories[other], (own.get(categories[other]) ?? 0) + count);
  });
  if (counts.size < 2) return [];
  return [...counts]
    .map(([category, next]) => ({ category, followed: sumOf(next), next: mostOf(next, (name) => name) }))
    .filter(({ followed }) => followed >= fewestFollowed)
    .sort((a, b) => b.followed - a.followed);
}

/** The three that are counted most. */
function mostOf<Key extends number | string>(counts: ReadonlyMap<Key, number>, id: (key: Key) => string): Followed[] {
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, followersTold)
    .map(([key, count]) => ({ id: id(key), count }));
}
