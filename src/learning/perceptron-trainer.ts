import {
  drawFirstWeights,
  loopTrainer,
  type PerceptronSettings,
  type PerceptronTrainer,
  type TrainPerceptron,
} from '#engine/launch/level/perceptron.ts';
import type { AdamSettings, Batch } from './executor.ts';
import { type MlpNetwork, weightCount, weightLayout } from './network.ts';
import { instantiateKernel, type KernelReader, supportedVariant } from './wasm/kernel.ts';
import { placeWasmNetwork, type WasmNetwork } from './wasm/wasm-network.ts';

/**
 * Trains perceptrons in the kernel, at once and without a promise: what the cold start is handed, whose numerics are synchronous.
 * Always the kernel's plain SIMD variant, though the relaxed one may be there too: the same data give the same answers on every
 * machine. All networks share one memory and one instance. Where WebAssembly has no SIMD: the plain loops (`device` says so).
 */
export async function createPerceptronTrainer(readKernel: KernelReader): Promise<PerceptronTrainer> {
  if (supportedVariant() === null) return loopTrainer;
  const memory = new WebAssembly.Memory({ initial: 2 });
  const kernel = await instantiateKernel(await WebAssembly.compile(await readKernel('simd')), memory);
  let placed: { readonly shape: string; readonly own: WasmNetwork } | null = null;
  const networkFor = (features: number, settings: PerceptronSettings): WasmNetwork => {
    const network = toNetwork(features, settings);
    const shape = JSON.stringify(network);
    if (placed?.shape !== shape) placed = { shape, own: placeWasmNetwork(network, kernel, memory, capacity) };
    return placed.own;
  };
  const train: TrainPerceptron = (rows, target, weights, settings) => {
    const features = rows[0].length;
    const own = networkFor(features, settings);
    own.write(own.plan.weights, firstWeights(own.network as MlpNetwork, settings));
    own.parameters(own.plan.firstMoments).fill(0);
    own.parameters(own.plan.secondMoments).fill(0);
    // The kernel's loss is the squared error, not half of it.
    const share = settings.output === 'linear' ? 0.5 : 1;
    const batch: Batch = {
      ...toInputs(rows),
      targets: Float32Array.from(target),
      targetWeights: Float32Array.from(weights, (weight) => share * weight),
    };
    const adam: AdamSettings = { ...adamSettings, ...settings };
    for (let update = 1; update <= settings.epochs; update++) {
      own.accumulate(batch, false, { begin: 0, end: batch.rows });
      own.update(adam, update);
    }
    const learnt = own.parameters(own.plan.weights).slice();
    return (asked) => {
      const network = networkFor(features, settings);
      network.parameters(network.plan.weights).set(learnt);
      network.weightsChanged();
      return Float64Array.from(network.predict(toInputs(asked)));
    };
  };
  return { device: 'wasm-simd', train };
}

/** Rows go through the kernel 32 at a time, however many there are. */
const capacity = { maximumRows: 32, maximumSteps: 1 };
const adamSettings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clipGlobalNorm: null } as const;

function toNetwork(features: number, { hidden, activation, output }: PerceptronSettings): MlpNetwork {
  return {
    kind: 'mlp',
    features,
    units: [...hidden, 1],
    activations: [...hidden.map(() => activation), output],
    dropoutRate: 0,
    loss: { kind: output === 'sigmoid' ? 'bce' : 'mse' },
  };
}

function toInputs(rows: readonly Float64Array[]): {
  readonly rows: number;
  readonly steps: 1;
  readonly inputs: Float32Array;
} {
  const [{ length }] = rows;
  const inputs = new Float32Array(rows.length * length);
  rows.forEach((row, r) => {
    inputs.set(row, r * length);
  });
  return { rows: rows.length, steps: 1, inputs };
}

/** The perceptron's own first weights, outputs x inputs, as the training engine lays them. */
function firstWeights(network: MlpNetwork, { hidden, seed }: PerceptronSettings): Float32Array {
  const flat = new Float32Array(weightCount(network));
  const drawn = drawFirstWeights([network.features, ...hidden, 1], seed);
  weightLayout(network)
    .filter(({ name }) => name.endsWith('kernel'))
    .forEach(({ shape: [inputs, outputs], offset }, l) => {
      for (let j = 0; j < outputs; j++)
        for (let i = 0; i < inputs; i++) flat[offset + i * outputs + j] = drawn[l][j * inputs + i];
    });
  return flat;
}
