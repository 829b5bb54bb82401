import type { Issue, Outcome } from '#engine/issue.ts';
import { meanOf, varianceOf } from '#engine/kernels/statistics.ts';
import {
  defineModel,
  describeSimply,
  type Forecaster,
  type ModelForecast,
  observedValues,
  toNormalForecast,
} from '#engine/models/define-model.ts';

function refuse(code: string, params: Record<string, number> = {}): { readonly ok: false; readonly issue: Issue } {
  return { ok: false, issue: { code, severity: 'error', params } };
}

/** Mean square of the lag differences that exist; NaN when there is none. */
function meanSquareDifference(values: Float64Array, lag: number): number {
  let sum = 0;
  let count = 0;
  for (let t = lag; t < values.length; t++) {
    const difference = values[t] - values[t - lag];
    if (Number.isNaN(difference)) continue;
    sum += difference * difference;
    count++;
  }
  return sum / count;
}

/** Last observation carried forward; deviation sigma sqrt(h) with sigma^2 the mean square difference (R's `naive`). */
const carryForward: Forecaster = ({ values, horizon, nonNegative }) => {
  const observed = observedValues(values);
  if (observed.length === 0) return refuse('no-observation');
  const sigma2 = meanSquareDifference(observed, 1);
  const last = observed[observed.length - 1];
  return finish('naive', new Float64Array(horizon).fill(last), nonNegative, (h) => Math.sqrt(orZero(sigma2) * h));
};

export const naive = defineModel({
  id: 'naive',
  family: 'baseline',
  fit: carryForward,
  appliesTo: () => true,
  forIndex: true,
  canJoinEnsemble: false,
});

/**
 * The value of the same phase one season ago (the latest observed one; the last value where a phase was never seen);
 * deviation sigma sqrt(seasons ahead), as R's `snaive`.
 */
const repeatSeason: Forecaster = (input) => {
  const { values, frequency, horizon, nonNegative } = input;
  const observed = observedValues(values);
  if (observed.length === 0) return refuse('no-observation');
  if (frequency <= 1) return carryForward(input);
  if (values.length < frequency)
    return refuse('series-too-short', { observations: observed.length, needed: frequency });
  const mean = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    let t = values.length + h;
    do t -= frequency;
    while (t >= 0 && !(t < values.length && !Number.isNaN(values[t])));
    mean[h] = t >= 0 ? values[t] : observed[observed.length - 1];
  }
  const seasonal = meanSquareDifference(values, frequency);
  const sigma2 = Number.isNaN(seasonal) ? varianceOf(observed) * 2 : seasonal;
  return finish('snaive', mean, nonNegative, (h) => Math.sqrt(orZero(sigma2) * (Math.trunc((h - 1) / frequency) + 1)));
};

export const seasonalNaive = defineModel({
  id: 'snaive',
  family: 'baseline',
  fit: repeatSeason,
  appliesTo: ({ frequency }) => frequency > 1,
  forIndex: true,
  canJoinEnsemble: false,
});

/** Random walk with drift: the mean difference continued; variance sigma^2 h + (h se(drift))^2 (R's `rwf(drift = TRUE)`). */
const continueDrift: Forecaster = ({ values, horizon, nonNegative }) => {
  const y = observedValues(values);
  if (y.length < 3) return refuse('series-too-short', { observations: y.length, needed: 3 });
  const n = y.length - 1;
  const slope = (y[n] - y[0]) / n;
  let sum = 0;
  for (let t = 1; t <= n; t++) sum += (y[t] - y[t - 1] - slope) ** 2;
  const sigma2 = sum / (n - 1);
  const mean = Float64Array.from({ length: horizon }, (_, h) => y[n] + slope * (h + 1));
  return finish('drift', mean, nonNegative, (h) => Math.sqrt(sigma2 * h + (h * h * sigma2) / n));
};

export const drift = defineModel({
  id: 'drift',
  family: 'baseline',
  fit: continueDrift,
  appliesTo: ({ frequency }) => frequency === 12,
  canJoinEnsemble: false,
});

/** Mean of the last `length` observations; deviation from the same rule's one-step errors over the series. */
function movingMean(length: number): Forecaster {
  return ({ values, horizon, nonNegative }) => {
    const y = observedValues(values);
    if (y.length === 0) return refuse('no-observation');
    const meanBefore = (end: number): number => {
      const part = y.subarray(Math.max(0, end - length), end);
      return meanOf(part);
    };
    let squares = 0;
    let count = 0;
    for (let t = Math.min(length, Math.max(1, y.length - 2)); t < y.length; t++) {
      squares += (y[t] - meanBefore(t)) ** 2;
      count++;
    }
    const deviation = count > 0 ? Math.sqrt(squares / count) : 0;
    const mean = new Float64Array(horizon).fill(meanBefore(y.length));
    return finish(`mean${length}`, mean, nonNegative, () => deviation);
  };
}

export const movingMean4 = defineModel({
  id: 'mean4',
  family: 'baseline',
  fit: movingMean(4),
  canJoinEnsemble: false,
});

export const movingMean13 = defineModel({
  id: 'mean13',
  family: 'baseline',
  fit: movingMean(13),
  appliesTo: ({ frequency }) => frequency !== 12,
});

function finish(
  label: string,
  mean: Float64Array,
  nonNegative: boolean,
  deviationAt: (h: number) => number,
): Outcome<ModelForecast> {
  const deviation = mean.map((_, h) => deviationAt(h + 1));
  return {
    ok: true,
    value: { forecast: toNormalForecast(mean, deviation, nonNegative), model: describeSimply(label) },
  };
}

function orZero(x: number): number {
  return Number.isNaN(x) ? 0 : x;
}
