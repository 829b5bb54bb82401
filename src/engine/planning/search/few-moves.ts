import { pairLoss } from '#engine/planning/evaluate/evaluate-plan.ts';
import type { LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import type { PlanProblem } from '#engine/planning/problem/plan-problem.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { replan } from './replan.ts';

/** Part of the gain that is kept where the manager names no least gain of a change. */
const keptShare = 0.95;
const bisections = 8;
/** Moves of one search with a bonus: it starts from plans that are good already. */
const movesOfSearch = (products: number): number => Math.min(60_000, 2_500 * products);

/** Changes of which pairs are tried where none can be made alone. */
const mostPaired = 40;

/** One step of the way from the manager's plan to another: products that change together, and what that brings. */
export interface BridgeStep {
  readonly products: readonly number[];
  /** Money; the steps add up to the difference of the two plans. */
  readonly gain: number;
  /** It is made to keep a rule that the manager's plan breaks. */
  readonly isForRules: boolean;
}

/**
 * The plan that leaves the manager's own weeks where a change does not pay `leastGain`; null: the smallest changes are
 * given up as long as 95 % of the gain of `best` over the manager's plan stay (made to keep the rules, where it earns more on paper). Searched as a plan that earns a
 * bonus of the least gain for every product in its own week, from the best plan and from the manager's; changes that pay less alone
 * are then taken back one by one. Never worse than the best plan less what was given up; the same input gives the same plan.
 */
export function fewMoves(
  problem: PlanProblem,
  own: LaunchWeeks,
  best: LaunchWeeks,
  leastGain: number | null,
): number[] {
  const value = (weeks: LaunchWeeks): number => worthOf(problem, weeks);
  const withBonus = (bonus: number): number[] => searchWithBonus(problem, own, best, bonus);
  if (leastGain !== null) return takeBack(problem, own, withBonus(leastGain), leastGain, Number.NEGATIVE_INFINITY);
  const top = value(best);
  const most = Math.abs(top) + 1;
  const [onPaper, withinRules] = [value(own), value(withBonus(most))];
  const floor = onPaper < top ? Math.max(onPaper, withinRules) : withinRules;
  const least = floor + keptShare * Math.max(0, top - floor);
  let [low, high] = [0, most];
  let found = [...best];
  for (let k = 0; k < bisections; k++) {
    const bonus = k === 0 ? most / 1000 : Math.sqrt(Math.max(low, most / 1e6) * high);
    const plan = withBonus(bonus);
    if (value(plan) >= least) {
      low = bonus;
      if (changesOf(own, plan).length <= changesOf(own, found).length) found = plan;
    } else high = bonus;
  }
  return takeBack(problem, own, found, Number.POSITIVE_INFINITY, least);
}

/** Expected value of a plan under the problem's objective, whatever rules it breaks. */
function worthOf({ instance, plain, rules }: PlanProblem, weeks: LaunchWeeks): number {
  let sum = -pairLoss(instance, weeks) * plain.pairScale;
  weeks.forEach((week, i) => {
    if (week >= 0) sum += plain.value[rules.row[i] + week];
  });
  return sum;
}

function changesOf(own: LaunchWeeks, weeks: LaunchWeeks): number[] {
  return [...own.keys()].filter((i) => own[i] !== weeks[i]);
}

function searchWithBonus(problem: PlanProblem, own: LaunchWeeks, best: LaunchWeeks, bonus: number): number[] {
  const { rules, plain, request } = problem;
  const value = plain.value.slice();
  own.forEach((week, i) => {
    if (week >= 0) value[rules.row[i] + week] += bonus;
    else for (let column = rules.row[i]; column < rules.row[i + 1]; column++) value[column] -= bonus;
  });
  const linear = { value, pairScale: plain.pairScale };
  const worth = (weeks: LaunchWeeks): number => worthOf(problem, weeks) - bonus * changesOf(own, weeks).length;
  const plans = [best, own].map((start) =>
    Array.from(
      replan(problem, { rules, linear, risk: null, start, moves: movesOfSearch(rules.products), seed: request.seed })
        .places,
    ),
  );
  return plans.reduce((a, b) => (isFeasible(problem, b) && worth(b) > worth(a) ? b : a), [...best]);
}

function isFeasible({ instance, request, tables }: PlanProblem, weeks: LaunchWeeks): boolean {
  return checkPlan(instance, weeks, request.locks, tables).length === 0;
}

/** Takes back the change that costs least, as long as it costs less than `most` and the plan stays worth `least`. */
function takeBack(
  problem: PlanProblem,
  own: LaunchWeeks,
  weeks: readonly number[],
  most: number,
  least: number,
): number[] {
  let plan = [...weeks];
  for (;;) {
    const now = worthOf(problem, plan);
    const tried = changesOf(own, plan)
      .map((i) => plan.map((week, k) => (k === i ? own[i] : week)))
      .map((weeks) => ({ weeks, cost: now - worthOf(problem, weeks) }))
      .filter(({ cost }) => cost < most && now - cost >= least)
      .sort((a, b) => a.cost - b.cost)
      .find(({ weeks }) => isFeasible(problem, weeks));
    if (!tried) return plan;
    plan = tried.weeks;
  }
}

/**
 * The way from the manager's plan to another, change by change: first those by which fewer rules are broken, then always the
 * one that brings most without breaking another; two together where none goes alone, else all that are left. The gains add up.
 */
export function bridgePlans(problem: PlanProblem, own: LaunchWeeks, to: LaunchWeeks): BridgeStep[] {
  const { instance, request, tables } = problem;
  const broken = (weeks: LaunchWeeks): number => checkPlan(instance, weeks, request.locks, tables).length;
  const steps: BridgeStep[] = [];
  let plan: readonly number[] = own;
  let left = changesOf(own, to);
  while (left.length > 0) {
    const [now, breaches] = [worthOf(problem, plan), broken(plan)];
    const price = (products: readonly number[]) => {
      const weeks = plan.map((week, i) => (products.includes(i) ? to[i] : week));
      return { products, weeks, gain: worthOf(problem, weeks) - now };
    };
    const isAllowed = ({ weeks }: { readonly weeks: LaunchWeeks }): boolean =>
      breaches > 0 ? broken(weeks) < breaches : broken(weeks) === 0;
    const bestOf = (list: readonly (readonly number[])[]) =>
      list
        .map(price)
        .sort((a, b) => b.gain - a.gain)
        .find(isAllowed);
    const pairs = left.length > mostPaired ? [] : left.flatMap((i, k) => left.slice(k + 1).map((j) => [i, j]));
    const step = bestOf(left.map((i) => [i])) ?? bestOf(pairs) ?? price(left);
    steps.push({ products: step.products, gain: step.gain, isForRules: breaches > 0 });
    plan = step.weeks;
    left = left.filter((i) => !step.products.includes(i));
  }
  return steps;
}
