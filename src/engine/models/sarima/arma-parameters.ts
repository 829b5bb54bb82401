import type { SarimaOrder } from './sarima-order.ts';

/**
 * A vector of ARMA coefficients is laid out as in R: ar (p), ma (q), seasonal ar (P), seasonal ma (Q).
 * The optimiser works on a raw vector of the same layout, in which each AR block stands as atanh of its partial
 * autocorrelations (Jones 1980), so that every raw vector is stationary. MA blocks are free: the likelihood is smooth
 * across the unit circle and the same on both sides, so a free search reaches a boundary optimum that a transform
 * would only approach; the fitted polynomial is reflected outside the circle afterwards.
 */
export function armaCount(order: SarimaOrder): number {
  return order.p + order.q + order.seasonalP + order.seasonalQ;
}

/** Raw vector to coefficients; `into` may be `raw` itself. */
export function toCoefficients(raw: Float64Array, order: SarimaOrder, into: Float64Array): void {
  if (into !== raw) into.set(raw);
  partialToAr(into, 0, order.p);
  partialToAr(into, order.p + order.q, order.seasonalP);
}

/** Coefficients to a raw vector, or null when an AR block is not stationary. */
export function toRaw(coefficients: Float64Array, order: SarimaOrder): Float64Array | null {
  const raw = Float64Array.from(coefficients);
  const ok = arToPartial(raw, 0, order.p) && arToPartial(raw, order.p + order.q, order.seasonalP);
  return ok ? raw : null;
}

const work = new Float64Array(64);

/** Durbin-Levinson upwards: atanh partial autocorrelations in block[from, from + p) become AR coefficients. */
function partialToAr(block: Float64Array, from: number, p: number): void {
  for (let j = 0; j < p; j++) {
    const reflection = Math.tanh(block[from + j]);
    block[from + j] = reflection;
    for (let i = 0; i < j; i++) work[i] = block[from + i] - reflection * block[from + j - 1 - i];
    for (let i = 0; i < j; i++) block[from + i] = work[i];
  }
}

/** The inverse; false when a partial autocorrelation is not inside (-1, 1). */
function arToPartial(block: Float64Array, from: number, p: number): boolean {
  for (let j = p - 1; j >= 0; j--) {
    const reflection = block[from + j];
    if (!(Math.abs(reflection) < 1)) return false;
    const scale = 1 - reflection * reflection;
    for (let i = 0; i < j; i++) work[i] = (block[from + i] + reflection * block[from + j - 1 - i]) / scale;
    for (let i = 0; i < j; i++) block[from + i] = work[i];
    block[from + j] = Math.atanh(reflection);
  }
  return true;
}

/**
 * Multiplies the blocks out: phi (length p + m P) with w_t = sum phi[i] w_(t-1-i) + ..., theta (length q + m Q) with
 * ... + e_t + sum theta[i] e_(t-1-i). Both outputs are overwritten.
 */
export function expandPolynomials(
  coefficients: Float64Array,
  order: SarimaOrder,
  phi: Float64Array,
  theta: Float64Array,
): void {
  const { p, q, seasonalP, seasonalQ, period } = order;
  phi.fill(0);
  theta.fill(0);
  for (let i = 0; i < p; i++) phi[i] = coefficients[i];
  for (let i = 0; i < q; i++) theta[i] = coefficients[p + i];
  for (let j = 0; j < seasonalP; j++) {
    const c = coefficients[p + q + j];
    const lag = (j + 1) * period;
    phi[lag - 1] += c;
    for (let i = 0; i < p; i++) phi[lag + i] -= c * coefficients[i];
  }
  for (let j = 0; j < seasonalQ; j++) {
    const c = coefficients[p + q + seasonalP + j];
    const lag = (j + 1) * period;
    theta[lag - 1] += c;
    for (let i = 0; i < q; i++) theta[lag + i] += c * coefficients[p + i];
  }
}

/** Names of the coefficients in R's spelling. */
export function armaNames(order: SarimaOrder): string[] {
  const numbered = (stem: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${stem}${i + 1}`);
  return [
    ...numbered('ar', order.p),
    ...numbered('ma', order.q),
    ...numbered('sar', order.seasonalP),
    ...numbered('sma', order.seasonalQ),
  ];
}
