import { planChapters } from '#export/chapters/plan-chapters.ts';
import { planTitle } from '#export/finding.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintOptions } from '#export/print-options.ts';
import { type DocumentKind, type PrintableDocument, printableDocument } from '#export/printable-document.ts';
import { namedEvents } from '#i18n/event-name.ts';

/** The report on a plan. */
const planReport: DocumentKind<PlanDocument> = {
  currency: ({ currency }) => currency,
  title: planTitle,
  subject: ({ t }) => t('pdf.kind'),
  made: ({ madeOn, data }, { t, formats }) =>
    t('pdf.made', { date: formats.date(madeOn), lastDay: formats.date(data.lastDay) }),
  origin: ({ madeOn, data, method }) => ({
    ...{ madeOn, fingerprint: data.fingerprint, seed: method.seed, version: method.version },
  }),
  spoken: (plan, language) => ({
    ...plan,
    calendar: { ...plan.calendar, events: namedEvents(language, plan.calendar.events) },
  }),
  chapters: planChapters,
};

export const planPdf = (plan: PlanDocument, options: PrintOptions): PrintableDocument =>
  printableDocument(planReport, plan, options);
