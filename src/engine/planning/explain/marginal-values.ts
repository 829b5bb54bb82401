import type { ShadowPrices } from '#engine/planning/bound/lagrangian-dual.ts';
import type { LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import { type PlanProblem, scoreOf } from '#engine/planning/problem/plan-problem.ts';
import { compileRules } from '#engine/planning/rules/compile-rules.ts';
import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import { PlanState } from '#engine/planning/rules/plan-state.ts';
import { relaxRules } from '#engine/planning/rules/planning-rules.ts';
import type { Individual } from '#engine/planning/search/plan-population.ts';
import { replan, replanMoves } from '#engine/planning/search/replan.ts';

/**
 * What a little more of a limit is worth. `week`: capacity; `from`, `to`: a period's budget, without them the total budget;
 * `group`: the event whose slots are limited.
 */
export interface MarginalValue {
  readonly limit: 'capacity' | 'budget' | 'slots' | 'promotion-budget';
  readonly week?: number;
  readonly from?: number;
  readonly to?: number;
  readonly group?: string;
  /** How much more: the effort, initial order or fees of a typical candidate (the median); one slot. */
  readonly extra: number;
  /** The relaxation's price for that much, in the objective's unit: the gain to be expected. */
  readonly price: number;
  /** Gain of the best plan found with it, in the objective's unit; >= 0. */
  readonly worth: number;
}

type Limit = Omit<MarginalValue, 'worth'>;

/**
 * Tries a little more of each limit that has a price, dearest first, by planning anew around the given plan. Yields the list
 * after each; send `true` to stop. A plan met on the way that needs nothing more raises the mark that gains are measured
 * from, so that what is found is due to the limit.
 */
export function* marginalValues(
  problem: PlanProblem,
  weeks: LaunchWeeks,
  prices: ShadowPrices,
  most: number,
): Generator<{ readonly found: readonly MarginalValue[]; readonly total: number }, readonly MarginalValue[], boolean> {
  const { instance, request, rules, linear, risk, plain } = problem;
  const limits = listLimits(problem, prices).slice(0, most);
  const moves = 2 * replanMoves(rules);
  const plan = (changed: PlanRules, start: ArrayLike<number>): Individual =>
    replan(problem, { rules: changed, linear, risk, start, moves, seed: request.seed });
  const judge = ({ places: found }: Individual): number => scoreOf(rules, plain, risk, found);
  const base = plan(rules, weeks);
  let mark = judge(base);
  const values: number[] = [];
  const list = (): MarginalValue[] =>
    values
      .map((value, k) => ({ ...limits[k], worth: Math.max(0, value - mark) }))
      .sort((a, b) => b.worth - a.worth || b.price - a.price);
  for (const limit of limits) {
    const wider = [{ ...limit, rule: limit.limit, by: limit.extra }];
    const relaxed = relaxRules({ instance, locks: request.locks }, -1, wider);
    const found = plan(compileRules(relaxed.instance, relaxed.locks, problem.tables.reordered), base.places);
    const value = found.missing <= base.missing ? judge(found) : mark;
    if (value > mark && keepsLimits(rules, found)) mark = value;
    values.push(value);
    if (yield { found: list(), total: limits.length }) break;
  }
  return list();
}

function keepsLimits(rules: PlanRules, { places }: Individual): boolean {
  const state = new PlanState(rules, { value: new Float64Array(rules.openColumns.length), pairScale: 0 });
  // Every launch may wait for one that must come before it, in the same week perhaps: rounds until none is left.
  let left = Array.from(places.keys()).filter((i) => places[i] >= 0);
  for (let before = left.length + 1; left.length > 0 && left.length < before; ) {
    before = left.length;
    left = left.filter((i) => {
      const fits = state.canPlace(i, places[i]);
      if (fits) state.place(i, places[i]);
      return !fits;
    });
  }
  return left.length === 0;
}

function listLimits({ rules }: PlanProblem, prices: ShadowPrices): Limit[] {
  const slot = medianOf(rules.effort);
  const buy = medianOf(rules.spend.filter((_, cell) => rules.open[cell] === 1));
  const found: Limit[] = [];
  prices.capacity.forEach((price, week) => {
    found.push({ limit: 'capacity', week, extra: slot, price: price * slot });
  });
  prices.budgetPeriods.forEach((price, p) => {
    found.push({
      ...{ limit: 'budget', from: rules.periodFrom[p], to: rules.periodTo[p] },
      ...{ extra: buy, price: price * buy },
    });
  });
  found.push({ limit: 'budget', extra: buy, price: prices.budgetTotal * buy });
  const { ledger } = rules;
  const events = ledger.bindings.filter((_, r) => ledger.rules[r] === 'slots');
  events.forEach(({ group }, e) => {
    found.push({ limit: 'slots', ...(group ? { group } : {}), extra: 1, price: prices.slots?.[e] ?? 0 });
  });
  const fee = medianOf(ledger.amount.filter((_, u) => ledger.rules[ledger.row[u]] === 'promotion-budget'));
  found.push({ limit: 'promotion-budget', extra: fee, price: (prices.promotionBudget ?? 0) * fee });
  return found.filter(({ price, extra }) => price > 0 && extra > 0).sort((a, b) => b.price - a.price);
}

function medianOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.slice().sort()[values.length >> 1];
}
