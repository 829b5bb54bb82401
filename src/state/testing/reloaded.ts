import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import { readFacts, type SliceKey, versionOf } from '#storage/slices/slices.ts';

/** What a reload brings into a store of facts that were stored, now or under an earlier version; null: they can't be read. */
export function reloaded<State, Key extends SliceKey>(
  slice: PersistedSlice<State, Key>,
  stored: unknown,
  version = versionOf(slice.key),
): Partial<State> | null {
  const read = readFacts(slice.key, version, structuredClone(stored));
  return read.kind === 'read' ? slice.restore(read.facts) : null;
}
