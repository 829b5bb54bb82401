import { meanAndError } from '#engine/kernels/statistics.ts';
import type { LevelModel } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { FoldedLaunch, LevelBacktest } from './level-backtest.ts';
import { mixedModels } from './level-models.ts';
import { type LevelPrediction, mixPredictions } from './level-prediction.ts';

/** Which model forecasts, and how much wider (or narrower) than it says its errors were. */
export interface LevelChoice {
  readonly model: LevelModel;
  /** Models that may stand in the mix, whether it is used or not. */
  readonly members: readonly LevelModel[];
  readonly deviationFactor: number;
}

/** Standard errors by which a single model must lead: launches of one week are alike, so the plain error is too small. */
const clearLead = 2;
/** On fewer launches than this the best of ten models leads by luck. */
const leastToLead = 20;
/** Launches' worth of belief that a model's own standard deviation is right. */
const trustedLaunches = 20;

/**
 * The mix, unless a single model's absolute errors (power scale, paired over the backtest's launches) are smaller by more than
 * two standard errors of the difference, over 20 launches or more; then the best such model. The perceptron stands in the mix only where the mix errs less with
 * it than without by more than a standard error, and so do the reviews of predecessors. The deviation factor is the root mean square of error / stated deviation, pulled to 1 as if by 20 more
 * launches. Without a backtest: the mix of the kernel regressions as it is.
 */
export function chooseLevel(backtest: LevelBacktest | null, z: Float64Array): LevelChoice {
  const kernels = mixedModels.filter((model) => model !== 'perceptron');
  if (!backtest) return { model: 'mix', members: kernels, deviationFactor: 1 };
  const errorsOf = (model: LevelModel, members: readonly LevelModel[] = []): number[] =>
    backtest.folded.map(({ launch, predictions }) =>
      Math.abs(z[launch] - predictionIn(predictions, model, members).mean),
    );
  const rated = isReviewed(backtest, errorsOf, kernels)
    ? mixedModels.map((model) => (model === 'words-range-price' ? ('reviews' as const) : model))
    : mixedModels;
  const quiet = rated.filter((model) => model !== 'perceptron');
  const [plain, whole] = [errorsOf('mix', quiet), errorsOf('mix', rated)];
  const gain = meanAndError(plain.map((error, i) => error - whole[i]));
  const isNetworkIn = gain.mean > Math.max(0, gain.standardError);
  const members = isNetworkIn ? rated : quiet;
  const mixed = isNetworkIn ? whole : plain;
  let model: LevelModel = 'mix';
  let best = 0;
  const singles = backtest.folded.length < leastToLead ? [] : backtest.folded[0].predictions.keys();
  for (const single of singles) {
    const gains = errorsOf(single).map((error, i) => mixed[i] - error);
    const { mean, standardError } = meanAndError(gains);
    if (mean > clearLead * standardError && mean > best) {
      best = mean;
      model = single;
    }
  }
  let squares = trustedLaunches;
  for (const { launch, predictions } of backtest.folded) {
    const prediction = predictionIn(predictions, model, members);
    squares += (z[launch] - prediction.mean) ** 2 / prediction.variance;
  }
  return { model, members, deviationFactor: Math.sqrt(squares / (backtest.folded.length + trustedLaunches)) };
}

/**
 * True where the mix errs less, by more than one standard error of the difference, when its regression on everything reads the predecessors'
 * reviews too: without that margin a column of chance would come in every other time.
 */
function isReviewed(
  backtest: LevelBacktest,
  errorsOf: (model: LevelModel, members: readonly LevelModel[]) => readonly number[],
  kernels: readonly LevelModel[],
): boolean {
  if (!backtest.folded.every(({ predictions }) => predictions.has('reviews'))) return false;
  const without = errorsOf('mix', kernels);
  const reading = errorsOf(
    'mix',
    kernels.map((model) => (model === 'words-range-price' ? 'reviews' : model)),
  );
  const { mean, standardError } = meanAndError(without.map((error, i) => error - reading[i]));
  return mean > 0 && mean > standardError;
}

/** A single model's prediction of a launch of the backtest, or the mix of the members that there are. */
export function predictionIn(
  predictions: FoldedLaunch['predictions'],
  model: LevelModel,
  members: readonly LevelModel[],
): LevelPrediction {
  if (model === 'mix') return mixPredictions(members.flatMap((member) => predictions.get(member) ?? []));
  const prediction = predictions.get(model);
  if (!prediction) throw new Error(`no prediction of ${model}`);
  return prediction;
}

/** Shares in the forecast: a single model 1, the mix's members alike. */
export function modelWeights(choice: LevelChoice, models: readonly LevelModel[]): ReadonlyMap<LevelModel, number> {
  if (choice.model !== 'mix') return new Map([[choice.model, 1]]);
  const members = choice.members.filter((model) => models.includes(model));
  return new Map(members.map((model) => [model, 1 / members.length]));
}
