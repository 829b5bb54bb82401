import { periodStart } from '#engine/calendar/period-start.ts';
import type { DemandForecast } from '#state/demand/demand-forecast.ts';
import type { DemandSeries } from '#state/demand/demand-store.ts';
import type { ForecastPoint } from '#ui/charts/forecast-chart.tsx';
import { joinForecast } from '#ui/charts/forecast-points.ts';

/** History of the last `shown` periods and the chosen forecast after it, beside the baseline. x = first day. */
export function toForecastPoints(
  { start, frequency, values, forecast }: Pick<DemandSeries, 'start' | 'frequency' | 'values' | 'forecast'>,
  shown: number,
): ForecastPoint[] {
  const baseline = forecast?.forecasts.find(({ method }) => method === forecast.baseline)?.forecast;
  return joinForecast({
    values,
    shown,
    positionOf: (index) => periodStart(start, frequency, index),
    forecast: (forecast && chosenForecast(forecast)?.forecast) ?? null,
    naive: baseline?.mean ?? null,
  });
}

/** The forecast that the backtest chose. */
export function chosenForecast(forecast: DemandForecast): DemandForecast['forecasts'][number] | undefined {
  return forecast.forecasts.find(({ method }) => method === forecast.chosen);
}
