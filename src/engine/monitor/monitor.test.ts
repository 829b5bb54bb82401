import { describe, expect, test } from 'vitest';
import { meanOf, sumOf } from '#engine/kernels/statistics.ts';
import type { ActualSeries, Actuals } from '#engine/monitor/actuals.ts';
import { acceptedWeeks, commitReplan } from '#engine/monitor/commit-replan.ts';
import { compareActuals } from '#engine/monitor/compare-actuals.ts';
import { compareVersions } from '#engine/monitor/compare-versions.ts';
import { expectedDemand } from '#engine/monitor/expected-demand.ts';
import { learnLessons } from '#engine/monitor/learn-lessons.ts';
import { matchLaunches } from '#engine/monitor/match-launches.ts';
import { priceRemaining } from '#engine/monitor/price-remaining.ts';
import { readActuals } from '#engine/monitor/read-actuals.ts';
import { describeReplan } from '#engine/monitor/replan-lines.ts';
import { buildReplanProblem } from '#engine/monitor/replan-problem.ts';
import {
  type SimulatedProduct,
  simulatedBasis,
  simulatedForecast,
  simulatedInstance,
  simulatedPlan,
} from '#engine/monitor/testing/simulated-plan.ts';
import { trackPlan } from '#engine/monitor/track-plan.ts';
import { logRatio, measureTrackingNoise, noiseVariance } from '#engine/monitor/tracking-noise.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { stockAt } from '#engine/planning/problem/launch-instance.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { createRandom } from '#engine/random.ts';
import { isWhole } from './checksum-plan.ts';

const products: SimulatedProduct[] = ['A1', 'B2', 'C3', 'D4'].map((id, i) => ({
  id,
  category: i % 2,
  peak: 60,
  stock: 400,
  week: 0,
  spread: 0.4,
}));
const instance = simulatedInstance(products, 12, 2, {
  demand: [0.7, 1, 1.3].map((level) => products.map(() => level)),
});
const weeks = [0, 0, 1, 8];
const plan = simulatedPlan(products, instance, weeks, simulatedBasis(createRandom(4), 40));
const matches = plan.candidates.map(({ id }) => ({ candidateId: id, productIds: [id], by: 'id' as const }));

/** Sales as planned times a level, from a launch week on; `change` overrides single weeks. */
function series(
  i: number,
  week: number,
  known: number,
  level: number,
  change: Readonly<Record<number, number | null>> = {},
): ActualSeries {
  const expected = expectedDemand(plan, i, plan.startDay + 7 * week);
  const { id, name } = plan.candidates[i];
  const units = Array.from({ length: known }, (_, w) => {
    const age = w - week;
    return age < 0 ? null : age in change ? change[age] : Math.round(level * (expected[age] ?? 0));
  });
  return { productId: id, name, nameAlternative: '', soldBefore: false, units, stockOutWeeks: [], promotion: null };
}

test('a launch that takes no part in a promotion is expected to sell what is left of it without that', () => {
  const { promo, horizon } = instance;
  const [product] = instance.products;
  const option = { priceByAge: [product.price], fee: 0, firstBuy: 400 };
  const expected = (takesPart: 'all' | 'none'): number => {
    const offered = { ...product, promoSensitivity: 1, options: [{ ...option, takesPart }] };
    const measured = {
      ...instance,
      ...{ products: [offered], events: [{ id: 'E', from: 0, to: 0, slots: 1, fee: 0 }] },
      promo: { ...promo, uplift: Array(horizon).fill(0.8), apart: Array(horizon).fill(0.2) },
    };
    return expectedDemand({ instance: measured, startDay: plan.startDay }, 0, plan.startDay)[0];
  };
  expect(expected('all') / expected('none')).toBeCloseTo(1.8 / 1.2, 9);
});

function actuals(known: number, list: readonly ActualSeries[]): Actuals {
  return { start: plan.startDay, weeks: known, weekStart: 0, series: list, missingWeeks: [] };
}

const launchOf = (list: readonly ActualSeries[], known: number, id: string, notes = []) => {
  const found = trackPlan(plan, actuals(known, list), matches, notes).report.launches.find(
    ({ candidateId }) => candidateId === id,
  );
  if (!found) throw new Error(`no ${id}`);
  return found;
};

