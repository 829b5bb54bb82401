import { z80 } from '#engine/kernels/normal-distribution.ts';
import { quantileOf } from '#engine/kernels/statistics.ts';
import { type LevelChoice, predictionIn } from '#engine/launch/level/choose-level.ts';
import type { LevelBacktest } from '#engine/launch/level/level-backtest.ts';
import { extrapolationError } from '#engine/launch/level/level-evidence.ts';
import { type PowerScale, toScale } from '#engine/launch/level/power-transform.ts';
import type { LaunchShapes, NeutralLaunch } from '#engine/launch/shape/launch-shape.ts';
import { readObserved, updatePrediction } from './update-after-launch.ts';

/** Launches' worth of belief that the updated range is right as it is. */
const trustedLaunches = 20;
/** Share of the rest below which it is as good as nothing. */
export const leastRest = 0.02;

export interface ObservedRangeInput {
  readonly backtest: LevelBacktest | null;
  readonly choice: LevelChoice;
  readonly neutral: readonly NeutralLaunch[];
  readonly shapes: LaunchShapes;
  readonly scale: PowerScale;
}

/**
 * By how much the range of a forecast that is updated by first weeks must be widened, by the ages that are known (split conformal
 * calibration, Vovk, Gammerman and Shafer 2005, on the launches of the chronological backtest): each of them is updated by the same weeks of its
 * own, from the prediction and the launches that were at hand before it began; the 80 % quantile of |error of what was still to come| /
 * stated deviation, over that of a normal distribution, pulled to 1 as if by 20 launches more. At least 1: first weeks that were lucky do not
 * make a range narrower. 1 without a backtest.
 */
export function createObservedRange(input: ObservedRangeInput): (ages: readonly number[]) => number {
  const known = new Map<string, number>();
  return (ages) => {
    const name = ages.join();
    const before = known.get(name);
    if (before !== undefined) return before;
    const factor = rangeFactor(input, ages);
    known.set(name, factor);
    return factor;
  };
}

function rangeFactor(
  { backtest, choice, neutral, shapes, scale }: ObservedRangeInput,
  ages: readonly number[],
): number {
  if (!backtest) return 1;
  const errors: number[] = [];
  for (const { launch, trainedOn, predictions } of backtest.folded) {
    const { path, total, launch: product } = neutral[launch];
    const shape = shapes.of(product.category);
    const seen = Float64Array.from(path, (units, a) => (ages.includes(a) ? units : Number.NaN));
    const observed = readObserved(seen, seen, shape);
    if (!observed || observed.weeks < ages.length) continue;
    const prediction = predictionIn(predictions, choice.model, choice.members);
    const spread = Math.sqrt(prediction.variance);
    const complete = trainedOn.map((i) => neutral[i]);
    const level = updatePrediction(
      { mean: prediction.mean, deviation: choice.deviationFactor * spread },
      observed,
      extrapolationError(complete, ages, shape, scale, spread),
      scale,
    );
    const rest = Math.max(leastRest, 1 - observed.share);
    const left = Math.max(0, total - observed.neutralSold) / rest;
    errors.push((Math.abs(toScale(scale, left) - level.mean) * rest) / level.deviation);
  }
  if (errors.length === 0) return 1;
  const stated =
    quantileOf(
      errors.sort((a, b) => a - b),
      0.8,
    ) / z80;
  return Math.max(1, (errors.length * stated + trustedLaunches) / (errors.length + trustedLaunches));
}
