import {
  type LaunchInstance,
  noLocks,
  notLaunched,
  type PlanLocks,
  stockAt,
} from '#engine/planning/problem/launch-instance.ts';

/** A product whose week the search may choose. */
export const free = -2;

/**
 * The constraints of an instance (and the manager's locks) as flat arrays for the search.
 * M products, T weeks, C categories, P budget periods, G exclusive groups.
 */
export interface PlanRules {
  readonly products: number;
  readonly weeks: number;
  readonly categories: number;
  /** M x T: 1 where the product's own rules and locks leave the week open. */
  readonly open: Uint8Array;
  /** Locked week, -1 locked out, {@link free}. */
  readonly fixed: Int32Array;
  readonly must: Uint8Array;
  readonly effort: Float64Array;
  readonly capacity: Float64Array;
  /** M x T: money for the stock bought when launched in that week. */
  readonly spend: Float64Array;
  readonly budgetTotal: number;
  readonly periodFrom: Int32Array;
  readonly periodTo: Int32Array;
  readonly periodAmount: Float64Array;
  readonly category: Int32Array;
  readonly categoryMin: Int32Array;
  readonly categoryMax: Float64Array;
  readonly spacingWeeks: Int32Array;
  readonly spacingMax: Float64Array;
  /** Exclusive groups of each product. */
  readonly groupsOf: readonly (readonly number[])[];
  readonly groupMembers: readonly (readonly number[])[];
  readonly groupMax: Float64Array;
  /** Declared limits of each product: at most so many of the members launch in the limit's weeks. */
  readonly limitsOf: readonly (readonly number[])[];
  readonly limitMembers: readonly (readonly number[])[];
  readonly limitFrom: Int32Array;
  readonly limitTo: Int32Array;
  readonly limitMax: Float64Array;
  /** Products that must precede it, and those that must follow it, with the least distance in weeks. */
  readonly precedes: readonly (readonly { readonly before: number; readonly minWeeks: number }[])[];
  readonly follows: readonly (readonly { readonly after: number; readonly minWeeks: number }[])[];
  /** Waves of each product. */
  readonly wavesOf: readonly (readonly number[])[];
  readonly waveMembers: readonly (readonly number[])[];
  /** Bundle of each product (-1: none): products that must each follow the other at no distance, so that all launch in one week or none. */
  readonly bundleOf: Int32Array;
  readonly bundleMembers: readonly (readonly number[])[];
  /** Cannibalisation by product: entries pairStart[i] .. pairStart[i + 1] - 1; loss in money at distance 0. */
  readonly pairStart: Int32Array;
  readonly pairOther: Int32Array;
  readonly pairLoss: Float64Array;
  readonly decay: Float64Array;
}

/** Compiles the rules. A lock opens its week only if the product's own rules do: a lock never breaks a rule silently. */
export function compileRules(instance: LaunchInstance, locks: PlanLocks = noLocks): PlanRules {
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
  return {
    products: count,
    weeks,
    categories: categories.length,
    open: openWeeks(instance, locks, fixed),
    fixed,
    must: Uint8Array.from(products, (product) => (product.must ? 1 : 0)),
    effort: Float64Array.from(products, (product) => product.effort),
    capacity: Float64Array.from(constraints.capacity),
    spend: Float64Array.from({ length: count * weeks }, (_, cell) => {
      const product = products[Math.floor(cell / weeks)];
      return stockAt(product, cell % weeks) * product.unitCost;
    }),
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

/**
 * 1 where a product must launch: by itself, by a lock on a week, or because another of its bundle must. Length M.
 */
export function requiredOf({ must, fixed, bundleMembers }: PlanRules): Uint8Array {
  const required = Uint8Array.from(must, (asked, i) => (asked === 1 || fixed[i] >= 0 ? 1 : 0));
  for (const members of bundleMembers)
    if (members.some((i) => required[i] === 1)) for (const i of members) required[i] = 1;
  return required;
}

/** Products that a plan may need: required ones, members of categories with a minimum, and what must come before these. */
export function neededProducts(rules: PlanRules): number[] {
  const required = requiredOf(rules);
  const needed = new Set<number>();
  for (let i = 0; i < rules.products; i++)
    if (required[i] === 1 || rules.categoryMin[rules.category[i]] > 0) needed.add(i);
  for (const i of needed) for (const { before } of rules.precedes[i]) needed.add(before);
  return [...needed].sort((a, b) => a - b);
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
