/** What a flop is: a launch that sells in fewer weeks of its horizon, or fewer units, than this. */
export interface FlopRule {
  readonly fewerSellingWeeksThan: number;
  readonly fewerUnitsThan: number;
}

/** Four weeks of a quarter with sales, or their share of another horizon, and ten units. */
export function flopRuleOf(horizon: number): FlopRule {
  return { fewerSellingWeeksThan: Math.max(1, Math.round((4 * horizon) / 13)), fewerUnitsThan: 10 };
}

/** `weekly`: units from the first week on; NaN = demand unknown, and a week like any other that sold. */
export function isFlop(weekly: ArrayLike<number>, horizon: number, rule: FlopRule): boolean {
  const { selling, units } = countSales(weekly, horizon);
  return selling < rule.fewerSellingWeeksThan || units < rule.fewerUnitsThan;
}

export function countSales(
  weekly: ArrayLike<number>,
  horizon: number,
): { readonly weeks: number; readonly selling: number; readonly units: number } {
  const weeks = Math.min(horizon, weekly.length);
  let selling = 0;
  let units = 0;
  for (let a = 0; a < weeks; a++) {
    if (!(weekly[a] <= 0)) selling++;
    if (weekly[a] > 0) units += weekly[a];
  }
  return { weeks, selling, units };
}
