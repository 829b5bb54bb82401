import type { ColumnReader } from '#workers/project/internal/columns/column-reader.ts';
import type { ColumnWriter } from '#workers/project/internal/columns/column-writer.ts';
import { UnpackFault } from '#workers/project/internal/unpack-fault.ts';

/**
 * A value that can be cloned, as JSON text, columns of doubles and bytes beside it, and back: equal in every number (NaN,
 * infinities, -0, `undefined`), with its typed arrays and maps. What JSON can't say is an object with the one key `$`; a
 * plain object that has such a key itself is wrapped. Arrays of doubles, and lists of numbers that are long, are the file's
 * columns in the order of the text (`columns/`); before them stands a column of the single numbers that would be long texts. The other typed arrays stand in the bytes at multiples of 8, little-endian
 * as in memory of every browser; so did doubles in files of the first format.
 */

type TypedArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

const arrayKinds = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  u8: Uint8Array,
} as const;
type ArrayKind = keyof typeof arrayKinds;

/** Deeper than anything that a project holds; a file that goes further was made to break the reader. */
const deepest = 60;

/** Bytes of all typed arrays of a value: many may point at the same place of a file, and each is a copy. */
const mostBytes = 300_000_000;

export interface PackedValue {
  readonly json: string;
  readonly binary: Uint8Array<ArrayBuffer>;
}

/** A number that takes more letters than this leaves the text for a column of its part. */
const longNumber = 9;

const isLong = (value: number): boolean => Number.isFinite(value) && String(value).length > longNumber;

/** The numbers that leave the text, in its order. */
function longNumbersOf(value: unknown): number[] {
  const found: number[] = [];
  const collect = (item: unknown): void => {
    if (typeof item === 'number' && isLong(item)) found.push(item);
    if (typeof item !== 'object' || item === null || ArrayBuffer.isView(item)) return;
    if (Array.isArray(item)) {
      if (!isLongList(item)) item.forEach(collect);
    } else if (item instanceof Map) for (const entry of item) entry.forEach(collect);
    else Object.values(item).forEach(collect);
  };
  collect(value);
  return found;
}

/** A shorter list of numbers stays in the text. */
const longList = 8;

/** False of what a damaged store may hold and no file can: a date, a blob, a value that holds itself. */
export function isPackable(value: unknown): boolean {
  try {
    packValue(value, { put: () => undefined });
    return true;
  } catch {
    return false;
  }
}

/** Doubles go to `doubles`, in the order in which {@link unpackValue} asks for them. */
export function packValue(value: unknown, doubles: Pick<ColumnWriter, 'put'>): PackedValue {
  doubles.put(Float64Array.from(longNumbersOf(value)));
  const columns: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  let end = 0;

  const pack = (item: unknown): unknown => {
    if (typeof item === 'number') return packNumber(item);
    if (item === undefined) return { $: 'undefined' };
    if (item === null || typeof item === 'string' || typeof item === 'boolean') return item;
    if (Array.isArray(item)) return isLongList(item) ? packList(item as readonly number[]) : item.map(pack);
    if (ArrayBuffer.isView(item)) return packColumn(item as TypedArray);
    if (item instanceof Map) return { $: 'map', entries: [...item].map(([key, entry]) => [pack(key), pack(entry)]) };
    const prototype = typeof item === 'object' ? Object.getPrototypeOf(item) : undefined;
    if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`a ${typeof item} can't be saved`);
    const plain = Object.fromEntries(Object.entries(item as object).map(([key, entry]) => [key, pack(entry)]));
    return Object.hasOwn(plain, '$') ? { $: 'object', value: plain } : plain;
  };

  const packList = (list: readonly number[]): unknown => {
    doubles.put(Float64Array.from(list));
    return { $: 'list' };
  };

  const packColumn = (column: TypedArray): unknown => {
    if (column instanceof Float64Array) {
      doubles.put(column);
      return { $: 'f64' };
    }
    const kind = (Object.keys(arrayKinds) as ArrayKind[]).find((name) => column instanceof arrayKinds[name]);
    if (!kind) throw new TypeError("an array of this kind can't be saved");
    const at = end;
    columns.push({ at, bytes: new Uint8Array(column.buffer, column.byteOffset, column.byteLength) });
    end += Math.ceil(column.byteLength / 8) * 8;
    return { $: kind, at, length: column.length };
  };

  const json = JSON.stringify(pack(value));
  const binary = new Uint8Array(end);
  for (const { at, bytes } of columns) binary.set(bytes, at);
  return { json, binary };
}

