import { type EpochDay, fromEpochDay, toEpochDay } from './epoch-day.ts';

const steps = [1, 2, 3, 6, 12, 24, 60];

/**
 * First days of months within [from, to], at most `most` of them: every month, second, quarter, half year, year, ...
 * counted from January, so that an axis reads Jan, Apr, Jul, Oct whatever its range.
 */
export function monthTicks(from: EpochDay, to: EpochDay, most: number): EpochDay[] {
  const begin = fromEpochDay(from);
  for (const step of steps) {
    const ticks: EpochDay[] = [];
    let month = Math.floor((begin.month - 1) / step) * step;
    for (; ; month += step) {
      const year = begin.year + Math.floor(month / 12);
      const day = toEpochDay(year, (month % 12) + 1, 1);
      if (day > to) break;
      if (day >= from) ticks.push(day);
    }
    if (ticks.length <= most) return ticks;
  }
  return [];
}
