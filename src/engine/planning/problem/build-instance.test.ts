import { expect, test } from 'vitest';
import { learnCrossEffects } from '#engine/cannibalisation/cannibalisation-history.ts';
import { learnDemandResponse, toDemandFactors } from '#engine/demand-effects/demand-response.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
import { coldStart } from '#engine/launch/forecast/cold-start.ts';
import { findLaunches } from '#engine/launch/history/find-launches.ts';
import { factsOfCandidate } from '#engine/launch/history/panel-histories.ts';
import { loopTrainer } from '#engine/launch/level/perceptron.ts';
import { plantPanel } from '#engine/launch/testing/simulated-panel.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { evaluatePlan } from '#engine/planning/evaluate/evaluate-plan.ts';
import { bestByEnumeration } from '#engine/planning/testing/brute-force.ts';
import { responseOf } from '#engine/planning/testing/price-world.ts';
import { promotionEffectOf } from '#engine/pricing/promotion-rows.ts';
import { buildInstance } from './build-instance.ts';
import { type LaunchInstance, type LaunchWeeks, stockAt } from './launch-instance.ts';
import { LaunchSimulation } from './launch-simulation.ts';
import { buildLaunchTables } from './launch-tables.ts';
import type { BuildInstanceInput, PlanConstraints } from './plan-request.ts';
import { validateInstance } from './validate-instance.ts';

const { panel, calendar } = plantPanel(3);
const start = panel.start + 7 * panel.completeTo;
const candidate = (id: string, own: Partial<Candidate> = {}): Candidate => ({
  id,
  name: `台灯 ${id}`,
  category: panel.categories[0],
  attributes: {},
  price: 60,
  unitCost: 24,
  salvage: 10,
  mustLaunch: false,
  effort: 1,
  row: 2,
  ...own,
});
const candidates = [
  candidate('A', { plannedLaunch: start + 7 * 5 + 2, leadTimeWeeks: 4, minimumOrder: 50, wave: 'w' }),
  candidate('B', { earliest: start + 8, latest: start + 7 * 9, exclusiveGroup: 'g', wave: 'w' }),
  candidate('C', { category: panel.categories[1], exclusiveGroup: 'g', stock: 777, mustLaunch: true }),
  candidate('D', { price: Number.NaN }),
];
const response = learnDemandResponse(panel, calendar);
const history = findLaunches(panel);
const { forecasts } = await coldStart(
  {
    launches: history.launches,
    products: history.range,
    candidates: candidates.map((entry) => ({ ...factsOfCandidate(entry), launchWeek: start })),
    horizon: 13,
    hitThreshold: null,
    factors: toDemandFactors(response, panel.start, 240),
    preferences: [],
  },
  loopTrainer,
);
const open: PlanConstraints = {
  capacity: null,
  capacityByWeek: [],
  budget: null,
  budgetPeriods: [],
  blackouts: [],
  categories: [],
};
const input: BuildInstanceInput = {
  panel,
  calendar,
  candidates,
  forecasts,
  outlooks: [],
  constraints: open,
  currency: 'CNY',
  weeks: 20,
  start: null,
  scenarios: 80,
  alpha: 0.9,
  seed: 4,
};
const built = buildInstance(input);
const evaluate = (instance: LaunchInstance, weeks: LaunchWeeks) =>
  evaluatePlan(instance, weeks, { tables: buildLaunchTables(instance), weights: { demand: 1, market: 1 } });

test('a well-formed instance that the planner takes', () => {
  const { instance } = built;
  expect(validateInstance(instance)).toEqual([]);
  expect(JSON.parse(JSON.stringify(instance))).toEqual(instance);
  expect([instance.weeks, instance.horizon, instance.curves[instance.products[0].curve].length]).toEqual([20, 36, 16]);
  expect(instance.products.map(({ id }) => id)).toEqual(['A', 'B', 'C']);
  expect(built.startDay).toBe(start);
  const figures = evaluate(instance, [5, 5, -1]);
  expect(Number.isFinite(figures.profit)).toBe(true);
  expect(figures.expectedUnits).toBeGreaterThan(0);
});

test('sold out of an unlimited stock, a launch sells what was forecast', () => {
  const { instance } = built;
  const [product] = instance.products;
  const { stockByWeek: _, ...fixed } = product;
  const big = { ...instance, products: [{ ...fixed, stock: 1e9 }, ...instance.products.slice(1)] };
  const { expectedUnits } = evaluate(big, [0, -1, -1]);
  // 16 weeks instead of 13, in the seasons and events of its own weeks: a little more than the forecast
  const ratio = expectedUnits / forecasts[0].total;
  expect(ratio).toBeGreaterThan(1);
  expect(ratio).toBeLessThan(1.45);
});

