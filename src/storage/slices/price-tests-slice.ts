import type { PriceTest } from '#engine/pricing/price-test.ts';
import { jobSchema } from './forecast-schema.ts';
import * as s from './schema.ts';
import { defineSlice } from './slice.ts';

const product = s.objectOf<PriceTest['products'][number]>({ id: s.text, price: s.figure, factors: s.listOf(s.finite) });

/** Price tests designed, by category. */
export const priceTestsSlice = defineSlice(
  jobSchema(
    s.listOf(
      s.objectOf<PriceTest>({
        category: s.text,
        ...s.each(s.figure, 'weeks', 'noise', 'error', 'halfWidth95'),
        products: s.listOf(product),
      }),
    ),
  ),
);
