import { z80, z95 } from '#engine/kernels/normal-distribution.ts';
import { labelEts } from '#engine/models/smoothing/ets-model.ts';
import { selectEts } from '#engine/models/smoothing/fit-ets.ts';
import { forecastEts } from '#engine/models/smoothing/forecast-ets.ts';
import { JobRefused } from '#workers/job-control.ts';
import type { StatisticsHandlers } from '#workers/statistics/contract.ts';
import { refuseInfinite } from '#workers/statistics/internal/value-range.ts';

/** Exponential smoothing of a requested form; parameter names as R's: `alpha`, `beta`, `gamma`, `phi`, `l`, `b`, `s0`... */
export const fitEts: StatisticsHandlers['fitEts'] = async ({ values, frequency, h, model }) => {
  refuseInfinite(values);
  if (values.some(Number.isNaN)) throw new JobRefused('regressor-missing', { name: 'values' });
  const selected = selectEts(values, frequency, model);
  if (!selected.ok) throw new JobRefused(selected.issue.code, { ...selected.issue.params });
  const { fit } = selected.value;
  const { alpha, beta, gamma, phi } = fit.smoothing;
  const par: Record<string, number> = { alpha };
  if (fit.form.trend === 'A') par.beta = beta;
  if (fit.form.season !== 'N') par.gamma = gamma;
  if (fit.form.damped) par.phi = phi;
  par.l = fit.startLevel;
  if (fit.form.trend === 'A') par.b = fit.startSlope;
  // R counts start seasons backwards from the period before the first: s0 is the latest.
  for (let i = 0; i < fit.startSeason.length - 1; i++) par[`s${i}`] = fit.startSeason[fit.startSeason.length - 1 - i];
  const { mean, variance } = forecastEts(fit, h);
  const at = (z: number): Float64Array => mean.map((m, t) => m + z * Math.sqrt(variance[t]));
  return {
    model: labelEts(fit.form),
    par,
    loglik: fit.logLikelihood,
    aicc: fit.aicc,
    forecast: { mean, lower80: at(-z80), upper80: at(z80), lower95: at(-z95), upper95: at(z95) },
  };
};
