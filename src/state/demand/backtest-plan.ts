import type { Dataset } from '#engine/panel/dataset.ts';

/** Hold-outs of the history, one after the other, each as long as the horizon. */
const mostOrigins = 3;

/** Periods ahead that the settings mean for this data: months for monthly data. */
export function horizonPeriods(dataset: Dataset, horizonWeeks: number): number {
  return dataset.panel?.period === 'month' ? Math.max(1, Math.round((horizonWeeks * 7) / 30.44)) : horizonWeeks;
}

/** Horizons to hold back: two at least are left to learn from at the first origin; 0 = the history is too short. */
export function backtestOrigins({ panel }: Dataset, horizon: number): number {
  const length = panel ? panel.completeTo - panel.completeFrom : 0;
  return Math.max(0, Math.min(mostOrigins, Math.floor(length / horizon) - 2));
}
