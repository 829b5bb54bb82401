import { formatIsoDate, parseIsoDate, startOfWeek } from '#engine/calendar/epoch-day.ts';
import { createRandom } from '#engine/random.ts';
import { drawNormal } from './draws.ts';
import { exactExp } from './exact-math.ts';
import { lastDay } from './market-facts.ts';
import { type ReviewRow, simulateLaterReviews } from './reviews.ts';
import { type Happenings, type SalesLog, simulateLaterSales } from './sales.ts';
import type { World, WorldProduct } from './world.ts';

/** Launch days by candidate id, as `YYYY-MM-DD`. */
export type PlannedLaunches = Readonly<Record<string, string>>;

/** Pieces that the plan expects of each launch within its first quarter, by candidate id. */
export type ExpectedPieces = Readonly<Record<string, number>>;

/** What was planted into the weeks after the log; the ids that it fell on. */
export interface SimulatedTrouble {
  /** Sells 0.6 of its demand. */
  readonly weak: string | null;
  /** Out of stock from its fourth week on, for two weeks. */
  readonly stockOut: string | null;
  /** Its supplier is late: it launches three weeks after its day. */
  readonly late: string | null;
  /** Sells 2.2 times its demand. */
  readonly runaway: string | null;
}

export interface LaterSales {
  readonly log: SalesLog;
  readonly reviews: readonly ReviewRow[];
  readonly trouble: SimulatedTrouble;
  /** Real launch days by id. */
  readonly launched: PlannedLaunches;
}

/** Weeks that an expectation is for, and how far a launch that goes as planned may be from it (standard deviation of the logarithm). */
const expectedWeeks = 13;
const asPlanned = 0.06;
/** Stars that the weak launch's ratings lie below what its making deserves. */
const weakStars = 1.3;

/**
 * The weeks after the log under a plan (launch weeks; the shop launches on a Tuesday, Wednesday or Thursday of them, as in the log). Trouble falls on the first launches
 * that have eight weeks to show it (no goods of a festival), one each, in their order: weak, out of stock, late, runaway. With `expected` every launch has the level that the plan expects of it, but
 * for a few percent, and keeps its own curve, season and noise: what is planted is then what stands out. Without, levels are the world's own, and forecasts as wrong as they are.
 */
export function makeLaterSales(
  world: World,
  plan: PlannedLaunches,
  weeks: number,
  expected: ExpectedPieces = {},
): LaterSales {
  const end = lastDay + 7 * weeks;
  const weekday = createRandom(world.seed + 70000);
  const dated = world.candidates
    .map(({ product }) => ({ product, midweek: 1 + weekday.below(3) }))
    .filter(({ product }) => product.id in plan)
    .map(({ product, midweek }) => {
      const monday = startOfWeek(parseIsoDate(plan[product.id]));
      const last = Math.max(monday, product.lastBought ?? Number.POSITIVE_INFINITY);
      return { product, day: Math.min(monday + midweek, last) };
    })
    .sort((a, b) => a.day - b.day || (a.product.id < b.product.id ? -1 : 1));
  const [weak, stockOut, late, runaway] = dated
    .filter(({ day, product }) => day + 7 * weeksToTell <= end && product.lastBought === null)
    .map(({ product }) => product.id);
  const trouble: SimulatedTrouble = {
    weak: weak ?? null,
    stockOut: stockOut ?? null,
    late: late ?? null,
    runaway: runaway ?? null,
  };
  const launched = dated
    .map(({ product, day }): WorldProduct => ({ ...product, launchDay: product.id === late ? day + 21 : day }))
    .filter((product) => (product.launchDay as number) <= end);
  const levels = levelsFor(world, launched, weeks, expected);
  const outOfStock = launched.find((product) => product.id === stockOut);
  const from = outOfStock ? startOfWeek(outOfStock.launchDay as number) + 21 : 0;
  const troubled = (id: string): number => (id === weak ? 0.6 : id === runaway ? 2.2 : 1);
  const happenings: Happenings = {
    launched,
    factors: new Map(launched.map(({ id }) => [id, (levels.get(id) ?? 1) * troubled(id)])),
    stockOuts: outOfStock ? [{ product: outOfStock.id, from, to: from + 13 }] : [],
  };
  const liked = launched.map((product) =>
    product.id === weak ? { ...product, quality: product.quality - weakStars } : product,
  );
  return {
    log: simulateLaterSales(world, weeks, happenings),
    reviews: simulateLaterReviews(world, liked, end),
    trouble,
    launched: Object.fromEntries(launched.map((product) => [product.id, formatIsoDate(product.launchDay as number)])),
  };
}

/** Launches that trouble falls on, and the weeks that the last of them has to show it: no more, so that there is a rest to plan anew. */
const troubles = 4;
const weeksToTell = 8;
const [leastWeeks, mostWeeks] = [13, 26];

/** Weeks after the log in which the troubled launches have had eight weeks on sale: later launches of the plan are mostly still to come. */
export function weeksToShow(world: World, plan: PlannedLaunches): number {
  const weeks = world.candidates
    .flatMap(({ product }) => (product.lastBought === null && product.id in plan ? [plan[product.id]] : []))
    .map((day) => Math.floor((parseIsoDate(day) - lastDay - 1) / 7))
    .sort((a, b) => a - b);
  const last = weeks[Math.min(troubles, weeks.length) - 1];
  return Math.min(mostWeeks, Math.max(leastWeeks, last + weeksToTell + 1));
}

/** Factors that bring each launch's expected pieces of its first quarter to what the plan expects, but for a few percent; 1 where it expects nothing. */
function levelsFor(
  world: World,
  launched: readonly WorldProduct[],
  weeks: number,
  expected: ExpectedPieces,
): ReadonlyMap<string, number> {
  const plain = simulateLaterSales(world, weeks + expectedWeeks + 1, { launched, factors: new Map(), stockOuts: [] });
  return new Map(
    launched.map(({ id, launchDay }) => {
      const random = createRandom(world.seed + 80000 + world.candidates.findIndex(({ product }) => product.id === id));
      const deviation = exactExp(asPlanned * drawNormal(random));
      const first = Math.floor(((launchDay as number) - lastDay - 1) / 7);
      const weekly = plain.expectedWeekly.get(id)?.subarray(first, first + expectedWeeks);
      const own = weekly?.reduce((sum, pieces) => sum + pieces, 0) ?? 0;
      return [id, id in expected && own > 0 ? (deviation * expected[id]) / own : 1] as const;
    }),
  );
}
