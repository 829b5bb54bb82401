import type { Random } from '#engine/random.ts';
import { type Network, weightCount, weightLayout } from './network.ts';

/**
 * Keras' initial weights: kernels uniform in +-sqrt(6 / (in + out)) (Glorot and Bengio 2010), recurrent kernels with
 * orthonormal rows, biases 0 but 1 for the forget gate (Jozefowicz et al. 2015).
 */
export function createInitialWeights(network: Network, random: Random): Float32Array {
  const weights = new Float32Array(weightCount(network));
  for (const { name, shape, offset, size } of weightLayout(network)) {
    const part = weights.subarray(offset, offset + size);
    if (name.endsWith('/recurrent_kernel')) part.set(drawOrthonormalRows(shape[0], shape[1], random));
    else if (name.endsWith('kernel')) {
      const limit = Math.sqrt(6 / (shape[0] + shape[1]));
      for (let k = 0; k < size; k++) part[k] = (2 * random.next() - 1) * limit;
    } else if (name.startsWith('lstm')) part.fill(1, shape[0] / 4, shape[0] / 2);
  }
  return weights;
}

/** [rows, columns], rows <= columns: normal deviates, rows made orthonormal by modified Gram-Schmidt, done twice. */
function drawOrthonormalRows(rows: number, columns: number, random: Random): Float64Array {
  const matrix = Float64Array.from({ length: rows * columns }, () => random.normal());
  for (let i = 0; i < rows; i++) {
    const row = matrix.subarray(i * columns, (i + 1) * columns);
    for (let round = 0; round < 2; round++)
      for (let j = 0; j < i; j++) {
        const other = matrix.subarray(j * columns, (j + 1) * columns);
        let product = 0;
        for (let k = 0; k < columns; k++) product += row[k] * other[k];
        for (let k = 0; k < columns; k++) row[k] -= product * other[k];
      }
    const norm = Math.sqrt(row.reduce((sum, entry) => sum + entry * entry, 0));
    for (let k = 0; k < columns; k++) row[k] /= norm;
  }
  return matrix;
}
