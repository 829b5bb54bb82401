import { createReportWords } from '#export/create-report-words.ts';
import { type Paper, pageMargins, paperSizes } from '#export/print-options.ts';
import type { ReportWords } from '#export/report-words.ts';
import type { Language } from '#i18n/language.ts';

/** What every section of the report needs: words, and the room on a page. */
export interface PrintContext extends ReportWords {
  /** Id of the bookmark that holds the sections' bookmarks; undefined: they stand at the top. */
  readonly outlineParent: string | undefined;
  /** Width and height of the text upright and lying, in points. */
  readonly width: number;
  readonly height: number;
  readonly wideWidth: number;
  readonly wideHeight: number;
}

export function createPrintContext(
  language: Language,
  paper: Paper,
  currency: string,
  outlineParent?: string,
): PrintContext {
  const [short, long] = paperSizes[paper];
  const [left, top, right, bottom] = pageMargins;
  return {
    ...createReportWords(language, currency),
    outlineParent,
    width: short - left - right,
    height: long - top - bottom,
    wideWidth: long - left - right,
    wideHeight: short - top - bottom,
  };
}
