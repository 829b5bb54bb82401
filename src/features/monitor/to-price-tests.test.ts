import { expect, test } from 'vitest';
import type { CommittedCandidate } from '#engine/monitor/committed-plan.ts';
import { toPriceTests } from './to-price-tests.ts';

const candidate = (id: string, category: string, elasticity: CommittedCandidate['elasticity']): CommittedCandidate =>
  ({ id, category, elasticity }) as CommittedCandidate;
const known = { value: -2, lo95: -3, hi95: -1 };
const candidates = [
  ...[candidate('a', 'Lamps', null), candidate('b', 'Rugs', known), candidate('c', 'Lamps', null)],
  candidate('d', 'Chairs', null),
];
const designed = (category: string) => ({ category, weeks: 8, products: [] });
const tests = [designed('Lamps'), designed('Rugs'), designed('Chairs'), designed('Vases')];

test('a test is advised for categories of the plan whose response was refused, and until it was carried out', () => {
  expect(toPriceTests({ candidates }, [], tests)).toEqual([
    { test: tests[0], candidateId: 'a' },
    { test: tests[2], candidateId: 'd' },
  ]);
  const read = { code: 'price-test-untold', severity: 'info' as const, params: { category: 'Lamps' } };
  expect(toPriceTests({ candidates }, [read], tests)).toEqual([{ test: tests[2], candidateId: 'd' }]);
  expect(toPriceTests({ candidates }, [])).toEqual([]);
});
