import type { PlanDocument } from '#export/plan-document.ts';
import { createPrintContext } from '#export/print-context.ts';
import { planTitle } from '#export/sections/summary.ts';
import type { Language } from '#i18n/language.ts';

/** The title that the document has when the user gives none. */
export function toDefaultTitle(document: PlanDocument, language: Language): string {
  return planTitle({ ...document, title: '' }, createPrintContext(language, 'A4', document.currency));
}
