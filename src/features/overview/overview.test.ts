import { beforeAll, describe, expect, it } from 'vitest';
import type { Candidate } from '#engine/panel/candidate.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import type { CurrentPlan, PlanResult } from '#state/plan/plan-store.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { toDecisions } from './to-decisions.ts';
import { profitRange } from './to-profit-range.ts';
import { toRisks } from './to-risks.ts';

const instance = randomInstance({ seed: 6, products: 8, weeks: 10 });
const weights = { demand: 0.5, market: 0.5 };
const own = instance.products.map(({ earliest }) => earliest);
let result: PlanResult;
let current: CurrentPlan;

beforeAll(async () => {
  const control = createFreeControl<never>();
  const search = await handlers.optimise(
    { instance, objective: 'profit', method: 'memetic', lambda: 0, seed: 1, moves: 5000, weights },
    createFreeControl(),
  );
  const weeks = search.weeks;
  const reading = await handlers.evaluatePlan({ instance, weeks, weights }, control);
  const stress = await handlers.stressPlan({ instance, weeks }, control);
  current = { weeks, instance, reading, stress, contradictions: [] };
  const built = { instance, startDay: 20_458, baseline: own, hasCosts: true } as unknown as PlanResult['built'];
  result = { built, search, baseline: reading, seed: 1, seconds: 1 } as unknown as PlanResult;
});

/** Candidates whose orders take so many weeks to arrive. */
const candidates = (leadTimeWeeks: number): Candidate[] =>
  instance.products.map(({ id }) => ({ id, leadTimeWeeks }) as Candidate);

const sources = () => ({
  result,
  current,
  candidates: candidates(0),
  openQuestions: 0,
  openLastDays: 0,
  today: result.built.startDay,
});

describe('what could go wrong', () => {
  it('is told with the money that the evaluation gives, the most first, each kind once', () => {
    const risks = toRisks(current);
    expect(risks.length).toBeGreaterThan(0);
    expect(risks.length).toBeLessThanOrEqual(3);
    expect(new Set(risks.map(({ kind }) => kind)).size).toBe(risks.length);
    expect(risks.map(({ stake }) => stake)).toEqual(risks.map(({ stake }) => stake).sort((a, b) => b - a));
    const planned = current.reading.figures.profit;
    const worst = Math.max(...(current.stress ?? []).map(({ profit }) => planned - profit));
    const stress = risks.find(({ kind }) => kind === 'stress');
    expect(stress?.stake).toBeCloseTo(worst, 6);
  });

  it('leaves out futures that only events make different where no event is known', () => {
    const promo = {
      ...instance.promo,
      uplift: instance.promo.uplift.map(() => 0),
      discount: instance.promo.discount.map(() => 0),
    };
    const stress = [
      { id: 'as-planned' as const, profit: 100, tailMean: 0, lossProbability: 0, expectedLeftover: 0 },
      { id: 'events-later' as const, profit: 1, tailMean: 0, lossProbability: 0, expectedLeftover: 0 },
    ];
    const risks = toRisks({ ...current, instance: { ...instance, promo }, stress });
    expect(risks.some(({ kind }) => kind === 'stress')).toBe(false);
  });
});

