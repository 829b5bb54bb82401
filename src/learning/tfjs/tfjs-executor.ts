import * as tf from '@tensorflow/tfjs-core';
import { createRandom, type Random } from '#engine/random.ts';
import { fillDropoutMask } from '#learning/dropout-mask.ts';
import type {
  AdamSettings,
  Batch,
  Executor,
  ExecutorCounters,
  ExecutorFactory,
  ExecutorOptions,
  GradientCheck,
  InputBatch,
  OptimizerState,
} from '#learning/executor.ts';
import { assertNetwork, decayMask, dropoutLengths, type Network, weightCount } from '#learning/network.ts';
import type { TfjsBackend } from './backend.ts';
import { type Staging, uploadBatch, uploadTargets } from './batch-upload.ts';
import { createOperatorMathematics, type DeviceState, type Mathematics } from './mathematics.ts';
import { lossOfPass } from './network-pass.ts';

/** How a network is to be computed; null = with the backend's operators. */
export type ChooseMathematics = (network: Network) => Mathematics | null;

/** Executors on one TensorFlow.js backend, which the caller has started. */
export function createTfjsFactory(backend: TfjsBackend, choose: ChooseMathematics = () => null): ExecutorFactory {
  return {
    name: backend.executor,
    create: async (network, weights, options) => {
      assertNetwork(network);
      const mathematics = choose(network) ?? createOperatorMathematics(network);
      return new TfjsExecutor(backend, network, mathematics, weights, options);
    },
  };
}

/**
 * A network on a TensorFlow.js backend with hand-written gradients: whole-layer backpropagation through time, hoisted
 * input projections, one product for each weight gradient, Adam on one flat tensor. No automatic differentiation, hence
 * no tape.
 */
class TfjsExecutor implements Executor {
  readonly name;
  readonly device: string;
  readonly network: Network;
  private readonly backend: TfjsBackend;
  private adam: AdamSettings;
  private readonly mathematics: Mathematics;
  private state: DeviceState;
  /** One a step since they were taken: summed in double, so that the mean doesn't depend on how often it is asked for. */
  private losses: tf.Scalar[] = [];
  private updates = 0;
  private random: Random;
  private readonly staging: Staging;
  private readonly ownMasks: readonly Float32Array[];

  constructor(
    backend: TfjsBackend,
    network: Network,
    mathematics: Mathematics,
    weights: Float32Array,
    options: ExecutorOptions,
  ) {
    if (weights.length !== weightCount(network)) throw new Error('executor: length of weights');
    this.backend = backend;
    this.name = backend.executor;
    this.device = backend.device;
    this.network = network;
    this.mathematics = mathematics;
    this.adam = options.adam;
    this.random = createRandom(options.seed);
    const { maximumRows: rows, maximumSteps: steps } = options;
    const lengths = dropoutLengths(network, rows, steps);
    this.staging = {
      inputs: new Float32Array(rows * steps * network.features),
      keepFactors: lengths.map((length) => new Float32Array(length)),
    };
    this.ownMasks = lengths.map((length) => new Float32Array(length));
    this.backend.activate();
    const zeros = new Float32Array(weights.length);
    this.state = {
      weights: mathematics.upload(weights),
      firstMoments: mathematics.upload(zeros),
      secondMoments: mathematics.upload(zeros),
    };
  }

  step(batch: Batch): void {
    this.backend.activate();
    this.updates += 1;
    const masks = batch.dropoutMasks ?? this.drawMasks(batch);
    const next = tf.tidy(() => {
      const tensors = uploadBatch(this.network, batch, masks, this.staging);
      const pass = this.mathematics.forward(this.state.weights, tensors);
      const { loss, gradient } = lossOfPass(this.network, pass, uploadTargets(this.network, batch));
      const decayed = { ...this.state, weights: this.decayWeights() };
      const state = this.mathematics.update(decayed, pass.backward(gradient), this.adam, this.updates);
      return { ...state, loss };
    });
    disposeState(this.state);
    const { loss, ...state } = next;
    this.state = state;
    this.losses.push(loss);
  }

  async takeLoss(): Promise<number> {
    this.backend.activate();
    const taken = this.losses;
    this.losses = [];
    if (taken.length === 0) return Number.NaN;
    const values = await this.take(tf.stack(taken));
    tf.dispose(taken);
    return values.reduce((sum, loss) => sum + loss, 0) / taken.length;
  }

  async evaluate(batch: Batch): Promise<number> {
    this.backend.activate();
    const loss = tf.tidy(() => {
      const tensors = uploadBatch(this.network, batch, batch.dropoutMasks ?? null, this.staging);
      const pass = this.mathematics.forward(this.state.weights, tensors);
      return lossOfPass(this.network, pass, uploadTargets(this.network, batch)).loss;
    });
    const [value] = await this.take(loss);
    return value;
  }

