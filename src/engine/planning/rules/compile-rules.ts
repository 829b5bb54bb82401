import {
  type LaunchInstance,
  noLocks,
  notLaunched,
  optionCount,
  type PlanLocks,
  stockAt,
} from '#engine/planning/problem/launch-instance.ts';
import { columnRows } from '#engine/planning/problem/launch-tables.ts';
import { buildLedger, type ReorderedUnits } from './ledger.ts';
import { free, listPlaces, type PlanRules } from './plan-rules.ts';
import { planningRules } from './planning-rules.ts';

/**
 * Compiles the rules. A lock opens its week only if the product's own rules do: a lock never breaks a rule silently. `reordered`:
 * of the tables; without it budgets count no reorders, which proves what no plan can keep all the same.
 */
export function compileRules(
  instance: LaunchInstance,
  locks: PlanLocks = noLocks,
  reordered: ReorderedUnits = null,
): PlanRules {
  const { products, categories, constraints, weeks } = instance;
  const count = products.length;
  const fixed = new Int32Array(count).fill(free);
  for (const { product, week } of locks.fixed) fixed[product] = week;
  const groupsOf = memberships(
    count,
    constraints.exclusive.map((group) => group.members),
  );
  const limits = (constraints.limits ?? []).map((limit) => ({ ...limit, members: [...new Set(limit.members)] }));
  const waves = (constraints.waves ?? []).map(({ members }) => [...new Set(members)]);
  const { precedes, follows } = orderOf(count, constraints);
  const row = columnRows(instance);
  const columns = openColumns(instance, row, openWeeks(instance, locks, fixed));
  const longest = Math.max(1, ...products.map(optionCount));
  return {
    products: count,
    weeks,
    categories: categories.length,
    row,
    weekOf: Int32Array.from({ length: longest * weeks }, (_, place) => place % weeks),
    ...listPlaces(row, weeks, columns),
    fixed,
    must: Uint8Array.from(products, (product) => (product.must ? 1 : 0)),
    effort: Float64Array.from(products, (product) => product.effort),
    capacity: Float64Array.from(constraints.capacity),
    spend: Float64Array.from({ length: count * weeks }, (_, cell) => {
      const product = products[Math.floor(cell / weeks)];
      let least = Number.POSITIVE_INFINITY;
      for (let k = 0; k < optionCount(product); k++) least = Math.min(least, stockAt(product, cell % weeks, k));
      return least * product.unitCost;
    }),
    ledger: buildLedger(instance, planningRules, reordered),
    budgetTotal: constraints.budget.total,
    periodFrom: Int32Array.from(constraints.budget.periods, (period) => period.from),
    periodTo: Int32Array.from(constraints.budget.periods, (period) => period.to),
    periodAmount: Float64Array.from(constraints.budget.periods, (period) => period.amount),
    category: Int32Array.from(products, (product) => product.category),
    categoryMin: Int32Array.from(categories, (category) => category.min),
    categoryMax: Float64Array.from(categories, (category) => category.max),
    spacingWeeks: Int32Array.from(categories, (category) => category.spacingWeeks),
    spacingMax: Float64Array.from(categories, (category) => category.spacingMax),
    groupsOf,
    groupMembers: constraints.exclusive.map((group) => group.members),
    groupMax: Float64Array.from(constraints.exclusive, (group) => group.max),
    limitsOf: memberships(
      count,
      limits.map(({ members }) => members),
    ),
    limitMembers: limits.map(({ members }) => members),
    limitFrom: Int32Array.from(limits, ({ from }) => from),
    limitTo: Int32Array.from(limits, ({ to }) => to),
    limitMax: Float64Array.from(limits, ({ max }) => max),
    precedes,
    follows,
    wavesOf: memberships(count, waves),
    waveMembers: waves,
    ...findBundles(follows),
    ...compilePairs(instance),
  };
}

/** The bundles of an instance: products that launch all in one week or not at all, because each must follow the other. */
export function bundlesOf({ products, constraints }: LaunchInstance): readonly (readonly number[])[] {
  return findBundles(orderOf(products.length, constraints).follows).bundleMembers;
}

function orderOf(
  count: number,
  { precedence = [] }: LaunchInstance['constraints'],
): Pick<PlanRules, 'precedes' | 'follows'> {
  const precedes: { before: number; minWeeks: number }[][] = Array.from({ length: count }, () => []);
  const follows: { after: number; minWeeks: number }[][] = Array.from({ length: count }, () => []);
  for (const { before, after, minWeeks } of precedence) {
    // No week lies after itself: openWeeks closes what must; what need not is no rule.
    if (before === after) continue;
    precedes[after].push({ before, minWeeks });
    follows[before].push({ after, minWeeks });
  }
  return { precedes, follows };
}

/**
 * Products that reach each other along the chains of precedence without any week between them (strongly connected
 * components, Tarjan 1972): each launches only with all the others, and in their week. A circle that takes a week is no
 * bundle but a contradiction; find-contradictions names it.
 */
