import { type Network, weightLayout } from '#learning/network.ts';

/**
 * Inside the TensorFlow.js executors the columns of an LSTM's kernels and bias stand in the order o, i, f, c, so that
 * the three logistic gates are one slice and the three gates that dc reaches are another. Outside they stand in Keras'
 * order i, f, c, o.
 */
const kerasGateAt = [3, 0, 1, 2];

/** Copies flat weights (or gradients, or moments) from Keras' gate order to the inner one. */
export function toInnerOrder(network: Network, weights: Float32Array): Float32Array {
  return permute(network, weights, (inner) => kerasGateAt[inner], new Float32Array(weights.length));
}

/** The inverse of {@link toInnerOrder}, into `into` where given. */
export function toKerasOrder(
  network: Network,
  inner: Float32Array,
  into: Float32Array = new Float32Array(inner.length),
): Float32Array {
  return permute(network, inner, (gate) => kerasGateAt.indexOf(gate), into);
}

function permute(
  network: Network,
  source: Float32Array,
  from: (block: number) => number,
  target: Float32Array,
): Float32Array {
  for (const { name, shape, offset, size } of weightLayout(network)) {
    if (!name.startsWith('lstm')) {
      target.set(source.subarray(offset, offset + size), offset);
      continue;
    }
    const columns = shape[shape.length - 1];
    const units = columns / 4;
    for (let row = offset; row < offset + size; row += columns)
      for (let block = 0; block < 4; block++) {
        const start = row + from(block) * units;
        target.set(source.subarray(start, start + units), row + block * units);
      }
  }
  return target;
}
