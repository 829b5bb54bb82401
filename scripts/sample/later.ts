import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { lastDay } from './market-facts.ts';
import { type Happenings, type SalesLog, simulateLaterSales } from './sales.ts';
import type { World, WorldProduct } from './world.ts';

/** Launch days by candidate id, as `YYYY-MM-DD`. */
export type PlannedLaunches = Readonly<Record<string, string>>;

/** What was planted into the weeks after the log; the ids that it fell on. */
export interface PlantedTrouble {
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
  readonly trouble: PlantedTrouble;
  /** Real launch days by id. */
  readonly launched: PlannedLaunches;
}

/** The launch days that the manager wrote into the candidates file. */
export function managersPlan(world: World): PlannedLaunches {
  return Object.fromEntries(world.candidates.map(({ product, wishes }) => [product.id, wishes.planned]));
}

/**
 * The weeks after the log under a plan. Trouble falls on the first launches that have eight weeks to show it, one each, in
 * their order: weak, out of stock, late, runaway.
 */
export function makeLaterSales(world: World, plan: PlannedLaunches, weeks: number): LaterSales {
  const end = lastDay + 7 * weeks;
  const dated = world.candidates
    .filter(({ product }) => product.id in plan)
    .map(({ product }) => ({ product, day: parseIsoDate(plan[product.id]) }))
    .sort((a, b) => a.day - b.day || (a.product.id < b.product.id ? -1 : 1));
  const [weak, stockOut, late, runaway] = dated.filter(({ day }) => day + 56 <= end).map(({ product }) => product.id);
  const trouble: PlantedTrouble = {
    weak: weak ?? null,
    stockOut: stockOut ?? null,
    late: late ?? null,
    runaway: runaway ?? null,
  };
  const launched = dated
    .map(({ product, day }): WorldProduct => ({ ...product, launchDay: product.id === late ? day + 21 : day }))
    .filter((product) => (product.launchDay as number) <= end);
  const outOfStock = launched.find((product) => product.id === stockOut);
  const happenings: Happenings = {
    launched,
    factors: new Map([...(weak ? [[weak, 0.6] as const] : []), ...(runaway ? [[runaway, 2.2] as const] : [])]),
    stockOuts: outOfStock
      ? [
          {
            product: outOfStock.id,
            from: (outOfStock.launchDay as number) + 21,
            to: (outOfStock.launchDay as number) + 34,
          },
        ]
      : [],
  };
  return {
    log: simulateLaterSales(world, weeks, happenings),
    trouble,
    launched: Object.fromEntries(launched.map((product) => [product.id, formatIsoDate(product.launchDay as number)])),
  };
}
