import { evenOdds, RangeDecoder, RangeEncoder } from './range-coder.ts';

/** A whole number up to ±2^50, a gap, or that the entry is odd: its double stands in the stream of doubles. */
export type Whole = number | 'gap' | 'odd';

/**
 * A gap is of size 0, an odd entry of size 1, nothing of size 2, and a number from 2^k to below 2^(k+1), its sign apart, of size
 * k + 3. A size is likely where sizes of the kind stood before it; after it come the sign and the bits below the highest.
 */
const sizeBits = 6;
/** Sizes up to this one tell what to expect next, those beyond it as it does. */
const told = 15;

class Model {
  readonly sizes = evenOdds(((told + 1) ** 2) << sizeBits);
  readonly signs = evenOdds(1 << sizeBits);
  readonly bits = evenOdds(1 << (2 * sizeBits));
  #last = 0;
  #beforeLast = 0;

  /** Where the probabilities of the next size stand. */
  get context(): number {
    return (Math.min(this.#last, told) * (told + 1) + Math.min(this.#beforeLast, told)) << sizeBits;
  }

  learn(size: number): void {
    this.#beforeLast = this.#last;
    this.#last = size;
  }
}

export class IntegerWriter {
  readonly #model = new Model();
  readonly #coder = new RangeEncoder();

  put(value: Whole): void {
    const magnitude = typeof value === 'number' ? Math.abs(value) : 0;
    const power = highestPower(magnitude);
    const size = value === 'gap' ? 0 : value === 'odd' ? 1 : power + 3;
    const { context } = this.#model;
    for (let k = sizeBits - 1, node = 1; k >= 0; k--) {
      const bit = (size >> k) & 1;
      this.#coder.put(this.#model.sizes, context + node, bit);
      node = 2 * node + bit;
    }
    this.#model.learn(size);
    if (size < 3) return;
    this.#coder.put(this.#model.signs, size, (value as number) < 0 ? 1 : 0);
    for (let k = power - 1; k >= 0; k--) {
      this.#coder.put(this.#model.bits, (size << sizeBits) + k, Math.floor(magnitude / 2 ** k) % 2);
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#coder.finish();
  }
}

export class IntegerReader {
  readonly #model = new Model();
  readonly #coder: RangeDecoder;

  /** Throws an UnpackFault where the bytes end too soon, then or later. */
  constructor(bytes: Uint8Array) {
    this.#coder = new RangeDecoder(bytes);
  }

  take(): Whole {
    const { context } = this.#model;
    let node = 1;
    for (let k = 0; k < sizeBits; k++) node = 2 * node + this.#coder.take(this.#model.sizes, context + node);
    const size = node - (1 << sizeBits);
    this.#model.learn(size);
    if (size < 3) return size === 0 ? 'gap' : size === 1 ? 'odd' : 0;
    const isBelowZero = this.#coder.take(this.#model.signs, size) === 1;
    let magnitude = 1;
    for (let k = size - 4; k >= 0; k--) {
      magnitude = 2 * magnitude + this.#coder.take(this.#model.bits, (size << sizeBits) + k);
    }
    return isBelowZero ? -magnitude : magnitude;
  }
}

/** k of the highest power of two in a whole number; -1 of 0. */
function highestPower(magnitude: number): number {
  let power = -1;
  for (let rest = magnitude; rest >= 1; rest = Math.floor(rest / 2)) power++;
  return power;
}
