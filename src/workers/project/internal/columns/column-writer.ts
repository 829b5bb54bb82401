import { toPlanes } from './byte-planes.ts';
import {
  atPlace,
  type CodedColumn,
  type Coding,
  divided,
  type Formula,
  formulas,
  furthestBack,
  type Guess,
  Guesser,
  largestGuess,
  placeOf,
} from './column-coding.ts';
import { IntegerWriter, type Whole } from './integer-stream.ts';
import { RepeatIndex, sameBits } from './repeat-index.ts';

/** The columns of a file: a directory, and streams of bytes. */
export interface ColumnStreams {
  readonly directory: readonly CodedColumn[];
  readonly integers: Uint8Array<ArrayBuffer>;
  readonly doubles: Uint8Array<ArrayBuffer>;
}

interface Choice {
  readonly coding: Coding;
  /** For the stream of whole numbers, and for that of doubles. */
  readonly integers: readonly Whole[];
  readonly doubles: Float64Array;
  /** Bits that it takes, roughly. */
  readonly cost: number;
}

/** A double of a column that nothing tells takes about so many bits after deflate. */
const rawBits = 58;
/** Shorter columns are not searched for a formula. */
const leastSearched = 4;
/** In doubles: beyond that a formula does not tell the column. */
const furthestOff = 2 ** 40;
const scales = [1, 10, 100, 1000, 10_000];

/** Takes columns of doubles one after the other, and tells each by what came before where that is shorter. */
export class ColumnWriter {
  readonly #columns: Float64Array[] = [];
  readonly #directory: CodedColumn[] = [];
  readonly #raw: Float64Array[] = [];
  readonly #integers = new IntegerWriter();
  readonly #repeats = new RepeatIndex();