test('what the manager said is kept', () => {
  const { instance, baseline, issues, products } = built;
  const [a, b, c] = instance.products;
  expect(baseline).toEqual([5, -1, -1]);
  expect([b.earliest, b.latest, c.must, c.stock]).toEqual([2, 9, true, 777]);
  expect(a.stock % 50).toBe(0);
  expect(products.map(({ stockSource, coverWeeks }) => [stockSource, coverWeeks])).toEqual([
    // Its lead time is 4 weeks; its initial order lasts until the reorder that earns the most, in the mean of its weeks.
    ['newsvendor', 6],
    ['newsvendor', 16],
    ['given', 16],
  ]);
  expect(instance.constraints.exclusive).toEqual([{ id: 'g', members: [1, 2], max: 1 }]);
  expect(instance.constraints.waves).toEqual([{ id: 'w', members: [0, 1] }]);
  expect(issues).toEqual([
    {
      code: 'candidate-without-price',
      severity: 'warning',
      row: 2,
      params: { candidate: '台灯 D' },
    },
  ]);
});

test('a first buy for every launch week: the quantile of what that week brings until the reorder', () => {
  const [a, b, c] = built.instance.products;
  expect([a.stockByWeek?.length, b.stockByWeek?.length, c.stockByWeek]).toEqual([20, 20, undefined]);
  expect(a.stockByWeek?.every((stock) => stock >= 50 && stock % 50 === 0)).toBe(true);
  const curve = built.instance.curves[b.curve];
  const { season } = built.instance.categories[0];
  const covered = (t: number): number =>
    curve.reduce((sum, share, age) => {
      const promotion = 1 + b.promoSensitivity * built.instance.promo.uplift[t + age];
      return sum + share * season[built.instance.seasonOffset + t + age] * promotion;
    }, 0);
  // Weeks that no promotion's lower price touches: the quantile is the same, the stock follows the demand.
  const quiet = Array.from({ length: 20 }, (_, t) => t).filter((t) =>
    built.instance.promo.discount.slice(t, t + 16).every((discount) => discount === 0),
  );
  const ratio = (t: number): number => (b.stockByWeek?.[t] ?? 0) / covered(t);
  expect(quiet.length).toBeGreaterThan(1);
  for (const t of quiet) expect(ratio(t) / ratio(quiet[0])).toBeCloseTo(1, 1);
  const bought = b.stockByWeek ?? [];
  expect(Math.max(...bought) / Math.min(...bought)).toBeGreaterThan(1.2);
});

test('risk of each candidate alone is that of the planner, week by week', () => {
  const { instance, risks } = built;
  expect(risks.map(({ candidateId }) => candidateId)).toEqual(['A', 'B', 'C']);
  const [a, b] = risks;
  for (const t of [0, 7, 19]) {
    const figures = evaluate(instance, [t, -1, -1]);
    expect(a.profit[t]).toBeCloseTo(figures.profit, 6);
    expect(a.tailMean[t]).toBeCloseTo(figures.tailMean, 6);
    expect(a.lossProbability[t]).toBeCloseTo(figures.lossProbability, 12);
    // Of all that is bought: the launch reorders now, and what a reorder brings counts.
    const bought = figures.expectedUnits + figures.expectedLeftover;
    expect(a.sellThrough[t]).toBeCloseTo(figures.expectedUnits / bought, 9);
  }
  expect([Number.isNaN(b.profit[1]), Number.isNaN(b.profit[2])]).toEqual([true, false]);
  const dear = buildInstance({
    ...input,
    candidates: [candidate('A', { unitCost: 59, salvage: 1, minimumOrder: 20_000 })],
  });
  // A lot that costs nearly what it sells for, and most of it stays: every week loses, not buying is better.
  expect(Math.max(...dear.risks[0].profit)).toBeLessThan(0);
  expect(Math.min(...dear.risks[0].lossProbability)).toBeGreaterThan(0.5);
});

test('without a clear effect in the history the stated prior is used, and said to be one', () => {
  const { rivals, instance } = built;
  expect(learnCrossEffects(panel, history).identifiable).toBe(false);
  expect(rivals.length).toBeGreaterThan(0);
  expect(
    rivals.every(({ source, effect, lo80, hi80 }) => source === 'prior' && effect < 0 && lo80 < effect && hi80 === 0),
  ).toBe(true);
  expect(instance.cannibalisation.pairs.find(({ i, j }) => i === 0 && j === 1)?.loss).toBeGreaterThan(0);
});

