import { relativeQuantile } from '#engine/inventory/demand-quantile.ts';
import { normalQuantile } from '#engine/kernels/normal-distribution.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { Random } from '#engine/random.ts';
import type { LaunchScenarios } from './launch-instance.ts';
import type { CategoryOutlook } from './plan-request.ts';

/** Log standard deviations of what products share: the market, and a category beside it. */
export interface SharedSpread {
  readonly market: number;
  readonly category: Readonly<Record<string, number>>;
  /** Hold-out totals that they were measured on; 0: the prior alone. */
  readonly folds: number;
}

/** Prior log standard deviations, worth 4 hold-out totals. */
const priorMarket = 0.1;
const priorCategory = 0.12;
const priorFolds = 4;
/** Spread of the strength of promotions around 1, and the chance that a season comes a week early or late. */
const promotionSpread = 0.2;
const shiftChance = 0.4;
/** At most so much of a product's own variance is shared with others. */
const mostShared = 0.7;

/**
 * How wrong category forecasts were together and apart: ln(actual / forecast) of each hold-out total; the mean over categories at the
 * same origin is the market's error, what is left the category's. Root mean squares, pulled to the priors.
 */
export function measureSharedSpread(outlooks: readonly CategoryOutlook[]): SharedSpread {
  const errors = outlooks.map(({ folds }) =>
    folds.map(({ mean, actual }) => {
      let forecast = 0;
      let came = 0;
      actual.forEach((value, t) => {
        if (Number.isNaN(value) || Number.isNaN(mean[t])) return;
        forecast += mean[t];
        came += value;
      });
      return forecast > 0 && came > 0 ? Math.log(came / forecast) : Number.NaN;
    }),
  );
  const origins = Math.max(0, ...errors.map((list) => list.length));
  let marketSquares = priorFolds * priorMarket ** 2;
  let marketCount = priorFolds;
  const markets: number[] = [];
  for (let back = 1; back <= origins; back++) {
    const together = errors.map((list) => list[list.length - back]).filter((error) => Number.isFinite(error));
    const market = together.length > 0 ? together.reduce((a, b) => a + b, 0) / together.length : 0;
    markets.push(market);
    if (together.length < 2) continue;
    marketSquares += market * market;
    marketCount++;
  }
  const category = outlooks.map(({ category: name }, c) => {
    let squares = priorFolds * priorCategory ** 2;
    let count = priorFolds;
    errors[c].forEach((error, f) => {
      if (!Number.isFinite(error)) return;
      squares += (error - markets[errors[c].length - 1 - f]) ** 2;
      count++;
    });
    return [name, Math.sqrt(squares / count)] as const;
  });
  return {
    market: Math.sqrt(marketSquares / marketCount),
    category: Object.fromEntries(category),
    folds: errors.reduce((sum, list) => sum + list.filter(Number.isFinite).length, 0),
  };
}

/**
 * S equally likely scenarios. Each product's demand has exactly the distribution of its forecast's total (by quantile, over its
 * mean, then scaled to mean 1, to four decimals); products move together through a Gaussian copula whose shared parts are the market's and the
 * category's spread as shares of the product's own. Normal deviates are stratified (one in each of S slices, shuffled), so that
 * few scenarios already have the right spread.
 */
export function drawScenarios(
  forecasts: readonly CandidateForecast[],
  categoryOf: readonly number[],
  categories: readonly string[],
  shared: SharedSpread,
  count: number,
  random: Random,
): LaunchScenarios {
  const market = stratified(count, random);
  const byCategory = categories.map(() => stratified(count, random));
  const promotion = stratified(count, random);
  const seasonShift = Array.from({ length: count }, () =>
    categories.map(() => (random.next() < shiftChance ? (random.next() < 0.5 ? -1 : 1) : 0)),
  );
  const columns = forecasts.map((forecast, i) => {
    const own = stratified(count, random);
    const quantile = relativeQuantile(forecast);
    const spread = Math.max(0.05, forecast.logSpread);
    const ofMarket = Math.min(1, shared.market / spread) ** 2;
    const ofCategory = Math.min(1, (shared.category[categories[categoryOf[i]]] ?? priorCategory) / spread) ** 2;
    const cut = Math.min(1, mostShared / (ofMarket + ofCategory));
    const weights = [ofMarket * cut, ofCategory * cut, 1 - (ofMarket + ofCategory) * cut].map(Math.sqrt);
    const raw = own.map((u, s) =>
      quantile(weights[0] * market[s] + weights[1] * byCategory[categoryOf[i]][s] + weights[2] * u),
    );
    const mean = raw.reduce((a, b) => a + b, 0) / count;
    return toFourPlaces(raw.map((value) => (mean > 0 ? value / mean : 1)));
  });
  return {
    count,
    market: scaleToMeanOne(market.map((u) => Math.exp(shared.market * u))),
    promoScale: scaleToMeanOne(promotion.map((u) => Math.exp(promotionSpread * u))),
    seasonShift,
    demand: Array.from({ length: count }, (_, s) => columns.map((column) => column[s])),
  };
}

/** A category's response to price as far as a product without history has it: what is not known of the mean is shared. */
export interface DrawnResponse {
  readonly category: number;
  readonly value: number;
  readonly error: number;
  readonly sharedError: number;
}

/** Elasticities S x M, one a scenario and product, so that what is not known of a price is a risk of the plan; 0 where none is known. */
export function drawElasticities(
  responses: readonly (DrawnResponse | null)[],
  count: number,
  random: Random,
): number[][] {
  const shared = new Map<number, readonly number[]>();
  const columns = responses.map((response) => {
    if (!response) return new Array<number>(count).fill(0);
    const { category, value, error, sharedError } = response;
    const together = shared.get(category) ?? stratified(count, random);
    shared.set(category, together);
    const common = Math.min(sharedError, error);
    const own = Math.sqrt(error ** 2 - common ** 2);
    return stratified(count, random).map((u, s) =>
      Math.min(flattest, Math.round(10_000 * (value + common * together[s] + own * u)) / 10_000),
    );
  });
  return Array.from({ length: count }, (_, s) => columns.map((column) => column[s]));
}

/** No scenario has demand rise with the price. */
const flattest = -0.01;

/**
 * Two hundred scenarios of fifty launches would be most of a plan's file, and the fifth decimal of a factor says nothing. What
 * is cut off goes to the next one, so that the mean stays; none becomes 0.
 */
function toFourPlaces(factors: readonly number[]): number[] {
  let over = 0;
  return factors.map((factor) => {
    const wanted = factor * 10_000 + over;
    const whole = Math.max(1, Math.round(wanted));
    over = wanted - whole;
    return whole / 10_000;
  });
}

/** One standard normal deviate from each of `count` equally likely slices, in random order. */
function stratified(count: number, random: Random): number[] {
  const values = Array.from({ length: count }, (_, k) => normalQuantile((k + 0.05 + 0.9 * random.next()) / count));
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [values[i], values[j]] = [values[j], values[i]];
  }
  return values;
}

function scaleToMeanOne(values: readonly number[]): number[] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.map((value) => value / mean);
}
