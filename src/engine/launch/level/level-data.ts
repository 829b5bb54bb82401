import { createNumberYouth } from '#engine/launch/history/article-numbers.ts';
import { createAssortmentSales } from '#engine/launch/history/assortment-sales.ts';
import type { DemandFactors, LaunchCandidate, ProductFacts, ProductHistory } from '#engine/launch/history/launch.ts';
import { createPredecessorRatings, hasDatedRatings } from '#engine/launch/history/predecessor-ratings.ts';
import type { ProductReviews } from '#engine/panel/dataset.ts';
import { similarity } from './similarity.ts';
import { cosine, createWordWeighing } from './word-vectors.ts';

/**
 * What the level is forecast from, for launches and candidates alike (items: launches first, then candidates). Nothing here
 * depends on what an item itself sold: only on facts known before its launch and on what others sold before it.
 */
export interface LevelData {
  readonly items: readonly ProductFacts[];
  readonly launchCount: number;
  /** First day of each item's launch week. */
  readonly week: Float64Array;
  readonly logPrice: Float64Array;
  /** How young the article numbers around its own are (article-numbers.ts), 0 to 1; NaN where numbers say nothing. */
  readonly numberYouth: Float64Array;
  readonly hasNumbers: boolean;
  /** ln(1 + weekly units) of similar products before the launch; NaN when there are none. */
  readonly assortmentSales: Float64Array;
  readonly hasRange: boolean;
  /** ln(1 + weekly page views) of similar products before the launch; NaN when there are none. */
  readonly interest: Float64Array;
  readonly hasInterest: boolean;
  /** How buyers rate the predecessor, in stars against the mean (predecessor-ratings.ts); NaN where nothing is known. */
  readonly rating: Float64Array;
  readonly hasRating: boolean;
  readonly hasCategories: boolean;
  /** Cosine of the words of two items. */
  words(a: number, b: number): number;
  /** Similarity as shown with the analogues (words, price, category), 0 to 1. */
  similar(a: number, b: number): number;
}

/** Fewer launches whose predecessor is rated teach nothing of what ratings mean. */
const leastRated = 8;

export function prepareLevelData(
  launches: readonly ProductHistory[],
  products: readonly ProductHistory[],
  candidates: readonly LaunchCandidate[],
  factors: DemandFactors | null,
  reviews: readonly ProductReviews[] = [],
): LevelData {
  const items: ProductFacts[] = [...launches, ...candidates];
  const known = new Set(launches.map((launch) => launch.id));
  const others = products.filter((product) => !known.has(product.id));
  const range = [...launches, ...others];
  const weigh = createWordWeighing(range);
  const vectors = items.map(weigh);
  const assortmentVectors = [...vectors.slice(0, launches.length), ...others.map(weigh)];
  const rangeOf = createAssortmentSales(range, assortmentVectors, factors);
  const isViewed = range.some(({ views }) => views !== undefined);
  const interestOf = isViewed ? createAssortmentSales(range, assortmentVectors, factors, 'views') : () => Number.NaN;
  const week = Float64Array.from(items, (_, i) =>
    i < launches.length ? launches[i].firstWeek : candidates[i - launches.length].launchWeek,
  );
  const assortmentSales = Float64Array.from(items, (item, i) => rangeOf({ ...item, week: week[i] }, vectors[i]));
  const interest = Float64Array.from(items, (item, i) => interestOf({ ...item, week: week[i] }, vectors[i]));
  const ratingOf = hasDatedRatings(reviews) ? createPredecessorRatings(range, reviews) : () => Number.NaN;
  const rating = Float64Array.from(items, (item, i) =>
    ratingOf({ ...item, week: week[i] }, (product) =>
      similarity(item, range[product], cosine(vectors[i], assortmentVectors[product])),
    ),
  );
  const youthOf = createNumberYouth(range);
  const numberYouth = Float64Array.from(items, ({ id }, i) => youthOf({ id, firstWeek: week[i] }));
  const n = items.length;
  const cosines = new Float64Array(n * n).fill(Number.NaN);
  const words = (a: number, b: number): number => {
    const at = a < b ? a * n + b : b * n + a;
    if (Number.isNaN(cosines[at])) cosines[at] = cosine(vectors[a], vectors[b]);
    return cosines[at];
  };
  return {
    items,
    launchCount: launches.length,
    week,
    logPrice: Float64Array.from(items, (item) => (item.price > 0 ? Math.log(item.price) : Number.NaN)),
    numberYouth,
    hasNumbers: numberYouth.some((youth) => !Number.isNaN(youth)),
    assortmentSales,
    hasRange: launches.some((_, i) => !Number.isNaN(assortmentSales[i])),
    interest,
    hasInterest: launches.some((_, i) => !Number.isNaN(interest[i])),
    rating,
    hasRating: launches.filter((_, i) => !Number.isNaN(rating[i])).length >= leastRated,
    hasCategories: new Set(launches.map((launch) => launch.category)).size > 1,
    words,
    similar: (a, b) => similarity(items[a], items[b], words(a, b)),
  };
}
