import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type {
  LaunchInstance,
  LaunchOption,
  LaunchProduct,
  LaunchReorder,
} from '#engine/planning/problem/launch-instance.ts';
import { LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';
import type { PlannedProduct } from '#engine/planning/problem/plan-request.ts';
import type { Terms } from './buying-terms.ts';
import { initialOrder } from './initial-order.ts';

/** Chance that the initial order lasts, where no cost says what a leftover costs. */
const revenueService = 0.8;

/**
 * Ages at which sales are looked at, and at which what is ordered then arrives: the same list for every lead time, which only takes
 * from it what arrives no sooner than it can. So a shorter lead time leaves more to choose from and never makes a launch worth less.
 */
const reorderAges: readonly (readonly [reviewAge: number, arrivalAge: number])[] = [
  ...([
    [4, 4],
    [2, 4],
    [4, 6],
    [2, 6],
    [4, 8],
    [2, 10],
    [4, 12],
    [2, 14],
  ] as const),
];
/** Initial orders that are tried, as shares of the newsvendor's for the weeks until the reorder arrives. */
const orderShares = [0.7, 1, 1.4];
/** Weeks of average sales that the forecast counts for when a reorder is sized by what was sold: a stated prior. */
const forecastCountsForWeeks = 2;

/** What is bought, by launch week. */
export interface OrderChoice {
  readonly orders: Pick<LaunchProduct, 'stock' | 'stockByWeek' | 'reordersByWeek' | 'leadTimeWeeks' | 'lot' | 'kappa'>;
  /** Expected units sold, mean over the open weeks. */
  readonly expected: number;
  readonly reading: PlannedProduct;
}

export interface OrderQuestion {
  readonly candidate: Candidate;
  readonly forecast: CandidateForecast;
  /** First and last open launch week. */
  readonly earliest: number;
  readonly latest: number;
  readonly terms: Terms;
  /** Share of the neutral total by week since the launch. */
  readonly curve: readonly number[];
  /** Season and promotions in accounting week w: a factor of demand, and the price reduction. */
  readonly factor: (w: number) => number;
  readonly discount: (w: number) => number;
}

/**
 * The initial order and the reorder of every launch week: of a list that does not look at the lead time ({@link reorderAges} or none,
 * each with some initial orders around the newsvendor quantile of demand until the reorder arrives) what earns the most over the
 * scenarios. Without a lead time there is no reorder. The manager's stock is the initial order where there is one. `draft`: the
 * problem with the product in it, whatever its orders are there.
 */
export function chooseOrders(draft: LaunchInstance, i: number, question: OrderQuestion): OrderChoice {
  const { candidate, forecast, earliest, latest, terms, curve } = question;
  const { weeks } = draft;
  const costKnown = terms.costSource !== 'unknown';
  const lot = Math.max(1, candidate.minimumOrder ?? 1);
  const lead = candidate.leadTimeWeeks ?? Number.POSITIVE_INFINITY;
  const given = candidate.stock !== undefined && candidate.stock > 0 ? candidate.stock : null;
  // Without a cost the plan is for revenue; what a leftover costs is then said by the chance that the order lasts.
  const unitCost = costKnown ? terms.unitCost : (1 - revenueService) * candidate.price;
  const newsvendor = (week: number, coverWeeks: number) => {
    const { expected, price } = coveredDemand(question, week, coverWeeks);
    return initialOrder(forecast, expected, { price, unitCost, salvage: terms.salvage, minimumOrder: lot });
  };
  const optionsOf = (reorders: readonly LaunchReorder[]): LaunchOption[] => {
    const base = { priceByAge: curve.map(() => candidate.price), takesPart: 'all', fee: 0, reorders } as const;
    if (given !== null) return [{ ...base, firstBuy: given }];
    const cover = reorders[0]?.arrivalAge ?? curve.length;
    const stocks = Array.from({ length: weeks }, (_, week) => newsvendor(week, cover).stock);
    return orderShares.map((share) => ({
      ...base,
      firstBuy: stocks.map((stock) => lot * Math.max(1, Math.round((share * stock) / lot))),
    }));
  };
  const options = [
    ...optionsOf([]),
    ...reorderAges
      .filter(([review, arrival]) => arrival - review >= lead && arrival < curve.length)
      .flatMap(([reviewAge, arrivalAge]) => optionsOf([{ reviewAge, arrivalAge, targetRatio: 1 }])),
  ];
  const kappa = Math.max(1, (forecastCountsForWeeks * forecast.neutralTotal) / curve.length);
  const rules = { ...(Number.isFinite(lead) ? { leadTimeWeeks: lead } : {}), lot, kappa };
  const products = draft.products.map((product, k) =>
    k === i ? { ...product, ...rules, unitCost, options } : product,
  );
  const simulation = new LaunchSimulation({ ...draft, products }, i);
  const best = Array.from({ length: weeks }, () => ({ k: 0, profit: Number.NEGATIVE_INFINITY, units: 0 }));
  simulation.visitColumns((place) => {
    const { count } = draft.scenarios;
    const week = place % weeks;
    let profit = 0;
    let units = 0;
    for (let s = 0; s < count; s++) {
      profit += simulation.profit[s] / count;
      units += simulation.units[s] / count;
    }
    if (profit > best[week].profit) best[week] = { k: Math.floor(place / weeks), profit, units };
  });
  const chosen = best.map(({ k }) => options[k]);
  const open = Array.from({ length: latest - earliest + 1 }, (_, k) => earliest + k);
  const mean = (value: (week: number) => number): number =>
    open.reduce((sum, week) => sum + value(week), 0) / open.length;
  const stocks = chosen.map(({ firstBuy }, week) => (typeof firstBuy === 'number' ? firstBuy : firstBuy[week]));
  const reordersByWeek = chosen.map(({ reorders = [] }) => reorders);
  const covers = (week: number): number => reordersByWeek[week][0]?.arrivalAge ?? curve.length;
  return {
    orders: {
      stock: given ?? lot * Math.max(1, Math.round(mean((week) => stocks[week]) / lot)),
      ...(given === null ? { stockByWeek: stocks } : {}),
      ...(reordersByWeek.some(({ length }) => length > 0) ? { reordersByWeek } : {}),
      ...rules,
    },
    expected: mean((week) => best[week].units),
    reading: {
      candidateId: candidate.id,
      stockSource: given !== null ? 'given' : costKnown ? 'newsvendor' : 'expected-demand',
      criticalRatio: costKnown ? mean((week) => newsvendor(week, covers(week)).criticalRatio) : Number.NaN,
      coverWeeks: Math.round(mean(covers)),
      costSource: terms.costSource,
      salvageSource: terms.salvageSource,
    },
  };
}

/** Expected units from a launch in `week` until the reorder, and the mean price that they bring. */
function coveredDemand(
  { candidate, forecast, curve, factor, discount }: OrderQuestion,
  week: number,
  coverWeeks: number,
): { readonly expected: number; readonly price: number } {
  let units = 0;
  let reduced = 0;
  for (let age = 0; age < coverWeeks; age++) {
    const demand = curve[age] * factor(week + age);
    units += demand;
    reduced += demand * discount(week + age);
  }
  const price = candidate.price * (1 - (units > 0 ? reduced / units : 0));
  return { expected: forecast.neutralTotal * units, price };
}
