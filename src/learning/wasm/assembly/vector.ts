/** Four-lane arithmetic that differs between the two builds, and the activations. */

/** a * b + c: one rounding with relaxed SIMD where the processor has FMA, two otherwise. */
// @ts-ignore: decorator
@inline export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

// @ts-ignore: decorator
@inline function splat(value: f32): v128 {
  return f32x4.splat(value);
}

/**
 * Logistic function 1 / (1 + exp(-x)), relative error below 3e-7 for |x| < 80, flat beyond. exp as in Cephes' expf
 * (S. Moshier): x = n ln 2 + r with ln 2 in two parts, a polynomial of degree 5 for (exp(r) - 1 - r) / r^2, and 2^n put
 * together from bits; n is rounded by adding 1.5 * 2^23, whose bits vanish in the shift.
 */
// @ts-ignore: decorator
@inline export function sigmoid(x: v128): v128 {
  const negative = f32x4.min(f32x4.max(f32x4.neg(x), splat(-80)), splat(80));
  const shifted = multiplyAdd(negative, splat(1.44269504088896341), splat(12582912));
  const n = f32x4.sub(shifted, splat(12582912));
  let r = multiplyAdd(n, splat(-0.693359375), negative);
  r = multiplyAdd(n, splat(2.12194440e-4), r);
  let p = multiplyAdd(splat(1.9875691500e-4), r, splat(1.3981999507e-3));
  p = multiplyAdd(p, r, splat(8.3334519073e-3));
  p = multiplyAdd(p, r, splat(4.1665795894e-2));
  p = multiplyAdd(p, r, splat(1.6666665459e-1));
  p = multiplyAdd(p, r, splat(5.0000001201e-1));
  p = f32x4.add(multiplyAdd(p, f32x4.mul(r, r), r), splat(1));
  const power = i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(127 << 23));
  const exponential = f32x4.mul(p, power);
  return f32x4.div(splat(1), f32x4.add(splat(1), exponential));
}

/**
 * Hyperbolic tangent x P(x^2) / Q(x^2), odd degree 13 over degree 6, x clamped to where the result rounds to 1: the
 * rational approximation of Eigen's generic_fast_tanh_float. Relative error below 5e-7.
 */
// @ts-ignore: decorator
@inline export function tanh(value: v128): v128 {
  const limit = splat(7.90531110763549805);
  const x = f32x4.min(f32x4.max(value, f32x4.neg(limit)), limit);
  const s = f32x4.mul(x, x);
  let p = multiplyAdd(s, splat(-2.76076847742355e-16), splat(2.00018790482477e-13));
  p = multiplyAdd(p, s, splat(-8.60467152213735e-11));
  p = multiplyAdd(p, s, splat(5.12229709037114e-8));
  p = multiplyAdd(p, s, splat(1.48572235717979e-5));
  p = multiplyAdd(p, s, splat(6.37261928875436e-4));
  p = multiplyAdd(p, s, splat(4.89352455891786e-3));
  let q = multiplyAdd(s, splat(1.19825839466702e-6), splat(1.18534705686654e-4));
  q = multiplyAdd(q, s, splat(2.26843463243900e-3));
  q = multiplyAdd(q, s, splat(4.89352518554385e-3));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** Zero where |x| < 1e-30: numbers that small change nothing here, and denormals cost a hundred cycles each. */
// @ts-ignore: decorator
@inline export function flushTiny(x: v128): v128 {
  return v128.and(x, f32x4.gt(f32x4.abs(x), splat(1e-30)));
}
