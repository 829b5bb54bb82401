import type { PrintOptions } from '#export/print-options.ts';
import { type PrintableDocument, pdfFileName, printableDocument } from '#export/printable-document.ts';
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
export function reviewPdf(given: ReviewDocument, options: ReviewOptions): PrintableDocument {
  const review = tidyTexts(given);
  const { plan, madeOn, version } = review;
  return printableDocument({
    ...{ options, currency: plan.currency, madeOn, fingerprint: plan.fingerprint, seed: plan.seed, version },
    title: (words) => reviewTitle(review, words),
    subject: ({ t }) => t('review.kind'),
    sections: (context) => [
      ...reviewSummary(review, context, reviewTitle(review, context)),
      ...reviewLaunchesSection(review, context),
      ...reviewAdviceSection(review, context),
      ...reviewReplanSection(review, context),
      ...lessonsSection(review, context),
    ],
  });
}

/** Name of the file: the title without what file systems refuse. */
export function reviewFileName(review: ReviewDocument, { languages }: ReviewOptions): string {
  const title = reviewTitle(review, createReportWords(languages[0], review.plan.currency));
  return pdfFileName(title);
}
