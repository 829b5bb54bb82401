import { create } from 'zustand';
import type { PrintOptions } from '#export/print-options.ts';
import { type Language, otherLanguage } from '#i18n/language.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { FactsIn } from '#storage/slices/slices.ts';
import type { ExportState } from './export-job.ts';

/** Everything that the export dialog asks; persisted on this machine. */
export type ReportChoices = FactsIn<'report'>;

export interface ReportState {
  readonly choices: ReportChoices;
  /** How the exports stand, by format; none: not asked for. */
  readonly exports: Readonly<Record<string, ExportState>>;
}

const firstChoices: ReportChoices = {
  title: '',
  language: null,
  paper: 'A4',
  omitted: [],
  carriesProject: true,
  carriesRows: false,
};

export const useReportStore = create<ReportState>(() => ({ choices: firstChoices, exports: {} }));

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
