import { normalCumulative, normalQuantile } from '#engine/kernels/normal-distribution.ts';
import { clamp } from '#engine/kernels/statistics.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';

const levels = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975].map(normalQuantile);

/**
 * Quantile function of a candidate's total over its mean, as a function of the standard normal deviate u (quantile Phi(u)): the
 * forecast's seven quantiles joined linearly in (u, ln(1 + total)), continued beyond with the outer slopes. Of a forecast in two parts
 * these are the quantiles of a launch that sells; below the chance of a flop lies what a flop sells.
 */
export function relativeQuantile(forecast: CandidateForecast): (u: number) => number {
  const { totalLo95, totalLo80, totalLo50, totalMedian, totalHi50, totalHi80, totalHi95, total } = forecast;
  const logs = [totalLo95, totalLo80, totalLo50, totalMedian, totalHi50, totalHi80, totalHi95].map((value) =>
    Math.log1p(Math.max(0, value)),
  );
  const { flopProbability: flop, parts } = forecast;
  const asOne = (u: number): number => {
    let k = 0;
    while (k < levels.length - 2 && u > levels[k + 1]) k++;
    const slope = (logs[k + 1] - logs[k]) / (levels[k + 1] - levels[k]);
    return Math.max(0, Math.expm1(logs[k] + slope * (u - levels[k]))) / Math.max(1e-9, total);
  };
  if (parts.sold.length < levels.length) return asOne;
  parts.sold.forEach((quantile, k) => {
    logs[k] = Math.log1p(Math.max(0, quantile.total));
  });
  return (u) => {
    const probability = normalCumulative(u);
    if (probability < flop) return parts.flopTotal / Math.max(1e-9, total);
    return asOne(flop === 0 ? u : normalQuantile(clamp((probability - flop) / (1 - flop), 1e-6, 1 - 1e-6)));
  };
}
