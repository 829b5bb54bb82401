import { describe, expect, it } from 'vitest';
import { createWindowDrawing } from './window-drawing.ts';
import type { Window, WindowSet } from './window-set.ts';

const training: readonly (readonly Window[])[] = [3, 7, 0, 5].map((length, series) =>
  Array.from({ length }, (_, origin) => ({ series, origin, ahead: 1 })),
);
const windows = { training } as unknown as WindowSet;

describe('drawing of windows', () => {
  it('is even over the series and repeats a window only after all of its series', () => {
    const drawing = createWindowDrawing(windows, 9);
    const drawn = Array.from({ length: 3 * 105 }, (_, k) => drawing.draw(k));
    for (const series of [0, 1, 3]) {
      const own = drawn.filter((window) => window.series === series);
      expect(own.length).toBe(105);
      const times = new Map<number, number>();
      for (const { origin } of own) times.set(origin, (times.get(origin) ?? 0) + 1);
      expect(new Set(times.values())).toEqual(new Set([105 / training[series].length]));
    }
    expect(drawing.seen()).toBe(15);
  });

  it('gives the same window for the same seed and number, wherever it is taken up', () => {
    const whole = createWindowDrawing(windows, 9);
    const late = createWindowDrawing(windows, 9);
    const drawn = Array.from({ length: 60 }, (_, k) => whole.draw(k));
    for (let k = 40; k < 60; k++) expect(late.draw(k)).toBe(drawn[k]);
    const other = createWindowDrawing(windows, 10);
    expect(Array.from({ length: 60 }, (_, k) => other.draw(k))).not.toEqual(drawn);
  });
});
