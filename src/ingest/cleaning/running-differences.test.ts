import { expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { OverBudget } from '#ingest/over-budget.ts';
import { RunningDifferences } from './running-differences.ts';

/** What a row of a product's day gets: nothing where another one took it. */
function take(totals: RunningDifferences, day: number): number | undefined {
  const own = totals.find('A', day);
  if (!own) return undefined;
  own.left[own.at] = false;
  return own.units[own.at];
}

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
  expect([1, 2, 3].map((day) => take(totals, day))).toEqual([undefined, 5, 4]);
});

it('come to the same whatever the order of the rows', () => {
  const random = createRandom(7);
  for (let round = 0; round < 300; round++) {
    const days = Array.from({ length: 1 + random.below(30) }, () => random.below(40));
    const rows = days.map((day) => [day, random.below(5) === 0 ? random.below(day + 1) : day * 3] as const);
    const totals = new RunningDifferences();
    for (const [day, units] of rows) totals.note('A', day, units, Number.NaN);
    totals.close();
    const known = [...new Set(days)].sort((a, b) => a - b);
    const highest = known.map((day) => Math.max(...rows.filter(([each]) => each === day).map(([, units]) => units)));
    const expected = highest.map((now, at) =>
      at === 0 ? undefined : now >= highest[at - 1] ? now - highest[at - 1] : now,
    );
    for (const day of days) {
      const at = known.indexOf(day);
      expect(take(totals, day)).toBe(expected[at]);
      expected[at] = undefined;
    }
  }
});
