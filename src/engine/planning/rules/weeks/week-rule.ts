import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { notLaunched } from '#engine/planning/problem/launch-instance.ts';
import { weeksWithin } from '#engine/planning/problem/planning-weeks.ts';
import type { RuleRelief } from '#engine/planning/rules/plan-figures.ts';
import { free } from '#engine/planning/rules/plan-rules.ts';
import type { PlanState } from '#engine/planning/rules/plan-state.ts';
import { inWeek, type PlanningRule, type RuledProblem, withConstraints } from '#engine/planning/rules/planning-rule.ts';

/** Weeks in which a product may launch at all: its window, weeks closed to all, to its category or to it, and the manager's locks. */
export const weekRule = {
  names: ['earliest', 'latest', 'blackout', 'category-blackout', 'locked', 'forbidden-week'],
  constraints: ({ constraints, start, weeks }) => ({ blackoutWeeks: weeksWithin(constraints.blackouts, start, weeks) }),
  block: (instance, state, i, t) => {
    const { rules } = state;
    if (rules.open[i * rules.weeks + t] === 1) return null;
    const { category, earliest, latest } = instance.products[i];
    if (t < earliest) return inWeek('earliest', earliest);
    if (t > latest) return inWeek('latest', latest);
    if (instance.constraints.blackoutWeeks.includes(t)) return inWeek('blackout', t);
    if (instance.categories[category].blackoutWeeks.includes(t))
      return { rule: 'category-blackout', week: t, category };
    return rules.fixed[i] === free ? inWeek('forbidden-week', t) : inWeek('locked', rules.fixed[i]);
  },
  reliefs: (instance, state, i, t) =>
    state.rules.open[i * instance.weeks + t] === 1 ? [] : reliefsOf(instance, state, i, t),
  relax: (problem, product, { rule, by, week, category }) => {
    const { instance, locks } = problem;
    const { constraints, categories } = instance;
    const open = (weeks: readonly number[]): number[] => weeks.filter((t) => t !== week);
    switch (rule) {
      case 'earliest':
        return withProducts(problem, (known, i) => (i === product ? { earliest: known.earliest - by } : {}));
      case 'latest':
        return withProducts(problem, (known, i) => (i === product ? { latest: known.latest + by } : {}));
      case 'blackout':
        return withConstraints(problem, { blackoutWeeks: open(constraints.blackoutWeeks) });
      case 'category-blackout': {
        const opened = categories.map((known, c) =>
          c === category ? { ...known, blackoutWeeks: open(known.blackoutWeeks) } : known,
        );
        return { ...problem, instance: { ...instance, categories: opened } };
      }
      case 'locked':
        return { ...problem, locks: { ...locks, fixed: locks.fixed.filter((lock) => lock.product !== product) } };
      default: {
        const forbidden = locks.forbidden.filter((lock) => lock.product !== product || lock.week !== week);
        return { ...problem, locks: { ...locks, forbidden } };
      }
    }
  },
  liftables: [
    {
      block: 0,
      rank: 2,
      list: ({ instance }) => (instance.constraints.blackoutWeeks.length > 0 ? [0] : []),
      keep: (problem, kept) => (kept.has(0) ? problem : withConstraints(problem, { blackoutWeeks: [] })),
      words: () => [{ code: 'plan-rule-blackout', params: {} }],
    },
    {
      block: 1,
      rank: 0,
      list: ({ instance }) => [...instance.products.keys()],
      keep: (problem, kept) =>
        withProducts(problem, (_, i) => (kept.has(i) ? {} : { earliest: 0, latest: problem.instance.weeks - 1 })),
      words: ({ instance }, products) =>
        products.map((i) => {
          const { id, earliest, latest } = instance.products[i];
          return { code: 'plan-rule-window', params: { product: id, from: Math.max(0, earliest), to: latest } };
        }),
    },
    {
      block: 1,
      rank: 0,
      list: ({ instance, locks }) =>
        [...instance.products.keys()].filter((i) => locks.forbidden.some(({ product }) => product === i)),
      keep: (problem, kept) => {
        const forbidden = problem.locks.forbidden.filter(({ product }) => kept.has(product));
        return { ...problem, locks: { ...problem.locks, forbidden } };
      },
      words: ({ instance }, products) =>
        products.map((i) => ({ code: 'plan-rule-closed', params: { product: instance.products[i].id } })),
    },
    {
      block: 1,
      rank: 0,
      list: ({ instance, locks }) =>
        [...instance.products.keys()].filter((i) => locks.fixed.some(({ product }) => product === i)),
      keep: (problem, kept) => {
        const fixed = problem.locks.fixed.filter(({ product }) => kept.has(product));
        return { ...problem, locks: { ...problem.locks, fixed } };
      },
      words: ({ instance, locks }, products) =>
        products.map((i) => {
          const week = locks.fixed.findLast(({ product }) => product === i)?.week ?? notLaunched;
          const product = instance.products[i].id;
          return week === notLaunched
            ? { code: 'plan-rule-locked-out', params: { product } }
            : { code: 'plan-rule-lock', params: { product, week } };
        }),
    },
  ],
} satisfies PlanningRule;

/** Every reason against the week, not only the first. */
function reliefsOf(instance: LaunchInstance, { rules }: PlanState, i: number, t: number): RuleRelief[] {
  const { category, earliest, latest } = instance.products[i];
  const found: RuleRelief[] = [];
  if (t < earliest) found.push({ rule: 'earliest', week: earliest, by: earliest - t });
  if (t > latest) found.push({ rule: 'latest', week: latest, by: t - latest });
  if (instance.constraints.blackoutWeeks.includes(t)) found.push({ rule: 'blackout', week: t, by: 1 });
  if (instance.categories[category].blackoutWeeks.includes(t))
    found.push({ rule: 'category-blackout', week: t, category, by: 1 });
  if (rules.fixed[i] !== free && rules.fixed[i] !== t) found.push({ rule: 'locked', week: rules.fixed[i], by: 1 });
  else if (found.length === 0) found.push({ rule: 'forbidden-week', week: t, by: 1 });
  return found;
}

function withProducts(
  problem: RuledProblem,
  change: (product: LaunchInstance['products'][number], i: number) => Partial<LaunchInstance['products'][number]>,
): RuledProblem {
  const { instance } = problem;
  const products = instance.products.map((known, i) => ({ ...known, ...change(known, i) }));
  return { ...problem, instance: { ...instance, products } };
}
