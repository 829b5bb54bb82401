import { createRandom, type Random } from '#engine/random.ts';
import { drawLognormal, drawNormal } from '#workers/sample/internal/draws.ts';
import { exactExp, exactPower } from '#workers/sample/internal/exact-math.ts';
import { behaviours, firstDay } from '#workers/sample/internal/market-facts.ts';
import type { SalesLog } from '#workers/sample/internal/sales.ts';
import { ranges, type World, type WorldProduct } from '#workers/sample/internal/world.ts';

/** What one visitor did with one product on one day. */
export interface VisitRow {
  readonly day: number;
  readonly user: string;
  readonly product: string;
  readonly views: number;
  /** Mean over the day's views of it. */
  readonly dwellSeconds: number;
  readonly carts: number;
  readonly favourites: number;
}

const visitors = 5200;
const rowsAimedAt = 88_000;

/** Visitors by the category that they care for, the keenest first; every visitor cares for two. */
function drawVisitors(random: Random): ReadonlyMap<string, readonly string[]> {
  const byCategory = new Map<string, string[]>(ranges.map((range) => [range.code, []]));
  for (let i = 0; i < visitors; i++) {
    const user = `U${10000 + ((i * 7919) % 90000)}`;
    const first = random.below(ranges.length);
    const second = (first + 1 + random.below(ranges.length - 1)) % ranges.length;
    for (const index of [first, second]) byCategory.get(ranges[index].code)?.push(user);
  }
  return byCategory;
}

function drawVisit(random: Random, product: WorldProduct, day: number, users: readonly string[]): VisitRow {
  const keen = random.next();
  let views = 1;
  while (views < 6 && random.next() < 0.24) views++;
  const usual =
    26 *
    exactExp(0.18 * product.appeal) *
    exactPower(product.listPrice / behaviours[product.categoryCode].medianPrice, 0.2);
  return {
    day,
    user: users[Math.floor(keen * keen * users.length)],
    product: product.id,
    views,
    dwellSeconds: Math.max(2, Math.round(usual * drawLognormal(random, 0.5))),
    carts: random.next() < 2.4 * product.conversion * Math.sqrt(views) ? 1 : 0,
    favourites: random.next() < 0.035 * exactExp(0.3 * product.appeal) ? 1 : 0,
  };
}

/**
 * Visits of a fixed sample of visitors. Interest runs a week ahead of demand: the number of visits of a week follows the
 * expected sales of the next week over the product's conversion; dwell time and favourites follow its appeal.
 */
export function simulateBrowsing(world: World, sales: SalesLog): readonly VisitRow[] {
  const users = drawVisitors(createRandom(world.seed + 30000));
  const interest = (product: WorldProduct, week: number): number => {
    const weekly = sales.expectedWeekly.get(product.id) as Float64Array;
    const ahead = weekly[Math.min(week + 1, weekly.length - 1)];
    return weekly[week] > 0 ? ahead / product.conversion : 0;
  };
  const weeks = sales.priceIndex.length;
  let total = 0;
  for (const product of world.products) for (let week = 0; week < weeks; week++) total += interest(product, week);

  const rows: VisitRow[] = [];
  world.products.forEach((product, index) => {
    const random = createRandom(world.seed + 31000 + index);
    for (let week = 0; week < weeks; week++) {
      const noise = exactExp(0.1 * drawNormal(random));
      const visits = drawPoisson(random, (interest(product, week) * rowsAimedAt * noise) / total);
      for (let visit = 0; visit < visits; visit++) {
        const day = firstDay + 7 * week + random.below(7);
        if (product.launchDay !== null && day < product.launchDay) continue;
        rows.push(drawVisit(random, product, day, users.get(product.categoryCode) as readonly string[]));
      }
    }
  });
  return rows.sort(
    (a, b) => a.day - b.day || (a.user < b.user ? -1 : a.user > b.user ? 1 : a.product < b.product ? -1 : 1),
  );
}

/** Poisson count by inversion; for means up to about 500. */
export function drawPoisson(random: Random, mean: number): number {
  const target = random.next();
  let probability = exactExp(-mean);
  let below = probability;
  let count = 0;
  while (below < target && count < 5000) {
    count++;
    probability *= mean / count;
    below += probability;
    if (probability < 1e-18 && count > mean) break;
  }
  return count;
}
