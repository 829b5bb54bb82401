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
import { assertNetwork, dropoutLengths, type Network, outputCount, weightCount } from '#learning/network.ts';
import { instantiateKernel, type Kernel, type KernelReader, type KernelVariant, supportedVariant } from './kernel.ts';
import { longPanelBytes, type MemoryPlan, planMemory, rowTile, writeLayers } from './memory-plan.ts';
import { packWeights, padTo, unpackWeights } from './weight-panels.ts';

/** Rows that go through the network together: as many as keep a step's states in the first-level cache. */
const rowsPerPass = 32;
/** Rows of steps whose weight gradients are added at a time, while they are in the second-level cache. */
const chunkRows = 256;

const deviceNames: Record<KernelVariant, string> = { simd: 'WASM SIMD', 'relaxed-simd': 'WASM SIMD (relaxed)' };

/**
 * Executors on Debut's own WebAssembly kernel, which `readKernel` gives. The fastest variant that can be had, or the one
 * named. The module is compiled once; every executor has a memory of its own, allocated when it is made.
 */
export function createWasmFactory(readKernel: KernelReader, variant?: KernelVariant): ExecutorFactory {
  let compiled: Promise<WebAssembly.Module> | null = null;
  return {
    name: 'wasm-simd',
    create: async (network, weights, options) => {
      const chosen = variant ?? supportedVariant();
      if (chosen === null) throw new Error('wasm-simd: WebAssembly without SIMD');
      compiled ??= readKernel(chosen).then((bytes) => WebAssembly.compile(bytes));
      assertNetwork(network);
      if (weights.length !== weightCount(network)) throw new Error('executor: length of weights');
      const passRows = Math.min(rowsPerPass, options.maximumRows);
      const plan = planMemory(network, passRows, options.maximumRows, options.maximumSteps);
      const memory = new WebAssembly.Memory({ initial: plan.pages, maximum: plan.pages });
      const kernel = await instantiateKernel(await compiled, memory);
      return new WasmExecutor(deviceNames[chosen], network, kernel, memory, plan, weights, options);
    },
  };
}

/** Rows [begin, end) of a batch on their way through the network, padded to `padded` rows. */
interface Pass {
  readonly begin: number;
  readonly rows: number;
  readonly padded: number;
  readonly steps: number;
  /** Address of the step masks; 0 = all real. */
  readonly stepMasks: number;
}

/**
 * A network in one WebAssembly memory. A batch goes through it in passes of up to 32 rows whose gradients add up, so that
 * memory and cache traffic don't grow with the batch; then one Adam update.
 */
class WasmExecutor implements Executor {
  readonly name = 'wasm-simd';
  readonly device: string;
  readonly network: Network;
  private readonly kernel: Kernel;
  private readonly plan: MemoryPlan;
  private readonly options: ExecutorOptions;
  private memory: WebAssembly.Memory | null;
  private readonly floats: Float32Array;
  private readonly words: Uint32Array;
  private readonly bytes: Uint8Array;
  private adam: AdamSettings;
  private updates = 0;
  private lossSum = 0;
  private lossCount = 0;
  private transposedStale = true;

