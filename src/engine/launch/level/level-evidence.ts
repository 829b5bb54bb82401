import type { NeutralLaunch } from '#engine/launch/shape/launch-shape.ts';
import { type PowerScale, toScale } from './power-transform.ts';

/** What a launch says about its level on the power scale; `noise`: variance that its unseen weeks add, 0 when all are seen. */
export interface LevelEvidence {
  readonly z: number;
  readonly noise: number;
}

/** How wrong it is to extrapolate from the first weeks: mean and variance of (extrapolated - true) on the power scale. */
export interface ExtrapolationError {
  readonly bias: number;
  readonly variance: number;
}

/** Pseudo-launches with the prior spread below, so that two launches alone do not make early weeks look exact. */
const doubtLaunches = 3;

/**
 * Error of extrapolating the weeks `seen` (ages) by their share of the mean curve, measured on `complete` launches. `spread`:
 * standard deviation of levels, the prior of the error where little is seen.
 */
export function extrapolationError(
  complete: readonly Pick<NeutralLaunch, 'path' | 'total'>[],
  seen: readonly number[],
  shape: Float64Array,
  scale: PowerScale,
  spread: number,
): ExtrapolationError {
  const share = seen.reduce((sum, a) => sum + shape[a], 0);
  let count = doubtLaunches;
  let bias = 0;
  let squares = doubtLaunches * spread ** 2 * (1 - share);
  for (const { path, total } of complete) {
    const sold = seen.reduce((sum, a) => sum + path[a], 0);
    if (Number.isNaN(sold) || !(total > 0)) continue;
    const error = toScale(scale, sold / share) - toScale(scale, total);
    count++;
    bias += error;
    squares += error * error;
  }
  bias /= count;
  return { bias, variance: Math.max(1e-9, squares / count - bias * bias) };
}

/**
 * Evidence of a launch of which the first `weeks` are known (its whole horizon: exactly its total). Stock-outs within are filled by the
 * curve and count as seen. Null where nothing is known or, of a young one, nothing was sold.
 */
export function levelEvidence(
  launch: NeutralLaunch,
  weeks: number,
  complete: readonly NeutralLaunch[],
  shape: Float64Array,
  scale: PowerScale,
  spread: number,
): LevelEvidence | null {
  if (weeks >= shape.length) return { z: toScale(scale, launch.total), noise: 0 };
  const seen = Array.from({ length: weeks }, (_, a) => a).filter((a) => !Number.isNaN(launch.path[a]));
  const share = seen.reduce((sum, a) => sum + shape[a], 0);
  const sold = seen.reduce((sum, a) => sum + launch.path[a], 0);
  if (!(share > 0) || sold <= 0) return null;
  const { bias, variance } = extrapolationError(complete, seen, shape, scale, spread);
  return { z: toScale(scale, sold / share) - bias, noise: variance };
}
