import { z80, z95 } from '#engine/kernels/normal-distribution.ts';
import { armaNames } from '#engine/models/sarima/arma-parameters.ts';
import { guerreroLambda, toBoxCox, toBoxCoxForecast } from '#engine/models/sarima/box-cox.ts';
import { evaluateSarima, fitSarima, type SarimaFit } from '#engine/models/sarima/fit-sarima.ts';
import { forecastSarima } from '#engine/models/sarima/forecast-sarima.ts';
import type { NamedColumn, SarimaSpec } from '#engine/models/sarima/sarima-problem.ts';
import { regressionColumns } from '#engine/models/sarima/sarima-problem.ts';
import { defaultSelection, selectSarima } from '#engine/models/sarima/select-sarima.ts';
import { JobRefused } from '#workers/job-control.ts';
import type {
  FitArimaInput,
  FitArimaOutput,
  IntervalForecast,
  StatisticsHandlers,
} from '#workers/statistics/contract.ts';
import { refuseInfinite } from '#workers/statistics/internal/value-range.ts';

/** One model of given orders, as R's `arima` with `predict`: limits from the maximum likelihood sigma2. */
export const fitArima: StatisticsHandlers['fitArima'] = async (input) => {
  refuseInfinite(input.values);
  const spec = toSpec(input);
  const answer = input.coef
    ? evaluateSarima(input.values, input.xreg, spec, namedCoefficients(input, spec))
    : fitSarima(input.values, input.xreg, spec);
  if (!answer.ok) throw new JobRefused(answer.issue.code, { ...answer.issue.params });
  return toOutput(answer.value, input, answer.value.sigma2, 1);
};

/** Automatic orders, as `forecast::auto.arima`: limits from the unbiased sigma2. */
export const autoArima: StatisticsHandlers['autoArima'] = async (input) => {
  refuseInfinite(input.values);
  const options = input.exhaustive ? { ...defaultSelection, exhaustiveOrder: 5 } : defaultSelection;
  const lambda = input.lambda === 'auto' ? guerreroLambda(input.values, input.frequency, -0.9) : input.lambda;
  if (lambda !== undefined && !(Math.abs(lambda) <= 5)) throw new JobRefused('power-out-of-range', { lambda });
  const values = lambda === undefined ? input.values : transform(input.values, lambda);
  const answer = selectSarima(values, input.frequency, input.xreg, options);
  if (!answer.ok) throw new JobRefused(answer.issue.code, { ...answer.issue.params });
  const { fit, modelsTried } = answer.value;
  const output = toOutput(fit, { ...input, values }, fit.sigma2Unbiased, modelsTried);
  if (lambda === undefined) return output;
  const { mean, median, lo80, hi80, lo95, hi95 } = toBoxCoxForecast(
    output.forecast.mean,
    output.forecast.se,
    lambda,
    false,
  );
  const { se } = output.forecast;
  const forecast = { mean, se, lower80: lo80, upper80: hi80, lower95: lo95, upper95: hi95 };
  return { ...output, lambda, median, forecast };
};

function transform(values: Float64Array, lambda: number): Float64Array {
  const power = toBoxCox(values, lambda);
  if (power.some((v, t) => Number.isNaN(v) && !Number.isNaN(values[t]))) throw new JobRefused('negative-values');
  return power;
}

function toSpec(input: FitArimaInput): SarimaSpec {
  const [p, d, q] = input.order;
  const [seasonalP, seasonalD, seasonalQ] = input.seasonal;
  const orders = [...input.order, ...input.seasonal];
  if (orders.some((o) => !Number.isInteger(o) || o < 0 || o > 30)) throw new JobRefused('order-out-of-range');
  if (d + seasonalD > 3) throw new JobRefused('order-out-of-range');
  return {
    order: { p, d, q, seasonalP, seasonalD, seasonalQ, period: Math.max(1, input.frequency) },
    includeMean: input.includeMean && d + seasonalD === 0,
    includeDrift: input.includeDrift,
  };
}

function namedCoefficients(input: FitArimaInput, spec: SarimaSpec): Float64Array {
  const names = [...armaNames(spec.order), ...regressionColumns(0, input.xreg, spec).map((column) => column.name)];
  return Float64Array.from(names, (name) => {
    const value = input.coef?.[name];
    if (value === undefined || !Number.isFinite(value)) throw new JobRefused('coefficient-missing', { name });
    return value;
  });
}

function toOutput(
  fit: SarimaFit,
  input: {
    readonly values: Float64Array;
    readonly xreg: readonly NamedColumn[];
    readonly newXreg: readonly NamedColumn[];
    readonly h: number;
  },
  sigma2: number,
  modelsTried: number,
): FitArimaOutput {
  const ordered = input.xreg.map((column) => {
    const future = input.newXreg.find((other) => other.name === column.name);
    if (future?.values.length !== input.h) throw new JobRefused('regressor-length', { name: column.name });
    return future;
  });
  const { mean, spread } = forecastSarima(fit, input.values, input.xreg, ordered, input.h);
  const { order } = fit.spec;
  const byName = (values: Float64Array): Record<string, number> =>
    Object.fromEntries(fit.names.map((name, i) => [name, values[i]]));
  return {
    order: [order.p, order.d, order.q],
    seasonal: [order.seasonalP, order.seasonalD, order.seasonalQ],
    mean: fit.spec.includeMean,
    drift: fit.spec.includeDrift,
    coef: byName(fit.coefficients),
    se: byName(fit.standardErrors),
    sigma2: fit.sigma2,
    loglik: fit.logLikelihood,
    aic: fit.aic,
    aicc: fit.aicc,
    bic: fit.bic,
    nobs: fit.nobs,
    forecast: toIntervals(mean, spread, Math.sqrt(sigma2)),
    modelsTried,
  };
}

function toIntervals(mean: Float64Array, spread: Float64Array, sigma: number): IntervalForecast {
  const se = spread.map((s) => s * sigma);
  const at = (z: number): Float64Array => mean.map((m, t) => m + z * se[t]);
  return { mean, se, lower80: at(-z80), upper80: at(z80), lower95: at(-z95), upper95: at(z95) };
}
