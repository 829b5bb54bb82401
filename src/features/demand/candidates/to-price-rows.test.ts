import { expect, test } from 'vitest';
import { toPriceRows } from './to-price-rows.ts';

const response = { category: 'a', identifiable: true, elasticity: -2, lo95: -3, hi95: -1, products: 9 };

test('a lower price sells more, the present one what is expected', () => {
  const rows = toPriceRows(50, 100, response);
  expect(rows.map(({ price }) => price)).toEqual([40, 45, 50, 55.00000000000001, 60]);
  expect(rows[2]).toMatchObject({ units: 100, lo: 100, hi: 100, isPresent: true });
  expect(rows[0].units).toBeCloseTo(156.25, 9);
  expect([rows[0].lo, rows[0].hi].map(Math.round)).toEqual([125, 195]);
});

test('nothing where the effect is unknown', () => {
  expect(toPriceRows(50, 100, { ...response, identifiable: false })).toEqual([]);
  expect(toPriceRows(Number.NaN, 100, response)).toEqual([]);
  expect(toPriceRows(50, 100, undefined)).toEqual([]);
});
