import type { Issue } from '#engine/issue.ts';
import { type LaunchInstance, noLocks, type PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import { compileRules } from '#engine/planning/rules/compile-rules.ts';
import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import { nameConflict } from './name-conflict.ts';

type Params = Readonly<Record<string, string | number>>;

/**
 * Constraints that no plan can keep, found before any search and named: launches that must happen without an open week,
 * locks against rules, and counting arguments over what must launch, with what must come before it (capacity and spacing in
 * any span of weeks, budgets, minima and maxima, groups, precedence, waves); where none of these applies, a bounded proof by
 * search and the rules that it takes ({@link nameConflict}). Each error is certain; an empty list proves that a plan exists
 * unless that search was cut short, which happens with many candidates that are only just too many. Warnings name rules that contradict each other without forbidding every plan: products that can
 * never launch, or never all. Weeks in `params` (`week`, `from`, `to`) are launch weeks counted from 0.
 */
export function findContradictions(instance: LaunchInstance, locks: PlanLocks = noLocks): Issue[] {
  const rules = compileRules(instance, locks);
  const issues: Issue[] = [];
  const add: Add = (code, params, severity = 'error') => {
    issues.push({ code, severity, params });
  };
  const asked = instance.products.map((_, i) => i).filter((i) => rules.must[i] === 1 || rules.fixed[i] >= 0);
  const required = withPredecessors(rules, asked);
  checkOpenWeeks(instance, rules, asked, add);
  checkMoney(instance, rules, required, add);
  checkCategories(instance, rules, required, add);
  checkMinima(rules, required, add);
  checkGroups(instance, rules, asked, required, add);
  checkCycles(instance, rules, required, add);
  if (!issues.some(({ severity }) => severity === 'error')) {
    checkOrder(instance, rules, required, add);
    checkWaves(instance, rules, required, add);
    checkSpans(instance, rules, required, add);
  }
  if (!issues.some(({ severity }) => severity === 'error')) {
    const conflict = nameConflict(instance, locks, rules);
    if (conflict) issues.push(conflict);
  }
  return issues;
}

/** What must launch, and what must therefore launch before it. */
function withPredecessors(rules: PlanRules, asked: readonly number[]): number[] {
  const required = new Set(asked);
  for (const i of required) for (const { before } of rules.precedes[i]) required.add(before);
  return [...required].sort((a, b) => a - b);
}

type Add = (code: string, params: Params, severity?: Issue['severity']) => void;

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
    const possible = Math.min(launchableOf(rules, c), category.max);
    if (category.min > possible) add('plan-category-minimum', { category: category.name, min: category.min, possible });
  });
}

/** Most launches that a category can have by its open weeks, its spacing and the exclusive groups within it. */
function launchableOf(rules: PlanRules, c: number): number {
  const members = Array.from(rules.category.keys()).filter(
    (i) => rules.category[i] === c && rules.fixed[i] !== -1 && openSpan(rules, i) !== null,
  );
  // Groups one after the other, a product counted in the first that holds it: each still holds at most its maximum.
  const left = new Set(members);
  let possible = 0;
  rules.groupMembers.forEach((group, g) => {
    const inside = group.filter((i) => left.has(i));
    for (const i of inside) left.delete(i);
    possible += Math.min(inside.length, rules.groupMax[g]);
  });
  possible += left.size;
  return Math.min(possible, Math.ceil(rules.weeks / rules.spacingWeeks[c]) * rules.spacingMax[c]);
}

/** What must launch plus the cheapest (least laborious) of every category that needs more, against all there is. */
function checkMinima(rules: PlanRules, required: readonly number[], add: Add): void {
  const isRequired = new Set(required);
  const leastOf = (of: (i: number) => number): number => {
    let sum = required.reduce((total, i) => total + of(i), 0);
    for (let c = 0; c < rules.categories; c++) {
      const members = Array.from(rules.category.keys()).filter((i) => rules.category[i] === c);
      const open = members.filter((i) => !isRequired.has(i) && rules.fixed[i] !== -1 && openSpan(rules, i) !== null);
      const short = rules.categoryMin[c] - members.filter((i) => isRequired.has(i)).length;
      const costs = open.map(of).sort((a, b) => a - b);
      for (let k = 0; k < Math.min(short, costs.length); k++) sum += costs[k];
    }
    return sum;
  };
  const alone = required.reduce((sum, i) => sum + leastSpend(rules, i), 0);
  const money = leastOf((i) => leastSpend(rules, i));
  if (money > rules.budgetTotal + 1e-6 && alone <= rules.budgetTotal + 1e-6)
    add('plan-minimum-over-budget', { needed: money, budget: rules.budgetTotal });
  const effort = leastOf((i) => rules.effort[i]);
  const room = rules.capacity.reduce((sum, capacity) => sum + capacity, 0);
  if (effort > room) add('plan-minimum-over-capacity', { effort, room });
}

