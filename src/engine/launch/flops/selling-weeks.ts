import { countSales, type FlopRule } from './flop-rule.ts';

const meansTried = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const strengthsTried = [0.3, 0.6, 1, 2, 4, 8];

/**
 * Probability that a launch turns out a flop from the weeks that it has sold in so far. Each launch sells in a week after its first with a
 * probability of its own, drawn from a beta distribution (beta-binomial; Skellam 1948) whose mean and strength have the largest likelihood over
 * `histories` (weekly units from the first week on, of any length: those still under way count by the weeks seen). A launch that has passed
 * both limits is none; of one whose horizon is over the answer is 0 or 1.
 */
export function learnSellingWeeks(
  histories: readonly ArrayLike<number>[],
  horizon: number,
  rule: FlopRule,
): (weekly: ArrayLike<number>) => number {
  const seen = histories.map((weekly) => countSales(weekly, horizon)).filter(({ weeks }) => weeks > 1);
  let [alpha, beta] = [0.5, 0.5];
  let best = Number.NEGATIVE_INFINITY;
  for (const mean of meansTried) {
    for (const strength of strengthsTried) {
      const [a, b] = [mean * strength, (1 - mean) * strength];
      const value = seen.reduce(
        (sum, { weeks, selling }) => sum + Math.log(chanceOf(Math.max(0, selling - 1), weeks - 1, a, b)),
        0,
      );
      if (value > best) [best, alpha, beta] = [value, a, b];
    }
  }
  return (weekly) => {
    const { weeks, selling, units } = countSales(weekly, horizon);
    const missing = rule.fewerSellingWeeksThan - Math.max(1, selling);
    if (weeks >= horizon) return selling < rule.fewerSellingWeeksThan || units < rule.fewerUnitsThan ? 1 : 0;
    if (missing <= 0) return (units * horizon) / Math.max(1, weeks) < rule.fewerUnitsThan ? 0.5 : 0;
    const after = Math.max(0, weeks - 1);
    const hits = Math.max(0, selling - 1);
    const left = horizon - Math.max(1, weeks);
    let chance = 0;
    for (let k = 0; k < missing; k++) chance += choose(left, k) * chanceOf(k, left, alpha + hits, beta + after - hits);
    return Math.min(1, chance);
  };
}

/** B(k + a, n - k + b) / B(a, b): probability of one order of k weeks with sales among n. */
function chanceOf(k: number, n: number, a: number, b: number): number {
  let chance = 1;
  for (let i = 0; i < k; i++) chance *= (a + i) / (a + b + i);
  for (let i = 0; i < n - k; i++) chance *= (b + i) / (a + b + k + i);
  return chance;
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 0; i < k; i++) ways *= (n - i) / (i + 1);
  return ways;
}
