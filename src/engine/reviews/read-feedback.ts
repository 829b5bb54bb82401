import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
import type { FeedbackReport, ProductFeedback, ReviewRecord } from '#engine/reviews/feedback.ts';
import { findRatingFall } from '#engine/reviews/rating-fall.ts';
import { risingTopics } from '#engine/reviews/rising-topics.ts';
import { type SentimentClassifier, trainSentiment } from '#engine/reviews/sentiment-classifier.ts';

/** Launched products whose reviews are read. */
export interface ReviewedLaunch {
  readonly candidateId: string;
  readonly productIds: readonly string[];
  /** Its real launch day. */
  readonly from: EpochDay;
}

const monthDays = 28;

/** Lets a worker breathe; `done`: share of the phase, 0 to 1. */
export type FeedbackPause = (phase: 'training' | 'topics', done: number) => Promise<void>;

/**
 * Ratings and texts since each launch: share of negative ones by rating and by the classifier, by four weeks, a fall of the ratings, and what is written more often than
 * before (of one launch: against all other reviews; of all launches together: the last four weeks against all earlier reviews).
 */
export async function readFeedback(
  reviews: readonly ReviewRecord[],
  launches: readonly ReviewedLaunch[],
  asOf: EpochDay,
  pause: FeedbackPause = () => Promise.resolve(),
): Promise<FeedbackReport> {
  const issues: Issue[] = [];
  let rounds = 0;
  const classifier = await trainSentiment(reviews, () => pause('training', 1 - 0.99 ** ++rounds));
  if (!classifier) issues.push({ code: 'reviews-too-few', severity: 'info', params: { reviews: reviews.length } });
  const undated = reviews.filter(({ day }) => day === null).length;
  if (undated > 0) issues.push({ code: 'reviews-undated', severity: 'info', params: { reviews: undated } });
  const rated = reviews.flatMap(({ rating }) => (rating === null ? [] : [rating]));
  const mean = sumOf(rated) / Math.max(1, rated.length);
  const spread = Math.sqrt(rated.reduce((sum, rating) => sum + (rating - mean) ** 2, 0) / Math.max(1, rated.length));
  const isNegative = negativeBy(classifier);
  const products: ProductFeedback[] = [];
  for (const launch of launches) {
    await pause('topics', products.length / launches.length);
    const own = reviews
      .filter(
        ({ productId, day }) =>
          launch.productIds.includes(productId) && (day === null || (day >= launch.from && day < asOf)),
      )
      .sort((a, b) => (a.day ?? 0) - (b.day ?? 0));
    const others = reviews.filter(({ productId }) => !launch.productIds.includes(productId));
    products.push(describeProduct(launch, own, others, { mean, spread }, asOf, classifier, isNegative));
  }
  const ids = new Set(launches.flatMap(({ productIds }) => productIds));
  const recent = reviews.filter(
    ({ productId, day }) => ids.has(productId) && day !== null && day >= asOf - monthDays && day < asOf,
  );
  const earlier = reviews.filter(({ day }) => day !== null && day < asOf - monthDays);
  return {
    classifier: classifier?.report ?? null,
    products,
    topics: risingTopics(recent, earlier, isNegative),
    issues,
  };
}

/** By the rating where there is one (3 says neither), else by the classifier. */
function negativeBy(classifier: SentimentClassifier | null): (review: ReviewRecord) => boolean | null {
  return ({ rating, text }) => {
    if (rating !== null) return rating <= 2 ? true : rating >= 4 ? false : null;
    return classifier && text.trim() !== '' ? classifier.logOdds(text) > 0 : null;
  };
}

function describeProduct(
  { candidateId, from }: ReviewedLaunch,
  own: readonly ReviewRecord[],
  others: readonly ReviewRecord[],
  overall: { readonly mean: number; readonly spread: number },
  asOf: EpochDay,
  classifier: SentimentClassifier | null,
  isNegative: (review: ReviewRecord) => boolean | null,
): ProductFeedback {
  const rated = own.filter((review): review is ReviewRecord & { rating: number } => review.rating !== null);
  const written = own.filter(({ text }) => text.trim() !== '');
  const dated = rated.flatMap(({ day, rating }) => (day === null ? [] : [{ day, rating }]));
  return {
    candidateId,
    reviews: own.length,
    rated: rated.length,
    meanRating: meanRating(rated),
    negativeShare: shareOf(rated, ({ rating }) => rating <= 2),
    negativeShareByText: classifier ? shareOf(written, ({ text }) => classifier.logOdds(text) > 0) : Number.NaN,
    months: Array.from({ length: Math.max(0, Math.ceil((asOf - from) / monthDays)) }, (_, k) => {
      const start = from + monthDays * k;
      const within = rated.filter(({ day }) => day !== null && day >= start && day < start + monthDays);
      return {
        from: start,
        reviews: within.length,
        meanRating: meanRating(within),
        negativeShare: shareOf(within, ({ rating }) => rating <= 2),
      };
    }),
    fall: findRatingFall(dated, overall),
    topics: risingTopics(own, others, isNegative),
  };
}

/** NaN of none. */
function meanRating(rated: readonly { readonly rating: number }[]): number {
  return rated.length > 0 ? rated.reduce((sum, { rating }) => sum + rating, 0) / rated.length : Number.NaN;
}

function shareOf<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.length > 0 ? items.filter(test).length / items.length : Number.NaN;
}
