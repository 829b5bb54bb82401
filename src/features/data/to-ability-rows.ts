import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** What the data can answer, and what would add to it. */
export interface AbilityRow {
  readonly id: 'demand' | 'launches' | 'interest' | 'market' | 'plan' | 'reviews';
  readonly state: 'yes' | 'partly' | 'no';
  /** In which way, why only partly, or why not; key of the words, with its number. */
  readonly note:
    | 'demandShort'
    | 'demandMonthly'
    | 'demandTurnover'
    | 'demandNoWhole'
    | 'launchesFew'
    | 'launchesMonthly'
    | 'launchesNoPieces'
    | 'marketEvents'
    | 'planNoSales'
    | 'planMonthly'
    | 'planNoPieces'
    | 'planNoCost'
    | 'planFewCosts'
    | null;
  readonly count: number;
  /** Of so many. */
  readonly of?: number;
}

/** A year of weeks, or of months: with less, no season can be told from a trend. */
const yearOf = { week: 52, month: 12 } as const;
/** A product first seen this many days after the log's start was launched, and not just older than the log. */
const launchAfterDays = 13 * 7;
const enoughLaunches = 10;

type Verdict = Pick<AbilityRow, 'state' | 'note' | 'count' | 'of'>;

const verdict = (state: AbilityRow['state'], note: AbilityRow['note'] = null, count = 0): Verdict => ({
  state,
  note,
  count,
});

/** Judges a dataset by what it holds, as the steps that work with it do; never by what a computation made of it. */
export function toAbilityRows(dataset: Dataset): AbilityRow[] {
  const { panel, calendar, reviews } = dataset;
  return [
    { id: 'demand', ...demandVerdict(panel) },
    { id: 'launches', ...launchesVerdict(panel) },
    { id: 'interest', ...verdict(panel?.views ? 'yes' : 'no') },
    {
      id: 'market',
      ...(calendar === null ? verdict('no') : calendar.priceIndex ? verdict('yes') : verdict('partly', 'marketEvents')),
    },
    { id: 'plan', ...planVerdict(dataset) },
    { id: 'reviews', ...verdict(reviews.length > 0 ? 'yes' : 'no') },
  ];
}

const hasPieces = (panel: Panel): boolean => panel.unitsKnown !== false && panel.units.some((value) => value > 0);
const hasTurnover = (panel: Panel): boolean => panel.revenue.some((value) => value > 0);

/** Units are forecast, or revenue where no file counts units; by month where the files are by month. */
function demandVerdict(panel: Panel | null): Verdict {
  if (!panel || !(hasPieces(panel) || hasTurnover(panel))) return verdict('no');
  const whole = panel.completeTo - panel.completeFrom;
  if (whole <= 0) return verdict('no', 'demandNoWhole');
  if (whole < yearOf[panel.period]) return verdict('partly', 'demandShort');
  if (!hasPieces(panel)) return verdict('partly', 'demandTurnover');
  return verdict('yes', panel.period === 'month' ? 'demandMonthly' : null);
}

/** Launches are read from weekly units. */
function launchesVerdict(panel: Panel | null): Verdict {
  if (!panel || !(hasPieces(panel) || hasTurnover(panel))) return verdict('no');
  if (panel.period === 'month') return verdict('no', 'launchesMonthly');
  if (!hasPieces(panel)) return verdict('no', 'launchesNoPieces');
  const launches = panel.products.filter(({ firstSale }) => firstSale - panel.start >= launchAfterDays).length;
  if (launches === 0) return verdict('no');
  return launches < enoughLaunches ? verdict('partly', 'launchesFew', launches) : verdict('yes');
}

function planVerdict({ panel, candidates }: Dataset): Verdict {
  if (candidates.length === 0) return verdict('no');
  if (!panel || !(hasPieces(panel) || hasTurnover(panel))) return verdict('partly', 'planNoSales');
  if (panel.period === 'month') return verdict('no', 'planMonthly');
  if (!hasPieces(panel)) return verdict('no', 'planNoPieces');
  // As `assumeCosts` of the planner: some costs lend the others their share of the price, none makes it a plan for sales.
  const without = candidates.filter(({ unitCost }) => unitCost === undefined).length;
  if (without === 0) return verdict('yes');
  const isCosted = candidates.some(({ unitCost, price }) => unitCost !== undefined && price > 0);
  return isCosted
    ? { ...verdict('partly', 'planFewCosts', without), of: candidates.length }
    : verdict('partly', 'planNoCost');
}
