import { createRandom } from '#engine/random.ts';
import { defaultAdam, type ExecutorFactory } from '#learning/executor.ts';
import { createInitialWeights } from '#learning/initial-weights.ts';
import type { LstmNetwork } from '#learning/network.ts';

const network: LstmNetwork = {
  kind: 'lstm',
  features: 4,
  lstmUnits: [128, 128],
  dropoutRate: 0.2,
  outputs: 1,
  loss: { kind: 'mse' },
};
const rows = 32;
const steps = 30;
const budgetMilliseconds = 1500;
const mostSteps = 5;

/** Milliseconds that one training step of the paper's network takes (best of a few, after one to warm up). */
export async function timeReferenceStep(factory: ExecutorFactory, now: () => number): Promise<number> {
  const random = createRandom(1);
  const draw = (length: number): Float32Array => Float32Array.from({ length }, () => random.next() - 0.5);
  const batch = { rows, steps, inputs: draw(rows * steps * network.features), targets: draw(rows) };
  const executor = await factory.create(network, createInitialWeights(network, random), {
    adam: defaultAdam,
    seed: 1,
    maximumRows: rows,
    maximumSteps: steps,
  });
  try {
    await executor.step(batch);
    await executor.takeLoss();
    const started = now();
    let best = Number.POSITIVE_INFINITY;
    for (let k = 0; k < mostSteps && now() - started < budgetMilliseconds; k++) {
      const from = now();
      await executor.step(batch);
      await executor.takeLoss();
      best = Math.min(best, now() - from);
    }
    return best;
  } finally {
    executor.dispose();
  }
}
