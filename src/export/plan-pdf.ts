import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { planTitle } from '#export/finding.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import { printColours as colour, printFonts } from '#export/print-colours.ts';
import { createPrintContext, type PrintContext, pageMargins } from '#export/print-context.ts';
import type { OptionalPart, PrintOptions } from '#export/print-options.ts';
import { printStyles } from '#export/print-styles.ts';
import { createReportWords } from '#export/report-words.ts';
import { calendarSection } from '#export/sections/calendar.ts';
import { demandSection, trendSection } from '#export/sections/demand.ts';
import { accuracySection, dataSection, methodSection } from '#export/sections/evidence.ts';
import { launchSection } from '#export/sections/launches.ts';
import { leftOutSection } from '#export/sections/left-out.ts';
import { reasonsSection } from '#export/sections/reasons.ts';
import { riskSection } from '#export/sections/risk.ts';
import { rulesSection } from '#export/sections/rules.ts';
import { summarySection } from '#export/sections/summary.ts';
import { tidyTexts } from '#export/tidy-texts.ts';
import { namedEvents } from '#i18n/event-name.ts';

/** pdfmake's definition without functions, and the foot of the pages, `{page}` and `{pages}` standing for numbers. */
export interface PrintableDocument {
  readonly definition: TDocumentDefinitions;
  readonly foot: { readonly left: string; readonly right: string };
  /** Of the tables' lines, of a box's ground and of the foot. */
  readonly colours: { readonly line: string; readonly rule: string; readonly box: string; readonly quiet: string };
}

/**
 * The report on a plan as pdfmake's document definition, once for each language. Pure: the same plan and options give the
 * same definition.
 */
export function planPdf(plan: PlanDocument, options: PrintOptions): PrintableDocument {
  const document = tidyTexts(plan);
  const { languages, paper } = options;
  const { language, t } = createReportWords(languages[0], document.currency);
  const made = {
    fingerprint: document.data.fingerprint.slice(0, 12),
    seed: document.method.seed,
    version: document.method.version,
  };
  const isBoth = languages.length > 1;
  return {
    definition: {
      pageSize: paper,
      pageMargins,
      language: language === 'zh' ? 'zh-CN' : 'en-GB',
      displayTitle: true,
      version: '1.7',
      compress: true,
      info: {
        title: planTitle(document, createReportWords(language, document.currency)),
        subject: t('pdf.kind'),
        creator: `Debut ${document.method.version}`,
        producer: 'pdfmake',
        creationDate: new Date(document.madeOn * 86400000),
      },
      defaultStyle: { font: printFonts[language], fontSize: 9, lineHeight: 1.05, color: colour.ink },
      styles: printStyles,
      content: languages.flatMap((each, i) => {
        const context = createPrintContext(each, paper, document.currency, isBoth ? `part-${each}` : undefined);
        return inOneLanguage(document, context, options.omitted, i > 0);
      }),
    } as TDocumentDefinitions,
    foot: { left: t(isBoth ? 'pdf.footBoth' : 'pdf.foot', made), right: t(isBoth ? 'pdf.pageBoth' : 'pdf.page') },
    colours: { line: colour.line, rule: colour.ink2, box: colour.paperSunk, quiet: colour.ink3 },
  };
}

/** The whole document in one language; `turnsPage`: after that in another. */
function inOneLanguage(
  whole: PlanDocument,
  context: PrintContext,
  omitted: readonly OptionalPart[],
  turnsPage: boolean,
): Content[] {
  const events = namedEvents(context.language, whole.calendar.events);
  const plan = { ...whole, calendar: { ...whole.calendar, events } };
  const unless = (part: OptionalPart, make: () => Content[]): Content[] => (omitted.includes(part) ? [] : make());
  const demand = unless('demand', () => demandSection(plan, context));
  const trend = unless('trend', () => trendSection(plan, context, demand.length === 0));
  const risk = unless('risk', () => riskSection(plan, context, demand.length + trend.length === 0));
  const leftOut = unless('leftOut', () => leftOutSection(plan, context));
  const [first, ...others] = [
    ...summarySection(plan, context),
    ...calendarSection(plan, context),
    ...launchSection(plan, context),
    ...leftOut,
    ...rulesSection(plan, context, leftOut.length === 0),
    ...demand,
    ...trend,
    ...risk,
    ...unless('reasons', () => reasonsSection(plan, context)),
    ...unless('data', () => dataSection(plan, context)),
    ...unless('accuracy', () => accuracySection(plan, context)),
    ...methodSection(plan, context, omitted.includes('method')),
  ] as [object, ...object[]];
  const turned = turnsPage ? { ...first, pageBreak: 'before', pageOrientation: 'portrait' } : first;
  return [turned, ...others].map((node) => ({ ...node, font: printFonts[context.language] }) as Content);
}

/** Name of the file: the report's title without what file systems refuse. */
export function planFileName(plan: PlanDocument, { languages }: PrintOptions): string {
  const title = planTitle(tidyTexts(plan), createReportWords(languages[0], plan.currency));
  return `${title.replace(/[\\/:*?"<>|]+/g, '-').replace(/^[.\s]+|[.\s]+$/g, '') || 'Debut'}.pdf`;
}
