import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { PrintableDocument } from '#export/plan-pdf.ts';
import { printColours as colour, printFonts } from '#export/print-colours.ts';
import { createPrintContext, type PrintContext, pageMargins } from '#export/print-context.ts';
import type { PrintOptions } from '#export/print-options.ts';
import { printStyles } from '#export/print-styles.ts';
import { createReportWords, type ReportWords } from '#export/report-words.ts';
import type { ReviewDocument } from '#export/review-document.ts';
import { reviewAdviceSection, reviewLaunchesSection } from '#export/sections/review-launches.ts';
import { lessonsSection } from '#export/sections/review-lessons.ts';
import { reviewReplanSection } from '#export/sections/review-replan.ts';
import { reviewSummary } from '#export/sections/review-summary.ts';
import { tidyText, tidyTexts } from '#export/tidy-texts.ts';

/** How a review is set on paper. */
export type ReviewOptions = Pick<PrintOptions, 'languages' | 'paper'>;

export function reviewTitle({ plan }: ReviewDocument, { t }: ReportWords): string {
  return t('review.title', { name: tidyText(plan.name) });
}

/** The review as pdfmake's document definition, once for each language. Pure: the same input gives the same definition. */
export function reviewPdf(given: ReviewDocument, { languages, paper }: ReviewOptions): PrintableDocument {
  const review = tidyTexts(given);
  const { plan } = review;
  const { language, t } = createReportWords(languages[0], plan.currency);
  const made = { fingerprint: plan.fingerprint.slice(0, 12), seed: plan.seed, version: review.version };
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
        title: reviewTitle(review, createReportWords(language, plan.currency)),
        subject: t('review.kind'),
        creator: `Debut ${review.version}`,
        producer: 'pdfmake',
        creationDate: new Date(review.madeOn * 86_400_000),
      },
      defaultStyle: { font: printFonts[language], fontSize: 9, lineHeight: 1.05, color: colour.ink },
      styles: printStyles,
      content: languages.flatMap((each, i) => {
        const context = createPrintContext(each, paper, plan.currency, isBoth ? `part-${each}` : undefined);
        return inOneLanguage(review, context, i > 0);
      }),
    } as TDocumentDefinitions,
    foot: { left: t(isBoth ? 'pdf.footBoth' : 'pdf.foot', made), right: t(isBoth ? 'pdf.pageBoth' : 'pdf.page') },
    colours: { line: colour.line, rule: colour.ink2, box: colour.paperSunk, quiet: colour.ink3 },
  };
}

function inOneLanguage(review: ReviewDocument, context: PrintContext, turnsPage: boolean): Content[] {
  const [first, ...others] = [
    ...reviewSummary(review, context, reviewTitle(review, context)),
    ...reviewLaunchesSection(review, context),
    ...reviewAdviceSection(review, context),
    ...reviewReplanSection(review, context),
    ...lessonsSection(review, context),
  ] as [object, ...object[]];
  const turned = turnsPage ? { ...first, pageBreak: 'before' } : first;
  return [turned, ...others].map((node) => ({ ...node, font: printFonts[context.language] }) as Content);
}

/** Name of the file: the title without what file systems refuse. */
export function reviewFileName(review: ReviewDocument, { languages }: ReviewOptions): string {
  const title = reviewTitle(review, createReportWords(languages[0], review.plan.currency));
  return `${title.replace(/[\\/:*?"<>|]+/g, '-').replace(/^[.\s]+|[.\s]+$/g, '') || 'Debut'}.pdf`;
}
