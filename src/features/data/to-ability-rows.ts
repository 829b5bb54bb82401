import type { Dataset } from '#engine/panel/dataset.ts';

/** What the data can answer, and what would add to it. */
export interface AbilityRow {
  readonly id: 'demand' | 'launches' | 'interest' | 'market' | 'plan' | 'reviews';
  readonly state: 'yes' | 'partly' | 'no';
  /** Why only partly; key of the words, with its number. */
  readonly note: 'demandShort' | 'launchesFew' | 'marketEvents' | 'planNoSales' | 'planNoCost' | null;
  readonly count: number;
}

/** A year of weeks, or of months: with less, no season can be told from a trend. */
const yearOf = { week: 52, month: 12 } as const;
/** A product first seen this many days after the log's start was launched, and not just older than the log. */
const launchAfterDays = 13 * 7;
const enoughLaunches = 10;

/** Judges a dataset by what it holds; never by what a computation made of it. */
export function toAbilityRows(dataset: Dataset): AbilityRow[] {
  const { panel, calendar, candidates, reviews } = dataset;
  const sales = panel?.revenue.some((value) => value > 0) ? panel : null;
  const pieces =
    sales && (sales.unitsKnown ?? true) ? sales : (panel?.units.some((value) => value > 0) ?? false) ? panel : null;
  const usable = sales ?? pieces;
  const launches = pieces
    ? pieces.products.filter((product) => product.firstSale - pieces.start >= launchAfterDays).length
    : 0;
  const costed = candidates.filter((candidate) => candidate.unitCost !== undefined).length;
  const row = (
    id: AbilityRow['id'],
    state: AbilityRow['state'],
    note: AbilityRow['note'] = null,
    count = 0,
  ): AbilityRow => ({
    id,
    state,
    note,
    count,
  });
  const wholeYear = usable !== null && usable.completeTo - usable.completeFrom >= yearOf[usable.period];
  return [
    usable === null ? row('demand', 'no') : wholeYear ? row('demand', 'yes') : row('demand', 'partly', 'demandShort'),
    launches === 0
      ? row('launches', 'no')
      : launches < enoughLaunches
        ? row('launches', 'partly', 'launchesFew', launches)
        : row('launches', 'yes'),
    panel?.views ? row('interest', 'yes') : row('interest', 'no'),
    calendar === null
      ? row('market', 'no')
      : calendar.priceIndex
        ? row('market', 'yes')
        : row('market', 'partly', 'marketEvents'),
    candidates.length === 0
      ? row('plan', 'no')
      : pieces === null
        ? row('plan', 'partly', 'planNoSales')
        : costed < candidates.length
          ? row('plan', 'partly', 'planNoCost')
          : row('plan', 'yes'),
    reviews.length > 0 ? row('reviews', 'yes') : row('reviews', 'no'),
  ];
}
