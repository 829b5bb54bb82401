import type { DeclaredKind } from '#ingest/kinds/file-kinds.ts';
import type { DeclaredRole } from '#ingest/roles/column-roles.ts';

/** What a file is about. `unknown`: nothing in it could be recognised, and nothing is taken from it. */
export type FileKind = DeclaredKind | 'unknown';

/**
 * What a column means. `item`: the product of a browsing file. `attribute` columns are kept as text by their own name;
 * `ignored` ones are read past.
 */
export type ColumnRole = DeclaredRole | 'item' | 'attribute' | 'ignored';

/** How the cells of a column read. */
export type ColumnType = 'empty' | 'text' | 'integer' | 'decimal' | 'percent' | 'date' | 'datetime' | 'month' | 'flag';
