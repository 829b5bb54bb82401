import type { StyleDictionary, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { PlanDocument, ProductNames } from '#export/plan-document.ts';
import { printColours as colour, printFont } from '#export/print-colours.ts';
import { createPrintContext, type Paper, pageMargins } from '#export/print-context.ts';
import { calendarSection, demandSection, riskSection } from '#export/sections/charts.ts';
import { accuracySection, dataSection, methodSection } from '#export/sections/evidence.ts';
import { launchSection, leftOutSection } from '#export/sections/launch-tables.ts';
import { planTitle, summarySection } from '#export/sections/summary.ts';
import type { Language } from '#i18n/language.ts';

export interface PrintOptions {
  readonly language: Language;
  readonly paper: Paper;
}

/**
 * What the printing worker needs: pdfmake's definition without functions (it crosses to a worker as plain data) and the
 * foot of the pages, `{page}` and `{pages}` standing for numbers.
 */
export interface PrintableDocument {
  readonly definition: TDocumentDefinitions;
  readonly foot: { readonly left: string; readonly right: string };
  /** Of the tables' lines, of a box's ground and of the foot. */
  readonly colours: { readonly line: string; readonly rule: string; readonly box: string; readonly quiet: string };
}

/** Whitespace and line breaks in names become one space: a name is one line of a table. */
function tidyNames(plan: PlanDocument): PlanDocument {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters and direction marks are what is taken out
  const unprintable = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g;
  const tidy = (text: string): string => text.replace(unprintable, ' ').replace(/\s+/g, ' ').trim().slice(0, 120);
  const named = <T extends { name: string; nameAlternative: string }>(item: T): T => ({
    ...item,
    name: tidy(item.name),
    nameAlternative: tidy(item.nameAlternative),
  });
  const classed = <T extends ProductNames>(item: T): T => ({ ...named(item), category: tidy(item.category) });
  return {
    ...plan,
    title: tidy(plan.title),
    launches: plan.launches.map((launch) => ({ ...classed(launch), analogues: launch.analogues.map(named) })),
    leftOut: plan.leftOut.map(classed),
    demand: plan.demand.map((chart) => ({ ...chart, title: tidy(chart.title) })),
    data: { ...plan.data, files: plan.data.files.map((file) => ({ ...file, name: tidy(file.name) })) },
  };
}

/** The report on a plan as pdfmake's document definition. Pure: the same plan and options give the same definition. */
export function planPdf(plan: PlanDocument, { language, paper }: PrintOptions): PrintableDocument {
  const document = tidyNames(plan);
  const context = createPrintContext(language, paper, document.currency);
  const { t } = context;
  const foot = t('pdf.foot', {
    fingerprint: document.data.fingerprint.slice(0, 12),
    seed: document.method.seed,
    version: document.method.version,
  });
  return {
    definition: {
      pageSize: paper,
      pageMargins,
      language: language === 'zh' ? 'zh-CN' : 'en-GB',
      displayTitle: true,
      version: '1.7',
      compress: true,
      info: {
        title: planTitle(document, context),
        subject: t('pdf.kind'),
        creator: `Debut ${document.method.version}`,
        producer: 'pdfmake',
        creationDate: new Date(document.madeOn * 86400000),
      },
      defaultStyle: { font: printFont, fontSize: 9, lineHeight: 1.05, color: colour.ink },
      styles,
      content: [
        ...summarySection(document, context),
        ...calendarSection(document, context),
        ...launchSection(document, context),
        ...leftOutSection(document, context),
        ...demandSection(document, context),
        ...riskSection(document, context),
        ...dataSection(document, context),
        ...accuracySection(document, context),
        ...methodSection(document, context),
      ],
    } as TDocumentDefinitions,
    foot: { left: foot, right: t('pdf.page') },
    colours: { line: colour.line, rule: colour.ink2, box: colour.paperSunk, quiet: colour.ink3 },
  };
}

/** Name of the file: the report's title without what file systems refuse. */
export function planFileName(plan: PlanDocument, { language, paper }: PrintOptions): string {
  const title = planTitle(tidyNames(plan), createPrintContext(language, paper, plan.currency));
  return `${title.replace(/[\\/:*?"<>|]+/g, '-').replace(/^[.\s]+|[.\s]+$/g, '') || 'Debut'}.pdf`;
}

const styles: StyleDictionary = {
  brand: { fontSize: 8.5, bold: true, color: colour.launch },
  made: { fontSize: 8.5, color: colour.ink3, alignment: 'right' },
  title: { fontSize: 23, bold: true, margin: [0, 24, 0, 10], lineHeight: 1 },
  lead: { fontSize: 12, lineHeight: 1.16, color: colour.ink2, margin: [0, 0, 0, 20] },
  section: { fontSize: 14, bold: true, margin: [0, 18, 0, 8] },
  chartTitle: { fontSize: 10, bold: true },
  head: { fontSize: 8, color: colour.ink3, lineHeight: 0.95 },
  small: { fontSize: 7.5, color: colour.ink3, lineHeight: 1 },
  reason: { fontSize: 8, color: colour.ink2, lineHeight: 1.03 },
  note: { fontSize: 8, color: colour.ink3, margin: [0, 6, 0, 0] },
  quiet: { color: colour.ink3 },
  figureLabel: { fontSize: 8, color: colour.ink3 },
  figure: { fontSize: 17, bold: true, lineHeight: 1 },
  figureFirst: { fontSize: 17, bold: true, lineHeight: 1, color: colour.launch },
  figureNote: { fontSize: 7.5, color: colour.ink3 },
};
