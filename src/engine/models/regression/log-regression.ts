import { dotProduct, orthogonaliseColumns, solveForColumns } from '#engine/kernels/least-squares.ts';
import {
  defineModel,
  describeSimply,
  type Forecaster,
  type ModelCoefficient,
  toLogNormalForecast,
} from '#engine/models/define-model.ts';
import { takeLogarithm } from '#engine/models/sarima/arima-models.ts';
import { fourierRegressors, selectUsableRegressors } from '#engine/models/sarima/regressors.ts';

/** Sine and cosine pairs of the season, at most; fewer where there are fewer observations for each. */
const mostPairs = 3;
const observationsPerColumn = 8;

/**
 * Least squares of ln y (ln(1 + y) where a zero was observed) on the regressors and, from two seasons of data on, Fourier
 * pairs of the season; no model of the errors. Limits are prediction limits: variance s^2 (1 + x'(X'X)^-1 x). Refusals:
 * `negative-values`, `no-regressor`, `series-too-short`.
 */
const fitLogRegression: Forecaster = ({ values, frequency, horizon, xreg, newXreg, nonNegative }) => {
  const refuse = (code: string, params: Record<string, number> = {}): ReturnType<Forecaster> => ({
    ok: false,
    issue: { code, severity: 'error', params },
  });
  const logged = takeLogarithm(values);
  if (!logged.ok) return logged;
  const y = logged.value.values;
  const usable = selectUsableRegressors(y, xreg, newXreg);
  if (usable.xreg.length === 0) return refuse('no-regressor');
  const n = y.length;
  const rows = Array.from(y.keys()).filter((t) => Number.isFinite(y[t]));
  const room = Math.floor(rows.length / observationsPerColumn) - usable.xreg.length - 1;
  const pairs = frequency > 1 && n >= 2 * frequency ? Math.max(0, Math.min(mostPairs, Math.floor(room / 2))) : 0;
  const columns = [...usable.xreg, ...fourierRegressors(n, frequency, pairs)];
  const ahead = [...usable.newXreg, ...fourierRegressors(horizon, frequency, pairs, n)];
  const needed = columns.length + 3;
  if (rows.length < needed) return refuse('series-too-short', { observations: rows.length, needed });

  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (t) => column[t]);
  const observed = pick(y);
  const design = [new Float64Array(rows.length).fill(1), ...columns.map((column) => pick(column.values))];
  const orthogonalised = orthogonaliseColumns(design);
  const projected = Float64Array.from(orthogonalised.basis, (b) => (b ? dotProduct(b, observed) : 0));
  const coefficients = solveForColumns(orthogonalised, projected);
  let squares = dotProduct(observed, observed) - dotProduct(projected, projected);
  squares = Math.max(0, squares);
  const freedom = rows.length - design.length + orthogonalised.dependent.length;
  const sigma2 = squares / freedom;
  const mean = new Float64Array(horizon);
  const deviation = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    const x = Float64Array.from([1, ...ahead.map((column) => column.values[h])]);
    mean[h] = dotProduct(x, coefficients);
    deviation[h] = Math.sqrt(sigma2 * (1 + leverage(orthogonalised.upper, x)));
  }
  const named: ModelCoefficient[] = ['intercept', ...columns.map(({ name }) => name)].map((name, i) => ({
    name,
    value: coefficients[i],
    standardError: Number.NaN,
  }));
  const model = { ...describeSimply('log-linear regression', named), sigma2, logarithm: true };
  return {
    ok: true,
    value: { forecast: toLogNormalForecast(mean, deviation, logged.value.offset, nonNegative), model },
  };
};

export const logRegression = defineModel({
  id: 'lm-log',
  family: 'regression',
  fit: fitLogRegression,
  appliesTo: ({ isIntermittent, isDemand, hasRegressors }) => !isIntermittent && isDemand && hasRegressors,
  cost: 1,
});

/** x'(R'R)^-1 x = |z|^2 with R'z = x; a column that was left out of R adds nothing. */
function leverage(upper: Float64Array, x: Float64Array): number {
  const k = x.length;
  const z = new Float64Array(k);
  let sum = 0;
  for (let j = 0; j < k; j++) {
    const pivot = upper[j * k + j];
    if (pivot === 0) continue;
    let rest = x[j];
    for (let i = 0; i < j; i++) rest -= upper[i * k + j] * z[i];
    z[j] = rest / pivot;
    sum += z[j] * z[j];
  }
  return sum;
}
