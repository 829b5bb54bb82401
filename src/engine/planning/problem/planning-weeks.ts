import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { startOfWeek } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** First day of launch week 0: the week after the data's last complete one, or the week of the day asked for. */
export function planningStart(panel: Panel, asked: EpochDay | null): EpochDay {
  return asked === null ? panel.start + 7 * panel.completeTo : startOfWeek(asked, panel.weekStart);
}

/** Index of the week that holds `day`, possibly outside 0..T-1. */
export function weekOf(day: EpochDay, start: EpochDay): number {
  return Math.floor((day - start) / 7);
}

/**
 * Launch weeks whose first day may be launched on: the first week that begins on `earliest` or later, the last by `latest`
 * and by the last selling day. `sellsUntil`: weeks from `start` to the end of that day, where there is one.
 */
export function launchWindow(
  { earliest, latest, lastDay }: Pick<Candidate, 'earliest' | 'latest' | 'lastDay'>,
  start: EpochDay,
  weeks: number,
): { readonly earliest: number; readonly latest: number; readonly sellsUntil?: number } {
  const last = Math.min(
    weeks - 1,
    ...[latest, lastDay].flatMap((day) => (day === undefined ? [] : [weekOf(day, start)])),
  );
  return {
    earliest: earliest === undefined ? 0 : Math.max(0, Math.ceil((earliest - start) / 7)),
    latest: last,
    ...(lastDay === undefined ? {} : { sellsUntil: (lastDay + 1 - start) / 7 }),
  };
}

/** Weeks touched by one of the spans (both ends inclusive). */
export function weeksWithin(
  spans: readonly { readonly from: EpochDay; readonly to: EpochDay }[],
  start: EpochDay,
  weeks: number,
): number[] {
  return Array.from({ length: weeks }, (_, w) => w).filter((w) =>
    spans.some(({ from, to }) => from <= start + 7 * w + 6 && to >= start + 7 * w),
  );
}
