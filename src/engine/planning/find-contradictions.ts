import type { Issue } from '#engine/issue.ts';
import { type LaunchInstance, noLocks, type PlanLocks } from '#engine/planning/launch-instance.ts';
import { compileRules, type PlanRules } from '#engine/planning/plan-rules.ts';

type Params = Readonly<Record<string, string | number>>;

/**
 * Constraints that no plan can keep, found before any search and named: launches that must happen without an open week,
 * locks against rules, and counting arguments over must-launch products (capacity and spacing in any span of weeks,
 * budgets, maxima, groups, precedence, waves). Each is certain; an empty list does not prove that a plan exists.
 * Weeks in `params` (`week`, `from`, `to`) are launch weeks counted from 0.
 */
export function findContradictions(instance: LaunchInstance, locks: PlanLocks = noLocks): Issue[] {
  const rules = compileRules(instance, locks);
  const issues: Issue[] = [];
  const add = (code: string, params: Params): void => {
    issues.push({ code, severity: 'error', params });
  };
  const required = instance.products.map((_, i) => i).filter((i) => rules.must[i] === 1 || rules.fixed[i] >= 0);
  checkOpenWeeks(instance, rules, required, add);
  checkMoney(instance, rules, required, add);
  checkCategories(instance, rules, required, add);
  checkGroups(instance, rules, required, add);
  if (issues.length === 0) {
    checkOrder(instance, rules, required, add);
    checkWaves(instance, rules, required, add);
    checkSpans(instance, rules, required, add);
  }
  return issues;
}

type Add = (code: string, params: Params) => void;

/** First and last open week of a product; null when it has none. */
function openSpan(rules: PlanRules, i: number): { from: number; to: number } | null {
  let from = -1;
  let to = -1;
  for (let t = 0; t < rules.weeks; t++) {
    if (rules.open[i * rules.weeks + t] === 0) continue;
    if (from < 0) from = t;
    to = t;
  }
  return from < 0 ? null : { from, to };
}

function checkOpenWeeks(instance: LaunchInstance, rules: PlanRules, required: readonly number[], add: Add): void {
  for (const i of required) {
    const product = instance.products[i];
    if (rules.fixed[i] === -1) {
      add('plan-must-locked-out', { product: product.id });
      continue;
    }
    if (openSpan(rules, i) === null) {
      if (rules.fixed[i] >= 0) add('plan-lock-on-closed-week', { product: product.id, week: rules.fixed[i] });
      else
        add('plan-must-without-week', {
          product: product.id,
          from: Math.max(0, product.earliest),
          to: Math.min(instance.weeks - 1, product.latest),
        });
      continue;
    }
    const room = Math.max(...openWeeksOf(rules, i).map((t) => rules.capacity[t]));
    if (rules.effort[i] > room) add('plan-must-over-capacity', { product: product.id, effort: rules.effort[i], room });
  }
}

function openWeeksOf(rules: PlanRules, i: number): number[] {
  const weeks: number[] = [];
  for (let t = 0; t < rules.weeks; t++) if (rules.open[i * rules.weeks + t]) weeks.push(t);
  return weeks;
}

/** Money for the cheapest open week; 0 without one, which is a fault of its own. */
function leastSpend(rules: PlanRules, i: number): number {
  return openSpan(rules, i) === null
    ? 0
    : Math.min(...openWeeksOf(rules, i).map((t) => rules.spend[i * rules.weeks + t]));
}

function checkMoney(instance: LaunchInstance, rules: PlanRules, required: readonly number[], add: Add): void {
  const spendOf = (members: readonly number[]): number => members.reduce((sum, i) => sum + leastSpend(rules, i), 0);
  const needed = spendOf(required);
  if (needed > rules.budgetTotal + 1e-6) add('plan-must-over-budget', { needed, budget: rules.budgetTotal });
  instance.constraints.budget.periods.forEach(({ from, to, amount }) => {
    const inside = required.filter((i) => {
      const span = openSpan(rules, i);
      return span !== null && span.from >= from && span.to <= to;
    });
    const money = spendOf(inside);
    if (money > amount + 1e-6) add('plan-must-over-period-budget', { needed: money, budget: amount, from, to });
  });
}

