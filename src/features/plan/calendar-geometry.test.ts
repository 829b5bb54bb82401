import { describe, expect, it } from 'vitest';
import { barHeight, barsHeight, demandPath, weekAt, weekWidth } from './calendar-geometry.ts';

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

  it('scales the bars to the fullest limit', () => {
    expect(barHeight(3, 6)).toBe(barsHeight / 2);
    expect(barHeight(3, 0)).toBe(0);
  });
});
