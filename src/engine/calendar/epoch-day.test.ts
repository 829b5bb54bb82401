import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatIsoDate,
  fromEpochDay,
  fromIsoWeek,
  isCivilDate,
  isoWeek,
  parseIsoDate,
  startOfWeek,
  toEpochDay,
  weekday,
} from './epoch-day.ts';

describe('epoch days', () => {
  it('agrees with Date.UTC over four centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: -80000, max: 80000 }), (day) => {
        const date = new Date(day * 86400000);
        const civil = fromEpochDay(day);
        expect(civil).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
        expect(toEpochDay(civil.year, civil.month, civil.day)).toBe(day);
        expect(weekday(day)).toBe((date.getUTCDay() + 6) % 7);
        expect(parseIsoDate(formatIsoDate(day))).toBe(day);
      }),
    );
  });

  it('refuses days that do not exist', () => {
    expect(isCivilDate(2023, 2, 29)).toBe(false);
    expect(isCivilDate(2024, 2, 29)).toBe(true);
    expect(parseIsoDate('2024-13-01')).toBeNaN();
  });

  // ISO 8601:2004, 3.2.2 and the examples of its annex: 2008-12-29 is 2009-W01-1, 2010-01-03 is 2009-W53-7.
  it.each([
    ['2008-12-29', 2009, 1],
    ['2010-01-03', 2009, 53],
    ['2005-01-01', 2004, 53],
    ['2026-11-25', 2026, 48],
  ])('names the ISO week of %s', (text, year, week) => {
    expect(isoWeek(parseIsoDate(text))).toEqual({ year, week });
  });

  it('finds the first day of a week that starts on Monday or Sunday', () => {
    const wednesday = parseIsoDate('2026-11-25');
    expect(formatIsoDate(startOfWeek(wednesday))).toBe('2026-11-23');
    expect(formatIsoDate(startOfWeek(wednesday, 6))).toBe('2026-11-22');
    expect(formatIsoDate(fromIsoWeek(2026, 48))).toBe('2026-11-23');
  });
});
