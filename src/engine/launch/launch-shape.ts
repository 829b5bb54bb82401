import { type DemandFactors, demandFactor, type ProductHistory } from '#engine/launch/launch.ts';

/** A launch with season and promotions taken out, cut to the horizon. */
export interface NeutralLaunch {
  readonly launch: ProductHistory;
  /** Pieces by week; NaN = unknown or beyond its data. Length = horizon. */
  readonly path: Float64Array;
  /** Pieces within the horizon; unknown weeks filled in by the mean shape. */
  readonly total: number;
  /** The same as sold (season and promotions in). */
  readonly rawTotal: number;
}

/** Pseudo-launches that pull the mean shape to a flat one, and each category's shape to the mean shape. */
const flatLaunches = 2;
const categoryPull = 20;

/** Shapes by category: share of the total by week since launch, each sums to 1. */
export interface LaunchShapes {
  readonly mean: Float64Array;
  of(category: string): Float64Array;
}

/** Weekly pieces divided by the season and promotion factors of their weeks. */
export function neutralPath(launch: ProductHistory, horizon: number, factors: DemandFactors | null): Float64Array {
  return Float64Array.from({ length: horizon }, (_, a) =>
    a < launch.weekly.length
      ? launch.weekly[a] / demandFactor(factors, launch.category, launch.firstWeek + 7 * a)
      : Number.NaN,
  );
}

/**
 * Launch curves aligned at week 0: mean over the launches of path / total, pulled to a flat curve as if by 2 more
 * launches; a category's own curve is pulled to the mean curve as if by 20 more (neighbours' own curves forecast worse
 * than the mean one). Launches with unknown weeks are filled by the shape of the others; one with nothing sold is left out.
 */
export function learnShapes(
  launches: readonly ProductHistory[],
  horizon: number,
  factors: DemandFactors | null,
): { readonly shapes: LaunchShapes; readonly neutral: readonly NeutralLaunch[] } {
  const paths = launches.map((launch) => neutralPath(launch, horizon, factors));
  const flat = new Float64Array(horizon).fill(1 / horizon);
  const complete = meanShape(
    paths.filter((path) => path.every((value) => !Number.isNaN(value))),
    flat,
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
  const mean = meanShape(paths, complete, flat, flatLaunches);
  const byCategory = new Map<string, Float64Array>();
  const categories = new Set(launches.map((launch) => launch.category));
  if (categories.size > 1) {
    for (const category of categories) {
      const mine = paths.filter((_, i) => launches[i].category === category);
      byCategory.set(category, meanShape(mine, complete, mean, categoryPull));
    }
  }
  return { shapes: { mean, of: (category) => byCategory.get(category) ?? mean }, neutral };
}

function meanShape(
  paths: readonly Float64Array[],
  fill: Float64Array,
  prior: Float64Array,
  weight: number,
): Float64Array {
  const shape = Float64Array.from(prior, (share) => share * weight);
  let count = weight;
  for (const path of paths) {
    const total = fillTotal(path, fill);
    if (!(total > 0)) continue;
    path.forEach((units, a) => {
      shape[a] += Number.isNaN(units) ? fill[a] : units / total;
    });
    count++;
  }
  const sum = shape.reduce((all, share) => all + share, 0);
  return shape.map((share) => (count > 0 ? share / sum : 1 / shape.length));
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
