import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { type DatasetFacts, noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import type { DemandResult } from '#state/demand/demand-store.ts';
import { planProof } from '#state/plan/plan-proof.ts';
import { initialPlanSettings, noDecisions, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import type { TrendsResult } from '#state/trends/trends-store.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers as planning } from '#workers/planning/handlers.ts';
import type { ReportSources } from '../to-plan-document.ts';

/** Facts as the stores hold them, every figure a different one. */
export const startDay = 20_458;
export const weeks = 12;
const names = [
  '随行杯 420ml|Travel Mug',
  '猫砂|Cat Litter',
  '帐篷|Quick Tent',
  '蛋卷桌|Roll Table',
  '扩香石|Scent Stone',
];
const others = ['循环扇|Fan', '收纳罐|Snack Jar', '线香座|Incense Set'];
export const candidates = [...names, ...others].map((both, row) => {
  const [name, nameAlternative] = both.split('|');
  // Every second one belongs to a wave: the report then has named waves and single launches.
  const wave = row % 2 === 0 ? '早春' : '';
  return { id: `P${row + 1}`, name, nameAlternative, wave, category: '', attributes: {}, price: 10, row, effort: 1 };
});
const base = randomInstance({ seed: 11, products: candidates.length, weeks, scenarios: 40 });
export const instance: LaunchInstance = {
  ...base,
  currency: 'CNY',
  categories: base.categories.map((category, i) => ({ ...category, name: ['杯壶 Drinkware', '宠物 Pets'][i] })),
  // Every pair takes from each other however far apart, so that what a launch adds is less than what it earns.
  cannibalisation: {
    decay: Array.from({ length: weeks }, () => 1),
    pairs: candidates.slice(1).map((_, i) => ({ i, j: i + 1, loss: 317 + 29 * i })),
  },
  products: base.products.map((product, i) => ({ ...product, must: i === 2, price: Math.round(product.price) + 0.9 })),
};

const line = (of: (i: number) => number, length: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => of(i));
const bands = (level: number) => {
  const at = (factor: number) => line((i) => level * factor * (1 + i / 40), 13);
  return {
    mean: at(1),
    median: at(1),
    lo50: at(0.9),
    hi50: at(1.1),
    lo80: at(0.8),
    hi80: at(1.23),
    lo95: at(0.7),
    hi95: at(1.4),
  };
};
const score = (method: string, k: number) => ({
  ...{
    method,
    wape: 11.37 + k,
    mase: 0.713 + k / 50,
    rmsse: 1,
    bias: -2.46 + k,
    pinball: 1,
    valueAdded: 17.2,
    origins: 6,
  },
  ...{ coverage80: 78.6 + k, coverage95: 93.4, width80: 1, width95: 1 },
});
const forecastOf = (id: string, level: number, k: number) => ({
  ...{ seriesId: id, chosen: 'theta', reason: 'won-backtest', baseline: 'snaive', folds: [], issues: [] },
  forecasts: [
    { method: 'theta', forecast: bands(level), model: { label: 'Theta' } },
    { method: 'snaive', forecast: bands(level * 0.93), model: { label: 'snaive' } },
  ],
  scores: [score('theta', k), score('snaive', k + 4.4)],
});
const history = { start: startDay - 7 * 120, frequency: 52 };
const demandSeries = (name: string, level: number, k: number) => ({
  ...{ id: `category:${name}`, ...history, issue: null, values: line((i) => level * (1 + Math.sin(i) / 4), 120) },
  forecast: forecastOf(`category:${name}`, level, k),
});
export const demand = {
  ...{ horizon: 13, origins: 6 },
  series: [demandSeries('杯壶 Drinkware', 1234, 0), demandSeries('宠物 Pets', 567, 3)],
} as unknown as DemandResult;
export const trends = {
  horizon: 13,
  series: [
    {
      ...{ id: 'total', ...history, multiplicative: true, values: line((i) => 1801 + 3 * i, 120) },
      decomposition: {
        ok: true,
        value: {
          trend: line((i) => 1800 + 3 * i, 120),
          growth: { share: 0.1183, lo95: 0.0712, hi95: 0.1657, pairs: 52 },
        },
      },
    },
  ],
  market: (['market:price-index', 'market:season-index'] as const).map((id, k) => ({
    ...{ id, ...history, values: line((i) => 101.37 - 100 * k + i / 900, 120) },
    forecast: { ok: true, value: forecastOf(id, 102.6 - 101.3 * k, k) },
  })),
} as unknown as TrendsResult;
/** Forecasts with their reasons; the product of the factors is the forecast. */
export const forecasts = candidates.map(({ id }, i) => {
  const factors = [0.871 + i / 50, 1.129 - i / 90, 1.0002, 1.337, 1.083];
  const typical = 412 + 31 * i;
  const sources = ['price', 'category', 'text', 'season', 'spread'] as const;
  return {
    ...{ id, launchWeek: startDay + 7 * (i % weeks), analogues: [] },
    ...{ total: factors.reduce((product, factor) => product * factor, typical) },
    ...{ hitProbability: 0.137 + i / 40, hitThreshold: 977 },
    contributions: [
      { source: 'typical', value: typical },
      ...factors.map((value, k) => ({ source: sources[k], value })),
    ],
  };
});
export const launchProof = {
  ...{ wapeTotal: 33.84, bias: -3.27, coverage80: 77.4, launches: Array.from({ length: 37 }, () => ({})) },
  ...{ auc: 0.7831, brier: 0.1937, typicalWape: 52.19, flops: null },
  scores: [
    { model: 'analogues', weight: 0.7, wapeTotal: 35 },
    { model: 'price-bands', weight: 0.3, wapeTotal: 36 },
    { model: 'global', weight: 0, wapeTotal: 52.19 },
  ],
};
export const facts = {
  ...noFacts,
  dataset: {
    ...{ candidates, reviews: [], currency: 'CNY', fingerprint: 'c0ffee0123456789abcdef0123456789' },
    panel: { period: 'week', periods: 120, products: Array.from({ length: 57 }), categories: ['a', 'b'] },
    calendar: { start: startDay, weeks: 52, events: [] },
  },
  files: [
    {
      ...{ name: 'orders.csv', kind: 'sales', state: 'imported', rowsTotal: 48211, rowsAccepted: 48163 },
      ...{ firstDay: history.start, lastDay: startDay - 1 },
    },
  ],
  reconciliation: {
    ...{ rowsRead: 48211, rowsRejected: 48, rowsAccepted: 48163, unitsAccepted: 91822, revenueAccepted: 3817221.45 },
    ...{
      productsAccepted: 59,
      unitsInPanel: 91510,
      revenueInPanel: 3799871.05,
      productsInPanel: 57,
      periodsInPanel: 120,
    },
    ...{ cancelledPieces: 0, cancelledWithoutOrder: 0, cancelledWithoutCustomer: 0, findings: [] },
    steps: [
      { code: 'cancellations-netted', count: 143, units: 287, revenue: 16233.4 },
      { code: 'service-codes', count: 25, units: 25, revenue: 1117, products: 2 },
      { code: 'stock-outs', count: 19, units: 0, revenue: 0 },
    ],
  },
} as unknown as DatasetFacts;

/** Puts them into the stores, with a plan searched and read by the planner itself. */
export async function fillStores(): Promise<ReportSources> {
  const weights = { demand: 0.5, market: 0.5 };
  const search = await planning.optimise(
    { instance, weights, objective: 'front', method: 'nsga2', lambda: 0, seed: 3, moves: 6000 },
    createFreeControl(),
  );
  const read = (plan: readonly number[]) =>
    planning.evaluatePlan({ instance, weights, weeks: plan }, createFreeControl<never>());
  const reading = await read(search.weeks);
  const built = {
    ...{ instance, startDay, baseline: null, hasCosts: true, seasons: [], events: [] },
    issues: [{ code: 'salvage-assumed', severity: 'info' as const, params: { candidates: 4 } }],
    products: instance.products.map(({ id }) => ({
      ...({ candidateId: id, stockSource: 'newsvendor', criticalRatio: 0.5, coverWeeks: 5 } as const),
      ...({ costSource: 'given', salvageSource: 'given' } as const),
    })),
  };
  const settings = { ...initialPlanSettings, weeks, objective: 'front' as const };
  const baseline = await read(instance.products.map(({ earliest }, i) => (i % 3 === 0 ? -1 : earliest)));
  const result: PlanResult = { built, search, baseline, settings, seed: 20_261_101, seconds: 2 };
  const current = { weeks: search.weeks, instance, reading, contradictions: [] };
  useDatasetStore.setState({ facts });
  usePlanStore.setState({ settings, current, job: { status: 'ready', inputHash: 'f00d', result } });
  return {
    ...{
      facts,
      result,
      current,
      decisions: noDecisions,
      settings,
      proof: planProof({ result, current, settings, decisions: { locks: {} }, isOfCurrentData: true, isDraft: false }),
      trust: { reasons: [], launches: 29, off: 0.43, weeks: 156 },
      inputHash: 'f00d42',
      demand,
      trends,
    },
    candidates: { forecasts, backtest: launchProof, launchesUsed: 41 } as never,
    ...{ backtest: { figures: launchProof } as never, priceTests: null },
    owners: { [instance.products[reading.launches[0].product].id]: 'Chen Xi' },
    ...{ title: '', windowShare: 0.02, madeOn: startDay + 3, version: '9.8.7' },
  };
}
