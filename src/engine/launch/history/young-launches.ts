import type { ProductHistory } from './launch.ts';

/** Weeks between the first week of the data and a first sale that counts as a launch; weeks that say something. */
const quietWeeks = 13;
const leastWeeks = 3;
/** Extrapolated totals below this quantile of the launches' totals belong to products that never took off. */
const leastQuantile = 0.05;
/** Fewer launches than this cannot say how far to trust first weeks. */
const leastLaunches = 5;

/**
 * Products of the assortment that were launched too recently to be in the list of launches: their first weeks still tell what launches
 * do these days. First sale 13 weeks or more after the data begin, 3 or more and fewer than `horizon` weeks before day `cut`,
 * and an extrapolated total of at least the launches' 5 % quantile. Cut off at `cut`; launches of the list are left out.
 * `shape`: mean launch curve; `totals`: the launches' totals, ascending.
 */
export function findYoungLaunches(
  launches: readonly ProductHistory[],
  products: readonly ProductHistory[],
  cut: number,
  shape: Float64Array,
  totals: ArrayLike<number>,
): ProductHistory[] {
  if (launches.length < leastLaunches) return [];
  const known = new Set(launches.map(({ id }) => id));
  const begin = Math.min(...launches.map(({ firstWeek }) => firstWeek), ...products.map(({ firstWeek }) => firstWeek));
  const floor = totals[Math.floor(leastQuantile * totals.length)];
  return products.flatMap((product) => {
    const weeks = Math.min(product.weekly.length, Math.floor((cut - product.firstWeek) / 7));
    if (known.has(product.id) || product.firstWeek - begin < 7 * quietWeeks) return [];
    if (weeks < leastWeeks || weeks >= shape.length) return [];
    const weekly = product.weekly.slice(0, weeks);
    let sold = 0;
    let share = 0;
    weekly.forEach((units, a) => {
      if (Number.isNaN(units)) return;
      sold += units;
      share += shape[a];
    });
    return share > 0 && sold / share >= floor ? [{ ...product, weekly }] : [];
  });
}
