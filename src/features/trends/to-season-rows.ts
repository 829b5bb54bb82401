import { fromEpochDay, isoWeek } from '#engine/calendar/epoch-day.ts';
import { periodStart } from '#engine/calendar/period-start.ts';
import type { Part, TrendSeries } from '#state/trends/trends-store.ts';

/** A week (1 to 53) or month (1 to 12) of the year. */
export interface SeasonRow {
  readonly position: number;
  /** Share above or below an average period: 0.2 = a fifth more. */
  readonly share: number;
}

/**
 * The season by position in the year: mean over the years of the seasonal part, against the trend of the same period. A
 * 53rd week joins the 52nd. Empty where there is no season.
 */
export function toSeasonRows(series: TrendSeries): SeasonRow[] {
  if (!series.decomposition.ok || series.decomposition.value.seasonless) return [];
  const { trend, seasonal } = series.decomposition.value;
  const sums = new Map<number, { total: number; count: number }>();
  seasonal[0].values.forEach((value, t) => {
    const share = series.multiplicative ? value - 1 : value / trend[t];
    if (!Number.isFinite(share)) return;
    const day = periodStart(series.start, series.frequency, t);
    const position = series.frequency === 12 ? fromEpochDay(day).month : Math.min(52, isoWeek(day).week);
    const sum = sums.get(position) ?? { total: 0, count: 0 };
    sums.set(position, { total: sum.total + share, count: sum.count + 1 });
  });
  return [...sums]
    .map(([position, { total, count }]) => ({ position, share: total / count }))
    .sort((a, b) => a.position - b.position);
}

/** Strongest and weakest position of the year; null where there is no season. */
export function seasonExtremes(
  rows: readonly SeasonRow[],
): { readonly high: SeasonRow; readonly low: SeasonRow } | null {
  if (rows.length === 0) return null;
  return {
    high: rows.reduce((best, row) => (row.share > best.share ? row : best)),
    low: rows.reduce((best, row) => (row.share < best.share ? row : best)),
  };
}

type Decomposition = TrendSeries['decomposition'] extends Part<infer D> ? D : never;
type Growth = Decomposition['growth'];

/** This year's sales against the year before; `clear` = the interval leaves out 0. Null below two years of data. */
export function growthOf(series: TrendSeries): (NonNullable<Growth> & { readonly clear: boolean }) | null {
  const growth = series.decomposition.ok ? series.decomposition.value.growth : null;
  return growth ? { ...growth, clear: growth.lo95 > 0 || growth.hi95 < 0 } : null;
}
