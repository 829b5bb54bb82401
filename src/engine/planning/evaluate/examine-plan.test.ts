import { describe, expect, it } from 'vitest';
import { explainCandidate } from '#engine/planning/explain/explain-candidate.ts';
import { marginalValues } from '#engine/planning/explain/marginal-values.ts';
import { reportPlan } from '#engine/planning/explain/plan-report.ts';
import { planStability } from '#engine/planning/explain/plan-stability.ts';
import { type LaunchInstance, noLocks } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import {
  finishBound,
  type OptimiseRequest,
  type PlanProblem,
  preparePlan,
} from '#engine/planning/problem/plan-problem.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { relaxRules } from '#engine/planning/rules/planning-rules.ts';
import { optimise } from '#engine/planning/search/optimise.ts';
import { bestByEnumeration } from '#engine/planning/testing/brute-force.ts';
import { addOffers, randomInstance } from '#engine/planning/testing/random-instance.ts';

const weights = { demand: 0.5, market: 0.5 };
const request: OptimiseRequest = {
  ...{ objective: 'profit', method: 'memetic', weights, lambda: 0.5, seed: 1, moves: 60_000 },
  ...{ locks: noLocks, start: null },
};

/** Runs a search to its end. */
function last<Result>(steps: { next(stop: boolean): IteratorResult<unknown, Result> }): Result {
  for (;;) {
    const step = steps.next(false);
    if (step.done) return step.value;
  }
}

function prepare(instance: LaunchInstance, changes: Partial<OptimiseRequest> = {}): PlanProblem {
  return last(preparePlan(instance, buildLaunchTables(instance), { ...request, ...changes }));
}

interface Case {
  readonly instance: LaunchInstance;
  readonly weeks: readonly number[];
  readonly value: number;
}

/** Small instances with every kind of rule and their best plan, by enumeration. */
const cases: Case[] = [];
for (let seed = 1; cases.length < 6; seed++) {
  const instance = randomInstance({ seed, products: 5, weeks: 4, withRelations: true });
  const best = bestByEnumeration(instance);
  if (best) cases.push({ instance, ...best });
}

