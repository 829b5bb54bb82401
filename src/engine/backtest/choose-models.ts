import { classifyDemand } from '#engine/intermittent/croston.ts';
import { croston, sba, tsb } from '#engine/intermittent/intermittent-models.ts';
import { logRegression } from '#engine/regression/log-regression.ts';
import { autoArima, autoArimaOnPower, dynamicRegressionOnLog } from '#engine/sarima/arima-models.ts';
import { drift, movingMean, naive, seasonalNaive } from '#engine/smoothing/simple-methods.ts';
import { dynamicTheta, ets, stlEts, theta } from '#engine/smoothing/smoothing-models.ts';
import type { Forecaster, ForecastMethod, ModelInput } from './forecaster.ts';

export type ModelsById = Readonly<Partial<Record<ForecastMethod, Forecaster>>>;

/** Every contestant that sees one series, by name; `gbm` and `combination` are made from many. */
export const allModels: ModelsById = {
  naive,
  snaive: seasonalNaive,
  drift,
  mean4: movingMean(4),
  mean13: movingMean(13),
  ets,
  theta,
  dotm: dynamicTheta,
  stlm: stlEts,
  'auto-arima': autoArima,
  'dynreg-log': dynamicRegressionOnLog,
  'arima-boxcox': autoArimaOnPower,
  'lm-log': logRegression,
  croston,
  sba,
  tsb,
};

/** Fewest pairs of values one season apart that a scale is measured on. */
const fewestPairs = 4;

/** Seasonal naive where the shortest training part has values a season apart; else naive. */
export function baselineFor(shortestTraining: Float64Array, frequency: number): 'snaive' | 'naive' {
  if (frequency <= 1) return 'naive';
  let pairs = 0;
  for (let t = frequency; t < shortestTraining.length; t++)
    if (!Number.isNaN(shortestTraining[t] - shortestTraining[t - frequency])) pairs++;
  return pairs >= fewestPairs ? 'snaive' : 'naive';
}

/** Fewest observations from which a model with several parameters is tried. */
const fewestForModels = 12;

/**
 * ModelsById for a series whose caller has no wish: baselines always; intermittent demand (mean interval above 1.32)
 * goes to SBA, TSB and ETS; other series to ETS, Theta, STL + ETS, ARIMA, TSB, and regression on the logarithm where there
 * are drivers or a season; the model over all series where there are enough of them; the combination last.
 */
export function defaultMethods(input: ModelInput): ForecastMethod[] {
  const { values, frequency } = input;
  const observed = values.filter((v) => !Number.isNaN(v));
  const methods: ForecastMethod[] = ['naive'];
  if (frequency > 1) methods.push('snaive');
  methods.push(frequency === 12 ? 'drift' : 'mean13');
  if (observed.length < fewestForModels) return methods;
  const demand = observed.every((v) => v >= 0) && observed.some((v) => v > 0);
  const { pattern } = classifyDemand(values);
  if (demand && (pattern === 'intermittent' || pattern === 'lumpy')) methods.push('sba', 'tsb', 'ets');
  else {
    methods.push('ets', 'theta', 'dotm');
    if (frequency > 1 && observed.length >= 2 * frequency) methods.push('stlm');
    methods.push('auto-arima');
    if (demand) methods.push('tsb');
    // The logarithm pays where effects multiply: drivers or a season. On bare noise it only widens the upper limits.
    const multiplies = input.xreg.length > 0 || (frequency > 1 && observed.length >= 1.25 * frequency);
    if (demand && multiplies) methods.push('dynreg-log');
    if (demand && input.xreg.length > 0) methods.push('lm-log');
  }
  if (input.nonNegative && demand) methods.push('gbm');
  methods.push('combination');
  return methods;
}
