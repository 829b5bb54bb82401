import type { AdamSettings, Batch, InputBatch } from '#learning/executor.ts';
import { dropoutLengths, type Network, outputCount } from '#learning/network.ts';
import { instantiateKernel, type Kernel } from './kernel.ts';
import {
  firstAddress,
  longPanelBytes,
  type MemoryPlan,
  pageBytes,
  planMemory,
  rowTile,
  writeLayers,
} from './memory-plan.ts';
import { packWeights, padTo, unpackWeights } from './weight-panels.ts';

/** Rows that go through the network together: as many as keep a step's states in the first-level cache. */
const rowsPerPass = 32;
/** Rows of steps whose weight gradients are added at a time, while they are in the second-level cache. */
const chunkRows = 256;

/** Rows of a batch, from `begin` to before `end`. */
export interface RowRange {
  readonly begin: number;
  readonly end: number;
}

/** Rows from `begin` on their way through the network, padded to `padded` rows. */
interface Pass {
  readonly begin: number;
  readonly rows: number;
  readonly padded: number;
  readonly steps: number;
  /** Address of the step masks; 0 = all real. */
  readonly stepMasks: number;
}

/** Largest batch and longest window: see `ExecutorOptions`. */
export interface Capacity {
  readonly maximumRows: number;
  readonly maximumSteps: number;
}

export async function createWasmNetwork(
  network: Network,
  module: WebAssembly.Module,
  capacity: Capacity,
): Promise<WasmNetwork> {
  const passRows = Math.min(rowsPerPass, capacity.maximumRows);
  const plan = planMemory(network, passRows, capacity.maximumRows, capacity.maximumSteps);
  const memory = new WebAssembly.Memory({ initial: plan.pages, maximum: plan.pages });
  return new WasmNetwork(network, await instantiateKernel(module, memory), memory, plan, capacity);
}

/** The same in a memory that is there already, which grows where it must, with the kernel that lives in it: no promise needed. */
export function placeWasmNetwork(
  network: Network,
  kernel: Kernel,
  memory: WebAssembly.Memory,
  capacity: Capacity,
): WasmNetwork {
  const plan = planMemory(
    network,
    Math.min(rowsPerPass, capacity.maximumRows),
    capacity.maximumRows,
    capacity.maximumSteps,
  );
  const missing = plan.pages - memory.buffer.byteLength / pageBytes;
  if (missing > 0) memory.grow(missing);
  // What another network has left there would be read as padding.
  new Uint8Array(memory.buffer).fill(0, firstAddress);
  return new WasmNetwork(network, kernel, memory, plan, capacity);
}

/**
 * A network in one WebAssembly memory: its weights, forward and backward passes of batches, and its parts of Adam. A batch
 * goes through it in passes of up to 32 rows whose gradients add up, so that memory and cache traffic don't grow with the
 * batch.
 */
export class WasmNetwork {
  readonly network: Network;
  readonly kernel: Kernel;
  readonly plan: MemoryPlan;
  private readonly capacity: Capacity;
  private readonly floats: Float32Array;
  private readonly words: Uint32Array;
  private readonly bytes: Uint8Array;
  private transposedStale = true;