test('a candidate with a curve of its own keeps it, and no other follows it', () => {
  const late = Float64Array.from({ length: 13 }, (_, a) => (a + 1) / 91);
  const own = forecasts.map((forecast) => (forecast.id === 'B' ? { ...forecast, shape: late } : forecast));
  const { instance } = buildInstance({ ...input, forecasts: own });
  const [a, b, c] = instance.products;
  expect(instance.curves[b.curve].slice(0, 13)).toEqual(
    Array.from(late, (share) => Number((share / late[12]).toFixed(4))),
  );
  expect([instance.curves[a.curve], instance.curves[c.curve]]).toEqual(
    [0, 2].map((i) => built.instance.curves[built.instance.products[i].curve]),
  );
});

test('what a launch has of a promotion that it takes no part in is the promotion less the measured gain of taking part', () => {
  const isIn = (at: number): boolean => Math.floor(at / panel.periods) % 3 > 0;
  const on = Array.from({ length: panel.periods }, (_, t) =>
    calendar.events.some(({ from, to }) => from <= panel.start + 7 * t + 6 && to >= panel.start + 7 * t),
  );
  const units = panel.units.map((value, at) => (on[at % panel.periods] && !isIn(at) ? Math.round(value / 1.5) : value));
  const promotion = panel.units.map((_, at) => (on[at % panel.periods] && isIn(at) ? 1 : 0));
  const measured = { ...panel, units, promotion };
  const { promo } = buildInstance({ ...input, panel: measured }).instance;
  const kinds = promotionEffectOf(measured, calendar).kinds;
  const full = promo.uplift.indexOf(Math.max(...promo.uplift));
  const gross = kinds.find(({ name }) => name === promo.name[full])?.gross?.value ?? Number.NaN;
  expect(gross).toBeGreaterThan(0.3);
  expect((1 + promo.uplift[full]) / (1 + (promo.apart?.[full] ?? 0)) - 1).toBeCloseTo(gross, 3);
  // Where nothing says who took part, all of the effect is that of taking part.
  expect(built.instance.promo.apart).toBeUndefined();
});

test('constraints land in their weeks', () => {
  const { instance } = buildInstance({
    ...input,
    constraints: {
      capacity: 2,
      capacityByWeek: [{ week: start + 7 * 3 + 4, capacity: 0 }],
      budget: 5000,
      budgetPeriods: [{ from: start + 14, to: start + 7 * 6, amount: 900 }],
      blackouts: [{ from: start + 7 * 8 + 6, to: start + 7 * 9 }],
      categories: [{ category: panel.categories[0], min: 1, max: 1, spacingWeeks: 2, spacingMax: 1 }],
    },
  });
  const { constraints, categories } = instance;
  expect(constraints.capacity.slice(0, 5)).toEqual([2, 2, 2, 0, 2]);
  expect(constraints.budget).toEqual({ total: 5000, periods: [{ from: 2, to: 6, amount: 900 }] });
  expect(constraints.blackoutWeeks).toEqual([8, 9]);
  expect([categories[0].min, categories[0].max, categories[0].spacingWeeks]).toEqual([1, 1, 2]);
});

test('advised prices keep to the least margin, to the first week of a markdown and to their order in a family', () => {
  const priceResponse = panel.categories.map((category) => ({ ...responseOf(-2.6, 0.05), category }));
  const pathsUnder = (own: Partial<PlanConstraints>) =>
    buildInstance({
      ...input,
      scenarios: 20,
      priceResponse,
      constraints: { ...open, ...own },
    }).instance.products.flatMap(({ options = [] }) => options.slice(1).map(({ priceByAge }) => priceByAge));
  const cutOf = (path: readonly number[]): number => path.findIndex((price) => price !== path[0]);
  const marginOf = (path: readonly number[]): number => Math.min(...path.map((price) => 1 - 24 / price));
  const free = pathsUnder({});
  expect(Math.min(...free.map(marginOf))).toBeLessThan(0.55);
  expect(new Set(free.map(cutOf))).toContain(8);
  const floored = pathsUnder({ floorMargin: 0.55 });
  expect(floored.length).toBeGreaterThan(0);
  expect(Math.min(...floored.map(marginOf))).toBeGreaterThanOrEqual(0.55);
  const late = pathsUnder({ markdownWeek: 11 });
  const cuts = late.map(cutOf).filter((age) => age >= 0);
  expect([Math.min(...cuts), new Set(cuts).size > 2]).toEqual([11, true]);
  // Few from an early week on, and as late as ever.
  const early = new Set(pathsUnder({ markdownWeek: 2 }).map(cutOf));
  expect([early.size <= 9, [...early].every((age) => age < 0 || age % 2 === 0)]).toEqual([true, true]);

  const priceOrder = [
    { cheaper: 'B', dearer: 'A' },
    { cheaper: 'gone', dearer: 'A' },
  ];
  const { instance } = buildInstance({ ...input, scenarios: 20, priceResponse, constraints: { ...open, priceOrder } });
  expect(instance.constraints.priceOrder).toEqual([{ cheaper: 1, dearer: 0 }]);
});

