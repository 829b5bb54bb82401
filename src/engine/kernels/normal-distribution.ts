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

/** Coefficients of rising powers: numerators and denominators for the middle, the tails and the far tails. */
const middleUp = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const middleDown = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852546,
];
const tailUp = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const tailDown = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const farUp = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const farDown = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

/** Inverse of the standard normal distribution function for 0 < p < 1 (Wichura 1988, AS 241, PPND16; relative 1e-16). */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(r, middleUp)) / polynomial(r, middleDown);
  }
  const tail = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const magnitude =
    tail <= 5
      ? polynomial(tail - 1.6, tailUp) / polynomial(tail - 1.6, tailDown)
      : polynomial(tail - 5, farUp) / polynomial(tail - 5, farDown);
  return q < 0 ? -magnitude : magnitude;
}

function polynomial(x: number, coefficients: readonly number[]): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + coefficients[i];
  return value;
}
