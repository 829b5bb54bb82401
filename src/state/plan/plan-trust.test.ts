import { expect, test } from 'vitest';
import type { CandidatesResult } from '#state/candidates/candidates-store.ts';
import type { ResultIn } from '#storage/slices/slices.ts';
import { planTrust } from './plan-trust.ts';

const panel = (weeks: number) => ({ completeFrom: 0, completeTo: weeks, periods: weeks, period: 'week' as const });
const plan = (profit: number, spread: number) =>
  ({
    reading: {
      figures: { profit, scenarioProfits: Float64Array.from([0, 1, 2, 3, 4], (k) => profit + spread * (k - 2)) },
    },
  }) as never;
const forecasts = (launchesUsed: number) => ({ launchesUsed }) as CandidatesResult;
const tested = (launches: number | null) =>
  ({
    figures: launches === null ? null : { launches: new Array(launches).fill({}), wapeTotal: 43 },
  }) as ResultIn<'launch-backtest'>;

test('a plan on three years with tested launches stands, with what its forecasts have earned', () => {
  expect(planTrust(panel(156), forecasts(41), tested(29), plan(100, 10))).toEqual({
    ...{ reasons: [], launches: 29, off: 0.43, weeks: 156 },
  });
});

test('thirteen weeks without launches carry a draft, and it says why', () => {
  expect(planTrust(panel(13), forecasts(0), tested(null), plan(100, 10)).reasons).toEqual([
    'no-launches',
    'short-history',
  ]);
});

test('launches that nothing could be tested on, and figures wider than themselves, carry a draft', () => {
  expect(planTrust(panel(60), forecasts(3), tested(null), plan(100, 10)).reasons).toEqual(['untested']);
  expect(planTrust(panel(156), forecasts(41), tested(29), plan(100, 40)).reasons).toEqual(['wide']);
});

test('while earlier launches are being tested on, nothing is said of that', () => {
  expect(planTrust(panel(156), forecasts(41), null, plan(100, 10))).toMatchObject({ reasons: [], launches: 0 });
});

test('where data and forecasts are gone nothing is said against the plan', () => {
  expect(planTrust(null, null, null, plan(100, 10)).reasons).toEqual([]);
});
