import type { Outcome } from '#engine/issue.ts';
import {
  defineModel,
  type Forecaster,
  type ModelDescription,
  type ModelInput,
  toLogNormalForecast,
  toNormalForecast,
} from '#engine/models/define-model.ts';
import { guerreroLambda, toBoxCox, toBoxCoxForecast } from './box-cox.ts';
import { chooseHarmonics } from './choose-harmonics.ts';
import type { SarimaFit } from './fit-sarima.ts';
import { forecastSarima } from './forecast-sarima.ts';
import { fourierRegressors, selectUsableRegressors } from './regressors.ts';
import { autocorrelations, testLjungBox } from './residual-diagnostics.ts';
import { labelSarima } from './sarima-order.ts';
import type { NamedColumn } from './sarima-problem.ts';
import { chooseDifferences, defaultSelection, selectSarima } from './select-sarima.ts';

/** Seasons longer than this enter as Fourier regressors instead of seasonal ARIMA terms. */
export const longestSeasonalArima = 24;
const mostHarmonics = 6;

/** A selected regression with ARIMA errors, ready to forecast. */
export interface SelectedArima {
  readonly fit: SarimaFit;
  /** Regressors of the fit, Fourier pairs included, in its order. */
  readonly xreg: readonly NamedColumn[];
  readonly newXreg: readonly NamedColumn[];
  readonly harmonics: number;
  readonly modelsTried: number;
}

/**
 * Orders by AICc for a series with regressors. Seasons up to 24 periods: seasonal ARIMA. Longer ones (52 weeks): the
 * number of Fourier pairs (0 to 6; fewer than two seasons of data allow 2, fewer than one and a quarter none) by the
 * AICc under ARIMA(1,d,1) errors, then a stepwise search for the plain orders. `stationary` = no ordinary difference,
 * whatever the test says.
 */
export function selectArima(
  values: Float64Array,
  frequency: number,
  xreg: readonly NamedColumn[],
  newXreg: readonly NamedColumn[],
  horizon: number,
  stationary = false,
): Outcome<SelectedArima> {
  const usable = selectUsableRegressors(values, xreg, newXreg);
  if (frequency <= longestSeasonalArima) {
    const differences = chooseDifferences(values, frequency, usable.xreg);
    const selected = selectSarima(values, frequency, usable.xreg, {
      ...defaultSelection,
      differences: stationary ? { ...differences, d: 0 } : differences,
    });
    if (!selected.ok) return selected;
    return { ok: true, value: { ...selected.value, ...usable, harmonics: 0 } };
  }
  const n = values.length;
  const withPairs = (k: number): readonly NamedColumn[] => [...usable.xreg, ...fourierRegressors(n, frequency, k)];
  const observed = values.reduce((count, v) => count + (Number.isNaN(v) ? 0 : 1), 0);
  let most = observed >= 2 * frequency ? mostHarmonics : observed >= 1.25 * frequency ? 2 : 0;
  while (most > 0 && selectUsableRegressors(values, withPairs(most), []).issues.length > 0) most--;
  const d = stationary ? 0 : chooseDifferences(values, 1, withPairs(most)).d;
  const harmonics = chooseHarmonics(values, withPairs, most, d);
  const columns = withPairs(harmonics);
  const selected = selectSarima(values, 1, columns, {
    ...defaultSelection,
    maxP: 3,
    maxQ: 3,
    differences: { d, seasonalD: 0 },
  });
  if (!selected.ok) return selected;
  return {
    ok: true,
    value: {
      fit: selected.value.fit,
      modelsTried: selected.value.modelsTried + most + 1,
      xreg: columns,
      newXreg: [...usable.newXreg, ...fourierRegressors(horizon, frequency, harmonics, n)],
      harmonics,
    },
  };
}

export function describeArima(
  selected: SelectedArima,
  residuals: Float64Array,
  frequency: number,
  logarithm: boolean,
): ModelDescription {
  const { fit, harmonics, modelsTried } = selected;
  const observations = residuals.reduce((count, v) => count + (Number.isNaN(v) ? 0 : 1), 0);
  const lags = Math.min(longestSeasonalArima, observations - 2);
  const pairs = harmonics > 0 ? ` + Fourier(${harmonics})[${frequency}]` : '';
  return {
    label: `${labelSarima(fit.spec.order)}${pairs}`,
    coefficients: fit.names.map((name, i) => ({
      name,
      value: fit.coefficients[i],
      standardError: fit.standardErrors[i],
    })),
    logLikelihood: fit.logLikelihood,
    aicc: fit.aicc,
    sigma2: fit.sigma2Unbiased,
    logarithm,
    ljungBoxP: testLjungBox(residuals, frequency <= longestSeasonalArima ? frequency : 1, fit.armaCount).pValue,
    modelsTried,
    residuals: { correlations: autocorrelations(residuals, Math.max(0, lags)), observations },
  };
}

