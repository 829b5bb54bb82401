import { expect, test } from 'vitest';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';
import { bestAndWorst, compareWeeks } from './to-week-comparison.ts';

const start = 20_000;
const outlook = {
  start,
  total: Float64Array.from([100, 150, 80, 90]),
  seasonOnly: Float64Array.from([100, 120, 80, 75]),
};
const events: readonly MarketEvent[] = [
  { name: '618', kind: 'promotion', from: start + 10, to: start + 16 },
  { name: '3.8', kind: 'promotion', from: start + 21, to: start + 30 },
  { name: 'Holiday', kind: 'holiday', from: start + 8, to: start + 9 },
];

test('the best and the worst week, and what season and promotions make of the difference', () => {
  const { best, worst } = bestAndWorst(outlook);
  expect([best, worst]).toEqual([1, 2]);
  const { first, second, change, bySeason, byPromotions } = compareWeeks(
    outlook,
    { first: best, second: worst },
    events,
    2,
  );
  expect([first.day, first.total, second.day, second.total]).toEqual([start + 7, 150, start + 14, 80]);
  expect((1 + bySeason) * (1 + byPromotions)).toBeCloseTo(1 + change, 12);
  expect(bySeason).toBeCloseTo(80 / 120 - 1, 12);
  expect(byPromotions).toBeCloseTo(1 / 1.25 - 1, 12);
});

test('the promotions of the weeks after the launch, holidays left out', () => {
  const { first, second } = compareWeeks(outlook, { first: 1, second: 0 }, events, 2);
  expect(first.promotions).toEqual(['618']);
  expect(second.promotions).toEqual(['618']);
  expect(compareWeeks(outlook, { first: 1, second: 3 }, events, 3).first.promotions).toEqual(['618', '3.8']);
});

test('a forecast kept without its parts still compares the totals', () => {
  const { change, bySeason } = compareWeeks({ start, total: outlook.total }, { first: 0, second: 1 }, [], 13);
  expect([change, bySeason]).toEqual([0.5, Number.NaN]);
});
