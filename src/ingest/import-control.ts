/**
 * `reading`: looking at the bytes; `opening`: a workbook is taken apart, which tells nothing of how far it is; `importing`:
 * taking the rows; `building`: reading the orders again, or making the panel.
 */
export type ImportStage = 'reading' | 'opening' | 'importing' | 'building';

/** Progress, cancel and breath of a long import; handed in by the caller. */
export interface ImportControl {
  /** `bytesRead` of the file's own bytes, `rows` so far. */
  progress(stage: ImportStage, bytesRead: number, rows: number): void;
  /** Lets a cancel in; throws when one came. Cheap to call often. */
  yieldNow(): Promise<void>;
}
