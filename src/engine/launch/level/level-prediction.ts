import { meanOf } from '#engine/kernels/statistics.ts';

/** Predictive distribution of one item's level on the power scale: normal, and what each reason adds to its mean. */
export interface LevelPrediction {
  readonly mean: number;
  readonly variance: number;
  /** Variance of the product's level without the chance of its own launch. */
  readonly latentVariance: number;
  readonly reasons: Readonly<Partial<Record<LevelReason, number>>>;
}

export type LevelReason = 'price' | 'text' | 'category' | 'range' | 'number' | 'interest' | 'reviews' | 'analogues';

/** Equal weights; the variance is the mean of the members': their errors go together. */
export function mixPredictions(predictions: readonly LevelPrediction[]): LevelPrediction {
  const reasons: Partial<Record<LevelReason, number>> = {};
  for (const prediction of predictions) {
    for (const [reason, value] of Object.entries(prediction.reasons) as [LevelReason, number][]) {
      reasons[reason] = (reasons[reason] ?? 0) + value / predictions.length;
    }
  }
  return {
    mean: meanOf(predictions.map((prediction) => prediction.mean)),
    variance: meanOf(predictions.map((prediction) => prediction.variance)),
    latentVariance: meanOf(predictions.map((prediction) => prediction.latentVariance)),
    reasons,
  };
}
