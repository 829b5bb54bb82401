import { sumOf } from '#engine/kernels/statistics.ts';
import { type CurveForm, fitCurveForm } from './curve-form.ts';
import type { NeutralLaunch } from './launch-shape.ts';

/** A way in which launches have gone; in the order of their early share: `quick` sells first, `slow` last. */
export type CurveName = 'quick' | 'steady' | 'slow';

export interface TypicalCurve {
  readonly name: CurveName;
  /** Share of the total by week, season and promotion neutral; sums to 1. */
  readonly shape: Float64Array;
  /** Share of the launches that followed it. */
  readonly share: number;
  readonly launches: number;
  /** The triangle or trapezoid that it resembles; null where the horizon is too short. */
  readonly form: CurveForm | null;
}

/** Typical curves and how launches divide among them. Probabilities by curve sum to 1. */
export interface CurveLibrary {
  readonly curves: readonly TypicalCurve[];
  /** Probability that launch i followed each curve, by launch. */
  readonly memberships: readonly Float64Array[];
  /** Overall shares pulled towards those of similar launches (weights by launch, summing to 1): the prior of a candidate. */
  prior(similar: ReadonlyMap<number, number>): Float64Array;
  /** Bayes' rule: `prior` with the known weeks of a path (NaN = unknown), by their pattern. */
  posterior(prior: Float64Array, path: Float64Array): Float64Array;
  /** `base` moved by what the probabilities say beyond the overall shares; sums to 1. */
  shape(base: Float64Array, probabilities: Float64Array): Float64Array;
}

const names: Readonly<Record<number, readonly CurveName[]>> = {
  1: ['steady'],
  2: ['quick', 'slow'],
  3: ['quick', 'steady', 'slow'],
};
/** Launches that two and three curves need. */
const launchesForTwo = 12;
const launchesForThree = 30;
const rounds = 50;
/** Typical launches by which each curve is pulled to the mean of all. */
const curvePull = 5;
/** Launches' worth of the overall shares in a candidate's prior, and of similar launches that are tried. */
const priorPull = 10;
const likenessTried = [0, 5, 20];
/** Parts for which the evidence of first weeks is counted that are tried, and the weeks after which they are judged. */
const trustTried = [0, 0.05, 0.15, 0.35, 0.7];
const judgedAfter = [2, 4, 6];
/** Error by which a trust must be better than none: one part in fifty. */
const leastGain = 0.02;
/** A launch counts by its units, up to so many times the median's. */
const mostWeight = 4;
/** Weeks of a launch stray together: their evidence counts for a part of independent weeks. */
const independence = 0.35;

/**
 * k-means on the cumulative shares (squared distance, weighted by the launches' sizes), three curves from 30 launches on, two from 12, else one; started from
 * the launches in the order of the share sold in the first third. Each curve is the weighted mean of its launches' shares, pulled to the mean of all as if by 5
 * launches. `shares`: by launch, each sums to 1; `weights`: their importance, about 1. How much similar launches (`similarTo`: weights of other launches,
 * summing to 1) and first weeks say of the curve is chosen by the error of the shapes that follow; where they do not help by 2 %, nothing is made of them.
 */
