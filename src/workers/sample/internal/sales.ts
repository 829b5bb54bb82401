import { fromEpochDay, weekday } from '#engine/calendar/epoch-day.ts';
import { createRandom, type Random } from '#engine/random.ts';
import { drawNegativeBinomial } from './draws.ts';
import {
  type Holiday,
  holidayFactor,
  holidaysOf,
  type Promotion,
  promotionsBetween,
  springFestivalOf,
} from './events.ts';
import { exactPower } from './exact-math.ts';
import {
  behaviours,
  categoryDrift,
  curveAt,
  dayOfYear,
  dispersionShape,
  firstDay,
  groupPeaks,
  indexDrift,
  indexElasticity,
  indexYearlyTrend,
  lastDay,
  launchCurves,
  productDrift,
  seasonTable,
} from './market-facts.ts';
import { type DaySpan, drawDrift, growthFactor, ranges, type World, type WorldProduct } from './world.ts';

/** Sales of one product on one day; days without a sale have no row, as in a shop's export. */
export interface SaleRow {
  readonly day: number;
  readonly product: WorldProduct;
  readonly units: number;
  /** Paid per piece. */
  readonly price: number;
  /** Name of the promotion, `单品直降` for an own markdown, '' for neither. */
  readonly promotion: string;
}

export interface StockOut extends DaySpan {
  readonly product: string;
}

export interface SalesLog {
  readonly rows: readonly SaleRow[];
  readonly stockOuts: readonly StockOut[];
  /** Expected pieces by product and week since the first day, stock-outs left aside: what browsing follows. */
  readonly expectedWeekly: ReadonlyMap<string, Float64Array>;
  /** Market price index by week, 100 at the start. */
  readonly priceIndex: readonly number[];
}

const years = [2023, 2024, 2025, 2026];
export const ownMarkdown = '单品直降';

/** Everything about the market that a day's demand depends on, worked out once. */
interface Market {
  readonly weeks: number;
  readonly promotions: readonly Promotion[];
  readonly holidays: ReadonlyMap<number, Holiday>;
  readonly festivals: readonly number[];
  readonly indexDeviation: readonly number[];
  readonly priceIndex: readonly number[];
  readonly categoryDrifts: ReadonlyMap<string, readonly number[]>;
}

/** Lower market prices during the great promotions, in percent of the index. */
function indexDip(promotion: Promotion, weekStart: number): number {
  const overlap = Math.min(promotion.to, weekStart + 6) - Math.max(promotion.from, weekStart) + 1;
  return overlap > 0 ? (promotion.discount * 0.35 * overlap) / 7 : 0;
}

function createMarket(seed: number, from: number, to: number): Market {
  const weeks = (to - from + 1) / 7;
  const promotions = promotionsBetween(from, to, [...years, 2027]);
  const indexDeviation = drawDrift(createRandom(seed + 8000), weeks, indexDrift);
  const priceIndex = indexDeviation.map((deviation, week) => {
    const monday = from + 7 * week;
    const dip = promotions.reduce((sum, promotion) => sum + indexDip(promotion, monday), 0);
    return Math.round(100 * growthFactor(indexYearlyTrend, monday) * deviation * (1 - dip) * 100) / 100;
  });
  return {
    weeks,
    promotions,
    holidays: new Map(holidaysOf(years).map((holiday) => [holiday.day, holiday])),
    festivals: years.map(springFestivalOf),
    indexDeviation,
    priceIndex,
    categoryDrifts: new Map(
      ranges.map((range, i) => [range.code, drawDrift(createRandom(seed + 8100 + i), weeks, categoryDrift)]),
    ),
  };
}

/** The promotion that a product takes part in on a day, if any. */
function promotionOn(market: Market, product: WorldProduct, day: number): Promotion | undefined {
  if (product.discountDepth === 0) return undefined;
  return market.promotions.find(
    (promotion) => day >= promotion.from && day <= promotion.to && (promotion.share[product.categoryCode] ?? 1) > 0,
  );
}

