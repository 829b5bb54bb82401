import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { nodeExecutors } from '../../scripts/engine/node-executors.ts';
import { defaultAdam } from './executor.ts';
import { exportLayersModel } from './export-layers-model.ts';
import { createInitialWeights } from './initial-weights.ts';
import type { Network } from './network.ts';

const quantiles = [0.1, 0.5, 0.9];
const lstm: Network = {
  kind: 'lstm',
  features: 3,
  lstmUnits: [7, 5],
  dropoutRate: 0.2,
  outputs: 3,
  loss: { kind: 'pinball', quantiles },
};
const mlp: Network = {
  kind: 'mlp',
  features: 9,
  units: [6, 4, 3],
  activations: ['relu', 'tanh', 'linear'],
  dropoutRate: 0.1,
  loss: { kind: 'pinball', quantiles },
};
const rows = 5;

describe('export in the layers format of TensorFlow.js', () => {
  it.each([
    ['LSTM', lstm, 6, 1],
    ['LSTM, three members', lstm, 6, 3],
    ['MLP, two members', mlp, 1, 2],
  ] as const)('%s: tf.loadLayersModel gives the same predictions', async (_name, network, steps, count) => {
    await tf.setBackend('cpu');
    const random = createRandom(11);
    const members = Array.from({ length: count }, () => createInitialWeights(network, random));
    const inputs = Float32Array.from({ length: rows * steps * network.features }, () => 2 * random.next() - 1);
    const own = new Float32Array(rows * 3);
    const { factory } = await nodeExecutors.find(({ name }) => name === 'wasm-simd')!.start();
    for (const weights of members) {
      const options = { adam: defaultAdam, seed: 1, maximumRows: rows, maximumSteps: steps };
      const executor = await factory.create(network, weights, options);
      (await executor.predict({ rows, steps, inputs })).forEach((value, k) => {
        own[k] += value / count;
      });
      executor.dispose();
    }

    const files = exportLayersModel(network, members, steps, { quantiles });
    const parsed = JSON.parse(files.json) as {
      modelTopology: object;
      weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
    };
    const model = await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: parsed.modelTopology,
        weightSpecs: parsed.weightsManifest[0].weights,
        weightData: files.weights.buffer,
      }),
    );
    const shape = network.kind === 'lstm' ? [rows, steps, network.features] : [rows, network.features];
    const predicted = (model.predict(tf.tensor(inputs, shape)) as tf.Tensor).dataSync();
    predicted.forEach((value, k) => {
      expect(Math.abs(value - own[k])).toBeLessThan(2e-6);
    });
  });
});
