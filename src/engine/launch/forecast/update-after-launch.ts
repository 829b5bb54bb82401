import type { ExtrapolationError } from '#engine/launch/level/level-evidence.ts';
import type { LevelPrediction } from '#engine/launch/level/level-prediction.ts';
import { type PowerScale, toScale } from '#engine/launch/level/power-transform.ts';

/** What the first weeks of a launch say about its level. */
export interface ObservedLevel {
  /** Units sold so far, season and promotions in and taken out. */
  readonly sold: number;
  readonly neutralSold: number;
  /** Share of the total that the mean curve gives to the weeks observed. */
  readonly share: number;
  readonly weeks: number;
}

/** Sums the known weeks; null when none is known. `path`: neutral units by week since the launch. */
export function readObserved(observed: Float64Array, path: Float64Array, shape: Float64Array): ObservedLevel | null {
  let sold = 0;
  let neutralSold = 0;
  let share = 0;
  let weeks = 0;
  path.forEach((units, a) => {
    if (a >= observed.length || a >= shape.length || Number.isNaN(units)) return;
    sold += observed[a];
    neutralSold += units;
    share += shape[a];
    weeks++;
  });
  return weeks > 0 && share > 0 ? { sold, neutralSold, share, weeks } : null;
}

/**
 * Bayes' rule on the power scale: the model's prediction as the prior, and as the observation the level that the first weeks
 * extrapolate to (their units / their share of the mean curve), its bias taken out and its error as measured on the
 * launches ({@link extrapolationError}), which falls with every week.
 */
export function updatePrediction(
  prior: { readonly mean: number; readonly deviation: number },
  observed: ObservedLevel,
  error: ExtrapolationError,
  scale: PowerScale,
): { readonly mean: number; readonly deviation: number } {
  const level = toScale(scale, observed.neutralSold / observed.share) - error.bias;
  const precision = 1 / prior.deviation ** 2 + 1 / error.variance;
  return {
    mean: (prior.mean / prior.deviation ** 2 + level / error.variance) / precision,
    deviation: Math.sqrt(1 / precision),
  };
}

/**
 * An analogue that the manager pins: the candidate is taken to have its level. The pinned launch is one draw around that level,
 * so the prediction on the level (its latent variance) is updated by it with the noise variance of a launch.
 */
export function pinAnalogues(prediction: LevelPrediction, pinned: readonly number[]): LevelPrediction {
  if (pinned.length === 0) return prediction;
  const noise = Math.max(1e-9, prediction.variance - prediction.latentVariance);
  const latent = Math.max(prediction.latentVariance, 0.25 * prediction.variance);
  const precision = 1 / latent + pinned.length / noise;
  const sum = pinned.reduce((all, level) => all + level, 0);
  const latentVariance = 1 / precision;
  return {
    ...prediction,
    mean: (prediction.mean / latent + sum / noise) / precision,
    latentVariance,
    variance: latentVariance + noise,
  };
}
