import { expect, test } from 'vitest';
import { plantPanel } from '#engine/launch/planted-panel.ts';
import { toPredecessor } from './to-predecessor.ts';

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
