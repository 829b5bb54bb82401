import { optionOf } from '#engine/planning/offers/offer-gain.ts';
import {
  type LaunchInstance,
  type LaunchOption,
  optionOfPlace,
  reordersAt,
  stockAt,
  weekOfPlace,
} from '#engine/planning/problem/launch-instance.ts';
import { LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';

/** An initial order that could be placed instead, and what the launch by itself would earn with it. */
export interface OrderChoicePoint {
  readonly units: number;
  readonly profit: number;
  /** Chance that the launch loses money. */
  readonly lossProbability: number;
}

/**
 * How many units to order for one launch, and why. Units and money are means over the scenarios. `demand` is `fromOrder` +
 * `fromReorders` + `lost`; `order` is `needed` + `safety` + `excess` where the best order is no less than what is needed.
 */
export interface LaunchOrder {
  readonly order: number;
  /** Orders are multiples of it. */
  readonly lot: number;
  /** Expected demand until the reorder arrives; without a reorder, all of it. */
  readonly needed: number;
  /** What would earn the most if any number of units could be ordered. */
  readonly best: number;
  /** Beyond `needed`, for demand that turns out higher; 0 where less than `needed` pays best. */
  readonly safety: number;
  /** Ordered beyond `best`; what is bound in them, and what the launch earns less for them. */
  readonly excess: number;
  readonly excessStock: number;
  readonly excessCost: number;
  /** Decided in the week of `reviewAge`, on sale from `arrivalAge` on (weeks since launch); `units`: expected. Null: there is none. */
  readonly reorder: { readonly reviewAge: number; readonly arrivalAge: number; readonly units: number } | null;
  /** Over the weeks that the plan counts; sold oldest first, so that reorders sell once the initial order is gone. */
  readonly demand: number;
  readonly fromOrder: number;
  readonly fromReorders: number;
  readonly lost: number;
  readonly leftover: number;
  /** Share of the expected demand at which the launch by itself, with its initial order, earns nothing; 0: always, 1 or more: it loses. */
  readonly breakEven: number;
  /** By rising units, the order as it is among them. */
  readonly choices: readonly OrderChoicePoint[];
}

/** Orders tried for the best one, as shares of what is needed, and the most choices that are offered. */
const shares = Array.from({ length: 30 }, (_, k) => 0.1 * (k + 1));
const mostChoices = 25;

/** O(orders tried x scenarios x ages): some milliseconds. `place`: option x T + week. */
export function launchOrder(instance: LaunchInstance, product: number, place: number): LaunchOrder {
  const [week, k] = [weekOfPlace(instance, place), optionOfPlace(instance, place)];
  const own = instance.products[product];
  const order = stockAt(own, week, k);
  const lot = Math.max(1, own.lot ?? 1);
  const [reorder] = reordersAt(own, week, k);
  const now = simulateOrders(instance, product, place, [order]);
  now.run(week, 0);
  const needed = now.expectedUnits(reorder?.arrivalAge);
  const demand = now.expectedUnits();
  const [planned = 0] = now.ordered;
  const { fromOrder, units, left } = meansOf(now, order);
  const sized = shares.map((share) => Math.max(1, Math.round(share * Math.max(needed, demand / 10))));
  const tried = priceOrders(instance, product, place, sized);
  const best = tried.reduce((a, b) => (b.profit > a.profit ? b : a));
  const excess = Math.max(0, order - best.units);
  const highest = Math.max(order, 2 * Math.max(order, best.units), lot);
  const step = lot * Math.max(1, Math.ceil(highest / lot / mostChoices));
  const offered = new Set([order, ...Array.from({ length: Math.floor(highest / step) }, (_, n) => step * (n + 1))]);
  const choices = priceOrders(
    instance,
    product,
    place,
    [...offered].sort((a, b) => a - b),
  );
  const asIs = choices.find((choice) => choice.units === order) ?? best;
  return {
    order,
    lot,
    needed,
    best: best.units,
    safety: Math.max(0, Math.min(order, best.units) - needed),
    excess,
    excessStock: excess * own.unitCost,
    excessCost: excess > 0 ? Math.max(0, best.profit - asIs.profit) : 0,
    reorder: reorder ? { reviewAge: reorder.reviewAge, arrivalAge: reorder.arrivalAge, units: planned } : null,
    demand,
    fromOrder,
    fromReorders: units - fromOrder,
    lost: Math.max(0, demand - units),
    leftover: left,
    breakEven: breakEvenOf(instance, product, place, order),
    choices,
  };
}

const bisections = 10;

/** By bisection between no demand and the demand expected. */
function breakEvenOf(instance: LaunchInstance, product: number, place: number, order: number): number {
  const profitAt = (share: number): number => {
    const products = instance.products.map((each, i) =>
      i === product ? { ...each, peakDemand: share * each.peakDemand } : each,
    );
    return priceOrders({ ...instance, products }, product, place, [order])[0].profit;
  };
  if (profitAt(1) <= 0) return 1;
  if (profitAt(0) > 0) return 0;
  let [low, high] = [0, 1];
  for (let step = 0; step < bisections; step++) {
    const share = (low + high) / 2;
    if (profitAt(share) > 0) high = share;
    else low = share;
  }
  return high;
}

/** The launch with the given initial orders as its options, everything else of its place as it is. */
function simulateOrders(
  instance: LaunchInstance,
  product: number,
  place: number,
  orders: readonly number[],
): LaunchSimulation {
  const [week, k] = [weekOfPlace(instance, place), optionOfPlace(instance, place)];
  const own = instance.products[product];
  const base = optionOf(instance, product, k);
  const options = orders.map((firstBuy): LaunchOption => ({ ...base, firstBuy, reorders: reordersAt(own, week, k) }));
  const products = instance.products.map((each, i) => (i === product ? { ...each, options } : each));
  return new LaunchSimulation({ ...instance, products }, product);
}

function priceOrders(
  instance: LaunchInstance,
  product: number,
  place: number,
  orders: readonly number[],
): OrderChoicePoint[] {
  const simulation = simulateOrders(instance, product, place, orders);
  const { count } = instance.scenarios;
  return orders.map((units, option) => {
    // One demand for all: they differ in what is ordered alone.
    simulation.run(weekOfPlace(instance, place), option, 'same', false);
    const { profit } = simulation;
    return {
      units,
      profit: profit.reduce((sum, value) => sum + value, 0) / count,
      lossProbability: profit.reduce((sum, value) => sum + (value < 0 ? 1 : 0), 0) / count,
    };
  });
}

function meansOf({ units, left }: LaunchSimulation, order: number) {
  const mean = (value: (s: number) => number): number => units.reduce((sum, _, s) => sum + value(s), 0) / units.length;
  return {
    fromOrder: mean((s) => Math.min(order, units[s])),
    units: mean((s) => units[s]),
    left: mean((s) => left[s]),
  };
}
