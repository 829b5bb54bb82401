import { expect, test } from 'vitest';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { PlanConstraints } from '#engine/planning/problem/plan-request.ts';
import { validateInstance } from '#engine/planning/problem/validate-instance.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { checkPlan } from './check-plan.ts';
import { applyRules } from './describe-rules.ts';

const start = 20_458;
const given = randomInstance({ seed: 6, products: 6, weeks: 10 });
const candidate = (i: number, own: Partial<Candidate> = {}): Candidate => ({
  id: given.products[i].id,
  name: given.products[i].id,
  category: given.categories[given.products[i].category].name,
  attributes: {},
  ...{ price: 10, mustLaunch: false, effort: 1, row: i },
  ...own,
});
const id = (i: number): string => given.products[i].id;
const open: PlanConstraints = {
  ...{ capacity: null, capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [] },
};
const ruled = (own: Readonly<Record<number, Partial<Candidate>>>, constraints: Partial<PlanConstraints> = {}) => ({
  ...given,
  ...applyRules(
    given,
    start,
    given.products.map((_, i) => candidate(i, own[i])),
    { ...open, ...constraints },
  ),
});
const brokenBy = (instance: typeof given, weeks: readonly number[]) =>
  checkPlan(instance, weeks).map(({ rule }) => rule);

test('without rules any plan goes, and the problem stays well formed', () => {
  const instance = ruled({});
  expect(validateInstance(instance)).toEqual([]);
  expect(brokenBy(instance, [0, 0, 0, 0, 0, 0])).toEqual([]);
  expect(instance.scenarios).toBe(given.scenarios);
});

test('every rule lands where the independent checker finds it broken', () => {
  const category = given.categories[given.products[0].category].name;
  const limit = { category, min: 0, max: null, spacingWeeks: 1, spacingMax: null };
  const breaks = (own: Readonly<Record<number, Partial<Candidate>>>, constraints: Partial<PlanConstraints>) =>
    brokenBy(ruled(own, constraints), [2, 2, -1, -1, -1, -1]);
  expect(breaks({}, { capacity: 3, capacityByWeek: [{ week: start + 14, capacity: 1 }] })).toEqual(['capacity']);
  expect(breaks({}, { blackouts: [{ from: start + 20, to: start + 20 }] })).toEqual(['blackout', 'blackout']);
  expect(breaks({ 0: { earliest: start + 15 } }, {})).toEqual(['earliest']);
  expect(breaks({ 0: { latest: start + 13 } }, {})).toEqual(['latest']);
  expect(breaks({ 3: { mustLaunch: true } }, {})).toEqual(['must-launch']);
  expect(breaks({ 0: { effort: 9 } }, { capacity: 9 })).toEqual(['capacity']);
  expect(breaks({}, { budget: 1 })).toEqual(['budget']);
  expect(breaks({}, { budgetPeriods: [{ from: start, to: start + 30, amount: 1 }] })).toEqual(['budget']);
  expect(breaks({}, { budgetPeriods: [{ from: start + 28, to: start + 60, amount: 1 }] })).toEqual([]);
  expect(breaks({ 0: { exclusiveGroup: 'g' }, 1: { exclusiveGroup: 'g' } }, {})).toEqual(['exclusive-group']);
  expect(breaks({ 0: { exclusiveGroup: 'g' }, 1: { exclusiveGroup: 'g' } }, { groups: [{ id: 'g', max: 2 }] })).toEqual(
    [],
  );
  expect(breaks({ 1: { after: [{ candidate: id(0), weeks: 1 }] } }, {})).toEqual(['precedence']);
  expect(breaks({ 1: { after: [{ candidate: id(0), weeks: 0 }] } }, {})).toEqual([]);
  expect(breaks({ 1: { after: [{ candidate: 'unknown', weeks: 1 }] } }, {})).toEqual([]);
  expect(brokenBy(ruled({ 0: { wave: 'w' }, 1: { wave: 'w' } }), [2, 3, -1, -1, -1, -1])).toEqual(['wave']);
  const week = { from: start + 14, to: start + 20 };
  expect(breaks({}, { categories: [{ ...limit, blackouts: [week] }] })).toContain('category-blackout');
  expect(breaks({}, { categories: [{ ...limit, min: 6 }] })).toEqual(['category-min']);
  expect(breaks({}, { categories: [{ ...limit, max: 0 }] })).toEqual(['category-max']);
});

test('a last selling day that is taken back ends the sales no more', () => {
  const limited = ruled({ 0: { lastDay: start + 7 * 4 + 2 } });
  expect(limited.products[0].sellsUntil).toBeCloseTo(4 + 3 / 7, 12);
  const { products } = applyRules(
    limited,
    start,
    limited.products.map((_, i) => candidate(i)),
    open,
  );
  expect(products[0]).not.toHaveProperty('sellsUntil');
});