  put(column: Float64Array): void {
    const repeated = this.#repeats.find(column);
    const choice: Choice = repeated
      ? told(['part', this.#columns.length - repeated.column, repeated.from])
      : this.#search(column);
    this.#raw.push(choice.doubles);
    for (const integer of choice.integers) this.#integers.put(integer);
    this.#directory.push([column.length, ...choice.coding]);
    if (!repeated) this.#repeats.add(column, this.#columns.length);
    this.#columns.push(column);
  }

  finish(): ColumnStreams {
    const doubles = new Float64Array(this.#raw.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const column of this.#raw) {
      doubles.set(column, at);
      at += column.length;
    }
    const bytes = new Uint8Array(doubles.buffer);
    return { directory: this.#directory, integers: this.#integers.finish(), doubles: toPlanes(bytes, 8) };
  }

  #search(column: Float64Array): Choice {
    let best: Choice = { coding: ['raw'], integers: [], doubles: column, cost: rawBits * column.length };
    const offer = (choice: Choice | null): void => {
      if (choice && choice.cost < best.cost) best = choice;
    };
    const beside = this.#beside(column.length);
    if (column.length >= leastSearched) {
      for (const [i, a] of beside) for (const [j, b] of beside) if (i !== j) offer(asQuotient(column, i, a, j, b));
      if (best.cost === 0) return best;
    }
    for (const scale of scales) {
      const choice = asWhole(column, scale, beside);
      offer(choice);
      if (choice) break;
    }
    if (column.length < leastSearched) return best;
    for (const [i, a] of beside) offer(asShare(column, i, a));
    if (best.coding[0] !== 'raw') return best;
    for (const [i, a] of beside) {
      offer(asNear(column, 'first', i, a, i, a));
      for (const [j, b] of beside) {
        if (i === j) continue;
        for (const formula of Object.keys(formulas) as Formula[]) {
          if (formula !== 'first') offer(asNear(column, formula, i, a, j, b));
        }
      }
    }
    return best;
  }

  /** Columns of the same length among the last ones, with how far back they are. */
  #beside(length: number): readonly (readonly [back: number, column: Float64Array])[] {
    const found: [number, Float64Array][] = [];
    for (let back = 1; back <= Math.min(furthestBack, this.#columns.length); back++) {
      const column = this.#columns[this.#columns.length - back];
      if (column.length === length && length > 0) found.push([back, column]);
    }
    return found;
  }
}

const none = new Float64Array(0);
const told = (coding: Coding): Choice => ({ coding, integers: [], doubles: none, cost: 0 });

function asQuotient(column: Float64Array, i: number, a: Float64Array, j: number, b: Float64Array): Choice | null {
  for (let t = 0; t < column.length; t++) if (!sameBits(a[t] / b[t], column[t])) return null;
  return told(['over', i, j]);
}

/** The entries times the divisor, where that is whole; null where too many are not. */
function wholes(column: Float64Array, divisorAt: (t: number) => number): Whole[] | null {
  const found: Whole[] = [];
  let odd = 0;
  for (let t = 0; t < column.length; t++) {
    const value = column[t];
    const whole = Object.is(value, 0) ? 0 : Math.round(value * divisorAt(t));
    const fits =
      Math.abs(whole) < largestGuess && !Object.is(whole, -0) && sameBits(divided(whole, divisorAt(t)), value);
    if (Number.isNaN(value)) found.push('gap');
    else if (fits) found.push(whole);
    else {
      odd++;
      if (odd > mostOdd(t)) return null;
      found.push('odd');
    }
  }
  return found;
}

/** None of a short column; a column with more is told otherwise, or not at all. */
const mostOdd = (t: number): number => Math.floor((t + 64) / 100);

type Beside = readonly (readonly [back: number, column: Float64Array])[];

function asWhole(column: Float64Array, scale: number, beside: Beside): Choice | null {
  const found = wholes(column, () => scale);
  if (!found) return null;
  const ways: [Coding, Guess, Float64Array | null][] = [
    [['whole', scale, 'none', 0], 'none', null],
    [['whole', scale, 'last', 0], 'last', null],
  ];
  if (column.length >= leastSearched) {
    for (const [back, other] of beside) ways.push([['whole', scale, 'ratio', back], 'ratio', other]);
  }
  return cheapest(column, found, ways);
}

function asShare(column: Float64Array, back: number, divisor: Float64Array): Choice | null {
  const found = wholes(column, (t) => divisor[t]);
  if (!found) return null;
  return cheapest(column, found, [
    [['share', 'none', back], 'none', divisor],
    [['share', 'ratio', back], 'ratio', divisor],
  ]);
}

/** Long columns are judged by their beginning. */
const judged = 20_000;

/** The way that leaves least of the whole numbers. */
function cheapest(
  column: Float64Array,
  found: readonly Whole[],
  ways: readonly (readonly [Coding, Guess, Float64Array | null])[],
): Choice {
  const start = found.slice(0, judged);
  const costs = ways.map(([, guess, beside]) =>
    leftovers(start, guess, beside).reduce<number>((sum, left) => sum + bitsOf(left), 0),
  );
  const least = costs.indexOf(Math.min(...costs));
  const [coding, guess, beside] = ways[least];
  return {
    coding,
    integers: leftovers(found, guess, beside),
    doubles: column.filter((_, t) => found[t] === 'odd'),
    cost: (costs[least] * found.length) / Math.max(1, start.length),
  };
}

/** What is left of whole numbers after the guess. */
function leftovers(found: readonly Whole[], guess: Guess, beside: Float64Array | null): Whole[] {
  const guesser = new Guesser(guess, beside);
  return found.map((whole, t) => {
    if (typeof whole !== 'number') return whole;
    const left = whole - guesser.expect(t);
    guesser.learn(t, whole);
    return left;
  });
}

function bitsOf(integer: Whole): number {
  if (integer === 'gap') return 0;
  return integer === 'odd' ? rawBits : 1 + 2 * Math.log2(1 + Math.abs(integer));
}

function asNear(
  column: Float64Array,
  formula: Formula,
  i: number,
  a: Float64Array,
  j: number,
  b: Float64Array,
): Choice | null {
  const integers: Whole[] = [];
  const most = rawBits * column.length;
  let cost = 0;
  for (let t = 0; t < column.length; t++) {
    const value = column[t];
    const expected = formulas[formula](a[t], b[t]);
    // Also where one of them is no number.
    if (!(Math.abs(value - expected) <= 1e-6 * Math.abs(value))) return null;
    const left = Number(placeOf(value) - placeOf(expected));
    if (Math.abs(left) > furthestOff || !sameBits(atPlace(placeOf(expected) + BigInt(left)), value)) return null;
    integers.push(left);
    cost += bitsOf(left);
    if (cost > most) return null;
  }
  return { coding: ['near', formula, i, j], integers, doubles: none, cost };
}
