import type { PlanFigures } from '#engine/planning/rules/plan-figures.ts';

/** The 10 and 90 % quantiles of the plan's profit over the scenarios drawn: eight in ten lie between. */
export function profitRange({ scenarioProfits, profit }: Pick<PlanFigures, 'scenarioProfits' | 'profit'>): {
  readonly from: number;
  readonly to: number;
} {
  const sorted = Float64Array.from(scenarioProfits).sort();
  if (sorted.length === 0) return { from: profit, to: profit };
  const last = sorted.length - 1;
  return { from: sorted[Math.floor(0.1 * last)], to: sorted[Math.ceil(0.9 * last)] };
}