const near = (a: number, b: number): boolean =>
  (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= 1e-7 * Math.max(1, Math.abs(a), Math.abs(b));

describe('what one candidate costs wherever it is put', () => {
  it('is what enumeration says for every week, for leaving it out, and for the rise that it needs', () => {
    let weeksSeen = 0;
    for (const { instance, weeks, value } of cases) {
      const problem = prepare(instance);
      // The best plan with each product in each week, of one look at every plan.
      const bestWith = weeks.map(() => new Map<number, number>());
      bestByEnumeration(instance, ({ profit }, plan) => {
        for (const [product, week] of plan.entries())
          bestWith[product].set(week, Math.max(profit, bestWith[product].get(week) ?? Number.NEGATIVE_INFINITY));
        return profit;
      });
      for (let product = 0; product < weeks.length; product++) {
        const told = last(explainCandidate(problem, weeks, product));
        expect(near(told.replanned, 0)).toBe(true);
        const lockedTo = (week: number): number => (bestWith[product].get(week) ?? Number.NaN) - value;
        for (let t = 0; t < instance.weeks; t++) {
          const expected = lockedTo(t);
          if (Number.isNaN(expected)) expect(told.byWeek[t]).toBeNaN();
          else expect(near(told.byWeek[t] + value, expected + value)).toBe(true);
          weeksSeen += Number.isNaN(expected) ? 0 : 1;
        }
        expect(near(told.notSelected + value, lockedTo(-1) + value)).toBe(true);
        if (weeks[product] < 0 && told.uplift) checkUplift(instance, product, told.uplift);
      }
    }
    expect(weeksSeen).toBeGreaterThan(30);
  });

  /** With a little more than the demand or the price named it is launched in the best plan; with a little less it is not. */
  function checkUplift(
    instance: LaunchInstance,
    product: number,
    { demandFactor, priceFactor }: { readonly demandFactor: number; readonly priceFactor: number },
  ): void {
    for (const [key, factor] of [
      ['peakDemand', demandFactor],
      ['price', priceFactor],
    ] as const) {
      if (Number.isNaN(factor)) continue;
      const launchedAt = (change: number): boolean => {
        const products = instance.products.map((known, i) =>
          i === product ? { ...known, [key]: known[key] * change } : known,
        );
        return (bestByEnumeration({ ...instance, products })?.weeks[product] ?? -1) >= 0;
      };
      expect(launchedAt(factor * 1.001)).toBe(true);
      if (factor > 1.002) expect(launchedAt(factor * 0.999)).toBe(false);
    }
  }

  it('names ways in that let the candidate in: a plan with it keeps the relaxed rules, one step less does not', () => {
    let ways = 0;
    for (const { instance, weeks, value } of cases) {
      const reading = reportPlan(instance, buildLaunchTables(instance), weeks, { weights, windowShare: 0.02 });
      for (const { product, entryChanges, reason } of reading.notSelected) {
        if (reason === 'unprofitable') expect(entryChanges).toEqual([]);
        for (const { week, gain, reliefs } of entryChanges) {
          ways += 1;
          const moved = weeks.map((known, i) => (i === product ? week : known));
          const relaxed = relaxRules({ instance, locks: noLocks }, product, reliefs);
          expect(checkPlan(relaxed.instance, moved, relaxed.locks)).toEqual([]);
          reliefs.forEach((relief, k) => {
            const money = relief.rule === 'budget' ? 1e-3 * relief.by : 1;
            const less = reliefs.map((known, n) => (n === k ? { ...known, by: known.by - money } : known));
            const without = reliefs.filter((_, n) => n !== k);
            const all = ['wave', 'blackout', 'category-blackout', 'forbidden-week', 'locked'].includes(relief.rule);
            const tighter = relaxRules({ instance, locks: noLocks }, product, all ? without : less);
            expect(checkPlan(tighter.instance, moved, tighter.locks).length).toBeGreaterThan(0);
          });
          const better = bestByEnumeration(relaxed.instance, undefined, relaxed.locks);
          expect(better?.value).toBeGreaterThanOrEqual(value + gain - 1e-6);
        }
      }
    }
    expect(ways).toBeGreaterThan(5);
  });

  it('tries each way in: gain and entry are those of enumeration', () => {
    let tried = 0;
    for (const { instance, weeks, value } of cases) {
      const problem = prepare(instance);
      weeks.forEach((week, product) => {
        if (week >= 0) return;
        const { changes } = last(explainCandidate(problem, weeks, product));
        for (const { reliefs, worth, enters } of changes) {
          const relaxed = relaxRules({ instance, locks: noLocks }, product, reliefs);
          const better = bestByEnumeration(relaxed.instance, undefined, relaxed.locks);
          if (!better) throw new Error('relaxed rules exclude every plan');
          expect(near(value + worth, better.value)).toBe(true);
          expect(enters).toBe(better.weeks[product] >= 0);
          tried += 1;
        }
      });
    }
    expect(tried).toBeGreaterThan(5);
  });
});

describe('worth of a little more of a limit', () => {
  const offers: Case[] = [];
  for (let seed = 1; offers.length < 20; seed++) {
    const drawn = addOffers(randomInstance({ seed, products: 3, weeks: 4 }), seed);
    const { constraints } = drawn;
    // Room and money for all, so that places and fees are what is scarce.
    const budget = { ...constraints.budget, total: 1e9, periods: [] };
    const instance = { ...drawn, constraints: { ...constraints, budget, capacity: [9, 9, 9, 9] } };
    const best = bestByEnumeration(instance);
    if (best) offers.push({ instance, ...best });
  }

  it('is the gain by enumeration, and never more than price and gap allow', () => {
    const limits = new Map<string, number>();
    for (const { instance, weeks, value } of [...cases, ...offers]) {
      const problem = prepare(instance);
      const found = { weeks: Int32Array.from(weeks), value, moves: 0, generations: 0 };
      const { shadowPrices, upperBound } = last(finishBound(problem, found)) as {
        shadowPrices: ReturnType<PlanProblem['dual']['shadowPrices']>;
        upperBound: number;
      };
      const list = last(marginalValues(problem, weeks, shadowPrices, 10));
      for (const { worth, price, extra, limit, ...where } of list) {
        const relaxed = relaxRules({ instance, locks: noLocks }, -1, [{ rule: limit, by: extra, ...where }]).instance;
        const better = bestByEnumeration(relaxed);
        expect(near(value + worth, better?.value ?? Number.NaN)).toBe(true);
        expect(worth).toBeLessThanOrEqual(upperBound - value + price + 1e-6 * value);
        limits.set(limit, (limits.get(limit) ?? 0) + (worth > 1 ? 1 : 0));
      }
    }
    for (const limit of ['capacity', 'budget', 'slots', 'promotion-budget'])
      expect(limits.get(limit), limit).toBeGreaterThan(1);
  });
});

describe('stability over scenarios drawn anew', () => {
  it('counts plans that are the best ones for the scenarios drawn', () => {
    const { instance, weeks } = cases[0];
    const problem = prepare(instance);
    const stability = last(planStability(problem, weeks, 12));
    expect(stability.rounds).toBe(12);
    weeks.forEach((week, i) => {
      const row = stability.byWeek.subarray(i * instance.weeks, (i + 1) * instance.weeks);
      const launched = row.reduce((sum, share) => sum + share, 0);
      expect(stability.launched[i]).toBeCloseTo(launched, 12);
      expect(stability.kept[i]).toBeCloseTo(week < 0 ? 1 - launched : row[week], 12);
      expect(stability.near[i]).toBeGreaterThanOrEqual(stability.kept[i] - 1e-12);
      for (const share of row) expect((share * 12) % 1).toBeCloseTo(0, 9);
    });
  });

  it('is 1 where every scenario is the same, and begins alike however many rounds are asked for', () => {
    for (const objective of ['profit', 'article', 'profit-less-risk'] as const) {
      const plain = randomInstance({ seed: 21, products: 12, weeks: 10, scenarios: 6 });
      const { scenarios } = plain;
      const same = {
        ...plain,
        scenarios: {
          ...scenarios,
          market: scenarios.market.map(() => 1),
          promoScale: scenarios.promoScale.map(() => 1),
          seasonShift: scenarios.seasonShift.map((row) => row.map(() => 0)),
          demand: scenarios.demand.map((row) => row.map(() => 1)),
        },
      };
      const steps = optimise(same, buildLaunchTables(same), { ...request, objective, moves: 60_000 });
      const { weeks } = last(steps);
      const problem = prepare(same, { objective });
      expect((last(planStability(problem, Array.from(weeks), 4)) as { overall: number }).overall).toBe(1);

      const uneven = prepare(plain, { objective });
      const plan = Array.from(
        (
          last(optimise(plain, buildLaunchTables(plain), { ...request, objective })) as {
            weeks: Int32Array;
          }
        ).weeks,
      );
      const seen: unknown[] = [];
      const long = planStability(uneven, plan, 5);
      for (let step = long.next(false); !step.done; step = long.next(false)) seen.push(step.value);
      expect(last(planStability(uneven, plan, 3))).toEqual(seen[2]);
    }
  });
});
