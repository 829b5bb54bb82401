import { expect, test } from 'vitest';
import { plantPanel } from '#engine/launch/testing/simulated-panel.ts';
import { toPredecessor, toRatingUse } from './to-predecessor.ts';

const { panel } = plantPanel(1);
const reviews = [{ productId: 'P3', count: 12, meanRating: 4.4 }];

test('sales and reviews of the predecessor; null where the sales do not know it', () => {
  const last = panel.units.slice(3 * panel.periods + panel.completeTo - 13, 3 * panel.periods + panel.completeTo);
  expect(toPredecessor({ panel, reviews }, { predecessor: 'P3' })).toEqual({
    productId: 'P3',
    units: last.reduce((a, b) => a + b, 0),
    weeks: 13,
    rating: 4.4,
    reviews: 12,
  });
  expect(toPredecessor({ panel, reviews }, { predecessor: 'P4' })).toMatchObject({ reviews: 0, rating: Number.NaN });
  expect(toPredecessor({ panel, reviews }, { predecessor: 'X' })).toBeNull();
  expect(toPredecessor({ panel, reviews }, undefined)).toBeNull();
});

test('ratings: read, left out, without days, or with too few launches to learn from', () => {
  const byDay = { day: new Float64Array([1]), count: new Float64Array([12]), sum: new Float64Array([53]) };
  const dated = [{ ...reviews[0], byDay }];
  const score = { wapeTotal: 40, maeLog: 0.5, bias: 0, auc: 0.7, brier: 0.2 };
  const scores = (weight: number) => [{ model: 'reviews' as const, ...score, weight }];
  expect(toRatingUse(reviews, scores(0.3))).toBe('undated');
  expect(toRatingUse(dated, undefined)).toBe('few');
  expect([toRatingUse(dated, scores(0.3)), toRatingUse(dated, scores(0))]).toEqual(['used', 'leftOut']);
});