/** Automatic ARIMA on the values themselves, regressors included where given. Limits use the unbiased sigma2, as R's. */
const fitAutoArima: Forecaster = (input) => {
  const run = runArima(input, input.values);
  if (!run.ok) return run;
  const { mean, deviation, model } = run.value;
  return { ok: true, value: { forecast: toNormalForecast(mean, deviation, input.nonNegative), model } };
};

export const autoArima = defineModel({
  id: 'auto-arima',
  family: 'arima',
  fit: fitAutoArima,
  appliesTo: ({ isIntermittent }) => !isIntermittent,
  forIndex: true,
  cost: 120,
});

/**
 * Regression with ARIMA errors on the logarithm: ln y, or ln(1 + y) where a zero was observed. Negative values refuse.
 * With regressors, a level that the KPSS test calls a random walk is doubtful (drivers explain much of its movement):
 * the forecast is then the mean, on the logarithm, of the differenced and of the stationary model.
 */
const fitDynamicRegressionOnLog: Forecaster = (input) => {
  const logged = takeLogarithm(input.values);
  if (!logged.ok) return logged;
  const { values, offset } = logged.value;
  const run = runArima(input, values);
  if (!run.ok) return run;
  const { model, differenced } = run.value;
  let { mean, deviation } = run.value;
  const other = differenced && input.xreg.length > 0 ? runArima(input, values, true) : null;
  if (other?.ok) {
    const second = other.value;
    mean = mean.map((m, t) => (m + second.mean[t]) / 2);
    deviation = deviation.map((s, t) => (s + second.deviation[t]) / 2);
  }
  const forecast = toLogNormalForecast(mean, deviation, offset, input.nonNegative);
  const label = other?.ok ? `${model.label} & ${other.value.model.label}` : model.label;
  return { ok: true, value: { forecast, model: { ...model, label, logarithm: true } } };
};

export const dynamicRegressionOnLog = defineModel({
  id: 'dynreg-log',
  family: 'arima',
  fit: fitDynamicRegressionOnLog,
  // The logarithm pays where effects multiply: drivers or a season. On bare noise it only widens the upper limits.
  appliesTo: ({ isIntermittent, isDemand, hasRegressors, frequency, observations }) =>
    !isIntermittent && isDemand && (hasRegressors || (frequency > 1 && observations >= 1.25 * frequency)),
  cost: 130,
});

/**
 * Automatic ARIMA after a Box-Cox transformation with Guerrero's power (as R's `lambda = "auto"`, not below -0.9); mean
 * adjusted for the bias, median and limits taken back. Refuses where a value is negative, or zero or below under a power
 * that is not positive (`negative-values`).
 */
const fitAutoArimaOnPower: Forecaster = (input) => {
  const lambda = guerreroLambda(input.values, input.frequency, -0.9);
  const values = toBoxCox(input.values, lambda);
  if (values.some((v, t) => Number.isNaN(v) !== Number.isNaN(input.values[t])) || input.values.some((v) => v < 0))
    return { ok: false, issue: { code: 'negative-values', severity: 'error' } };
  const run = runArima(input, values);
  if (!run.ok) return run;
  const { mean, deviation, model } = run.value;
  const forecast = toBoxCoxForecast(mean, deviation, lambda, input.nonNegative);
  const power = { name: 'lambda', value: lambda, standardError: Number.NaN };
  return { ok: true, value: { forecast, model: { ...model, coefficients: [...model.coefficients, power] } } };
};

export const autoArimaOnPower = defineModel({
  id: 'arima-boxcox',
  family: 'arima',
  fit: fitAutoArimaOnPower,
  canJoinEnsemble: false,
  cost: 200,
});

/** ln(y + offset), offset 1 when there are zeros, else 0. */
export function takeLogarithm(y: Float64Array): Outcome<{ readonly values: Float64Array; readonly offset: number }> {
  if (y.some((v) => v < 0)) return { ok: false, issue: { code: 'negative-values', severity: 'error' } };
  const offset = y.some((v) => v === 0) ? 1 : 0;
  return { ok: true, value: { values: y.map((v) => Math.log(v + offset)), offset } };
}

function runArima(
  input: ModelInput,
  values: Float64Array,
  stationary = false,
): Outcome<{ mean: Float64Array; deviation: Float64Array; model: ModelDescription; differenced: boolean }> {
  const { frequency, horizon } = input;
  const selected = selectArima(values, frequency, input.xreg, input.newXreg, horizon, stationary);
  if (!selected.ok) return selected;
  const { fit, xreg, newXreg } = selected.value;
  const result = forecastSarima(fit, values, xreg, newXreg, horizon);
  const sigma = Math.sqrt(fit.sigma2Unbiased);
  return {
    ok: true,
    value: {
      mean: result.mean,
      deviation: result.spread.map((s) => s * sigma),
      model: describeArima(selected.value, result.residuals, frequency, false),
      differenced: fit.spec.order.d > 0,
    },
  };
}
