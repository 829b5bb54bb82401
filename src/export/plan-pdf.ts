import type { Content } from 'pdfmake/interfaces';
import { planTitle } from '#export/finding.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import type { OptionalPart, PrintOptions } from '#export/print-options.ts';
import { type PrintableDocument, pdfFileName, printableDocument } from '#export/printable-document.ts';
import { createReportWords } from '#export/report-words.ts';
import { calendarSection } from '#export/sections/calendar.ts';
import { demandSection, trendSection } from '#export/sections/demand.ts';
import { accuracySection, dataSection, methodSection } from '#export/sections/evidence.ts';
import { launchSection } from '#export/sections/launches.ts';
import { notSelectedSection } from '#export/sections/not-selected.ts';
import { reasonsSection } from '#export/sections/reasons.ts';
import { riskSection } from '#export/sections/risk.ts';
import { rulesSection } from '#export/sections/rules.ts';
import { summarySection } from '#export/sections/summary.ts';
import { tidyTexts } from '#export/tidy-texts.ts';
import { namedEvents } from '#i18n/event-name.ts';

/**
 * The report on a plan as pdfmake's document definition, once for each language. Pure: the same plan and options give the
 * same definition.
 */
export function planPdf(plan: PlanDocument, options: PrintOptions): PrintableDocument {
  const document = tidyTexts(plan);
  const { currency, madeOn, data, method } = document;
  return printableDocument({
    ...{ options, currency, madeOn, seed: method.seed, version: method.version },
    fingerprint: data.fingerprint,
    title: (words) => planTitle(document, words),
    subject: ({ t }) => t('pdf.kind'),
    sections: (context) => sectionsOf(document, context, options.omitted),
    turnsTo: 'portrait',
  });
}

function sectionsOf(whole: PlanDocument, context: PrintContext, omitted: readonly OptionalPart[]): readonly Content[] {
  const events = namedEvents(context.language, whole.calendar.events);
  const plan = { ...whole, calendar: { ...whole.calendar, events } };
  const unless = (part: OptionalPart, make: () => Content[]): Content[] => (omitted.includes(part) ? [] : make());
  const demand = unless('demand', () => demandSection(plan, context));
  const trend = unless('trend', () => trendSection(plan, context, demand.length === 0));
  const risk = unless('risk', () => riskSection(plan, context, demand.length + trend.length === 0));
  const notSelected = unless('notSelected', () => notSelectedSection(plan, context));
  return [
    ...summarySection(plan, context),
    ...calendarSection(plan, context),
    ...launchSection(plan, context),
    ...notSelected,
    ...rulesSection(plan, context, notSelected.length === 0),
    ...demand,
    ...trend,
    ...risk,
    ...unless('reasons', () => reasonsSection(plan, context)),
    ...unless('data', () => dataSection(plan, context)),
    ...unless('accuracy', () => accuracySection(plan, context)),
    ...methodSection(plan, context, omitted.includes('method')),
  ];
}

/** Name of the file: the report's title without what file systems refuse. */
export function planFileName(plan: PlanDocument, { languages }: PrintOptions): string {
  const title = planTitle(tidyTexts(plan), createReportWords(languages[0], plan.currency));
  return pdfFileName(title);
}
