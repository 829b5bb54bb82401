import { clusteredRegression, withoutMeans } from './clustered-regression.ts';
import { type Estimate, estimateFromFew } from './price-response.ts';
import type { PromotionRows } from './promotion-effect.ts';

/** Weeks of a level of its own for each product: growth, fading and most of the season. */
const blockWeeks = 26;
/** Weeks that share a season of the category and whose errors hang together. */
const seasonWeeks = 4;
/** Widest standard error of the share that is an answer. */
const widestError = 0.25;

/** Level of a product in a half year, by row. */
export function levelsOf({ product, week }: PromotionRows): Int32Array {
  const blocks = 1 + Math.floor(week.reduce((a, b) => Math.max(a, b), 0) / blockWeeks);
  return product.map((p, row) => p * blocks + Math.floor(week[row] / blockWeeks));
}

/**
 * Share of what a product gains by taking part that other products of its category lose; null: cannot be told. In a nested logit the demand of product
 * i is a_i e^(b_i) I^(-switched) with I = the mean of e^b over the category, weighed by usual demand: each unit gained by a small product
 * costs the others so much of a unit. It is told from weeks in which more or less of a category takes part, beside what the promotion draws
 * for everyone, by kind. `own`, `around`: effects of taking part on the row's ln demand, in its weeks and around them.
 */
export function measureSwitching(
  rows: PromotionRows,
  own: Float64Array,
  around: Float64Array,
  scatter: number,
): Estimate | null {
  const { kinds, category, product, week, demand, taken, kind, share } = rows;
  const weeks = 1 + week.reduce((a, b) => Math.max(a, b), 0);
  const level = levelsOf(rows);
  const usual = usualDemand(rows, level);
  const group = product.map((p, row) => category[p] * weeks + week[row]);
  const sums = new Map<number, [number, number]>();
  group.forEach((g, row) => {
    const [gained, all] = sums.get(g) ?? [0, 0];
    sums.set(g, [gained + usual[row] * Math.exp(own[row]), all + usual[row]]);
  });
  const inclusive = Float64Array.from(group, (g) => {
    const [gained, all] = sums.get(g) ?? [1, 1];
    return -Math.log(gained / all);
  });
  const y = demand.map((units, row) => Math.log(units + 0.5) - around[row]);
  const weight = demand.map((units) => 1 / (scatter + 1 / Math.max(1, units)));
  const season = product.map((p, row) => category[p] * weeks + Math.floor((week[row] % 52) / seasonWeeks));
  const draws = kinds.slice(0, -1).map((_, k) => Float64Array.from(week, (t) => (kind[t] === k ? share[t] : 0)));
  const cluster = week.map((t) => Math.floor(t / seasonWeeks));
  const told = new Set(cluster.filter((_, row) => taken[row] === 1)).size;
  // What a product itself gains in a kind of promotion is free here: that products differ in it would be taken for switching.
  const part = product.map((p, row) => p * (kinds.length + 1) + (taken[row] ? kind[week[row]] + 1 : 0));
  const [left, ...columns] = withoutMeans([level, season, part], [y, inclusive, ...draws], weight);
  const { value, variance } = clusteredRegression(left, columns, cluster, weight);
  const switched = estimateFromFew(value[0], Math.sqrt(variance[0]), told);
  return switched.error <= widestError ? switched : null;
}

/** Mean demand of a product in a half year, in weeks in which it took no part where there are any; by row. */
function usualDemand({ demand, taken }: PromotionRows, level: Int32Array): Float64Array {
  const sums = new Map<number, Float64Array>();
  level.forEach((key, row) => {
    const sum = sums.get(key) ?? new Float64Array(4);
    sum[2 * taken[row]] += demand[row];
    sum[2 * taken[row] + 1]++;
    sums.set(key, sum);
  });
  return Float64Array.from(level, (key) => {
    const [apart, weeksApart, inside, weeksInside] = sums.get(key) ?? [0, 1, 0, 0];
    return (weeksApart > 0 ? apart / weeksApart : inside / weeksInside) + 0.1;
  });
}
