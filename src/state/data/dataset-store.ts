import { create } from 'zustand';
import type { Issue } from '#engine/issue.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { Measure } from '#i18n/use-amounts.ts';
import type { ImportProgress } from '#ingest/import-report.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { FactsIn } from '#storage/slices/slices.ts';

/** How the import stands. What was loaded before stays in force while a new import runs or after one that failed. */
export type ImportState =
  | { readonly status: 'empty' }
  | { readonly status: 'importing'; readonly startedAt: number; readonly progress: ImportProgress | null }
  | { readonly status: 'ready' }
  | { readonly status: 'failed'; readonly issue: Issue };

/** What the files gave. */
export type DatasetFacts = FactsIn<'dataset'>;
export type ImportSettings = DatasetFacts['settings'];
/** A file as it was dropped. */
export type SourceFile = FactsIn<'dataset-sources'>[number];

/** What an import is made from. */
export interface ImportBasis extends Pick<DatasetFacts, 'choices' | 'remembered' | 'settings' | 'isSample'> {
  readonly sources: readonly SourceFile[];
}

export interface DatasetState {
  readonly import: ImportState;
  /** Of the import under way: what the next change starts from, so that nothing dropped in a hurry is lost. */
  readonly importing: ImportBasis | null;
  readonly facts: DatasetFacts;
  readonly sources: readonly SourceFile[];
  /** Files whose place was taken by one of the same name in the last import. */
  readonly setAside: readonly SourceFile[];
}

export const noFacts: DatasetFacts = {
  dataset: null,
  files: [],
  questions: [],
  issues: [],
  reconciliation: null,
  choices: {},
  remembered: {},
  settings: { weekStart: 0, decisions: {}, currency: '' },
  isSample: false,
};

export const useDatasetStore = create<DatasetState>(() => ({
  import: { status: 'empty' },
  importing: null,
  facts: noFacts,
  sources: [],
  setAside: [],
}));

/** The dataset at hand, or null; for the other steps and their actions. */
export function currentDataset(): Dataset | null {
  return useDatasetStore.getState().facts.dataset;
}

/** What a series counts, with the currency of the data where it is money. */
export function useMeasure({ measure }: { readonly measure?: Measure['kind'] }): Measure {
  const currency = useDatasetStore((state) => state.facts.dataset?.currency ?? '');
  return measure === 'revenue' ? { kind: 'revenue', currency } : { kind: 'units' };
}

/** Data, reports and decisions survive a reload ... */
export const persistedDataset: PersistedSlice<DatasetState, 'dataset'> = {
  key: 'dataset',
  store: useDatasetStore,
  pick: (state) => state.facts,
  restore: (facts) => ({ facts, import: { status: facts.files.length > 0 ? 'ready' : 'empty' } }),
};

/** ... and so do the files themselves, apart, since they are large and rarely change. */
export const persistedSources: PersistedSlice<DatasetState, 'dataset-sources'> = {
  key: 'dataset-sources',
  store: useDatasetStore,
  pick: (state) => state.sources,
  restore: (sources) => ({ sources }),
};
