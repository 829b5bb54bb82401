/** What the WebGL check runs inside Chromium; bundled and put into an empty page. */
import '@tensorflow/tfjs-backend-webgl';
import { memory } from '@tensorflow/tfjs-core';
import { measureDeviations } from '#learning/testing/fixture-deviations.ts';
import { checkFixture, type Fixture } from '#learning/testing/train-check.ts';
import { createFusedMathematics } from '#learning/tfjs/fused-mathematics.ts';
import { createTfjsSource } from '#workers/learning/internal/tfjs-source.ts';
import { offerWebgl, watchWebgl } from '#workers/learning/internal/webgl-device.ts';
import { drawCounter } from './draw-counter.ts';
import { executorTrainer, type Shape, stockTrainer, type Trainer } from './training-workload.ts';

const source = createTfjsSource('webgl', offerWebgl, watchWebgl(), createFusedMathematics);

async function countDraws(trainer: Trainer): Promise<number> {
  await trainer.run(1);
  const before = drawCounter.draws;
  await trainer.run(2);
  const counted = (drawCounter.draws - before) / 2;
  trainer.dispose();
  return counted;
}

const page = {
  check: async (fixture: Fixture) => {
    const started = await source.start();
    const answer = await checkFixture(started.factory, fixture);
    return { backend: started.backend(), deviations: measureDeviations(answer, fixture) };
  },
  /** Draws of one training step: our programs, and stock layers. */
  draws: async (shape: Shape): Promise<{ readonly ours: number; readonly stock: number }> => {
    const { factory } = await source.start();
    const ours = await countDraws(await executorTrainer(factory, shape));
    return { ours, stock: await countDraws(stockTrainer(shape)) };
  },
  /** Tensors and bytes that TensorFlow.js holds after each of `rounds` trainings. */
  memory: async (
    shape: Shape,
    rounds: number,
  ): Promise<readonly { readonly tensors: number; readonly bytes: number }[]> => {
    const { factory } = await source.start();
    const held: { tensors: number; bytes: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const trainer = await executorTrainer(factory, shape);
      await trainer.run(2);
      trainer.dispose();
      const { numTensors: tensors, numBytes: bytes } = memory();
      held.push({ tensors, bytes });
    }
    return held;
  },
};
export type WebglCheckPage = typeof page;

Object.assign(globalThis, { webglCheckPage: page });
