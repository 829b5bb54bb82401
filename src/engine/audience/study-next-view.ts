import type { Baskets } from './baskets.ts';
import { learnNextView } from './next-view.ts';
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

export interface NextViewOf {
  readonly productId: string;
  /** Views that were followed by another product in the session. */
  readonly followed: number;
  readonly next: readonly { readonly productId: string; readonly count: number }[];
}

export interface NextViewStudy {
  readonly sessions: number;
  /** Share of views found among the five likeliest, by session; baseline: the five most viewed products. */
  readonly trial: Trial;
  readonly products: readonly NextViewOf[];
}

/** What is looked at next, and whether it could be told in the last fifth of the sessions from the others. */
export function studyNextView(sessions: Baskets): NextViewStudy {
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
  const told = highest(views, productsTold, (product) => views[product] > 0).flatMap((product): NextViewOf[] => {
    const followed = [...following[product].values()].reduce((sum, count) => sum + count, 0);
    if (followed < fewestFollowed) return [];
    const next = [...following[product]].sort(([a, x], [b, y]) => y - x || a - b).slice(0, followersTold);
    return [
      {
        productId: products[product],
        followed,
        next: next.map(([follower, count]) => ({ productId: products[follower], count })),
      },
    ];
  });
  return { sessions: all.length, trial: compareInPairs(own, baseline), products: told };
}
