import { Lunar } from 'lunar-typescript';
import { describe, expect, it } from 'vitest';
import { chineseFestivals, springFestival } from '#engine/calendar/chinese-festivals.ts';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';

describe('springFestival', () => {
  it('is the first day of the lunar year from 2005 to 2035, as lunar-typescript has it', () => {
    for (let year = 2005; year <= 2035; year++) {
      const solar = Lunar.fromYmd(year, 1, 1).getSolar();
      const expected = toEpochDay(solar.getYear(), solar.getMonth(), solar.getDay());
      expect(formatIsoDate(springFestival(year)), String(year)).toBe(formatIsoDate(expected));
    }
    // Where the Chinese calendar of Intl is a day off.
    expect(formatIsoDate(springFestival(2027))).toBe('2027-02-06');
    expect(formatIsoDate(springFestival(2030))).toBe('2030-02-03');
    expect(springFestival(2004)).toBeNaN();
    expect(springFestival(2036)).toBeNaN();
  });
});

describe('chineseFestivals', () => {
  it('gives what touches the days asked for, each once a year from its first year on', () => {
    const events = chineseFestivals(toEpochDay(2008, 1, 1), toEpochDay(2012, 12, 31));
    const years = (name: string): number => events.filter((event) => event.name.startsWith(name)).length;
    expect([years('春节'), years('双11'), years('618'), years('双12')]).toEqual([5, 4, 3, 1]);
    expect(events.map(({ from }) => from)).toEqual(events.map(({ from }) => from).sort((a, b) => a - b));
    const [only] = chineseFestivals(toEpochDay(2025, 1, 29), toEpochDay(2025, 1, 29));
    expect(only).toMatchObject({ name: '春节 Spring Festival', kind: 'holiday' });
    expect(formatIsoDate(only.from)).toBe('2025-01-28');
  });
});
