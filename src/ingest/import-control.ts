/** Progress, cancel and breath of a long import; handed in by the caller. */
export interface ImportControl {
  /** `bytesRead` of the file's own bytes, `rows` so far. */
  progress(stage: 'reading' | 'importing' | 'building', bytesRead: number, rows: number): void;
  /** Lets a cancel in; throws when one came. Cheap to call often. */
  breathe(): Promise<void>;
}