describe('what to decide', () => {
  it('prices the manager’s own week by the plan’s profit with that launch moved', async () => {
    const decision = toDecisions({ ...sources(), candidates: candidates(0) }).find(({ kind }) => kind === 'own-week');
    if (decision?.kind !== 'own-week') {
      // Then no own week differs by enough money: the plan would have to say so for every launch.
      const { launches, figures } = current.reading;
      for (const { product, profitByWeek } of launches) {
        const cost = figures.profit - (profitByWeek[own[product]] ?? Number.NaN);
        expect(Number.isNaN(cost) || cost <= 0.005 * figures.profit || own[product] === current.weeks[product]).toBe(
          true,
        );
      }
      return;
    }
    const moved = current.weeks.map((week, i) => (i === decision.product ? decision.own : week));
    const { figures } = await handlers.evaluatePlan({ instance, weeks: moved, weights }, createFreeControl<never>());
    expect(decision.money).toBeCloseTo(current.reading.figures.profit - figures.profit, 6);
  });

  it('counts the first buys whose order falls due, by lead time', () => {
    const pending = toDecisions({ ...sources(), candidates: candidates(0) }).find(({ kind }) => kind === 'orders');
    if (pending?.kind !== 'orders') throw new Error('no orders due');
    const soon = current.reading.launches.filter(({ week }) => week < 4);
    expect(pending.count).toBe(soon.length);
    expect(pending.day).toBe(20_458 + 7 * Math.min(...soon.map(({ week }) => week)));
  });

  it('asks whether what should have been ordered before the planning starts is on its way', () => {
    const decisions = toDecisions({ ...sources(), candidates: candidates(99) });
    expect(decisions.some(({ kind }) => kind === 'orders')).toBe(false);
    const past = decisions.find(({ kind }) => kind === 'orders-past');
    if (past?.kind !== 'orders-past') throw new Error('no orders past');
    const launched = current.reading.launches;
    expect(past.count).toBe(launched.length);
    expect(past.money).toBeCloseTo(current.reading.figures.investment, 6);
    expect(past.day).toBe(20_458 + 7 * (Math.max(...launched.map(({ week }) => week)) - 99));
    expect(past.day).toBeLessThan(20_458);
    // Some of both: each is told by itself, and no order that is due lies in the past.
    const weeks = launched.map(({ week }) => week).sort((a, b) => a - b);
    const lead = weeks[Math.floor(weeks.length / 2)];
    for (const decision of toDecisions({ ...sources(), candidates: candidates(lead) })) {
      if (decision.kind === 'orders') expect(decision.day).toBeGreaterThanOrEqual(20_458);
      if (decision.kind === 'orders-past') expect(decision.day).toBeLessThan(20_458);
    }
  });

  it('says nothing of orders once the file that knows how long they take is gone', () => {
    const kinds = toDecisions({ ...sources(), candidates: [] }).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith('orders'))).toEqual([]);
  });

  it('quotes for a candidate that rules keep out the gain in the week whose rules it counts', () => {
    const kept = {
      bestWeek: 3,
      gain: 1e6,
      reason: 'blocked' as const,
      blocks: [{ rule: 'wave' as const }, { rule: 'capacity' as const }],
    };
    const notSelected = [{ ...kept, product: 2, entryChanges: [{ week: 7, gain: 9e6, reliefs: [] }] }] as never;
    const shown = { ...current, reading: { ...current.reading, notSelected } };
    expect(toDecisions({ ...sources(), current: shown }).find(({ kind }) => kind === 'blocked')).toEqual({
      kind: 'blocked',
      product: 2,
      week: 3,
      rules: 2,
      money: 1e6,
    });
  });

  it('says first what makes the plan itself unsafe', () => {
    const { reading } = current;
    const violations = [{ rule: 'capacity' as const, week: 1, by: 1 }];
    const broken = { ...current, reading: { ...reading, figures: { ...reading.figures, violations } } };
    const kinds = toDecisions({ ...sources(), current: broken, openQuestions: 2, openLastDays: 0 }).map(
      ({ kind }) => kind,
    );
    expect(kinds.slice(0, 2)).toEqual(['broken', 'questions']);
    expect(kinds.length).toBeLessThanOrEqual(3);
  });
});

it('eight in ten futures lie within the range', () => {
  const { figures } = current.reading;
  const { from, to } = profitRange(figures);
  const inside = figures.scenarioProfits.filter((profit) => profit >= from && profit <= to).length;
  expect(inside / figures.scenarioProfits.length).toBeGreaterThanOrEqual(0.8);
  expect(inside / figures.scenarioProfits.length).toBeLessThan(0.86 + 2 / figures.scenarioProfits.length);
});

describe('decisions of the past', () => {
  it('are gone once they are past: only launches that are still to come are asked about', () => {
    const { startDay } = result.built;
    const last = Math.max(...current.reading.launches.map(({ week }) => week));
    const slow = { ...sources(), candidates: candidates(20) };
    const orders = (week: number) =>
      toDecisions({ ...slow, today: startDay + 7 * week }).find(({ kind }) => kind === 'orders-past');
    const counts = [0, last, last + 1].map((week) => {
      const due = orders(week);
      return due?.kind === 'orders-past' ? due.count : 0;
    });
    expect(counts).toEqual([
      current.reading.launches.length,
      current.reading.launches.filter(({ week }) => week >= last).length,
      0,
    ]);
    const later = toDecisions({ ...slow, today: startDay + 7 * (last + 1) }).map(({ kind }) => kind);
    expect(later.filter((kind) => kind === 'own-week' || kind === 'doubtful')).toEqual([]);
    expect(toRisks(current, last + 1).map(({ kind }) => kind)).not.toContain('launch');
  });
});
