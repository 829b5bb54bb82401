/** The global norm and Adam's update over all parameters, which lie in one block padded to a multiple of 4. */
import { flushTiny, multiplyAdd } from './vector';

/** Sum of squares, added up in double. */
export function sumOfSquares(values: usize, count: usize): f64 {
  let low = f64x2.splat(0), high = f64x2.splat(0);
  for (const end = values + (count << 2); values < end; values += 16) {
    const x = v128.load(values);
    const a = f64x2.promote_low_f32x4(x), b = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/**
 * Adam (Kingma and Ba 2015, algorithm 1) on gradients times `gradientFactor` (clipping). `rate` is the learning rate over
 * 1 - beta1^t and `secondFactor` 1 / (1 - beta2^t), both formed in double by the host.
 */
export function adamUpdate(
  weights: usize, gradients: usize, firstMoments: usize, secondMoments: usize, count: usize, gradientFactor: f64,
  rate: f64, secondFactor: f64, beta1: f64, beta2: f64, epsilon: f64,
): void {
  const factor = f32x4.splat(<f32>gradientFactor), step = f32x4.splat(<f32>-rate);
  const second = f32x4.splat(<f32>secondFactor), tiny = f32x4.splat(<f32>epsilon);
  const b1 = f32x4.splat(<f32>beta1), rest1 = f32x4.splat(<f32>(1 - beta1));
  const b2 = f32x4.splat(<f32>beta2), rest2 = f32x4.splat(<f32>(1 - beta2));
  const bytes = count << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = f32x4.mul(v128.load(gradients + at), factor);
    const m = flushTiny(multiplyAdd(b1, v128.load(firstMoments + at), f32x4.mul(rest1, g)));
    const v = flushTiny(multiplyAdd(b2, v128.load(secondMoments + at), f32x4.mul(rest2, f32x4.mul(g, g))));
    v128.store(firstMoments + at, m);
    v128.store(secondMoments + at, v);
    const change = f32x4.div(m, f32x4.add(f32x4.sqrt(f32x4.mul(v, second)), tiny));
    v128.store(weights + at, multiplyAdd(step, change, v128.load(weights + at)));
  }
}

/** Weight decay apart from the gradient (Loshchilov and Hutter 2019): `count` weights times `factor`, before the update. */
export function decayWeights(weights: usize, count: usize, factor: f64): void {
  const by = f32x4.splat(<f32>factor);
  for (const end = weights + (count << 2); weights < end; weights += 16) {
    v128.store(weights, f32x4.mul(v128.load(weights), by));
  }
}
