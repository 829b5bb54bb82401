import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import {
  type LaunchInstance,
  type LaunchOption,
  type LaunchProduct,
  type LaunchReorder,
  priceFactor,
  stockAt,
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

/** A price path that orders are chosen for, and the reorders that are tried: none besides, by their place in the list. */
export interface OrderTrial {
  readonly priceByAge: readonly number[];
  readonly takesPart: LaunchOption['takesPart'];
  /** Null: the whole list. */
  readonly ages: readonly (readonly [reviewAge: number, arrivalAge: number])[] | null;
  /** Money that a unit of money in the initial order has to earn besides: what it would earn elsewhere where money is short. */
  readonly hurdle: number;
}

/** Orders of every launch week at one price path. */
export interface PathOrders {
  readonly stocks: readonly number[];
  readonly reorders: readonly (readonly LaunchReorder[])[];
  /** Expected profit and units by launch week. */
  readonly profit: Float64Array;
  readonly units: Float64Array;
}

/** The initial order where the manager has fixed it; null: it is chosen. */
export function givenStock({ stock }: Candidate): number | null {
  return stock !== undefined && stock > 0 ? stock : null;
}

/** What an order of the product has to keep, and how soon it is reviewed. */
export function orderTerms({ candidate, forecast, curve }: OrderQuestion) {
  const lead = candidate.leadTimeWeeks;
  return {
    ...(lead === undefined ? {} : { leadTimeWeeks: lead }),
    lot: Math.max(1, candidate.minimumOrder ?? 1),
    kappa: Math.max(1, (forecastCountsForWeeks * forecast.neutralTotal) / curve.length),
  };
}

/** For every launch week the best of the orders tried at a price path. `draft`: the problem with the product in it, whatever its orders are there. */
export function chooseOrders(draft: LaunchInstance, i: number, question: OrderQuestion, trial: OrderTrial): PathOrders {
  const { candidate, forecast, terms, curve } = question;
  const { weeks } = draft;
  const { priceByAge, takesPart } = trial;
  const ordering = orderTerms(question);
  const { lot } = ordering;
  const lead = candidate.leadTimeWeeks ?? Number.POSITIVE_INFINITY;
  const given = givenStock(candidate);
  const unitCost = orderCost(question);
  const optionsOf = (reorders: readonly LaunchReorder[]): LaunchOption[] => {
    const base = { priceByAge, takesPart, fee: 0, reorders };
    if (given !== null) return [{ ...base, firstBuy: given }];
    const cover = reorders[0]?.arrivalAge ?? curve.length;
    const stocks = Array.from({ length: weeks }, (_, week) => {
      const { expected, price } = coveredDemand(draft.products[i], question, priceByAge, week, cover);
      return initialOrder(forecast, expected, { price, unitCost, salvage: terms.salvage, minimumOrder: lot }).stock;
    });
    return orderShares.map((share) => ({
      ...base,
      firstBuy: stocks.map((stock) => lot * Math.max(1, Math.round((share * stock) / lot))),
    }));
  };
  const options = [
    ...optionsOf([]),
    ...(trial.ages ?? reorderAges)
      .filter(([review, arrival]) => arrival - review >= lead && arrival < curve.length)
      .flatMap(([reviewAge, arrivalAge]) => optionsOf([{ reviewAge, arrivalAge, targetRatio: 1 }])),
  ];
  const product = { ...draft.products[i], ...ordering, unitCost, options };
  const simulation = new LaunchSimulation({ ...draft, products: draft.products.with(i, product) }, i);
  const best = Array.from({ length: weeks }, () => ({ k: 0, worth: Number.NEGATIVE_INFINITY, profit: 0, units: 0 }));
  simulation.visitColumns((place) => {
    const { count } = draft.scenarios;
    const week = place % weeks;
    const k = Math.floor(place / weeks);
    let profit = 0;
    let units = 0;
    for (let s = 0; s < count; s++) {
      profit += simulation.profit[s] / count;
      units += simulation.units[s] / count;
    }
    const worth = profit - trial.hurdle * unitCost * stockAt(product, week, k);
    if (worth > best[week].worth) best[week] = { k, worth, profit, units };
  });
  return {
    stocks: best.map(({ k }, week) => stockAt(product, week, k)),
    reorders: best.map(({ k }) => options[k].reorders ?? []),
    profit: Float64Array.from(best, ({ profit }) => profit),
    units: Float64Array.from(best, ({ units }) => units),
  };
}

/** Without a cost the plan is for revenue; what a leftover costs is then said by the chance that the order lasts. */
function orderCost({ candidate, terms }: OrderQuestion): number {
  return terms.costSource === 'unknown' ? (1 - revenueService) * candidate.price : terms.unitCost;
}

/**
 * The initial order and the reorder of every launch week at the manager's price: of a list that does not look at the lead time
 * ({@link reorderAges} or none, each with some initial orders around the newsvendor quantile of demand until the reorder arrives) what
 * earns the most over the scenarios. Without a lead time there is no reorder. The manager's stock is the initial order where there is one.
 */
export function readOrders(draft: LaunchInstance, i: number, question: OrderQuestion, found: PathOrders): OrderChoice {
  const { candidate, earliest, latest, terms, curve, forecast } = question;
  const costKnown = terms.costSource !== 'unknown';
  const given = givenStock(candidate);
  const ordering = orderTerms(question);
  const { lot } = ordering;
  const open = Array.from({ length: latest - earliest + 1 }, (_, k) => earliest + k);
  const mean = (value: (week: number) => number): number =>
    open.reduce((sum, week) => sum + value(week), 0) / open.length;
  const { stocks, reorders } = found;
  const covers = (week: number): number => reorders[week][0]?.arrivalAge ?? curve.length;
  const prices = curve.map(() => candidate.price);
  const ratioIn = (week: number): number => {
    const { expected, price } = coveredDemand(draft.products[i], question, prices, week, covers(week));
    const costs = { price, unitCost: orderCost(question), salvage: terms.salvage, minimumOrder: lot };
    return initialOrder(forecast, expected, costs).criticalRatio;
  };
  return {
    orders: {
      stock: given ?? lot * Math.max(1, Math.round(mean((week) => stocks[week]) / lot)),
      ...(given === null ? { stockByWeek: stocks } : {}),
      ...(reorders.some(({ length }) => length > 0) ? { reordersByWeek: reorders } : {}),
      ...ordering,
    },
    expected: mean((week) => found.units[week]),
    reading: {
      candidateId: candidate.id,
      stockSource: given !== null ? 'given' : costKnown ? 'newsvendor' : 'expected-demand',
      criticalRatio: costKnown ? mean(ratioIn) : Number.NaN,
      coverWeeks: Math.round(mean(covers)),
      costSource: terms.costSource,
      salvageSource: terms.salvageSource,
    },
  };
}

/** Expected units from a launch in `week` until the reorder, and the mean price that they bring. */
function coveredDemand(
  product: LaunchProduct,
  { forecast, curve, factor, discount }: OrderQuestion,
  priceByAge: readonly number[],
  week: number,
  coverWeeks: number,
): { readonly expected: number; readonly price: number } {
  let units = 0;
  let paid = 0;
  for (let age = 0; age < coverWeeks; age++) {
    const demand = curve[age] * factor(week + age) * priceFactor(product, priceByAge[age]);
    units += demand;
    paid += demand * priceByAge[age] * (1 - discount(week + age));
  }
  return { expected: forecast.neutralTotal * units, price: units > 0 ? paid / units : priceByAge[0] };
}
