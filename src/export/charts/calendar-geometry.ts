import type { EpochDay } from '#engine/calendar/epoch-day.ts';

/** The weeks of a launch calendar, on screen in pixels and on paper in points: each `step` wide, the first from `left` on. */
export interface WeekGrid {
  readonly left: number;
  readonly step: number;
  readonly weeks: number;
}

/** Middle of a week counted from the first. */
export const middleOf = ({ left, step }: WeekGrid, week: number): number => left + (week + 0.5) * step;

/** From one position to another, in weeks from the first, as far as the calendar goes. */
export function spanOf(
  { left, step, weeks }: WeekGrid,
  from: number,
  to: number,
): { readonly x: number; readonly width: number } {
  const first = Math.max(0, from);
  return { x: left + first * step, width: (Math.min(weeks, to) - first) * step };
}

/** A calendar event as positions in weeks from the first launch week. */
export interface CalendarBand {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Events that touch the launch weeks; one of less than a week keeps its width in days. */
export function toCalendarBands<
  Event extends { readonly name: string; readonly from: EpochDay; readonly to: EpochDay },
>(events: readonly Event[], startDay: EpochDay, weeks: number): (Event & CalendarBand)[] {
  return events
    .map((event) => ({ ...event, from: (event.from - startDay) / 7, to: (event.to + 1 - startDay) / 7 }))
    .filter(({ from, to }) => to > 0 && from < weeks);
}

/**
 * A launch's expected demand: a point in the middle of every week from its launch week on, as far as the calendar goes.
 * `yOf` places a week's units.
 */
export function demandCurve(
  weekly: ArrayLike<number>,
  week: number,
  grid: WeekGrid,
  yOf: (units: number) => number,
): [number, number][] {
  const end = grid.left + grid.weeks * grid.step;
  return Array.from(weekly, (units, age): [number, number] => [middleOf(grid, week + age), yOf(units)]).filter(
    ([x]) => x <= end,
  );
}
