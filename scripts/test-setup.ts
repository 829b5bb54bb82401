/** What every file of tests begins with. */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/**
 * Columns and files that are the same to the last byte are equal: said at once, where `toEqual` would look up every index as
 * a key. Whatever else they are, it compares them itself.
 */
function sameColumns(own: unknown, other: unknown): true | undefined {
  return ArrayBuffer.isView(own) && ArrayBuffer.isView(other) && isDeepStrictEqual(own, other) ? true : undefined;
}

// Files that share a process share what equality is.
const isSaid = Symbol.for('debut.same-columns');
if (!(isSaid in globalThis)) {
  Object.defineProperty(globalThis, isSaid, { value: true });
  expect.addEqualityTesters([sameColumns]);
}
