import {
  type LaunchInstance,
  type LaunchOption,
  type LaunchWeeks,
  noLocks,
  notLaunched,
  type PlanLocks,
  stockAt,
} from '#engine/planning/problem/launch-instance.ts';
import { LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';
import type { LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import type { PlanViolation } from './plan-figures.ts';

const moneyTolerance = 1e-6;

/**
 * Every breach of every rule, straight from the instance: shares no code with the search, so that each checks the other.
 * Empty = feasible. `tables`: spare the simulation of every reorder that the budget pays, for whoever asks about many plans.
 */
export function checkPlan(
  instance: LaunchInstance,
  places: LaunchWeeks,
  locks: PlanLocks = noLocks,
  tables: KnownOrders | null = null,
): PlanViolation[] {
  const found: PlanViolation[] = [];
  const weeks = places.map((place) => (place < 0 ? notLaunched : place % instance.weeks));
  const launched = instance.products.map((_, i) => i).filter((i) => weeks[i] >= 0);
  const offers = launched.map((product): Offer => {
    const { options = [], price } = instance.products[product];
    const option = Math.floor(places[product] / instance.weeks);
    return { product, week: weeks[product], option: options[option] ?? null, index: option, price };
  });
  checkWeeks(instance, weeks, launched, found);
  checkMoney(instance, offers, tables, found);
  checkOffers(instance, offers, found);
  checkPromotions(instance, offers, found);
  checkCategories(instance, weeks, launched, found);
  checkRelations(instance, weeks, found);
  for (const { product, week } of locks.fixed)
    if (weeks[product] !== week) found.push({ rule: 'locked', product, week, by: 1 });
  for (const { product, week } of locks.forbidden)
    if (week !== notLaunched && weeks[product] === week) found.push({ rule: 'forbidden-week', product, week, by: 1 });
  return found;
}

type KnownOrders = Pick<LaunchTables, 'row' | 'reordered'>;

/** A launch as it is offered; `option` null: its product has none. */
interface Offer {
  readonly product: number;
  readonly week: number;
  readonly option: LaunchOption | null;
  readonly index: number;
  readonly price: number;
}

function checkWeeks(
  { products, categories, constraints, weeks: count }: LaunchInstance,
  weeks: LaunchWeeks,
  launched: readonly number[],
  found: PlanViolation[],
): void {
  for (let week = 0; week < count; week++) {
    let effort = 0;
    for (const i of launched) if (weeks[i] === week) effort += products[i].effort;
    const over = effort - constraints.capacity[week];
    if (over > 0) found.push({ rule: 'capacity', week, by: over });
  }
  for (const product of launched) {
    const week = weeks[product];
    const { category, earliest, latest } = products[product];
    if (constraints.blackoutWeeks.includes(week)) found.push({ rule: 'blackout', product, week, by: 1 });
    if (categories[category].blackoutWeeks.includes(week))
      found.push({ rule: 'category-blackout', product, category, week, by: 1 });
    if (week < earliest) found.push({ rule: 'earliest', product, week, by: earliest - week });
    if (week > latest) found.push({ rule: 'latest', product, week, by: week - latest });
  }
  products.forEach(({ must }, product) => {
    if (must && weeks[product] < 0) found.push({ rule: 'must-launch', product, by: 1 });
  });
}

function checkMoney(
  instance: LaunchInstance,
  offers: readonly Offer[],
  tables: KnownOrders | null,
  found: PlanViolation[],
): void {
  const { total, periods, reorderShare = 0 } = instance.constraints.budget;
  const payments = offers.flatMap(({ product, week, option, index }) => {
    const { unitCost } = instance.products[product];
    const first = { week, money: stockAt(instance.products[product], week, index) * unitCost };
    const reorders = option?.reorders ?? instance.products[product].reordersByWeek?.[week] ?? [];
    if (reorders.length === 0 || reorderShare === 0) return [first];
    const ordered = tables?.reordered?.subarray(2 * (tables.row[product] + index * instance.weeks + week));
    const units = ordered ?? simulateOrders(instance, product, week, index);
    const later = reorders.map(({ reviewAge }, n) => ({
      week: week + reviewAge,
      money: reorderShare * units[n] * unitCost,
    }));
    return [first, ...later];
  });
  const check = (from: number, to: number, amount: number, period: boolean): void => {
    let spent = 0;
    for (const { week, money } of payments) if (week >= from && week <= to) spent += money;
    if (spent > amount + moneyTolerance)
      found.push({ rule: 'budget', by: spent - amount, ...(period ? { from, to } : {}) });
  };
  check(0, Number.POSITIVE_INFINITY, total, false);
  for (const { from, to, amount } of periods) check(from, to, amount, true);
}

function simulateOrders(instance: LaunchInstance, product: number, week: number, option: number): Float64Array {
  const launch = new LaunchSimulation(instance, product);
  launch.run(week, option);
  return launch.ordered;
}

/** What an option must keep by itself. */
function checkOffers({ products }: LaunchInstance, offers: readonly Offer[], found: PlanViolation[]): void {
  for (const { product, week, option, index } of offers) {
    if (!option) continue;
    const { leadTimeWeeks = 0, minimumFirstBuy = 0, lot = 1 } = products[product];
    const short = Math.max(0, ...(option.reorders ?? []).map((r) => leadTimeWeeks - (r.arrivalAge - r.reviewAge)));
    if (short > 0) found.push({ rule: 'lead-time', product, by: short });
    const bought = stockAt(products[product], week, index);
    if (bought < minimumFirstBuy) found.push({ rule: 'minimum-first-buy', product, by: minimumFirstBuy - bought });
    const over = Math.abs(bought - lot * Math.round(bought / lot));
    if (over > 1e-9) found.push({ rule: 'lot', product, by: over });
  }
}

function checkPromotions(instance: LaunchInstance, offers: readonly Offer[], found: PlanViolation[]): void {
  const { events = [], products, curves, constraints } = instance;
  let money = 0;
  for (const { option } of offers) money += option?.fee ?? 0;
  for (const [e, { id, from, to, slots, fee }] of events.entries()) {
    const takers = offers.filter(({ product, week, option }) => {
      const joins = option === null || option.takesPart === 'all' || option.takesPart.includes(e as never);
      const { curve, sellsUntil = Number.POSITIVE_INFINITY } = products[product];
      const last = Math.min(week + curves[curve].length, Math.ceil(sellsUntil)) - 1;
      return joins && week <= to && last >= from;
    }).length;
    money += takers * fee;
    if (typeof slots === 'number' && takers > slots)
      found.push({ rule: 'slots', group: id, from, to, by: takers - slots });
  }
  const { promotionBudget = null, priceOrder = [] } = constraints;
  if (promotionBudget !== null && money > promotionBudget + moneyTolerance)
    found.push({ rule: 'promotion-budget', by: money - promotionBudget });
  const prices = new Map(offers.map(({ product, option, price }) => [product, option?.priceByAge[0] ?? price]));
  for (const { cheaper, dearer } of priceOrder) {
    const by = (prices.get(cheaper) ?? 0) - (prices.get(dearer) ?? Number.POSITIVE_INFINITY);
    if (by > moneyTolerance) found.push({ rule: 'price-order', product: cheaper, other: dearer, by });
  }
}

function checkCategories(
  { products, categories, weeks: count }: LaunchInstance,
  weeks: LaunchWeeks,
  launched: readonly number[],
  found: PlanViolation[],
): void {
  categories.forEach(({ min, max, spacingWeeks, spacingMax }, category) => {
    const members = launched.filter((i) => products[i].category === category);
    if (members.length < min) found.push({ rule: 'category-min', category, by: min - members.length });
    if (members.length > max) found.push({ rule: 'category-max', category, by: members.length - max });
    for (let from = 0; from === 0 || from + spacingWeeks <= count; from++) {
      const to = from + spacingWeeks - 1;
      const inside = members.filter((i) => weeks[i] >= from && weeks[i] <= to).length;
      if (inside > spacingMax)
        found.push({ rule: 'category-spacing', category, from, to: Math.min(to, count - 1), by: inside - spacingMax });
    }
  });
}

function checkRelations({ constraints }: LaunchInstance, weeks: LaunchWeeks, found: PlanViolation[]): void {
  for (const { id, members, max } of constraints.exclusive) {
    const inside = members.filter((i) => weeks[i] >= 0).length;
    if (inside > max) found.push({ rule: 'exclusive-group', group: id, by: inside - max });
  }
  for (const { rule, name, members, from, to, max } of constraints.limits ?? []) {
    const inside = members.filter((i) => weeks[i] >= from && weeks[i] <= to).length;
    if (inside > max) found.push({ rule, group: name, from, to, by: inside - max });
  }
  for (const { before, after, minWeeks } of constraints.precedence ?? []) {
    if (weeks[after] < 0) continue;
    const short = weeks[before] < 0 ? 1 : minWeeks - (weeks[after] - weeks[before]);
    if (short > 0) found.push({ rule: 'precedence', product: after, other: before, week: weeks[after], by: short });
  }
  for (const { id, members } of constraints.waves ?? []) {
    const distinct = new Set(members.map((i) => weeks[i]).filter((week) => week >= 0));
    if (distinct.size > 1) found.push({ rule: 'wave', group: id, by: distinct.size - 1 });
  }
}
