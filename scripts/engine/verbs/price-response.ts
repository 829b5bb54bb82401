import {
  type CategoryResponse,
  type Estimate,
  forecastAtPrices,
  learnCategoryResponse,
  slopeOf,
} from '#engine/pricing/price-response.ts';
import { learnPromotionEffect } from '#engine/pricing/promotion-effect.ts';
import { promotionsOfHistory } from '#engine/pricing/promotion-rows.ts';
import { learnStoreResponse } from '#engine/pricing/store-response.ts';
import type { Verb } from '../../engine.ts';
import { type PriceQuestion, readPriceQuestion } from '../price-input.ts';

/**
 * `price-response < {products, rows: [{product, week, price, deal, feature, units, ask}]}`: demand at given prices; with rows `[product, week,
 * price, pieces, orders, deal]` and order lines: a verdict by category; with rows by store: which variation of price says what. `promotions`: what
 * taking part brings (a deal or feature on more than half, or a price a tenth below the highest of eight weeks), gross and net, or why that can't be told.
 */
const priceResponse: Verb = async ({ readInput }) => {
  const question = readPriceQuestion(await readInput());
  if (!('sales' in question)) return answer(question);
  const { betweenStores, overTime, ...shares } = learnStoreResponse(question.sales);
  return { answers: { betweenStores: interval(betweenStores), overTime: interval(overTime), ...shares } };
};
export default priceResponse;

function interval({ value, lo95, hi95 }: Estimate): {
  readonly mean: number;
  readonly lo95: number;
  readonly hi95: number;
} {
  return { mean: value, lo95, hi95 };
}

function answer({ history, asked, weekLabels, newProducts }: PriceQuestion): unknown {
  const categories = history.categories.map((_, c) => learnCategoryResponse(history, c));
  const forecasts = categories.flatMap((response, c) =>
    asked.size === 0
      ? []
      : forecastAtPrices(history, c, response)
          .filter(({ row }) => asked.has(row))
          .map(({ row, logMean, logVariance }) => toForecast(row, logMean, logVariance)),
  );
  const { kinds, ...promotions } = learnPromotionEffect(promotionsOfHistory(history));
  return {
    promotions: { ...promotions, ...kinds[0] },
    ...(asked.size > 0 ? { forecasts, elasticities: categories.flatMap((one) => elasticities(one, () => true)) } : {}),
    answers: categories.map((one, c) => {
      const { verdict, category, reason, evidence, newProduct, ...means } = one.response;
      const isOld = (id: string): boolean => !newProducts.has(id);
      return {
        category,
        verdict,
        ...(reason === null ? {} : { reason }),
        evidence,
        ...means,
        ...(verdict === 'estimate'
          ? {
              elasticities: elasticities(one, isOld),
              // They have no rows, so the regression has no place for them.
              newProducts: history.products.flatMap((product) =>
                newProduct && product.category === c && newProducts.has(product.id)
                  ? [{ product: product.id, ...interval(newProduct) }]
                  : [],
              ),
            }
          : {}),
        ...(verdict === 'promotional-only' ? { dealEffects: slopes(one, 'deal', isOld) } : {}),
      };
    }),
  };

  function toForecast(row: number, logMean: number, logVariance: number): unknown {
    const sdLog = Math.sqrt(logVariance);
    const median = Math.exp(logMean);
    return {
      product: history.products[history.product[row]].id,
      week: weekLabels[row],
      median,
      mean: median * Math.exp(logVariance / 2),
      sdLog,
      lo80: median * Math.exp(-1.2815515655446004 * sdLog),
      hi80: median * Math.exp(1.2815515655446004 * sdLog),
    };
  }

  function idsOf({ design }: CategoryResponse): string[] {
    return Array.from(design.products, (product) => history.products[product].id);
  }

  function elasticities(one: CategoryResponse, isWanted: (id: string) => boolean): unknown[] {
    return one.response.verdict === 'estimate' ? slopes(one, 'price', isWanted) : [];
  }

  function slopes(one: CategoryResponse, part: 'price' | 'deal', isWanted: (id: string) => boolean): unknown[] {
    return idsOf(one).flatMap((product, at) => {
      const slope = isWanted(product) ? slopeOf(one, at, part) : null;
      return slope ? [{ product, ...interval(slope) }] : [];
    });
  }
}
