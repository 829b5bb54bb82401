/** z with P(N(0,1) <= z) = 0.75, 0.9 and 0.975: the half-widths of 50, 80 and 95 % intervals. */
export const z50 = 0.6744897501960817;
export const z80 = 1.2815515655446004;
export const z95 = 1.959963984540054;

/** P(N(0,1) <= z) by the regularised incomplete gamma function; absolute error below 1e-14. */
export function normalCumulative(z: number): number {
  const upper = 0.5 * upperGammaShare(0.5, 0.5 * z * z);
  return z > 0 ? 1 - upper : upper;
}

/** P(chi-squared with `degrees` of freedom > x). */
export function chiSquaredTail(x: number, degrees: number): number {
  return x <= 0 ? 1 : upperGammaShare(degrees / 2, x / 2);
}

/** Q(a, x), regularised upper incomplete gamma (series below a + 1, Lentz's continued fraction above; DLMF 8.11, 8.9). */
function upperGammaShare(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 1000 && Math.abs(term) > 1e-17 * sum; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - sum * front;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 1000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const factor = c * d;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return front * h;
}

/** Lanczos approximation (g = 7, 9 terms), a > 0. */
export function logGamma(a: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (a < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * a)) - logGamma(1 - a);
  const x = a - 1;
  let sum = terms[0];
  for (let i = 1; i < 9; i++) sum += terms[i] / (x + i);
  const t = x + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
}