export function learnCurveLibrary(
  shares: readonly Float64Array[],
  weights: readonly number[],
  mean: Float64Array,
  similarTo: (launch: number) => ReadonlyMap<number, number> = () => new Map(),
): CurveLibrary {
  const n = shares.length;
  const k = n >= launchesForThree ? 3 : n >= launchesForTwo ? 2 : 1;
  const groups = cluster(shares, weights, k);
  const shapes = groups.map((members) => pulledMean(shares, weights, members, mean));
  const scatter = weekScatter(shares, weights, groups, shapes);
  const overall = Float64Array.from(groups, (members) => (members.length + 1) / (n + k));
  const evidence = (path: Float64Array): Float64Array => {
    const known = Array.from(path.keys()).filter((a) => a < mean.length && !Number.isNaN(path[a]));
    const sold = known.reduce((sum, a) => sum + path[a], 0);
    if (known.length < 2 || !(sold > 0)) return new Float64Array(k);
    return Float64Array.from(shapes, (shape) => {
      const share = known.reduce((sum, a) => sum + shape[a], 0);
      const squares = known.reduce(
        (sum, a) => sum + (path[a] / sold - shape[a] / share) ** 2 / (scatter[a] / share ** 2),
        0,
      );
      return -0.5 * squares;
    });
  };
  const update = (prior: Float64Array, path: Float64Array, trust: number): Float64Array => {
    const logs = evidence(path).map((value, c) => trust * value + Math.log(prior[c]));
    const top = Math.max(...logs);
    return normalised(logs.map((log) => Math.exp(log - top)));
  };
  const memberships = shares.map((path) => update(overall, path, independence));
  const priorBy = (likeness: number, similar: ReadonlyMap<number, number>): Float64Array => {
    const sum = overall.map((share) => priorPull * share);
    for (const [i, weight] of similar) {
      memberships[i].forEach((probability, c) => {
        sum[c] += likeness * weight * probability;
      });
    }
    return normalised(sum);
  };
  const shapeOf = (base: Float64Array, probabilities: Float64Array): Float64Array =>
    normalised(
      base.map((share, a) =>
        Math.max(
          0.1 * share,
          shapes.reduce((sum, shape, c) => sum + (probabilities[c] - overall[c]) * shape[a], share),
        ),
      ),
    );
  const likeness = chooseBest(likenessTried, (tried) =>
    shares.reduce((sum, path, i) => {
      const shape = shapeOf(mean, priorBy(tried, similarTo(i)));
      return sum + weights[i] * path.reduce((error, share, a) => error + Math.abs(share - shape[a]), 0);
    }, 0),
  );
  const trust = chooseBest(trustTried, (tried) =>
    judgedAfter.reduce(
      (sum, weeks) =>
        sum +
        shares.reduce((all, path, i) => {
          const seen = path.map((share, a) => (a < weeks ? share : Number.NaN));
          return all + weights[i] * restError(path, weeks, shapeOf(mean, update(overall, seen, tried)));
        }, 0),
      0,
    ),
  );
  return {
    curves: shapes.map((shape, c) => ({
      name: names[k][c],
      shape,
      share: overall[c],
      launches: groups[c].length,
      form: fitCurveForm(shape),
    })),
    memberships,
    prior: (similar) => priorBy(likeness, similar),
    posterior: (prior, path) => update(prior, path, trust),
    shape: shapeOf,
  };
}

/** The setting with the least error; a later one must be better than the first by one part in fifty. */
function chooseBest(tried: readonly number[], errorOf: (value: number) => number): number {
  const errors = tried.map(errorOf);
  const best = errors.indexOf(Math.min(...errors));
  return errors[best] < (1 - leastGain) * errors[0] ? tried[best] : tried[0];
}

/** Sum of absolute errors of the weeks after the first `weeks` at the launch's own total, in shares of it. */
function restError(path: Float64Array, weeks: number, shape: Float64Array): number {
  return path.reduce((error, share, a) => (a < weeks ? error : error + Math.abs(share - shape[a])), 0);
}

function cluster(shares: readonly Float64Array[], weights: readonly number[], k: number): number[][] {
  const cumulative = shares.map((path) => {
    let sum = 0;
    return path.map((share) => {
      sum += share;
      return sum;
    });
  });
  const third = Math.max(0, Math.ceil((shares[0]?.length ?? 1) / 3) - 1);
  const order = cumulative.map((_, i) => i).sort((a, b) => cumulative[b][third] - cumulative[a][third] || a - b);
  let groups = Array.from({ length: k }, (_, c) =>
    order.slice(Math.round((c * order.length) / k), Math.round(((c + 1) * order.length) / k)),
  );
  for (let round = 0; round < rounds; round++) {
    const centres = groups.map((members) => weightedMean(cumulative, weights, members));
    const next: number[][] = groups.map(() => []);
    cumulative.forEach((path, i) => {
      const distances = centres.map((centre) => path.reduce((sum, value, a) => sum + (value - centre[a]) ** 2, 0));
      next[distances.indexOf(Math.min(...distances))].push(i);
    });
    if (next.some((members) => members.length === 0)) break;
    const isSettled = next.every(
      (members, c) => members.length === groups[c].length && members.every((i) => groups[c].includes(i)),
    );
    groups = next;
    if (isSettled) break;
  }
  return groups.sort(
    (a, b) => weightedMean(cumulative, weights, b)[third] - weightedMean(cumulative, weights, a)[third],
  );
}

