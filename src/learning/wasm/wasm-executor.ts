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
import { assertNetwork, type Network, outputCount, weightCount } from '#learning/network.ts';
import { GradientTeam, type HelperSource } from './gradient-team.ts';
import { type KernelReader, type KernelVariant, supportedVariant } from './kernel.ts';
import { createWasmNetwork, type WasmNetwork } from './wasm-network.ts';

const deviceNames: Record<KernelVariant, string> = { simd: 'WASM SIMD', 'relaxed-simd': 'WASM SIMD (relaxed)' };

/**
 * Executors on Debut's own WebAssembly kernel, which `readKernel` gives. The fastest variant that can be had, or the one
 * named. The module is compiled once; every executor has a memory of its own, allocated when it is made, and threads of
 * its own to share batches with where `helpers` are given.
 */
export function createWasmFactory(
  readKernel: KernelReader,
  variant?: KernelVariant,
  helpers?: HelperSource,
): ExecutorFactory {
  let compiled: Promise<WebAssembly.Module> | null = null;
  return {
    name: 'wasm-simd',
    create: async (network, weights, options) => {
      const chosen = variant ?? supportedVariant();
      if (chosen === null) throw new Error('wasm-simd: WebAssembly without SIMD');
      compiled ??= readKernel(chosen).then((bytes) => WebAssembly.compile(bytes));
      assertNetwork(network);
      if (weights.length !== weightCount(network)) throw new Error('executor: length of weights');
      const module = await compiled;
      const own = await createWasmNetwork(network, module, options);
      const team = helpers ? await GradientTeam.start(helpers, own, module, options) : null;
      return new WasmExecutor(deviceNames[chosen], own, team, weights, options);
    },
  };
}

/** A {@link WasmNetwork} in training. */
class WasmExecutor implements Executor {
  readonly name = 'wasm-simd';
  readonly device: string;
  private readonly own: WasmNetwork;
  private readonly team: GradientTeam | null;
  private adam: AdamSettings;
  private updates = 0;
  private lossSum = 0;
  private lossCount = 0;
  private disposed = false;

  constructor(
    device: string,
    own: WasmNetwork,
    team: GradientTeam | null,
    weights: Float32Array,
    options: ExecutorOptions,
  ) {
    this.device = team ? `${device}, ${team.threads} threads` : device;
    this.own = own;
    this.team = team;
    this.adam = options.adam;
    own.write(own.plan.weights, weights);
    own.kernel.seedDropout(options.seed);
  }

  get network(): Network {
    return this.own.network;
  }

  step(batch: Batch): void {
    this.assertAlive();
    const drops = this.own.takeMasks(batch) || this.own.drawMasks(batch);
    this.lossSum += this.accumulate(batch, drops);
    this.lossCount += 1;
    this.updates += 1;
    this.own.update(this.adam, this.updates);
  }

  async takeLoss(): Promise<number> {
    const mean = this.lossSum / this.lossCount;
    this.lossSum = 0;
    this.lossCount = 0;
    return mean;
  }

  async evaluate(batch: Batch): Promise<number> {
    this.assertAlive();
    return this.own.evaluate(batch, this.own.takeMasks(batch)) / (batch.rows * outputCount(this.network));
  }

  async predict(batch: InputBatch): Promise<Float32Array> {
    this.assertAlive();
    return this.own.predict(batch);
  }

  async gradients(batch: Batch): Promise<GradientCheck> {
    this.assertAlive();
    const drops = this.own.takeMasks(batch);
    const loss = this.accumulate(batch, drops);
    const gradients = this.own.read(this.own.plan.gradients, this.newFlat());
    const norm = this.own.gradientNorm();
    return { loss, gradients, norm, predictions: this.own.predict(batch, drops) };
  }

  async trace(batch: Batch): Promise<Readonly<Record<string, Float32Array>>> {
    this.assertAlive();
    return this.own.trace(batch, this.own.takeMasks(batch));
  }

  async readWeights(into = this.newFlat()): Promise<Float32Array> {
    return this.own.read(this.own.plan.weights, into);
  }

  writeWeights(weights: Float32Array): void {
    this.own.write(this.own.plan.weights, weights);
  }

  async readOptimizer(): Promise<OptimizerState> {
    return {
      updates: this.updates,
      firstMoments: this.own.read(this.own.plan.firstMoments, this.newFlat()),
      secondMoments: this.own.read(this.own.plan.secondMoments, this.newFlat()),
    };
  }

  writeOptimizer(state: OptimizerState): void {
    this.updates = state.updates;
    this.own.write(this.own.plan.firstMoments, state.firstMoments);
    this.own.write(this.own.plan.secondMoments, state.secondMoments);
  }

  setLearningRate(rate: number): void {
    this.adam = { ...this.adam, learningRate: rate };
  }

  reseed(seed: number): void {
    this.own.kernel.seedDropout(seed);
  }

  counters(): ExecutorCounters {
    const threads = this.team ? this.team.threads : 1;
    const bytes = this.own.memoryBytes * threads + (this.team?.sharedBytes ?? 0);
    return { updates: this.updates, tensors: 0, bytes: this.disposed ? 0 : bytes };
  }

  dispose(): void {
    this.disposed = true;
    this.team?.stop();
  }

  /** Gradients of the whole batch into their block; answers with the loss. */
  private accumulate(batch: Batch, drops: boolean): number {
    const sum = this.team
      ? this.team.accumulate(batch, drops)
      : this.own.accumulate(batch, drops, { begin: 0, end: batch.rows });
    return sum / (batch.rows * outputCount(this.network));
  }

  private newFlat(): Float32Array {
    return new Float32Array(weightCount(this.network));
  }

  private assertAlive(): void {
    if (this.disposed) throw new Error('executor: disposed');
  }
}