  async predict(batch: InputBatch): Promise<Float32Array> {
    this.backend.activate();
    const predictions = tf.tidy(() => {
      const tensors = uploadBatch(this.network, batch, null, this.staging);
      return this.mathematics.forward(this.state.weights, tensors).predictions;
    });
    return this.take(predictions);
  }

  async gradients(batch: Batch): Promise<GradientCheck> {
    this.backend.activate();
    const result = tf.tidy(() => {
      const tensors = uploadBatch(this.network, batch, batch.dropoutMasks ?? null, this.staging);
      const pass = this.mathematics.forward(this.state.weights, tensors);
      const { loss, gradient } = lossOfPass(this.network, pass, uploadTargets(this.network, batch));
      return { loss, gradients: pass.backward(gradient), predictions: tf.clone(pass.predictions) };
    });
    const [loss] = await this.take(result.loss);
    const gradients = this.mathematics.download(await Promise.all(result.gradients.map((block) => this.take(block))));
    const predictions = await this.take(result.predictions);
    const norm = Math.sqrt(gradients.reduce((sum, entry) => sum + entry * entry, 0));
    return { loss, gradients, norm, predictions };
  }

  async trace(batch: Batch): Promise<Readonly<Record<string, Float32Array>>> {
    this.backend.activate();
    const joined = tf.tidy(() => {
      const tensors = uploadBatch(this.network, batch, batch.dropoutMasks ?? null, this.staging);
      const { trace } = this.mathematics.forward(this.state.weights, tensors);
      return Object.fromEntries(
        Object.entries(trace).map(([name, parts]) => [
          name,
          this.network.kind === 'lstm' ? tf.stack(parts as tf.Tensor2D[], 1) : tf.clone(parts[0]),
        ]),
      );
    });
    const values: Record<string, Float32Array> = {};
    for (const [name, tensor] of Object.entries(joined)) values[name] = await this.take(tensor);
    return values;
  }

  async readWeights(into?: Float32Array): Promise<Float32Array> {
    this.backend.activate();
    return this.readBlocks(this.state.weights, into);
  }

  writeWeights(weights: Float32Array): void {
    this.backend.activate();
    tf.dispose([...this.state.weights]);
    this.state = { ...this.state, weights: this.mathematics.upload(weights) };
  }

  async readOptimizer(): Promise<OptimizerState> {
    this.backend.activate();
    return {
      updates: this.updates,
      firstMoments: await this.readBlocks(this.state.firstMoments),
      secondMoments: await this.readBlocks(this.state.secondMoments),
    };
  }

  writeOptimizer(state: OptimizerState): void {
    this.backend.activate();
    tf.dispose([...this.state.firstMoments, ...this.state.secondMoments]);
    this.updates = state.updates;
    this.state = {
      weights: this.state.weights,
      firstMoments: this.mathematics.upload(state.firstMoments),
      secondMoments: this.mathematics.upload(state.secondMoments),
    };
  }

  setLearningRate(rate: number): void {
    this.adam = { ...this.adam, learningRate: rate };
  }

  reseed(seed: number): void {
    this.random = createRandom(seed);
  }

  counters(): ExecutorCounters {
    this.backend.activate();
    const { numTensors, numBytes } = tf.memory();
    return { updates: this.updates, tensors: numTensors, bytes: numBytes };
  }

  dispose(): void {
    this.backend.activate();
    disposeState(this.state);
    tf.dispose(this.losses);
  }

  private async readBlocks(blocks: readonly tf.Tensor[], into?: Float32Array): Promise<Float32Array> {
    return this.mathematics.download(await Promise.all(blocks.map((block) => this.read(block))), into);
  }

  /** The weights after weight decay. Call inside `tf.tidy`. */
  private decayWeights(): tf.Tensor[] {
    const { learningRate, weightDecay } = this.adam;
    if (weightDecay === 0) return this.state.weights;
    const kept = 1 - learningRate * weightDecay;
    const factors = this.mathematics.upload(decayMask(this.network).map((bites) => (bites ? kept : 1)));
    return this.state.weights.map((weights, block) => tf.mul(weights, factors[block]));
  }

  private drawMasks({ rows, steps }: Batch): readonly Float32Array[] | null {
    if (this.network.dropoutRate === 0) return null;
    const lengths = dropoutLengths(this.network, rows, steps);
    lengths.forEach((length, layer) => {
      fillDropoutMask(this.random, this.network.dropoutRate, this.ownMasks[layer], length);
    });
    return this.ownMasks;
  }

  private read(tensor: tf.Tensor): Promise<Float32Array> {
    return this.backend.guard(tensor.data() as Promise<Float32Array>);
  }

  private async take(tensor: tf.Tensor): Promise<Float32Array> {
    const values = await this.read(tensor);
    tensor.dispose();
    return values;
  }
}

function disposeState({ weights, firstMoments, secondMoments }: DeviceState): void {
  tf.dispose([...weights, ...firstMoments, ...secondMoments]);
}
