/** Four-lane arithmetic that differs between the two builds, and the activations. */

/** a * b + c: one rounding with relaxed SIMD where the processor has FMA, two otherwise. */
// @ts-ignore: decorator
@inline export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * Constants of the activations, read where they are used: one broadcasting load each, where V8 puts a constant together
 * from four instructions.
 */
const constants = memory.data<f32>([
  80, -80, 1.44269504088896341, 12582912, -0.693359375, 2.12194440e-4, 1.9875691500e-4, 1.3981999507e-3,
  8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1,
  7.90531110763549805, -7.90531110763549805, -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11,
  5.12229709037114e-8, 1.48572235717979e-5, 6.37261928875436e-4, 4.89352455891786e-3, 1.19825839466702e-6,
  1.18534705686654e-4, 2.26843463243900e-3, 4.89352518554385e-3,
]);

// @ts-ignore: decorator
@inline function constant(index: usize): v128 {
  return v128.load32_splat(constants + (index << 2));
}

/**
 * Logistic function 1 / (1 + exp(-x)), relative error below 3e-7 for |x| < 80, flat beyond. exp as in Cephes' expf
 * (S. Moshier): x = n ln 2 + r with ln 2 in two parts, a polynomial of degree 5 for (exp(r) - 1 - r) / r^2, and 2^n put
 * together from bits; n is rounded by adding 1.5 * 2^23, whose bits vanish in the shift. NaN stays NaN.
 */
// @ts-ignore: decorator
@inline export function sigmoid(x: v128): v128 {
  const negative = f32x4.pmin(f32x4.pmax(f32x4.neg(x), constant(1)), constant(0));
  const shifted = multiplyAdd(negative, constant(2), constant(3));
  const n = f32x4.sub(shifted, constant(3));
  let r = multiplyAdd(n, constant(4), negative);
  r = multiplyAdd(n, constant(5), r);
  let p = multiplyAdd(constant(6), r, constant(7));
  p = multiplyAdd(p, r, constant(8));
  p = multiplyAdd(p, r, constant(9));
  p = multiplyAdd(p, r, constant(10));
  p = multiplyAdd(p, r, constant(11));
  p = f32x4.add(multiplyAdd(p, f32x4.mul(r, r), r), constant(12));
  const exponential = f32x4.mul(p, i32x4.add(i32x4.shl(shifted, 23), constant(12)));
  return f32x4.div(constant(12), f32x4.add(constant(12), exponential));
}

/**
 * Hyperbolic tangent x P(x^2) / Q(x^2), odd degree 13 over degree 6, x clamped to where the result rounds to 1: the
 * rational approximation of Eigen's generic_fast_tanh_float. Relative error below 5e-7. NaN stays NaN.
 */
// @ts-ignore: decorator
@inline export function tanh(value: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(value, constant(14)), constant(13));
  const s = f32x4.mul(x, x);
  let p = multiplyAdd(s, constant(15), constant(16));
  p = multiplyAdd(p, s, constant(17));
  p = multiplyAdd(p, s, constant(18));
  p = multiplyAdd(p, s, constant(19));
  p = multiplyAdd(p, s, constant(20));
  p = multiplyAdd(p, s, constant(21));
  let q = multiplyAdd(s, constant(22), constant(23));
  q = multiplyAdd(q, s, constant(24));
  q = multiplyAdd(q, s, constant(25));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** Zero where |x| < 1e-30: numbers that small change nothing here, and denormals cost a hundred cycles each. */
// @ts-ignore: decorator
@inline export function flushTiny(x: v128): v128 {
  return v128.and(x, f32x4.gt(f32x4.abs(x), f32x4.splat(1e-30)));
}
