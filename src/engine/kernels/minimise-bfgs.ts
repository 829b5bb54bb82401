/** Function to minimise; may answer NaN or Infinity outside its domain. It must not keep the array. */
export type Objective = (x: Float64Array) => number;

export interface BfgsOptions {
  readonly maxIterations: number;
  /** Stops when the relative decrease of one iteration is below this twice in a row. */
  readonly tolerance: number;
  /** Forward differences: half the evaluations, for searches that are refined afterwards. */
  readonly forward?: boolean;
  /** Inverse Hessian of the search that ended at the start, row-major: goes on where that one stopped. */
  readonly inverse?: Float64Array | null;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly converged: boolean;
  /** Last approximation of the inverse Hessian, row-major; null where there is none. */
  readonly inverse: Float64Array | null;
}

const gradientStep = 6e-6;
const forwardStep = 2e-7;

/**
 * BFGS with central-difference gradients and a backtracking Armijo search (Nocedal and Wright, Numerical Optimization,
 * algorithm 6.1; the update is skipped when the curvature condition fails). Dimensions up to about 20.
 * A start whose value is not finite is answered with that value, not converged.
 */
export function minimiseBfgs(objective: Objective, start: Float64Array, options: BfgsOptions): Minimum {
  const n = start.length;
  const x = Float64Array.from(start);
  let value = objective(x);
  if (n === 0 || !Number.isFinite(value)) return { x, value, converged: n === 0, inverse: null };

  const inverse = new Float64Array(n * n);
  const gradient = new Float64Array(n);
  const nextGradient = new Float64Array(n);
  const direction = new Float64Array(n);
  const trial = new Float64Array(n);
  const yVector = new Float64Array(n);
  const hy = new Float64Array(n);
  const differentiate = (into: Float64Array): void => {
    differenceGradient(objective, x, value, into, options.forward === true);
  };
  const reset = (): void => {
    inverse.fill(0);
    for (let i = 0; i < n; i++) inverse[i * n + i] = 1;
  };

  reset();
  if (options.inverse) inverse.set(options.inverse);
  differentiate(gradient);
  let fresh = !options.inverse;
  let quiet = 0;
  for (let iteration = 0; iteration < options.maxIterations; iteration++) {
    let slope = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum -= inverse[i * n + j] * gradient[j];
      direction[i] = sum;
      slope += sum * gradient[i];
    }
    if (!(slope < 0)) {
      if (fresh) return { x, value, converged: true, inverse: fresh ? null : inverse };
      reset();
      fresh = true;
      continue;
    }
    // The first step along the bare gradient has no scale of its own: at most half a unit in any parameter.
    let step = 1;
    if (fresh) {
      let largest = 0;
      for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(direction[i]));
      if (largest > 0.5) step = 0.5 / largest;
    }
    let found = Number.NaN;
    while (step > 1e-12) {
      for (let i = 0; i < n; i++) trial[i] = x[i] + step * direction[i];
      const candidate = objective(trial);
      if (candidate <= value + 1e-4 * step * slope) {
        found = candidate;
        break;
      }
      // Quadratic interpolation where the trial is usable, else a plain cut.
      const bend = candidate - value - step * slope;
      const proposal = Number.isFinite(candidate) && bend > 0 ? (-slope * step * step) / (2 * bend) : 0;
      step = Math.min(0.5 * step, Math.max(0.1 * step, proposal));
    }
    if (Number.isNaN(found)) {
      if (fresh) return { x, value, converged: true, inverse: fresh ? null : inverse };
      reset();
      fresh = true;
      continue;
    }
    const decrease = value - found;
    x.set(trial);
    value = found;
    differentiate(nextGradient);
    let curvature = 0;
    for (let i = 0; i < n; i++) {
      yVector[i] = nextGradient[i] - gradient[i];
      curvature += yVector[i] * step * direction[i];
    }
    if (curvature > 1e-14) updateInverse(inverse, direction, step, yVector, curvature, hy, fresh);
    fresh = false;
    gradient.set(nextGradient);
    quiet = decrease <= options.tolerance * (Math.abs(value) + 1e-3) ? quiet + 1 : 0;
    if (quiet >= 2) return { x, value, converged: true, inverse: fresh ? null : inverse };
  }
  return { x, value, converged: false, inverse: fresh ? null : inverse };
}

/** Differences; one-sided where asked, or where the other side is outside the domain. */
function differenceGradient(
  objective: Objective,
  x: Float64Array,
  value: number,
  into: Float64Array,
  forward: boolean,
): void {
  const step = forward ? forwardStep : gradientStep;
  for (let i = 0; i < x.length; i++) {
    const kept = x[i];
    const h = step * Math.max(1, Math.abs(kept));
    x[i] = kept + h;
    const up = objective(x);
    if (forward && Number.isFinite(up)) {
      into[i] = (up - value) / h;
      x[i] = kept;
      continue;
    }
    x[i] = kept - h;
    const down = objective(x);
    x[i] = kept;
    if (Number.isFinite(up) && Number.isFinite(down)) into[i] = (up - down) / (2 * h);
    else if (Number.isFinite(up)) into[i] = (up - value) / h;
    else if (Number.isFinite(down)) into[i] = (value - down) / h;
    else into[i] = 0;
  }
}

function updateInverse(
  inverse: Float64Array,
  direction: Float64Array,
  step: number,
  y: Float64Array,
  sy: number,
  hy: Float64Array,
  first: boolean,
): void {
  const n = y.length;
  if (first) {
    let yy = 0;
    for (let i = 0; i < n; i++) yy += y[i] * y[i];
    for (let i = 0; i < n; i++) inverse[i * n + i] = sy / yy;
  }
  let yhy = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += inverse[i * n + j] * y[j];
    hy[i] = sum;
    yhy += sum * y[i];
  }
  const scale = (1 + yhy / sy) / sy;
  for (let i = 0; i < n; i++) {
    const si = step * direction[i];
    for (let j = 0; j < n; j++) {
      const sj = step * direction[j];
      inverse[i * n + j] += scale * si * sj - (hy[i] * sj + si * hy[j]) / sy;
    }
  }
}
