import type { MarketChart, TrendFigure } from '#export/plan-document.ts';
import type { TrendsResult } from '#state/trends/trends-store.ts';
import { toForecastSeries } from './to-demand-charts.ts';

/** Sales of all products with their trend; null where there is none. */
export function toTrendFigure({ series }: TrendsResult): TrendFigure | null {
  const total = series.find(({ id }) => id === 'total') ?? series[0];
  if (!total?.decomposition.ok) return null;
  const { trend, growth } = total.decomposition.value;
  return {
    measure: total.measure ?? 'units',
    start: total.start,
    daysPerPeriod: total.frequency === 12 ? 30 : 7,
    values: Array.from(total.values),
    trend: Array.from(trend),
    growth: growth && { share: growth.share, lo95: growth.lo95, hi95: growth.hi95 },
  };
}

const indexOf = { 'market:price-index': 'priceIndex', 'market:season-index': 'seasonIndex' } as const;

/** The market's indices that have a forecast. */
export function toMarketCharts({ market }: TrendsResult): readonly MarketChart[] {
  return market.flatMap((series) =>
    series.forecast.ok ? [{ ...toForecastSeries(series, series.forecast.value), index: indexOf[series.id] }] : [],
  );
}
