import { type Baskets, indexBaskets } from '#engine/audience/baskets.ts';
import { type CategoryProposal, learnCategories } from '#engine/audience/classify-category.ts';
import { type AudienceReport, describeAudience } from '#engine/audience/describe-audience.ts';
import {
  type CandidateInterest,
  type InterestLead,
  interestInCandidates,
  measureInterestLead,
} from '#engine/audience/interest-lead.ts';
import type { Trial } from '#engine/audience/paired-trial.ts';
import { type NextViewStudy, studyNextView } from '#engine/audience/study-next-view.ts';
import {
  factsOfCandidate,
  factsOfProduct,
  firstSellingPeriod,
  launchPrice,
  weeklyUnits,
} from '#engine/launch/history/panel-histories.ts';
import { classifyDemand, type DemandPattern } from '#engine/models/intermittent/croston.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { Panel, PanelProduct } from '#engine/panel/panel.ts';
import { shopPrices, usualPrice } from '#engine/planning/offers/price-points.ts';
import type { BasketLog } from '#ingest/assembly/basket-log.ts';
import type { Collection, TextIndex } from '#ingest/assembly/collection.ts';

/** Periods with sales that it takes to call a product's demand smooth or lumpy. */
const fewestSelling = 8;

export interface AudienceInput {
  readonly panel: Panel;
  readonly candidates: readonly Candidate[];
}

/** What the files say about who buys, and looks at, what. */
export interface AudienceOutput {
  /** From orders, or from sessions where no file has orders; null without either. */
  readonly audience: AudienceReport | null;
  /** The same from the sessions, where both are known; null where `audience` is from them already. */
  readonly visits: AudienceReport | null;
  /** Of so many orders, or sessions, one was kept. */
  readonly oneIn: number;
  readonly nextView: NextViewStudy | null;
  readonly lead: InterestLead;
  readonly interest: readonly CandidateInterest[];
  /** How each product sells, by its id; absent where it has sold in fewer than 8 periods. */
  readonly demandTypes: Readonly<Record<string, DemandPattern>>;
  readonly categories: {
    readonly trial: Trial;
    readonly answered: number;
    readonly precision: number;
    /** Of the candidates without a category. */
    readonly proposals: readonly (CategoryProposal & { readonly candidateId: string })[];
  };
}

/** Customers of each candidate's top tenth by name, best first: they stay in the worker until a file of them is wanted. */
export type LikelyBuyers = ReadonlyMap<string, readonly string[]>;

/** Reads the baskets of an import, and the panel that it made. */
export async function studyAudience(
  collection: Collection,
  { panel, candidates }: AudienceInput,
  pause: () => Promise<void>,
): Promise<{ readonly output: AudienceOutput; readonly buyers: LikelyBuyers }> {
  const { sessions, customers, visitors } = collection;
  const orders = ordersOf(collection);
  const prices = panel.products.map((_, row) => launchPrice(panel, row, 0));
  const facts = panel.products.map((product, row) => factsOfProduct(panel, product, prices[row]));
  const wanted = candidates.map(factsOfCandidate);
  const firstWeekUnits = (row: number): number => {
    const period = firstSellingPeriod(panel, row);
    return panel.period === 'week' && period >= 0 ? panel.units[row * panel.periods + period] : Number.NaN;
  };
  const shop = {
    prices: panel.products.map((_, row) => usualPrice(panel, row)),
    points: shopPrices(panel, candidates),
  };
  const report = async (log: BasketLog, basis: AudienceReport['basis'], people: TextIndex) => {
    if (log.rows === 0) return null;
    const index = indexBaskets(basketsOf(log, collection, panel, people, false));
    return { log, people, ...(await describeAudience(index, basis, facts, wanted, firstWeekUnits, shop, pause)) };
  };
  const byOrders = await report(orders, 'orders', customers);
  await pause();
  const byVisits = await report(sessions, 'sessions', visitors);
  const described = byOrders ?? byVisits;
  const categoryOf = ({ category }: PanelProduct): string => panel.categories[category] ?? '';
  const nextView =
    sessions.rows > 0
      ? studyNextView(basketsOf(sessions, collection, panel, visitors, true), panel.products.map(categoryOf))
      : null;
  await pause();
  const listed = facts.map((product, row) => ({ ...product, firstDay: panel.products[row].firstSale }));
  const { trial, answered, precision, classify } = learnCategories(listed);
  const proposals = wanted.flatMap((candidate) =>
    candidate.category === '' ? [{ candidateId: candidate.id, ...classify(candidate) }] : [],
  );
  const names = described?.people.texts() ?? [];
  return {
    output: {
      audience: described?.report ?? null,
      visits: byOrders && byVisits ? byVisits.report : null,
      oneIn: described?.log.oneIn ?? 1,
      nextView,
      lead: measureInterestLead(panel),
      interest: interestInCandidates(panel, wanted),
      demandTypes: demandTypesOf(panel),
      categories: { trial, answered, precision, proposals },
    },
    buyers: new Map(wanted.map(({ id }, at) => [id, (described?.tops[at] ?? []).map((customer) => names[customer])])),
  };
}

/**
 * A shop's own files and its log of events tell the same purchases: the files count, but where they name no customer and the log, which
 * holds at least half as many rows, does.
 */
function ordersOf({ orders, purchases }: Collection): BasketLog {
  const isWhole = 2 * purchases.rows * purchases.oneIn >= orders.rows * orders.oneIn;
  const isBetter = orders.rows === 0 || (isWhole && purchases.namesCustomers && !orders.namesCustomers);
  return isBetter ? purchases : orders;
}

function demandTypesOf(panel: Panel): Readonly<Record<string, DemandPattern>> {
  return Object.fromEntries(
    panel.products.flatMap(({ id }, row) => {
      const from = firstSellingPeriod(panel, row);
      const units = from < 0 ? new Float64Array() : weeklyUnits(panel, row, from);
      const sold = units.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
      return sold < fewestSelling ? [] : [[id, classifyDemand(units).pattern]];
    }),
  );
}

/** The baskets by the rows of the panel; what is not in it (postage, fees) is in no basket. */
function basketsOf(
  log: BasketLog,
  { products }: Collection,
  panel: Panel,
  people: TextIndex,
  isSession: boolean,
): Baskets {
  const placeOf = new Int32Array(products.entries.length).fill(-1);
  panel.products.forEach(({ id }, row) => {
    const product = products.find(id);
    if (product !== undefined) placeOf[product] = row;
  });
  const ids = panel.products.map(({ id }) => id);
  return log.build(placeOf, ids, people.size, isSession);
}
