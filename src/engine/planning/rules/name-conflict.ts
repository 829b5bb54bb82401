import type { Issue } from '#engine/issue.ts';
import { decideFeasibility, neededProducts } from '#engine/planning/feasibility/decide-feasibility.ts';
import { type LaunchInstance, notLaunched, type PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import { compileRules, type PlanRules } from './plan-rules.ts';

/** One rule that may be lifted for itself; numbers are indices of the instance. */
type Rule =
  | { readonly kind: 'must' | 'lock' | 'closed' | 'window'; readonly product: number }
  | { readonly kind: 'blackout' | 'budget' }
  | { readonly kind: 'capacity'; readonly week: number }
  | { readonly kind: 'category-min' | 'category-max' | 'spacing' | 'category-blackout'; readonly category: number }
  | { readonly kind: 'period' | 'group' | 'order' | 'wave'; readonly at: number };

/** Cells that the proof may look at: some tens of milliseconds. */
const mostWork = 1.5e6;
/** Cells for finding out which of the rules it takes. */
const mostWorkToName = 4e6;

/**
 * Proof, before any search, that no plan keeps the rules, and the rules that it takes: none of them can be left out
 * (deletion filter, Chinneck and Dravnieks 1991), as far as the work allowed reaches. Null: there is a plan, or none of
 * this could be decided within the work allowed. `params.parts`: the rules as issues of their own, as JSON.
 */
export function nameConflict(instance: LaunchInstance, locks: PlanLocks, rules: PlanRules): Issue | null {
  if (decideFeasibility(rules, mostWork).verdict !== 'impossible') return null;
  const core = restrictTo(instance, locks, neededProducts(rules));
  const conflict = smallestConflict(core.instance, core.locks);
  const parts = wordsOf(core.instance, core.locks, conflict);
  return { code: 'plan-rules-conflict', severity: 'error', params: { parts: JSON.stringify(parts) } };
}

/** The problem with some of its products only, and without what no rule asks about. */
function restrictTo(instance: LaunchInstance, locks: PlanLocks, kept: readonly number[]) {
  const place = new Map(kept.map((product, k) => [product, k]));
  const inside = (members: readonly number[]): number[] => members.flatMap((member) => place.get(member) ?? []);
  const { constraints } = instance;
  const restricted: LaunchInstance = {
    ...instance,
    products: kept.map((product) => instance.products[product]),
    cannibalisation: { decay: [], pairs: [] },
    constraints: {
      ...constraints,
      exclusive: constraints.exclusive.map((group) => ({ ...group, members: inside(group.members) })),
      waves: (constraints.waves ?? []).map((wave) => ({ ...wave, members: inside(wave.members) })),
      precedence: (constraints.precedence ?? []).flatMap((rule) => {
        const before = place.get(rule.before);
        const after = place.get(rule.after);
        return before === undefined || after === undefined ? [] : [{ ...rule, before, after }];
      }),
    },
  };
  const placed = (list: PlanLocks['fixed']): PlanLocks['fixed'] =>
    list.flatMap((lock) => {
      const product = place.get(lock.product);
      return product === undefined ? [] : [{ ...lock, product }];
    });
  return { instance: restricted, locks: { fixed: placed(locks.fixed), forbidden: placed(locks.forbidden) } };
}

function listRules({ products, categories, constraints, weeks }: LaunchInstance, locks: PlanLocks): Rule[] {
  const rules: Rule[] = [{ kind: 'blackout' }, { kind: 'budget' }];
  products.forEach((_, product) => {
    for (const kind of ['window', 'closed', 'lock', 'must'] as const) rules.push({ kind, product });
  });
  categories.forEach((_, category) => {
    for (const kind of ['category-blackout', 'spacing', 'category-max', 'category-min'] as const)
      rules.push({ kind, category });
  });
  for (let week = 0; week < weeks; week++) rules.push({ kind: 'capacity', week });
  const add = (kind: 'period' | 'group' | 'order' | 'wave', list: readonly unknown[]): void => {
    list.forEach((_, at) => {
      rules.push({ kind, at });
    });
  };
  add('period', constraints.budget.periods);
  add('group', constraints.exclusive);
  add('order', constraints.precedence ?? []);
  add('wave', constraints.waves ?? []);
  return rules.filter((rule) => limits(rule, { products, constraints, categories }, locks));
}

/** False for a rule that is not set: lifting it would change nothing. */
function limits(
  rule: Rule,
  { products, categories, constraints }: Pick<LaunchInstance, 'products' | 'categories' | 'constraints'>,
  locks: PlanLocks,
): boolean {
  switch (rule.kind) {
    case 'must':
      return products[rule.product].must;
    case 'lock':
      return locks.fixed.some(({ product }) => product === rule.product);
    case 'closed':
      return locks.forbidden.some(({ product }) => product === rule.product);
    case 'blackout':
      return constraints.blackoutWeeks.length > 0;
    case 'category-blackout':
      return categories[rule.category].blackoutWeeks.length > 0;
    case 'category-min':
      return categories[rule.category].min > 0;
    default:
      return true;
  }
}

const keyOf = (rule: Rule): string => Object.values(rule).join(' ');

/** The problem under some of its rules only. */
function under(instance: LaunchInstance, locks: PlanLocks, kept: readonly Rule[]): PlanRules {
  const keys = new Set(kept.map(keyOf));
  const has = (rule: Rule): boolean => keys.has(keyOf(rule));
  const { products, categories, constraints, weeks } = instance;
  const { budget } = constraints;
  const unlimited = Number.POSITIVE_INFINITY;
  const at = <Item>(kind: 'period' | 'group' | 'order' | 'wave', list: readonly Item[]): Item[] =>
    list.filter((_, k) => has({ kind, at: k }));
  return compileRules(
    {
      ...instance,
      products: products.map((known, product) => ({
        ...known,
        must: known.must && has({ kind: 'must', product }),
        ...(has({ kind: 'window', product }) ? {} : { earliest: 0, latest: weeks - 1 }),
      })),
      categories: categories.map((known, category) => ({
        ...known,
        min: has({ kind: 'category-min', category }) ? known.min : 0,
        max: has({ kind: 'category-max', category }) ? known.max : unlimited,
        spacingMax: has({ kind: 'spacing', category }) ? known.spacingMax : unlimited,
        blackoutWeeks: has({ kind: 'category-blackout', category }) ? known.blackoutWeeks : [],
      })),
      constraints: {
        blackoutWeeks: has({ kind: 'blackout' }) ? constraints.blackoutWeeks : [],
        capacity: constraints.capacity.map((room, week) => (has({ kind: 'capacity', week }) ? room : unlimited)),
        budget: { total: has({ kind: 'budget' }) ? budget.total : unlimited, periods: at('period', budget.periods) },
        exclusive: at('group', constraints.exclusive),
        precedence: at('order', constraints.precedence ?? []),
        waves: at('wave', constraints.waves ?? []),
      },
    },
    {
      fixed: locks.fixed.filter(({ product }) => has({ kind: 'lock', product })),
      forbidden: locks.forbidden.filter(({ product }) => has({ kind: 'closed', product })),
    },
  );
}

/** Rules of which no plan keeps all, and, while the work lasts, none of which can be left out. */
function smallestConflict(instance: LaunchInstance, locks: PlanLocks): Rule[] {
  let kept = listRules(instance, locks);
  let left = mostWorkToName;
  // Large pieces first: most rules have no part in it.
  for (let piece = kept.length >> 1; piece >= 1 && left > 0; piece >>= 1) {
    for (let from = 0; from < kept.length && left > 0; ) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + piece)];
      const { verdict, work } = decideFeasibility(under(instance, locks, fewer), Math.min(mostWork, left));
      left -= work + instance.products.length * instance.weeks;
      if (verdict === 'impossible') kept = fewer;
      else from += piece;
    }
  }
  return kept;
}

