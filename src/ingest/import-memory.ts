import { Collection, type CollectionWishes } from '#ingest/assembly/collection.ts';
import { ruleFor } from '#ingest/assembly/data-rules.ts';
import type { OneImport } from '#ingest/import-file.ts';
import type { ImportFile, ImportInput } from '#ingest/import-report.ts';

interface KnownFile {
  readonly id: string;
  /** Name and decisions under which the file was read. */
  readonly key: string;
  readonly imports: readonly OneImport[];
}

interface Kept {
  readonly wishes: string;
  readonly collection: Collection;
  readonly files: readonly KnownFile[];
}

/** What an import starts from: a collection, and what came of the files that are in it already. */
export interface ImportStart {
  readonly collection: Collection;
  /** Imports of a file that need not be read again; null for one that has to be. */
  known(file: ImportFile): readonly OneImport[] | null;
  /** All imports whose rows are in the collection. */
  readonly imports: readonly OneImport[];
}

/**
 * The last import, so that the next one reads only what is new: one more file, an answer to a question, or another decision
 * about the sales as a whole leave the rows that were read where they are. Files are known by their ids; sums can't be
 * taken out again, so a file that was read and is gone, or is to be read otherwise, starts everything anew.
 */
export class ImportMemory {
  private kept: Kept | null = null;
  /** All rows of the last import that came to its end, with its baskets. */
  latest: Collection | null = null;

  /** Hands out what can be used again, and forgets it: an import that is cancelled leaves its collection half filled. */
  start(input: ImportInput, lineLimit?: number): ImportStart {
    const { kept } = this;
    this.kept = null;
    this.latest = null;
    if (!kept || kept.wishes !== preferencesOf(input)) return startAnew(input, lineLimit);
    const known = new Map<string, readonly OneImport[]>();
    for (const file of kept.files) {
      const same = input.files.find(({ id }) => id === file.id);
      if (same && keyOf(same, file.imports, input) === file.key) known.set(file.id, file.imports);
      else if (file.imports.some(({ read }) => read)) return startAnew(input, lineLimit);
    }
    return {
      collection: kept.collection,
      known: ({ id }) => (id === undefined ? null : (known.get(id) ?? null)),
      imports: [...known.values()].flat(),
    };
  }

  /** Remembers an import that has come to its end. */
  keep(input: ImportInput, collection: Collection, imports: readonly (readonly OneImport[])[]): void {
    // After a second reading the log of orders holds only those that were asked for.
    if (collection.lines.overflowed || input.files.some(({ id }) => id === undefined)) return;
    this.kept = {
      wishes: preferencesOf(input),
      collection,
      files: input.files.map((file, index) => ({
        id: file.id ?? '',
        key: keyOf(file, imports[index], input),
        imports: imports[index],
      })),
    };
  }
}

/** A start without anything known. */
export function startAnew(
  input: ImportInput,
  lineLimit?: number,
  known: Omit<CollectionWishes, 'idsApart' | 'currency'> = {},
): ImportStart {
  const collection = new Collection(input.weekStart ?? 0, lineLimit, {
    idsApart: ruleFor(input.decisions ?? {}, 'id-spellings') === 'apart',
    currency: input.currency ?? '',
    ...known,
  });
  return { collection, known: () => null, imports: [] };
}

/** What is wanted of the collection as a whole, while rows are read. */
function preferencesOf({ weekStart = 0, currency = '', decisions = {} }: ImportInput): string {
  return JSON.stringify([weekStart, currency, ruleFor(decisions, 'id-spellings')]);
}

/** Everything that decides how a file is read. */
function keyOf(
  file: ImportFile,
  imports: readonly OneImport[],
  { choices = {}, remembered = {} }: ImportInput,
): string {
  const reports = imports.map(({ report }) => report);
  const names = [file.name, ...reports.map(({ name }) => name)];
  const layouts = reports.flatMap(({ layout, firstLayout = '', workbook }) => [
    layout,
    firstLayout,
    workbook?.layout ?? '',
  ]);
  return JSON.stringify([
    names.map((name) => choices[name] ?? null),
    layouts.map((layout) => remembered[layout] ?? null),
    file.name,
  ]);
}
