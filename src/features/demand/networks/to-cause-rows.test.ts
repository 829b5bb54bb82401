import { describe, expect, it } from 'vitest';
import { toCauseFinding, toCauseParts } from './to-cause-rows.ts';

describe('causes in words', () => {
  it('names the group that matters most and those that make no difference', () => {
    expect(
      toCauseFinding([
        { group: 'promotion', errorGrowth: 40 },
        { group: 'history', errorGrowth: 12 },
        { group: 'price', errorGrowth: -0.4 },
      ]),
    ).toEqual({ most: 'promotion', errorGrowth: 40, idle: ['price'] });
    expect(toCauseFinding([{ group: 'history', errorGrowth: 0.2 }]).most).toBeNull();
    expect(toCauseFinding([])).toEqual({ most: null, errorGrowth: 0, idle: [] });
  });

  it('says what lifts and what lowers a forecast, largest first, and leaves out what is too small', () => {
    const parts = toCauseParts({
      seriesId: 'a',
      base: 100,
      total: 130,
      parts: [
        { group: 'history', units: 5 },
        { group: 'calendar', units: 40 },
        { group: 'price', units: -16 },
        { group: 'promotion', units: 1 },
      ],
    });
    expect(parts).toEqual({ up: ['calendar', 'history'], down: ['price'] });
  });
});
