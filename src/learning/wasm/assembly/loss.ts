/** Losses and their gradients, in double from single-precision predictions. */
import { DenseLayer } from './dense';

/** Kinds as the host numbers them. */
const PINBALL: u32 = 1;
const BCE: u32 = 2;

/**
 * Sum of the losses of a pass (the mean is the host's to form, over all passes), and into the last layer's
 * `outputGradients` the gradient of (sum / `divisor`): by a for mse and pinball, by z for bce. Padded rows and outputs
 * get 0. `targets` and `weights` (0 = all 1) are row-major [trueRows][outputs].
 *
 * mse (y - p)^2; pinball max(q e, (q - 1) e), e = y - p, with gradient -q at e = 0, output k having quantile k mod
 * `quantileCount`; bce max(z, 0) - z y + log(1 + exp(-|z|)).
 */
export function lossAndGradient(
  layerAddress: usize, kind: u32, rows: usize, trueRows: usize, targets: usize, weights: usize, divisor: f64,
  quantiles: usize, quantileCount: usize,
): f64 {
  const layer = changetype<DenseLayer>(layerAddress);
  const outputs = layer.trueUnits;
  memory.fill(layer.outputGradients, 0, (layer.units * rows) << 2);
  let sum: f64 = 0;
  for (let row: usize = 0; row < trueRows; ++row) {
    for (let k: usize = 0; k < outputs; ++k) {
      const at = ((k >> 3) * rows + row) * 32 + ((k & 7) << 2);
      const index = (row * outputs + k) << 2;
      const y = <f64>load<f32>(targets + index);
      const weight = weights == 0 ? 1.0 : <f64>load<f32>(weights + index);
      const p = <f64>load<f32>(layer.activated + at);
      let loss: f64, gradient: f64;
      if (kind == BCE) {
        const z = <f64>load<f32>(layer.sums + at);
        loss = Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
        gradient = p - y;
      } else {
        const e = y - p;
        if (kind == PINBALL) {
          const q = load<f64>(quantiles + ((k % quantileCount) << 3));
          loss = e < 0 ? (q - 1) * e : q * e;
          gradient = e < 0 ? 1 - q : -q;
        } else {
          loss = e * e;
          gradient = -2 * e;
        }
      }
      sum += weight * loss;
      store<f32>(layer.outputGradients + at, <f32>((weight * gradient) / divisor));
    }
  }
  return sum;
}
