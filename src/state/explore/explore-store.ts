import { create } from 'zustand';
import type { ExploreResult } from '#engine/explore/explore-panel.ts';
import type { EarlierFilter, ExploreQuery } from '#engine/explore/explore-query.ts';
import type { Issue } from '#engine/issue.ts';
import type { FoundRows, RowsWanted } from '#ingest/find-rows.ts';
import type { FileChoices, FileReport } from '#ingest/import-report.ts';
import { type PersistedSlice, pickFacts } from '#state/runtime/persist-slice.ts';

/** A view kept by name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: ExploreQuery;
}

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

export interface ExploreState {
  readonly query: ExploreQuery;
  readonly saved: readonly SavedView[];
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

type PersistedExplore = Pick<ExploreState, 'query' | 'saved'>;

/** The view on screen and those kept by name survive a reload; figures are made anew. */
export const persistedExplore: PersistedSlice<ExploreState, PersistedExplore> = {
  key: 'explore',
  version: 1,
  store: useExploreStore,
  pick: pickFacts(({ query, saved }) => ({ query, saved })),
  accept: (stored, version) => {
    if (version !== 1 || !isKept(stored)) return null;
    const { query, saved } = stored;
    return {
      query: withAttributes(query),
      saved: saved.map((view) => ({ ...view, query: withAttributes(view.query) })),
    };
  },
};

/** The one attribute by which views once were filtered becomes a list. */
function withAttributes(query: ExploreQuery): ExploreQuery {
  const { attribute, ...filter }: EarlierFilter = query.filter ?? {};
  return { ...query, filter: attribute ? { ...filter, attributes: [attribute] } : filter };
}

function isKept(stored: unknown): stored is PersistedExplore {
  const { query, saved } = (stored ?? {}) as Partial<PersistedExplore>;
  return typeof query?.grouping === 'string' && typeof query.span === 'object' && Array.isArray(saved);
}
