import { createReportWords } from '#export/create-report-words.ts';
import { planTitle } from '#export/finding.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import { fileBase, tidyTexts } from '#export/tidy-texts.ts';
import type { Language } from '#i18n/language.ts';

/** Name of a plan's files without an ending: the report's title. */
export const planFileBase = (plan: PlanDocument, language: Language): string =>
  fileBase(planTitle(tidyTexts(plan), createReportWords(language, plan.currency)));
