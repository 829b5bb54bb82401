import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { PlannedProduct } from '#engine/planning/problem/plan-request.ts';
import type { Terms } from './buying-terms.ts';
import { initialOrder } from './initial-order.ts';

/** Chance that the initial order lasts, where no cost says what a leftover costs. */
const revenueService = 0.8;

/** What is bought, by launch week. */
export interface StockChoice {
  /** The manager's stock, or the initial order of the average open week. */
  readonly stock: number;
  /** The initial order of each launch week; null where the manager has fixed the stock. */
  readonly byWeek: readonly number[] | null;
  /** Expected units until the reorder, mean over the open weeks. */
  readonly expected: number;
  readonly reading: PlannedProduct;
}

export interface StockQuestion {
  readonly candidate: Candidate;
  readonly forecast: CandidateForecast;
  /** First and last open launch week, and the number of launch weeks. */
  readonly earliest: number;
  readonly latest: number;
  readonly weeks: number;
  readonly terms: Terms;
  /** Share of the neutral total by week since the launch. */
  readonly curve: readonly number[];
  /** Season and promotions in accounting week w: a factor of demand, and the price reduction. */
  readonly factor: (w: number) => number;
  readonly discount: (w: number) => number;
}

/**
 * The manager's stock where there is one. Else the initial order of every launch week: the newsvendor quantile ({@link initialOrder}) of the
 * demand that this week's season and promotions bring until the first reorder can arrive, at the price that it is sold for then
 * (list price less the promotions' reductions, weighted by demand).
 */
export function chooseStock(question: StockQuestion): StockChoice {
  const { candidate, forecast, earliest, latest, weeks, terms, curve } = question;
  const lead = candidate.leadTimeWeeks;
  const coverWeeks = lead === undefined ? curve.length : Math.min(curve.length, Math.max(1, Math.ceil(lead)));
  const costKnown = terms.costSource !== 'unknown';
  const buys = Array.from({ length: weeks }, (_, week) => {
    const { expected, price } = coveredDemand(question, week, coverWeeks);
    const buy = initialOrder(forecast, expected, {
      price,
      unitCost: costKnown ? terms.unitCost : (1 - revenueService) * price,
      salvage: terms.salvage,
      minimumOrder: candidate.minimumOrder ?? 1,
    });
    return { ...buy, expected };
  });
  const open = buys.slice(earliest, latest + 1);
  const mean = (value: (buy: (typeof buys)[number]) => number): number =>
    open.reduce((sum, buy) => sum + value(buy), 0) / open.length;
  const lot = Math.max(1, candidate.minimumOrder ?? 1);
  const given = candidate.stock !== undefined && candidate.stock > 0;
  return {
    stock: given ? (candidate.stock ?? 0) : lot * Math.max(1, Math.round(mean(({ stock }) => stock) / lot)),
    byWeek: given ? null : buys.map(({ stock }) => stock),
    expected: mean(({ expected }) => expected),
    reading: {
      candidateId: candidate.id,
      stockSource: given ? 'given' : costKnown ? 'newsvendor' : 'expected-demand',
      criticalRatio: costKnown ? mean(({ criticalRatio }) => criticalRatio) : Number.NaN,
      coverWeeks,
      costSource: terms.costSource,
      salvageSource: terms.salvageSource,
    },
  };
}

/** Expected units from a launch in `week` until the reorder, and the mean price that they bring. */
function coveredDemand(
  { candidate, forecast, curve, factor, discount }: StockQuestion,
  week: number,
  coverWeeks: number,
): { readonly expected: number; readonly price: number } {
  let pieces = 0;
  let reduced = 0;
  for (let age = 0; age < coverWeeks; age++) {
    const demand = curve[age] * factor(week + age);
    pieces += demand;
    reduced += demand * discount(week + age);
  }
  const price = candidate.price * (1 - (pieces > 0 ? reduced / pieces : 0));
  return { expected: forecast.neutralTotal * pieces, price };
}
