/**
 * exp and ln from + - * / alone, so that the sample is the same bytes on every machine: the built-in ones differ in the
 * last bit between engines. Both are good to about 1e-15 relative over the range that is used here.
 */
const ln2 = Math.LN2;

/** e^x for |x| < 700, by x = k ln 2 + r and the Taylor series of e^r. */
export function exactExp(x: number): number {
  const k = Math.round(x / ln2);
  const r = x - k * ln2;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 16; n++) {
    term = (term * r) / n;
    sum += term;
  }
  const step = k < 0 ? 0.5 : 2;
  for (let n = Math.abs(k); n > 0; n--) sum *= step;
  return sum;
}

/** ln x for x > 0, by x = m 2^k with m near 1 and ln m = 2 atanh((m - 1) / (m + 1)). */
export function exactLog(x: number): number {
  let mantissa = x;
  let k = 0;
  while (mantissa > 1.5) {
    mantissa /= 2;
    k++;
  }
  while (mantissa < 0.75) {
    mantissa *= 2;
    k--;
  }
  const z = (mantissa - 1) / (mantissa + 1);
  const square = z * z;
  let power = z;
  let sum = 0;
  for (let n = 1; n <= 41; n += 2) {
    sum += power / n;
    power *= square;
  }
  return 2 * sum + k * ln2;
}

/** base^exponent for base > 0. */
export function exactPower(base: number, exponent: number): number {
  return exactExp(exponent * exactLog(base));
}
