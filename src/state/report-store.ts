import { create } from 'zustand';
import type { Issue } from '#engine/issue.ts';
import type { KeptSlice } from '#state/keep-slice.ts';

/** What the user chose about the document; kept on this machine. */
export interface ReportChoices {
  /** '' = the report's own title. */
  readonly title: string;
  /** null: the page's language. */
  readonly language: 'en' | 'zh' | null;
  readonly paper: 'A4' | 'LETTER';
}

/** How the export stands. `missing`: characters that no font at hand can draw; the user decides. */
export type ExportState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly stage: 'fonts' | 'layout' | 'writing'; readonly share: number | null }
  | { readonly status: 'missing'; readonly characters: readonly string[] }
  | { readonly status: 'saved'; readonly name: string; readonly size: number }
  | { readonly status: 'failed'; readonly issue: Issue };

export interface ReportState {
  readonly choices: ReportChoices;
  readonly pdf: ExportState;
}

export const useReportStore = create<ReportState>(() => ({
  choices: { title: '', language: null, paper: 'A4' },
  pdf: { status: 'idle' },
}));

export const keptReport: KeptSlice<ReportState, ReportChoices> = {
  key: 'report',
  version: 1,
  store: useReportStore,
  pick: (state) => state.choices,
  accept: (stored, version) => (version === 1 && isChoices(stored) ? { choices: stored } : null),
};

function isChoices(stored: unknown): stored is ReportChoices {
  if (!stored || typeof stored !== 'object') return false;
  const { title, language, paper } = stored as Partial<ReportChoices>;
  const speaks = language === null || language === 'en' || language === 'zh';
  return typeof title === 'string' && speaks && (paper === 'A4' || paper === 'LETTER');
}
