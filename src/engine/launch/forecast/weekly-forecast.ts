import type { Forecast } from '#engine/forecast.ts';
import { meanOf, quantileOf } from '#engine/kernels/statistics.ts';
import type { NeutralLaunch } from '#engine/launch/shape/launch-shape.ts';
import { intervalOf, type TotalDraws } from './total-distribution.ts';

/** How single weeks scatter around the curve, by week since launch: ascending ratios with mean 1. */
export type WeekScatter = readonly Float64Array[];

const ratioCount = 40;
const drawStep = 5;
/** Weeks of this neighbourhood share their ratios, so that few launches give a full scatter. */
const poolWeeks = 2;

/** Ratios of a week's share of its launch's total to the mean curve's share, pooled over weeks a-2 to a+2 (week 0 alone). */
export function learnWeekScatter(
  launches: readonly Pick<NeutralLaunch, 'path' | 'total'>[],
  shape: Float64Array,
): WeekScatter {
  const byWeek = Array.from(shape, (share, a) =>
    launches.flatMap(({ path, total }) =>
      total > 0 && share > 0 && !Number.isNaN(path[a]) ? [path[a] / total / share] : [],
    ),
  );
  return byWeek.map((own, a) => {
    const near = a === 0 ? own : byWeek.slice(Math.max(1, a - poolWeeks), a + poolWeeks + 1).flat();
    const sorted = near.sort((x, y) => x - y);
    if (sorted.length === 0) return new Float64Array([1]);
    const ratios = Float64Array.from({ length: ratioCount }, (_, k) => quantileOf(sorted, (k + 0.5) / ratioCount));
    const mean = meanOf(ratios);
    return mean > 0 ? ratios.map((ratio) => ratio / mean) : new Float64Array([1]);
  });
}

/**
 * Weekly forecast: median and intervals of (a draw of the total) x (the week's expected share) x (a ratio of the scatter), all pairs taken as
 * equally likely; the mean is exact. `expected`: the week's share of the total, season and promotion in; sums to 1. `total`: expected total, where it
 * is not the mean of the draws.
 */
export function forecastWeeks(
  draws: TotalDraws,
  expected: Float64Array,
  scatter: WeekScatter,
  total = meanOf(draws),
): Forecast {
  const h = expected.length;
  const column = (): Float64Array => new Float64Array(h);
  const median = column();
  const limits = [0.5, 0.8, 0.95].map((share) => ({ share, lo: column(), hi: column() }));
  const some = draws.filter((_, k) => k % drawStep === Math.floor(drawStep / 2));
  for (let a = 0; a < h; a++) {
    const values = new Float64Array(some.length * scatter[a].length);
    let at = 0;
    for (const draw of some) for (const ratio of scatter[a]) values[at++] = draw * expected[a] * ratio;
    values.sort();
    median[a] = quantileOf(values, 0.5);
    for (const { share, lo, hi } of limits) [lo[a], hi[a]] = intervalOf(values, share);
  }
  const [{ lo: lo50, hi: hi50 }, { lo: lo80, hi: hi80 }, { lo: lo95, hi: hi95 }] = limits;
  return { mean: expected.map((share) => share * total), median, lo50, hi50, lo80, hi80, lo95, hi95 };
}
