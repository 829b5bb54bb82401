import type { JobHandler } from '#workers/job-control.ts';

/** Everything that becomes a PDF: plain data, since nothing else crosses to a worker. */
export interface RenderPdfInput {
  /** pdfmake's document definition without functions. */
  readonly definition: object;
  /** Foot of every page; `{page}` and `{pages}` stand for numbers. */
  readonly foot: { readonly left: string; readonly right: string };
  /** Of the tables' lines, of a box's ground and of the foot. */
  readonly colours: { readonly line: string; readonly rule: string; readonly box: string; readonly quiet: string };
  /** TrueType files of the two weights. */
  readonly fonts: { readonly regular: Uint8Array; readonly bold: Uint8Array };
}

/** Share of the pages written, 0 to 1. */
export interface RenderPdfProgress {
  readonly done: number;
}

export interface RenderPdfOutput {
  readonly bytes: Uint8Array;
}

export type PrintingHandlers = {
  readonly renderPdf: JobHandler<RenderPdfInput, RenderPdfProgress, RenderPdfOutput>;
};
