import { sumOf } from '#engine/kernels/statistics.ts';
import { type DemandFactors, demandFactor, type ProductHistory } from '#engine/launch/history/launch.ts';

/** A launch with season and promotions taken out, cut to the horizon. */
export interface NeutralLaunch {
  readonly launch: ProductHistory;
  /** Units by week; NaN = unknown or beyond its data. Length = horizon. */
  readonly path: Float64Array;
  /** Units within the horizon; unknown weeks filled in by the mean shape. */
  readonly total: number;
  /** The same as sold (season and promotions in). */
  readonly rawTotal: number;
}

/** Typical launches that pull the mean shape to a flat one, and each category's shape to the mean shape. */
const flatLaunches = 2;
const categoryPull = 20;
/** A launch counts by its units, up to so many times the median's: one giant is not the rule. */
const mostWeight = 4;
/** Shares of a flat curve that are tried. */
const flatShares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Shapes by category: share of the total by week since launch, each sums to 1. */
export interface LaunchShapes {
  readonly mean: Float64Array;
  of(category: string): Float64Array;
}

/** Weekly units divided by the season and promotion factors of their weeks. */
export function neutralPath(launch: ProductHistory, horizon: number, factors: DemandFactors | null): Float64Array {
  return Float64Array.from({ length: horizon }, (_, a) =>
    a < launch.weekly.length
      ? launch.weekly[a] / demandFactor(factors, launch.category, launch.firstWeek + 7 * a)
      : Number.NaN,
  );
}

/**
 * Launch curves aligned at week 0: mean over the launches of path / total, weighted by their totals (up to 4 times the median:
 * the shares of small launches are mostly noise, and early), pulled to a flat curve as if by 2 typical launches more, and
 * mixed with a flat curve by the share that forecasts left-out launches best (sum of absolute errors of their weeks at their own
 * total); single weeks are smoothed first. A category's own curve is pulled to the mean curve as if by 20 more: neighbours' own curves forecast worse than the
 * mean one. Launches with unknown weeks are filled by the shape of the others; one with nothing sold is left out.
 */
export function learnShapes(
  launches: readonly ProductHistory[],
  horizon: number,
  factors: DemandFactors | null,
): { readonly shapes: LaunchShapes; readonly neutral: readonly NeutralLaunch[] } {
  const paths = launches.map((launch) => neutralPath(launch, horizon, factors));
  const flat = new Float64Array(horizon).fill(1 / horizon);
  const complete = blend(
    weighPaths(
      paths.filter((path) => path.every((value) => !Number.isNaN(value))),
      flat,
    ),
    flat,
    flatLaunches,
  );
  const neutral = launches.map((launch, i): NeutralLaunch => {
    const total = fillTotal(paths[i], complete);
    const raw = fillTotal(
      Float64Array.from(paths[i], (_, a) => (a < launch.weekly.length ? launch.weekly[a] : Number.NaN)),
      complete,
    );
    return { launch, path: paths[i], total, rawTotal: raw };
  });
  const weighed = weighPaths(paths, complete);
  const flatShare = chooseFlatShare(weighed, flat);
  const soften = (shape: Float64Array): Float64Array =>
    shape.map((share, a) => (1 - flatShare) * share + flatShare * flat[a]);
  const mean = soften(blend(weighed, flat, flatLaunches));
  const byCategory = new Map<string, Float64Array>();
  const categories = new Set(launches.map((launch) => launch.category));
  if (categories.size > 1) {
    for (const category of categories) {
      const mine = weighed.filter(({ at }) => launches[at].category === category);
      byCategory.set(category, blend(mine, mean, categoryPull));
    }
  }
  return { shapes: { mean, of: (category) => byCategory.get(category) ?? mean }, neutral };
}

interface WeighedPath {
  /** Place among the launches. */
  readonly at: number;
  readonly total: number;
  readonly shares: Float64Array;
  /** The shares without the jumps of single orders. */
  readonly smooth: Float64Array;
  /** 1 for a launch of median size. */
  readonly weight: number;
}

function weighPaths(paths: readonly Float64Array[], fill: Float64Array): WeighedPath[] {
  const totals = paths.map((path) => fillTotal(path, fill));
  const sold = totals.filter((total) => total > 0).sort((a, b) => a - b);
  const median = sold[sold.length >> 1];
  return paths.flatMap((path, at) => {
    const total = totals[at];
    if (!(total > 0)) return [];
    const shares = path.map((units, a) => (Number.isNaN(units) ? fill[a] : units / total));
    return [{ at, total, shares, smooth: smoothWeeks(shares), weight: Math.min(mostWeight, total / median) }];
  });
}

/**
 * Weighted means (1, 2, 1) of neighbouring weeks, twice; the first two weeks stay as they are: week 0 is partial, and a launch may
 * peak at once. Sums to 1 as the shares do.
 */
function smoothWeeks(shares: Float64Array): Float64Array {
  let smooth = shares;
  for (let round = 0; round < 2; round++) {
    const before = smooth;
    smooth = before.map((share, a) => {
      if (a < 2) return share;
      const next = a + 1 < before.length ? before[a + 1] : share;
      return (before[a - 1] + 2 * share + next) / 4;
    });
  }
  const sum = sumOf(smooth);
  return smooth.map((share) => share / sum);
}

/** Weighted mean of the smoothed shares, with `pull` typical launches of the prior shape; sums to 1. */
function blend(paths: readonly WeighedPath[], prior: Float64Array, pull: number): Float64Array {
  const shape = prior.map((share) => share * pull);
  for (const { smooth, weight } of paths) {
    for (let a = 0; a < shape.length; a++) shape[a] += weight * smooth[a];
  }
  const sum = sumOf(shape);
  return shape.map((share) => share / sum);
}

/** Share of a flat curve in the forecast of left-out launches that leaves the smallest sum of absolute errors. */
function chooseFlatShare(paths: readonly WeighedPath[], flat: Float64Array): number {
  if (paths.length < 2) return 0;
  const sum = flat.map((share) => share * flatLaunches);
  for (const { smooth, weight } of paths) for (let a = 0; a < sum.length; a++) sum[a] += weight * smooth[a];
  const all = sumOf(sum);
  const errors = flatShares.map((flatShare) =>
    paths.reduce((error, { total, shares, smooth, weight }) => {
      let own = 0;
      for (let a = 0; a < flat.length; a++) {
        const others = (sum[a] - weight * smooth[a]) / (all - weight);
        own += Math.abs(shares[a] - (1 - flatShare) * others - flatShare * flat[a]);
      }
      return error + total * own;
    }, 0),
  );
  return flatShares[errors.indexOf(Math.min(...errors))];
}

/** Sum of the known weeks, scaled up by the shape for the unknown ones; 0 when none is known. */
function fillTotal(path: Float64Array, shape: Float64Array): number {
  let known = 0;
  let share = 0;
  path.forEach((units, a) => {
    if (Number.isNaN(units)) return;
    known += units;
    share += shape[a];
  });
  return share > 0 ? known / share : 0;
}
