import { learnDemandResponse, toDemandFactors } from '#engine/demand-effects/demand-response.ts';
import { meanOf, sumOfKnown } from '#engine/kernels/statistics.ts';
import { type FlopRule, flopRuleOf, isFlop } from '#engine/launch/flops/flop-rule.ts';
import { findLaunches } from '#engine/launch/history/find-launches.ts';
import type { DemandFactors, LaunchCandidate } from '#engine/launch/history/launch.ts';
import type { LaunchCorrections, LaunchRules } from '#engine/launch/history/launch-finding.ts';
import {
  factsOfProduct,
  firstSellingPeriod,
  launchPrice,
  weeklyUnits,
} from '#engine/launch/history/panel-histories.ts';
import type { PerceptronTrainer } from '#engine/launch/level/perceptron.ts';
import type { ProductReviews } from '#engine/panel/dataset.ts';
import type { MarketCalendar } from '#engine/panel/market-calendar.ts';
import type { Panel, PanelProduct } from '#engine/panel/panel.ts';
import { unitsAsOf } from '#engine/panel/units-as-of.ts';
import { coldStart } from './cold-start.ts';
import type { CandidateForecast } from './cold-start-forecast.ts';

/** Weeks of the log that are only learnt from; weeks whose launches share what was known before the first of them. */
const leastWeeks = 26;
const blockWeeks = 4;
/** Fewer launches whose horizon is over forecast nothing. */
const leastLaunches = 6;

export interface LaunchBacktestInput {
  readonly panel: Panel;
  readonly calendar: MarketCalendar | null;
  readonly reviews?: readonly ProductReviews[];
  /** Weeks from the launch that are forecast: 13 in the app. */
  readonly horizon: number;
  /** A hit sells so many units; null: the top quartile of the launches known in its week. */
  readonly hitThreshold: number | null;
  readonly rules: LaunchRules;
  readonly corrections?: LaunchCorrections;
  /** Season and promotions as known in the panel given, which is cut off: for the test that a leak is found. */
  readonly factorsOf?: (panel: Panel) => DemandFactors;
}

/** One first sale, and what would have been said of it before. */
export interface BacktestedLaunch {
  readonly id: string;
  readonly description: string;
  readonly firstWeek: number;
  /** From what was known before the block of weeks that it began in; null where that was too little. */
  readonly forecast: CandidateForecast | null;
  /** Mean total of the launches whose horizon was over by then, flops among them: what anyone could have said; NaN where `forecast` is null. */
  readonly typical: number;
  /** What happened; null where its horizon is not over. */
  readonly actual: {
    readonly total: number;
    readonly weekly: Float64Array;
    readonly flop: boolean;
    readonly hit: boolean;
  } | null;
}

/** Weeks of the log whose first sales are forecast from what was known before the first of them. */
export interface BacktestBlock {
  /** First period. */
  readonly begin: number;
  /** Products by row. */
  readonly rows: readonly number[];
}

/** Blocks with first sales, in order; counted from the start of the log, so that nothing later moves them. */
export function backtestBlocks(panel: Panel): BacktestBlock[] {
  const blocks = new Map<number, number[]>();
  const from = panel.completeFrom + leastWeeks;
  panel.products.forEach((_, row) => {
    const first = firstSellingPeriod(panel, row);
    if (first < from) return;
    const begin = from + blockWeeks * Math.floor((first - from) / blockWeeks);
    blocks.set(begin, [...(blocks.get(begin) ?? []), row]);
  });
  return [...blocks].sort((a, b) => a[0] - b[0]).map(([begin, rows]) => ({ begin, rows }));
}

/**
 * Every first sale from the 27th week of the log on, forecast as in its week: season and event factors, launches and what excludes them, curves, scale,
 * words, models and their choice, ranges, hits and flops are all learnt from the panel cut off before the block of weeks in which it begins. Of
 * the launch itself its name, category, attributes, week and the price of its first week are known. The calendar's events are
 * plans and stay; its indices of season and price are left out.
 */
export async function backtestLaunches(
  input: LaunchBacktestInput,
  trainer: PerceptronTrainer,
  pause: (share: number) => Promise<void> = () => Promise.resolve(),
): Promise<BacktestedLaunch[]> {
  const blocks = backtestBlocks(input.panel);
  const launches: BacktestedLaunch[] = [];
  for (const [at, block] of blocks.entries()) {
    await pause(at / blocks.length);
    launches.push(...(await backtestBlock(input, block, trainer)));
  }
  return launches.sort((a, b) => a.firstWeek - b.firstWeek || (a.id < b.id ? -1 : 1));
}

