import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import type { LinearObjective } from '#engine/planning/rules/plan-state.ts';

/**
 * The rules that link products as rows of a linear programme: capacity by week, budgets, category minima and maxima, spacing
 * windows, exclusive groups. `price`: one multiplier a row. Precedence and waves are no rows: see dual-pairs and dual-waves.
 */
export interface DualRows {
  readonly count: number;
  readonly rightSide: Float64Array;
  /** Rows are scaled to about one launch each; money for one unit of a row's own = price / unit. */
  readonly unit: Float64Array;
  readonly isLowerLimit: Uint8Array;
  readonly capacity: number;
  readonly total: number;
  readonly periods: number;
  readonly windows: number;
  readonly maxima: number;
  readonly minima: number;
  readonly groups: number;
}

/** By so much may spending exceed a budget and still count as within it: the bound holds for such plans too. */
const budgetTolerance = 1e-6;

/** Lays the rows out one kind after the other. */
export function buildRows(rules: PlanRules): DualRows {
  const { weeks, categories } = rules;
  const capacity = 0;
  const total = capacity + weeks;
  const periods = total + 1;
  const windows = periods + rules.periodAmount.length;
  const maxima = windows + categories * weeks;
  const minima = maxima + categories;
  const groups = minima + categories;
  const count = groups + rules.groupMax.length;
  const rightSide = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const unit = new Float64Array(count).fill(1);
  const isLowerLimit = new Uint8Array(count);
  let meanSpend = 0;
  for (const spend of rules.spend) meanSpend += spend / rules.spend.length;
  const moneyUnit = meanSpend > 0 ? meanSpend : 1;
  for (let t = 0; t < weeks; t++) rightSide[capacity + t] = rules.capacity[t];
  rightSide[total] = (rules.budgetTotal + budgetTolerance) / moneyUnit;
  unit[total] = moneyUnit;
  for (let p = 0; p < rules.periodAmount.length; p++) {
    rightSide[periods + p] = (rules.periodAmount[p] + budgetTolerance) / moneyUnit;
    unit[periods + p] = moneyUnit;
  }
  for (let c = 0; c < categories; c++) {
    const starts = Math.max(1, weeks - rules.spacingWeeks[c] + 1);
    for (let a = 0; a < starts; a++) rightSide[windows + c * weeks + a] = rules.spacingMax[c];
    rightSide[maxima + c] = rules.categoryMax[c];
    rightSide[minima + c] = rules.categoryMin[c];
    isLowerLimit[minima + c] = 1;
  }
  for (let g = 0; g < rules.groupMax.length; g++) rightSide[groups + g] = rules.groupMax[g];
  return { count, rightSide, unit, isLowerLimit, capacity, total, periods, windows, maxima, minima, groups };
}

/** Value of every launch less the prices of the rows that it uses, M x T; -Infinity where closed. Writes into `reduced`. */
export function createPricing(rules: PlanRules, rows: DualRows, objective: LinearObjective) {
  const { products, weeks, categories } = rules;
  const weekPrice = new Float64Array(weeks);
  const moneyPrice = new Float64Array(weeks);
  const windowPrice = new Float64Array(categories * weeks);
  return (prices: Float64Array, reduced: Float64Array): void => {
    for (let t = 0; t < weeks; t++) {
      weekPrice[t] = prices[rows.capacity + t];
      let money = prices[rows.total];
      for (let p = 0; p < rules.periodAmount.length; p++)
        if (t >= rules.periodFrom[p] && t <= rules.periodTo[p]) money += prices[rows.periods + p];
      moneyPrice[t] = money / rows.unit[rows.total];
    }
    for (let c = 0; c < categories; c++) {
      const always = prices[rows.maxima + c] - prices[rows.minima + c];
      const span = rules.spacingWeeks[c];
      for (let t = 0; t < weeks; t++) {
        let sum = always;
        const last = Math.min(t, Math.max(0, weeks - span));
        for (let a = Math.max(0, t - span + 1); a <= last; a++) sum += prices[rows.windows + c * weeks + a];
        windowPrice[c * weeks + t] = sum;
      }
    }
    for (let i = 0; i < products; i++) {
      let own = 0;
      for (const g of rules.groupsOf[i]) own += prices[rows.groups + g];
      const c = rules.category[i] * weeks;
      const row = i * weeks;
      const effort = rules.effort[i];
      for (let t = 0; t < weeks; t++) {
        reduced[row + t] =
          rules.open[row + t] === 0
            ? Number.NEGATIVE_INFINITY
            : objective.value[row + t] -
              effort * weekPrice[t] -
              rules.spend[row + t] * moneyPrice[t] -
              windowPrice[c + t] -
              own;
      }
    }
  };
}

/** Adds what a launch of product i in `week` uses of each row. */
export function countUse(rules: PlanRules, rows: DualRows, usage: Float64Array, i: number, week: number): void {
  const { weeks } = rules;
  usage[rows.capacity + week] += rules.effort[i];
  const spend = rules.spend[i * weeks + week] / rows.unit[rows.total];
  usage[rows.total] += spend;
  for (let p = 0; p < rules.periodAmount.length; p++)
    if (week >= rules.periodFrom[p] && week <= rules.periodTo[p]) usage[rows.periods + p] += spend;
  const c = rules.category[i];
  usage[rows.maxima + c] += 1;
  usage[rows.minima + c] += 1;
  const span = rules.spacingWeeks[c];
  const last = Math.min(week, Math.max(0, weeks - span));
  for (let a = Math.max(0, week - span + 1); a <= last; a++) usage[rows.windows + c * weeks + a] += 1;
  for (const g of rules.groupsOf[i]) usage[rows.groups + g] += 1;
}