function checkCategories(instance: LaunchInstance, rules: PlanRules, required: readonly number[], add: Add): void {
  instance.categories.forEach((category, c) => {
    const must = required.filter((i) => rules.category[i] === c).length;
    if (must > category.max) add('plan-must-over-category', { category: category.name, must, max: category.max });
    let possible = 0;
    for (let i = 0; i < rules.products; i++)
      if (rules.category[i] === c && rules.fixed[i] !== -1 && openSpan(rules, i) !== null) possible += 1;
    if (category.min > Math.min(possible, category.max))
      add('plan-category-minimum', {
        category: category.name,
        min: category.min,
        possible: Math.min(possible, category.max),
      });
  });
}

function checkGroups(instance: LaunchInstance, rules: PlanRules, required: readonly number[], add: Add): void {
  for (const { id, members, max } of instance.constraints.exclusive) {
    const must = members.filter((i) => required.includes(i));
    if (must.length > max)
      add('plan-must-over-group', {
        group: id,
        products: must.map((i) => instance.products[i].id).join(', '),
        must: must.length,
        max,
      });
  }
  for (const { before, after } of instance.constraints.precedence ?? []) {
    if (!required.includes(after) || rules.fixed[before] !== -1) continue;
    add('plan-must-without-predecessor', {
      product: instance.products[after].id,
      before: instance.products[before].id,
    });
  }
}

/** Earliest possible weeks along the chains of precedence; a cycle or an overrun is a contradiction for a must. */
function checkOrder(instance: LaunchInstance, rules: PlanRules, required: readonly number[], add: Add): void {
  const precedence = instance.constraints.precedence ?? [];
  const earliest = instance.products.map((_, i) => openSpan(rules, i)?.from ?? Number.POSITIVE_INFINITY);
  const firstOpen = (i: number, from: number): number =>
    openWeeksOf(rules, i).find((t) => t >= from) ?? Number.POSITIVE_INFINITY;
  for (let round = 0; round <= rules.products; round++) {
    let changed = false;
    for (const { before, after, minWeeks } of precedence) {
      const due = firstOpen(after, earliest[before] + minWeeks);
      if (due <= earliest[after]) continue;
      earliest[after] = due;
      changed = true;
    }
    if (!changed) break;
  }
  for (const { before, after, minWeeks } of precedence) {
    if (!required.includes(after) || Number.isFinite(earliest[after])) continue;
    add('plan-precedence-too-late', {
      product: instance.products[after].id,
      before: instance.products[before].id,
      weeks: minWeeks,
    });
  }
}

function checkWaves(instance: LaunchInstance, rules: PlanRules, required: readonly number[], add: Add): void {
  for (const { id, members } of instance.constraints.waves ?? []) {
    const must = members.filter((i) => required.includes(i));
    if (must.length < 2) continue;
    const effort = must.reduce((sum, i) => sum + rules.effort[i], 0);
    const common = openWeeksOf(rules, must[0]).filter((t) => must.every((i) => rules.open[i * rules.weeks + t] === 1));
    const products = must.map((i) => instance.products[i].id).join(', ');
    if (common.length === 0) add('plan-wave-without-week', { wave: id, products });
    else if (common.every((t) => effort > rules.capacity[t]))
      add('plan-wave-over-capacity', { wave: id, effort, room: Math.max(...common.map((t) => rules.capacity[t])) });
  }
}

/** Hall's condition by spans: what must launch within from..to may not need more than these weeks can take. */
function checkSpans(instance: LaunchInstance, rules: PlanRules, required: readonly number[], add: Add): void {
  const spans = required.map((i) => ({ i, ...(openSpan(rules, i) ?? { from: 0, to: rules.weeks - 1 }) }));
  const starts = [...new Set(spans.map(({ from }) => from))];
  const ends = [...new Set(spans.map(({ to }) => to))];
  for (const from of starts) {
    for (const to of ends) {
      if (to < from) continue;
      const inside = spans.filter((span) => span.from >= from && span.to <= to);
      const effort = inside.reduce((sum, { i }) => sum + rules.effort[i], 0);
      let room = 0;
      for (let t = from; t <= to; t++)
        if (inside.some(({ i }) => rules.open[i * rules.weeks + t])) room += rules.capacity[t];
      if (effort > room) {
        add('plan-span-over-capacity', { count: inside.length, effort, room, from, to });
        return;
      }
      for (let c = 0; c < rules.categories; c++) {
        const count = inside.filter(({ i }) => rules.category[i] === c).length;
        const most = Math.ceil((to - from + 1) / rules.spacingWeeks[c]) * rules.spacingMax[c];
        if (count <= most) continue;
        add('plan-span-over-spacing', { category: instance.categories[c].name, count, most, from, to });
        return;
      }
    }
  }
}
