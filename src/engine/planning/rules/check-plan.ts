import {
  type LaunchInstance,
  type LaunchWeeks,
  noLocks,
  notLaunched,
  type PlanLocks,
  stockAt,
} from '#engine/planning/problem/launch-instance.ts';
import type { PlanViolation } from './plan-figures.ts';

const moneyTolerance = 1e-6;

/**
 * Every breach of every rule, straight from the instance: shares no code with the search, so that each checks the other.
 * Empty = feasible.
 */
export function checkPlan(instance: LaunchInstance, weeks: LaunchWeeks, locks: PlanLocks = noLocks): PlanViolation[] {
  const found: PlanViolation[] = [];
  const launched = instance.products.map((_, i) => i).filter((i) => weeks[i] >= 0);
  checkWeeks(instance, weeks, launched, found);
  checkMoney(instance, weeks, launched, found);
  checkCategories(instance, weeks, launched, found);
  checkRelations(instance, weeks, found);
  for (const { product, week } of locks.fixed)
    if (weeks[product] !== week) found.push({ rule: 'locked', product, week, by: 1 });
  for (const { product, week } of locks.forbidden)
    if (week !== notLaunched && weeks[product] === week) found.push({ rule: 'forbidden-week', product, week, by: 1 });
  return found;
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
  { products, constraints, weeks: count }: LaunchInstance,
  weeks: LaunchWeeks,
  launched: readonly number[],
  found: PlanViolation[],
): void {
  const check = (from: number, to: number, amount: number, period: boolean): void => {
    let spent = 0;
    for (const i of launched)
      if (weeks[i] >= from && weeks[i] <= to) spent += stockAt(products[i], weeks[i]) * products[i].unitCost;
    if (spent > amount + moneyTolerance)
      found.push({ rule: 'budget', by: spent - amount, ...(period ? { from, to } : {}) });
  };
  check(0, count - 1, constraints.budget.total, false);
  for (const { from, to, amount } of constraints.budget.periods) check(from, to, amount, true);
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