const isLongList = (list: readonly unknown[]): boolean =>
  list.length >= longList && list.every((entry) => typeof entry === 'number');

function packNumber(value: number): unknown {
  if (isLong(value)) return { $: 'long' };
  if (Number.isFinite(value)) return Object.is(value, -0) ? { $: '-0' } : value;
  return { $: String(value) };
}

const specialNumbers: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
};

/**
 * The value; typed arrays are copies. `doubles` is null for files of the first format. Throws {@link UnpackFault}, a
 * RangeError or JSON's own SyntaxError.
 */
export function unpackValue(json: string, binary: Uint8Array, doubles: ColumnReader | null): unknown {
  const longNumbers = doubles ? doubles.next() : null;
  let longTaken = 0;
  let left = mostBytes;
  const bytes = (kind: ArrayKind, at: unknown, length: unknown): TypedArray => {
    const column = unpackColumn(kind, at, length, binary);
    left -= column.byteLength;
    if (left < 0) throw new UnpackFault('too many columns');
    return column;
  };
  const unpack = (item: unknown, depth: number): unknown => {
    if (depth > deepest) throw new UnpackFault('nested too deep');
    if (item === null || typeof item !== 'object') return item;
    if (Array.isArray(item)) return item.map((entry) => unpack(entry, depth + 1));
    // `fromEntries` defines own properties: a key such as __proto__ is a name like any other.
    const plain = (fields: object): unknown =>
      Object.fromEntries(Object.entries(fields).map(([key, entry]) => [key, unpack(entry, depth + 1)]));
    if (!Object.hasOwn(item, '$')) return plain(item);
    const tagged = item as Readonly<Record<string, unknown>>;
    const tag = tagged.$;
    if (typeof tag !== 'string') throw new UnpackFault('unknown tag');
    if (tag === 'undefined') return undefined;
    if (Object.hasOwn(specialNumbers, tag)) return specialNumbers[tag];
    if (tag === 'object' && isObject(tagged.value)) return plain(tagged.value);
    if (tag === 'map' && isPairs(tagged.entries)) {
      return new Map(tagged.entries.map(([key, entry]) => [unpack(key, depth + 1), unpack(entry, depth + 1)]));
    }
    if (tag === 'long' && longNumbers) {
      if (longTaken >= longNumbers.length) throw new UnpackFault('numbers end too soon');
      return longNumbers[longTaken++];
    }
    if (tag === 'list' && doubles) return Array.from(doubles.next());
    if (tag === 'f64' && doubles) return doubles.next();
    if (Object.hasOwn(arrayKinds, tag)) return bytes(tag as ArrayKind, tagged.at, tagged.length);
    throw new UnpackFault('unknown tag');
  };
  const value = unpack(JSON.parse(json), 0);
  // As many as the text has places for: a part with other numbers than its own is damaged.
  if (longNumbers && longTaken < longNumbers.length) throw new UnpackFault('numbers left over');
  return value;
}

function unpackColumn(kind: ArrayKind, at: unknown, length: unknown, binary: Uint8Array): TypedArray {
  if (!isIndex(at) || !isIndex(length) || at % 8 !== 0) throw new UnpackFault('column out of place');
  const ends = at + length * arrayKinds[kind].BYTES_PER_ELEMENT;
  if (ends > binary.length) throw new UnpackFault('column out of place');
  return new arrayKinds[kind](binary.slice(at, ends).buffer);
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isPairs = (value: unknown): value is [unknown, unknown][] =>
  Array.isArray(value) && value.every((pair) => Array.isArray(pair) && pair.length === 2);
