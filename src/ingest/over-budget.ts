/** More than a page can hold, found while it is gathered: the whole import ends with a sentence, and what was there stays. */
export class OverBudget extends Error {
  override readonly name = 'OverBudget';
}
