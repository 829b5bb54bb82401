import { expect, test } from 'vitest';
import { scoreTotals } from '#engine/launch/forecast/launch-scores.ts';
import { type RocPoint, toRoc } from './to-roc.ts';

const rows = [
  [0.9, true],
  [0.8, true],
  [0.7, false],
  [0.6, true],
  [0.6, false],
  [0.3, false],
  [0.2, true],
  [0.1, false],
].map(([hitProbability, hit]) => ({ hitProbability: Number(hitProbability), hit: hit === true }));

/** By trapezoids. */
function areaUnder(points: readonly RocPoint[]): number {
  let area = 0;
  for (let i = 1; i < points.length; i++)
    area += ((points[i].falseAlarms - points[i - 1].falseAlarms) * (points[i].hitsFound + points[i - 1].hitsFound)) / 2;
  return area;
}

test('the curve climbs from nothing to all; the area is the score beside it', () => {
  const points = toRoc(rows);
  expect([points[0].hitsFound, points.at(-1)?.falseAlarms, points.at(-1)?.hitsFound]).toEqual([0, 1, 1]);
  expect(points.find(({ threshold }) => threshold === 0.6)).toEqual({
    falseAlarms: 0.5,
    hitsFound: 0.75,
    threshold: 0.6,
  });
  const { auc } = scoreTotals(rows.map((row) => ({ ...row, actual: 1, forecast: 1 })));
  expect(areaUnder(points)).toBeCloseTo(auc, 12);
});

test('without a hit or without a miss there is no curve', () => {
  expect(toRoc(rows.filter(({ hit }) => hit))).toEqual([]);
  expect(toRoc([])).toEqual([]);
});