test('what sells alike in any week launches early: money sooner is worth more', () => {
  const inWeeks = (own: Partial<PlanConstraints>): number[] => {
    const { instance } = buildInstance({ ...input, calendar: null, constraints: { ...open, ...own } });
    const flat = instance.categories.map((category) => ({ ...category, season: category.season.map(() => 1) }));
    const quiet = { ...instance.promo, uplift: instance.promo.uplift.map(() => 0) };
    const [first, ...others] = instance.products;
    const { stockByWeek: _, reordersByWeek: __, ...same } = first;
    const alike = { ...instance, promo: quiet, categories: flat, products: [{ ...same, stock: 300 }, ...others] };
    return [...buildLaunchTables(alike).mean.slice(0, 10)];
  };
  const [none, usual] = [inWeeks({ moneyRate: 0 }), inWeeks({})];
  for (let t = 1; t < none.length; t++) {
    expect(none[t]).toBeCloseTo(none[0], 6);
    expect(usual[t]).toBeLessThan(usual[t - 1]);
  }
});

test('a longer lead time never makes the plan worth more, money for stock being short or not', () => {
  const bestAt = (leadTimeWeeks: number | undefined, budget: number | null, seed: number): number => {
    const own = ['A', 'B', 'C'].map((id, i) =>
      candidate(id, {
        ...(i === 2 ? { category: panel.categories[1] } : {}),
        ...(leadTimeWeeks === undefined ? {} : { leadTimeWeeks }),
      }),
    );
    const asked = { ...input, candidates: own, weeks: 4, scenarios: 30, seed, constraints: { ...open, budget } };
    return bestByEnumeration(buildInstance(asked).instance)?.value ?? Number.NaN;
  };
  for (const seed of [4, 5])
    for (const budget of [null, 40_000]) {
      const values = [0, 1, 2, 4, 6, 8, 12, undefined].map((lead) => bestAt(lead, budget, seed));
      for (let k = 1; k < values.length; k++) expect(values[k]).toBeLessThanOrEqual(values[k - 1] * (1 + 1e-12));
      expect(values[7]).toBeLessThan(values[0]);
    }
});

test('more places in promotions never make the plan worth less, up to as many as wanted', () => {
  const own = ['A', 'B'].map((id) => candidate(id));
  const priced = panel.categories.map((category) => ({ ...responseOf(-2.2, 0.2), category }));
  const ahead = ['双11', '2026年618'].map((name, e) => ({
    ...{ name, kind: 'promotion' as const, from: start + 7 * (2 + 4 * e), to: start + 7 * (2 + 4 * e) + 13 },
  }));
  let gains = 0;
  let apart = 0;
  for (const [discount, priceResponse] of [
    [0.05, []],
    [0.3, priced],
    [0.45, []],
  ] as const) {
    const events = [...calendar.events, ...ahead].map((event) => ({ ...event, discount }));
    const promoted = { ...calendar, events };
    const effects = learnDemandResponse(panel, promoted);
    const instanceWith = (slots: number | null): LaunchInstance => {
      const eventSlots = ahead.map(({ from }) => ({ day: from, slots, fee: 0 }));
      const constraints = { ...open, ...(slots === null ? {} : { eventSlots }) };
      const asked = {
        ...input,
        candidates: own,
        weeks: 3,
        scenarios: 16,
        calendar: promoted,
        priceResponse,
        constraints,
      };
      return buildInstance(asked, effects).instance;
    };
    const instances = [0, 1, null].map(instanceWith);
    const values = instances.map((instance) => bestByEnumeration(instance)?.value ?? Number.NaN);
    for (let k = 1; k < values.length; k++) {
      expect([discount, k, values[k] >= values[k - 1] * (1 - 1e-12)]).toEqual([discount, k, true]);
      if (values[k] > values[k - 1] * (1 + 1e-12)) gains += 1;
    }
    const { products } = instances.at(-1) as LaunchInstance;
    apart += products.filter(({ options = [] }) => options.some(({ takesPart }) => takesPart !== 'all')).length;
  }
  // Places are worth something, and a promotion that costs more than it brings can be left out although there is no limit.
  expect([gains > 1, apart > 1]).toEqual([true, true]);
});

