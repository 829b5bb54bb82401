import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { createInitialWeights } from './initial-weights.ts';
import { assertNetwork, dropoutLengths, type LstmNetwork, weightLayout } from './network.ts';

const network: LstmNetwork = {
  kind: 'lstm',
  features: 3,
  lstmUnits: [6, 5],
  dropoutRate: 0.2,
  outputs: 2,
  loss: { kind: 'mse' },
};

describe('initial weights', () => {
  const weights = createInitialWeights(network, createRandom(1));
  const part = (name: string): Float32Array => {
    const tensor = weightLayout(network).find((one) => one.name === name)!;
    return weights.subarray(tensor.offset, tensor.offset + tensor.size);
  };

  it('have recurrent kernels with orthonormal rows', () => {
    const kernel = part('lstm1/recurrent_kernel');
    for (let a = 0; a < 6; a++)
      for (let b = 0; b < 6; b++) {
        let product = 0;
        for (let k = 0; k < 24; k++) product += kernel[a * 24 + k] * kernel[b * 24 + k];
        expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
      }
  });

  it('have kernels within the Glorot limit and biases of 1 for the forget gate alone', () => {
    expect(Math.max(...part('lstm2/kernel').map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / (6 + 20)));
    expect([...part('lstm2/bias')]).toEqual(Array.from({ length: 20 }, (_, k) => (k >= 5 && k < 10 ? 1 : 0)));
    expect([...part('dense/bias')]).toEqual([0, 0]);
  });

  it('come from the seed', () => {
    expect(createInitialWeights(network, createRandom(1))).toEqual(weights);
    expect(createInitialWeights(network, createRandom(2))).not.toEqual(weights);
  });
});

describe('definition of a network', () => {
  it('knows where masks of dropout go', () => {
    expect(dropoutLengths(network, 4, 7)).toEqual([4 * 7 * 6, 4 * 5]);
    expect(dropoutLengths({ ...network, dropoutRate: 0 }, 4, 7)).toEqual([]);
  });

  it('refuses what no executor can run', () => {
    expect(() => assertNetwork({ ...network, lstmUnits: [] })).toThrow();
    expect(() => assertNetwork({ ...network, dropoutRate: 1 })).toThrow();
    expect(() => assertNetwork({ ...network, loss: { kind: 'pinball', quantiles: [0.1, 0.5, 0.9] } })).toThrow();
    expect(() => assertNetwork({ ...network, loss: { kind: 'bce' } })).toThrow();
  });
});
