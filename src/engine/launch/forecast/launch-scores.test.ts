import { expect, test } from 'vitest';
import { calibrationGroups, scoreTotals } from './launch-scores.ts';

const rows = [
  { actual: 100, forecast: 150, hitProbability: 0.6, hit: false },
  { actual: 300, forecast: 200, hitProbability: 0.6, hit: true },
  { actual: 50, forecast: 50, hitProbability: 0.1, hit: false },
  { actual: 400, forecast: 250, hitProbability: 0.3, hit: true },
];

test('by hand', () => {
  const score = scoreTotals(rows);
  expect(score.wapeTotal).toBeCloseTo((100 * 300) / 850, 12);
  expect(score.bias).toBeCloseTo((100 * -200) / 850, 12);
  // pairs (hit, miss): 0.6-0.6 tie, 0.6-0.1 win, 0.3-0.6 loss, 0.3-0.1 win
  expect(score.auc).toBeCloseTo(2.5 / 4, 12);
  expect(score.brier).toBeCloseTo((0.36 + 0.16 + 0.01 + 0.49) / 4, 12);
});

test('calibration groups hold every launch once', () => {
  const many = Array.from({ length: 23 }, (_, i) => ({ ...rows[0], hitProbability: i / 23, hit: i % 3 === 0 }));
  const groups = calibrationGroups(many);
  expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(23);
  expect(groups.map((group) => group.forecast)).toEqual(groups.map((group) => group.forecast).sort((a, b) => a - b));
});
