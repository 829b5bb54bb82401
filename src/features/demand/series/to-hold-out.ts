import { periodStart } from '#engine/calendar/period-start.ts';
import { type DemandForecast, foldsApart } from '#state/demand/demand-forecast.ts';
import type { DemandSeries } from '#state/demand/demand-store.ts';

/** The hold-out periods in order, with one value a curve; null where a fold does not cover a period. */
export interface HoldOut {
  readonly days: readonly number[];
  readonly actual: readonly (number | null)[];
  readonly chosen: readonly (number | null)[];
  readonly baseline: readonly (number | null)[];
}

/** Only test parts that share no period: each curve is one whole forecast beside the next. */
export function toHoldOut(series: Pick<DemandSeries, 'start' | 'frequency'>, forecast: DemandForecast): HoldOut {
  const actual = new Map<number, number | null>();
  const chosen = new Map<number, number>();
  const baseline = new Map<number, number>();
  const ofMethod = (id: string) => foldsApart(forecast.folds.filter(({ method }) => method === id));
  for (const fold of [forecast.baseline, forecast.chosen].flatMap(ofMethod)) {
    fold.actual.forEach((value, k) => {
      const at = fold.trainingLength + k;
      actual.set(at, Number.isNaN(value) ? null : value);
      if (fold.method === forecast.chosen) chosen.set(at, fold.forecast.mean[k]);
      if (fold.method === forecast.baseline) baseline.set(at, fold.forecast.mean[k]);
    });
  }
  const order = [...actual.keys()].sort((a, b) => a - b);
  return {
    days: order.map((at) => periodStart(series.start, series.frequency, at)),
    actual: order.map((at) => actual.get(at) ?? null),
    chosen: order.map((at) => chosen.get(at) ?? null),
    baseline: order.map((at) => baseline.get(at) ?? null),
  };
}
