import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { simulatedDirt } from '#workers/sample/internal/csv.ts';
import { promotionsBetween } from '#workers/sample/internal/events.ts';
import {
  behaviours,
  dispersionShape,
  firstDay,
  groupPeaks,
  indexElasticity,
  lastCalendarDay,
  lastDay,
  launchCurves,
  levelNoise,
  materialLevel,
  priceLevelExponent,
  seasonTable,
  seriesLevel,
} from '#workers/sample/internal/market-facts.ts';
import type { SalesLog } from '#workers/sample/internal/sales.ts';
import { growthFactor, type World, type WorldProduct } from '#workers/sample/internal/world.ts';
import type { PlantedBuyers } from './purchases.ts';

const round = (value: number, digits = 4): number => Number(value.toFixed(digits));

function productTruth(product: WorldProduct) {
  return {
    id: product.id,
    name: product.english,
    category: product.category,
    group: product.group,
    launched: product.launchDay === null ? null : formatIsoDate(product.launchDay),
    ended: product.endDay === null ? null : formatIsoDate(product.endDay),
    curve: product.curve,
    stretch: round(product.stretch),
    peakWeekly: product.peakWeekly,
    appeal: round(product.appeal),
    promotionSensitivity: round(product.promotionSensitivity),
    discountDepth: product.discountDepth,
    priceChange: product.priceChange && {
      day: formatIsoDate(product.priceChange.day),
      price: product.priceChange.price,
    },
    conversion: round(product.conversion),
    quality: round(product.quality),
  };
}

/** Everything that was planted, for tests that ask whether a method recovers it; the application never reads it. */
export function sampleTruth(world: World, log: SalesLog, { partnerOf, fansOf }: PlantedBuyers, version: string) {
  const promotions = promotionsBetween(firstDay, lastCalendarDay, [2023, 2024, 2025, 2026, 2027]);
  return {
    version,
    seed: world.seed,
    firstDay: formatIsoDate(firstDay),
    lastDay: formatIsoDate(lastDay),
    dispersionShape,
    indexElasticity,
    level: { seriesLevel, materialLevel, priceLevelExponent, levelNoise },
    curves: launchCurves,
    categories: Object.entries(behaviours).map(([code, behaviour]) => ({
      code,
      name: world.products.find((product) => product.categoryCode === code)?.category,
      weeklyBase: behaviour.weeklyBase,
      elasticity: behaviour.elasticity,
      yearlyGrowth: behaviour.yearlyGrowth,
      /** By week of the year, mean about 1. */
      season: Array.from({ length: 52 }, (_, week) => round(seasonTable(behaviour.peaks)[7 * week + 3])),
    })),
    groupSeasons: groupPeaks,
    promotions: promotions.map((promotion) => ({
      ...promotion,
      from: formatIsoDate(promotion.from),
      to: formatIsoDate(promotion.to),
    })),
    products: world.products.map(productTruth),
    /** By group: what is bought along, and whose favourite it is. */
    buyers: [...partnerOf].map(([group, partner]) => ({ group, partner, fans: fansOf.get(group) ?? [] })),
    cannibalisation: world.cannibalisation,
    stockOuts: log.stockOuts.map((span) => ({
      product: span.product,
      from: formatIsoDate(span.from),
      to: formatIsoDate(span.to),
    })),
    /** `peakWeekly` at the growth that the launch day has reached. */
    candidates: world.candidates.map(({ product }) => {
      const { yearlyGrowth } = behaviours[product.categoryCode];
      const grown = product.peakWeekly * growthFactor(yearlyGrowth, product.launchDay ?? lastDay);
      const ending = product.lastBought === null ? {} : { lastDay: formatIsoDate(product.lastBought) };
      return { ...productTruth(product), launched: null, peakWeeklyAtLaunch: round(grown, 1), ...ending };
    }),
    dirt: simulatedDirt,
  };
}
