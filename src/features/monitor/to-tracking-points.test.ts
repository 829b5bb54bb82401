import { expect, test } from 'vitest';
import type { LaunchTracking, TrackedWeek, WeekMark } from '#engine/monitor/tracking.ts';
import { toMarkBands, toSellThrough, toSums, toTrackingPoints } from './to-tracking-points.ts';

const marks: readonly (readonly WeekMark[])[] = [['first-week'], ['stock-out'], ['stock-out'], ['promotion'], []];
const weeks = marks.map(
  (own, age): TrackedWeek => ({
    ...{ age, week: 70 + 7 * age, expected: 10 + age, lo80: 5, hi80: 15, lo95: 2, hi95: 20, known: age < 3 },
    ...{ sold: age < 3 ? 4 + age : null, expectedSoFar: 0, soldSoFar: 0, marks: own },
    ...{ sellThroughPlanned: 0.1 * (age + 1), sellThrough: age < 3 ? 0.05 * (age + 1) : Number.NaN },
  }),
);
const launch = {
  weeks,
  reforecast: { from: 91, weekly: { mean: [7, 6], lo80: [3, 3], hi80: [9, 9] } },
} as unknown as LaunchTracking;

test('sold in ink up to the data’s end, today’s forecast from there on, bands all along', () => {
  const points = toTrackingPoints(launch);
  expect(points.map(({ x, history, forecast, naive }) => [x, history, forecast, naive])).toEqual([
    [70, 4, 10, null],
    [77, 5, 11, null],
    [84, 6, 12, null],
    [91, null, 13, 7],
    [98, null, 14, 6],
  ]);
  expect(points.every(({ band80, band95 }) => band80?.[0] === 5 && band95?.[1] === 20)).toBe(true);
});

test('sums and sell-through stop where nothing is known', () => {
  expect(toSums(launch)).toEqual({
    xs: [70, 77, 84, 91, 98],
    planned: [10, 21, 33, 46, 60],
    actual: [4, 9, 15, null, null],
  });
  expect(toSellThrough(launch).actual.slice(2)).toEqual([0.05 * 3, null, null]);
});

test('neighbouring weeks of one mark are one band, within the chart; a first week is none', () => {
  expect(toMarkBands(launch, (mark) => mark)).toEqual([
    { name: 'stock-out', from: 74, to: 87 },
    { name: 'promotion', from: 88, to: 94 },
  ]);
});
