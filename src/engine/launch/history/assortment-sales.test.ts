import { expect, test } from 'vitest';
import { sumOf } from '#engine/kernels/statistics.ts';
import { priceCloseness } from '#engine/launch/level/similarity.ts';
import { cosine, createWordWeighing } from '#engine/launch/level/word-vectors.ts';
import { createRandom } from '#engine/random.ts';
import { createAssortmentSales } from './assortment-sales.ts';
import type { ProductHistory } from './launch.ts';

const random = createRandom(4);
const kinds = ['cup', 'lamp', 'towel'];
/** Few words, prices and categories, so that many products are equally near; some without a price, some not yet established. */
const products = Array.from({ length: 120 }, (_, i): ProductHistory => {
  const weeks = 10 + random.below(30);
  return {
    ...{ id: `P${i}`, description: kinds[random.below(3)], category: ['', 'a', 'b'][random.below(3)], attributes: {} },
    price: [Number.NaN, 10, 20][random.below(3)],
    firstWeek: 7 * (40 - weeks),
    weekly: Float64Array.from({ length: weeks }, () => random.below(9)),
  };
});
const weigh = createWordWeighing(products);

/** The docstring word by word: all weights, sorted, the first 30. */
function plainly(question: ProductHistory, week: number): number {
  const near = products
    .filter(({ id, firstWeek }) => id !== question.id && week - firstWeek >= 7 * 13)
    .map((product) => {
      const alike = cosine(weigh(question), weigh(product));
      const same = question.category !== '' && question.category === product.category ? 0.3 : 0;
      const closeness = question.price > 0 ? priceCloseness(question.price, product.price) : 1;
      const last = product.weekly.subarray((week - product.firstWeek) / 7 - 4, (week - product.firstWeek) / 7);
      const sales = Math.log1p(sumOf(last) / 4);
      return { weight: (alike + same + 0.01) * closeness, sales };
    })
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 30);
  const weights = near.reduce((sum, { weight }) => sum + weight, 0);
  return near.reduce((sum, { weight, sales }) => sum + weight * sales, 0) / weights;
}

test('the 30 nearest of the established assortment, of equally near ones the first, as a plain sort has them', () => {
  const rangeOf = createAssortmentSales(products, products.map(weigh), null);
  for (const week of [7 * 36, 7 * 40]) {
    const answers = products.map((product) => rangeOf({ ...product, week }, weigh(product)));
    answers.forEach((answer, i) => {
      expect(answer).toBeCloseTo(plainly(products[i], week), 10);
    });
    expect(new Set(answers.map((answer) => answer.toFixed(6))).size).toBeGreaterThan(8);
  }
  expect(rangeOf({ ...products[0], week: 7 * 12 }, weigh(products[0]))).toBeNaN();
});
