import type { Network } from './network.ts';

/** Executors by name; `wasm-simd` is Debut's own kernel, the others run on TensorFlow.js backends. */
export type ExecutorName = 'tfjs-webgl' | 'wasm-simd' | 'tfjs-wasm' | 'tfjs-cpu';

/**
 * One batch. Arrays may be longer than needed (buffers are reused): only the first entries count. An executor is done
 * with them when the call has returned, or, where it returns a promise, when that is settled.
 */
export interface Batch {
  readonly rows: number;
  /** Time steps; 1 for an MLP. */
  readonly steps: number;
  /** [rows, steps, features], row-major. No NaN. */
  readonly inputs: Float32Array;
  /** [rows, outputs]. No NaN. */
  readonly targets: Float32Array;
  /** [rows, outputs], at least 0: factor of each entry's loss; the mean's divisor stays rows * outputs. Absent = 1. */
  readonly targetWeights?: Float32Array;
  /** [rows, steps], 1 = real step, 0 = padding: the row keeps h and c of the step before. Absent = all real. */
  readonly masks?: Float32Array;
  /**
   * Dropout masks to use (0 drops, 1 keeps; the factor 1 / (1 - rate) is applied by the executor), one a dropout layer,
   * lengths as `dropoutLengths` says. Absent: `step` draws its own from the executor's seeded stream
   * (dropout-mask.ts), and `gradients`, `evaluate` and `predict` drop nothing.
   */
  readonly dropoutMasks?: readonly Float32Array[];
}

/** Inputs without targets, for predictions. */
export type InputBatch = Pick<Batch, 'rows' | 'steps' | 'inputs' | 'masks'>;

/**
 * Adam (Kingma and Ba 2015, algorithm 1): w -= rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon), with
 * both corrections formed in double. Clipping: all gradients times limit / max(global norm, limit), before Adam. Weight decay
 * apart from the gradient (AdamW, Loshchilov and Hutter 2019): kernels, not biases, times 1 - rate * weightDecay before the update.
 */
export interface AdamSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Limit of the gradient's global norm; null = no clipping. */
  readonly clipGlobalNorm: number | null;
  /** 0 = none. */
  readonly weightDecay: number;
}

/** Keras' and the paper's settings. */
export const defaultAdam: AdamSettings = {
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
  clipGlobalNorm: null,
  weightDecay: 0,
};

export interface ExecutorOptions {
  readonly adam: AdamSettings;
  /** Seed of the dropout stream. */
  readonly seed: number;
  /** Largest batch and longest window that will be asked for: buffers are made once, nothing is allocated per step. */
  readonly maximumRows: number;
  readonly maximumSteps: number;
}

/** Loss and its gradient at the present weights, nothing updated. */
export interface GradientCheck {
  readonly loss: number;
  /** Flat, in the layout of the weights, before clipping. */
  readonly gradients: Float32Array;
  /** Global norm before clipping. */
  readonly norm: number;
  /** [rows, outputs], with the batch's dropout masks. */
  readonly predictions: Float32Array;
}

/** Adam's state in the layout of the weights: what a resumed training needs beside the weights. */
export interface OptimizerState {
  /** Updates done. */
  readonly updates: number;
  readonly firstMoments: Float32Array;
  readonly secondMoments: Float32Array;
}

/** What an executor holds and has done; `tensors` and `bytes` must not grow from one training to the next. */
export interface ExecutorCounters {
  readonly updates: number;
  /** Live tensors of the backend (0 where there are none). */
  readonly tensors: number;
  /** Memory held: the backend's tensors or the kernel's linear memory. */
  readonly bytes: number;
}

/**
 * A network in training on one device. Same seed, same calls, same machine: bit-identical. Throws only for bugs and for
 * {@link ExecutorLost}.
 */
export interface Executor {
  readonly name: ExecutorName;
  /** What computes, for people: the renderer of WebGL, "WASM SIMD (relaxed)", ... */
  readonly device: string;
  readonly network: Network;

  /** One Adam update on the batch, with dropout; its loss (before the update) is added to what {@link takeLoss} tells. */
  step(batch: Batch): void | Promise<void>;
  /**
   * Mean loss (unweighted over steps) of the updates since the last call, NaN if there were none. Waits until the device
   * has done them: call it rarely on WebGL.
   */
  takeLoss(): Promise<number>;
  /** Loss without dropout (unless masks are given), nothing updated. */
  evaluate(batch: Batch): Promise<number>;
  /** [rows, outputs], after the last activation, no dropout. A new array, the caller's. */
  predict(batch: InputBatch): Promise<Float32Array>;
  /** For checks. */
  gradients(batch: Batch): Promise<GradientCheck>;
  /** For checks: `lstmN/h`, `lstmN/c` [rows, steps, units] before dropout; MLP `denseN/z`, `denseN/a` [rows, units]. */
  trace(batch: Batch): Promise<Readonly<Record<string, Float32Array>>>;

  /** A copy of the weights, or the weights written into `into` (which is returned). */
  readWeights(into?: Float32Array): Promise<Float32Array>;
  /** Replaces the weights; Adam's state stays. */
  writeWeights(weights: Float32Array): void;
  readOptimizer(): Promise<OptimizerState>;
  writeOptimizer(state: OptimizerState): void;
  setLearningRate(rate: number): void;
  /** Restarts the dropout stream: the training loop does so at each epoch, so that a resumed run repeats it. */
  reseed(seed: number): void;

  counters(): ExecutorCounters;
  /** Frees everything; the executor is dead afterwards. */
  dispose(): void;
}

/** Makes executors of one kind. */
export interface ExecutorFactory {
  readonly name: ExecutorName;
  /** `weights` (flat, see `weightLayout`) are copied. */
  create(network: Network, weights: Float32Array, options: ExecutorOptions): Promise<Executor>;
}

/** The device went away (a lost WebGL context): train on with another executor from the last weights. */
export class ExecutorLost extends Error {
  override readonly name = 'ExecutorLost';
}
