import { describe, expect, it } from 'vitest';
import type { Candidate } from '#engine/panel/candidate.ts';
import { entryChangesOf } from '#engine/planning/explain/entry-changes.ts';
import { explainBlock } from '#engine/planning/explain/explain-block.ts';
import { findContradictions } from '#engine/planning/feasibility/find-contradictions.ts';
import { type LaunchInstance, noLocks } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import type { PlanConstraints } from '#engine/planning/problem/plan-request.ts';
import { validateInstance } from '#engine/planning/problem/validate-instance.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { compileRules } from '#engine/planning/rules/compile-rules.ts';
import { defineRule, groupProducts } from '#engine/planning/rules/define-rule.ts';
import { applyRules } from '#engine/planning/rules/describe-rules.ts';
import { PlanState } from '#engine/planning/rules/plan-state.ts';
import { relaxRules } from '#engine/planning/rules/planning-rules.ts';
import { optimise } from '#engine/planning/search/optimise.ts';
import { bestByEnumeration } from '#engine/planning/testing/brute-force.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { describeLimits } from './limit-rule.ts';

/** At most so many launches of a supplier in any two weeks that begin together: a rule as one would declare it. */
const supplierRule = defineRule({
  id: 'limit-supplier',
  fields: [
    { id: 'column', kind: 'column' },
    { id: 'most', kind: 'count', min: 1, max: 9 },
  ],
  limits: ({ column, most }, { candidates, weeks }) => {
    if (typeof column !== 'string' || typeof most !== 'number') return [];
    const suppliers = [...groupProducts(candidates, ({ attributes }) => attributes[column])];
    return suppliers.flatMap(([name, members]) =>
      Array.from({ length: Math.ceil(weeks / 2) }, (_, k) => ({
        name,
        members,
        from: 2 * k,
        to: 2 * k + 1,
        max: most,
      })),
    );
  },
});

const start = 20_458;
const settings = { 'limit-supplier': { column: 'Supplier', most: 1 } };
const open: PlanConstraints = {
  capacity: 3,
  capacityByWeek: [],
  budget: null,
  budgetPeriods: [],
  blackouts: [],
  categories: [],
};

/** A problem in which products 0, 2, 4 come from one supplier and 1, 3 from another. */
function ruled(
  seed: number,
  own: Partial<Candidate> = {},
  declared: PlanConstraints['declared'] = settings,
): LaunchInstance {
  const instance = randomInstance({ seed, products: 5, weeks: 4 });
  const candidates = instance.products.map(
    ({ id, effort }, i): Candidate => ({
      id,
      name: id,
      category: instance.categories[instance.products[i].category].name,
      attributes: { Supplier: i % 2 === 0 ? 'Blue' : 'Red' },
      price: 10,
      mustLaunch: false,
      effort,
      row: i,
      ...own,
    }),
  );
  const constraints = { ...open, ...(declared ? { declared } : {}) };
  const parts = applyRules(instance, start, candidates, constraints);
  const sources = { constraints, candidates, products: parts.products, start, weeks: instance.weeks };
  const limits = describeLimits(sources, [supplierRule]);
  return { ...instance, ...parts, constraints: { ...parts.constraints, ...(limits.length > 0 ? { limits } : {}) } };
}

function best(instance: LaunchInstance) {
  const steps = optimise(instance, buildLaunchTables(instance), {
    objective: 'profit',
    method: 'memetic',
    weights: { demand: 0.5, market: 0.5 },
    lambda: 0.5,
    seed: 1,
    moves: 20_000,
    locks: noLocks,
    start: null,
  });
  for (let step = steps.next(false); ; step = steps.next(false)) if (step.done) return step.value;
}

describe('a rule that limits how many launch', () => {
  it('is part of a well-formed problem where it is set, and of none where it is not', () => {
    const instance = ruled(1);
    expect(validateInstance(instance)).toEqual([]);
    expect(instance.constraints.limits).toHaveLength(4);
    expect(instance.constraints.limits?.[1]).toEqual({
      rule: 'limit-supplier',
      name: 'Blue',
      members: [0, 2, 4],
      from: 2,
      to: 3,
      max: 1,
    });
    expect(ruled(1, {}, {}).constraints).not.toHaveProperty('limits');
    expect(ruled(1, {}, { 'limit-supplier': { column: null, most: null } }).constraints).not.toHaveProperty('limits');
    // Nobody can break it: as many as there are.
    expect(ruled(1, {}, { 'limit-supplier': { column: 'Supplier', most: 3 } }).constraints).not.toHaveProperty(
      'limits',
    );
  });

  it('holds in the best plan of all, below a bound that knows it', () => {
    let bound = 0;
    let cost = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const instance = ruled(seed);
      const free = ruled(seed, {}, {});
      const found = best(instance);
      const truth = bestByEnumeration(instance);
      if (!truth) throw new Error('no plan');
      expect(checkPlan(instance, Array.from(found.weeks))).toEqual([]);
      expect(found.value).toBeCloseTo(truth.value, 4);
      expect(found.upperBound).toBeGreaterThanOrEqual(truth.value - 1e-6);
      const without = best(free);
      cost += without.value - found.value;
      bound += without.upperBound - found.upperBound;
    }
    expect(cost).toBeGreaterThan(0);
    expect(bound).toBeGreaterThan(0);
  });

  it('says what it keeps out, by how much, and gives way by that', () => {
    const instance = ruled(2, { earliest: start, latest: start + 27, effort: 0.1 });
    const tables = buildLaunchTables(instance);
    const plan = [0, -1, -1, -1, -1];
    const state = new PlanState(compileRules(instance), { value: tables.mean.map(() => 1), pairScale: 0 });
    state.adopt(plan);
    expect(explainBlock(instance, state, 2, 1)).toMatchObject({
      rule: 'limit-supplier',
      group: 'Blue',
      from: 0,
      to: 1,
    });
    expect(explainBlock(instance, state, 2, 2)).toBeNull();
    expect(checkPlan(instance, [0, -1, 1, -1, -1])).toMatchObject([
      { rule: 'limit-supplier', group: 'Blue', from: 0, to: 1, by: 1 },
    ]);
    const [change] = entryChangesOf(instance, state, 2);
    expect(change.reliefs).toMatchObject([{ rule: 'limit-supplier', by: 1 }]);
    const relaxed = relaxRules({ instance, locks: noLocks }, 2, change.reliefs).instance;
    expect(checkPlan(relaxed, [0, -1, change.week, -1, -1])).toEqual([]);
    expect(checkPlan(relaxed, [0, -1, change.week, -1, change.week])).toHaveLength(1);
  });

  it('is named where what must launch cannot keep it', () => {
    const instance = ruled(2, { earliest: start, latest: start + 27, mustLaunch: true, effort: 0.1 });
    const [issue] = findContradictions(instance);
    expect(issue.code).toBe('plan-rules-conflict');
    const parts = JSON.parse(String(issue.params?.parts)).map(({ code }: { code: string }) => code);
    expect(parts).toEqual(['plan-rule-must', 'plan-rule-limit-supplier', 'plan-rule-limit-supplier']);
  });
});
