import type { RatingFall } from '#engine/reviews/feedback.ts';

/** A product's rating in the order of its days. */
export interface DatedRating {
  readonly day: number;
  readonly rating: number;
}

/** Ratings that tell what is usual for the product, pulled to the mean of all products as if by these many. */
const usualRatings = 10;
const priorRatings = 10;
/** CUSUM for a fall by one standard deviation (Page 1954): half of it is allowed for. */
const allowance = 0.5;
/** With this threshold 3.9 % of products raise an alarm within 100 ratings though nothing has fallen (20,000 simulated; 5.1 % with 7.5). */
const threshold = 8;
export const ratingFalseAlarmRate = 0.05;

/**
 * CUSUM of (usual - rating) / spread of one product's ratings. What is usual: its first ten ratings, pulled to the mean of all products' ratings as if by ten; `spread`:
 * standard deviation of all ratings. Null where the ratings never fall that far, or too few are there.
 */
export function findRatingFall(
  ratings: readonly DatedRating[],
  overall: { readonly mean: number; readonly spread: number },
): RatingFall | null {
  if (ratings.length <= usualRatings || !(overall.spread > 0)) return null;
  const first = ratings.slice(0, usualRatings);
  const before =
    (first.reduce((sum, { rating }) => sum + rating, 0) + priorRatings * overall.mean) / (usualRatings + priorRatings);
  let sum = 0;
  let since = usualRatings;
  for (let k = usualRatings; k < ratings.length; k++) {
    if (sum === 0) since = k;
    sum = Math.max(0, sum + (before - ratings[k].rating) / overall.spread - allowance);
    if (sum <= threshold) continue;
    const fallen = ratings.slice(since);
    return {
      since: ratings[since].day,
      raisedOn: ratings[k].day,
      before,
      after: fallen.reduce((all, { rating }) => all + rating, 0) / fallen.length,
      falseAlarmRate: ratingFalseAlarmRate,
    };
  }
  return null;
}
