import { quantileOf } from '#engine/kernels/statistics.ts';
import type { ProductFacts } from '#engine/launch/history/launch.ts';
import { type AsOf, asOf, customerAffinity, type LaunchAffinity, launchAffinity } from './affinity.ts';
import { type BasketIndex, basketsBefore, holdersBefore } from './baskets.ts';
import { fewestBaskets } from './find-partners.ts';
import { compareInPairs, type Trial } from './paired-trial.ts';
import { highest } from './relatives.ts';

/** Days after its first basket in which a launch's buyers are counted, and days of baskets that make a customer known. */
export const launchDays = 91;
export const audienceDays = 182;
/** Held-out launches at most, the latest; known buyers that it takes to compare the top tenth with. */
const mostLaunches = 40;
const fewestBuyers = 5;
/** Partners compared with what came, and what their share is shrunk by. */
const partnersCompared = 20;
const popularityShrinkage = 20;

/** One held-out launch: what came, and what was known before it. */
interface HeldOutLaunch {
  readonly buyers: number;
  readonly firstWeekBuyers: number;
  /** Units of the week of its first sale; NaN = not known. */
  readonly firstWeekUnits: number;
  /** Logarithm of the affinity of all known customers together. */
  readonly mass: number;
  readonly partners: readonly [own: number, baseline: number] | null;
  readonly topTenth: readonly [own: number, baseline: number] | null;
}

/** What held-out launches of the user's own baskets say about partners and audiences here. */
export interface LaunchStudy {
  /** Share of the real twenty partners among the twenty named; baseline: the most bought products. */
  readonly partners: Trial;
  /** Share of the known buyers in the top tenth of the known customers; baseline: the customers with most orders. */
  readonly audience: Trial;
  /** Known buyers of a launch of that mass within 91 days, and in its first week. */
  readonly buyersOf: (mass: number) => CountRange | null;
  readonly firstWeekOf: (mass: number) => CountRange | null;
  /** Units of the first week, of all customers; null too where the mass says nothing about them. */
  readonly firstWeekUnitsOf: (mass: number) => CountRange | null;
}

/** A count with its 80 % prediction interval. */
export interface CountRange {
  readonly median: number;
  readonly lo80: number;
  readonly hi80: number;
}

/**
 * Evaluates on the latest launches whose 91 days are over, each from the baskets before its first one. A launch is a product first bought
 * 91 days or more after the baskets begin, in ten baskets or more within its 91 days. `facts` as in launchAffinity; `firstWeekUnits`: of a product, NaN where not known.
 */
export async function studyLaunches(
  index: BasketIndex,
  facts: readonly (ProductFacts | null)[],
  firstWeekUnits: (product: number) => number,
  pause: () => Promise<void>,
): Promise<LaunchStudy> {
  const launches: HeldOutLaunch[] = [];
  for (const product of latestLaunches(index, facts)) {
    await pause();
    launches.push({ ...holdOut(index, facts, product), firstWeekUnits: firstWeekUnits(product) });
  }
  const compare = (pick: (launch: HeldOutLaunch) => readonly [number, number] | null): Trial => {
    const pairs = launches.flatMap((launch) => [pick(launch) ?? []].filter((pair) => pair.length === 2));
    return compareInPairs(
      pairs.map(([own]) => own),
      pairs.map(([, baseline]) => baseline),
    );
  };
  // All launches, those hardly anybody bought too: how many buy is what is predicted.
  return {
    partners: compare(({ partners }) => partners),
    audience: compare(({ topTenth }) => topTenth),
    buyersOf: predictCount(launches, ({ buyers }) => buyers),
    firstWeekOf: predictCount(launches, ({ firstWeekBuyers }) => firstWeekBuyers),
    firstWeekUnitsOf: predictCount(
      launches.filter(({ firstWeekUnits: units }) => units >= 0),
      (launch) => launch.firstWeekUnits,
      true,
    ),
  };
}

/** Products whose launch can be judged, the latest first. */
function latestLaunches(index: BasketIndex, facts: readonly (ProductFacts | null)[]): number[] {
  const { day, holderStart, holders, products } = index;
  if (day.length === 0) return [];
  const [first, last] = [day[0], day[day.length - 1]];
  const firstDay = products.map((_, product) =>
    holderStart[product + 1] > holderStart[product] ? day[holders[holderStart[product]]] : Number.POSITIVE_INFINITY,
  );
  return products
    .flatMap((_, product) => {
      const from = firstDay[product];
      if (!facts[product] || !(from >= first + launchDays) || from + launchDays > last + 1) return [];
      const count = holdersBefore(index, product, basketsBefore(index, from + launchDays)).length;
      return count >= fewestBaskets ? [product] : [];
    })
    .sort((a, b) => firstDay[b] - firstDay[a] || a - b)
    .slice(0, mostLaunches);
}

function holdOut(
  index: BasketIndex,
  facts: readonly (ProductFacts | null)[],
  product: number,
): Omit<HeldOutLaunch, 'firstWeekUnits'> {
  const start = index.day[index.holders[index.holderStart[product]]];
  const known = asOf(index, start);
  const affinity = launchAffinity(known, facts, facts[product] as ProductFacts);
  const end = basketsBefore(index, start + launchDays);
  const own = holdersBefore(index, product, end);
  const orders = ordersOf(index, basketsBefore(index, start - audienceDays), known.end);
  const scores = customerAffinity(known, affinity, audienceDays);
  const buyersUntil = (until: number): Set<number> =>
    new Set(
      [...own].flatMap((basket) =>
        basket < until && scores[index.customer[basket]] >= 0 ? [index.customer[basket]] : [],
      ),
    );
  const buyers = buyersUntil(end);
  return {
    buyers: buyers.size,
    firstWeekBuyers: buyersUntil(basketsBefore(index, start + 7)).size,
    mass: massOf(affinity, scores),
    partners: comparePartners(known, affinity, product, own, end),
    topTenth:
      buyers.size < fewestBuyers ? null : [shareInTop(scores, buyers, scores), shareInTop(orders, buyers, scores)],
  };
}

