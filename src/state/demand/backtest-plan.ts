import type { Dataset } from '#engine/panel/dataset.ts';

/** Hold-outs of the history, one after the other, each as long as the horizon: for a first answer, and in all. */
const firstOrigins = 3;
const mostOrigins = 4;

/** Periods ahead that the settings mean for this data: months for monthly data. */
export function horizonPeriods(dataset: Dataset, horizonWeeks: number): number {
  return dataset.panel?.period === 'month' ? Math.max(1, Math.round((horizonWeeks * 7) / 30.44)) : horizonWeeks;
}

/** The origins of a backtest; see `ForecastSeriesInput`. */
export interface BacktestPlan {
  readonly origins: number;
  readonly between: number;
  readonly older: number;
}

/**
 * Two horizons at least are left to learn from at the first origin; no origin = the history is too short. Between two horizons held back an
 * origin lies about every four weeks (every month), three a horizon at most: what is tested a few weeks later is nearly the same.
 */
export function planBacktest({ panel }: Dataset, horizon: number): BacktestPlan {
  const length = panel ? panel.completeTo - panel.completeFrom : 0;
  const wholes = Math.max(0, Math.min(mostOrigins, Math.floor(length / horizon) - 2));
  const origins = Math.min(firstOrigins, wholes);
  const apart = panel?.period === 'month' ? 1 : 4;
  return { origins, older: wholes - origins, between: Math.max(1, Math.min(3, Math.round(horizon / apart))) - 1 };
}