test('an order about a candidate that is not planned is said', () => {
  const [first, second, ...others] = candidates;
  const after = [
    { candidate: 'A', weeks: 2 },
    { candidate: 'D', weeks: 1 },
    { candidate: 'A-3', weeks: 1 },
  ];
  const { instance, issues } = buildInstance({ ...input, candidates: [first, { ...second, after }, ...others] });
  expect(instance.constraints.precedence).toEqual([{ before: 0, after: 1, minWeeks: 2 }]);
  expect(issues).toContainEqual(
    expect.objectContaining({ code: 'candidate-after-unknown', params: { candidate: '台灯 B', other: 'D' } }),
  );
  expect(issues).toContainEqual(
    expect.objectContaining({ code: 'candidate-after-negative', params: { candidate: '台灯 B', other: 'A-3' } }),
  );
});

test('without a cost the plan is for revenue, and says so', () => {
  const free = candidates.map(({ unitCost: _, salvage: __, ...rest }) => rest);
  const { hasCosts, issues, instance, products } = buildInstance({ ...input, candidates: free });
  expect(hasCosts).toBe(false);
  expect(issues.map(({ code }) => code)).toContain('costs-missing');
  expect(instance.products[0].unitCost).toBe(0);
  expect(products[0].stockSource).toBe('expected-demand');
});

test('the same seed gives the same scenarios, another seed others; each product has mean 1 and its own spread', () => {
  expect(buildInstance(input).instance).toEqual(built.instance);
  const { demand } = built.instance.scenarios;
  expect(buildInstance({ ...input, seed: 5 }).instance.scenarios.demand).not.toEqual(demand);
  built.instance.products.forEach((product, i) => {
    const column = demand.map((row) => row[i]).sort((x, y) => x - y);
    expect(column.reduce((x, y) => x + y, 0) / column.length).toBeCloseTo(1, 9);
    const forecast = forecasts.find(({ id }) => id === product.id);
    if (!forecast) throw new Error('no forecast');
    expect(column[72] / column[8] / (forecast.totalHi80 / forecast.totalLo80)).toBeCloseTo(1, 0);
  });
});

test('nothing sells after the last day: pro rata in its week, the rest at salvage value; no later launch, no larger order', () => {
  const ended = { ...input, candidates: candidates.map((entry) => ({ ...entry, lastDay: start + 7 * 8 + 2 })) };
  const { instance } = buildInstance(ended, response);
  const i = instance.products.findIndex(({ id }) => id === 'A');
  const product = { ...instance.products[i], stock: 1e6, stockByWeek: new Array(instance.weeks).fill(1e6) };
  const open = { ...instance, products: instance.products.map((other, k) => (k === i ? product : other)) };
  const { sellsUntil: _, ...endless } = product;
  const without = { ...open, products: open.products.map((other, k) => (k === i ? endless : other)) };
  const [weekly, before] = [open, without].map((problem) => {
    const simulation = new LaunchSimulation({ ...problem, scenarios: { ...problem.scenarios, count: 1 } }, i);
    simulation.run(5, 0);
    return { sold: simulation.weekly, left: simulation.left[0], profit: simulation.profit[0] };
  });
  expect(product).toMatchObject({ sellsUntil: 8 + 3 / 7, latest: 8 });
  expect(weekly.sold.slice(0, 3)).toEqual(before.sold.slice(0, 3));
  expect(weekly.sold[3]).toBeCloseTo((3 / 7) * before.sold[3], 6);
  expect(sumOf(weekly.sold.slice(4))).toBe(0);
  expect(weekly.left).toBeCloseTo(1e6 - sumOf(weekly.sold), 6);
  // The tables that plans are priced by say the same.
  const tables = buildLaunchTables(open);
  expect(tables.profitOf(i, 5)[0]).toBeCloseTo(weekly.profit, 4);
  const stock = (problem: LaunchInstance, week: number): number => stockAt(problem.products[i], week);
  expect(stock(instance, 7)).toBeLessThan(stock(built.instance, 7));
});

test('a candidate whose season is over before it can launch is named and not planned', () => {
  const late = candidate('A', { lastDay: start - 3 });
  const soon = candidate('B', { earliest: start + 7 * 6, lastDay: start + 7 * 5 });
  const { instance, issues } = buildInstance({ ...input, candidates: [late, soon, candidates[2]] }, response);
  expect(instance.products.map(({ id }) => id)).toEqual(['C']);
  expect(issues.filter(({ code }) => code === 'candidate-season-over').map(({ params }) => params?.candidate)).toEqual([
    ...[late.name, soon.name],
  ]);
});
