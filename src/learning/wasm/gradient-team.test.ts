import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { type Batch, defaultAdam } from '#learning/executor.ts';
import { createInitialWeights } from '#learning/initial-weights.ts';
import type { LstmNetwork } from '#learning/network.ts';
import { nodeHelpers } from '../../../scripts/engine/node-helpers.ts';
import type { KernelReader } from './kernel.ts';
import { createWasmFactory } from './wasm-executor.ts';

const readKernel: KernelReader = (variant) => readFile(new URL(`build/training-${variant}.wasm`, import.meta.url));
const network: LstmNetwork = {
  ...{ kind: 'lstm', features: 3, lstmUnits: [40, 24], outputs: 3, dropoutRate: 0.2 },
  loss: { kind: 'pinball', quantiles: [0.1, 0.5, 0.9] },
};
const [rows, steps] = [45, 20];
const options = { adam: defaultAdam, seed: 4, maximumRows: rows, maximumSteps: steps };

function drawBatch(some = rows): Batch {
  const random = createRandom(8);
  const draw = (length: number): Float32Array => Float32Array.from({ length }, () => 2 * random.next() - 1);
  return {
    ...{ rows: some, steps, inputs: draw(some * steps * network.features), targets: draw(some * network.outputs) },
    targetWeights: draw(some * network.outputs).map(Math.abs),
    masks: Float32Array.from({ length: some * steps }, (_, k) => (k % steps < random.below(steps) ? 0 : 1)),
  };
}

describe('a team of threads', () => {
  it('has the gradients of one thread, up to the order of the sum, on every share of the rows', async () => {
    const weights = createInitialWeights(network, createRandom(6));
    const alone = await createWasmFactory(readKernel, 'simd').create(network, weights, options);
    for (const helpers of [1, 2]) {
      const team = await createWasmFactory(readKernel, 'simd', nodeHelpers(helpers)).create(network, weights, options);
      expect(team.device).toBe(`WASM SIMD, ${helpers + 1} threads`);
      for (const batch of [drawBatch(), drawBatch(32), drawBatch(37), drawBatch(3), drawBatch(44)]) {
        const [own, expected] = [await team.gradients(batch), await alone.gradients(batch)];
        const largest = expected.gradients.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
        expect(largest).toBeGreaterThan(0);
        own.gradients.forEach((entry, k) => {
          expect(Math.abs(entry - expected.gradients[k])).toBeLessThan(2e-6 * largest);
        });
        expect(Math.abs(own.loss - expected.loss)).toBeLessThan(1e-9);
      }
      team.dispose();
    }
    alone.dispose();
  });

  it('repeats itself bit for bit over two trainings with seeded dropout, and ends with its executor', async () => {
    const factory = createWasmFactory(readKernel, 'simd', nodeHelpers(1));
    const weights = createInitialWeights(network, createRandom(6));
    const batch = drawBatch();
    const train = async (): Promise<Float32Array> => {
      const executor = await factory.create(network, weights, options);
      for (let k = 0; k < 20; k++) executor.step(batch);
      expect(await executor.takeLoss()).toBeGreaterThan(0);
      const trained = await executor.readWeights();
      executor.dispose();
      return trained;
    };
    expect(await train()).toEqual(await train());
  });
});
