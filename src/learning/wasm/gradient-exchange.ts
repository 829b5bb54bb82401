import { sumOf } from '#engine/kernels/statistics.ts';
import type { Batch } from '#learning/executor.ts';
import { dropoutLengths, type Network, outputCount } from '#learning/network.ts';
import type { Capacity, RowRange } from './wasm-network.ts';

const headerBytes = 64;
/** Words of the question's header. */
const word = { sequence: 0, rows: 1, steps: 2, weighted: 3, masked: 4, drops: 5 };
/** Value of the sequence that ends a helper. */
const end = -1;

function shared(floats: number, bytes = 0): SharedArrayBuffer {
  return new SharedArrayBuffer(headerBytes + floats * 4 + bytes);
}

/** What all helpers are asked: weights (in panels) and a batch, in shared memory. Laid out once for the largest batch. */
export class GradientQuestion {
  readonly buffer: SharedArrayBuffer;
  readonly weights: Float32Array;
  private readonly header: Int32Array;
  private readonly network: Network;
  private readonly inputs: Float32Array;
  private readonly targets: Float32Array;
  private readonly targetWeights: Float32Array;
  private readonly masks: Float32Array;
  private readonly drops: Uint8Array[];

  constructor(network: Network, capacity: Capacity, entries: number, buffer?: SharedArrayBuffer) {
    const { maximumRows: rows, maximumSteps: steps } = capacity;
    const outputs = outputCount(network);
    const lengths = [entries, rows * steps * network.features, rows * outputs, rows * outputs, rows * steps];
    const drops = dropoutLengths(network, rows, steps);
    const sum = (values: readonly number[]): number => sumOf(values);
    this.network = network;
    this.buffer = buffer ?? shared(sum(lengths), sum(drops));
    this.header = new Int32Array(this.buffer, 0, headerBytes / 4);
    let next = headerBytes;
    [this.weights, this.inputs, this.targets, this.targetWeights, this.masks] = lengths.map((length) => {
      const view = new Float32Array(this.buffer, next, length);
      next += length * 4;
      return view;
    });
    this.drops = drops.map((length) => {
      const view = new Uint8Array(this.buffer, next, length);
      next += length;
      return view;
    });
  }

  /** Writes a question and wakes the helpers; answers with its number. */
  ask(batch: Batch, weights: Float32Array, drops: readonly Uint8Array[] | null): number {
    const { rows, steps, inputs, targets, targetWeights, masks } = batch;
    const outputs = outputCount(this.network);
    this.weights.set(weights);
    this.inputs.set(inputs.subarray(0, rows * steps * this.network.features));
    this.targets.set(targets.subarray(0, rows * outputs));
    if (targetWeights) this.targetWeights.set(targetWeights.subarray(0, rows * outputs));
    if (masks) this.masks.set(masks.subarray(0, rows * steps));
    drops?.forEach((mask, index) => {
      this.drops[index].set(mask);
    });
    this.header[word.rows] = rows;
    this.header[word.steps] = steps;
    this.header[word.weighted] = Number(targetWeights !== undefined);
    this.header[word.masked] = Number(masks !== undefined);
    this.header[word.drops] = Number(drops !== null);
    const sequence = (this.header[word.sequence] + 1) & 0x7fffffff;
    Atomics.store(this.header, word.sequence, sequence);
    Atomics.notify(this.header, word.sequence);
    return sequence;
  }

  /** Ends all helpers. */
  close(): void {
    Atomics.store(this.header, word.sequence, end);
    Atomics.notify(this.header, word.sequence);
  }

  /** Waits for a question after the one with this number; null = closed. */
  next(last: number): number | null {
    while (Atomics.load(this.header, word.sequence) === last) Atomics.wait(this.header, word.sequence, last);
    const sequence = Atomics.load(this.header, word.sequence);
    return sequence === end ? null : sequence;
  }

  /** The batch asked about; arrays are the shared ones. */
  batch(): Batch {
    const { header, inputs, targets, targetWeights, masks } = this;
    return {
      ...{ rows: header[word.rows], steps: header[word.steps], inputs, targets },
      ...(header[word.weighted] ? { targetWeights } : {}),
      ...(header[word.masked] ? { masks } : {}),
    };
  }

  /** Dropout masks of the whole batch, null = none. */
  masksOfDropout(): readonly Uint8Array[] | null {
    return this.header[word.drops] ? this.drops : null;
  }
}

/** One helper's rows and what it answers: gradients (in panels) and the sum of its losses. */
export class GradientAnswer {
  readonly buffer: SharedArrayBuffer;
  readonly gradients: Float32Array;
  private readonly header: Int32Array;
  private readonly sum: Float64Array;

  constructor(entries: number, buffer?: SharedArrayBuffer) {
    this.buffer = buffer ?? shared(entries);
    this.header = new Int32Array(this.buffer, 0, 4);
    this.sum = new Float64Array(this.buffer, 16, 1);
    this.gradients = new Float32Array(this.buffer, headerBytes, entries);
  }

  /** To be set before the question is asked. */
  set range({ begin, end: last }: RowRange) {
    this.header[1] = begin;
    this.header[2] = last;
  }

  get range(): RowRange {
    return { begin: this.header[1], end: this.header[2] };
  }

  give(sequence: number, sum: number): void {
    this.sum[0] = sum;
    Atomics.store(this.header, 0, sequence);
    Atomics.notify(this.header, 0);
  }

  /** Blocks until the answer to a question is there; answers with the sum of losses, null when it takes too long. */
  take(sequence: number, milliseconds: number): number | null {
    for (;;) {
      const seen = Atomics.load(this.header, 0);
      if (seen === sequence) return this.sum[0];
      if (Atomics.wait(this.header, 0, seen, milliseconds) === 'timed-out') return null;
    }
  }
}
