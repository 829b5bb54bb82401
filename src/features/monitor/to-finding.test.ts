import { expect, test } from 'vitest';
import type { LaunchTracking, TrackedWeek, TrackingReport, WeekMark } from '#engine/monitor/tracking.ts';
import { soFar } from '#export/review-words.ts';
import { toFinding } from './to-finding.ts';

interface Told {
  readonly id: string;
  readonly state?: LaunchTracking['state'];
  readonly timing?: LaunchTracking['timing'];
  readonly weeksLate?: number;
  readonly direction?: 'above' | 'below' | null;
  /** Expected, sold (null: to come), whether known, marks. */
  readonly weeks?: readonly (readonly [number, number | null, boolean, readonly WeekMark[]])[];
  readonly money?: readonly [planned: number, actual: number];
}

function launch({ id, state = 'as-expected', timing = 'on-time', weeksLate = 0, ...rest }: Told): LaunchTracking {
  const { direction = null, weeks = [[10, 10, true, []]], money = [100, 100] } = rest;
  let expectedSoFar = 0;
  let soldSoFar = 0;
  const tracked = weeks.map(([expected, sold, known, marks], age) => {
    if (known) {
      expectedSoFar += expected;
      soldSoFar += sold ?? 0;
    }
    return { age, week: 7 * age, expected, sold, known, marks, expectedSoFar, soldSoFar } as unknown as TrackedWeek;
  });
  const isOnSale = state !== 'waiting' && state !== 'missing';
  return {
    ...{ candidateId: id, state, timing, weeksLate, plannedDay: 0, actualDay: isOnSale ? 0 : null },
    ...{ weeks: isOnSale ? tracked : [], moneySoFar: { planned: money[0], actual: money[1] }, signal: { direction } },
  } as unknown as LaunchTracking;
}

const report = (...told: readonly Told[]): TrackingReport =>
  ({ launches: told.map(launch) }) as unknown as TrackingReport;

test('what differs most in money is said first, one point a launch', () => {
  const found = toFinding(
    report(
      { id: 'fine' },
      { id: 'weak', state: 'below', weeks: [[100, 60, true, []]], money: [1000, 600] },
      { id: 'strong', state: 'above', weeks: [[50, 110, true, []]], money: [500, 1100] },
      {
        id: 'out',
        weeks: [
          [10, 9, true, []],
          [10, 0, false, ['stock-out']],
          [10, null, false, []],
        ],
        money: [300, 150],
      },
      { id: 'late', timing: 'late', weeksLate: 3 },
      { id: 'gone', state: 'missing', timing: 'overdue', weeksLate: 2 },
      { id: 'young', state: 'too-early' },
      { id: 'soon', state: 'waiting', timing: 'not-due' },
    ),
  );
  expect(found).toMatchObject({ launched: 6, planned: 8, expected: 1, judged: 5, early: 1 });
  expect(found.points.map(({ candidateId, kind }) => [candidateId, kind])).toEqual([
    ['strong', 'above'],
    ['weak', 'below'],
    ['out', 'stock-out'],
    ['late', 'late'],
    ['gone', 'overdue'],
  ]);
  expect(found.points.map(({ size }) => Number(size.toFixed(6)))).toEqual([1.2, 0.4, 1, 3, 2]);
  expect(found.points[1].money).toBe(-400);
});

test('a launch that is sold out after a signal is still told by its signal; money that is not known counts nothing', () => {
  const found = toFinding(
    report(
      {
        id: 'out',
        state: 'stock-out',
        direction: 'above',
        weeks: [[10, 20, true, ['stock-out']]],
        money: [Number.NaN, Number.NaN],
      },
      { id: 'weak', state: 'below', weeks: [[10, 5, true, []]], money: [10, 5] },
    ),
  );
  expect(found.points.map(({ candidateId, kind }) => [candidateId, kind])).toEqual([
    ['weak', 'below'],
    ['out', 'above'],
  ]);
});

test('weeks of unknown demand count neither as expected nor as sold', () => {
  const tracked = launch({
    id: 'x',
    weeks: [
      [10, 8, true, []],
      [10, 0, false, ['stock-out']],
      [10, 12, true, []],
      [9, null, false, []],
    ],
  });
  expect(soFar(tracked)).toEqual({ isKnown: true, expected: 20, sold: 20 });
  expect(soFar(launch({ id: 'y', state: 'waiting' }))).toEqual({ isKnown: false, expected: 0, sold: 0 });
});