  constructor(network: Network, kernel: Kernel, memory: WebAssembly.Memory, plan: MemoryPlan, capacity: Capacity) {
    this.network = network;
    this.kernel = kernel;
    this.plan = plan;
    this.capacity = capacity;
    this.floats = new Float32Array(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    this.bytes = new Uint8Array(memory.buffer);
    writeLayers(plan, memory, 1 / (1 - network.dropoutRate));
    if (network.loss.kind === 'pinball')
      new Float64Array(memory.buffer, plan.quantiles, network.loss.quantiles.length).set(network.loss.quantiles);
  }

  get memoryBytes(): number {
    return this.bytes.byteLength;
  }

  /** A view of one of the four blocks of parameters, in panels. */
  parameters(address: number): Float32Array {
    return this.floats.subarray(address / 4, address / 4 + this.plan.panels.entries);
  }

  /** Flat weights (gradients, moments) into the block at `address`. */
  write(address: number, flat: Float32Array): void {
    packWeights(this.plan.panels, flat, this.parameters(address));
    if (address === this.plan.weights) this.weightsChanged();
  }

  /** The block at `address` into the flat layout. */
  read(address: number, flat: Float32Array): Float32Array {
    unpackWeights(this.plan.panels, this.parameters(address), flat);
    return flat;
  }

  /** To be called when the weights' block has been written to. */
  weightsChanged(): void {
    this.transposedStale = true;
  }

  /**
   * Gradients of the rows of `range`, of the mean over the whole batch, into their block; answers with the sum of these
   * rows' losses.
   */
  accumulate(batch: Batch, drops: boolean, range: RowRange): number {
    const { plan, kernel } = this;
    this.refreshTransposed();
    this.parameters(plan.gradients).fill(0);
    let sum = 0;
    for (const pass of this.passes(batch, range)) {
      this.forward(batch, pass, drops);
      sum += this.loss(batch, pass);
      for (let index = plan.dense.length - 1; index >= 0; index--) {
        const differentiatedByZ = index === plan.dense.length - 1 && this.network.loss.kind === 'bce';
        kernel.denseBackward(plan.dense[index].address, pass.padded, !differentiatedByZ);
      }
      for (let index = plan.lstm.length - 1; index >= 0; index--)
        kernel.lstmBackward(plan.lstm[index].address, pass.steps, pass.padded, pass.stepMasks, chunkRows);
    }
    return sum;
  }

  /** Adam's update number `updates` (from 1) by the gradients in their block. */
  update(adam: AdamSettings, updates: number): void {
    const { plan, kernel } = this;
    const norm = adam.clipGlobalNorm === null ? 0 : this.gradientNorm();
    const factor = adam.clipGlobalNorm === null ? 1 : adam.clipGlobalNorm / Math.max(norm, adam.clipGlobalNorm);
    const rate = adam.learningRate / (1 - adam.beta1 ** updates);
    const secondFactor = 1 / (1 - adam.beta2 ** updates);
    if (adam.weightDecay > 0) {
      const kept = 1 - adam.learningRate * adam.weightDecay;
      for (const { words, block } of [...plan.lstm, ...plan.dense])
        kernel.decayWeights(words.weights, block.depth * block.width, kept);
    }
    kernel.adamUpdate(
      ...([plan.weights, plan.gradients, plan.firstMoments, plan.secondMoments, plan.panels.entries] as const),
      ...([factor, rate, secondFactor, adam.beta1, adam.beta2, adam.epsilon] as const),
    );
    this.weightsChanged();
  }

  /** Global norm of the gradients in their block. */
  gradientNorm(): number {
    return Math.sqrt(this.kernel.sumOfSquares(this.plan.gradients, this.plan.panels.entries));
  }

  /** Sum of the batch's losses. */
  evaluate(batch: Batch, drops: boolean): number {
    let sum = 0;
    for (const pass of this.passes(batch)) {
      this.forward(batch, pass, drops);
      sum += this.loss(batch, pass);
    }
    return sum;
  }

  predict(batch: InputBatch, drops = false): Float32Array {
    const predictions = new Float32Array(batch.rows * outputCount(this.network));
    for (const pass of this.passes(batch)) {
      this.forward(batch, pass, drops);
      this.readPredictions(pass, predictions);
    }
    return predictions;
  }

  /** See `Executor.trace`. */
  trace(batch: Batch, drops: boolean): Readonly<Record<string, Float32Array>> {
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

  /** Takes over the batch's own dropout masks; false if it has none. */
  takeMasks({ dropoutMasks, rows, steps }: Batch): boolean {
    if (!dropoutMasks || this.network.dropoutRate === 0) return false;
    this.assertRows(rows);
    dropoutLengths(this.network, rows, steps).forEach((length, index) => {
      const address = this.plan.dropoutMasks[index];
      for (let k = 0; k < length; k++) this.bytes[address + k] = dropoutMasks[index][k];
    });
    return true;
  }

  /** Draws the batch's dropout masks from the seeded stream; false if nothing is dropped. */
  drawMasks({ rows, steps }: Batch): boolean {
    if (this.network.dropoutRate === 0) return false;
    this.assertRows(rows);
    const threshold = Math.round(this.network.dropoutRate * 65536);
    dropoutLengths(this.network, rows, steps).forEach((length, index) => {
      this.kernel.fillDropoutBytes(this.plan.dropoutMasks[index], length, threshold);
    });
    return true;
  }

  /** The dropout masks of a whole batch, a byte an entry, one view a dropout layer. */
  maskBytes(rows: number, steps: number): Uint8Array[] {
    return dropoutLengths(this.network, rows, steps).map((length, index) => {
      const address = this.plan.dropoutMasks[index];
      return this.bytes.subarray(address, address + length);
    });
  }

  /** Predictions of a pass into those of the whole batch. */
  private readPredictions({ begin, rows, padded }: Pass, predictions: Float32Array): void {
    const outputs = outputCount(this.network);
    const { words } = this.plan.dense[this.plan.dense.length - 1];
    for (let row = 0; row < rows; row++)
      this.readRow(words.activated, padded * 32, row, outputs, predictions, (begin + row) * outputs);
  }

  private assertRows(rows: number): void {
    if (rows > this.capacity.maximumRows) throw new Error('executor: more rows than were said');
  }

  private refreshTransposed(): void {
    if (!this.transposedStale) return;
    for (const { words, block } of [...this.plan.lstm, ...this.plan.dense])
      this.kernel.transposePanels(words.weights, block.depth, block.width, words.transposed);
    this.transposedStale = false;
  }

  /** Rows of a batch in passes of nearly equal length. */
  private passes({ rows: all, steps, masks }: InputBatch, { begin: first, end } = { begin: 0, end: all }): Pass[] {
    if (steps > this.capacity.maximumSteps) throw new Error('executor: more steps than were said');
    const stepMasks = masks !== undefined && this.network.kind === 'lstm' ? this.plan.stepMasks : 0;
    const length = padTo(rowTile, Math.ceil((end - first) / Math.ceil((end - first) / rowsPerPass)));
    const passes: Pass[] = [];
    for (let begin = first; begin < end; begin += length) {
      const rows = Math.min(length, end - begin);
      passes.push({ begin, rows, padded: padTo(rowTile, rows), steps, stepMasks });
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

  /** Points every dropout layer to the masks of the pass' rows, or to none. */
  private pointToMasks({ begin, steps }: Pass, drops: boolean): void {
    const { lstm, dense, dropoutMasks } = this.plan;
    const perRow = dropoutLengths(this.network, 1, steps);
    const layers = this.network.kind === 'lstm' ? lstm : dense;
    perRow.forEach((length, index) => {
      this.words[layers[index].dropoutWord / 4] = drops ? dropoutMasks[index] + begin * length : 0;
    });
  }

  /** `width` columns of one row in panels into `target` from `offset`. */
  private readRow(
    ...[address, panelBytes, row, width, target, offset]: [number, number, number, number, Float32Array, number]
  ): void {
    for (let k = 0; k < width; k++)
      target[offset + k] = this.floats[(address + (k >> 3) * panelBytes + row * 32) / 4 + (k & 7)];
  }
}