describe('a committed plan', () => {
  test('is sealed: any change shows, JSON keeps it whole', () => {
    expect(isWhole(plan)).toBe(true);
    expect(isWhole(JSON.parse(JSON.stringify(plan)))).toBe(true);
    expect(isWhole({ ...plan, seed: plan.seed + 1 })).toBe(false);
    expect(isWhole({ ...plan, weeks: [0, 0, 1, 9] })).toBe(false);
  });

  test('expects the planner’s own demand: peak x curve x season, by hand', () => {
    const curve = instance.curves.steady;
    for (const [age, mean] of plan.candidates[0].weekly.mean.entries()) expect(mean).toBeCloseTo(60 * curve[age], 9);
    const total = curve.slice(0, 13).reduce((sum, share) => sum + 60 * share, 0);
    expect(plan.candidates[0].total.mean / total).toBeCloseTo(1, 6);
    expect(plan.candidates[0].total.lo80).toBeLessThan(total);
  });
});

describe('tracking', () => {
  test('cumulative figures, statistic and money by hand', () => {
    const launch = launchOf([series(0, 0, 3, 0.5)], 3, 'A1');
    const sold = [15, 23, 30];
    const expected = [30, 45, 60];
    expect(launch.weeks.slice(0, 3).map((week) => week.sold)).toEqual(sold);
    expect(launch.weeks[2].soldSoFar).toBe(68);
    expect(launch.weeks[2].expectedSoFar).toBeCloseTo(135, 9);
    expect(launch.weeks[2].sellThrough).toBeCloseTo(68 / 400, 12);
    expect(launch.weeks[2].sellThroughPlanned).toBeCloseTo(135 / 400, 12);
    const noise = measureTrackingNoise(plan.basis);
    const z = Math.log(68.5 / 135.5) / Math.sqrt(noiseVariance(noise, 3, 135));
    expect(launch.signal.statistic[2]).toBeCloseTo(z, 9);
    expect(launch.moneySoFar.actual).toBeCloseTo(68 * 30, 9);
    expect(launch.moneySoFar.planned).toBeCloseTo(sumOf(expected) * 30, 9);
    expect(launch.timing).toBe('on-time');
  });

  test('as planned: no signal; 0.5: below; 2: above; one week: too early', () => {
    expect(launchOf([series(0, 0, 10, 1)], 10, 'A1').state).toBe('as-expected');
    expect(launchOf([series(0, 0, 10, 0.5)], 10, 'A1').state).toBe('below');
    expect(launchOf([series(0, 0, 10, 2)], 10, 'A1').signal.direction).toBe('above');
    expect(launchOf([series(0, 0, 1, 0.9)], 1, 'A1').state).toBe('too-early');
  });

  test('a stock-out is unknown demand: neither signal nor level take it for low demand', () => {
    const gap = launchOf([series(0, 0, 10, 1, { 3: 0, 4: 0 })], 10, 'A1');
    expect(gap.weeks.filter(({ marks }) => marks.includes('stock-out')).map(({ age }) => age)).toEqual([3, 4]);
    expect(gap.weeks[3].known).toBe(false);
    expect(gap.state).toBe('as-expected');
    expect(gap.reforecast.levelFactor).toBeGreaterThan(0.9);
    const partial = launchOf([series(0, 0, 10, 1, { 3: 5, 4: 0 })], 10, 'A1');
    expect(partial.weeks[3].marks).toContain('partial-stock-out');
    // A launch that sells nearly nothing has no stock-out: few units are to be expected of it.
    const poor = launchOf([series(0, 0, 8, 0.05, { 3: 0 })], 8, 'A1');
    expect(poor.weeks[3].marks).not.toContain('stock-out');
  });

  test('late, early, overdue, never, not due', () => {
    expect(launchOf([series(0, 3, 8, 1)], 8, 'A1')).toMatchObject({ timing: 'late', weeksLate: 3 });
    expect(launchOf([series(3, 6, 10, 1)], 10, 'D4')).toMatchObject({ timing: 'early', weeksLate: -2 });
    expect(launchOf([], 4, 'B2')).toMatchObject({ timing: 'overdue', weeksLate: 4, state: 'missing' });
    expect(launchOf([], 9, 'B2').timing).toBe('never');
    expect(launchOf([], 4, 'D4')).toMatchObject({ timing: 'not-due', state: 'waiting' });
  });

  test('variants add up; a negative week is named and counts as nothing', () => {
    const half = (id: string): ActualSeries => ({ ...series(0, 0, 6, 0.5), productId: id });
    const joined = [{ candidateId: 'A1', productIds: ['A1', 'A1-red'], by: 'manager' as const }];
    const { report } = trackPlan(plan, actuals(6, [half('A1'), half('A1-red')]), joined, []);
    const [first] = half('A1').units;
    expect(report.launches[0].weeks[0].sold).toBe(2 * (first ?? 0));
    const negative = trackPlan(plan, actuals(6, [series(0, 0, 6, 1, { 5: -3 })]), matches, []).report;
    expect(negative.issues.map(({ code }) => code)).toContain('launch-week-negative');
    expect(negative.launches[0].weeks[5].marks).toContain('negative');
  });

  test('the forecast of the rest moves with the first weeks and narrows', () => {
    const before = launchOf([], 0, 'A1').reforecast;
    const after = launchOf([series(0, 0, 5, 1.8)], 5, 'A1').reforecast;
    expect(before.levelFactor).toBeCloseTo(1, 6);
    expect(after.levelFactor).toBeGreaterThan(1.4);
    const width = (range: { lo80: number; hi80: number }): number => Math.log(range.hi80 / range.lo80);
    expect(width(after.remaining)).toBeLessThan(0.6 * width(before.remaining));
    expect(after.total.lo95).toBeGreaterThanOrEqual(launchOf([series(0, 0, 5, 1.8)], 5, 'A1').weeks[4].soldSoFar);
  });
});

