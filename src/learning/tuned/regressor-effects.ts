/**
 * Linear effects of regressors known ahead on a series' values, taken out before a network sees them and put back into
 * its forecasts: the network learns what is left, and whatever the regression got wrong, since it sees the regressors too.
 */

/** One series as the regression needs it: NaN = unknown in `values`; regressors have no NaN. */
export interface RegressedSeries {
  readonly values: Float64Array;
  /** [regressors][at least end]. */
  readonly regressors: readonly Float64Array[];
  /** Nothing at or after this period is read. */
  readonly end: number;
}

/** Periods on each side of the moving mean that takes trend and level out of both sides. */
const halfWindow = 13;
/** A series' own coefficients against those of all: this share of an average series' information speaks for all. */
const commonShare = 0.3;
/** Ridge, as a share of the regressors' mean square. */
const ridge = 0.02;

interface Moments {
  readonly xx: Float64Array;
  readonly xy: Float64Array;
  readonly pairs: number;
}

/**
 * Ridge regression of values on regressors, both less a centred moving mean of 27 periods; coefficients of each series
 * are drawn towards those of all series together. [series][regressors].
 */
export function fitRegressorEffects(series: readonly RegressedSeries[]): readonly Float64Array[] {
  const count = series[0]?.regressors.length ?? 0;
  if (count === 0) return series.map(() => new Float64Array(0));
  const moments = series.map(momentsOf);
  const sum = (pick: (m: Moments) => Float64Array, length: number): Float64Array =>
    Float64Array.from({ length }, (_, k) => moments.reduce((total, m) => total + pick(m)[k], 0));
  const allXx = sum((m) => m.xx, count * count);
  const allXy = sum((m) => m.xy, count);
  const common = solveRidge(allXx, allXy, count);
  return moments.map(({ xx, xy }) => {
    // Prior: the common coefficients, worth a share of an average series.
    const weight = commonShare / series.length;
    const towards = Float64Array.from({ length: count }, (_, i) => {
      let total = 0;
      for (let j = 0; j < count; j++) total += allXx[i * count + j] * common[j];
      return xy[i] + weight * total;
    });
    return solveRidge(
      xx.map((entry, k) => entry + weight * allXx[k]),
      towards,
      count,
    );
  });
}

/** Sum over the regressors of coefficient times value at period t. */
export function effectAt(coefficients: Float64Array, regressors: readonly Float64Array[], t: number): number {
  let sum = 0;
  for (let k = 0; k < coefficients.length; k++) sum += coefficients[k] * regressors[k][t];
  return sum;
}

function momentsOf({ values, regressors, end }: RegressedSeries): Moments {
  const count = regressors.length;
  const known = Array.from({ length: end }, (_, t) => !Number.isNaN(values[t]));
  const y = withoutLevel(values, known, end);
  const xs = regressors.map((column) => withoutLevel(column, known, end));
  const xx = new Float64Array(count * count);
  const xy = new Float64Array(count);
  let pairs = 0;
  for (let t = 0; t < end; t++) {
    if (!known[t]) continue;
    pairs += 1;
    for (let i = 0; i < count; i++) {
      xy[i] += xs[i][t] * y[t];
      for (let j = 0; j < count; j++) xx[i * count + j] += xs[i][t] * xs[j][t];
    }
  }
  return { xx, xy, pairs };
}

/** Values less the mean of the known ones around them; 0 where unknown. */
function withoutLevel(column: Float64Array, known: readonly boolean[], end: number): Float64Array {
  return Float64Array.from({ length: end }, (_, t) => {
    if (!known[t]) return 0;
    let [sum, count] = [0, 0];
    for (let u = Math.max(0, t - halfWindow); u <= Math.min(end - 1, t + halfWindow); u++) {
      if (!known[u]) continue;
      sum += column[u];
      count += 1;
    }
    return column[t] - sum / count;
  });
}

/** Solves (A + ridge) x = b for a symmetric A of full rank after the ridge (Cholesky); a regressor that never moves gets 0. */
function solveRidge(a: Float64Array, b: Float64Array, n: number): Float64Array {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += a[i * n + i];
  if (trace === 0) return new Float64Array(n);
  const l = new Float64Array(n * n);
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] + (i === j ? ridge * a[i * n + i] + (1e-6 * trace) / n : 0);
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      l[i * n + j] = i === j ? Math.sqrt(sum) : sum / l[j * n + j];
    }
    for (let k = 0; k < i; k++) x[i] -= l[i * n + k] * x[k];
    x[i] /= l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= l[k * n + i] * x[k];
    x[i] /= l[i * n + i];
  }
  return x;
}
