const real = new Float64Array(2);
const words = new Uint32Array(real.buffer);

/** Equal in every bit, the one NaN that JavaScript writes among them. */
export function sameBits(a: number, b: number): boolean {
  return Object.is(a, b);
}

/** Runs of so many numbers are compared. */
const run = 4;
/** One place in so many is remembered, chosen by what stands there, so that a piece finds the same ones. */
const sampled = 16;
/** A piece of fewer numbers is written out. */
const leastPiece = 8;

/** Finds columns, and pieces of columns, that stood before. */
export class RepeatIndex {
  readonly #columns = new Map<number, Float64Array>();
  readonly #whole = new Map<string, number[]>();
  readonly #places = new Map<number, { readonly column: number; readonly at: number }>();

  add(column: Float64Array, number: number): void {
    this.#columns.set(number, column);
    const key = wholeKey(column);
    this.#whole.set(key, [...(this.#whole.get(key) ?? []), number]);
    if (column.length < 2 * leastPiece) return;
    for (let at = 0; at + run <= column.length; at++) {
      const hash = hashAt(column, at);
      if (hash % sampled === 0 && !this.#places.has(hash)) this.#places.set(hash, { column: number, at });
    }
  }

  find(column: Float64Array): { readonly column: number; readonly from: number } | null {
    for (const number of this.#whole.get(wholeKey(column)) ?? []) {
      if (isPieceAt(column, this.#columns.get(number) as Float64Array, 0)) return { column: number, from: 0 };
    }
    if (column.length < leastPiece) return null;
    for (let at = 0; at + run <= column.length; at++) {
      const hash = hashAt(column, at);
      if (hash % sampled !== 0) continue;
      const place = this.#places.get(hash);
      if (!place) continue;
      const from = place.at - at;
      if (isPieceAt(column, this.#columns.get(place.column) as Float64Array, from))
        return { column: place.column, from };
    }
    return null;
  }
}

function isPieceAt(piece: Float64Array, column: Float64Array, from: number): boolean {
  if (from < 0 || from + piece.length > column.length) return false;
  for (let t = 0; t < piece.length; t++) if (!sameBits(piece[t], column[from + t])) return false;
  return true;
}

function wholeKey(column: Float64Array): string {
  let hash = 0;
  for (let t = 0; t < column.length; t++) hash = mixed(hash, column[t]);
  return `${column.length}:${hash}`;
}

function hashAt(column: Float64Array, at: number): number {
  let hash = 0;
  for (let t = at; t < at + run; t++) hash = mixed(hash, column[t]);
  return hash;
}

/** FNV-like over the two halves of the double. */
function mixed(hash: number, value: number): number {
  real[0] = value;
  const first = Math.imul(hash ^ words[0], 0x01000193);
  const second = Math.imul(first ^ (first >>> 15) ^ words[1], 0x85ebca6b);
  return (second ^ (second >>> 13)) >>> 0;
}
