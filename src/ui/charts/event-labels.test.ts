import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelWidth, placeEvents } from './event-labels.ts';

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
