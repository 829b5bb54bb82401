import { describe, expect, it } from 'vitest';
import { type LaunchInstance, noLocks, type PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { compileRules } from '#engine/planning/rules/compile-rules.ts';
import { addRelations, randomInstance } from '#engine/planning/testing/random-instance.ts';
import { createRandom } from '#engine/random.ts';
import { decideFeasibility } from './decide-feasibility.ts';
import { findContradictions } from './find-contradictions.ts';

/** By trying every plan, each judged by the checker that shares no code with the planner. */
function hasPlan(instance: LaunchInstance, locks: PlanLocks): boolean {
  const weeks = instance.products.map(() => -1);
  const visit = (i: number): boolean => {
    if (i === weeks.length) return checkPlan(instance, weeks, locks).length === 0;
    for (let t = -1; t < instance.weeks; t++) {
      weeks[i] = t;
      if (visit(i + 1)) return true;
    }
    return false;
  };
  return visit(0);
}

/** A small problem with every kind of rule, oftener impossible than not. */
function drawProblem(seed: number): { readonly instance: LaunchInstance; readonly locks: PlanLocks } {
  const random = createRandom(seed * 13 + 5);
  const products = 2 + random.below(3);
  const weeks = 2 + random.below(3);
  const plain = randomInstance({ seed, products, weeks, scenarios: 1, withRelations: seed % 2 === 0 });
  const more = addRelations(plain, seed, {
    ...{ precedence: random.below(3), waves: random.below(2), groups: random.below(2) },
    musts: 1 + random.below(products),
  });
  const { constraints } = more;
  const isRich = random.next() < 0.7;
  const circle = random.next() < 0.2 ? [{ before: products - 1, after: 0, minWeeks: random.below(2) }] : [];
  const instance: LaunchInstance = {
    ...more,
    categories: more.categories.map((category) => ({ ...category, min: random.below(3) })),
    constraints: {
      ...constraints,
      budget: isRich ? { total: 1e9, periods: [] } : constraints.budget,
      capacity: constraints.capacity.map((capacity) => (random.next() < 0.3 ? 0 : capacity + 1)),
      precedence: [...(constraints.precedence ?? []), ...circle],
    },
  };
  const locks: PlanLocks =
    random.next() < 0.3
      ? {
          fixed: [{ product: random.below(products), week: random.below(weeks + 1) - 1 }],
          forbidden: [{ product: random.below(products), week: random.below(weeks) }],
        }
      : noLocks;
  return { instance, locks };
}

describe('decideFeasibility', () => {
  it('is right about every small problem, and every impossible one is named before a search', () => {
    let impossible = 0;
    let byProof = 0;
    for (let seed = 1; seed <= 500; seed++) {
      const { instance, locks } = drawProblem(seed);
      const answer = decideFeasibility(compileRules(instance, locks), 1.5e6);
      const errors = findContradictions(instance, locks).filter(({ severity }) => severity === 'error');
      const isPossible = hasPlan(instance, locks);
      expect([seed, answer.verdict]).toEqual([seed, isPossible ? 'possible' : 'impossible']);
      if (answer.verdict === 'possible') expect(checkPlan(instance, Array.from(answer.places), locks)).toEqual([]);
      expect([seed, errors.length > 0]).toEqual([seed, !isPossible]);
      if (!isPossible) impossible += 1;
      if (errors[0]?.code === 'plan-rules-conflict') byProof += 1;
    }
    expect(impossible).toBeGreaterThan(100);
    expect(impossible).toBeLessThan(450);
    expect(byProof).toBeGreaterThan(5);
  });

  it('gives up after the work allowed, and says nothing then', () => {
    const count = 12;
    const plain = randomInstance({ seed: 4, products: count, weeks: 14 });
    // Launches of 2 in weeks of 3: the sums fit, the units don't.
    const instance: LaunchInstance = {
      ...plain,
      products: plain.products.map((product) => ({ ...product, must: true, effort: 2, earliest: 0, latest: 10 })),
      categories: plain.categories.map((category) => ({
        ...{ ...category, min: 0, max: count, spacingWeeks: 1, spacingMax: count, blackoutWeeks: [] },
      })),
      constraints: {
        ...plain.constraints,
        ...{ capacity: plain.constraints.capacity.map(() => 3), blackoutWeeks: [], exclusive: [] },
        budget: { total: 1e9, periods: [] },
      },
    };
    expect(decideFeasibility(compileRules(instance), 20_000).verdict).toBe('undecided');
  });
});

describe('rules that no plan keeps together', () => {
  const plain = randomInstance({ seed: 3, products: 6, weeks: 8 });
  const roomy: LaunchInstance = {
    ...plain,
    categories: plain.categories.map((category) => ({
      ...{ ...category, min: 0, max: 6, spacingWeeks: 1, spacingMax: 6, blackoutWeeks: [] },
    })),
    products: plain.products.map((product) => ({ ...product, earliest: 0, latest: 7, effort: 1 })),
    constraints: {
      ...{ capacity: plain.constraints.capacity.map(() => 3), blackoutWeeks: [], exclusive: [] },
      budget: { total: 1e9, periods: [] },
    },
  };
  const partsOf = (instance: LaunchInstance): { code: string; params: Record<string, unknown> }[] => {
    const [issue] = findContradictions(instance);
    expect(issue.code).toBe('plan-rules-conflict');
    return JSON.parse(String(issue.params?.parts));
  };

  it('are named, and no others', () => {
    // Two launches of 2 in two weeks of 3 and 1: 4 is not more than 4, yet only one of them fits.
    const products = roomy.products.map((product, i) =>
      i < 2 ? { ...product, must: true, effort: 2, earliest: 2, latest: 3 } : product,
    );
    const capacity = roomy.constraints.capacity.map((room, t) => (t === 3 ? 1 : room));
    const parts = partsOf({ ...roomy, products, constraints: { ...roomy.constraints, capacity } });
    expect(parts.map(({ code }) => code)).toEqual([
      'plan-rule-must',
      'plan-rule-window',
      'plan-rule-window',
      'plan-rule-capacity',
      'plan-rule-capacity',
    ]);
    expect(parts[0].params).toEqual({ products: 'P1, P2' });
    expect(parts[1].params).toEqual({ product: 'P1', from: 2, to: 3 });
    expect(parts.slice(3).map(({ params }) => params)).toEqual([
      { week: 2, room: 3 },
      { week: 3, room: 1 },
    ]);
  });

  it('a minimum against spacing and windows', () => {
    const products = roomy.products.map((product) => ({ ...product, earliest: 2, latest: 3 }));
    const categories = roomy.categories.map((category, c) =>
      c === 0 ? { ...category, min: 2, spacingWeeks: 3, spacingMax: 1 } : category,
    );
    const codes = partsOf({ ...roomy, products, categories }).map(({ code }) => code);
    expect(codes).toContain('plan-rule-category-min');
    expect(codes).toContain('plan-rule-spacing');
    expect(codes.filter((code) => code === 'plan-rule-window')).toHaveLength(3);
    expect(codes).not.toContain('plan-rule-budget');
  });
});
