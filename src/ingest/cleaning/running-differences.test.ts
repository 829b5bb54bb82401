import { expect, it } from 'vitest';
import { OverBudget } from '#ingest/over-budget.ts';
import { RunningDifferences } from './running-differences.ts';

it('takes running totals apart into days, and ends the import with a sentence of its own where they are too many', () => {
  const totals = new RunningDifferences(3);
  for (const [day, units] of [
    [1, 10],
    [2, 15],
    [3, 4],
    [3, 3],
  ])
    totals.note('A', day, units, Number.NaN);
  const beyond = (): void => totals.note('B', 1, 1, Number.NaN);
  expect(beyond).toThrow(OverBudget);
  expect(beyond).toThrow(expect.objectContaining({ code: 'running-beyond-budget', millions: 3e-6 }));
  totals.close();
  expect([1, 2, 3].map((day) => totals.take('A', day)?.units)).toEqual([undefined, 5, 4]);
});
