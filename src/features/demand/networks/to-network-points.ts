import type { ForecastPoint } from '#ui/charts/forecast-chart.tsx';
import type { NetworkForecast } from './to-network-rows.ts';

type Bands = NetworkForecast['forecast'];

/** Periods of history drawn before the first forecast. */
const shownHistory = 104;
const daysPerWeek = 7;
const daysPerMonth = 365.2425 / 12;

/**
 * History, the forecast of the hold-out periods over the actual values, and the future, on one axis of days (of weeks; months
 * stand 30.4 days apart). Thin line: the value one season earlier.
 */
export function toNetworkPoints({ values, start, frequency, forecast, holdout }: NetworkForecast): ForecastPoint[] {
  const step = frequency === 12 ? daysPerMonth : daysPerWeek;
  const horizon = forecast.mean.length;
  const holdOutFrom = values.length - (holdout?.actual.length ?? 0);
  const first = Math.max(0, holdOutFrom - shownHistory);
  return Array.from({ length: values.length + horizon - first }, (_, k) => {
    const t = first + k;
    const [bands, at] = bandsAt(t);
    return {
      x: start + t * step,
      history: finite(values[t]),
      forecast: bands ? finite(bands.mean[at]) : null,
      band50: bands ? [bands.lo50[at]!, bands.hi50[at]!] : null,
      band80: bands ? [bands.lo80[at]!, bands.hi80[at]!] : null,
      band95: bands ? [bands.lo95[at]!, bands.hi95[at]!] : null,
      naive: bands ? finite(values[t - frequency]) : null,
    };
  });

  function bandsAt(t: number): [Bands | null, number] {
    if (t >= values.length) return [forecast, t - values.length];
    return holdout && t >= holdOutFrom ? [holdout.forecast, t - holdOutFrom] : [null, 0];
  }
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
