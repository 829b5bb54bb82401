import { periodStart } from '#engine/calendar/period-start.ts';
import type { TrainingResult } from '#state/training/training-store.ts';
import type { MarketForecast, MarketSeries } from '#state/trends/trends-store.ts';
import type { ForecastPoint } from '#ui/charts/forecast-chart.tsx';
import { joinForecast } from '#ui/charts/forecast-points.ts';

export type NetworkForecast = TrainingResult['outlook']['forecasts'][number];

/** Whose forecast is drawn. */
export type MarketView = 'chosen' | 'arima' | 'lstm';

/** What there is to choose from. */
export function marketViews(result: MarketForecast, network: NetworkForecast | null): MarketView[] {
  const arima = result.chosen !== 'auto-arima' && result.forecasts.some(({ method }) => method === 'auto-arima');
  return ['chosen', ...(arima ? (['arima'] as const) : []), ...(network ? (['lstm'] as const) : [])];
}

/** Two years of the index and the forecast asked for, beside the baseline. */
export function toMarketPoints(
  { start, frequency, values }: MarketSeries,
  result: MarketForecast,
  network: NetworkForecast | null,
  view: MarketView,
): ForecastPoint[] {
  const of = (wanted: string) => result.forecasts.find(({ method }) => method === wanted)?.forecast ?? null;
  const forecast = view === 'lstm' ? (network?.forecast ?? null) : of(view === 'arima' ? 'auto-arima' : result.chosen);
  return joinForecast({
    values,
    shown: 2 * frequency,
    positionOf: (index) => periodStart(start, frequency, index),
    forecast,
    naive: of(result.baseline)?.mean ?? null,
  });
}
