import type { CalibrationGroup, LevelScore } from './cold-start-forecast.ts';

/** One launch beside its forecast. */
export interface ScoredTotal {
  readonly actual: number;
  readonly forecast: number;
  readonly hitProbability: number;
  readonly hit: boolean;
}

/** Formulas of the launch protocols: docs/methods/cold-start.md. Percent where `wape` and `bias`; NaN where undefined. */
export type TotalScores = Omit<LevelScore, 'model' | 'weight'>;

/** `wapeTotal` = 100 sum |F - A| / sum A; `maeLog` = mean |ln(1 + F) - ln(1 + A)|. */
export function scoreTotals(rows: readonly ScoredTotal[]): TotalScores {
  let sold = 0;
  let error = 0;
  let signed = 0;
  let logError = 0;
  let square = 0;
  for (const { actual, forecast, hitProbability, hit } of rows) {
    sold += actual;
    error += Math.abs(forecast - actual);
    signed += forecast - actual;
    logError += Math.abs(Math.log1p(forecast) - Math.log1p(actual));
    square += (hitProbability - (hit ? 1 : 0)) ** 2;
  }
  const n = rows.length;
  return {
    wapeTotal: sold > 0 ? (100 * error) / sold : Number.NaN,
    maeLog: logError / n,
    bias: sold > 0 ? (100 * signed) / sold : Number.NaN,
    auc: areaUnderCurve(rows),
    brier: square / n,
  };
}

/** Share of (hit, miss) pairs in which the hit had the higher probability; ties count one half. */
export function areaUnderCurve(rows: readonly Pick<ScoredTotal, 'hitProbability' | 'hit'>[]): number {
  let wins = 0;
  let pairs = 0;
  for (const a of rows) {
    if (!a.hit) continue;
    for (const b of rows) {
      if (b.hit) continue;
      pairs++;
      if (a.hitProbability > b.hitProbability) wins++;
      else if (a.hitProbability === b.hitProbability) wins += 0.5;
    }
  }
  return pairs > 0 ? wins / pairs : Number.NaN;
}

/** Launches sorted by probability in up to `groups` groups of equal size: mean forecast probability beside the share of hits. */
export function calibrationGroups(
  rows: readonly Pick<ScoredTotal, 'hitProbability' | 'hit'>[],
  groups = 5,
): CalibrationGroup[] {
  const sorted = [...rows].sort((a, b) => a.hitProbability - b.hitProbability);
  const used = Math.max(1, Math.min(groups, Math.floor(sorted.length / 5)));
  return Array.from({ length: used }, (_, g) => {
    const group = sorted.slice(Math.round((g * sorted.length) / used), Math.round(((g + 1) * sorted.length) / used));
    return {
      forecast: group.reduce((sum, row) => sum + row.hitProbability, 0) / group.length,
      observed: group.filter((row) => row.hit).length / group.length,
      count: group.length,
    };
  });
}
