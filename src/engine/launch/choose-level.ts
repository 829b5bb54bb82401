import type { LevelModel } from '#engine/launch/cold-start-forecast.ts';
import type { LevelBacktest } from '#engine/launch/level-backtest.ts';
import { mixedModels } from '#engine/launch/level-rivals.ts';

/** Which rival forecasts, and how much wider (or narrower) than it says its errors were. */
export interface LevelChoice {
  readonly model: LevelModel;
  readonly deviationFactor: number;
}

/** Standard errors by which a single rival must lead: launches of one week are alike, so the plain error is too small. */
const clearLead = 2;
/** Launches' worth of belief that a rival's own standard deviation is right. */
const trustedLaunches = 20;

/**
 * The mix, unless a single rival's absolute errors (power scale, paired over the backtest's launches) are smaller by more than
 * two standard errors of the difference; then the best such rival. The deviation factor is the root mean square of
 * error / stated deviation, pulled to 1 as if by 20 more launches. Without a backtest: the mix as it is.
 */
export function chooseLevel(backtest: LevelBacktest | null, z: Float64Array): LevelChoice {
  if (!backtest) return { model: 'mix', deviationFactor: 1 };
  const errors = (model: LevelModel): number[] =>
    backtest.folded.map(({ launch, opinions }) => Math.abs(z[launch] - (opinions.get(model)?.mean ?? Number.NaN)));
  const mixed = errors('mix');
  let model: LevelModel = 'mix';
  let best = 0;
  for (const rival of backtest.folded[0].opinions.keys()) {
    if (rival === 'mix') continue;
    const gains = errors(rival).map((error, i) => mixed[i] - error);
    const { mean, standardError } = meanAndError(gains);
    if (mean > clearLead * standardError && mean > best) {
      best = mean;
      model = rival;
    }
  }
  let squares = trustedLaunches;
  for (const { launch, opinions } of backtest.folded) {
    const opinion = opinions.get(model);
    if (opinion) squares += (z[launch] - opinion.mean) ** 2 / opinion.variance;
  }
  return { model, deviationFactor: Math.sqrt(squares / (backtest.folded.length + trustedLaunches)) };
}

function meanAndError(values: readonly number[]): { readonly mean: number; readonly standardError: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, n - 1);
  return { mean, standardError: Math.sqrt(variance / n) };
}

/** Shares in the forecast: a single rival 1, the mix's members alike. */
export function modelWeights(choice: LevelChoice, models: readonly LevelModel[]): ReadonlyMap<LevelModel, number> {
  if (choice.model !== 'mix') return new Map([[choice.model, 1]]);
  const members = mixedModels.filter((model) => models.includes(model));
  return new Map(members.map((model) => [model, 1 / members.length]));
}
