import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { trainPerceptron } from '#engine/launch/perceptron.ts';
import { createRandom } from '#engine/random.ts';
import { defaultAdam } from '#learning/executor.ts';
import { type MlpNetwork, weightCount, weightLayout } from '#learning/network.ts';
import { createWasmFactory } from './wasm/wasm-executor.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const rows = 60;
const features = 5;
const seed = 12;

/** The perceptron's first weights: Glorot uniform, layer by layer, outputs x inputs; here as the training engine lays them. */
function firstWeights(network: MlpNetwork): Float32Array {
  const random = createRandom(seed);
  const weights = new Float32Array(weightCount(network));
  for (const { name, shape, offset } of weightLayout(network)) {
    if (!name.endsWith('kernel')) continue;
    const [inputs, outputs] = shape;
    const limit = Math.sqrt(6 / (inputs + outputs));
    for (let j = 0; j < outputs; j++)
      for (let i = 0; i < inputs; i++) weights[offset + i * outputs + j] = limit * (2 * random.next() - 1);
  }
  return weights;
}

test.each(['tanh', 'relu'] as const)(
  'the launch forecast’s perceptron learns what the training engine learns from the same start: %s',
  async (activation) => {
    const random = createRandom(3);
    const table = Array.from({ length: rows }, () => Float64Array.from({ length: features }, () => random.normal()));
    const target = Float64Array.from(table, ([a, b]) => Math.abs(a) - 0.5 * b);
    const epochs = 60;
    const predict = trainPerceptron(table, target, new Float64Array(rows).fill(1), {
      hidden: [8],
      activation,
      epochs,
      learningRate: 0.02,
      weightDecay: 0,
      seed,
    });
    const network: MlpNetwork = {
      kind: 'mlp',
      features,
      units: [8, 1],
      activations: [activation, 'linear'],
      dropoutRate: 0,
      loss: { kind: 'mse' },
    };
    const factory = createWasmFactory(
      (variant) => readFile(path.join(here, `wasm/build/training-${variant}.wasm`)),
      'simd',
    );
    // The engine's gradient is that of the squared error, twice the perceptron's of half of it: so is epsilon.
    const executor = await factory.create(network, firstWeights(network), {
      adam: { ...defaultAdam, learningRate: 0.02, epsilon: 2e-8 },
      seed: 1,
      maximumRows: rows,
      maximumSteps: 1,
    });
    const inputs = Float32Array.from(table.flatMap((row) => [...row]));
    const batch = { rows, steps: 1, inputs, targets: Float32Array.from(target) };
    for (let epoch = 0; epoch < epochs; epoch++) await executor.step(batch);
    const own = table.map(predict);
    const theirs = await executor.predict(batch);
    const loss = own.reduce((sum, value, r) => sum + (value - target[r]) ** 2, 0) / rows;
    // The target's own variance is about 0.6.
    expect(loss).toBeLessThan(0.4);
    // Single against double precision over 60 updates.
    own.forEach((value, r) => {
      expect(Math.abs(value - theirs[r])).toBeLessThan(1e-3);
    });
    executor.dispose();
  },
);
