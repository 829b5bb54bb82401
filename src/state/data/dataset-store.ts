import { create } from 'zustand';
import type { Issue } from '#engine/issue.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { RollUp } from '#engine/panel/roll-up.ts';
import type {
  DataDecisions,
  FileChoices,
  FileReport,
  ImportProgress,
  ImportQuestion,
  Reconciliation,
} from '#ingest/import-report.ts';
import type { PersistedSlice } from '#state/runtime/persist-slice.ts';
import type { DatasetChange } from './dataset-change.ts';

/** How the import stands. What was loaded before stays in force while a new import runs or after one that failed. */
export type ImportState =
  | { readonly status: 'empty' }
  | { readonly status: 'importing'; readonly startedAt: number; readonly progress: ImportProgress | null }
  | { readonly status: 'ready' }
  | { readonly status: 'failed'; readonly issue: Issue };

/** What the user decided about the data as a whole. */
export interface ImportSettings {
  readonly weekStart: 0 | 6;
  /** Causes between the rows and the panel that are dealt with otherwise than by default. */
  readonly decisions: DataDecisions;
  /** ISO 4217; '' = what the files say. */
  readonly currency: string;
}

/** What the files gave. One object, replaced as a whole by each import. */
export interface DatasetFacts {
  readonly dataset: Dataset | null;
  readonly files: readonly FileReport[];
  readonly questions: readonly ImportQuestion[];
  readonly issues: readonly Issue[];
  readonly reconciliation: Reconciliation | null;
  /** The panel's measures in all, then by category. */
  readonly rollUps?: readonly RollUp[];
  /** Decisions by file name, and by layout for files to come. */
  readonly choices: Readonly<Record<string, FileChoices>>;
  readonly remembered: Readonly<Record<string, FileChoices>>;
  readonly settings: ImportSettings;
  /** The data is the bundled sample. */
  readonly isSample: boolean;
  /** What the last import changed in figures that were there before. */
  readonly change?: DatasetChange | null;
  /** Forecasts and plan that were made from the earlier figures wait until the user has them made anew. */
  readonly held?: boolean;
}

/** A file as it was dropped, kept so that a changed decision can be carried out on it. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: Blob;
  /** Names these very bytes, so that the worker need not read them twice. */
  readonly id: string;
}

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

/** Data, reports and decisions survive a reload ... */
export const persistedDataset: PersistedSlice<DatasetState, DatasetFacts> = {
  key: 'dataset',
  version: 2,
  store: useDatasetStore,
  pick: (state) => state.facts,
  accept: (stored, version) => {
    if ((version !== 1 && version !== 2) || !isFacts(stored)) return null;
    return {
      facts: version === 1 ? migrateFirstFacts(stored) : stored,
      import: { status: stored.files.length > 0 ? 'ready' : 'empty' },
    };
  },
};

/** ... and so do the files themselves, apart, since they are large and rarely change. */
export const persistedSources: PersistedSlice<DatasetState, readonly SourceFile[]> = {
  key: 'dataset-sources',
  version: 1,
  store: useDatasetStore,
  pick: (state) => state.sources,
  accept: (stored, version) => {
    const usable = version === 1 && Array.isArray(stored) && stored.every((file) => file?.bytes instanceof Blob);
    if (!usable) return null;
    return { sources: (stored as SourceFile[]).map((file) => ({ ...file, id: file.id ?? crypto.randomUUID() })) };
  },
};

function isFacts(stored: unknown): stored is DatasetFacts {
  if (!stored || typeof stored !== 'object') return false;
  const facts = stored as Partial<DatasetFacts>;
  const dataset = facts.dataset;
  const usable = dataset === null || (typeof dataset === 'object' && typeof dataset.fingerprint === 'string');
  return usable && Array.isArray(facts.files) && Array.isArray(facts.issues) && typeof facts.settings === 'object';
}

/** Facts as the first version kept them: two switches in place of decisions, and no choices beside the causes. */
function migrateFirstFacts(facts: DatasetFacts): DatasetFacts {
  const { netCancellations = true, dropServiceCodes = true } = facts.settings as unknown as Partial<
    Record<string, boolean>
  >;
  return {
    ...facts,
    files: facts.files.map((file) => ({
      ...file,
      problems: file.problems.map((problem) => ({ ...problem, options: [], choice: 'reject' as const })),
    })),
    reconciliation: facts.reconciliation && { ...facts.reconciliation, findings: [] },
    change: null,
    settings: {
      weekStart: facts.settings.weekStart,
      currency: facts.settings.currency,
      decisions: {
        ...(netCancellations ? {} : { cancellations: 'ignore' }),
        ...(dropServiceCodes ? {} : { 'service-codes': 'keep' }),
      },
    },
  };
}
