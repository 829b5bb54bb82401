import type { LaunchDomains } from '#engine/planning/feasibility/launch-domains.ts';
import {
  type LaunchConstraints,
  type LaunchProduct,
  reordersAt,
  stockAt,
} from '#engine/planning/problem/launch-instance.ts';
import { weekOf } from '#engine/planning/problem/planning-weeks.ts';
import type { RuleSources } from '#engine/planning/rules/define-rule.ts';
import { type LedgerRow, ledgerBlocks } from '#engine/planning/rules/ledger.ts';
import type { BindingRule } from '#engine/planning/rules/plan-figures.ts';
import {
  listLiftable,
  type PlanningRule,
  type RuledProblem,
  withConstraints,
} from '#engine/planning/rules/planning-rule.ts';

type Budget = LaunchConstraints['budget'];

/** By so much may spending exceed a budget and still count as within it: what is closed here holds for such plans too. */
const tolerance = 1e-6;

const noMoney: BindingRule = { rule: 'budget' };

/** Money for initial orders and the share of reorders that the budget pays, in all and by period. */
export const budgetRule: PlanningRule = {
  names: ['budget'],
  constraints: (sources) => ({
    budget: {
      total: sources.constraints.budget ?? Math.ceil(mostMoney(sources.products)) + 1,
      periods: periodsOf(sources),
    },
  }),
  ...ledgerBlocks('budget'),
  relax: (problem, _, { from, to, by }) => {
    const { total, periods } = problem.instance.constraints.budget;
    if (from === undefined) return withBudget(problem, { total: total + by });
    return withBudget(problem, {
      periods: periods.map((period) =>
        period.from === from && period.to === to ? { ...period, amount: period.amount + by } : period,
      ),
    });
  },
  liftables: [
    {
      block: 0,
      rank: 1,
      list: () => [0],
      keep: (problem, kept) => (kept.has(0) ? problem : withBudget(problem, { total: Number.POSITIVE_INFINITY })),
      words: ({ instance }) => [{ code: 'plan-rule-budget', params: { budget: instance.constraints.budget.total } }],
    },
    listLiftable(
      4,
      ({ instance }) => instance.constraints.budget.periods,
      (problem, periods) => withBudget(problem, { periods }),
      ({ from, to, amount }) => ({ code: 'plan-rule-period', params: { from, to, budget: amount } }),
    ),
  ],
  propagators: [{ phase: 4, create: keepMoney }],
  ledger: (instance, columns, reordered) => {
    const { total, periods, reorderShare = 0 } = instance.constraints.budget;
    const rows: LedgerRow[] = [
      { binding: noMoney, max: total },
      ...periods.map(({ from, to, amount }) => ({ binding: { rule: 'budget' as const, from, to }, max: amount })),
    ];
    return {
      ...{ rows, isMoney: true },
      use(i, t, k, add) {
        const product = instance.products[i];
        const first = stockAt(product, t, k) * product.unitCost;
        const reorders = reorderShare > 0 && reordered ? reordersAt(product, t, k) : [];
        const column = columns[i] + k * instance.weeks + t;
        const later = reorders.map((_, n) => reorderShare * (reordered?.[column * 2 + n] ?? 0) * product.unitCost);
        add(
          0,
          later.reduce((sum, money) => sum + money, first),
        );
        periods.forEach(({ from, to }, p) => {
          let money = t >= from && t <= to ? first : 0;
          reorders.forEach(({ reviewAge }, n) => {
            if (t + reviewAge >= from && t + reviewAge <= to) money += later[n];
          });
          add(1 + p, money);
        });
      },
    };
  },
};

function withBudget(problem: RuledProblem, change: Partial<Budget>): RuledProblem {
  return withConstraints(problem, { budget: { ...problem.instance.constraints.budget, ...change } });
}

/** Money for the largest initial orders of all products, whichever of their offers has it. */
export function mostMoney(products: readonly LaunchProduct[]): number {
  const largest = ({ stock, stockByWeek = [], options = [] }: LaunchProduct): number =>
    Math.max(stock, ...stockByWeek, ...options.flatMap(({ firstBuy }) => firstBuy));
  return products.reduce((sum, product) => sum + largest(product) * product.unitCost, 0);
}

/** Budget periods as launch weeks; those that lie outside are not in the problem. */
function periodsOf({ constraints, start, weeks }: RuleSources): Budget['periods'] {
  return constraints.budgetPeriods.flatMap(({ from, to, amount }) => {
    const first = Math.max(0, weekOf(from, start));
    const last = Math.min(weeks - 1, weekOf(to, start));
    return first <= last ? [{ from: first, to: last, amount }] : [];
  });
}

/** No launch takes a week whose order is more than what the others leave. */
function keepMoney(domains: LaunchDomains): () => boolean | null {
  const { rules, count, size, first, last, least } = domains;
  const total = rules.budgetTotal + tolerance;
  return () => {
    let changed = false;
    if (domains.leastSum(least) > total) return null;
    let spent = 0;
    for (let k = 0; k < count; k++) if (domains.isIn(k)) spent += least[k];
    for (let k = 0; k < count; k++) {
      if (domains.isOut(k) || size[k] < 2) continue;
      const others = spent - (domains.isIn(k) ? least[k] : 0);
      changed = domains.close(k, (t) => others + domains.spendAt(k, t) > total) || changed;
    }
    for (let p = 0; p < rules.periodAmount.length; p++) {
      const from = rules.periodFrom[p];
      const to = rules.periodTo[p];
      const amount = rules.periodAmount[p] + tolerance;
      let inside = 0;
      for (let k = 0; k < count; k++) if (domains.isWithin(k, from, to)) inside += least[k];
      if (inside > amount) return null;
      for (let k = 0; k < count; k++) {
        if (domains.isOut(k) || last[k] < from || first[k] > to) continue;
        const others = inside - (domains.isWithin(k, from, to) ? least[k] : 0);
        changed = domains.close(k, (t) => t >= from && t <= to && others + domains.spendAt(k, t) > amount) || changed;
      }
    }
    return changed;
  };
}
