import {
  describeSimply,
  type Forecaster,
  type ModelInput,
  observedValues,
  toNormalForecast,
} from '#engine/backtest/forecaster.ts';
import type { Issue, Outcome } from '#engine/issue.ts';

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
export const naive: Forecaster = ({ values, horizon, nonNegative }) => {
  const observed = observedValues(values);
  if (observed.length === 0) return refuse('no-observation');
  const sigma2 = meanSquareDifference(observed, 1);
  const last = observed[observed.length - 1];
  return finish('naive', new Float64Array(horizon).fill(last), nonNegative, (h) => Math.sqrt(orZero(sigma2) * h));
};

/**
 * The value of the same phase one season ago (the latest observed one; the last value where a phase was never seen);
 * deviation sigma sqrt(seasons ahead), as R's `snaive`.
 */
export const seasonalNaive: Forecaster = (input) => {
  const { values, frequency, horizon, nonNegative } = input;
  const observed = observedValues(values);
  if (observed.length === 0) return refuse('no-observation');
  if (frequency <= 1) return naive(input);
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
  const sigma2 = Number.isNaN(seasonal) ? variance(observed) * 2 : seasonal;
  return finish('snaive', mean, nonNegative, (h) => Math.sqrt(orZero(sigma2) * (Math.trunc((h - 1) / frequency) + 1)));
};

/** Random walk with drift: the mean difference continued; variance sigma^2 h + (h se(drift))^2 (R's `rwf(drift = TRUE)`). */
export const drift: Forecaster = ({ values, horizon, nonNegative }) => {
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

/** Mean of the last `length` observations; deviation from the same rule's one-step errors over the series. */
export function movingMean(length: number): Forecaster {
  return ({ values, horizon, nonNegative }) => {
    const y = observedValues(values);
    if (y.length === 0) return refuse('no-observation');
    const meanBefore = (end: number): number => {
      const part = y.subarray(Math.max(0, end - length), end);
      return part.reduce((a, b) => a + b, 0) / part.length;
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

function finish(
  label: string,
  mean: Float64Array,
  nonNegative: ModelInput['nonNegative'],
  deviationAt: (h: number) => number,
): Outcome<{ forecast: ReturnType<typeof toNormalForecast>; model: ReturnType<typeof describeSimply> }> {
  const deviation = mean.map((_, h) => deviationAt(h + 1));
  return {
    ok: true,
    value: { forecast: toNormalForecast(mean, deviation, nonNegative), model: describeSimply(label) },
  };
}

function orZero(x: number): number {
  return Number.isNaN(x) ? 0 : x;
}

function variance(x: Float64Array): number {
  const mean = x.reduce((a, b) => a + b, 0) / x.length;
  return x.length > 1 ? x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (x.length - 1) : 0;
}
