import { UnpackFault } from '#workers/project/internal/unpack-fault.ts';
import { fromPlanes } from './byte-planes.ts';
import {
  atPlace,
  divided,
  type Formula,
  formulas,
  furthestBack,
  type Guess,
  Guesser,
  guesses,
  placeOf,
} from './column-coding.ts';
import { IntegerReader } from './integer-stream.ts';

/** Gives the columns of a file back in the order in which they were written. Trusts nothing that the file says. */
export class ColumnReader {
  readonly #columns: Float64Array[] = [];
  readonly #directory: readonly unknown[];
  readonly #integers: IntegerReader;
  readonly #doubles: Float64Array;
  #taken = 0;
  #left: number;

  /** `most`: bytes that all columns together may take. */
  constructor(directory: unknown, integers: Uint8Array, doubles: Uint8Array, most: number) {
    if (!Array.isArray(directory) || doubles.length % 8 !== 0) throw new UnpackFault('columns');
    this.#directory = directory;
    this.#integers = new IntegerReader(integers);
    this.#doubles = new Float64Array(fromPlanes(doubles, 8).buffer);
    this.#left = most / 8;
  }

  next(): Float64Array<ArrayBuffer> {
    const coded = this.#directory[this.#columns.length];
    if (!Array.isArray(coded)) throw new UnpackFault('column missing');
    const [length, kind, ...words] = coded as unknown[];
    if (!isCount(length)) throw new UnpackFault('column length');
    // A column may be told in a few bytes and is as long as it says: all of them together have a limit.
    this.#left -= length;
    if (this.#left < 0) throw new RangeError('columns too large');
    const column = this.#decode(length, kind, words);
    this.#columns.push(column);
    return column.slice();
  }

  /** Everything that the file holds has been asked for: else a column was taken for another that is missing from a part. */
  get isAtEnd(): boolean {
    return this.#columns.length === this.#directory.length && this.#taken === this.#doubles.length;
  }

  #decode(length: number, kind: unknown, words: readonly unknown[]): Float64Array {
    switch (kind) {
      case 'raw':
        return this.#raw(length);
      case 'part':
        return this.#part(length, words[0], words[1]);
      case 'over': {
        const [a, b] = [this.#before(words[0], length), this.#before(words[1], length)];
        return Float64Array.from({ length }, (_, t) => a[t] / b[t]);
      }
      case 'whole': {
        const [scale, guess, back] = words;
        if (!isCount(scale) || scale === 0) throw new UnpackFault('scale');
        const beside = guess === 'ratio' ? this.#before(back, length) : null;
        return this.#wholes(length, guess, beside, () => scale);
      }
      case 'share': {
        const divisor = this.#before(words[1], length);
        return this.#wholes(length, words[0], divisor, (t) => divisor[t]);
      }
      case 'near':
        return this.#near(length, words[0], this.#before(words[1], length), this.#before(words[2], length));
      default:
        throw new UnpackFault('unknown coding');
    }
  }

  #raw(length: number): Float64Array {
    const column = this.#doubles.slice(this.#taken, this.#taken + length);
    if (column.length < length) throw new UnpackFault('numbers end too soon');
    this.#taken += length;
    return column;
  }

  #part(length: number, back: unknown, from: unknown): Float64Array {
    const column = isCount(back) && back > 0 ? this.#columns[this.#columns.length - back] : undefined;
    if (!column || !isCount(from) || from + length > column.length) throw new UnpackFault('column out of place');
    return column.slice(from, from + length);
  }

  #before(back: unknown, length: number): Float64Array {
    const isNear = isCount(back) && back > 0 && back <= furthestBack;
    const column = isNear ? this.#columns[this.#columns.length - back] : undefined;
    if (column?.length !== length) throw new UnpackFault('column out of place');
    return column;
  }

  #wholes(length: number, guess: unknown, beside: Float64Array | null, divisorAt: (t: number) => number): Float64Array {
    if (!guesses.includes(guess as Guess)) throw new UnpackFault('unknown guess');
    const guesser = new Guesser(guess as Guess, beside);
    return Float64Array.from({ length }, (_, t) => {
      const left = this.#integers.take();
      if (left === 'gap') return Number.NaN;
      if (left === 'odd') return this.#raw(1)[0];
      const whole = guesser.expect(t) + left;
      guesser.learn(t, whole);
      return divided(whole, divisorAt(t));
    });
  }

  #near(length: number, formula: unknown, a: Float64Array, b: Float64Array): Float64Array {
    if (typeof formula !== 'string' || !Object.hasOwn(formulas, formula)) throw new UnpackFault('unknown formula');
    const expected = formulas[formula as Formula];
    return Float64Array.from({ length }, (_, t) => {
      const left = this.#integers.take();
      if (typeof left !== 'number') throw new UnpackFault('gap in a formula');
      return atPlace(placeOf(expected(a[t], b[t])) + BigInt(left));
    });
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
