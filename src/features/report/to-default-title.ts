import { createReportWords } from '#export/create-report-words.ts';
import { planTitle } from '#export/finding.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import type { Language } from '#i18n/language.ts';

/** The title that the document has when the user gives none. */
export function toDefaultTitle(document: PlanDocument, language: Language): string {
  return planTitle({ ...document, title: '' }, createReportWords(language, document.currency));
}
