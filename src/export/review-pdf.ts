import type { PrintOptions } from '#export/print-options.ts';
import { type DocumentKind, type PrintableDocument, printableDocument } from '#export/printable-document.ts';
import { reviewChapters } from '#export/review-chapters/review-chapters.ts';
import type { ReviewDocument } from '#export/review-document.ts';

/** How a review is set on paper. */
export type ReviewOptions = Pick<PrintOptions, 'languages' | 'paper'>;

const reviewReport: DocumentKind<ReviewDocument> = {
  currency: ({ plan }) => plan.currency,
  title: ({ plan }, { t }) => t('review.title', { name: plan.name }),
  subject: ({ t }) => t('review.kind'),
  made: ({ madeOn }, { t, formats }) => t('review.made', { date: formats.date(madeOn) }),
  origin: ({ madeOn, version, plan }) => ({ madeOn, version, fingerprint: plan.fingerprint, seed: plan.seed }),
  chapters: reviewChapters,
};

export const reviewPdf = (review: ReviewDocument, options: ReviewOptions): PrintableDocument =>
  printableDocument(reviewReport, review, { ...options, omitted: [] });
