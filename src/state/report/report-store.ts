import { create } from 'zustand';
import type { Issue } from '#engine/issue.ts';
import type { PrintOptions } from '#export/print-options.ts';
import { type Language, otherLanguage } from '#i18n/language.ts';
import type { PersistedSlice } from '#state/runtime/persist-slice.ts';
import type { FactsIn } from '#storage/slices/slices.ts';

/** Everything that the export dialog asks; persisted on this machine. */
export type ReportChoices = FactsIn<'report'>;

/** How the export stands. `missing`: characters that no font at hand can draw; the user decides. */
export type ExportState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly stage: 'project' | 'fonts' | 'layout' | 'writing';
      readonly share: number | null;
    }
  | { readonly status: 'missing'; readonly characters: readonly string[] }
  | { readonly status: 'saved'; readonly name: string; readonly size: number }
  | { readonly status: 'failed'; readonly issue: Issue };

export interface ReportState {
  readonly choices: ReportChoices;
  readonly pdf: ExportState;
}

const firstChoices: ReportChoices = {
  title: '',
  language: null,
  paper: 'A4',
  omitted: [],
  carriesProject: true,
  carriesRows: false,
};

export const useReportStore = create<ReportState>(() => ({ choices: firstChoices, pdf: { status: 'idle' } }));

/** The choices as the printer takes them; of two languages the page's comes first. */
export function printOptionsOf({ language, paper, omitted }: ReportChoices, page: Language): PrintOptions {
  const languages: PrintOptions['languages'] = language === 'both' ? [page, otherLanguage(page)] : [language ?? page];
  return { languages, paper, omitted };
}

export const persistedReport: PersistedSlice<ReportState, 'report'> = {
  key: 'report',
  store: useReportStore,
  pick: ({ choices }) => choices,
  restore: (choices) => ({ choices }),
};
