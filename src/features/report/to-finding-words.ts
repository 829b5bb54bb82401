import type { PlanDocument } from '#export/plan-document.ts';
import { createPrintContext, type Paper } from '#export/print-context.ts';
import { findingOf } from '#export/sections/summary.ts';
import type { Language } from '#i18n/language.ts';

/** The paragraph that opens the document, for the screen. */
export function toFindingWords(document: PlanDocument, language: Language, paper: Paper): string {
  return findingOf(document, createPrintContext(language, paper, document.currency));
}
