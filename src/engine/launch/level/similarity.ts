import type { ProductFacts } from '#engine/launch/history/launch.ts';

/** Weights of words, price and category in a similarity, and the price distance (in logarithms) that halves e-fold. */
const wordsWeight = 0.7;
const priceWeight = 0.3;
const categoryWeight = 0.5;
const priceScale = 0.5;

/** exp(-|ln a - ln b| / 0.5): 1 for the same price, 0.25 for twice the price; 0 when a price is unknown. */
export function priceCloseness(a: number, b: number): number {
  return a > 0 && b > 0 ? closenessOfLogs(Math.log(a), Math.log(b)) : 0;
}

/** The same of the logarithms of two prices. */
export function closenessOfLogs(a: number, b: number): number {
  return Math.exp(-Math.abs(a - b) / priceScale);
}

/**
 * Similarity of two products, 0 to 1: 0.7 words (cosine) + 0.3 price closeness, and where both have a category
 * 0.5 more for the same one; divided by the weights that could be compared. Unknown facts neither help nor harm.
 */
export function similarity(a: ProductFacts, b: ProductFacts, words: number): number {
  let sum = wordsWeight * words;
  let weights = wordsWeight;
  if (a.price > 0 && b.price > 0) {
    sum += priceWeight * priceCloseness(a.price, b.price);
    weights += priceWeight;
  }
  if (a.category !== '' && b.category !== '') {
    sum += a.category === b.category ? categoryWeight : 0;
    weights += categoryWeight;
  }
  return sum / weights;
}
