import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { meanOf } from '#engine/kernels/statistics.ts';
import { sumOverProducts } from '#engine/panel/panel.ts';
import type { BuildInstanceInput } from '#engine/planning/problem/plan-request.ts';
import type { DemandResponse } from './demand-response.ts';

const baseWeeks = 13;
const smoothWeeks = 5;
/** Trust in a forecast trend: its logarithm is halved. */
const trust = 0.5;
const mostLog = Math.log(1.5);

/**
 * Market trend of a category by week from `start`, 1 = the level of the last 13 weeks: the category's forecast with season and events
 * taken out over its recent level likewise, smoothed over 5 weeks, its logarithm halved (forecast trends overshoot) and held
 * within a factor of 1.5; the last value holds on after the forecast's end. 1 without a forecast.
 */
export function categoryTrend(
  input: BuildInstanceInput,
  category: string,
  response: DemandResponse,
  start: EpochDay,
): (week: number) => number {
  const outlook = input.outlooks.find((entry) => entry.category === category);
  const { panel } = input;
  const index = panel.categories.indexOf(category);
  if (!outlook || index < 0) return () => 1;
  const neutral = (value: number, day: EpochDay): number =>
    value /
    (response.seasonAt(category, day) *
      Math.max(0.1, 1 + (response.sensitivity[category] ?? 1) * response.promotionAt(day).uplift));
  const units = sumOverProducts(panel, panel.units, index);
  const firstDay = panel.start + 7 * panel.completeTo;
  let base = 0;
  for (let back = 1; back <= baseWeeks && back <= panel.completeTo; back++) {
    base += neutral(units[panel.completeTo - back], firstDay - 7 * back) / Math.min(baseWeeks, panel.completeTo);
  }
  const ahead = Array.from(outlook.forecast.mean, (value, t) => neutral(value, firstDay + 7 * t));
  if (!(base > 0) || ahead.length === 0) return () => 1;
  return (week) => {
    const t = Math.min(ahead.length - 1, Math.max(0, week + Math.round((start - firstDay) / 7)));
    const near = ahead.slice(Math.max(0, t - (smoothWeeks >> 1)), t + (smoothWeeks >> 1) + 1);
    const level = meanOf(near);
    if (!(level > 0)) return 1;
    return Math.exp(Math.max(-mostLog, Math.min(mostLog, trust * Math.log(level / base))));
  };
}
