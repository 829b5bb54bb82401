import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { ForecastPoint } from '#ui/charts/forecast-chart.tsx';

/**
 * Points of the launch curve by week since the launch (x: first day of the week). The thin line is what an average earlier launch
 * would sell: `averageTotal` laid over the mean curve.
 */
export function toLaunchCurve(
  forecast: CandidateForecast,
  meanShape: Float64Array,
  averageTotal: number,
): ForecastPoint[] {
  const { mean, lo50, hi50, lo80, hi80, lo95, hi95 } = forecast.weekly;
  return Array.from(mean, (value, a) => ({
    x: forecast.launchWeek + 7 * a,
    history: null,
    forecast: value,
    band50: [lo50[a], hi50[a]],
    band80: [lo80[a], hi80[a]],
    band95: [lo95[a], hi95[a]],
    naive: a < meanShape.length ? averageTotal * meanShape[a] : null,
  }));
}

/** Week since the launch (from 1) with the highest expected demand. */
export function strongestWeek(forecast: CandidateForecast): number {
  const { mean } = forecast.weekly;
  return mean.reduce((best, value, a) => (value > mean[best] ? a : best), 0) + 1;
}
