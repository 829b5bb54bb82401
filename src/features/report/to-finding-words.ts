import type { PlanDocument } from '#export/plan-document.ts';
import { createPrintContext, type Paper } from '#export/print-context.ts';
import { findingSentences } from '#export/sections/summary.ts';
import type { Language } from '#i18n/language.ts';

/** The paragraph that opens the document, for the screen: what launches and earns, then what that compares to. */
export function toFindingWords(
  document: PlanDocument,
  language: Language,
  paper: Paper,
): { readonly finding: string; readonly rest: string } {
  const sentences = findingSentences(document, createPrintContext(language, paper, document.currency));
  const joint = language === 'zh' ? '' : ' ';
  return { finding: sentences.slice(0, 2).join(joint), rest: sentences.slice(2).join(joint) };
}
