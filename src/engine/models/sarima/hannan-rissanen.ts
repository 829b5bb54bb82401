import { solveLeastSquares } from '#engine/kernels/least-squares.ts';
import { reflectOutside } from '#engine/kernels/polynomial-roots.ts';
import { armaCount, toRaw } from './arma-parameters.ts';
import type { SarimaOrder } from './sarima-order.ts';

/**
 * Starting values by Hannan and Rissanen (1982): innovations from a long autoregression (with the seasonal lags), then a
 * regression of w on its own lags and those of the innovations, the products of the multiplicative form left out. An AR
 * block that comes out explosive is shrunk until stationary, an MA block is reflected. Answers the raw vector of
 * arma-parameters.ts, or null when the series is too short for it. Cost: two small regressions.
 */
export function hannanRissanenStart(w: Float64Array, order: SarimaOrder): Float64Array | null {
  const { p, q, seasonalP, seasonalQ, period } = order;
  const k = armaCount(order);
  if (k === 0) return null;
  const lags = new Set<number>();
  for (let i = 1; i <= Math.max(6, p + q + 2); i++) lags.add(i);
  for (let s = 1; s <= seasonalP + seasonalQ; s++)
    for (let i = 0; i <= Math.min(2, period - 1); i++) lags.add(s * period + i);
  const longest = Math.max(...lags);
  const rows = w.length - longest;
  if (rows < 2 * lags.size + 4) return null;
  const lagged = (series: Float64Array, lag: number, from: number): Float64Array =>
    series.subarray(from - lag, series.length - lag);
  const long = solveLeastSquares(
    [...lags].map((lag) => lagged(w, lag, longest)),
    w.subarray(longest),
  );
  const innovations = new Float64Array(w.length);
  innovations.set(long.residuals, longest);

  const ownLags = [...lagList(p, 1), ...lagList(seasonalP, period)];
  const noiseLags = [...lagList(q, 1), ...lagList(seasonalQ, period)];
  const from = Math.max(longest, ...ownLags, longest + Math.max(0, ...noiseLags) * (w.length > 3 * longest ? 1 : 0));
  if (w.length - from < 2 * k + 2) return null;
  const columns = [
    ...ownLags.map((lag) => lagged(w, lag, from)),
    ...noiseLags.map((lag) => lagged(innovations, lag, from)),
  ];
  const { coefficients: b } = solveLeastSquares(columns, w.subarray(from));
  const own = (i: number): number => b[i];
  const noise = (i: number): number => b[ownLags.length + i];
  const start = new Float64Array(k);
  for (let i = 0; i < p; i++) start[i] = own(i);
  for (let i = 0; i < seasonalP; i++) start[p + q + i] = own(p + i);
  start.set(reflectOutside(Float64Array.from({ length: q }, (_, i) => noise(i))), p);
  start.set(reflectOutside(Float64Array.from({ length: seasonalQ }, (_, i) => noise(q + i))), p + q + seasonalP);
  for (let attempt = 0; attempt < 40; attempt++) {
    const raw = toRaw(start, order);
    if (raw?.every((v) => Math.abs(v) < 3)) return raw;
    shrink(start, 0, p);
    shrink(start, p + q, seasonalP);
  }
  return null;
}

function lagList(count: number, step: number): number[] {
  return Array.from({ length: count }, (_, i) => (i + 1) * step);
}

/** Pulls the roots of one block outward by 5 %. */
function shrink(block: Float64Array, from: number, count: number): void {
  for (let i = 0; i < count; i++) block[from + i] *= 0.95 ** (i + 1);
}
