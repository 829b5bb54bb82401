/**
 * What one thing may take of a browser, meant to keep a page below 1.5 GB: said before files are chosen, kept to
 * wherever two sizes that come from a file are multiplied, and refused or cut with a sentence and a way on. bench/chaos fails a step that goes beyond it.
 */
export const budget = {
  /**
   * Products times periods of a panel: 20,000 products over six years. A column of them is 48 MB, and a panel holds four to twelve in
   * the worker, on the page and on its way into the storage.
   */
  panelCells: 6_000_000,
  /** Weeks or months of a panel or calendar: a century of weeks. */
  panelPeriods: 5_200,
  /** Candidates of a plan: the pairs that take sales from each other are two million. */
  candidates: 2_000,
  /** Bytes that a project file unpacks to: five times what two thousand products over three years take, and the raw files. */
  projectBytes: 600_000_000,
} as const;
