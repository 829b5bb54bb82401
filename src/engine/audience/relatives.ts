import type { ProductFacts } from '#engine/launch/history/launch.ts';
import { priceCloseness } from '#engine/launch/level/similarity.ts';
import { createWordIndex, createWordWeighing } from '#engine/launch/level/word-vectors.ts';

const priceWeight = 0.2;

/**
 * How much a product resembles each of `products`, 0 to 1: 0.8 cosine of the words of its name, category and attributes (TF-IDF
 * weights counted among `products` alone) + 0.2 closeness of price.
 */
export function createRelatives(products: readonly ProductFacts[]): (product: ProductFacts) => Float64Array {
  const known = products.map(withCategory);
  const weigh = createWordWeighing(known);
  const cosines = createWordIndex(known.map(weigh));
  return (product) =>
    cosines(weigh(withCategory(product))).map(
      (cosine, at) => (1 - priceWeight) * cosine + priceWeight * priceCloseness(product.price, products[at].price),
    );
}

/** The category is one more attribute; without one it says nothing. */
function withCategory(product: ProductFacts): ProductFacts {
  return product.category === ''
    ? product
    : { ...product, attributes: { ...product.attributes, '': product.category } };
}

/** Indices by falling value, the first `most` of those that `counts`; ties by index. */
export function highest(values: Float64Array, most: number, counts: (at: number) => boolean): number[] {
  const at: number[] = [];
  for (let i = 0; i < values.length; i++) if (counts(i)) at.push(i);
  return at.sort((a, b) => values[b] - values[a] || a - b).slice(0, most);
}
