import type { Candidate } from '#engine/panel/candidate.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** A product says what it costs from so many weeks at one price on. */
const leastWeeks = 3;
/** Launch prices tried beside the manager's, over the plan price: no further from it than 15 %, whatever was seen. */
const ratios = [0.85, 0.9, 0.95, 1.05, 1.1, 1.15];
/** A price of the shop stands for a ratio where it is no further from it. */
const tolerance = 0.025;
const widest = 0.15;

/** What a product cost in most of its weeks without a promotion; NaN where that were fewer than three. */
export function usualPrice(panel: Panel, row: number): number {
  const weeks = new Map<number, number>();
  for (let t = panel.completeFrom; t < panel.completeTo; t++) {
    const at = row * panel.periods + t;
    const price = Math.round(panel.price[at] * 100) / 100;
    if (price > 0 && !((panel.promotion?.[at] ?? 0) > 0)) weeks.set(price, (weeks.get(price) ?? 0) + 1);
  }
  const [usual, count] = [...weeks].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0]);
  return count >= leastWeeks ? usual : Number.NaN;
}

/** Prices that a shop asks: the usual ones of its products, and those of its candidates. Ascending. */
export function shopPrices(panel: Panel, candidates: readonly Candidate[]): number[] {
  const usual = panel.products.map((_, row) => usualPrice(panel, row));
  const asked = [...usual, ...candidates.map(({ price }) => price)].filter((price) => price > 0);
  return [...new Set(asked)].sort((a, b) => a - b);
}

/**
 * Launch prices to choose from: for each ratio the nearest of the shop's prices, else that price with the manager's last digits (109: 99 and
 * 119 rather than 98.1). Within the prices seen, 15 % around the plan price and above `floor`; the manager's price is not among them.
 */
export function pricePoints(
  { price, planPrice = price }: Pick<Candidate, 'price' | 'planPrice'>,
  seen: { readonly seenFrom: number; readonly seenTo: number },
  shop: readonly number[],
  floor: number,
): number[] {
  const from = Math.max(seen.seenFrom, 1 - widest) * planPrice;
  const to = Math.min(seen.seenTo, 1 + widest) * planPrice;
  const found = ratios
    .map((ratio) => nearestPoint(ratio * planPrice, price, shop))
    .filter((point) => point >= from - 1e-9 && point <= to + 1e-9 && point > floor && point !== price);
  return [...new Set(found)].sort((a, b) => a - b);
}

function nearestPoint(target: number, own: number, shop: readonly number[]): number {
  const near = shop.reduce((best, point) => (Math.abs(point - target) < Math.abs(best - target) ? point : best), 0);
  if (Math.abs(near - target) <= tolerance * target) return near;
  const step = own >= 50 ? 10 : own >= 5 ? 1 : 0.1;
  const digits = own % step;
  return Math.round((digits + step * Math.round((target - digits) / step)) * 100) / 100;
}
