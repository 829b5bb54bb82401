import { defineModel, describeSimply, type Forecaster } from '#engine/models/define-model.ts';
import { toCountForecast } from './count-quantiles.ts';
import { type IntermittentState, smoothCroston, smoothTsb } from './croston.ts';

const alpha = 0.1;

/** Croston (1972). */
export const croston = defineModel({
  id: 'croston',
  family: 'intermittent',
  fit: intermittent('Croston', smoothCroston, 1),
  canJoinEnsemble: false,
});

/** Syntetos and Boylan (2005): Croston without its bias, times 1 - alpha / 2. */
export const sba = defineModel({
  id: 'sba',
  family: 'intermittent',
  fit: intermittent('SBA', smoothCroston, 1 - alpha / 2),
  appliesTo: ({ isIntermittent }) => isIntermittent,
});

/** Teunter, Syntetos and Babai (2011). */
export const tsb = defineModel({
  id: 'tsb',
  family: 'intermittent',
  fit: intermittent('TSB', smoothTsb, 1),
  appliesTo: ({ isDemand }) => isDemand,
});

/** Flat forecast size / interval; spread from the squared errors of the same rule over the series. */
function intermittent(
  label: string,
  smooth: (y: Float64Array, alpha: number) => IntermittentState | null,
  factor: number,
): Forecaster {
  return ({ values, horizon }) => {
    if (values.some((v) => v < 0)) return { ok: false, issue: { code: 'negative-values', severity: 'error' } };
    const state = smooth(values, alpha);
    if (!state) return { ok: false, issue: { code: 'constant-series', severity: 'error' } };
    const mean = (factor * state.size) / state.interval;
    let squares = 0;
    let count = 0;
    values.forEach((v, t) => {
      const error = v - factor * state.fitted[t];
      if (Number.isNaN(error)) return;
      squares += error * error;
      count++;
    });
    const variance = count > 1 ? squares / count : mean;
    const coefficients = { alpha, size: state.size, interval: state.interval };
    return {
      ok: true,
      value: {
        forecast: toCountForecast(mean, variance, horizon),
        model: describeSimply(
          label,
          Object.entries(coefficients).map(([name, value]) => ({ name, value, standardError: Number.NaN })),
        ),
      },
    };
  };
}
