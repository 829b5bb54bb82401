import { decomposeStl } from '#engine/decomposition/stl.ts';
import { solveLeastSquares } from '#engine/kernels/least-squares.ts';

/**
 * Missing values (NaN) filled as by R's `forecast::na.interp`: on straight lines where there is no season or less than
 * two of them observed; else a Fourier and polynomial regression gives a first guess, robust STL a season, and the
 * seasonally adjusted series is interpolated linearly. Ends are carried outward. A result far outside the range of the
 * data falls back to straight lines. All NaN stays all NaN. Nothing is mutated.
 */
export function interpolateGaps(values: Float64Array, period: number): Float64Array {
  const observed = values.reduce((count, v) => count + (Number.isNaN(v) ? 0 : 1), 0);
  if (observed === values.length || observed === 0) return Float64Array.from(values);
  if (period <= 1 || observed <= 2 * period) return interpolateLinearly(values, values);
  const n = values.length;
  const filled = Float64Array.from(values);
  const guess = regressOnFourier(values, period);
  for (let t = 0; t < n; t++) if (Number.isNaN(filled[t])) filled[t] = guess[t];
  const { seasonal } = decomposeStl(filled, { period, seasonalWindow: 11, robust: true });
  const adjusted = interpolateLinearly(
    filled.map((v, t) => v - seasonal[t]),
    values,
  );
  const result = values.map((v, t) => (Number.isNaN(v) ? adjusted[t] + seasonal[t] : v));
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  const slack = 0.5 * (high - low);
  const wild = result.some((v) => v > high + slack || v < low - slack);
  return wild ? interpolateLinearly(values, values) : result;
}

/** `x` where `mask` is observed, straight lines between, the end values outward. */
function interpolateLinearly(x: Float64Array, mask: Float64Array): Float64Array {
  const result = Float64Array.from(x);
  let before = -1;
  for (let t = 0; t < x.length; t++) {
    if (Number.isNaN(mask[t])) continue;
    if (before < 0) result.fill(x[t], 0, t);
    else
      for (let g = before + 1; g < t; g++) result[g] = x[before] + ((x[t] - x[before]) * (g - before)) / (t - before);
    before = t;
  }
  result.fill(x[before], before + 1);
  return result;
}

function regressOnFourier(values: Float64Array, period: number): Float64Array {
  const n = values.length;
  const harmonics = Math.min(Math.trunc(period / 2), 5);
  const columns: Float64Array[] = [new Float64Array(n).fill(1)];
  for (let k = 1; k <= harmonics; k++) {
    const angle = (t: number): number => (2 * Math.PI * k * (t + 1)) / period;
    if (2 * k !== period) columns.push(Float64Array.from({ length: n }, (_, t) => Math.sin(angle(t))));
    columns.push(Float64Array.from({ length: n }, (_, t) => Math.cos(angle(t))));
  }
  const degree = Math.min(Math.max(Math.trunc(n / 10), 1), 6);
  for (let power = 1; power <= degree; power++)
    columns.push(Float64Array.from({ length: n }, (_, t) => ((2 * t) / (n - 1) - 1) ** power));
  const rows = Array.from({ length: n }, (_, t) => t).filter((t) => !Number.isNaN(values[t]));
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (t) => column[t]);
  const { coefficients } = solveLeastSquares(columns.map(pick), pick(values));
  return Float64Array.from({ length: n }, (_, t) => columns.reduce((sum, c, j) => sum + coefficients[j] * c[t], 0));
}
