import { describe, expect, it } from 'vitest';
import { toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { planPdf } from '#export/plan-pdf.ts';
import { textsOf } from '#export/print-fonts.ts';
import { noFacts } from '#state/data/dataset-store.ts';
import type { DemandResult } from '#state/demand/demand-store.ts';
import { initialPlanSettings, noDecisions } from '#state/plan/plan-store.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { type ReportSources, toPlanDocument } from './to-plan-document.ts';

const start = toEpochDay(2026, 1, 5);
const weeks = 6;
const horizon = 10;
const flat = (value: number): number[] => new Array(horizon).fill(value);

const instance: LaunchInstance = {
  ...{ format: 'launch-plan/1', id: 'test', weeks, horizon, seasonOffset: 0 },
  curves: { usual: [0.5, 1, 0.7, 0.4] },
  promo: { uplift: flat(0), discount: flat(0), name: new Array(horizon).fill('') },
  categories: ['杯壶 Drinkware', '香氛 Fragrance'].map((name) => ({
    ...{ id: name, name, season: flat(1), min: 0, max: 9, spacingWeeks: 1, spacingMax: 9, blackoutWeeks: [] },
  })),
  products: ['A', 'B', 'C'].map((id, i) => ({
    ...{ id, category: i % 2, price: 100 + 20 * i, unitCost: 40, salvage: 10, fixedCost: 500, stock: 60 + 10 * i },
    ...{ peakDemand: 30, curve: 'usual', promoSensitivity: 1, effort: 1, earliest: 0, latest: 5, must: i === 0 },
  })),
  cannibalisation: { decay: [1], pairs: [] },
  constraints: {
    capacity: [1, 1, 0, 1, 1, Number.POSITIVE_INFINITY],
    blackoutWeeks: [2],
    budget: { total: 8401, periods: [] },
    exclusive: [],
  },
  risk: { alpha: 0.9 },
  scenarios: {
    count: 20,
    market: new Array(20).fill(1),
    promoScale: new Array(20).fill(1),
    seasonShift: Array.from({ length: 20 }, () => [0, 0]),
    demand: Array.from({ length: 20 }, (_, s) => [0.6 + 0.04 * s, 1, 1]),
  },
};

const candidates: Candidate[] = ['A', 'B', 'C'].map((id, i) => ({
  ...{ id, name: `杯子${id}`, nameAlternative: `Mug ${id}`, category: '', attributes: {}, price: 100 + 20 * i },
  ...{ mustLaunch: i === 0, effort: 1, row: i + 2 },
  ...(i === 0 ? { wave: '春', leadTimeWeeks: 3 } : {}),
}));

async function sources(): Promise<ReportSources> {
  const control = createFreeControl<never>();
  const plan = [0, 3, -1];
  const input = { instance, weights: { demand: 0.5, market: 0.5 } };
  const reading = await handlers.evaluatePlan({ ...input, weeks: plan }, control);
  const baseline = await handlers.evaluatePlan({ ...input, weeks: [5, 5, 5] }, control);
  const search = await handlers.optimise(
    { ...input, objective: 'profit', method: 'memetic', lambda: 0, seed: 1, moves: 2000 },
    createFreeControl(),
  );
  const dataset = {
    ...{ panel: null, candidates, reviews: [], currency: 'CNY', fingerprint: 'abc123' },
    calendar: {
      ...{ start, weeks: 52, priceIndex: null, seasonIndex: null },
      events: [
        { name: '年货节', kind: 'promotion' as const, from: start + 14, to: start + 20 },
        { name: '618', kind: 'promotion' as const, from: start + 150, to: start + 160 },
      ],
    },
  };
  return {
    priceTests: null,
    facts: { ...noFacts, dataset },
    result: {
      built: {
        ...{
          instance,
          startDay: start,
          baseline: [5, 5, 5],
          hasCosts: true,
          products: [],
          seasons: [],
          events: [],
          issues: [],
        },
      },
      ...{ search, baseline, settings: initialPlanSettings, seed: 7, seconds: 1 },
    },
    current: { weeks: plan, reading, instance, contradictions: [] },
    decisions: { ...noDecisions, locks: { B: start + 21 } },
    ...{
      proof: { kind: 'gap' as const, gap: 0.02, amount: 1 },
      trust: { reasons: [], launches: 29, off: 0.43, weeks: 156 },
      settings: initialPlanSettings,
      inputHash: 'h1',
      owners: { B: 'Chen' },
      trends: null,
    },
    ...{
      demand: null,
      candidates: null,
      backtest: null,
      title: '',
      windowShare: 0.02,
      madeOn: start,
      version: '1.2.3',
    },
  };
}

describe('toPlanDocument', () => {
  it('lists the rules that the plan on screen is priced under, and leaves out a bound that is not theirs', async () => {
    const given = await sources();
    const noLimit = { kind: 'capacity', week: start + 35, value: Number.POSITIVE_INFINITY };
    expect(toPlanDocument(given).asked.rules).toEqual([noLimit]);
    expect(toPlanDocument(given).headline).toMatchObject({ gap: 0.02, isOfOtherRules: false });
    const [A, B] = [0, 1].map((i) => ({ name: candidates[i].name, nameAlternative: `Mug ${candidates[i].id}` }));
    const ruled: LaunchInstance = {
      ...instance,
      events: [{ id: '618@2', name: '618', from: 2, to: 4, slots: 1, fee: 30 }],
      categories: instance.categories.map((category, i) =>
        i === 0 ? { ...category, min: 1, max: 1, spacingWeeks: 4, spacingMax: 1, blackoutWeeks: [2, 4] } : category,
      ),
      constraints: {
        ...instance.constraints,
        capacity: [1, 1, 0, 2, 1, 1],
        budget: { total: 8401, periods: [{ from: 0, to: 2, amount: 9 }] },
        exclusive: [{ id: 'twins', members: [0, 1], max: 1 }],
        waves: [{ id: 'spring', members: [0, 1] }],
        promotionBudget: 60,
        priceOrder: [{ cheaper: 0, dearer: 1 }],
        precedence: [{ before: 0, after: 1, minWeeks: 3 }],
      },
    };
    const settings = {
      ...initialPlanSettings,
      constraints: { ...initialPlanSettings.constraints, floorMargin: 0.3, markdownWeek: 10 },
      products: { A: { closed: [{ from: start, to: start }] } },
    };
    const current = { ...given.current, instance: ruled };
    const { asked, headline, promotionCalendar } = toPlanDocument({
      ...given,
      current,
      settings,
      proof: { kind: 'other-rules' },
    });
    expect(asked.rules).toEqual([
      { kind: 'capacity', week: start + 21, value: 2 },
      { kind: 'budget', from: start, to: start + 14, amount: 9 },
      { kind: 'least', category: '杯壶 Drinkware', count: 1 },
      { kind: 'most', category: '杯壶 Drinkware', count: 1 },
      { kind: 'spacing', category: '杯壶 Drinkware', count: 1, weeks: 4 },
      { kind: 'category-closed', category: '杯壶 Drinkware', weeks: [start + 28] },
      { kind: 'group', name: 'twins', members: [A, B], count: 1 },
      { kind: 'wave', name: 'spring', members: [A, B] },
      { kind: 'order', first: A, second: B, weeks: 3 },
      { kind: 'promotion-budget', amount: 60 },
      { kind: 'price-order', cheaper: A, dearer: B },
      { kind: 'floor-margin', share: 0.3 },
      { kind: 'markdown-week', week: 10 },
      { kind: 'closed', count: 1 },
    ]);
    expect(promotionCalendar).toMatchObject([
      { event: '618', from: start + 14, to: start + 34, slots: 1, fee: 30, members: [A, B], apart: [] },
    ]);
    expect(headline).toMatchObject({ gap: null, isOfOtherRules: true });
  });

  it('takes every figure from the reading of the plan on screen', async () => {
    const given = await sources();
    const document = toPlanDocument(given);
    const { reading } = given.current;
    expect(document.headline.profit).toBe(reading.figures.profit);
    expect(document.headline.revenue).toBe(reading.figures.expectedRevenue);
    expect(document.headline.tailProfit).toBe(reading.figures.tailMean);
    expect(document.headline.baselineProfit).toBe(given.result.baseline?.figures.profit);
    expect(document.launches.map((launch) => launch.id)).toEqual(['A', 'B']);
    for (const [i, launch] of document.launches.entries()) {
      expect(launch.units).toBe(reading.launches[i].units);
      expect(launch.profit).toBe(reading.launches[i].contribution);
      expect(launch.initialOrder).toBe(instance.products[i].stock);
    }
    expect(document.notSelected.map((product) => product.id)).toEqual(['C']);
  });

  it('names days, products and what was decided', async () => {
    const document = toPlanDocument(await sources());
    const [first, second] = document.launches;
    expect([first.week, second.week]).toEqual([start, start + 21]);
    expect(first).toMatchObject({ name: '杯子A', nameAlternative: 'Mug A', category: '杯壶 Drinkware', wave: '春' });
    expect([first.owner, second.owner]).toEqual(['', 'Chen']);
    expect([first.mustLaunch, first.byHand]).toEqual([true, false]);
    expect([second.mustLaunch, second.byHand]).toEqual([false, true]);
    // What must be ordered when: nothing is said where the lead time isn't known.
    expect([first.orderBy, second.orderBy]).toEqual([start - 21, undefined]);
    expect(document.asked).toMatchObject({
      candidates: 3,
      budget: null,
      mustLaunch: 1,
      fixedByHand: 1,
      capacityPerWeek: 1,
    });
    expect(document.asked.blackoutWeeks).toEqual([start + 14]);
  });

  it('says of each launch the promotions that it takes part in, its reorders and what its price rests on', async () => {
    const given = await sources();
    const reorder = { reviewAge: 1, arrivalAge: 3, targetRatio: 0.9 };
    const option = { priceByAge: [99, 99, 99, 79], takesPart: 'none' as const, fee: 0, firstBuy: 50 };
    const offered: LaunchInstance = {
      ...instance,
      events: [{ id: '618@1', name: '618', from: 1, to: 4, slots: 1, fee: 30 }],
      products: instance.products.map((product, i) =>
        i === 0 ? { ...product, options: [{ ...option, reorders: [reorder] }] } : product,
      ),
    };
    const gains = [{ mean: 900, lo80: 100, hi80: 1700, flipsAt: -1.2 }, null, null];
    const settings = { ...initialPlanSettings, products: { B: { price: 120 } } };
    const current = { ...given.current, instance: offered, gains };
    const [first, second] = toPlanDocument({ ...given, current, settings }).launches;
    expect([first.promotions, second.promotions]).toEqual([[], [{ event: '618', from: start + 7 }]]);
    expect(first.reorders).toEqual([{ review: start + 7, arrival: start + 21, share: 0.9 }]);
    expect([first.coverWeeks, second.coverWeeks, second.reorders]).toEqual([3, null, []]);
    expect(first).toMatchObject({ price: 99, ownPrice: 100, markdown: { price: 79, age: 3 }, orderBy: start - 21 });
    const unknown = { response: null, test: null };
    expect(first.priceAdvice).toEqual({ ...unknown, planPrice: 100, gain: { flipsAt: -1.2 }, isKept: false });
    expect(second.priceAdvice).toEqual({ ...unknown, planPrice: 120, isKept: true });
  });

  it('says why a launch does not stand a week earlier or later', async () => {
    const given = await sources();
    const [first, second] = toPlanDocument(given).launches;
    const [, reading] = given.current.reading.launches;
    expect(first.earlier).toEqual({ kind: 'blocked', rule: 'calendar' });
    expect(second.earlier).toEqual({ kind: 'blocked', rule: 'blackout' });
    expect(second.later).toEqual({ kind: 'costs', amount: -reading.costLater });
  });

  it('draws the categories with a forecast, the largest first, and scores the chosen method', async () => {
    const line = Float64Array.of(1, 2);
    const bands = { mean: line, median: line, lo50: line, hi50: line, lo80: line, hi80: line, lo95: line, hi95: line };
    const score = {
      wape: 12,
      mase: 0.8,
      rmsse: 1,
      bias: 1,
      pinball: 1,
      coverage80: 80,
      coverage95: 95,
      width80: 1,
      width95: 1,
    };
    const series = (id: string, level: number) => ({
      ...{ id, start, frequency: 52, values: Float64Array.of(level, Number.NaN), issue: null },
      forecast: {
        ...{ seriesId: id, chosen: 'theta', reason: 'won-backtest', baseline: 'snaive', folds: [] },
        forecasts: [
          { method: 'theta', forecast: bands, model: { label: 'Theta' } },
          { method: 'snaive', forecast: { ...bands, mean: Float64Array.of(7, 8) }, model: { label: 'snaive' } },
        ],
        scores: [
          { method: 'theta', ...score, valueAdded: 20, origins: 3 },
          { method: 'snaive', ...score, wape: 15, mase: 1, valueAdded: 0, origins: 3 },
        ],
      },
    });
    const empty = { ...series('category:空', 9), forecast: null };
    const demand = {
      ...{ horizon: 2, origins: 3 },
      series: [series('total', 99), series('category:小', 1), series('category:大', 5), empty],
    } as unknown as DemandResult;
    const charts = toPlanDocument({ ...(await sources()), demand }).demand;
    expect(charts.map((chart) => chart.title)).toEqual(['大', '小']);
    const plain = { ...demand, series: [series('total', 99), series('product:x', 5)] } as unknown as DemandResult;
    const whole = toPlanDocument({ ...(await sources()), demand: plain });
    expect(whole.demand.map((chart) => chart.title)).toEqual(['']);
    expect(textsOf(planPdf(whole, { languages: ['en'], paper: 'A4', omitted: [] }).definition.content)).toContain(
      'All products',
    );
    expect(charts[0]).toMatchObject({
      model: 'Theta',
      naive: [7, 8],
      accuracy: { wape: 12, valueAdded: 20, origins: 3, held: null, naive: 'snaive', naiveWape: 15, naiveMase: 1 },
    });
  });

  it('prints in both languages without a gap', async () => {
    const document = toPlanDocument(await sources());
    for (const language of ['en', 'zh'] as const) {
      const texts = textsOf(planPdf(document, { languages: [language], paper: 'A4', omitted: [] }).definition.content);
      expect(texts).not.toMatch(/NaN|undefined|Infinity|\{\{/);
    }
  });
});
