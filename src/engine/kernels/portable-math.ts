/**
 * Exponential, logarithm and their kin by products, sums and square roots alone: the same bits in every browser. What browsers
 * bring differs in the last place from one to the next, and an optimiser makes a visible figure of it. Coefficients and methods
 * of fdlibm (Sun Microsystems, freely distributable), `expm1` and `log1p` after Kahan; errors of one to three units in the last
 * place.
 */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const perLn2 = Math.LOG2E;

/** 2^k for k from -1074 to 1023, which halving and doubling gives exactly. */
const powersOfTwo = Float64Array.from({ length: 2098 }, (_, i) => 2 ** (i - 1074));

const scaled = (value: number, k: number): number =>
  k > 1023
    ? value * 2 * powersOfTwo[k + 1073]
    : k < -1021
      ? value * powersOfTwo[k + 1174] * powersOfTwo[974]
      : value * powersOfTwo[k + 1074];

function exp(x: number): number {
  if (Number.isNaN(x) || x < -745.2) return Number.isNaN(x) ? x : 0;
  if (x > 709.8) return Number.POSITIVE_INFINITY;
  if (Math.abs(x) < 2 ** -28) return 1 + x;
  const k = Math.abs(x) > 0.5 * (ln2High + ln2Low) ? Math.trunc(perLn2 * x + (x < 0 ? -0.5 : 0.5)) : 0;
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  return scaled(1 - (low - (r * c) / (2 - c) - high), k);
}

const bits = new Float64Array(1);
/** Low word and high word of the double: every browser's memory is little-endian. */
const words = new Int32Array(bits.buffer);

function log(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  let k = 0;
  bits[0] = x;
  if (x < 2.2250738585072014e-308) {
    bits[0] = x * 2 ** 54;
    k = -54;
  }
  k += ((words[1] >> 20) & 0x7ff) - 1023;
  words[1] = (words[1] & 0xfffff) | 0x3ff00000;
  let m = bits[0];
  if (m > Math.SQRT2) {
    m *= 0.5;
    k += 1;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const even = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + odd + even) + k * ln2Low) - f);
}

function expm1(x: number): number {
  const u = exp(x);
  if (u === 1) return x;
  if (u - 1 === -1 || u === Number.POSITIVE_INFINITY) return u - 1;
  return ((u - 1) * x) / log(u);
}

function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1) return x;
  return u > 0 && u < Number.POSITIVE_INFINITY ? (log(u) * x) / (u - 1) : log(u);
}

function tanh(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 2 ** -28)) return x;
  const less = expm1(-2 * size);
  const t = size < 1 ? -less / (less + 2) : size < 22 ? 1 - 2 / (expm1(2 * size) + 2) : 1;
  return x < 0 ? -t : t;
}

/** Turns as many quarters as it says, and the rest of the angle with what rounding has taken from it. */
function quarters(x: number): readonly [turns: number, rest: number, tail: number] {
  const n = Math.round(x * 0.6366197723675814);
  const t = x - n * 1.5707963267341256;
  const second = n * 6.077100506303966e-11;
  const r = t - second;
  const w = n * 2.0222662487959506e-21 - (t - r - second);
  return [n & 3, r - w, r - (r - w) - w];
}

function sineOf(x: number, tail: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (0.0000027557313707070068 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x - (z * (0.5 * tail - v * r) - tail - v * -0.16666666666666632);
}

function cosineOf(x: number, tail: number): number {
  const z = x * x;
  const r =
    z * (0.0416666666666666 + z * (-0.001388888888887411 + z * 0.00002480158728947673)) +
    z * z * z * z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * tail));
}

/** Angles beyond that are nobody's. */
const largestAngle = 1e6;
const native = { sin: Math.sin, cos: Math.cos };

function sin(x: number): number {
  if (!(Math.abs(x) < largestAngle)) return native.sin(x);
  const [turns, rest, tail] = quarters(x);
  const value = turns % 2 === 0 ? sineOf(rest, tail) : cosineOf(rest, tail);
  return turns > 1 ? -value : value;
}

function cos(x: number): number {
  if (!(Math.abs(x) < largestAngle)) return native.cos(x);
  const [turns, rest, tail] = quarters(x);
  const value = turns % 2 === 0 ? cosineOf(rest, tail) : sineOf(rest, tail);
  return turns === 1 || turns === 2 ? -value : value;
}

function hypot(...values: readonly number[]): number {
  const most = values.reduce((so, value) => Math.max(so, Math.abs(value)), 0);
  if (!(most > 0) || most === Number.POSITIVE_INFINITY) return most;
  return most * Math.sqrt(values.reduce((sum, value) => sum + (value / most) * (value / most), 0));
}

export const portableMath = { exp, expm1, log, log1p, tanh, sin, cos, hypot } as const;

/** From now on whatever computes here computes with these, packages and all: called once, where a worker starts. */
export function computePortably(): void {
  Object.assign(Math, portableMath);
}