describe('advice', () => {
  test('money of the rest by hand: sales, leftovers, keeping, a reorder', () => {
    const season = {
      levels: [10],
      ahead: Float64Array.of(1, 2),
      price: Float64Array.of(5, 4),
      unitCost: 2,
      salvage: 1,
      holding: 0.1,
      onHand: 15,
      arriving: new Float64Array(2),
    };
    // Week 0 sells 10 at 5, 5 kept; week 1 sells 5 at 4.
    expect(priceRemaining(season)[0]).toBeCloseTo(50 - 0.5 + 20, 12);
    // 20 more in week 1: sells 20 at 4, 5 left at salvage and kept a week.
    expect(priceRemaining(season, { pieces: 20, arrives: 1 })[0]).toBeCloseTo(50 - 0.5 + 80 - 0.5 + 5 - 40, 12);
    expect(priceRemaining(season, { pieces: 20, arrives: 5 })[0]).toBeCloseTo(50 - 0.5 + 20 + 20 - 40, 12);
  });

  test('a runaway success is to be reordered, with its turning points; nothing is advised as planned with stock enough', () => {
    const [advice] = launchOf([series(0, 0, 4, 1.9)], 4, 'A1').advice;
    expect(advice.action).toBe('reorder');
    expect(advice.gain.mean).toBeGreaterThan(0);
    expect(advice.gain.lo80).toBeLessThanOrEqual(advice.gain.mean);
    expect(advice.arrives).toBe(plan.startDay + 7 * (4 + 3));
    expect(advice.turns.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['remaining-demand-below', 'unit-cost-above']),
    );
    const note = [{ candidateId: 'A1', onHand: 5000, reorders: [] }] as never;
    expect(launchOf([series(0, 0, 4, 1)], 4, 'A1', note).advice.filter(({ action }) => action === 'reorder')).toEqual(
      [],
    );
  });
});

