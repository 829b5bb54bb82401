/**
 * e^-x for x >= 0 by (1 - x/1024)^1024, ten squarings: only products, so that it is the same on every machine, which
 * `Math.exp` is not. Relative error about x^2/2048: right enough to accept a worse plan with.
 */
export function portableExpMinus(x: number): number {
  if (!(x < 40)) return 0;
  let power = 1 - x / 1024;
  for (let k = 0; k < 10; k++) power *= power;
  return power;
}

const ln2 = Math.LN2;

/**
 * base^exponent for base > 0 by + - x / alone, the same on every machine, which `**` is not; relative error below 1e-14 for
 * results from 1e-30 to 1e30. ln by the series of atanh on [2/3, 4/3], e^x by its own below ln 2 / 2.
 */
export function portablePower(base: number, exponent: number): number {
  if (base === 1 || exponent === 0) return 1;
  let mantissa = base;
  let twos = 0;
  for (; mantissa > 4 / 3; mantissa /= 2) twos += 1;
  for (; mantissa < 2 / 3; mantissa *= 2) twos -= 1;
  const y = (mantissa - 1) / (mantissa + 1);
  let term = 2 * y;
  let ln = 0;
  for (let k = 1; k < 40; k += 2) {
    ln += term / k;
    term *= y * y;
  }
  const x = exponent * (ln + twos * ln2);
  const whole = Math.round(x / ln2);
  const rest = x - whole * ln2;
  let sum = 1;
  let part = 1;
  for (let k = 1; k < 18; k++) {
    part *= rest / k;
    sum += part;
  }
  for (let k = 0; k < Math.abs(whole); k++) sum = whole > 0 ? sum * 2 : sum / 2;
  return sum;
}