/** Waiting before and resting after a promotion. */
function waitingFactor(market: Market, product: WorldProduct, day: number): number {
  return market.promotions.reduce((factor, promotion) => {
    if ((promotion.share[product.categoryCode] ?? 1) === 0) return factor;
    if (day < promotion.from && day >= promotion.from - 5) return factor * promotion.wait;
    if (day > promotion.to && day <= promotion.to + 10) return factor * promotion.rest;
    return factor;
  }, 1);
}

interface Offer {
  readonly price: number;
  readonly promotion: string;
  /** Beyond the lower price. */
  readonly draw: number;
}

/** Price of the day: the deeper of a promotion's and an own discount, to the tenth of a yuan. */
function offerOn(market: Market, product: WorldProduct, day: number): Offer {
  const { priceChange } = product;
  const list = priceChange && day >= priceChange.day ? priceChange.price : product.listPrice;
  const promotion = promotionOn(market, product, day);
  const markdown = product.markdowns.find((span) => day >= span.from && day <= span.to);
  const discount = Math.max(promotion ? promotion.discount * product.discountDepth : 0, markdown?.discount ?? 0);
  const share = promotion ? (promotion.share[product.categoryCode] ?? 1) : 0;
  return {
    price: Math.round(list * (1 - discount) * 10) / 10,
    promotion: promotion?.name ?? (markdown ? ownMarkdown : ''),
    draw: promotion ? 1 + promotion.uplift * share * product.promotionSensitivity : 1,
  };
}

/** Where a product stands in its life: its curve after a launch, the plateau when older, fading before its end. */
function lifeFactor(product: WorldProduct, day: number): number {
  const curve = launchCurves[product.curve];
  const grown = product.launchDay === null ? 0.6 : curveAt(curve, day - product.launchDay, product.stretch);
  if (product.endDay === null || day < product.endDay - 42) return grown;
  return grown * Math.max(0.08, (product.endDay - day) / 42);
}

/** What newer products of its group leave to it. */
function leftByRivals(
  world: World,
  byId: ReadonlyMap<string, WorldProduct>,
  product: WorldProduct,
  day: number,
): number {
  let left = 1;
  for (const pair of world.cannibalisation) {
    if (pair.older !== product.id) continue;
    const newer = byId.get(pair.newer);
    if (!newer || newer.launchDay === null || day < newer.launchDay) continue;
    left *= 1 - pair.share * curveAt(launchCurves[newer.curve], day - newer.launchDay, newer.stretch);
  }
  return left;
}

/** Spans without stock: first buys of strong launches that run out, and great promotions that empty the shelf. */
function drawStockOuts(random: Random, market: Market, product: WorldProduct): DaySpan[] {
  const spans: DaySpan[] = [];
  if (product.launchDay !== null && product.appeal > 0.7 && random.next() < 0.6) {
    const from = product.launchDay + 24 + random.below(40);
    spans.push({ from, to: from + 8 + random.below(16) });
  }
  for (const promotion of market.promotions) {
    if (promotion.discount < 0.14 || random.next() > 0.07) continue;
    const from = promotion.to - random.below(4);
    const to = from + 9 + random.below(20);
    if (product.launchDay === null || from > product.launchDay + 30) spans.push({ from, to });
  }
  return spans.filter((span) => span.to < lastDay && (product.endDay === null || span.to < product.endDay - 60));
}

const isWithin = (spans: readonly DaySpan[], day: number): boolean =>
  spans.some((span) => day >= span.from && day <= span.to);

/** A stretch of days to simulate, from a Monday to a Sunday, and what is special about it. */
interface Stretch extends DaySpan {
  readonly products: readonly WorldProduct[];
  /** Each product draws from a stream of its own. */
  readonly seedOf: (product: WorldProduct) => number;
  /** Multiplies a product's demand. */
  readonly factorOf: (product: WorldProduct) => number;
  readonly stockOutsOf: (random: Random, product: WorldProduct) => readonly DaySpan[];
}

/**
 * Daily sales. Expected pieces a day = peak week / 7 x life x season of the category and of the group x
 * growth x weekend x (price / list price)^-elasticity x promotion x waiting x holidays x what rivals leave x drifts of
 * product and category x (index deviation)^-0.8; counts are negative binomial with shape 5.
 */