describe('a markdown', () => {
  const response = { value: -2.4, lo95: -2.8, hi95: -2 };
  interface Case {
    readonly elasticity?: typeof response | null;
    readonly seenFrom?: number;
    readonly known?: number;
    readonly markdownWeek?: number;
    readonly markedAt?: number;
  }
  /** A launch at half of what was planned, of which 300 units are left. */
  const halved = ({ elasticity = response, seenFrom = 0.75, known = 10, markdownWeek, markedAt }: Case) => {
    const ages = instance.curves.steady.map((_, age) => (markedAt !== undefined && age >= markedAt ? 40 : 50));
    const offered = {
      ...plan,
      constraints: { ...plan.constraints, ...(markdownWeek === undefined ? {} : { markdownWeek }) },
      candidates: plan.candidates.map((candidate) => ({ ...candidate, elasticity })),
      instance: {
        ...plan.instance,
        products: plan.instance.products.map((product) => ({
          ...product,
          ...{ response: { elasticity: -2.4, error: 0.2, seenFrom } },
          ...{ options: [{ priceByAge: ages, takesPart: 'all' as const, fee: 0, firstBuy: 400 }] },
        })),
      },
    };
    const notes = [{ candidateId: 'A1', onHand: 300, reorders: [] }];
    const { launches } = trackPlan(offered, actuals(known, [series(0, 0, known, 0.5)]), matches, notes).report;
    const { advice, noMarkdown } = launches[0];
    return { noMarkdown, markdown: advice.find(({ action }) => action === 'mark-down') ?? null };
  };

  test('is advised within the prices seen, and where its gain is above zero at the lower end', () => {
    const { markdown, noMarkdown } = halved({});
    expect(noMarkdown).toBeNull();
    // 40 % off would be best, but the least that was ever asked is 0.75 of the plan price.
    expect(markdown?.discount).toBe(0.2);
    expect(markdown?.gain.lo80).toBeGreaterThan(0);
    expect(halved({ seenFrom: 0.5 }).markdown?.discount).toBe(0.4);
    expect(halved({ seenFrom: 0.95 })).toEqual({ markdown: null, noMarkdown: 'not-seen' });
    // Already at 0.8 of it.
    expect(halved({ markedAt: 9 })).toEqual({ markdown: null, noMarkdown: 'not-seen' });
  });

  test('is not advised where it may as well lose, though it gains on average', () => {
    const unsure = { value: -1.3, lo95: -3.9, hi95: 1.3 };
    expect(halved({ elasticity: unsure })).toEqual({ markdown: null, noMarkdown: 'not-sure' });
  });

  test('waits for its week by the plan’s rules, and says what stands against it', () => {
    expect(halved({ markdownWeek: 10 }).markdown).not.toBeNull();
    expect(halved({ markdownWeek: 11 })).toEqual({ markdown: null, noMarkdown: 'too-soon' });
    expect(halved({ known: 7 }).noMarkdown).toBe('too-soon');
    expect(halved({ known: 7, markdownWeek: 4 }).markdown).not.toBeNull();
    expect(halved({ elasticity: null })).toEqual({ markdown: null, noMarkdown: 'no-response' });
  });
});

describe('actuals that come again', () => {
  const first = actuals(4, [series(0, 0, 4, 1)]);
  test('the same file twice changes nothing', () => {
    const { comparison, actuals: kept } = compareActuals(first, first);
    expect(comparison).toMatchObject({ kind: 'same', revisions: [], newWeeks: 0, lostWeeks: 0 });
    expect(kept.series).toEqual(first.series);
  });
  test('a revision is shown and known numbers stay until it is accepted; later weeks join', () => {
    const next = actuals(6, [series(0, 0, 6, 1, { 1: 99 })]);
    const { comparison, actuals: kept, revised } = compareActuals(first, next);
    expect(comparison).toMatchObject({ kind: 'revised', newWeeks: 2 });
    expect(comparison.revisions).toEqual([
      { productId: 'A1', name: 'Product A1', week: plan.startDay + 7, before: 45, after: 99 },
    ]);
    expect(kept.series[0].units[1]).toBe(45);
    expect(revised.series[0].units[1]).toBe(99);
    expect(kept.series[0].units.slice(4)).toEqual(next.series[0].units.slice(4));
  });
  test('what new files lack stays', () => {
    const { comparison, actuals: kept } = compareActuals(first, actuals(2, [series(1, 0, 2, 1)]));
    expect(comparison).toMatchObject({ lostWeeks: 2, productsLost: ['A1'], productsAdded: ['B2'] });
    expect(kept.series.find(({ productId }) => productId === 'A1')?.units).toEqual(first.series[0].units);
  });
});

