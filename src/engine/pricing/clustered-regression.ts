import { invertPositiveDefinite } from '#engine/kernels/cholesky.ts';

const rounds = 40;

/** Columns less the (weighted) means of each key's groups, one key after the other until they agree: alternating projections (Gaure 2013). */
export function withoutMeans(
  keys: readonly Int32Array[],
  columns: readonly Float64Array[],
  weight?: Float64Array,
): Float64Array[] {
  const out = columns.map((column) => Float64Array.from(column));
  const groups = keys.map((key) => {
    const numbers = new Map<number, number>();
    const group = key.map((value) => {
      const known = numbers.get(value);
      if (known !== undefined) return known;
      numbers.set(value, numbers.size);
      return numbers.size - 1;
    });
    const counts = new Float64Array(numbers.size);
    group.forEach((g, row) => {
      counts[g] += weight ? weight[row] : 1;
    });
    return { group, counts };
  });
  for (const column of out) {
    for (let round = 0, moved = 1; round < rounds && moved > 1e-10; round++) {
      moved = 0;
      for (const { group, counts } of groups) {
        const means = new Float64Array(counts.length);
        for (let row = 0; row < column.length; row++) means[group[row]] += (weight ? weight[row] : 1) * column[row];
        for (let g = 0; g < means.length; g++) {
          means[g] /= counts[g] || 1;
          moved = Math.max(moved, Math.abs(means[g]));
        }
        for (let row = 0; row < column.length; row++) column[row] -= means[group[row]];
      }
      if (groups.length === 1) break;
    }
  }
  return out;
}

export interface ClusteredFit {
  /** By column; 0 with an infinite variance where a column does not vary. */
  readonly value: Float64Array;
  readonly variance: Float64Array;
  readonly residual: Float64Array;
}

/** (Weighted) least squares of y on the columns, errors clustered (Liang and Zeger 1986; n / (n - 1) for few clusters). */
export function clusteredRegression(
  y: Float64Array,
  columns: readonly Float64Array[],
  cluster: Int32Array,
  weight?: Float64Array,
): ClusteredFit {
  const w = weight ?? new Float64Array(y.length).fill(1);
  const dot = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let row = 0; row < a.length; row++) sum += w[row] * a[row] * b[row];
    return sum;
  };
  const used = [...columns.keys()].filter((c) => dot(columns[c], columns[c]) > 1e-6);
  const n = used.length;
  const gram = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return dot(columns[used[i]], columns[used[j]]) * (i === j ? 1 + 1e-9 : 1);
  });
  const inverse = invertPositiveDefinite(gram, n) ?? new Float64Array(n * n);
  const times = (vector: ArrayLike<number>): number[] =>
    used.map((_, i) => used.reduce((sum, __, j) => sum + inverse[i * n + j] * vector[j], 0));
  const solved = times(used.map((c) => dot(columns[c], y)));
  const residual = Float64Array.from(y);
  used.forEach((c, i) => {
    for (let row = 0; row < y.length; row++) residual[row] -= solved[i] * columns[c][row];
  });
  const scores = new Map<number, Float64Array>();
  cluster.forEach((key, row) => {
    const score = scores.get(key) ?? new Float64Array(n);
    for (let i = 0; i < n; i++) score[i] += w[row] * columns[used[i]][row] * residual[row];
    scores.set(key, score);
  });
  const value = new Float64Array(columns.length);
  const variance = new Float64Array(columns.length).fill(Number.POSITIVE_INFINITY);
  const few = scores.size / Math.max(1, scores.size - 1);
  const meat = new Float64Array(n);
  for (const score of scores.values())
    times(score).forEach((part, i) => {
      meat[i] += few * part ** 2;
    });
  used.forEach((c, i) => {
    value[c] = solved[i];
    variance[c] = meat[i];
  });
  return { value, variance, residual };
}
