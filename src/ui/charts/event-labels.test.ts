import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfPeriod, eventsOn, labelWidth, placeEvents } from './event-labels.ts';

describe('placeEvents', () => {
  it('never lets two names touch and never leaves the plot', () => {
    const event = fc
      .record({ name: fc.constantFrom('618', '双11', 'Christmas', '年货节'), from: fc.nat(200), days: fc.nat(30) })
      .map(({ name, from, days }) => ({ name, from, to: from + days }));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), fc.integer({ min: 80, max: 1200 }), (events, pixels) => {
        const placed = placeEvents(events, [20, 180], (x) => ((x - 20) / 160) * pixels);
        let free = 0;
        for (const { labelLeft, event: shown, left, width } of placed) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(width).toBeGreaterThanOrEqual(3);
          if (labelLeft === null) continue;
          expect(labelLeft).toBeGreaterThanOrEqual(free);
          expect(labelLeft + labelWidth(shown.name)).toBeLessThanOrEqual(pixels + 1e-9);
          free = labelLeft + labelWidth(shown.name);
        }
      }),
    );
  });

  it('names the season, not the day that stands before it', () => {
    const events = [
      { name: 'Labour Day', from: 100, to: 101 },
      { name: '618', from: 110, to: 128 },
      { name: 'Qixi', from: 300, to: 301 },
    ];
    const placed = placeEvents(events, [0, 400], (x) => x);
    expect(placed.filter(({ labelLeft }) => labelLeft !== null).map(({ event }) => event.name)).toEqual([
      '618',
      'Qixi',
    ]);
  });

  it('leaves out what lies beside the plot', () => {
    expect(placeEvents([{ name: '618', from: 0, to: 5 }], [10, 20], (x) => x)).toEqual([]);
  });
});

it('reckons a name at least as wide as it is drawn in Inter, and not much wider', () => {
  for (const [name, drawn] of [
    ['New Year sale', 76.5],
    ['Spring Festival', 81.8],
    ['Women’s Day', 84.5],
    ['Dragon Boat Festival', 114.4],
    ['mummy WOW', 79.4],
    ['双11', 25.3],
    ['年货节', 36],
    ['618', 20],
  ] as const) {
    expect(labelWidth(name), name).toBeGreaterThan(drawn);
    expect(labelWidth(name), name).toBeLessThan(1.13 * drawn + 2);
  }
});

it('names Spring Festival beside the sale before it', () => {
  const events = [
    { name: 'New Year sale', from: 0, to: 66 },
    { name: 'Spring Festival', from: 91, to: 128 },
    { name: '3.8 Week', from: 162, to: 182 },
  ];
  expect(placeEvents(events, [0, 600], (x) => x).map(({ labelLeft }) => labelLeft)).toEqual([0, 91, null]);
});

describe('what falls on a period', () => {
  const events = [
    { name: '618', from: 16, to: 20 },
    { name: 'day', from: 27, to: 27 },
    { name: 'season', from: 22, to: 40 },
  ];
  const names = (x: number, next: number): string[] => eventsOn(events, x, next).map(({ name }) => name);

  it('is every event that touches it, its first and its last day included', () => {
    expect(names(7, 14)).toEqual([]);
    // Begins in the middle of the week: its first day is in no event.
    expect(names(14, 21)).toEqual(['618']);
    expect(names(21, 28)).toEqual(['day', 'season']);
    expect(names(20, 21)).toEqual(['618']);
    expect(names(40, 47)).toEqual(['season']);
    expect(names(41, 48)).toEqual([]);
  });

  it('a period ends where the next begins, the last is as long as the one before it', () => {
    expect(endOfPeriod([0, 31, 59], 0)).toBe(31);
    expect(endOfPeriod([0, 31, 59], 59)).toBe(87);
    expect(endOfPeriod([5], 5)).toBe(6);
  });
});