function simulateStretch(world: World, market: Market, stretch: Stretch): Omit<SalesLog, 'priceIndex'> {
  const byId = new Map(stretch.products.map((product) => [product.id, product]));
  const rows: SaleRow[] = [];
  const stockOuts: StockOut[] = [];
  const expectedWeekly = new Map<string, Float64Array>();

  stretch.products.forEach((product) => {
    const random = createRandom(stretch.seedOf(product));
    const behaviour = behaviours[product.categoryCode];
    const season = seasonTable(behaviour.peaks);
    const groupSeason = seasonTable(groupPeaks[product.group] ?? []);
    const drift = drawDrift(random, market.weeks, productDrift);
    const categoryFactors = market.categoryDrifts.get(product.categoryCode) ?? [];
    const missing = stretch.stockOutsOf(random, product);
    stockOuts.push(...missing.map((span) => ({ product: product.id, ...span })));
    const weekly = new Float64Array(market.weeks);
    expectedWeekly.set(product.id, weekly);

    const from = Math.max(product.launchDay ?? stretch.from, stretch.from);
    const to = Math.min(product.endDay ?? stretch.to, product.lastBought ?? stretch.to, stretch.to);
    for (let day = from; day <= to; day++) {
      const week = Math.floor((day - stretch.from) / 7);
      const offer = offerOn(market, product, day);
      const festival = market.festivals[fromEpochDay(day).year - years[0]];
      const mean =
        (product.peakWeekly / 7) *
        lifeFactor(product, day) *
        season[dayOfYear(day)] *
        groupSeason[dayOfYear(day)] *
        growthFactor(behaviour.yearlyGrowth, day) *
        (weekday(day) > 4 ? behaviour.weekend : 1) *
        exactPower(offer.price / product.listPrice, -behaviour.elasticity) *
        offer.draw *
        waitingFactor(market, product, day) *
        holidayFactor(product.categoryCode, day, festival, market.holidays.get(day)?.name) *
        leftByRivals(world, byId, product, day) *
        drift[week] *
        categoryFactors[week] *
        exactPower(market.indexDeviation[week], indexElasticity) *
        stretch.factorOf(product);
      weekly[week] += mean;
      const units = drawNegativeBinomial(random, mean, dispersionShape);
      if (units > 0 && !isWithin(missing, day)) {
        rows.push({ day, product, units, price: offer.price, promotion: offer.promotion });
      }
    }
  });
  rows.sort((a, b) => a.day - b.day || (a.product.id < b.product.id ? -1 : 1));
  return { rows, stockOuts, expectedWeekly };
}

/** The three years of the log. */
export function simulateSales(world: World): SalesLog {
  const market = createMarket(world.seed, firstDay, lastDay);
  const log = simulateStretch(world, market, {
    from: firstDay,
    to: lastDay,
    products: world.products,
    seedOf: (product) => world.seed + 20000 + world.products.indexOf(product),
    factorOf: () => 1,
    stockOutsOf: (random, product) => drawStockOuts(random, market, product),
  });
  return { ...log, priceIndex: market.priceIndex };
}

/** What happened to the launches of a plan. */
export interface Happenings {
  /** The candidates that launched, with the day on which they really did. */
  readonly launched: readonly WorldProduct[];
  /** Multiplies a launch's demand, by id. */
  readonly factors: ReadonlyMap<string, number>;
  readonly stockOuts: readonly StockOut[];
}

/** The weeks after the log: the range goes on, the launches of a plan join it. */
export function simulateLaterSales(world: World, weeks: number, happenings: Happenings): SalesLog {
  const from = lastDay + 1;
  const to = lastDay + 7 * weeks;
  const market = createMarket(world.seed + 50000, from, to);
  const everyone = [...world.products, ...world.candidates.map(({ product }) => product)];
  const places = new Map(everyone.map(({ id }, place) => [id, place]));
  const log = simulateStretch(world, market, {
    from,
    to,
    products: [...world.products, ...happenings.launched],
    seedOf: ({ id }) => world.seed + 60000 + (places.get(id) as number),
    factorOf: (product) => happenings.factors.get(product.id) ?? 1,
    stockOutsOf: (_random, product) => happenings.stockOuts.filter((span) => span.product === product.id),
  });
  return { ...log, priceIndex: market.priceIndex };
}
