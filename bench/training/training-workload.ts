/** Training steps of the benchmark, the same in Node and in a page: Debut's executors and stock TensorFlow.js layers. */
import * as tf from '@tensorflow/tfjs';
import { createRandom } from '#engine/random.ts';
import { type Batch, defaultAdam, type ExecutorFactory } from '#learning/executor.ts';
import { createInitialWeights } from '#learning/initial-weights.ts';
import type { LstmNetwork } from '#learning/network.ts';

/** Two LSTM layers with dropout 0.2 and a dense output, mean squared error, Adam. */
export interface Shape {
  readonly units: number;
  readonly steps: number;
  readonly features: number;
  readonly rows: number;
}

/** One training: `run` does so many steps and returns when they are done. */
export interface Trainer {
  run(updates: number): Promise<void>;
  dispose(): void;
}

function drawBatch({ rows, steps, features }: Shape): Batch {
  const random = createRandom(1);
  const draw = (length: number): Float32Array => Float32Array.from({ length }, () => 2 * random.next() - 1);
  return { rows, steps, inputs: draw(rows * steps * features), targets: draw(rows) };
}

export async function executorTrainer(factory: ExecutorFactory, shape: Shape): Promise<Trainer> {
  const network: LstmNetwork = {
    ...{ kind: 'lstm', features: shape.features, lstmUnits: [shape.units, shape.units], dropoutRate: 0.2 },
    ...{ outputs: 1, loss: { kind: 'mse' } },
  };
  const executor = await factory.create(network, createInitialWeights(network, createRandom(2)), {
    ...{ adam: defaultAdam, seed: 3, maximumRows: shape.rows, maximumSteps: shape.steps },
  });
  const batch = drawBatch(shape);
  return {
    run: async (updates) => {
      for (let k = 0; k < updates; k++) await executor.step(batch);
      const loss = await executor.takeLoss();
      if (!(loss < 10)) throw new Error(`training diverged: ${loss}`);
    },
    dispose: () => executor.dispose(),
  };
}

/** `tf.layers` as one would write it, on the backend that is active. */
export function stockTrainer({ units, steps, features, ...shape }: Shape): Trainer {
  const lstm = (returnSequences: boolean, inputShape?: number[]): tf.layers.Layer =>
    tf.layers.lstm({
      ...{ units, returnSequences, recurrentActivation: 'sigmoid', recurrentInitializer: 'glorotNormal' },
      ...(inputShape ? { inputShape } : {}),
    });
  const model = tf.sequential({
    layers: [
      lstm(true, [steps, features]),
      tf.layers.dropout({ rate: 0.2 }),
      lstm(false),
      tf.layers.dropout({ rate: 0.2 }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.001, 0.9, 0.999, 1e-7), loss: 'meanSquaredError' });
  const batch = drawBatch({ units, steps, features, ...shape });
  const inputs = tf.tensor3d(batch.inputs, [batch.rows, steps, features]);
  const targets = tf.tensor2d(batch.targets, [batch.rows, 1]);
  return {
    run: async (updates) => {
      for (let k = 0; k < updates; k++) await model.trainOnBatch(inputs, targets);
    },
    dispose: () => {
      model.dispose();
      tf.dispose([inputs, targets]);
    },
  };
}

export async function startBackend(name: 'wasm' | 'webgl'): Promise<void> {
  tf.env().set('PROD', true);
  if (!(await tf.setBackend(name)) || tf.getBackend() !== name) throw new Error(`no ${name} backend`);
  await tf.ready();
}