describe('matching', () => {
  const named = (productId: string, name: string): ActualSeries => ({ ...series(0, 0, 3, 1), productId, name });
  test('id, spelling, the manager’s word; a name alone is a question; strangers are named', () => {
    const list = [named('A1', 'x'), named('b-2', 'y'), named('Z9', 'Product C3'), named('Q7', 'Garden gnome')];
    const { matches: found, questions, strangers } = matchLaunches(plan, actuals(3, list), []);
    expect(found.map(({ candidateId, by }) => [candidateId, by])).toEqual([
      ['A1', 'id'],
      ['B2', 'id-spelling'],
    ]);
    expect(questions.map(({ productId, candidateId }) => [productId, candidateId])).toEqual([['Z9', 'C3']]);
    expect(strangers.map(({ productId }) => productId)).toEqual(['Q7']);
    const told = matchLaunches(plan, actuals(3, list), [
      { productId: 'Z9', candidateId: 'C3' },
      { productId: 'Q7', candidateId: 'A1' },
    ]);
    expect(told.questions).toEqual([]);
    expect(told.matches.find(({ candidateId }) => candidateId === 'A1')?.productIds).toEqual(['A1', 'Q7']);
    expect(
      matchLaunches(plan, actuals(3, list), [{ productId: 'A1', candidateId: null }]).matches.map(
        ({ candidateId }) => candidateId,
      ),
    ).toEqual(['B2']);
  });
});

describe('a panel as actuals', () => {
  const panel = (units: readonly number[], start: number): Panel => ({
    ...{
      period: 'week',
      start,
      periods: units.length,
      weekStart: 0,
      categories: [''],
      completeFrom: 0,
      completeTo: units.length - 1,
    },
    products: [{ id: 'A1', name: 'A', category: 0, firstSale: start, lastSale: start + 7 * units.length }],
    ...{ units: Float64Array.from(units), revenue: Float64Array.from(units), price: Float64Array.from(units) },
    ...{
      promotion: null,
      views: null,
      visitors: null,
      dwellSeconds: null,
      carts: null,
      favourites: null,
      stockOut: null,
    },
  });
  test('weeks before the plan, a partial last week, a missing and a negative one: named, nothing lost', () => {
    const { actuals: read, issues } = readActuals(panel([4, 5, 6, 0, -2, 7, 1], plan.startDay - 14), plan.startDay);
    expect(read.weeks).toBe(4);
    expect(read.series[0].units).toEqual([6, 0, -2, 7]);
    expect(read.series[0].soldBefore).toBe(true);
    expect(issues.map(({ code }) => code)).toEqual([
      'actuals-before-plan',
      'actuals-week-partial',
      'actuals-week-negative',
      'actuals-week-missing',
      'actuals-week-missing',
    ]);
    expect(readActuals(panel([4, 5], plan.startDay - 70), plan.startDay).actuals.weeks).toBe(0);
  });
});

