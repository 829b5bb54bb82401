import type { ProductReviews } from '#engine/panel/dataset.ts';
import type { ProductFacts, ProductHistory } from './launch.ts';

/** Fewer ratings than this before the launch say nothing of a product. */
const leastRatings = 3;
/** Ratings' worth of the assortment's mean that a product's own mean is pulled by. */
const pull = 5;

/** The item that is asked about. */
export interface RatingQuestion extends ProductFacts {
  /** First day of its launch week. */
  readonly week: number;
  /** The product that it goes on from, where a file says so. */
  readonly predecessor?: string;
}

/** True where at least one product has ratings with a day: without a day it is unknown what was known when. */
export function hasDatedRatings(reviews: readonly ProductReviews[]): boolean {
  return reviews.some(({ byDay }) => byDay !== undefined);
}

/**
 * How buyers rate what a launch goes on from: mean rating of its predecessor by reviews dated before the launch week, less the mean of all
 * such ratings, pulled to 0 as if by 5 average ratings. Stars. Predecessor: the product that a file names; else the most similar of the same
 * category (of all, where the item has none) that was on sale before and has at least 3 ratings by then. NaN when there is none.
 * `similar`: similarity of the item to a product of the assortment, by place. Reads nothing dated in the launch week or later.
 */
export function createPredecessorRatings(
  range: readonly ProductHistory[],
  reviews: readonly ProductReviews[],
): (question: RatingQuestion, similar: (product: number) => number) => number {
  const place = new Map(range.map(({ id }, i) => [id, i]));
  const dated = reviews.flatMap(({ productId, byDay }) => {
    const product = place.get(productId);
    return byDay && product !== undefined ? [{ product, byDay }] : [];
  });
  const known = new Map<number, ReadonlyMap<number, Ratings>>();
  const before = (week: number): ReadonlyMap<number, Ratings> => {
    const found =
      known.get(week) ?? new Map(dated.map(({ product, byDay }) => [product, sumBefore(byDay, week)] as const));
    known.set(week, found);
    return found;
  };
  return (question, similar) => {
    const ratings = before(question.week);
    const speaks = (product: number): boolean =>
      (ratings.get(product)?.count ?? 0) >= leastRatings &&
      range[product].id !== question.id &&
      range[product].firstWeek < question.week;
    const named = question.predecessor === undefined ? undefined : place.get(question.predecessor);
    const predecessor =
      named !== undefined && speaks(named) ? named : mostSimilar(question, range, ratings, speaks, similar);
    const own = predecessor === undefined ? undefined : ratings.get(predecessor);
    if (!own) return Number.NaN;
    let count = 0;
    let sum = 0;
    for (const all of ratings.values()) {
      count += all.count;
      sum += all.sum;
    }
    return (own.sum - own.count * (sum / count)) / (own.count + pull);
  };
}

interface Ratings {
  readonly count: number;
  readonly sum: number;
}

function sumBefore({ day, count, sum }: NonNullable<ProductReviews['byDay']>, week: number): Ratings {
  let [ratings, stars] = [0, 0];
  for (let i = 0; i < day.length && day[i] < week; i++) {
    ratings += count[i];
    stars += sum[i];
  }
  return { count: ratings, sum: stars };
}

function mostSimilar(
  { category }: RatingQuestion,
  range: readonly ProductHistory[],
  ratings: ReadonlyMap<number, Ratings>,
  speaks: (product: number) => boolean,
  similar: (product: number) => number,
): number | undefined {
  let best: number | undefined;
  let closest = 0;
  for (const product of ratings.keys()) {
    if (!speaks(product) || (category !== '' && range[product].category !== category)) continue;
    const likeness = similar(product);
    if (likeness > closest) [best, closest] = [product, likeness];
  }
  return best;
}
