import { createReportWords } from '#export/create-report-words.ts';
import { findingSentences } from '#export/finding.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import type { Language } from '#i18n/language.ts';

/** The paragraph that opens the document, for the screen: what launches and earns, then what that compares to. */
export function toFindingWords(
  document: PlanDocument,
  language: Language,
): { readonly finding: string; readonly rest: string } {
  const words = createReportWords(language, document.currency);
  const sentences = findingSentences(document, words);
  return { finding: words.sentences(sentences.slice(0, 2)), rest: words.sentences(sentences.slice(2)) };
}