describe('the rest planned anew', () => {
  const known = [series(0, 0, 6, 1.6), series(1, 0, 6, 1.5), series(2, 4, 6, 1)];
  const tracked = trackPlan(plan, actuals(6, known), matches, []);
  const problem = buildReplanProblem(plan, tracked, []);

  test('launches stay in their real weeks, weeks that are over are closed, levels follow', () => {
    expect(problem.now).toBe(6);
    expect(problem.locks.fixed).toEqual([
      { product: 0, week: 0 },
      { product: 1, week: 0 },
      { product: 2, week: 4 },
    ]);
    expect(problem.locks.forbidden.map(({ week }) => week)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(problem.kept).toEqual([0, 0, 4, 8]);
    expect(problem.levelFactors[0]).toBeGreaterThan(1.3);
    // The category mate of a strong launch is expected to sell more, by far less than it.
    expect(problem.levelFactors[3]).toBeGreaterThan(1);
    expect(problem.levelFactors[3]).toBeLessThan(1.2);
  });

  test('differences have a reason and a price; a choice of lines becomes a version', () => {
    const moved = [0, 0, 4, 7];
    const report = describeReplan(plan, problem, moved, { upperBound: 1, stopped: false });
    expect(report.lines.map(({ kind }) => kind)).toEqual(['frozen', 'frozen', 'frozen', 'earlier']);
    expect(report.lines[3].gain).toBeCloseTo(report.gain.mean, 6);
    expect(acceptedWeeks(plan, report, ['A1'])).toEqual([0, 0, 4, 8]);
    const next = commitReplan(plan, report, 'all', { id: 'v2', name: 'Second', note: '', committedAt: 1 });
    expect(isWhole(next)).toBe(true);
    expect(next).toMatchObject({ follows: 'planted', weeks: moved });
    // What came late stays late, in its real week.
    const late = trackPlan(next, actuals(6, known), matches, []).report.launches.find(
      ({ candidateId }) => candidateId === 'C3',
    );
    expect(late).toMatchObject({ timing: 'late', weeksLate: 3, plannedDay: plan.startDay + 7 });
    expect(next.candidates[2].launchDay).toBe(plan.startDay + 28);
    const { differences } = compareVersions(plan, next);
    expect(differences.map(({ candidateId, kind }) => [candidateId, kind])).toEqual([
      ['A1', 'same'],
      ['B2', 'same'],
      ['C3', 'later'],
      ['D4', 'earlier'],
    ]);
  });
});

describe('launches that took more than was planned of promotions', () => {
  // A1 and B2 launch in week 0 and take part in the event there, for which one place was meant; C3 stays out of it, D4 comes after it.
  const option = { priceByAge: [50], takesPart: 'all' as const, fee: 30, firstBuy: 400 };
  const known = [series(0, 0, 6, 1), series(1, 0, 6, 1), series(2, 4, 6, 1)];
  const promoted = (slots: number, promotionBudget: number, priceOrder: readonly [number, number]) => ({
    ...plan,
    instance: {
      ...plan.instance,
      products: plan.instance.products.map((product, i) => ({
        ...product,
        // D4 must come, and asks less than any other.
        must: i === 3,
        options: [
          { ...option, priceByAge: [i === 3 ? 40 : 50 + i], takesPart: i === 2 ? ('none' as const) : ('all' as const) },
        ],
      })),
      events: [{ id: 'sale', name: 'Sale', from: 0, to: 1, slots, fee: 100 }],
      constraints: {
        ...plan.instance.constraints,
        promotionBudget,
        priceOrder: [{ cheaper: priceOrder[0], dearer: priceOrder[1] }],
      },
    },
  });
  const replanOf = (committed: ReturnType<typeof promoted>) => {
    const problem = buildReplanProblem(committed, trackPlan(committed, actuals(6, known), matches, []), []);
    const { events, constraints } = committed.instance;
    const held = {
      ...problem.instance,
      events,
      constraints: {
        ...problem.instance.constraints,
        promotionBudget: constraints.promotionBudget,
        priceOrder: constraints.priceOrder,
      },
    };
    const broken = (each: typeof held | typeof problem.instance): string[] =>
      checkPlan(each, problem.kept, problem.locks).map(({ rule }) => rule);
    return { problem, before: broken(held), after: broken(problem.instance) };
  };

  test('widen slots, promotion budget and the order of prices by just that, and it is said', () => {
    // 2 x 100 for the event, 3 x 30 for the offers of what is on sale; D4's own 30 is what the rest may still cost.
    const { problem, before, after } = replanOf(promoted(1, 250, [1, 0]));
    expect(before).toEqual(['slots', 'promotion-budget', 'price-order']);
    expect(after).toEqual(['promotion-budget']);
    expect(problem.instance.events?.[0].slots).toBe(2);
    expect(problem.instance.constraints.promotionBudget).toBe(290);
    expect(problem.instance.constraints.priceOrder).toEqual([]);
    expect(problem.issues).toEqual(
      expect.arrayContaining([
        { code: 'slots-overrun', severity: 'info', params: { event: 'Sale', week: plan.startDay, by: 1 } },
        { code: 'promotion-budget-overrun', severity: 'warning', params: { by: 40 } },
      ]),
    );
    const report = describeReplan(plan, problem, problem.kept, { upperBound: Number.NaN, stopped: false });
    const next = commitReplan(plan, report, 'all', { id: 'v2', name: 'Second', note: '', committedAt: 1 });
    expect(next.instance.events?.[0].slots).toBe(2);
  });

  test('widen nothing where they stayed within it', () => {
    const committed = promoted(2, 400, [3, 0]);
    const { problem, before } = replanOf(committed);
    expect(before).toEqual([]);
    expect(problem.instance.events).toEqual(committed.instance.events);
    expect(problem.instance.constraints).toMatchObject({
      ...{ promotionBudget: 400, priceOrder: committed.instance.constraints.priceOrder },
    });
    expect(problem.issues.map(({ code }) => code).filter((code) => code.endsWith('overrun'))).toEqual([]);
  });

  test('let a must come that asks more than what is on sale, and hold back what needs not', () => {
    const must = replanOf(promoted(2, 400, [0, 3]));
    expect([must.before, must.after]).toEqual([['price-order'], []]);
    const committed = promoted(2, 400, [0, 3]);
    const products = committed.instance.products.map((product) => ({ ...product, must: false }));
    const free = replanOf({ ...committed, instance: { ...committed.instance, products } });
    expect(free.after).toEqual(['price-order']);
  });

  test('the first order that was committed stays one of those weighed where the offer has its own', () => {
    const committed = promoted(2, 400, [3, 0]);
    const { keptInstance } = buildReplanProblem(
      committed,
      trackPlan(committed, actuals(6, [series(0, 0, 6, 1.8), series(1, 0, 6, 1.8)]), matches, []),
      [],
    );
    expect(stockAt(keptInstance.products[3], 8)).toBe(committed.candidates[3].stock);
  });
});

describe('a forecast made anew with the later sales', () => {
  const known = [series(0, 0, 6, 1), series(1, 0, 6, 1), series(2, 4, 6, 1)];
  const tracked = trackPlan(plan, actuals(6, known), matches, []);
  const curve = instance.curves.steady.slice(0, 13).reduce((sum, share) => sum + share, 0);
  /** Neutral total of D4 as committed: peak 60 on the curve. */
  const committed = 60 * curve;
  const replanned = (factor: number | null) => {
    const forecasts = factor === null ? undefined : [simulatedForecast('D4', 0.2, factor * committed)];
    const problem = buildReplanProblem(plan, tracked, [], forecasts);
    return describeReplan(plan, problem, problem.kept, { upperBound: Number.NaN, stopped: false });
  };
  const lineOf = (report: ReturnType<typeof replanned>) => report.lines.find(({ candidateId }) => candidateId === 'D4');

  test('changes the initial order, with that as the reason; without it the launches so far speak', () => {
    const alone = replanned(null);
    expect(alone.problem.levelSources).toEqual(['own', 'own', 'own', 'launches']);
    expect(alone.problem.issues).toContainEqual(
      expect.objectContaining({ code: 'levels-from-launches', params: { count: 1 } }),
    );
    // Launches that go as planned leave the initial order of the fourth as it was.
    expect(lineOf(alone)).toMatchObject({ kind: 'kept', stockBefore: 400, stockAfter: 400 });
    const fresh = replanned(1.8);
    expect(fresh.problem.issues.map(({ code }) => code)).not.toContain('levels-from-launches');
    expect(lineOf(fresh)).toMatchObject({
      ...{ kind: 'stock', reason: 'demand-up', levelSource: 'forecast', stockBefore: 400, stockAfter: 720 },
    });
    expect(lineOf(fresh)?.levelFactor).toBeCloseTo(1.8, 9);
    expect(lineOf(fresh)?.gain).toBeGreaterThan(0);
    expect(fresh.gain.mean).toBeCloseTo(lineOf(fresh)?.gain ?? 0, 6);
    // Its scenarios are the new forecast's too: narrower than the committed 0.7 to 1.3.
    const scenarios = fresh.problem.instance.scenarios.demand.map((row) => row[3]);
    expect(Math.max(...scenarios) / Math.min(...scenarios)).toBeLessThan(1.3 / 0.7);
    expect(meanOf(scenarios)).toBeCloseTo(1, 9);
  });

  test('costs more than all initial orders of then: no budget was set, none binds', () => {
    const money = 20 * 400 * products.length + 1;
    const bounded = {
      ...plan.instance,
      constraints: { ...plan.instance.constraints, budget: { total: money, periods: [] } },
    };
    const forecasts = [simulatedForecast('D4', 0.2, 5 * committed)];
    const problemOf = (budget: number | null) => {
      const constraints = { ...plan.constraints, budget };
      return buildReplanProblem({ ...plan, instance: bounded, constraints }, tracked, [], forecasts);
    };
    const first = Math.max(...(problemOf(null).instance.products[3].stockByWeek ?? []));
    expect(first).toBeGreaterThan(1000);
    expect(problemOf(null).instance.constraints.budget.total).toBeGreaterThanOrEqual(20 * (3 * 400 + first));
    expect(problemOf(money).instance.constraints.budget.total).toBe(money);
  });

  test('becomes the forecast of the accepted line, and is what its first weeks are weighed against', () => {
    const report = replanned(1.8);
    const version = { id: 'v2', name: 'Second', note: '', committedAt: 1 };
    const whole = commitReplan(plan, report, 'all', version);
    const line = commitReplan(plan, report, ['D4'], version);
    const none = commitReplan(plan, report, [], version);
    expect([whole, line, none].map((next) => next.candidates[3].stock)).toEqual([720, 720, 400]);
    expect(line.candidates[3].total.mean / plan.candidates[3].total.mean).toBeCloseTo(1.8, 2);
    expect(line.candidates[3].weekly.mean[2] / plan.candidates[3].weekly.mean[2]).toBeCloseTo(1.8, 2);
    expect(line.candidates[3].total.hi80 / line.candidates[3].total.lo80).toBeLessThan(
      plan.candidates[3].total.hi80 / plan.candidates[3].total.lo80,
    );
    expect(line.instance.scenarios.demand.map((row) => row[3])).toEqual(
      report.problem.instance.scenarios.demand.map((row) => row[3]),
    );
    // What has launched, and what was not accepted, keep what was committed.
    expect(line.candidates[0].total).toEqual(plan.candidates[0].total);
    expect(none.candidates[3].total).toEqual(plan.candidates[3].total);
    expect(none.candidates[3].level).toEqual(plan.candidates[3].level);
    const outlook = trackPlan(line, actuals(6, known), matches, []).report.launches.find(
      ({ candidateId }) => candidateId === 'D4',
    );
    expect(outlook?.reforecast.levelFactor).toBeCloseTo(1, 6);
    expect((outlook?.reforecast.total.mean ?? 0) / line.candidates[3].total.mean).toBeCloseTo(1, 2);
  });
});

test('lessons by hand: naive, model and override against the actual values', () => {
  const four = [series(0, 0, 13, 1.5), series(1, 0, 13, 0.8), series(2, 1, 14, 1)].map((each) => ({
    ...each,
    units: [...each.units, ...new Array(14 - each.units.length).fill(0)],
  }));
  const { report } = trackPlan(plan, actuals(14, four), matches, []);
  const lessons = learnLessons(plan, report);
  const total = plan.candidates[0].total.mean;
  const came = report.launches.map(({ reforecast }) => reforecast.total.mean).slice(0, 3);
  const wape = (100 * came.reduce((sum, value) => sum + Math.abs(total - value), 0)) / sumOf(came);
  expect(lessons.steps.find(({ step }) => step === 'override')?.wape).toBeCloseTo(wape, 3);
  expect(lessons.launches).toBe(3);
  expect(lessons.issues.map(({ code }) => code)).toEqual(['few-launches']);
  expect(lessons.suggestions).toEqual([]);
});

test('nothing sold has a logarithm', () => {
  expect(logRatio(0, 0)).toBe(0);
  expect(logRatio(0, 1e9)).toBeCloseTo(-Math.log(8), 12);
});

describe('a launch with a last selling day', () => {
  const until = 6 + 3 / 7;
  const festival = simulatedPlan(
    products,
    {
      ...instance,
      products: instance.products.map((product, i) => (i % 2 ? product : { ...product, sellsUntil: until })),
    },
    weeks,
    simulatedBasis(createRandom(4), 40),
  );
  const known = 8;
  const list = [0, 1].map((i) => series(i, 0, known, 1));
  const ended = list.map((each, i) => ({
    ...each,
    units: each.units.map((units, w) => (i === 0 && w > 6 ? 0 : units)),
  }));

  test('is expected to sell nothing after it, and nothing is still to come', () => {
    expect(sumOf(expectedDemand(festival, 0, festival.startDay).slice(7))).toBe(0);
    const { report } = trackPlan(festival, actuals(known, ended), matches, []);
    const remaining = report.launches.map(({ candidateId, reforecast }) => [
      candidateId,
      reforecast.remaining.mean > 0,
    ]);
    expect(remaining).toEqual([
      ['A1', false],
      ['B2', true],
      ['C3', false],
      ['D4', true],
    ]);
    // Its level is read from the weeks that it sold in.
    expect(report.launches[0].reforecast.levelFactor).toBeGreaterThan(0.8);
  });

  test('is not planned anew once it is over', () => {
    const tracked = trackPlan(festival, actuals(known, ended), matches, []);
    const problem = buildReplanProblem(festival, tracked, []);
    expect(problem.kept[2]).toBe(-1);
    expect(problem.instance.products[2].latest).toBeLessThan(problem.now);
    expect(problem.issues.map(({ code }) => code)).toContain('launch-season-over');
  });
});
