import { closenessOfLogs } from '#engine/launch/level/similarity.ts';
import type { WordVector } from '#engine/launch/level/word-vectors.ts';
import { createWordIndex } from '#engine/launch/level/word-vectors.ts';
import { type DemandFactors, demandFactor, type ProductFacts, type ProductHistory } from './launch.ts';

/** Weeks before the launch that are looked at; weeks on sale that make a product established; products asked. */
const lookBackWeeks = 4;
const establishedWeeks = 13;
const nearest = 30;
/** So that a range without a common word still answers with its average. */
const faintSimilarity = 0.01;

/** What is asked: the item and the first day of its launch week. */
export interface AssortmentQuestion extends ProductFacts {
  readonly week: number;
}

/**
 * What similar products sell just before a launch: weighted mean of ln(1 + mean weekly units over the last 4 weeks) of
 * the 30 nearest products on sale for 13 weeks or more; weight = words (cosine) x price closeness, a category of the same
 * name counts as a word in common. Only weeks before `week` are read; when they lie beyond the data, the data's last 4.
 * Sales are divided by `factors`. NaN when no product is established. `column` 'views': the same of their page views.
 */
export function createAssortmentSales(
  products: readonly ProductHistory[],
  vectors: readonly WordVector[],
  factors: DemandFactors | null,
  column: 'weekly' | 'views' = 'weekly',
): (question: AssortmentQuestion, words: WordVector) => number {
  const cosines = createWordIndex(vectors);
  const logSales = new Map<number, Float64Array>();
  let lastWeek = -Infinity;
  for (const product of products) lastWeek = Math.max(lastWeek, product.firstWeek + 7 * product.weekly.length);

  const salesBefore = (week: number): Float64Array => {
    const known = logSales.get(week);
    if (known) return known;
    const values = Float64Array.from(products, (product) => {
      const end = Math.floor((week - product.firstWeek) / 7);
      return end < establishedWeeks ? Number.NaN : logMeanOf(product, product[column], end, factors);
    });
    logSales.set(week, values);
    return values;
  };

  const logPrices = Float64Array.from(products, ({ price }) => (price > 0 ? Math.log(price) : Number.NaN));
  // The nearest by falling weight, of equal ones the first; filled anew for each question, which comes for every launch and candidate.
  const best = new Float64Array(nearest);
  const their = new Float64Array(nearest);

  return (question, words) => {
    const sales = salesBefore(Math.min(question.week, lastWeek));
    const alike = cosines(words);
    const logPrice = question.price > 0 ? Math.log(question.price) : Number.NaN;
    let count = 0;
    for (let i = 0; i < products.length; i++) {
      if (Number.isNaN(sales[i])) continue;
      const product = products[i];
      if (product.id === question.id) continue;
      const sameCategory = question.category !== '' && question.category === product.category ? 0.3 : 0;
      let closeness = 1;
      if (question.price > 0) closeness = Number.isNaN(logPrices[i]) ? 0 : closenessOfLogs(logPrice, logPrices[i]);
      const weight = (alike[i] + sameCategory) * closeness + faintSimilarity * closeness;
      if (count === nearest && weight <= best[count - 1]) continue;
      let at = count < nearest ? count++ : count - 1;
      for (; at > 0 && best[at - 1] < weight; at--) {
        best[at] = best[at - 1];
        their[at] = their[at - 1];
      }
      best[at] = weight;
      their[at] = sales[i];
    }
    let sum = 0;
    let weights = 0;
    for (let at = 0; at < count; at++) {
      sum += best[at] * their[at];
      weights += best[at];
    }
    return weights > 0 ? sum / weights : Number.NaN;
  };
}

/** ln(1 + mean) over the weeks [end - 4, end) of the product's own count; weeks past its data count as nothing sold. */
function logMeanOf(
  product: ProductHistory,
  values: Float64Array | undefined,
  end: number,
  factors: DemandFactors | null,
): number {
  if (!values) return Number.NaN;
  let sum = 0;
  let count = 0;
  for (let a = Math.max(0, end - lookBackWeeks); a < end; a++) {
    const units = a < values.length ? values[a] : 0;
    if (Number.isNaN(units)) continue;
    sum += units / demandFactor(factors, product.category, product.firstWeek + 7 * a);
    count++;
  }
  return count > 0 ? Math.log1p(sum / count) : Number.NaN;
}
