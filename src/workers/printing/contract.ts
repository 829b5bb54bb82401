import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintFonts } from '#export/print-fonts.ts';
import type { PrintOptions } from '#export/print-options.ts';
import type { ReviewDocument } from '#export/review-document.ts';
import type { ReviewOptions } from '#export/review-pdf.ts';
import type { Language } from '#i18n/language.ts';
import type { JobHandler } from '#workers/job-control.ts';

/** The fonts at hand, and what to do where they lack a character. */
export interface FontChoice {
  /** The small fonts, as built. */
  readonly fonts: PrintFonts;
  /** The font with every character there is; null: not loaded, since it takes long and most documents can do without. */
  readonly wholeFont: Uint8Array | null;
  /** Print boxes for characters that no font at hand can draw. */
  readonly despiteMissing: boolean;
}

/** Everything that becomes the PDF of a plan. */
export interface PrintPlanInput extends FontChoice {
  readonly plan: PlanDocument;
  readonly options: PrintOptions;
  /** A file that the PDF carries; null: none. */
  readonly attachment: Attachment | null;
}

/** A file within a PDF (ISO 32000-1, 7.11.4). */
export interface Attachment {
  readonly name: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

export interface PrintReviewInput extends FontChoice {
  readonly review: ReviewDocument;
  readonly options: ReviewOptions;
}

/** Share of the pages written, 0 to 1. */
export interface PrintPlanProgress {
  readonly done: number;
}

/** The file, or why there is none: the small fonts lack characters, or all fonts do. */
export type PrintPlanOutput =
  | { readonly kind: 'printed'; readonly bytes: Uint8Array; readonly name: string }
  | { readonly kind: 'needs-whole-font' }
  | { readonly kind: 'missing'; readonly characters: readonly string[] };

export interface WriteWorkbookInput {
  readonly plan: PlanDocument;
  readonly language: Language;
  readonly content: 'plan' | 'prices';
}

export type PrintingHandlers = {
  readonly printPlan: JobHandler<PrintPlanInput, PrintPlanProgress, PrintPlanOutput>;
  /** The review of a committed plan. */
  readonly printReview: JobHandler<PrintReviewInput, PrintPlanProgress, PrintPlanOutput>;
  /** The plan, or its price list, as an XLSX workbook. */
  readonly writeWorkbook: JobHandler<WriteWorkbookInput, never, { readonly bytes: Uint8Array<ArrayBuffer> }>;
};
