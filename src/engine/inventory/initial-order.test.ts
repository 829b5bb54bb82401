import { expect, test } from 'vitest';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { initialOrder } from './initial-order.ts';

/** A log-normal total with median 100 and log standard deviation 0.5 (of 1 + total). */
const at = (z: number): number => 101 * Math.exp(0.5 * z) - 1;
const forecast = {
  ...{ flopProbability: 0, parts: { flopTotal: 0, sold: [] } },
  total: 101 * Math.exp(0.125) - 1,
  totalLo95: at(-1.959963984540054),
  totalLo80: at(-1.2815515655446004),
  totalLo50: at(-0.6744897501960817),
  totalMedian: at(0),
  totalHi50: at(0.6744897501960817),
  totalHi80: at(1.2815515655446004),
  totalHi95: at(1.959963984540054),
} as unknown as CandidateForecast;

test('the critical fractile of a log-normal demand', () => {
  const buy = initialOrder(forecast, forecast.total, { price: 50, unitCost: 18, salvage: 10, minimumOrder: 1 });
  expect(buy.criticalRatio).toBeCloseTo(0.8, 12);
  // 101 exp(0.5 x 0.8416) - 1 = 152.8
  expect(buy.stock).toBe(153);
  expect(buy.serviceLevel).toBeCloseTo(0.8, 2);
});

test('whole lots, at least one, also where every piece loses money', () => {
  const lots = initialOrder(forecast, forecast.total, { price: 50, unitCost: 18, salvage: 10, minimumOrder: 100 });
  expect(lots.stock).toBe(200);
  const loss = initialOrder(forecast, forecast.total, { price: 10, unitCost: 18, salvage: 5, minimumOrder: 80 });
  expect([loss.stock, loss.criticalRatio < 0]).toEqual([80, true]);
});
