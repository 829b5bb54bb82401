import { create } from 'zustand';
import type { Paper, PrintOptions } from '#export/print-options.ts';
import { isLanguage, type Language, otherLanguage } from '#i18n/language.ts';
import type { PersistedSlice } from '#state/runtime/persist-slice.ts';
import type { ExportState } from './export-job.ts';

/** Everything that the export dialog asks; persisted. */
export interface ReportChoices {
  /** '' = the report's own title. */
  readonly title: string;
  /** null: the page's language. */
  readonly language: Language | 'both' | null;
  readonly paper: Paper;
  /** Ids of chapters that the user left out. */
  readonly omitted: readonly string[];
  /** The PDF carries the project, so that it can be opened again; and with it the raw files. */
  readonly carriesProject: boolean;
  readonly carriesRows: boolean;
}

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

export const persistedReport: PersistedSlice<ReportState, ReportChoices> = {
  key: 'report',
  version: 4,
  store: useReportStore,
  pick: (state) => state.choices,
  accept: (stored, version) => {
    if (version < 1 || version > 4) return null;
    // The first version knew title, language and paper, the second did not carry the project, the third knew no chapter of reasons.
    const choices = { ...firstChoices, ...(stored as object | null) };
    return isChoices(choices) ? { choices } : null;
  },
};

function isChoices({ title, language, paper, omitted, carriesProject, carriesRows }: ReportChoices): boolean {
  const speaks = language === null || language === 'both' || isLanguage(language);
  const isPaper = paper === 'A4' || paper === 'LETTER';
  const carries = typeof carriesProject === 'boolean' && typeof carriesRows === 'boolean';
  const omits = Array.isArray(omitted) && omitted.every((id) => typeof id === 'string');
  return typeof title === 'string' && speaks && isPaper && carries && omits;
}