function weightedMean(
  paths: readonly Float64Array[],
  weights: readonly number[],
  members: readonly number[],
): Float64Array {
  const mean = new Float64Array(paths[0].length);
  let sum = 0;
  for (const i of members) {
    sum += weights[i];
    paths[i].forEach((value, a) => {
      mean[a] += weights[i] * value;
    });
  }
  return mean.map((value) => value / sum);
}

function pulledMean(
  shares: readonly Float64Array[],
  weights: readonly number[],
  members: readonly number[],
  prior: Float64Array,
): Float64Array {
  const sum = prior.map((share) => curvePull * share);
  for (const i of members)
    shares[i].forEach((share, a) => {
      sum[a] += weights[i] * share;
    });
  return normalised(sum);
}

/** Mean squared distance of a week's share from its launch's curve; at least that of a fifth of an even share. */
function weekScatter(
  shares: readonly Float64Array[],
  weights: readonly number[],
  groups: readonly (readonly number[])[],
  shapes: readonly Float64Array[],
): Float64Array {
  const horizon = shapes[0].length;
  const floor = (0.2 / horizon) ** 2;
  const squares = new Float64Array(horizon);
  let sum = 0;
  groups.forEach((members, c) => {
    for (const i of members) {
      sum += weights[i];
      shares[i].forEach((share, a) => {
        squares[a] += weights[i] * (share - shapes[c][a]) ** 2;
      });
    }
  });
  return squares.map((value) => floor + (sum > 0 ? value / sum : 0));
}

function normalised(values: Float64Array): Float64Array {
  const sum = sumOf(values);
  return values.map((value) => value / sum);
}

/**
 * The library of launches with season and promotions taken out; launches with nothing sold count for nothing. Shares of single weeks
 * are taken as they are, unknown weeks filled by `mean`.
 */
export function libraryOf(
  neutral: readonly NeutralLaunch[],
  mean: Float64Array,
  similarTo: (launch: number) => ReadonlyMap<number, number> = () => new Map(),
): CurveLibrary {
  const sold = neutral.flatMap(({ total }, i) => (total > 0 ? [i] : []));
  const totals = sold.map((i) => neutral[i].total).sort((a, b) => a - b);
  const median = totals[totals.length >> 1];
  const shares = sold.map((i) =>
    normalised(neutral[i].path.map((units, a) => (Number.isNaN(units) ? mean[a] : units / neutral[i].total))),
  );
  const weights = sold.map((i) => Math.min(mostWeight, neutral[i].total / median));
  const place = new Map(sold.map((i, at) => [i, at]));
  const placed = (similar: ReadonlyMap<number, number>): ReadonlyMap<number, number> =>
    new Map([...similar].flatMap(([i, weight]) => (place.has(i) ? [[place.get(i) ?? 0, weight] as const] : [])));
  const library =
    sold.length > 0
      ? learnCurveLibrary(shares, weights, mean, (at) => placed(similarTo(sold[at])))
      : learnCurveLibrary([mean], [1], mean);
  const overall = Float64Array.from(library.curves, ({ share }) => share);
  return {
    ...library,
    memberships: neutral.map((_, i) => library.memberships[place.get(i) ?? -1] ?? overall),
    prior: (similar) => library.prior(placed(similar)),
  };
}
