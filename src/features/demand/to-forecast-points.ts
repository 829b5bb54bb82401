import { periodStart } from '#engine/calendar/period-start.ts';
import type { DemandForecast, DemandSeries } from '#state/demand-store.ts';
import type { ForecastPoint } from '#ui/charts/forecast-chart.tsx';

/** History of the last `shownPeriods` periods and the chosen forecast after it, beside the yardstick. x = first day. */
export function toForecastPoints(
  series: Pick<DemandSeries, 'start' | 'frequency' | 'values' | 'forecast'>,
  shownPeriods: number,
): ForecastPoint[] {
  const { start, frequency, values, forecast } = series;
  const first = Math.max(0, values.length - shownPeriods);
  const history = Array.from(values.subarray(first), (value, i): ForecastPoint => {
    const x = periodStart(start, frequency, first + i);
    return { ...nothing, x, history: Number.isNaN(value) ? null : value };
  });
  if (!forecast) return history;
  const chosen = chosenForecast(forecast)?.forecast;
  const naive = forecast.forecasts.find(({ method }) => method === forecast.baseline)?.forecast;
  if (!chosen) return history;
  const ahead = Array.from(chosen.mean, (mean, k): ForecastPoint => {
    return {
      x: periodStart(start, frequency, values.length + k),
      history: null,
      forecast: mean,
      band50: [chosen.lo50[k], chosen.hi50[k]],
      band80: [chosen.lo80[k], chosen.hi80[k]],
      band95: [chosen.lo95[k], chosen.hi95[k]],
      naive: naive?.mean[k] ?? null,
    };
  });
  return [...history, ...ahead];
}

const nothing = { forecast: null, band50: null, band80: null, band95: null, naive: null };

/** The forecast that the backtest chose. */
export function chosenForecast(forecast: DemandForecast): DemandForecast['forecasts'][number] | undefined {
  return forecast.forecasts.find(({ method }) => method === forecast.chosen);
}