/** The first sales of one block. */
export async function backtestBlock(
  input: LaunchBacktestInput,
  { begin, rows }: BacktestBlock,
  trainer: PerceptronTrainer,
): Promise<BacktestedLaunch[]> {
  const { panel, horizon } = input;
  const rule = flopRuleOf(horizon);
  const own = rows.map((row) => toCandidate(panel, row));
  const asOf = await forecastAsOf(input, begin, begin + blockWeeks, own, trainer);
  return rows.map((row, i): BacktestedLaunch => {
    const forecast = asOf?.forecasts[i] ?? null;
    const weekly = weeklyUnits(panel, row, firstSellingPeriod(panel, row)).slice(0, horizon);
    return {
      id: own[i].id,
      description: own[i].description,
      firstWeek: own[i].launchWeek,
      forecast,
      typical: asOf?.typical ?? Number.NaN,
      actual: weekly.length < horizon ? null : outcomeOf(weekly, horizon, rule, forecast),
    };
  });
}

function outcomeOf(weekly: Float64Array, horizon: number, rule: FlopRule, forecast: CandidateForecast | null) {
  const total = sumOfKnown(weekly);
  return {
    total,
    weekly,
    flop: isFlop(weekly, horizon, rule),
    hit: forecast !== null && total >= forecast.hitThreshold,
  };
}

function toCandidate(panel: Panel, row: number): LaunchCandidate {
  const first = firstSellingPeriod(panel, row);
  const facts = factsOfProduct(panel, panel.products[row], launchPrice(panel, row, first));
  return { ...facts, launchWeek: panel.start + 7 * first };
}

async function forecastAsOf(
  { calendar, reviews, horizon, hitThreshold, rules, corrections, panel: whole, ...input }: LaunchBacktestInput,
  begin: number,
  end: number,
  candidates: readonly LaunchCandidate[],
  trainer: PerceptronTrainer,
): Promise<{ readonly forecasts: readonly CandidateForecast[]; readonly typical: number } | null> {
  const learnFactors = (known: Panel): DemandFactors => {
    const plans = calendar && { ...calendar, seasonIndex: null, priceIndex: null };
    return toDemandFactors(learnDemandResponse(known, plans), known.start, end + horizon);
  };
  const factorsOf = input.factorsOf ?? learnFactors;
  const panel = panelAsOf(whole, begin);
  const history = findLaunches(panel, rules, corrections);
  const complete = history.launches.filter(({ weekly }) => weekly.length >= horizon);
  if (complete.length < leastLaunches) return null;
  const { forecasts } = await coldStart(
    {
      launches: [...history.launches, ...history.underWay],
      products: history.range,
      noLaunches: history.noLaunches,
      candidates,
      ...(reviews ? { reviews } : {}),
      horizon,
      hitThreshold,
      factors: factorsOf(panel),
      preferences: [],
    },
    trainer,
  );
  return { forecasts, typical: meanOf(complete.map(({ weekly }) => sumOfKnown(weekly.subarray(0, horizon)))) };
}

/**
 * The panel as it stood before period `end`: later periods count for nothing, no product knows its last sale, and a week that only later
 * sales gave away as sold out is a zero.
 */
export function panelAsOf(panel: Panel, end: number): Panel {
  const { periods, stockOut } = panel;
  const products = panel.products.map((product, row): PanelProduct => {
    let last = -1;
    for (let t = end - 1; t >= 0 && last < 0; t--) if (panel.units[row * periods + t] > 0) last = t;
    const lastSale = last < 0 ? product.lastSale : Math.min(product.lastSale, panel.start + 7 * last + 6);
    return { ...product, lastSale: Math.min(lastSale, Math.max(product.firstSale, panel.start + 7 * end - 1)) };
  });
  if (!stockOut) return { ...panel, products, completeTo: end };
  const traded = tradedPeriods(panel);
  const units = panel.units.slice();
  products.forEach((_, row) => {
    const from = row * periods;
    const own = stockOut.subarray(from, from + periods);
    if (own.includes(1)) units.set(unitsAsOf(units.slice(from, from + periods), { stockOut: own, traded }, end), from);
  });
  return {
    ...panel,
    products,
    units,
    stockOut: stockOut.map((flag, i) => (Number.isNaN(units[i]) ? flag : 0)),
    completeTo: end,
  };
}

/** 1 in each period in which the shop sold anything. */
function tradedPeriods({ units, periods, products }: Panel): Uint8Array {
  const traded = new Uint8Array(periods);
  for (let i = 0; i < products.length * periods; i++) if (units[i] > 0) traded[i % periods] = 1;
  return traded;
}