/** Share of the real partners that are named, and that the most bought products would name; null for a launch without any. */
function comparePartners(
  { index, end: from, counts }: AsOf,
  { together }: LaunchAffinity,
  launch: number,
  own: Int32Array,
  end: number,
): readonly [number, number] | null {
  const shared = new Float64Array(index.products.length);
  for (const basket of own)
    for (let at = index.start[basket]; at < index.start[basket + 1]; at++) shared[index.items[at]]++;
  const real = shared.map((count, product) => {
    if (count === 0) return 0;
    const all = holdersBefore(index, product, end).length - holdersBefore(index, product, from).length;
    return count / Math.sqrt(all + popularityShrinkage);
  });
  const counts10 = (product: number): boolean => product !== launch && counts[product] >= fewestBaskets;
  const truth = new Set(highest(real, partnersCompared, (product) => counts10(product) && real[product] > 0));
  if (truth.size === 0) return null;
  const found = (values: Float64Array): number =>
    highest(values, partnersCompared, counts10).filter((product) => truth.has(product)).length / truth.size;
  return [found(together), found(counts)];
}

/** Baskets by customer, from one basket to another. */
function ordersOf(index: BasketIndex, from: number, end: number): Float64Array {
  const orders = new Float64Array(index.customers);
  for (let basket = from; basket < end; basket++) if (index.customer[basket] >= 0) orders[index.customer[basket]]++;
  return orders;
}

/** Share of the buyers among the tenth of the known customers (scores of 0 or more) with the highest values. */
function shareInTop(values: Float64Array, buyers: ReadonlySet<number>, scores: Float64Array): number {
  return topTenthOf(values, scores).filter((customer) => buyers.has(customer)).length / buyers.size;
}

/** The tenth of the known customers with the highest values, best first; ties by index. */
export function topTenthOf(values: Float64Array, scores: Float64Array): number[] {
  // Numbers are sorted by themselves many times faster than customers by their numbers: 200,000 of them, for every launch.
  const known = values.filter((_, customer) => scores[customer] >= 0).sort();
  const wanted = Math.max(1, Math.round(known.length / 10));
  const least = known[Math.max(0, known.length - wanted)];
  return highest(values, wanted, (customer) => scores[customer] >= 0 && values[customer] >= least);
}

/** How much affinity there is in all: what is very like the launch counts whole, by the third power of its likeness. */
export function massOf({ likeness }: LaunchAffinity, scores: Float64Array): number {
  const nearest = likeness.reduce((a, b) => Math.max(a, b), 0);
  return Math.log(1e-9 + nearest ** 3 * scores.reduce((sum, score) => sum + Math.max(0, score), 0));
}

/**
 * ln(1 + count) of held-out launches: their median, or a line on the mass where that is nearer to each launch when it is left out of the
 * line. The interval is that of the errors of the launches left out. Null with fewer than 8 launches, and with `byMass` where the median is nearer.
 */
function predictCount(
  launches: readonly HeldOutLaunch[],
  count: (launch: HeldOutLaunch) => number,
  byMass = false,
): (mass: number) => CountRange | null {
  if (launches.length < 8) return () => null;
  const rows = launches.map((launch) => ({ x: launch.mass, y: Math.log1p(count(launch)) }));
  const median = (some: typeof rows): ((x: number) => number) => {
    const middle = quantileOf(Float64Array.from(some, ({ y }) => y).sort(), 0.5);
    return () => middle;
  };
  const line = (some: typeof rows): ((x: number) => number) => {
    const mean = { x: 0, y: 0 };
    for (const { x, y } of some) {
      mean.x += x / some.length;
      mean.y += y / some.length;
    }
    const [xy, xx] = some.reduce(
      ([a, b], { x, y }) => [a + (x - mean.x) * (y - mean.y), b + (x - mean.x) ** 2],
      [0, 0],
    );
    return (x) => mean.y + (xx > 0 ? xy / xx : 0) * (x - mean.x);
  };
  const errorsOf = (method: typeof line): number[] =>
    rows.map(({ x, y }, at) => y - method(rows.filter((_, other) => other !== at))(x));
  const total = (errors: readonly number[]): number => errors.reduce((sum, error) => sum + Math.abs(error), 0);
  const [byLine, byMedian] = [errorsOf(line), errorsOf(median)];
  const isNearer = total(byLine) < total(byMedian);
  if (byMass && !isNearer) return () => null;
  const [method, errors] = isNearer ? [line, byLine] : [median, byMedian];
  const sorted = Float64Array.from(errors).sort();
  const predict = method(rows);
  const least = Math.min(...rows.map(({ x }) => x));
  const most = Math.max(...rows.map(({ x }) => x));
  return (mass) => {
    // Beyond the launches that were seen the line is not followed.
    const centre = predict(Math.min(most, Math.max(least, mass)));
    const at = (p: number): number => Math.max(0, Math.expm1(centre + quantileOf(sorted, p)));
    return { median: Math.max(0, Math.expm1(centre)), lo80: at(0.1), hi80: at(0.9) };
  };
}
