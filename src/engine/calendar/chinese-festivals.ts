import { type EpochDay, fromEpochDay, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';

const firstYear = 2005;
/** Month x 100 + day of the first day of the lunar year, 2005 to 2035 (China Standard Time). */
const newYears = [
  209, 129, 218, 207, 126, 214, 203, 123, 210, 131, 219, 208, 128, 216, 205, 125, 212, 201, 122, 210, 129, 217, 206,
  126, 213, 203, 123, 211, 131, 219, 208,
];

/** The first day of the lunar year; NaN outside 2005 to 2035. */
export function springFestival(year: number): EpochDay {
  const code = newYears[year - firstYear];
  return code === undefined ? Number.NaN : toEpochDay(year, Math.floor(code / 100), code % 100);
}

interface YearlyEvent {
  readonly name: string;
  readonly kind: MarketEvent['kind'];
  /** First year of the festival as a shopping season. */
  readonly since: number;
  readonly days: (year: number) => readonly [EpochDay, EpochDay];
}

/** Chinese name first, as in data with both (localName takes them apart). */
const yearly: readonly YearlyEvent[] = [
  { name: '元旦 New Year', kind: 'holiday', since: firstYear, days: (y) => [toEpochDay(y, 1, 1), toEpochDay(y, 1, 1)] },
  {
    name: '春节 Spring Festival',
    kind: 'holiday',
    since: firstYear,
    // The eve and the seven days that shops and couriers rest.
    days: (y) => [springFestival(y) - 1, springFestival(y) + 6],
  },
  { name: '618', kind: 'promotion', since: 2010, days: (y) => [toEpochDay(y, 6, 1), toEpochDay(y, 6, 20)] },
  {
    name: '国庆节 National Day',
    kind: 'holiday',
    since: firstYear,
    days: (y) => [toEpochDay(y, 10, 1), toEpochDay(y, 10, 7)],
  },
  {
    name: '双11 Double 11',
    kind: 'promotion',
    since: 2009,
    days: (y) => [toEpochDay(y, 11, 1), toEpochDay(y, 11, 11)],
  },
  {
    name: '双12 Double 12',
    kind: 'promotion',
    since: 2012,
    days: (y) => [toEpochDay(y, 12, 10), toEpochDay(y, 12, 12)],
  },
];

/** Holidays and shopping festivals of mainland China that touch the days [from, to], in order; 2005 to 2035. */
export function chineseFestivals(from: EpochDay, to: EpochDay): MarketEvent[] {
  const [first, last] = [fromEpochDay(from).year - 1, fromEpochDay(to).year + 1];
  const events: MarketEvent[] = [];
  for (let year = Math.max(first, firstYear); year <= Math.min(last, firstYear + newYears.length - 1); year++)
    for (const { name, kind, since, days } of yearly) {
      const [begin, end] = days(year);
      if (year >= since && end >= from && begin <= to) events.push({ name, kind, from: begin, to: end });
    }
  return events.sort((a, b) => a.from - b.from);
}
