import { interpolateGaps } from '#engine/decomposition/interpolate-gaps.ts';
import { decomposeMstl } from '#engine/decomposition/mstl.ts';
import type { Outcome } from '#engine/issue.ts';
import {
  defineModel,
  describeSimply,
  type Forecaster,
  type ModelDescription,
  type ModelForecast,
  type ModelInput,
  toNormalForecast,
} from '#engine/models/define-model.ts';
import { testLjungBox } from '#engine/models/sarima/residual-diagnostics.ts';
import { forecastDynamicTheta } from './dynamic-theta.ts';
import { labelEts } from './ets-model.ts';
import { type EtsSelection, selectEts } from './fit-ets.ts';
import { forecastEts } from './forecast-ets.ts';
import { forecastTheta } from './theta.ts';

/** Leading gaps cut off, inner ones interpolated: exponential smoothing has no gaps. Null when nothing is observed. */
function fillForSmoothing(values: Float64Array, frequency: number): Float64Array | null {
  const first = values.findIndex((v) => !Number.isNaN(v));
  if (first < 0) return null;
  const from = values.subarray(first);
  return from.some(Number.isNaN) ? interpolateGaps(from, frequency) : from;
}

const nothingObserved = { ok: false, issue: { code: 'no-observation', severity: 'error' } } as const;

/** Automatic exponential smoothing, limits by the analytic variance. Seasons beyond 24 periods are not modelled. */
const fitEts: Forecaster = ({ values, frequency, horizon, nonNegative }) => {
  const y = fillForSmoothing(values, frequency);
  if (!y) return nothingObserved;
  const selected = selectEts(y, frequency);
  if (!selected.ok) return selected;
  const { mean, variance } = forecastEts(selected.value.fit, horizon);
  const forecast = toNormalForecast(mean, variance.map(Math.sqrt), nonNegative);
  return { ok: true, value: { forecast, model: describeEts(selected.value, frequency) } };
};

export const ets = defineModel({
  id: 'ets',
  family: 'smoothing',
  fit: fitEts,
  appliesTo: () => true,
  forIndex: true,
  cost: 40,
});

/** Theta as `forecast::thetaf`. */
const fitTheta: Forecaster = (input) => {
  const y = fillForSmoothing(input.values, input.frequency);
  if (!y) return nothingObserved;
  const run = forecastTheta(y, input.frequency, input.horizon);
  if (!run.ok) return run;
  const { alpha, slope } = run.value;
  return finish(input, run.value, describeSimply('Theta', named({ alpha, slope })));
};

export const theta = defineModel({
  id: 'theta',
  family: 'theta',
  fit: fitTheta,
  appliesTo: ({ isIntermittent }) => !isIntermittent,
  forIndex: true,
  cost: 1,
});

/** Dynamic optimised Theta. */
const fitDynamicTheta: Forecaster = (input) => {
  const y = fillForSmoothing(input.values, input.frequency);
  if (!y) return nothingObserved;
  const run = forecastDynamicTheta(y, input.frequency, input.horizon);
  if (!run.ok) return run;
  return finish(input, run.value, describeSimply('DOTM', named({ alpha: run.value.alpha, theta: run.value.theta })));
};

export const dynamicTheta = defineModel({
  id: 'dotm',
  family: 'theta',
  fit: fitDynamicTheta,
  appliesTo: ({ isIntermittent }) => !isIntermittent,
  cost: 4,
});

/**
 * STL + ETS (`forecast::stlm`, method "ets"): the seasonally adjusted series by non-seasonal ETS, the last season
 * repeated. Limits are those of the adjusted series.
 */
const fitStlEts: Forecaster = ({ values, frequency, horizon, nonNegative }) => {
  const y = fillForSmoothing(values, frequency);
  if (!y) return nothingObserved;
  const needed = 2 * frequency;
  if (frequency <= 1 || y.length < needed)
    return {
      ok: false,
      issue: { code: 'series-too-short', severity: 'error', params: { observations: y.length, needed } },
    };
  const season = decomposeMstl(y, [frequency]).seasonal[0].values;
  const adjusted = y.map((v, t) => v - season[t]);
  const selected = selectEts(adjusted, 1);
  if (!selected.ok) return selected;
  const { mean, variance } = forecastEts(selected.value.fit, horizon);
  const n = y.length;
  const withSeason = mean.map((m, h) => m + season[n - frequency + (h % frequency)]);
  const model = describeEts(selected.value, 1);
  return {
    ok: true,
    value: {
      forecast: toNormalForecast(withSeason, variance.map(Math.sqrt), nonNegative),
      model: { ...model, label: `STL + ${model.label}` },
    },
  };
};

export const stlEts = defineModel({
  id: 'stlm',
  family: 'stl',
  fit: fitStlEts,
  appliesTo: ({ isIntermittent, frequency, observations }) =>
    !isIntermittent && frequency > 1 && observations >= 2 * frequency,
  forIndex: true,
  cost: 10,
});

function describeEts({ fit, modelsTried }: EtsSelection, frequency: number): ModelDescription {
  const { alpha, beta, gamma, phi } = fit.smoothing;
  const { form } = fit;
  return {
    label: labelEts(form),
    coefficients: named({
      alpha,
      ...(form.trend === 'A' ? { beta } : {}),
      ...(form.season === 'N' ? {} : { gamma }),
      ...(form.damped ? { phi } : {}),
    }),
    logLikelihood: fit.logLikelihood,
    aicc: fit.aicc,
    sigma2: fit.sigma2,
    logarithm: false,
    ljungBoxP: testLjungBox(fit.residuals, frequency <= 24 ? frequency : 1, 0).pValue,
    modelsTried,
  };
}

function named(values: Readonly<Record<string, number>>): ModelDescription['coefficients'] {
  return Object.entries(values).map(([name, value]) => ({ name, value, standardError: Number.NaN }));
}

function finish(
  input: ModelInput,
  run: { readonly mean: Float64Array; readonly deviation: Float64Array },
  model: ModelDescription,
): Outcome<ModelForecast> {
  return { ok: true, value: { forecast: toNormalForecast(run.mean, run.deviation, input.nonNegative), model } };
}
