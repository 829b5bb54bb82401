import { describe, expect, it } from 'vitest';
import { type LaunchInstance, noLocks, type PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import type { OptimiseRequest } from '#engine/planning/problem/plan-problem.ts';
import { validateInstance } from '#engine/planning/problem/validate-instance.ts';
import { optimise } from '#engine/planning/search/optimise.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { findContradictions } from './find-contradictions.ts';

const plain = randomInstance({ seed: 3, products: 6, weeks: 8 });
const roomy: LaunchInstance = {
  ...plain,
  categories: plain.categories.map((category) => ({
    ...category,
    ...{ min: 0, max: 6, spacingWeeks: 1, spacingMax: 6, blackoutWeeks: [] },
  })),
  products: plain.products.map((product) => ({ ...product, earliest: 0, latest: 7, effort: 1 })),
  constraints: {
    capacity: plain.constraints.capacity.map(() => 3),
    blackoutWeeks: [],
    budget: { total: 1e9, periods: [] },
    exclusive: [],
  },
};

const request: OptimiseRequest = {
  ...{ objective: 'profit', method: 'memetic', weights: { demand: 0.5, market: 0.5 }, lambda: 0.5 },
  ...{ seed: 1, moves: 20_000, start: null },
  locks: noLocks,
};

type Product = LaunchInstance['products'][number];

function withProducts(changes: Readonly<Record<number, Partial<Product>>>, instance = roomy): LaunchInstance {
  return { ...instance, products: instance.products.map((product, i) => ({ ...product, ...changes[i] })) };
}

function withConstraints(changes: Partial<LaunchInstance['constraints']>, instance: LaunchInstance): LaunchInstance {
  return { ...instance, constraints: { ...instance.constraints, ...changes } };
}

const all = Object.fromEntries(plain.products.map((_, i) => [i, { must: true }]));
const spendOf = (i: number): number => roomy.products[i].stock * roomy.products[i].unitCost;

describe('findContradictions', () => {
  it('finds none in a roomy instance', () => {
    expect(findContradictions(roomy)).toEqual([]);
  });

  it('counts a product once that a wave names twice', () => {
    const waves = [{ id: 'W', members: [0, 0, 1] }];
    const twice = withConstraints({ waves }, withProducts({ 0: { must: true, effort: 2 }, 1: { must: true } }));
    expect(findContradictions(twice)).toEqual([]);
  });

  const cases: [code: string, instance: LaunchInstance, locks?: PlanLocks][] = [
    [
      'plan-must-without-week',
      withConstraints({ blackoutWeeks: [2, 3] }, withProducts({ 1: { must: true, earliest: 2, latest: 3 } })),
    ],
    ['plan-must-without-week', withProducts({ 1: { must: true, earliest: 5, latest: 4 } })],
    ['plan-must-locked-out', withProducts({ 1: { must: true } }), { fixed: [{ product: 1, week: -1 }], forbidden: [] }],
    [
      'plan-lock-on-closed-week',
      withConstraints({ blackoutWeeks: [4] }, roomy),
      { fixed: [{ product: 2, week: 4 }], forbidden: [] },
    ],
    ['plan-must-over-capacity', withProducts({ 0: { must: true, effort: 4 } })],
    [
      'plan-must-over-budget',
      withConstraints({ budget: { total: spendOf(0) / 2, periods: [] } }, withProducts({ 0: { must: true } })),
    ],
    [
      'plan-must-over-period-budget',
      withConstraints(
        { budget: { total: 1e9, periods: [{ from: 0, to: 3, amount: spendOf(0) / 2 }] } },
        withProducts({ 0: { must: true, latest: 3 } }),
      ),
    ],
    ['plan-must-over-category', { ...withProducts(all), categories: roomy.categories.map((c) => ({ ...c, max: 1 })) }],
    ['plan-category-minimum', { ...roomy, categories: roomy.categories.map((c) => ({ ...c, min: 5 })) }],
    [
      'plan-must-over-group',
      withConstraints(
        { exclusive: [{ id: 'G', members: [0, 1, 2], max: 1 }] },
        withProducts({ 0: { must: true }, 2: { must: true } }),
      ),
    ],
    [
      'plan-must-without-predecessor',
      withConstraints({ precedence: [{ before: 0, after: 1, minWeeks: 1 }] }, withProducts({ 1: { must: true } })),
      { fixed: [{ product: 0, week: -1 }], forbidden: [] },
    ],
    [
      'plan-precedence-too-late',
      withConstraints(
        { precedence: [{ before: 0, after: 1, minWeeks: 3 }] },
        withProducts({ 0: { earliest: 5 }, 1: { must: true } }),
      ),
    ],
    [
      'plan-precedence-cycle',
      withConstraints(
        {
          precedence: [
            { before: 0, after: 1, minWeeks: 1 },
            { before: 1, after: 0, minWeeks: 1 },
          ],
        },
        withProducts({ 1: { must: true } }),
      ),
    ],
    [
      'plan-wave-without-week',
      withConstraints(
        { waves: [{ id: 'W', members: [0, 1] }] },
        withProducts({ 0: { must: true, latest: 2 }, 1: { must: true, earliest: 3 } }),
      ),
    ],
    [
      'plan-wave-over-capacity',
      withConstraints(
        { waves: [{ id: 'W', members: [0, 1] }] },
        withProducts({ 0: { must: true, effort: 2 }, 1: { must: true, effort: 2 } }),
      ),
    ],
    [
      'plan-span-over-capacity',
      withProducts({ ...Object.fromEntries([0, 1, 2, 3].map((i) => [i, { must: true, earliest: 2, latest: 2 }])) }),
    ],
    [
      'plan-span-over-spacing',
      {
        ...withProducts({ 0: { must: true, earliest: 2, latest: 3 }, 2: { must: true, earliest: 2, latest: 3 } }),
        categories: roomy.categories.map((c) => ({ ...c, spacingWeeks: 2, spacingMax: 1 })),
      },
    ],
  ];
  const more: typeof cases = [
    // What must come before a must-launch must launch too, and is counted.
    [
      'plan-must-over-budget',
      withConstraints(
        {
          precedence: [{ before: 0, after: 1, minWeeks: 1 }],
          budget: { total: spendOf(1) + spendOf(0) / 2, periods: [] },
        },
        withProducts({ 1: { must: true } }),
      ),
    ],
    [
      'plan-must-over-group',
      withConstraints(
        { precedence: [{ before: 0, after: 1, minWeeks: 1 }], exclusive: [{ id: 'G', members: [0, 1], max: 1 }] },
        withProducts({ 1: { must: true } }),
      ),
    ],
    [
      'plan-precedence-cycle',
      withConstraints(
        {
          precedence: [
            { before: 0, after: 1, minWeeks: 0 },
            { before: 1, after: 2, minWeeks: 2 },
            { before: 2, after: 0, minWeeks: 0 },
          ],
        },
        withProducts({ 2: { must: true } }),
      ),
    ],
    [
      'plan-wave-against-order',
      withConstraints(
        { precedence: [{ before: 0, after: 1, minWeeks: 1 }], waves: [{ id: 'W', members: [0, 1] }] },
        withProducts({ 1: { must: true } }),
      ),
    ],
    [
      'plan-minimum-over-budget',
      withConstraints(
        { budget: { total: Math.min(spendOf(0), spendOf(2), spendOf(4)) / 2, periods: [] } },
        { ...roomy, categories: roomy.categories.map((c, k) => ({ ...c, min: k === 0 ? 1 : 0 })) },
      ),
    ],
    [
      'plan-minimum-over-capacity',
      withConstraints(
        { capacity: plain.constraints.capacity.map((_, t) => (t === 3 ? 3 : 0)) },
        { ...roomy, categories: roomy.categories.map((c) => ({ ...c, min: 2 })) },
      ),
    ],
    // A minimum that spacing, or an exclusive group, leaves no room for.
    [
      'plan-category-minimum',
      { ...roomy, categories: roomy.categories.map((c) => ({ ...c, min: 3, spacingWeeks: 8, spacingMax: 2 })) },
    ],
    [
      'plan-category-minimum',
      withConstraints(
        { exclusive: [{ id: 'G', members: [0, 2, 4], max: 1 }] },
        { ...roomy, categories: roomy.categories.map((c, k) => ({ ...c, min: k === 0 ? 2 : 0 })) },
      ),
    ],
  ];

  it.each(more)('names %s of rules that meet', (code, instance, locks) => {
    const found = findContradictions(instance, locks ?? noLocks);
    expect(found.filter(({ severity }) => severity === 'error').map((issue) => issue.code)).toContain(code);
    const steps = optimise(instance, buildLaunchTables(instance), { ...request, locks: locks ?? noLocks });
    let step = steps.next(false);
    while (!step.done) step = steps.next(false);
    expect(step.value.missing).toBeGreaterThan(0);
  });

  it('warns of rules that only keep products out, and refuses nothing for them', () => {
    const cyclic = withConstraints(
      {
        precedence: [
          { before: 0, after: 1, minWeeks: 1 },
          { before: 1, after: 0, minWeeks: 1 },
        ],
        waves: [{ id: 'W', members: [2, 3] }],
      },
      withProducts({ 2: { latest: 1 }, 3: { earliest: 5 } }),
    );
    expect(findContradictions(cyclic).map(({ code, severity }) => [code, severity])).toEqual([
      ['plan-precedence-cycle', 'warning'],
      ['plan-wave-without-week', 'warning'],
    ]);
  });

  it.each(cases)('names %s', (code, instance, locks) => {
    expect(findContradictions(instance, locks ?? noLocks).map((issue) => issue.code)).toContain(code);
  });
});

describe('validateInstance', () => {
  it('takes a well-formed instance', () => {
    expect(validateInstance(roomy)).toEqual([]);
    expect(
      validateInstance(
        JSON.parse(JSON.stringify(randomInstance({ seed: 1, products: 5, weeks: 5, withRelations: true }))),
      ),
    ).toEqual([]);
  });

  it.each([
    ['nothing', null],
    ['a list', []],
    ['another format', { ...roomy, format: 'launch-plan/3' }],
    ['a short season', { ...roomy, categories: roomy.categories.map((c) => ({ ...c, season: [1] })) }],
    ['a category that is not there', withProducts({ 2: { category: 9 } })],
    ['an unknown curve', withProducts({ 2: { curve: 'gone' } })],
    ['a negative price', withProducts({ 2: { price: -1 } })],
    ['NaN demand', withProducts({ 2: { peakDemand: Number.NaN } })],
    ['a short capacity', withConstraints({ capacity: [1] }, roomy)],
    ['a pair out of range', { ...roomy, cannibalisation: { decay: [1], pairs: [{ i: 0, j: 77, loss: 1 }] } }],
    ['an order with negative weeks', withConstraints({ precedence: [{ before: 0, after: 1, minWeeks: -2 }] }, roomy)],
    ['no scenarios', { ...roomy, scenarios: { ...roomy.scenarios, count: 0 } }],
  ])('refuses %s and names the place', (_name, value) => {
    const [fault] = validateInstance(value);
    expect(fault.code).toBe('plan-instance-malformed');
    expect(typeof fault.params?.expected).toBe('string');
  });
});
