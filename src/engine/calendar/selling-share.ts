import type { EpochDay } from './epoch-day.ts';

/** Share of the week that begins on `day` in which something sells whose last selling day is `lastDay`; 1 where it has none. */
export function sellingShare(lastDay: EpochDay | undefined, day: EpochDay): number {
  return lastDay === undefined ? 1 : Math.min(1, Math.max(0, (lastDay + 1 - day) / 7));
}
