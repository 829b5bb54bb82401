import { readFile } from 'node:fs/promises';
import { sumOf } from '#engine/kernels/statistics.ts';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test, vi } from 'vitest';
import { drawFirstWeights, loopTrainer, type PerceptronSettings } from '#engine/launch/level/perceptron.ts';
import { createRandom } from '#engine/random.ts';
import { defaultAdam } from '#learning/executor.ts';
import { type MlpNetwork, weightCount, weightLayout } from '#learning/network.ts';
import { createPerceptronTrainer } from './perceptron-trainer.ts';
import { startTfjsBackend } from './tfjs/backend.ts';
import { createTfjsFactory } from './tfjs/tfjs-executor.ts';
import type { KernelReader } from './wasm/kernel.ts';

const read = vi.fn<KernelReader>((variant) =>
  readFile(new URL(`wasm/build/training-${variant}.wasm`, import.meta.url)),
);
const kernel = await createPerceptronTrainer(read);
const count = 75;
const random = createRandom(3);
const rows = Array.from({ length: count }, () => Float64Array.from({ length: 5 }, () => random.normal()));
const level = Float64Array.from(rows, ([a, b]) => Math.abs(a) - 0.5 * b);
const hit = level.map((value) => (value > 0.8 ? 1 : 0));
const even = new Float64Array(count).fill(1);
const settings = (own: Partial<PerceptronSettings>): PerceptronSettings => ({
  ...{
    hidden: [8],
    activation: 'tanh',
    output: 'linear',
    epochs: 150,
    learningRate: 0.02,
    weightDecay: 0.05,
    seed: 12,
  },
  ...own,
});
const farthest = (own: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(own).reduce((most, value, r) => Math.max(most, Math.abs(value - other[r])), 0);

test('trains in the plain SIMD kernel, whatever else the machine has', () => {
  expect(kernel.device).toBe('wasm-simd');
  expect(read.mock.calls).toEqual([['simd']]);
});

test.each([
  [{ activation: 'tanh' }, level],
  [{ activation: 'relu' }, level],
  [{ hidden: [12, 6], weightDecay: 0.2 }, level],
  [{ hidden: [], weightDecay: 0.5 }, level],
  [{ output: 'sigmoid' }, hit],
] as const)('learns what the plain loops learn from the same start: %o', (own, target) => {
  const weights = Float64Array.from(even, (_, r) => (r % 3) / 0.96);
  const ours = kernel.train(rows, target, weights, settings(own))(rows);
  const theirs = loopTrainer.train(rows, target, weights, settings(own))(rows);
  // Single against double precision over 150 updates; answers are of the order of 1.
  expect(farthest(ours, theirs)).toBeLessThan(2e-3);
  const undecayed = kernel.train(rows, target, weights, settings({ ...own, weightDecay: 0 }))(rows);
  expect(farthest(ours, undecayed)).toBeGreaterThan(0.01);
  const mean = sumOf(target) / count;
  const error = (answers: ArrayLike<number>): number =>
    target.reduce((sum, value, r) => sum + weights[r] * (answers[r] - value) ** 2, 0);
  expect(error(ours)).toBeLessThan(0.9 * error(new Float64Array(count).fill(mean)));
});

test('probabilities lie between 0 and 1, for rows that were never seen too', () => {
  const predict = kernel.train(rows, hit, even, settings({ output: 'sigmoid' }));
  const far = rows.map((row) => row.map((value) => 20 * value));
  for (const probability of predict(far)) {
    expect(probability).toBeGreaterThanOrEqual(0);
    expect(probability).toBeLessThanOrEqual(1);
  }
});

test('answers do not depend on what was trained between, nor on how many are asked at once', () => {
  const first = kernel.train(rows, level, even, settings({}));
  const before = first(rows);
  const second = kernel.train(rows.slice(0, 33), level.slice(0, 33), even.slice(0, 33), settings({ hidden: [64, 40] }));
  expect(second(rows)).not.toEqual(before);
  expect(first(rows)).toEqual(before);
  expect(Float64Array.from(rows, (row) => first([row])[0])).toEqual(before);
  expect(kernel.train(rows, level, even, settings({}))(rows)).toEqual(before);
  expect(kernel.train(rows, level, even, settings({ seed: 13 }))(rows)).not.toEqual(before);
});

test('where WebAssembly has no SIMD, the loops train and say so', async () => {
  const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  expect(await createPerceptronTrainer(read)).toBe(loopTrainer);
  expect(loopTrainer.device).toBe('loops');
  validate.mockRestore();
});

test('weight decay on TensorFlow.js is the same', async () => {
  const network: MlpNetwork = {
    ...{ kind: 'mlp', features: 5, units: [8, 1], activations: ['tanh', 'linear'], dropoutRate: 0 },
    loss: { kind: 'mse' },
  };
  const flat = new Float32Array(weightCount(network));
  const drawn = drawFirstWeights([5, 8, 1], 12);
  weightLayout(network)
    .filter(({ name }) => name.endsWith('kernel'))
    .forEach(({ shape: [inputs], offset, size }, l) => {
      for (let k = 0; k < size; k++) {
        const [i, j] = [Math.floor(k / (size / inputs)), k % (size / inputs)];
        flat[offset + k] = drawn[l][j * inputs + i];
      }
    });
  const factory = createTfjsFactory(await startTfjsBackend('cpu'));
  const batch = {
    ...{ rows: count, steps: 1, inputs: Float32Array.from(rows.flatMap((row) => [...row])) },
    targets: Float32Array.from(level),
    targetWeights: new Float32Array(count).fill(0.5),
  };
  const executor = await factory.create(network, flat, {
    adam: { ...defaultAdam, epsilon: 1e-8, learningRate: 0.02, weightDecay: 0.2 },
    ...{ seed: 1, maximumRows: count, maximumSteps: 1 },
  });
  for (let update = 0; update < 60; update++) await executor.step(batch);
  const theirs = await executor.predict(batch);
  const ours = kernel.train(rows, level, even, settings({ epochs: 60, weightDecay: 0.2 }))(rows);
  expect(farthest(ours, theirs)).toBeLessThan(1e-3);
  executor.dispose();
});
