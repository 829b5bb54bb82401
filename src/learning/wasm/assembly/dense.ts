/** A dense layer a = activation(x V + d) on a pass of rows, forwards and backwards. */
import { addOuterProducts, multiplyPanel } from './matmul';
import { keepFactors } from './lstm';
import { sigmoid, tanh } from './vector';

/** Sizes and addresses, written by the host as consecutive 32-bit words in this order; widths padded to 8. */
@unmanaged
export class DenseLayer {
  inputs: usize;
  units: usize;
  /** Units before padding. */
  trueUnits: usize;
  /** 0 linear, 1 relu, 2 tanh, 3 sigmoid. */
  activation: usize;
  /** [units / 8][inputs][8]. */
  weights: usize;
  /** [inputs / 8][units][8]. */
  transposed: usize;
  bias: usize;
  weightGradients: usize;
  biasGradients: usize;
  /** x, one block. */
  input: usize;
  /** z and a before dropout, one block each. */
  sums: usize;
  activated: usize;
  /** Input of the next layer, with dropout; for the last layer the same address as `activated`. */
  output: usize;
  /** Gradient into `output`, overwritten by dz. */
  outputGradients: usize;
  /** Where the gradient of x goes; 0 = not needed. */
  inputGradients: usize;
  /** Masks of this pass, bytes, [rows][trueUnits]; 0 = none. */
  dropout: usize;
  keepFactor: f32;
}

export function denseForward(layerAddress: usize, rows: usize): void {
  const layer = changetype<DenseLayer>(layerAddress);
  const panelBytes = rows << 5;
  for (let u: usize = 0; u < layer.units; u += 8) {
    const offset = (u >> 3) * panelBytes;
    const w = layer.weights + ((u * layer.inputs) << 2);
    multiplyPanel(layer.input, panelBytes, layer.inputs, w, layer.bias + (u << 2), 0, layer.sums + offset, rows);
    for (let row: usize = 0; row < rows; ++row) {
      for (let half: usize = 0; half < 8; half += 4) {
        const at = offset + (row << 5) + (half << 2);
        const a = clearPadding(activate(layer.activation, v128.load(layer.sums + at)), u + half, layer.trueUnits);
        v128.store(layer.activated + at, a);
        if (layer.output != layer.activated) {
          const mask = layer.dropout + row * layer.trueUnits + u + half;
          v128.store(layer.output + at, layer.dropout ? f32x4.mul(a, keepFactors(mask, layer.keepFactor)) : a);
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline function activate(activation: usize, z: v128): v128 {
  if (activation == 1) return f32x4.max(z, f32x4.splat(0));
  if (activation == 2) return tanh(z);
  if (activation == 3) return sigmoid(z);
  return z;
}

/** Zero in the units that only pad (sigmoid(0) is not 0), so that no weight of the next layer sees them. */
// @ts-ignore: decorator
@inline function clearPadding(a: v128, unit: usize, trueUnits: usize): v128 {
  const lane = i32x4.add(i32x4.splat(<i32>unit), i32x4(0, 1, 2, 3));
  return v128.and(a, i32x4.lt_s(lane, i32x4.splat(<i32>trueUnits)));
}

/**
 * Adds the gradients of weights and bias and writes that of x. With `throughActivation` 0 `outputGradients` already hold
 * dz (the loss was differentiated by z).
 */
export function denseBackward(layerAddress: usize, rows: usize, throughActivation: bool): void {
  const layer = changetype<DenseLayer>(layerAddress);
  const panelBytes = rows << 5, one = f32x4.splat(1);
  for (let u: usize = 0; u < layer.units; u += 8) {
    const panel = (u >> 3) * panelBytes;
    for (let half: usize = 0; half < 8; half += 4) {
      const biasAddress = layer.biasGradients + ((u + half) << 2);
      let bias = v128.load(biasAddress);
      for (let row: usize = 0; row < rows; ++row) {
        const at = panel + (row << 5) + (half << 2);
        let d = v128.load(layer.outputGradients + at);
        if (throughActivation) {
          const a = v128.load(layer.activated + at);
          if (layer.dropout && layer.output != layer.activated) {
            d = f32x4.mul(d, keepFactors(layer.dropout + row * layer.trueUnits + u + half, layer.keepFactor));
          }
          if (layer.activation == 1) d = v128.and(d, f32x4.gt(a, f32x4.splat(0)));
          else if (layer.activation == 2) d = f32x4.mul(d, f32x4.sub(one, f32x4.mul(a, a)));
          else if (layer.activation == 3) d = f32x4.mul(d, f32x4.mul(a, f32x4.sub(one, a)));
          v128.store(layer.outputGradients + at, d);
        }
        bias = f32x4.add(bias, d);
      }
      v128.store(biasAddress, bias);
    }
  }
  addOuterProducts(
    layer.input, panelBytes, layer.inputs, layer.outputGradients, panelBytes, layer.units, rows, layer.weightGradients,
    layer.inputs, 0,
  );
  if (layer.inputGradients == 0) return;
  memory.fill(layer.inputGradients, 0, (layer.inputs * rows) << 2);
  for (let k: usize = 0; k < layer.inputs; k += 8) {
    const c = layer.inputGradients + (k >> 3) * panelBytes;
    const w = layer.transposed + ((k * layer.units) << 2);
    multiplyPanel(layer.outputGradients, panelBytes, layer.units, w, c, 32, c, rows);
  }
}
