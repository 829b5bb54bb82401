import { describe, expect, it } from 'vitest';
import {
  barHeight,
  barsHeight,
  type CalendarEntry,
  demandBand,
  demandPath,
  groupHeight,
  headHeight,
  heightOf,
  paginate,
  paperFor,
  paperLegend,
  paperNames,
  rowHeight,
  weekAt,
  weekWidth,
} from './calendar-geometry.ts';

describe('calendar geometry', () => {
  it('fills the room but keeps a week wide enough for a hand', () => {
    expect(weekWidth(1000, 26)).toBe(38);
    expect(weekWidth(300, 52)).toBe(22);
  });

  it('finds the week under a position, at the ends too', () => {
    expect([-5, 0, 37, 38, 5000].map((x) => weekAt(x, 38, 26))).toEqual([0, 0, 0, 1, 25]);
  });

  it('draws demand from the launch to the right and cuts it at the edge', () => {
    const path = demandPath([100, 25, 0], { x: 10, step: 10, base: 30, room: 20, highest: 100, right: 28 });
    expect(path).toBe('M10 30L15 10L25 20L28 30Z');
    expect(demandPath([], { x: 0, step: 1, base: 1, room: 1, highest: 1, right: 1 })).toBe('');
  });

  it('draws the range of demand between its two curves', () => {
    const box = { x: 0, step: 10, base: 30, room: 20, highest: 400, right: 28 };
    expect(demandBand([100, 100], { low: 0.25, high: 4 }, box)).toBe('M5 10L15 10L15 25L5 25Z');
    expect(demandBand([100], { low: 0.5, high: 2 }, box)).toBe('');
  });

  it('keeps a short calendar on one page of paper and a long one readable on several', () => {
    const short = paperFor(headHeight + 20 * rowHeight, 26, 'A4');
    // The sheet and the legend above it leave room for the title.
    for (const rows of [5, 20, 24, 26]) {
      const whole = headHeight + rows * rowHeight;
      const one = paperFor(whole, 26, 'A4');
      expect(one.zoom * whole + paperLegend).toBeLessThanOrEqual(630.001);
      expect(one.firstHeight).toBeGreaterThanOrEqual(whole);
    }
    expect(short.zoom).toBeGreaterThan(0.6);
    // Fills the width of the paper, whichever it is, and never more.
    for (const [format, width] of [
      ['A4', 1047],
      ['LETTER', 980],
    ] as const)
      for (const weeks of [4, 26, 52]) {
        const { zoom, step } = paperFor(headHeight + 20 * rowHeight, weeks, format);
        expect((paperNames + weeks * step) * zoom).toBeLessThanOrEqual(width);
        expect((paperNames + weeks * step) * zoom).toBeGreaterThan(0.97 * width);
      }
    const lines = Array.from(
      { length: 300 },
      (_, row): CalendarEntry<number> => ({ kind: 'line', y: headHeight + row * rowHeight, row }),
    );
    const long = paperFor(heightOf(lines), 26, 'A4');
    expect(long.zoom).toBeGreaterThanOrEqual(0.5);
    const entries: CalendarEntry<number>[] = [{ kind: 'heading', y: headHeight, name: 'Lamps' }, ...lines];
    const pages = paginate(entries, long.height, long.firstHeight);
    expect(heightOf(pages[0])).toBeLessThanOrEqual(long.firstHeight);
    expect(long.firstHeight).toBeLessThan(long.height);
    for (const page of pages) {
      expect(heightOf(page)).toBeLessThanOrEqual(long.height);
      expect(page[0]).toEqual({ kind: 'heading', y: headHeight, name: 'Lamps' });
      expect(page[1].y).toBe(headHeight + groupHeight);
    }
    expect(pages.flat().filter(({ kind }) => kind === 'line')).toHaveLength(300);
    expect(pages.flat().filter(({ kind }) => kind === 'heading')).toHaveLength(pages.length);
  });

  it('scales the bars to the fullest limit', () => {
    expect(barHeight(3, 6)).toBe(barsHeight / 2);
    expect(barHeight(3, 0)).toBe(0);
  });
});
