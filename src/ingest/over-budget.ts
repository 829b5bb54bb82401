import { budget } from '#engine/budget.ts';

/** More than a page can hold, found while it is gathered: the whole import ends with a sentence, and what was there stays. */
export class OverBudget extends Error {
  override readonly name = 'OverBudget';
  readonly code: 'import-beyond-budget' | 'running-beyond-budget';
  /** How many of them are held, in millions. */
  readonly millions: number;

  constructor(code: OverBudget['code'] = 'import-beyond-budget', most: number = budget.panelCells) {
    super(code);
    this.code = code;
    this.millions = most / 1e6;
  }
}
