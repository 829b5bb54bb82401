/** Documents as rows of a sparse matrix: row r has the columns `columns[starts[r] .. starts[r + 1]]` with these values. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

export interface LogisticModel {
  readonly weights: Float64Array;
  readonly intercept: number;
}

const memory = 8;
const mostRounds = 100;
const tolerance = 1e-3;

const noPause = (): Promise<void> => Promise.resolve();

export interface LogisticProblem {
  readonly rows: SparseRows;
  /** +1 or -1 by row. */
  readonly labels: ArrayLike<number>;
  /** Weight of each row. */
  readonly importance: ArrayLike<number>;
  readonly columns: number;
  /** Strength of fitting: the less, the nearer the weights stay to 0. */
  readonly c: number;
  /** Where the search begins; zero when absent. */
  readonly start?: LogisticModel;
}

/**
 * L2-regularised logistic regression: minimises w'w / 2 + C sum_i c_i log(1 + exp(-y_i (x_i'w + b))), b not penalised, by L-BFGS (Nocedal and Wright 2006, algorithm
 * 7.5, memory 8) with backtracking, until the gradient's norm is a thousandth of that at zero or for 100 rounds. O(non-zeros) a round. `pause` is called every round.
 */
export async function fitLogistic(
  problem: LogisticProblem,
  pause: () => Promise<void> = noPause,
): Promise<LogisticModel> {
  const { rows, labels, importance, columns, c } = problem;
  const n = columns + 1;
  const loss = (w: Float64Array, gradient: Float64Array): number => {
    let value = 0;
    for (let k = 0; k < columns; k++) {
      value += (w[k] * w[k]) / 2;
      gradient[k] = w[k];
    }
    gradient[columns] = 0;
    for (let r = 0; r < labels.length; r++) {
      const margin = labels[r] * score(rows, r, w, w[columns]);
      const e = Math.exp(-Math.abs(margin));
      value += c * importance[r] * (Math.log1p(e) + Math.max(0, -margin));
      const slope = (-c * importance[r] * labels[r] * (margin > 0 ? e : 1)) / (1 + e);
      for (let k = rows.starts[r]; k < rows.starts[r + 1]; k++) gradient[rows.columns[k]] += slope * rows.values[k];
      gradient[columns] += slope;
    }
    return value;
  };
  let w = new Float64Array(n);
  let gradient = new Float64Array(n);
  let value = loss(w, gradient);
  const first = Math.sqrt(dot(gradient, gradient));
  if (problem.start) {
    w.set(problem.start.weights);
    w[columns] = problem.start.intercept;
    gradient = new Float64Array(n);
    value = loss(w, gradient);
  }
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  for (let round = 0; round < mostRounds && Math.sqrt(dot(gradient, gradient)) > tolerance * first; round++) {
    const direction = twoLoop(gradient, steps, changes);
    const slope = dot(direction, gradient);
    let length = round === 0 ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
    let next = w;
    let nextGradient = gradient;
    let nextValue = value;
    for (let halving = 0; halving < 40; halving++, length /= 2) {
      next = w.map((x, k) => x + length * direction[k]);
      nextGradient = new Float64Array(n);
      nextValue = loss(next, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
    }
    if (!(nextValue < value)) break;
    const step = next.map((x, k) => x - w[k]);
    const change = nextGradient.map((x, k) => x - gradient[k]);
    if (dot(step, change) > 1e-12) {
      steps.push(step);
      changes.push(change);
      if (steps.length > memory) {
        steps.shift();
        changes.shift();
      }
    }
    w = next;
    gradient = nextGradient;
    value = nextValue;
    await pause();
  }
  return { weights: w.subarray(0, columns), intercept: w[columns] };
}

/** x'w + b of row r. */
export function score(rows: SparseRows, r: number, weights: Float64Array, intercept: number): number {
  let sum = intercept;
  for (let k = rows.starts[r]; k < rows.starts[r + 1]; k++) sum += weights[rows.columns[k]] * rows.values[k];
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

/** -H g by the two-loop recursion. */
function twoLoop(
  gradient: Float64Array,
  steps: readonly Float64Array[],
  changes: readonly Float64Array[],
): Float64Array {
  const q = gradient.map((x) => -x);
  const alphas: number[] = [];
  for (let k = steps.length - 1; k >= 0; k--) {
    const alpha = dot(steps[k], q) / dot(steps[k], changes[k]);
    alphas[k] = alpha;
    for (let j = 0; j < q.length; j++) q[j] -= alpha * changes[k][j];
  }
  const last = steps.length - 1;
  if (last >= 0) {
    const scale = dot(steps[last], changes[last]) / dot(changes[last], changes[last]);
    for (let j = 0; j < q.length; j++) q[j] *= scale;
  }
  for (let k = 0; k < steps.length; k++) {
    const beta = dot(changes[k], q) / dot(steps[k], changes[k]);
    for (let j = 0; j < q.length; j++) q[j] += (alphas[k] - beta) * steps[k][j];
  }
  return q;
}
