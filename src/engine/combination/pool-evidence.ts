import type { BacktestScore } from '#engine/backtest/score-forecast.ts';
import type { ModelId } from '#engine/models/model-registry.ts';

/** Mean over series of log(pinball of a method / pinball of the series' baseline); negative = better. */
export type PooledEvidence = ReadonlyMap<ModelId, number>;

/** A series' own origins count against this many origins' worth of what all series together say. */
const priorOrigins = 12;
/** Fewest series for which pooling is done. */
const fewestSeries = 5;

/**
 * What the backtests of all series of a job say about each method. A handful of origins of one series says little about
 * a method, and the same methods are good for like series: the choice shrinks a series' own result towards the mean over
 * all (an empirical Bayes rule). Empty for fewer than five backtested series.
 */
export function poolEvidence(
  all: readonly (readonly BacktestScore[])[],
  baselines: readonly ModelId[],
): PooledEvidence {
  const sums = new Map<ModelId, { sum: number; count: number }>();
  let used = 0;
  all.forEach((scores, i) => {
    const ratios = relativeScores(scores, baselines[i]);
    if (ratios.size > 0) used++;
    for (const [method, ratio] of ratios) {
      const entry = sums.get(method) ?? { sum: 0, count: 0 };
      entry.sum += ratio;
      entry.count++;
      sums.set(method, entry);
    }
  });
  if (used < fewestSeries) return new Map();
  // A method that ran on few series only is not pooled: its mean would compare different series.
  const common = [...sums].filter(([, { count }]) => count >= used / 2);
  return new Map(common.map(([method, { sum, count }]) => [method, sum / count]));
}

/** log(pinball / baseline's pinball) of one series by method. */
export function relativeScores(scores: readonly BacktestScore[], baseline: ModelId): Map<ModelId, number> {
  const reference = scores.find((score) => score.method === baseline)?.pinball ?? Number.NaN;
  const ratios = new Map<ModelId, number>();
  for (const { method, pinball } of scores) {
    const ratio = Math.log(pinball / reference);
    if (Number.isFinite(ratio)) ratios.set(method, ratio);
  }
  return ratios;
}

/** A series' own result shrunk towards the pooled one, by method. Without evidence: its own. */
export function shrinkTowardsPool(
  own: ReadonlyMap<ModelId, number>,
  origins: number,
  pooled: PooledEvidence,
): Map<ModelId, number> {
  const weight = origins / (origins + priorOrigins);
  const shrunk = new Map<ModelId, number>();
  for (const [method, ratio] of own) {
    const prior = pooled.get(method);
    shrunk.set(method, prior === undefined ? ratio : weight * ratio + (1 - weight) * prior);
  }
  return shrunk;
}
