import { normalCumulative, z95 } from '#engine/kernels/normal-distribution.ts';
import { describeArima, selectArima, takeLogarithm } from '#engine/models/sarima/arima-models.ts';
import { forecastSarima } from '#engine/models/sarima/forecast-sarima.ts';
import { selectUsableRegressors } from '#engine/models/sarima/regressors.ts';
import { JobRefused } from '#workers/job-control.ts';
import type { RegressionEffect, StatisticsHandlers } from '#workers/statistics/contract.ts';
import { refuseInfinite } from '#workers/statistics/internal/value-range.ts';

/**
 * Effects of regressors on demand: regression with ARIMA errors (and the season) on the logarithm. A dummy's percent is
 * 100 (exp(b) - 1), an elasticity stays as it is, limits are those of b taken through the same function.
 */
export const estimateEffects: StatisticsHandlers['estimateEffects'] = async ({ series, readings }) => {
  refuseInfinite(series.values);
  const logged = takeLogarithm(series.values);
  if (!logged.ok) throw new JobRefused(logged.issue.code);
  const { values, offset } = logged.value;
  const xreg = series.xreg ?? [];
  for (const column of xreg)
    if (column.values.length !== values.length) throw new JobRefused('regressor-length', { name: column.name });
  const usable = selectUsableRegressors(values, xreg, []);
  const selected = selectArima(values, series.frequency, usable.xreg, [], 1);
  if (!selected.ok) throw new JobRefused(selected.issue.code, selected.issue.params ?? {});
  const { fit, xreg: columns } = selected.value;
  const residuals = forecastSarima(fit, values, columns, [], 0).residuals;
  const effects = usable.xreg.map((column): RegressionEffect => {
    const at = fit.names.indexOf(column.name);
    const b = fit.coefficients[at];
    const se = fit.standardErrors[at];
    const reading = readings[column.name] ?? 'unit';
    const read = (x: number): number => (reading === 'log' ? x : 100 * Math.expm1(x));
    return {
      name: column.name,
      reading,
      percent: read(b),
      lo95: read(b - z95 * se),
      hi95: read(b + z95 * se),
      pValue: 2 * (1 - normalCumulative(Math.abs(b / se))),
      periods: column.values.reduce((count, v, t) => count + (v !== 0 && !Number.isNaN(values[t]) ? 1 : 0), 0),
    };
  });
  return {
    effects,
    model: describeArima(selected.value, residuals, series.frequency, true),
    observations: fit.nobs,
    logPlusOne: offset === 1,
    issues: usable.issues,
  };
};
