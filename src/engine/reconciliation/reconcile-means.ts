import { factorCholesky, solveLower, solveUpper } from '#engine/kernels/cholesky.ts';

/**
 * Sums that forecasts must obey: each aggregate is the sum of some bottom series. A vector of the hierarchy holds the
 * aggregates first, in this order, then the bottom series.
 */
export interface Hierarchy {
  readonly bottoms: number;
  /** Indices of bottom series, by aggregate. */
  readonly aggregates: readonly (readonly number[])[];
}

/** Aggregates replaced by the sums of the bottom forecasts; nothing is mutated. */
export function sumBottomUp({ bottoms, aggregates }: Hierarchy, base: Float64Array): Float64Array {
  const first = aggregates.length;
  const own = base.subarray(first, first + bottoms);
  return Float64Array.from([...aggregates.map((parts) => parts.reduce((sum, i) => sum + own[i], 0)), ...own]);
}

/** Bottoms held at zero are tried at most so often; the loop ends long before. */
const mostRounds = 200;

/**
 * The coherent forecasts nearest to `base` in the metric of the error covariance: minimises (x - base)' W^-1 (x - base)
 * over x that add up, bottoms not below zero where asked. That is MinT (Wickramasuriya, Athanasopoulos and Hyndman 2019),
 * here in its constraint form x = base - W C' (C W C')^-1 C base with one row of C a sum (Di Fonzo and Girolimetto 2021),
 * whose system has the size of the aggregates, not of the bottoms. Bottoms at zero are further rows of C, found by an
 * active set. `covariance`: n x n, row-major, positive definite. Null when the system cannot be solved.
 */
export function reconcileMinTrace(
  hierarchy: Hierarchy,
  base: Float64Array,
  covariance: Float64Array,
  nonNegative: boolean,
): Float64Array | null {
  const first = hierarchy.aggregates.length;
  const atZero = new Set<number>();
  const visited = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const answer = project(hierarchy, base, covariance, [...atZero]);
    if (!answer) return null;
    if (!nonNegative) return sumBottomUp(hierarchy, answer.x);
    const below = [...answer.x.keys()].filter((i) => i >= first && !atZero.has(i) && answer.x[i] < -1e-9);
    // A bottom whose price is negative wants to rise from zero.
    const released = below.length > 0 ? [] : [...atZero].filter((_, k) => answer.prices[k] < -1e-9);
    if (below.length + released.length === 0) return cutAtZero(hierarchy, answer.x);
    for (const i of below) atZero.add(i);
    const key = released.join();
    // Going round in circles: what is feasible is taken as it is.
    if (released.length > 0 && visited.has(key)) return cutAtZero(hierarchy, answer.x);
    visited.add(key);
    for (const i of released) atZero.delete(i);
  }
  return null;
}

/** Rounding below zero removed, sums taken anew. */
function cutAtZero(hierarchy: Hierarchy, x: Float64Array): Float64Array {
  const first = hierarchy.aggregates.length;
  return sumBottomUp(
    hierarchy,
    x.map((v, i) => (i >= first ? Math.max(0, v) : v)),
  );
}

/** Projection onto the sums and onto zero for the entries named; `prices` of the latter, positive = the bound binds. */
function project(
  { bottoms, aggregates }: Hierarchy,
  base: Float64Array,
  covariance: Float64Array,
  zeros: readonly number[],
): { readonly x: Float64Array; readonly prices: Float64Array } | null {
  const n = aggregates.length + bottoms;
  const rows = aggregates.length + zeros.length;
  /** C v for a vector given by its entries. */
  const apply = (v: (i: number) => number): Float64Array =>
    Float64Array.from({ length: rows }, (_, r) => {
      if (r >= aggregates.length) return v(zeros[r - aggregates.length]);
      return v(r) - aggregates[r].reduce((sum, i) => sum + v(aggregates.length + i), 0);
    });
  // Column i of C W, for every i: then C W C' by applying C to its rows.
  const crossed = Array.from({ length: n }, (_, i) => apply((j) => covariance[j * n + i]));
  const system = new Float64Array(rows * rows);
  for (let r = 0; r < rows; r++)
    system.set(
      apply((i) => crossed[i][r]),
      r * rows,
    );
  // A sum of one part may have the part's very errors: their difference then has no variance, and no gap to close.
  for (let r = 0; r < rows; r++) {
    const node = r < aggregates.length ? r : zeros[r - aggregates.length];
    system[r * rows + r] += 1e-11 * covariance[node * n + node];
  }
  if (factorCholesky(system, rows) >= 0) return null;
  const multipliers = apply((i) => base[i]);
  solveLower(system, rows, multipliers);
  solveUpper(system, rows, multipliers);
  const x = base.map((v, i) => {
    let change = 0;
    for (let r = 0; r < rows; r++) change += crossed[i][r] * multipliers[r];
    return v - change;
  });
  return { x, prices: multipliers.slice(aggregates.length).map((v) => -v) };
}
