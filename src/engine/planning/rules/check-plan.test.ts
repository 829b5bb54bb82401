import { expect, test } from 'vitest';
import type { LaunchInstance, LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { checkPlan } from './check-plan.ts';

const plain = randomInstance({ seed: 4, products: 4, weeks: 10, withRelations: false });
/** Without any rule but those given. */
const instance = (constraints: Partial<LaunchInstance['constraints']>): LaunchInstance => ({
  ...plain,
  products: plain.products.map((product) => ({ ...product, must: false, earliest: 2, latest: 9 })),
  categories: plain.categories.map((category) => ({
    ...category,
    ...{ min: 0, max: 99, spacingWeeks: 1, spacingMax: 99, blackoutWeeks: [] },
  })),
  constraints: {
    ...{ capacity: Array(10).fill(99), blackoutWeeks: [], exclusive: [], precedence: [], waves: [] },
    budget: { total: 1e12, periods: [] },
    ...constraints,
  },
});
const rulesBroken = (constraints: Partial<LaunchInstance['constraints']>, weeks: LaunchWeeks) =>
  checkPlan(instance(constraints), weeks).map(({ rule, by }) => [rule, by]);

test('a launch keeps to its first and last week', () => {
  expect(rulesBroken({}, [2, 9, -1, -1])).toEqual([]);
  expect(rulesBroken({}, [1, 9, -1, -1])).toEqual([['earliest', 1]]);
});

test('a wave of two weeks is broken by one, of three by two; what is not launched is in none', () => {
  const waves = [{ id: 'w', members: [0, 1, 2] }];
  expect(rulesBroken({ waves }, [3, 3, -1, 5])).toEqual([]);
  expect(rulesBroken({ waves }, [3, 4, -1, 5])).toEqual([['wave', 1]]);
  expect(rulesBroken({ waves }, [3, 4, 5, -1])).toEqual([['wave', 2]]);
});

test('what goes before another does so by the weeks that are asked for, and is there at all', () => {
  const precedence = [{ before: 0, after: 1, minWeeks: 3 }];
  expect(rulesBroken({ precedence }, [2, 5, -1, -1])).toEqual([]);
  expect(rulesBroken({ precedence }, [2, 4, -1, -1])).toEqual([['precedence', 1]]);
  expect(rulesBroken({ precedence }, [-1, 4, -1, -1])).toEqual([['precedence', 1]]);
  expect(rulesBroken({ precedence }, [2, -1, -1, -1])).toEqual([]);
});

test('a group of which one may launch is broken by the second', () => {
  const exclusive = [{ id: 'g', members: [0, 1, 2], max: 1 }];
  expect(rulesBroken({ exclusive }, [2, -1, -1, 3])).toEqual([]);
  expect(rulesBroken({ exclusive }, [2, 5, -1, -1])).toEqual([['exclusive-group', 1]]);
});
