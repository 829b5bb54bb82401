import type { Schema } from './schema.ts';

/**
 * From the facts of one version to those of the next: pure, and blind to later versions. What does not fit it (facts damaged on
 * the way) may throw, or fails the schema afterwards.
 */
// biome-ignore lint/suspicious/noExplicitAny: facts of an earlier version have no type any more
type Upgrader = (facts: any) => unknown;

/**
 * What is persisted of one store: declared once, for IndexedDB and for the project file. A new fact is a field of the schema; where
 * facts that are stored already lack it, an upgrader adds it, and the version moves by itself.
 */
export interface Slice<Facts> {
  readonly schema: Schema<Facts>;
  /** The first one takes version 1 to version 2, and so on. */
  readonly upgraders: readonly Upgrader[];
}

/** A fact under another name, in whatever has it. */
export function renamed(from: string, to: string): (facts: Readonly<Record<string, unknown>>) => unknown {
  return ({ [from]: fact, ...others }) => (fact === undefined ? others : { ...others, [to]: fact });
}

export function defineSlice<Facts>(schema: Schema<Facts>, ...upgraders: readonly Upgrader[]): Slice<Facts> {
  return { schema, upgraders };
}
