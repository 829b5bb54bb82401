import { create } from 'zustand';
import type { ExploreResult } from '#engine/explore/explore-panel.ts';
import type { ExploreQuery } from '#engine/explore/explore-query.ts';
import type { Issue } from '#engine/issue.ts';
import type { FoundRows, RowsWanted } from '#ingest/find-rows.ts';
import type { FileChoices, FileReport } from '#ingest/import-report.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { FactsIn } from '#storage/slices/slices.ts';

/** Rows behind a figure, file by file. */
export interface RowsBehind {
  readonly productId: string;
  /** The figure of the view that was opened. */
  readonly figure: number;
  readonly isRunning: boolean;
  readonly wanted: RowsWanted;
  readonly files: readonly FileRows[];
}

export interface FileRows extends FoundRows {
  readonly report: FileReport;
  readonly choices: FileChoices;
}

export interface ExploreState extends FactsIn<'explore'> {
  /** Figures of the query on screen, or of the one before while it is being answered. */
  readonly result: { readonly query: ExploreQuery; readonly fingerprint: string; readonly found: ExploreResult } | null;
  readonly issue: Issue | null;
  readonly rows: RowsBehind | null;
}

export const firstQuery: ExploreQuery = {
  measure: 'units',
  grouping: 'category',
  span: { kind: 'last', periods: 13 },
  comparison: 'year',
  filter: {},
};

export const useExploreStore = create<ExploreState>(() => ({
  query: firstQuery,
  saved: [],
  result: null,
  issue: null,
  rows: null,
}));

/** The view on screen and those saved by name survive a reload; figures are computed anew. */
export const persistedExplore: PersistedSlice<ExploreState, 'explore'> = {
  key: 'explore',
  store: useExploreStore,
  pick: ({ query, saved }) => ({ query, saved }),
  restore: (facts) => facts,
};
