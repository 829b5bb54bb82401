/** Roots of a real polynomial as pairs; `real[i] + i imaginary[i]`. */
export interface Roots {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/**
 * All roots of 1 + c[0] z + c[1] z^2 + ... by Aberth-Ehrlich iterations on the reversed (monic) polynomial, whose roots
 * are the inverses. Trailing zero coefficients lower the degree. Degree up to about 30; multiple roots to about 1e-7.
 * The answer holds the INVERSE roots 1/z (inside the unit circle for a stationary or invertible polynomial).
 */
export function inverseRoots(coefficients: ArrayLike<number>): Roots {
  let degree = coefficients.length;
  while (degree > 0 && coefficients[degree - 1] === 0) degree--;
  // Reversed: x^degree + c0 x^(degree-1) + ... + c[degree-1], with x = 1/z.
  const real = new Float64Array(degree);
  const imaginary = new Float64Array(degree);
  if (degree === 0) return { real, imaginary };
  let bound = 0;
  for (let i = 0; i < degree; i++) bound = Math.max(bound, Math.abs(coefficients[i]) ** (1 / (i + 1)));
  for (let i = 0; i < degree; i++) {
    const angle = (2 * Math.PI * i) / degree + 0.4;
    real[i] = bound * Math.cos(angle);
    imaginary[i] = bound * Math.sin(angle);
  }
  for (let iteration = 0; iteration < 200; iteration++) {
    let largest = 0;
    for (let i = 0; i < degree; i++) {
      const moved = aberthStep(coefficients, degree, real, imaginary, i);
      largest = Math.max(largest, moved);
    }
    if (largest < 1e-14 * Math.max(1, bound)) break;
  }
  return { real, imaginary };
}

/** One Aberth correction of root i; answers its size. */
function aberthStep(
  c: ArrayLike<number>,
  degree: number,
  real: Float64Array,
  imaginary: Float64Array,
  i: number,
): number {
  const x = real[i];
  const y = imaginary[i];
  // Horner for the value (vr, vi) and the derivative (dr, di).
  let vr = 1;
  let vi = 0;
  let dr = 0;
  let di = 0;
  for (let k = 0; k < degree; k++) {
    const nr = dr * x - di * y + vr;
    di = dr * y + di * x + vi;
    dr = nr;
    const wr = vr * x - vi * y + c[k];
    vi = vr * y + vi * x;
    vr = wr;
  }
  const dd = dr * dr + di * di;
  if (dd === 0) return 0;
  const qr = (vr * dr + vi * di) / dd;
  const qi = (vi * dr - vr * di) / dd;
  let sr = 0;
  let si = 0;
  for (let j = 0; j < degree; j++) {
    if (j === i) continue;
    const ar = x - real[j];
    const ai = y - imaginary[j];
    const aa = ar * ar + ai * ai;
    if (aa === 0) continue;
    sr += ar / aa;
    si -= ai / aa;
  }
  // q / (1 - q s)
  const br = 1 - (qr * sr - qi * si);
  const bi = -(qr * si + qi * sr);
  const bb = br * br + bi * bi;
  if (bb === 0) return 0;
  const mr = (qr * br + qi * bi) / bb;
  const mi = (qi * br - qr * bi) / bb;
  real[i] = x - mr;
  imaginary[i] = y - mi;
  return Math.hypot(mr, mi);
}

/** Largest modulus of the inverse roots: below 1 = all roots outside the unit circle. 0 for the polynomial 1. */
export function largestInverseRoot(coefficients: ArrayLike<number>): number {
  const { real, imaginary } = inverseRoots(coefficients);
  let largest = 0;
  for (let i = 0; i < real.length; i++) largest = Math.max(largest, Math.hypot(real[i], imaginary[i]));
  return largest;
}

/** The polynomial with the same spectrum (up to scale) whose roots all lie on or outside the unit circle. */
export function reflectOutside(coefficients: ArrayLike<number>): Float64Array {
  const result = Float64Array.from({ length: coefficients.length }, (_, i) => coefficients[i]);
  const { real, imaginary } = inverseRoots(coefficients);
  let changed = false;
  for (let i = 0; i < real.length; i++) {
    const square = real[i] * real[i] + imaginary[i] * imaginary[i];
    if (square <= 1) continue;
    changed = true;
    real[i] /= square;
    imaginary[i] /= square;
  }
  if (!changed) return result;
  // Multiply (1 - root B) out again; conjugate pairs leave real coefficients.
  const degree = real.length;
  const pr = new Float64Array(degree + 1);
  const pi = new Float64Array(degree + 1);
  pr[0] = 1;
  for (let i = 0; i < degree; i++) {
    for (let k = i + 1; k >= 1; k--) {
      pr[k] -= real[i] * pr[k - 1] - imaginary[i] * pi[k - 1];
      pi[k] -= real[i] * pi[k - 1] + imaginary[i] * pr[k - 1];
    }
  }
  result.fill(0);
  for (let i = 0; i < degree; i++) result[i] = pr[i + 1];
  return result;
}
