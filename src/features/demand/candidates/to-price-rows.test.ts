import { expect, test } from 'vitest';
import type { PriceEvidence } from '#engine/pricing/price-evidence.ts';
import { toPriceRows } from './to-price-rows.ts';

const evidence = { ...({} as PriceEvidence), seenFrom: 0.7, seenTo: 1.15 };
const newProduct = { value: -2, error: 0.5, lo95: -3, hi95: -1 };
const none = { regular: newProduct, promotional: null, rivals: null, together: null, deal: null };
const response = { category: 'a', verdict: 'estimate' as const, reason: null, evidence, newProduct, ...none };

test('a lower price sells more, the present one what is expected, and none is shown beyond those seen', () => {
  const rows = toPriceRows(50, 100, response);
  expect(rows.map(({ price }) => price)).toEqual([40, 45, 50, 55.00000000000001]);
  expect(rows[2]).toMatchObject({ units: 100, lo: 100, hi: 100, isPresent: true });
  expect(rows[0].units).toBeCloseTo(156.25, 9);
  expect([rows[0].lo, rows[0].hi].map(Math.round)).toEqual([125, 195]);
});

test('nothing where the effect is unknown', () => {
  expect(toPriceRows(50, 100, { ...response, verdict: 'refused' as const, reason: 'imprecise' as const })).toEqual([]);
  expect(toPriceRows(Number.NaN, 100, response)).toEqual([]);
  expect(toPriceRows(50, 100, undefined)).toEqual([]);
});
