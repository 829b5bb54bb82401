import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Panel } from '#engine/panel/panel.ts';

const most = 0.7;

/**
 * Mean price reduction by kind of event, 0 to 0.7: 1 - revenue / (units x the product's median price outside events), over the
 * weeks that the event covers at least half of. `days`, `shares`: the complete weeks and the events in them.
 */
export function eventDiscounts(
  panel: Panel,
  days: readonly EpochDay[],
  shares: readonly ReadonlyMap<string, number>[],
  kinds: readonly string[],
): Map<string, number> {
  const paid = new Map<string, number>();
  const usual = new Map<string, number>();
  panel.products.forEach((_, row) => {
    const at = (t: number): number => row * panel.periods + panel.completeFrom + t;
    const plain = days
      .map((_, t) => (shares[t].size === 0 ? panel.price[at(t)] : Number.NaN))
      .filter((price) => price > 0)
      .sort((a, b) => a - b);
    if (plain.length < 4) return;
    const reference = plain[plain.length >> 1];
    days.forEach((_, t) => {
      const units = panel.units[at(t)];
      const price = panel.price[at(t)];
      if (!(units > 0) || !(price > 0)) return;
      for (const [kind, share] of shares[t]) {
        if (share < 0.5) continue;
        paid.set(kind, (paid.get(kind) ?? 0) + units * price);
        usual.set(kind, (usual.get(kind) ?? 0) + units * reference);
      }
    });
  });
  return new Map(
    kinds.map((kind) => {
      const full = usual.get(kind) ?? 0;
      return [kind, full > 0 ? Math.min(most, Math.max(0, 1 - (paid.get(kind) ?? 0) / full)) : 0] as const;
    }),
  );
}
