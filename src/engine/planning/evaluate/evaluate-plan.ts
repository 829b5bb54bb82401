import {
  type LaunchInstance,
  type LaunchWeeks,
  noLocks,
  optionOfPlace,
  type PlanLocks,
  stockAt,
  weekOfPlace,
} from '#engine/planning/problem/launch-instance.ts';
import type { LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { createSalesCache, type SalesCache } from '#engine/planning/problem/sales-cache.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import type { PlanFigures } from '#engine/planning/rules/plan-figures.ts';
import { type FitnessWeights, type PaperReturns, paperFitness, paperReturns } from './paper-fitness.ts';

/** Number of scenarios in the tail of the CVaR: max(1, round((1 - alpha) S)). */
export function tailCountOf(instance: LaunchInstance): number {
  return Math.max(1, Math.round((1 - instance.risk.alpha) * instance.scenarios.count));
}

/** Profit of a plan by scenario, cannibalisation taken off once a pair. Length S. O(launches x S). */
export function scenarioProfits(instance: LaunchInstance, tables: LaunchTables, weeks: LaunchWeeks): Float64Array {
  const total = new Float64Array(tables.scenarios);
  for (let i = 0; i < tables.products; i++) {
    if (weeks[i] < 0) continue;
    const profit = tables.profitOf(i, weeks[i]);
    for (let s = 0; s < total.length; s++) total[s] += profit[s];
  }
  const loss = pairLoss(instance, weeks);
  for (let s = 0; s < total.length; s++) total[s] -= loss * tables.market[s];
  return total;
}

/** Sum of loss x decay over launched pairs, before the market factor. */
export function pairLoss(instance: LaunchInstance, weeks: LaunchWeeks): number {
  const { pairs, decay } = instance.cannibalisation;
  let sum = 0;
  for (const { i, j, loss } of pairs) {
    if (weeks[i] < 0 || weeks[j] < 0) continue;
    const distance = Math.abs(weekOfPlace(instance, weeks[i]) - weekOfPlace(instance, weeks[j]));
    if (distance < decay.length) sum += loss * decay[distance];
  }
  return sum;
}

/** Mean and mean of the `tailCount` worst. */
export function meanAndTail(profits: Float64Array, tailCount: number): { mean: number; tailMean: number } {
  const sorted = profits.slice().sort();
  let sum = 0;
  for (const profit of profits) sum += profit;
  let tail = 0;
  for (let k = 0; k < tailCount; k++) tail += sorted[k];
  return { mean: sum / profits.length, tailMean: tail / tailCount };
}

/** What of an instance a plan is priced with; `returns` and `sales` may be kept from plan to plan. */
export interface PlanPricing {
  readonly tables: LaunchTables;
  readonly returns?: PaperReturns;
  readonly sales?: SalesCache;
  readonly weights: FitnessWeights;
  readonly locks?: PlanLocks;
}

/** Everything that a plan is judged by; any plan may be asked about, feasible or not. */
export function evaluatePlan(
  instance: LaunchInstance,
  weeks: LaunchWeeks,
  {
    tables,
    returns = paperReturns(instance),
    sales = createSalesCache(instance, tables),
    weights,
    locks = noLocks,
  }: PlanPricing,
): PlanFigures {
  const profits = scenarioProfits(instance, tables, weeks);
  const { mean, tailMean } = meanAndTail(profits, tailCountOf(instance));
  const scenarios = tables.scenarios;
  let squares = 0;
  let losses = 0;
  for (const profit of profits) {
    squares += (profit - mean) * (profit - mean);
    if (profit < 0) losses += 1;
  }
  const { reorderShare = 0 } = instance.constraints.budget;
  const load = new Float64Array(instance.weeks);
  let launched = 0;
  let investment = 0;
  let units = 0;
  let revenue = 0;
  let leftover = 0;
  instance.products.forEach((product, i) => {
    if (weeks[i] < 0) return;
    launched += 1;
    const week = weekOfPlace(instance, weeks[i]);
    const option = optionOfPlace(instance, weeks[i]);
    load[week] += product.effort;
    investment += stockAt(product, week, option) * product.unitCost;
    if (tables.reordered && reorderShare > 0)
      for (let n = 0; n < 2; n++)
        investment += reorderShare * tables.reordered[(tables.row[i] + weeks[i]) * 2 + n] * product.unitCost;
    const sold = sales(i, weeks[i]);
    units += sold.units;
    revenue += sold.revenue;
    leftover += sold.leftover;
  });
  return {
    profit: mean,
    risk: mean - tailMean,
    tailMean,
    stdev: Math.sqrt(squares / scenarios),
    lossProbability: losses / scenarios,
    unevenness: unevenness(instance, load),
    launched,
    investment,
    cannibalisation: pairLoss(instance, weeks) * tables.meanMarket,
    expectedUnits: units,
    expectedRevenue: revenue,
    expectedLeftover: leftover,
    article: paperFitness(instance, returns, weeks, weights),
    load,
    scenarioProfits: profits,
    violations: checkPlan(instance, weeks, locks, tables),
  };
}

function unevenness(instance: LaunchInstance, load: Float64Array): number {
  const closed = new Set(instance.constraints.blackoutWeeks);
  let total = 0;
  for (const effort of load) total += effort;
  const open = instance.weeks - closed.size;
  if (open <= 0) return 0;
  const mean = total / open;
  let sum = 0;
  for (let t = 0; t < instance.weeks; t++) if (!closed.has(t)) sum += Math.abs(load[t] - mean);
  return sum / open;
}
