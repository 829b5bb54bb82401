import { z95 } from '#engine/kernels/normal-distribution.ts';
import { fitPooled, type PooledFit } from './pooled-regression.ts';
import { type PriceEvidence, type PriceRefusal, refuseEvidence, weighEvidence } from './price-evidence.ts';
import type { PriceHistory } from './price-history.ts';
import { designResponse, type ResponseDesign, type ResponsePart } from './response-columns.ts';

/** An estimate with its standard error and 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
  readonly lo95: number;
  readonly hi95: number;
}

export type PriceVerdict = 'estimate' | 'promotional-only' | 'category-only' | 'refused';

/** How demand of a category answers to prices, or why that can't be said. A price 1 % higher changes demand by `regular` %. */
export interface PriceResponse {
  readonly category: string;
  readonly verdict: PriceVerdict;
  readonly reason: PriceRefusal | null;
  readonly evidence: PriceEvidence;
  /** Elasticity at a lasting price with rivals' prices as they are: mean over the category's products. */
  readonly regular: Estimate | null;
  /** The same of a product without history: the predictive interval. */
  readonly newProduct: Estimate | null;
  /** Elasticity at a discount of some weeks, mean over products. */
  readonly promotional: Estimate | null;
  /** Elasticity of a product's demand to the mean price of the others in its category. */
  readonly rivals: Estimate | null;
  /** Elasticity of the whole category to all its prices together. */
  readonly together: Estimate | null;
  /** Effect of a promotion on ln demand: beside its price where the two can be told apart, its price cut included where they can't. */
  readonly deal: Estimate | null;
}

/** A category's response with the regression behind it; `fit` is null where the prices carry none. */
export interface CategoryResponse {
  readonly response: PriceResponse;
  readonly design: ResponseDesign;
  readonly fit: PooledFit | null;
}

/** A mean elasticity with a larger standard error says nothing that a price could be set by. */
export const widestError = 0.6;
const promotionalParts: readonly ResponsePart[] = ['deal', 'rivalDeal', 'feature', 'rivalFeature'];
/** What can be fitted, by what stands against the own regular price. */
const fitted: Partial<Record<PriceRefusal, readonly ResponsePart[]>> = {
  'deal-collinear': promotionalParts,
  'common-moves': ['price', 'deal', 'feature'],
};
const verdicts: Partial<Record<PriceRefusal, PriceVerdict>> = {
  'deal-collinear': 'promotional-only',
  'common-moves': 'category-only',
};

/**
 * Response to price of one category (docs/methods/price-response.md): demand by product and week on the own price, how far it is a
 * discount, promotion and feature, rivals' mean price and promotion, the season and the weeks that the category shares,
 * with slopes partially pooled over its products. First the evidence is weighed: where prices never moved, moved with quantity, all
 * together, or in promotions alone, no regular response is given, whatever a regression would say.
 */
export function learnCategoryResponse(history: PriceHistory, category: number): CategoryResponse {
  const evidence = weighEvidence(history, category);
  const against = refuseEvidence(evidence, history.tiers !== null);
  const design = designResponse(history, category, against ? fitted[against] : undefined);
  const fit = against && !fitted[against] ? null : fitPooled(design.rows);
  const mean = (...parts: readonly ResponsePart[]): Estimate | null => combine(design, fit, parts);
  const price = mean('price');
  const reason = against ?? judge(price);
  const isRegular = against === null;
  return {
    design,
    fit,
    response: {
      category: history.categories[category],
      verdict: reason === null ? 'estimate' : (verdicts[reason] ?? 'refused'),
      reason,
      evidence,
      regular: isRegular ? price : null,
      newProduct: isRegular && fit && price ? predict(design, fit) : null,
      promotional: isRegular ? mean('price', 'discount') : null,
      rivals: isRegular ? mean('rivalPrice') : null,
      together: isRegular ? mean('price', 'rivalPrice') : price,
      deal: mean('deal'),
    },
  };
}

function judge(price: Estimate | null): PriceRefusal | null {
  if (!price) return 'no-price-moves';
  if (price.value >= 0) return 'wrong-sign';
  return price.error > widestError || price.hi95 > 0 ? 'imprecise' : null;
}

export function estimateOf(value: number, error: number, z = z95): Estimate {
  return { value, error, lo95: value - z * error, hi95: value + z * error };
}

/** From so few independent parts: Student's t, to the first order in 1 / degrees of freedom. */
export function estimateFromFew(value: number, error: number, parts: number): Estimate {
  return estimateOf(value, error, z95 * (1 + (z95 ** 2 + 1) / (4 * Math.max(1, parts - 1))));
}

/** Sum of the mean slopes of parts (those that the design has; the first must be there). */
function combine(design: ResponseDesign, fit: PooledFit | null, parts: readonly ResponsePart[]): Estimate | null {
  const places = parts.map((part) => design.parts.indexOf(part)).filter((at) => at >= 0);
  if (!fit || design.parts.indexOf(parts[0]) < 0) return null;
  const k = design.parts.length;
  let variance = 0;
  for (const i of places) for (const j of places) variance += fit.meanCovariance[i * k + j];
  return estimateOf(
    places.reduce((sum, at) => sum + fit.mean[at], 0),
    Math.sqrt(variance),
  );
}

/** Elasticity of a product that isn't in the history: the spread between products beside what isn't known of their mean. */
function predict(design: ResponseDesign, fit: PooledFit): Estimate {
  const at = design.parts.indexOf('price');
  const error = Math.sqrt(fit.meanCovariance[at * design.parts.length + at] + fit.spread[at] ** 2);
  return estimateFromFew(fit.mean[at], error, Math.max(3, design.rows.products));
}

/** Slope of a part for one product of the category (its place in the design). */
export function slopeOf({ design, fit }: CategoryResponse, product: number, part: ResponsePart): Estimate | null {
  const at = design.parts.indexOf(part);
  if (!fit || at < 0) return null;
  const { value, covariance } = fit.slopes(product);
  return estimateOf(value[at], Math.sqrt(covariance[at * design.parts.length + at]));
}

/** Demand in the rows of a category at their prices: the response's regression where there is one, else levels and promotions alone. */
export function forecastAtPrices(
  history: PriceHistory,
  category: number,
  response: CategoryResponse,
): { readonly row: number; readonly logMean: number; readonly logVariance: number }[] {
  const design = response.fit ? response.design : designResponse(history, category, promotionalParts);
  const fit = response.fit ?? fitPooled(design.rows);
  return Array.from(design.rowOf, (row, at) => {
    const { mean, variance } = fit.predict(at);
    return { row, logMean: mean, logVariance: variance };
  });
}

/** Responses of all categories of a panel, in their order. */
export function learnPriceResponse(history: PriceHistory): PriceResponse[] {
  return history.categories.map((_, category) => learnCategoryResponse(history, category).response);
}
