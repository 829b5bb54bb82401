import { createRandom, type Random } from '#engine/random.ts';
import type { Window, WindowSet } from './window-set.ts';

/** Draws training windows by number: the same seed and number give the same window, so that a run can be resumed. */
export interface WindowDrawing {
  draw(number: number): Window;
  /** Distinct windows drawn so far. */
  seen(): number;
}

/**
 * Evenly over the series, whatever their length: each round draws one window of every series, in an order shuffled anew,
 * and a series repeats a window only after all of its windows have had their turn.
 */
export function createWindowDrawing(windows: WindowSet, seed: number): WindowDrawing {
  const lists = windows.training.filter((list) => list.length > 0);
  const drawn = new Set<Window>();
  let round = { number: -1, order: [] as number[] };
  const turns = lists.map(() => ({ cycle: -1, order: [] as number[] }));
  return {
    draw(number) {
      const roundNumber = Math.floor(number / lists.length);
      if (round.number !== roundNumber)
        round = { number: roundNumber, order: shuffled(lists.length, createRandom(mixSeeds(seed, 1, roundNumber))) };
      const series = round.order[number % lists.length];
      const list = lists[series];
      const cycle = Math.floor(roundNumber / list.length);
      if (turns[series].cycle !== cycle)
        turns[series] = { cycle, order: shuffled(list.length, createRandom(mixSeeds(seed, series + 2, cycle))) };
      const window = list[turns[series].order[roundNumber % list.length]];
      drawn.add(window);
      return window;
    },
    seen: () => drawn.size,
  };
}

/** One seed out of several numbers (FNV-1a over 32-bit words). */
export function mixSeeds(...parts: readonly number[]): number {
  return parts.reduce((hash, part) => Math.imul(hash ^ part, 0x01000193), 0x811c9dc5) >>> 0;
}

export function shuffled(length: number, random: Pick<Random, 'below'>): number[] {
  const order = Array.from({ length }, (_, k) => k);
  for (let k = length - 1; k > 0; k--) {
    const other = random.below(k + 1);
    [order[k], order[other]] = [order[other], order[k]];
  }
  return order;
}
