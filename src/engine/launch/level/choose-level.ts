import { meanAndError, sumOf } from '#engine/kernels/statistics.ts';
import type { LevelModel } from '#engine/launch/forecast/cold-start-forecast.ts';
import { normalErrors, shapeOfErrors } from '#engine/launch/forecast/total-distribution.ts';
import type { FoldedLaunch, LevelBacktest } from './level-backtest.ts';
import { mixedModels } from './level-models.ts';
import { type LevelPrediction, mixPredictions } from './level-prediction.ts';

/** Which model forecasts, and how much wider (or narrower) than it says its errors were. */
export interface LevelChoice {
  readonly model: LevelModel;
  /** Models that may stand in the mix, whether it is used or not. */
  readonly members: readonly LevelModel[];
  readonly deviationFactor: number;
  /** 200 equally likely errors in units of that deviation, ascending: how the forecast's distribution is shaped. */
  readonly errors: Float64Array;
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
 * it than without by more than a standard error, and so do the reviews of predecessors; over 20 launches or more each other member stands in it unless the mix errs less
 * without it, by as much. The deviation factor is the root mean square of error / stated deviation, pulled to 1 as if by 20 more
 * launches. Without a backtest: the mix of the kernel regressions as it is.
 */
export function chooseLevel(backtest: LevelBacktest | null, z: Float64Array): LevelChoice {
  const kernels = mixedModels.filter((model) => model !== 'perceptron');
  if (!backtest) return { model: 'mix', members: kernels, deviationFactor: 1, errors: normalErrors };
  const errorsOf = (model: LevelModel, members: readonly LevelModel[] = []): number[] =>
    backtest.folded.map(({ launch, predictions }) =>
      Math.abs(z[launch] - predictionIn(predictions, model, members).mean),
    );
  const rated = isReviewed(backtest, errorsOf, kernels)
    ? mixedModels.map((model) => (model === 'words-range-price' ? ('reviews' as const) : model))
    : mixedModels;
  const quiet = rated.filter((model) => model !== 'perceptron');
  const errorsWith = (own: readonly LevelModel[]): number[] => errorsOf('mix', own);
  const entered = leadOf(errorsWith(quiet), errorsWith(rated)) > 1 ? rated : quiet;
  const isLong = backtest.folded.length >= leastToLead;
  const members = isLong ? dropWorst(entered, errorsWith) : entered;
  const mixed = errorsWith(members);
  let model: LevelModel = 'mix';
  let best = 0;
  const singles = isLong ? backtest.folded[0].predictions.keys() : [];
  for (const single of singles) {
    const gains = errorsOf(single).map((error, i) => mixed[i] - error);
    const { mean, standardError } = meanAndError(gains);
    if (mean > clearLead * standardError && mean > best) {
      best = mean;
      model = single;
    }
  }
  const errors = backtest.folded.map(({ launch, predictions }) => {
    const prediction = predictionIn(predictions, model, members);
    return (z[launch] - prediction.mean) / Math.sqrt(prediction.variance);
  });
  const squares = sumOf(errors.map((error) => error ** 2)) + trustedLaunches;
  const deviationFactor = Math.sqrt(squares / (errors.length + trustedLaunches));
  return { model, members, deviationFactor, errors: shapeOfErrors(errors.map((error) => error / deviationFactor)) };
}

/** By how many standard errors of the difference `errors` are smaller than `reference`, launch by launch. */
function leadOf(reference: readonly number[], errors: readonly number[]): number {
  const { mean, standardError } = meanAndError(reference.map((error, i) => error - errors[i]));
  return mean > 0 ? mean / standardError : 0;
}

/** Without those members, the worst first, without which the mix errs less by more than a standard error; one stays. */
function dropWorst(
  members: readonly LevelModel[],
  errorsOf: (members: readonly LevelModel[]) => readonly number[],
): readonly LevelModel[] {
  if (members.length === 1) return members;
  const own = errorsOf(members);
  let [best, lead] = [members, 1];
  for (const member of members) {
    const left = members.filter((each) => each !== member);
    const gain = leadOf(own, errorsOf(left));
    if (gain > lead) [best, lead] = [left, gain];
  }
  return best === members ? members : dropWorst(best, errorsOf);
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
