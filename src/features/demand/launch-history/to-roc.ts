import type { BacktestLaunch } from '#engine/launch/forecast/cold-start-forecast.ts';

/** One threshold of the probability: share of the misses and of the hits that lie at or above it. */
export interface RocPoint {
  readonly falseAlarms: number;
  readonly hitsFound: number;
  /** Probability from which a hit is called; Infinity at the start. */
  readonly threshold: number;
}

/** ROC curve of the hit probabilities, from (0, 0) to (1, 1); launches of the same probability make one step. Empty without hits or misses. */
export function toRoc(launches: readonly Pick<BacktestLaunch, 'hit' | 'hitProbability'>[]): RocPoint[] {
  const hits = launches.filter(({ hit }) => hit).length;
  const misses = launches.length - hits;
  if (hits === 0 || misses === 0) return [];
  const sorted = [...launches].sort((a, b) => b.hitProbability - a.hitProbability);
  const points: RocPoint[] = [{ falseAlarms: 0, hitsFound: 0, threshold: Number.POSITIVE_INFINITY }];
  let found = 0;
  sorted.forEach(({ hit, hitProbability }, i) => {
    if (hit) found++;
    if (sorted[i + 1]?.hitProbability === hitProbability) return;
    points.push({ falseAlarms: (i + 1 - found) / misses, hitsFound: found / hits, threshold: hitProbability });
  });
  return points;
}
