/**
 * How columns of numbers are told by what stands before them. Figures of a plan repeat: the same column in two places, a
 * piece of a longer one, a price that is sales by pieces, a range's upper end as far above the middle as its lower end is
 * below. Every coding is checked bit for bit when it is chosen, and uses only operations that IEEE 754 rounds the same
 * everywhere (+ - * /), so that a file reads the same in every browser. `back` counts columns of doubles backwards: 1 = the
 * one before.
 */
export type Coding =
  /** Its numbers stand in the stream of doubles. */
  | readonly ['raw']
  /** Equal to an earlier column from its entry `from` on. */
  | readonly ['part', back: number, from: number]
  /** One earlier column divided by another. */
  | readonly ['over', back: number, back: number]
  /** Whole numbers divided by `scale` (1, 10, ...), but for a few entries. */
  | readonly ['whole', scale: number, guess: Guess, back: number]
  /** Whole numbers divided by an earlier column, but for a few entries. */
  | readonly ['share', guess: Guess, back: number]
  /** A formula of two earlier columns, and how many numbers that a double can hold lie between it and the entry. */
  | readonly ['near', formula: Formula, back: number, back: number];

/** A column as the directory of a file has it. */
export type CodedColumn = readonly [length: number, ...Coding];

/** What whole numbers are expected to be: nothing, the one before, or in proportion to an earlier column. */
export const guesses = ['none', 'last', 'ratio'] as const;
export type Guess = (typeof guesses)[number];

/** How far the ends of the normal 80 and 95 % ranges lie from the middle, in those of the 50 % range. */
const reach80 = 1.2815515655446004 / 0.6744897501960817;
const reach95 = 1.959963984540054 / 0.6744897501960817;

export const formulas = {
  first: (a: number, _b: number): number => a,
  mirror: (a: number, b: number): number => 2 * a - b,
  mirrorRatio: (a: number, b: number): number => (a * a) / b,
  reach80: (a: number, b: number): number => a + (b - a) * reach80,
  reach95: (a: number, b: number): number => a + (b - a) * reach95,
  mirrorNotBelow: (a: number, b: number): number => Math.max(0, 2 * a - b),
  reach80NotBelow: (a: number, b: number): number => Math.max(0, a + (b - a) * reach80),
  reach95NotBelow: (a: number, b: number): number => Math.max(0, a + (b - a) * reach95),
} as const;
export type Formula = keyof typeof formulas;

/** So many columns before one are looked at. */
export const furthestBack = 12;

/** A guess and a whole number are so small that their difference is exact, and fits the stream. */
export const largestGuess = 2 ** 49;

const real = new Float64Array(1);
const bits = new BigInt64Array(real.buffer);
const leastBits = -(2n ** 63n);

/** The double's place among all of them in the order of their values, -0 just before 0. */
export function placeOf(value: number): bigint {
  real[0] = value;
  return bits[0] >= 0n ? bits[0] : leastBits - bits[0] - 1n;
}

export function atPlace(place: bigint): number {
  bits[0] = place >= 0n ? place : leastBits - place - 1n;
  return real[0];
}

/** Nothing of something unknown is nothing: zero whatever the divisor. */
export function divided(whole: number, divisor: number): number {
  return whole === 0 ? 0 : whole / divisor;
}

/** Runs through whole numbers and says what the next one is expected to be. */
export class Guesser {
  readonly #guess: Guess;
  readonly #beside: ArrayLike<number> | null;
  #last = 0;
  #ratio = 0;

  constructor(guess: Guess, beside: ArrayLike<number> | null) {
    this.#guess = guess;
    this.#beside = beside;
  }

  expect(at: number): number {
    if (this.#guess === 'last') return this.#last;
    if (this.#guess === 'none' || !this.#beside) return 0;
    const expected = Math.round(this.#beside[at] * this.#ratio);
    return Math.abs(expected) < largestGuess ? expected : 0;
  }

  learn(at: number, whole: number): void {
    this.#last = whole;
    const beside = this.#beside?.[at] ?? 0;
    if (beside > 0) this.#ratio = whole / beside;
  }
}
