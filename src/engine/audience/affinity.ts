import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { ProductFacts } from '#engine/launch/history/launch.ts';
import { type BasketIndex, basketsBefore, holdersBefore } from './baskets.ts';
import { createRelatives, highest } from './relatives.ts';

/** Relatives whose baskets are read, and the power of their likeness by which they count. */
const relatives = 60;
const likenessPower = 2;
/** Days after which a basket counts e-fold less. */
export const memoryDays = 90;
/** A basket of n products counts n to this power: one who buys everything says little of each. */
const sizePower = -0.7;
/** Added to the baskets of a product, so that a few do not make a pattern. */
const shrinkage = 10;
/** What is bought together with the relatives, beside what is like the launch, in a customer's affinity. */
const partnerWeight = 0.1;

/** Counts of all products in the baskets before a day, oldest known. */
export interface AsOf {
  readonly index: BasketIndex;
  readonly day: EpochDay;
  /** Number of baskets before the day. */
  readonly end: number;
  /** Baskets by product. */
  readonly counts: Float64Array;
}

/** What was known on the morning of a day. */
export function asOf(index: BasketIndex, day: EpochDay): AsOf {
  const end = basketsBefore(index, day);
  const counts = Float64Array.from(index.products, (_, product) => holdersBefore(index, product, end).length);
  return { index, day, end, counts };
}

/** What the baskets say about a product that is in none of them yet; both by product of the baskets. */
export interface LaunchAffinity {
  /** Likeness, 0 to 1; 0 where a product was not in any basket before the day. */
  readonly likeness: Float64Array;
  /** Products in baskets by falling likeness, the launch itself not among them. */
  readonly nearest: readonly number[];
  /** How much a product is bought together with the launch's relatives: weighted cosine, the highest is 1. */
  readonly together: Float64Array;
}

/**
 * Likeness and co-purchase of a launch. Co-purchase of product j: sum over the 60 nearest relatives i of likeness(i)^2 x
 * c(i, j) / sqrt((n(i) + 10 m(i)) (baskets(j) + 10)); c and n count the baskets before the day, each with weight
 * exp(-age / 90 days) x size^-0.7, and m(i) is the mean of these weights over the baskets of i. `facts`: of the products of the baskets,
 * null where none are known.
 */
export function launchAffinity(
  { index, day, end, counts }: AsOf,
  facts: readonly (ProductFacts | null)[],
  launch: ProductFacts,
): LaunchAffinity {
  const count = index.products.length;
  const known = facts.flatMap((product, at) => (product && counts[at] > 0 && product.id !== launch.id ? [at] : []));
  const likenesses = createRelatives(known.map((at) => facts[at] as ProductFacts))(launch);
  const likeness = new Float64Array(count);
  known.forEach((product, at) => {
    likeness[product] = likenesses[at];
  });
  const nearest = highest(likeness, count, (product) => likeness[product] > 0);
  const together = new Float64Array(count);
  const shared = new Float64Array(count);
  for (const relative of nearest.slice(0, relatives)) {
    const holders = holdersBefore(index, relative, end);
    shared.fill(0);
    let sum = 0;
    for (const basket of holders) {
      const [from, to] = [index.start[basket], index.start[basket + 1]];
      const weight = Math.exp((index.day[basket] - day) / memoryDays) * (to - from) ** sizePower;
      sum += weight;
      for (let at = from; at < to; at++) shared[index.items[at]] += weight;
    }
    const own = sum + (shrinkage * sum) / holders.length;
    const weight = likeness[relative] ** likenessPower;
    for (let product = 0; product < count; product++)
      if (shared[product] > 0 && product !== relative)
        together[product] += (weight * shared[product]) / Math.sqrt(own * (counts[product] + shrinkage));
  }
  const self = index.products.indexOf(launch.id);
  if (self >= 0) together[self] = 0;
  return { likeness, nearest, together: scaled(together) };
}

/**
 * Affinity of every customer to a launch: over the products of the baskets of the `days` before, likeness^3 (the highest is 1) + 0.1
 * together^2, each times exp(-age / 90 days). -1 = the customer has no basket in these days.
 */
export function customerAffinity(
  { index, day, end }: AsOf,
  { likeness, together }: LaunchAffinity,
  days: number,
): Float64Array {
  const scaledLikeness = scaled(likeness);
  const pull = together.map((value, product) => scaledLikeness[product] ** 3 + partnerWeight * value ** 2);
  const scores = new Float64Array(index.customers).fill(-1);
  for (let basket = basketsBefore(index, day - days); basket < end; basket++) {
    const customer = index.customer[basket];
    if (customer < 0) continue;
    let sum = 0;
    for (let at = index.start[basket]; at < index.start[basket + 1]; at++) sum += pull[index.items[at]];
    scores[customer] = Math.max(0, scores[customer]) + sum * Math.exp((index.day[basket] - day) / memoryDays);
  }
  return scores;
}

function scaled(values: Float64Array): Float64Array {
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  return most > 0 ? values.map((value) => value / most) : values;
}
