import { expect, test } from 'vitest';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { TrackingReport } from '#engine/monitor/tracking.ts';
import { toWeekly } from './to-weekly.ts';

const launch = (id: string, expectedSoFar: number, soldSoFar: number, gains: readonly number[] = [], left = 50) => ({
  ...{ candidateId: id, actualDay: 100, weeks: [{ known: true, expectedSoFar, soldSoFar }] },
  advice: gains.map((mean) => ({ candidateId: id, action: 'reorder', gain: { mean } })),
  reforecast: { stockLeft: left, from: 170 },
});
const plan = {
  startDay: 100,
  basis: { shared: { market: 0.1 } },
  candidates: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, total: { mean: 1000, lo80: 700, hi80: 1300 } })),
  instance: {
    products: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, salvage: 4, ...(id === 'e' ? { sellsUntil: 7.5 } : {}) })),
  },
} as unknown as CommittedPlan;
const weekly = (...launches: readonly object[]) => toWeekly(plan, { launches } as unknown as TrackingReport);

test('all launches together, with what they swing by alone and with the market', () => {
  const found = weekly(launch('a', 400, 380), launch('b', 600, 500), { ...launch('c', 90, 0), actualDay: null });
  expect(found).toMatchObject({ launched: 2, expected: 1000, sold: 880 });
  const own = (0.6 / (2 * 1.2816)) ** 2 * (400 ** 2 + 600 ** 2);
  expect(found.hi80 - found.expected).toBeCloseTo(1.2816 * Math.sqrt(own + 100 ** 2), 6);
  expect(found.expected - found.lo80).toBeCloseTo(found.hi80 - found.expected, 6);
});

test('three things to do, one a launch, the most money first', () => {
  const found = weekly(
    ...[
      launch('a', 9, 9, [10, 5]),
      launch('b', 9, 9, [300]),
      launch('c', 9, 9, [40]),
      launch('d', 9, 9, [20]),
      launch('a', 9, 9),
    ],
  );
  expect(found.actions.map(({ candidateId, money }) => [candidateId, money])).toEqual([
    ['b', 300],
    ['c', 40],
    ['d', 20],
  ]);
});

test('what is left after its last selling day is to be cleared at its salvage value, whatever else was advised', () => {
  expect(weekly(launch('e', 9, 9, [1000], 189)).actions).toEqual([
    { kind: 'clear', candidateId: 'e', units: 189, money: 756 },
  ]);
  expect(weekly(launch('e', 9, 9, [1000], 0)).actions).toEqual([]);
});