function findBundles(
  follows: readonly (readonly { readonly after: number; readonly minWeeks: number }[])[],
): Pick<PlanRules, 'bundleOf' | 'bundleMembers'> {
  const count = follows.length;
  const bundleOf = new Int32Array(count).fill(-1);
  const bundleMembers: number[][] = [];
  const order = new Int32Array(count).fill(-1);
  const lowest = new Int32Array(count);
  const isOpen = new Uint8Array(count);
  const open: number[] = [];
  let visited = 0;
  const visit = (start: number): void => {
    const path: { readonly product: number; next: number }[] = [];
    const enter = (product: number): void => {
      order[product] = visited;
      lowest[product] = visited;
      visited += 1;
      open.push(product);
      isOpen[product] = 1;
      path.push({ product, next: 0 });
    };
    enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { product } = top;
      const edge = follows[product][top.next];
      if (edge) {
        top.next += 1;
        if (order[edge.after] < 0) enter(edge.after);
        else if (isOpen[edge.after] === 1) lowest[product] = Math.min(lowest[product], order[edge.after]);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) lowest[parent.product] = Math.min(lowest[parent.product], lowest[product]);
      if (lowest[product] === order[product]) close(product);
    }
  };
  const close = (root: number): void => {
    const members = open.splice(open.indexOf(root));
    for (const member of members) isOpen[member] = 0;
    const takesTime = members.some((member) =>
      follows[member].some(({ after, minWeeks }) => minWeeks !== 0 && members.includes(after)),
    );
    if (members.length < 2 || takesTime) return;
    for (const member of members) bundleOf[member] = bundleMembers.length;
    bundleMembers.push(members.sort((a, b) => a - b));
  };
  for (let i = 0; i < count; i++) if (order[i] < 0) visit(i);
  return { bundleOf, bundleMembers };
}

function openWeeks(instance: LaunchInstance, locks: PlanLocks, fixed: Int32Array): Uint8Array {
  const { products, categories, constraints, weeks } = instance;
  const open = new Uint8Array(products.length * weeks);
  const closed = new Set(constraints.blackoutWeeks);
  products.forEach((product, i) => {
    const closedForCategory = new Set(categories[product.category].blackoutWeeks);
    for (let t = Math.max(0, product.earliest); t <= Math.min(weeks - 1, product.latest); t++) {
      const kept = fixed[i] === free || fixed[i] === t;
      if (kept && !closed.has(t) && !closedForCategory.has(t)) open[i * weeks + t] = 1;
    }
  });
  for (const { product, week } of locks.forbidden) if (week > notLaunched) open[product * weeks + week] = 0;
  for (const { before, after, minWeeks } of constraints.precedence ?? [])
    if (before === after && minWeeks > 0) open.fill(0, after * weeks, (after + 1) * weeks);
  return open;
}

/** By column: 1 where the week is open and no rule forbids the option in it. */
function openColumns(instance: LaunchInstance, row: Int32Array, open: Uint8Array): Uint8Array {
  const { weeks, products } = instance;
  const forbidding = planningRules.flatMap(({ forbids }) => (forbids ? [forbids] : []));
  const columns = new Uint8Array(row[products.length]);
  for (let i = 0; i < products.length; i++)
    for (let place = 0; place < row[i + 1] - row[i]; place++) {
      const t = place % weeks;
      if (open[i * weeks + t] === 0) continue;
      const k = Math.floor(place / weeks);
      if (forbidding.every((forbids) => forbids(instance, i, t, k) === null)) columns[row[i] + place] = 1;
    }
  return columns;
}

function compilePairs(instance: LaunchInstance): Pick<PlanRules, 'pairStart' | 'pairOther' | 'pairLoss' | 'decay'> {
  const count = instance.products.length;
  const { pairs, decay } = instance.cannibalisation;
  const pairStart = new Int32Array(count + 1);
  for (const { i, j } of pairs) {
    pairStart[i + 1]++;
    pairStart[j + 1]++;
  }
  for (let i = 0; i < count; i++) pairStart[i + 1] += pairStart[i];
  const next = pairStart.slice(0, count);
  const pairOther = new Int32Array(2 * pairs.length);
  const pairLoss = new Float64Array(2 * pairs.length);
  for (const { i, j, loss } of pairs) {
    pairOther[next[i]] = j;
    pairLoss[next[i]++] = loss;
    pairOther[next[j]] = i;
    pairLoss[next[j]++] = loss;
  }
  return { pairStart, pairOther, pairLoss, decay: Float64Array.from(decay) };
}

function memberships(count: number, sets: readonly (readonly number[])[]): number[][] {
  const of: number[][] = Array.from({ length: count }, () => []);
  sets.forEach((members, set) => {
    for (const member of members) of[member].push(set);
  });
  return of;
}