function checkGroups(
  instance: LaunchInstance,
  rules: PlanRules,
  asked: readonly number[],
  required: readonly number[],
  add: Add,
): void {
  for (const { id, members, max } of instance.constraints.exclusive) {
    const must = [...new Set(members)].filter((i) => required.includes(i));
    if (must.length > max)
      add('plan-must-over-group', {
        group: id,
        products: must.map((i) => instance.products[i].id).join(', '),
        must: must.length,
        max,
      });
  }
  for (const i of required)
    for (const { before } of rules.precedes[i])
      if (rules.fixed[before] === -1)
        add('plan-must-without-predecessor', {
          product: instance.products[asked.includes(i) ? i : (followerOf(rules, asked, i) ?? i)].id,
          before: instance.products[before].id,
        });
}

/** One of the launches asked for that needs `i` before it. */
function followerOf(rules: PlanRules, asked: readonly number[], i: number): number | undefined {
  return asked.find((product) => withPredecessors(rules, [product]).includes(i));
}

/**
 * Products that must each precede the other: with any week between them none can ever launch. An error when one of them must,
 * else a warning.
 */
function checkCycles(instance: LaunchInstance, rules: PlanRules, required: readonly number[], add: Add): void {
  const named = new Set<number>();
  for (let i = 0; i < rules.products; i++) {
    if (named.has(i)) continue;
    const cycle = cycleThrough(rules, i);
    if (!cycle) continue;
    for (const member of cycle) named.add(member);
    const isNeeded = cycle.some((member) => required.includes(member));
    const products = cycle.map((member) => instance.products[member].id).join(', ');
    add('plan-precedence-cycle', { products }, isNeeded ? 'error' : 'warning');
  }
}

/** A chain of precedence from i back to i that takes at least a week; null when there is none. Depth first, each product once. */
function cycleThrough(rules: PlanRules, start: number): number[] | null {
  const seen = new Set<string>();
  const stack: { readonly path: readonly number[]; readonly takesTime: boolean }[] = [
    { path: [start], takesTime: false },
  ];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { path, takesTime } = top;
    for (const { after, minWeeks } of rules.follows[path[path.length - 1]]) {
      const takes = takesTime || minWeeks > 0;
      if (after === start && takes) return [...path];
      const key = `${after} ${takes}`;
      if (path.includes(after) || seen.has(key)) continue;
      seen.add(key);
      stack.push({ path: [...path, after], takesTime: takes });
    }
  }
  return null;
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
  const namesOf = (members: readonly number[]): string => members.map((i) => instance.products[i].id).join(', ');
  const commonWeeks = (members: readonly number[]): number[] =>
    openWeeksOf(rules, members[0]).filter((t) => members.every((i) => rules.open[i * rules.weeks + t] === 1));
  for (const [wave, { id }] of (instance.constraints.waves ?? []).entries()) {
    const members = rules.waveMembers[wave];
    const must = members.filter((i) => required.includes(i));
    const common = must.length < 2 ? [] : commonWeeks(must);
    const effort = must.reduce((sum, i) => sum + rules.effort[i], 0);
    if (must.length >= 2) {
      if (common.length === 0) add('plan-wave-without-week', { wave: id, products: namesOf(must) });
      else if (common.every((t) => effort > rules.capacity[t]))
        add('plan-wave-over-capacity', { wave: id, effort, room: Math.max(...common.map((t) => rules.capacity[t])) });
    }
    const possible = members.filter((i) => rules.fixed[i] !== -1 && openSpan(rules, i) !== null);
    if (possible.length >= 2 && (must.length < 2 || common.length > 0) && commonWeeks(possible).length === 0)
      add('plan-wave-without-week', { wave: id, products: namesOf(possible) }, 'warning');
    for (const after of members) {
      const earlier = rules.precedes[after].find(({ before, minWeeks }) => minWeeks > 0 && members.includes(before));
      if (earlier)
        add(
          'plan-wave-against-order',
          { wave: id, product: instance.products[after].id, before: instance.products[earlier.before].id },
          required.includes(after) ? 'error' : 'warning',
        );
    }
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