  constructor(
    device: string,
    network: Network,
    kernel: Kernel,
    memory: WebAssembly.Memory,
    plan: MemoryPlan,
    weights: Float32Array,
    options: ExecutorOptions,
  ) {
    this.device = device;
    this.network = network;
    this.kernel = kernel;
    this.memory = memory;
    this.plan = plan;
    this.options = options;
    this.adam = options.adam;
    this.floats = new Float32Array(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    this.bytes = new Uint8Array(memory.buffer);
    writeLayers(plan, memory, 1 / (1 - network.dropoutRate));
    if (network.loss.kind === 'pinball')
      new Float64Array(memory.buffer, plan.quantiles, network.loss.quantiles.length).set(network.loss.quantiles);
    this.writeWeights(weights);
    kernel.seedDropout(options.seed);
  }

  step(batch: Batch): void {
    const drops = this.takeMasks(batch) || this.drawMasks(batch);
    this.lossSum += this.accumulate(batch, drops);
    this.lossCount += 1;
    this.updates += 1;
    this.update();
  }

  async takeLoss(): Promise<number> {
    const mean = this.lossSum / this.lossCount;
    this.lossSum = 0;
    this.lossCount = 0;
    return mean;
  }

  async evaluate(batch: Batch): Promise<number> {
    const drops = this.takeMasks(batch);
    let sum = 0;
    for (const pass of this.passes(batch)) {
      this.forward(batch, pass, drops);
      sum += this.loss(batch, pass);
    }
    return sum / (batch.rows * outputCount(this.network));
  }

  async predict(batch: InputBatch): Promise<Float32Array> {
    const predictions = new Float32Array(batch.rows * outputCount(this.network));
    for (const pass of this.passes(batch)) {
      this.forward(batch, pass, false);
      this.readPredictions(pass, predictions);
    }
    return predictions;
  }

  async gradients(batch: Batch): Promise<GradientCheck> {
    const predictions = new Float32Array(batch.rows * outputCount(this.network));
    const loss = this.accumulate(batch, this.takeMasks(batch), (pass) => this.readPredictions(pass, predictions));
    const gradients = new Float32Array(weightCount(this.network));
    unpackWeights(this.plan.panels, this.parameters(this.plan.gradients), gradients);
    return { loss, gradients, norm: this.gradientNorm(), predictions };
  }

  async trace(batch: Batch): Promise<Readonly<Record<string, Float32Array>>> {
    const drops = this.takeMasks(batch);
    const { rows, steps } = batch;
    const values: Record<string, Float32Array> = {};
    const record = (name: string, units: number, pass: Pass, address: number, t = 0, length = 1): void => {
      values[name] ??= new Float32Array(rows * length * units);
      const panelBytes = this.network.kind === 'lstm' ? longPanelBytes(steps, pass.padded) : pass.padded * 32;
      for (let row = 0; row < pass.rows; row++) {
        const target = ((pass.begin + row) * length + t) * units;
        this.readRow(address, panelBytes, row, units, values[name], target);
      }
    };
    for (const pass of this.passes(batch)) {
      this.forward(batch, pass, drops);
      this.plan.lstm.forEach(({ units, words }, index) => {
        const hidden = words.states + (words.inputs / 8) * longPanelBytes(steps, pass.padded);
        for (let t = 0; t < steps; t++) {
          const next = (t + 1) * pass.padded * 32;
          record(`lstm${index + 1}/h`, units, pass, hidden + next, t, steps);
          record(`lstm${index + 1}/c`, units, pass, words.cells + next, t, steps);
        }
      });
      if (this.network.kind === 'lstm') continue;
      this.plan.dense.forEach(({ units, words }, index) => {
        record(`dense${index + 1}/z`, units, pass, words.sums);
        record(`dense${index + 1}/a`, units, pass, words.activated);
      });
    }
    return values;
  }

  async readWeights(into = new Float32Array(weightCount(this.network))): Promise<Float32Array> {
    unpackWeights(this.plan.panels, this.parameters(this.plan.weights), into);
    return into;
  }

  writeWeights(weights: Float32Array): void {
    packWeights(this.plan.panels, weights, this.parameters(this.plan.weights));
    this.transposedStale = true;
  }

  async readOptimizer(): Promise<OptimizerState> {
    const firstMoments = new Float32Array(weightCount(this.network));
    const secondMoments = new Float32Array(weightCount(this.network));
    unpackWeights(this.plan.panels, this.parameters(this.plan.firstMoments), firstMoments);
    unpackWeights(this.plan.panels, this.parameters(this.plan.secondMoments), secondMoments);
    return { updates: this.updates, firstMoments, secondMoments };
  }

  writeOptimizer(state: OptimizerState): void {
    this.updates = state.updates;
    packWeights(this.plan.panels, state.firstMoments, this.parameters(this.plan.firstMoments));
    packWeights(this.plan.panels, state.secondMoments, this.parameters(this.plan.secondMoments));
  }

  setLearningRate(rate: number): void {
    this.adam = { ...this.adam, learningRate: rate };
  }

  reseed(seed: number): void {
    this.kernel.seedDropout(seed);
  }

  counters(): ExecutorCounters {
    return { updates: this.updates, tensors: 0, bytes: this.memory?.buffer.byteLength ?? 0 };
  }

  dispose(): void {
    this.memory = null;
  }

  /** A view of one of the four blocks of parameters. */
  private parameters(address: number): Float32Array {
    return this.floats.subarray(address / 4, address / 4 + this.plan.panels.entries);
  }

  /** Gradients of the whole batch into their block; answers with the loss. */
  private accumulate(batch: Batch, drops: boolean, seen?: (pass: Pass) => void): number {
    const { plan, kernel } = this;
    this.refreshTransposed();
    this.parameters(plan.gradients).fill(0);
    let sum = 0;
    for (const pass of this.passes(batch)) {
      this.forward(batch, pass, drops);
      seen?.(pass);
      sum += this.loss(batch, pass);
      for (let index = plan.dense.length - 1; index >= 0; index--) {
        const differentiatedByZ = index === plan.dense.length - 1 && this.network.loss.kind === 'bce';
        kernel.denseBackward(plan.dense[index].address, pass.padded, !differentiatedByZ);
      }
      for (let index = plan.lstm.length - 1; index >= 0; index--)
        kernel.lstmBackward(plan.lstm[index].address, pass.steps, pass.padded, pass.stepMasks, chunkRows);
    }
    return sum / (batch.rows * outputCount(this.network));
  }

  private update(): void {
    const { plan, kernel, adam } = this;
    const norm = adam.clipGlobalNorm === null ? 0 : this.gradientNorm();
    const factor = adam.clipGlobalNorm === null ? 1 : adam.clipGlobalNorm / Math.max(norm, adam.clipGlobalNorm);
    const rate = adam.learningRate / (1 - adam.beta1 ** this.updates);
    const secondFactor = 1 / (1 - adam.beta2 ** this.updates);
    kernel.adamUpdate(
      ...([plan.weights, plan.gradients, plan.firstMoments, plan.secondMoments, plan.panels.entries] as const),
      ...([factor, rate, secondFactor, adam.beta1, adam.beta2, adam.epsilon] as const),
    );
    this.transposedStale = true;
  }

  private gradientNorm(): number {
    return Math.sqrt(this.kernel.sumOfSquares(this.plan.gradients, this.plan.panels.entries));
  }

  private refreshTransposed(): void {
    if (!this.transposedStale) return;
    for (const { words, block } of [...this.plan.lstm, ...this.plan.dense])
      this.kernel.transposePanels(words.weights, block.depth, block.width, words.transposed);
    this.transposedStale = false;
  }

  /** The batch in passes of nearly equal length. */
  private passes({ rows, steps, masks }: InputBatch): Pass[] {
    if (steps > this.options.maximumSteps) throw new Error('executor: more steps than were said');
    if (this.memory === null) throw new Error('executor: disposed');
    const length = padTo(rowTile, Math.ceil(rows / Math.ceil(rows / rowsPerPass)));
    const passes: Pass[] = [];
    for (let begin = 0; begin < rows; begin += length) {
      const passRows = Math.min(length, rows - begin);
      const masked = masks !== undefined && this.network.kind === 'lstm';
      const stepMasks = masked ? this.plan.stepMasks : 0;
      passes.push({ begin, rows: passRows, padded: padTo(rowTile, passRows), steps, stepMasks });
    }
    return passes;
  }

  private forward(batch: InputBatch, pass: Pass, drops: boolean): void {
    const { plan, kernel, network } = this;
    const { begin, rows, padded, steps, stepMasks } = pass;
    const stage = (address: number, source: Float32Array, perRow: number): void => {
      this.floats.set(source.subarray(begin * perRow, (begin + rows) * perRow), address / 4);
    };
    stage(plan.inputs, batch.inputs, steps * network.features);
    if (stepMasks !== 0) {
      stage(stepMasks, batch.masks as Float32Array, steps);
      const end = stepMasks / 4 + padded * steps;
      this.floats.fill(0, stepMasks / 4 + rows * steps, end);
    }
    const panelBytes = network.kind === 'lstm' ? longPanelBytes(steps, padded) : padded * 32;
    kernel.packInputs(
      ...([plan.inputs, rows, steps, network.features, stepMasks] as const),
      ...([plan.packedInputs, padded, panelBytes] as const),
    );
    this.pointToMasks(pass, drops);
    for (const { address } of plan.lstm) kernel.lstmForward(address, steps, padded, stepMasks);
    for (const { address } of plan.dense) kernel.denseForward(address, padded);
  }

  /** Sum of the losses of a pass; leaves their gradient, over the whole batch's count, in the last layer. */
  private loss(batch: Batch, { begin, rows, padded }: Pass): number {
    const { plan, network } = this;
    const outputs = outputCount(network);
    const ofPass = (source: Float32Array): Float32Array => source.subarray(begin * outputs, (begin + rows) * outputs);
    this.floats.set(ofPass(batch.targets), plan.targets / 4);
    if (batch.targetWeights) this.floats.set(ofPass(batch.targetWeights), plan.targetWeights / 4);
    const { loss } = network;
    return this.kernel.lossAndGradient(
      plan.dense[plan.dense.length - 1].address,
      { mse: 0, pinball: 1, bce: 2 }[loss.kind],
      padded,
      rows,
      plan.targets,
      batch.targetWeights ? plan.targetWeights : 0,
      batch.rows * outputs,
      plan.quantiles,
      loss.kind === 'pinball' ? loss.quantiles.length : 0,
    );
  }

  /** Takes over the batch's own dropout masks; false if it has none. */
  private takeMasks({ dropoutMasks, rows, steps }: Batch): boolean {
    if (!dropoutMasks || this.network.dropoutRate === 0) return false;
    this.assertRows(rows);
    dropoutLengths(this.network, rows, steps).forEach((length, index) => {
      const address = this.plan.dropoutMasks[index];
      for (let k = 0; k < length; k++) this.bytes[address + k] = dropoutMasks[index][k];
    });
    return true;
  }

  private drawMasks({ rows, steps }: Batch): boolean {
    if (this.network.dropoutRate === 0) return false;
    this.assertRows(rows);
    const threshold = Math.round(this.network.dropoutRate * 65536);
    dropoutLengths(this.network, rows, steps).forEach((length, index) => {
      this.kernel.fillDropoutBytes(this.plan.dropoutMasks[index], length, threshold);
    });
    return true;
  }

  private assertRows(rows: number): void {
    if (rows > this.options.maximumRows) throw new Error('executor: more rows than were said');
  }

  /** Points every dropout layer to the masks of the pass' rows, or to none. */
  private pointToMasks({ begin, steps }: Pass, drops: boolean): void {
    const { lstm, dense, dropoutMasks } = this.plan;
    const perRow = dropoutLengths(this.network, 1, steps);
    const layers = this.network.kind === 'lstm' ? lstm : dense;
    perRow.forEach((length, index) => {
      this.words[layers[index].dropoutWord / 4] = drops ? dropoutMasks[index] + begin * length : 0;
    });
  }

  private readPredictions({ begin, rows, padded }: Pass, predictions: Float32Array): void {
    const outputs = outputCount(this.network);
    const { words } = this.plan.dense[this.plan.dense.length - 1];
    for (let row = 0; row < rows; row++)
      this.readRow(words.activated, padded * 32, row, outputs, predictions, (begin + row) * outputs);
  }

  /** `width` columns of one row in panels into `target` from `offset`. */
  private readRow(
    ...[address, panelBytes, row, width, target, offset]: [number, number, number, number, Float32Array, number]
  ): void {
    for (let k = 0; k < width; k++)
      target[offset + k] = this.floats[(address + (k >> 3) * panelBytes + row * 32) / 4 + (k & 7)];
  }
}