/** The rules in an order that reads well: what is asked for first, then what it meets. Runs of weeks are one part. */
function wordsOf(
  { products, categories, constraints }: LaunchInstance,
  locks: PlanLocks,
  conflict: readonly Rule[],
): Pick<Issue, 'code' | 'params'>[] {
  const idsOf = (members: readonly number[]): string => members.map((i) => products[i].id).join(', ');
  const found: Pick<Issue, 'code' | 'params'>[] = [];
  const add = (kind: string, params: NonNullable<Issue['params']> = {}): void => {
    found.push({ code: `plan-rule-${kind}`, params });
  };
  const must = conflict.flatMap((rule) => (rule.kind === 'must' ? [rule.product] : []));
  if (must.length > 0) add('must', { products: idsOf(must) });
  for (const rule of conflict) {
    if (rule.kind === 'category-min' || rule.kind === 'category-max') {
      const { name, min, max } = categories[rule.category];
      add(rule.kind, { category: name, count: rule.kind === 'category-min' ? min : max });
    }
    if (rule.kind === 'lock') {
      const week = locks.fixed.findLast(({ product }) => product === rule.product)?.week ?? notLaunched;
      const { id } = products[rule.product];
      if (week === notLaunched) add('locked-out', { product: id });
      else add('lock', { product: id, week });
    }
    if (rule.kind === 'window') {
      const { id, earliest, latest } = products[rule.product];
      add('window', { product: id, from: Math.max(0, earliest), to: latest });
    }
    if (rule.kind === 'closed') add('closed', { product: products[rule.product].id });
    if (rule.kind === 'order') {
      const order = constraints.precedence?.[rule.at];
      if (order)
        add('order', {
          product: products[order.after].id,
          before: products[order.before].id,
          weeks: order.minWeeks,
        });
    }
    if (rule.kind === 'wave') {
      const wave = constraints.waves?.[rule.at];
      if (wave) add('wave', { wave: wave.id, products: idsOf([...new Set(wave.members)]) });
    }
    if (rule.kind === 'group') {
      const { id, max, members } = constraints.exclusive[rule.at];
      add('group', { group: id, products: idsOf([...new Set(members)]), max });
    }
    if (rule.kind === 'spacing') {
      const { name, spacingWeeks, spacingMax } = categories[rule.category];
      add('spacing', { category: name, weeks: spacingWeeks, max: spacingMax });
    }
    if (rule.kind === 'category-blackout') add('category-blackout', { category: categories[rule.category].name });
    if (rule.kind === 'period') {
      const { from, to, amount } = constraints.budget.periods[rule.at];
      add('period', { from, to, budget: amount });
    }
  }
  const has = (kind: Rule['kind']): boolean => conflict.some((rule) => rule.kind === kind);
  if (has('budget')) add('budget', { budget: constraints.budget.total });
  if (has('blackout')) add('blackout');
  const weeks = conflict.flatMap((rule) => (rule.kind === 'capacity' ? [rule.week] : []));
  for (const { from, to, room } of runsOf(weeks, constraints.capacity)) {
    if (from === to) add('capacity', { week: from, room });
    else add('capacity-span', { from, to, room });
  }
  return found;
}

/** Consecutive weeks of the same capacity as one. */
function runsOf(weeks: readonly number[], capacity: readonly number[]) {
  const runs: { from: number; to: number; room: number }[] = [];
  for (const week of [...weeks].sort((a, b) => a - b)) {
    const known = runs.at(-1);
    if (known && known.to === week - 1 && known.room === capacity[week]) known.to = week;
    else runs.push({ from: week, to: week, room: capacity[week] });
  }
  return runs;
}
