import { sumOf } from '#engine/kernels/statistics.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { commitPlan } from '#engine/monitor/commit-plan.ts';
import type { CommittedPlan, LaunchBasis } from '#engine/monitor/committed-plan.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance, LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import type { Random } from '#engine/random.ts';

/** Plans with known truth, for tests and the benchmark: launches of one curve with the noise of the sample's shop (docs/methods/sample-data.md). */

export const curveWeeks = 16;
export const simulatedHorizon = 13;
export const simulatedStart = 20457 - ((20457 + 3) % 7);
export const simulatedCurve = Array.from(
  { length: curveWeeks },
  (_, age) => Math.min(1, 0.5 + 0.25 * age) * 0.93 ** Math.max(0, age - 2),
);
/** Weekly AR(1) of the logarithm of demand, and the number of equal days whose negative binomial counts (shape 5) make a week. */
const drift = { phi: 0.75, innovation: 0.11 };
const weekShape = 35;

/** Units by week: a launch of the given neutral peak week under a level factor; `factor`: season and promotions by week. */
export function drawWeeks(
  random: Random,
  peak: number,
  level: number,
  factor: (age: number) => number = () => 1,
): number[] {
  let log = (random.normal() * drift.innovation) / Math.sqrt(1 - drift.phi ** 2);
  return simulatedCurve.map((share, age) => {
    const mean = peak * share * level * factor(age) * Math.exp(log);
    log = drift.phi * log + drift.innovation * random.normal();
    return drawCount(random, mean);
  });
}

/** A count with the mean and the variance m + m^2 / 35 of a negative binomial, by a log-normal rounded at random. */
function drawCount(random: Random, mean: number): number {
  if (!(mean > 0)) return 0;
  const spread = Math.log1p(1 / mean + 1 / weekShape);
  const value = mean * Math.exp(Math.sqrt(spread) * random.normal() - spread / 2);
  return Math.floor(value + random.next());
}

/** Earlier launches of the same making: peaks around 70 units a week. */
export function simulatedBasis(random: Random, launches: number): LaunchBasis {
  const core = simulatedCurve.slice(0, simulatedHorizon);
  const sum = sumOf(core);
  return {
    scale: { lambda: 0 },
    shape: core.map((share) => share / sum),
    launches: Array.from({ length: launches }, (_, i) => {
      const path = drawWeeks(random, 70 * Math.exp(0.5 * random.normal()), 1).slice(0, simulatedHorizon);
      return { id: `old-${i}`, total: sumOf(path), path };
    }),
    shared: { market: 0.15, category: 0.2 },
  };
}

export interface SimulatedProduct {
  readonly id: string;
  readonly category: number;
  readonly peak: number;
  readonly stock: number;
  readonly week: number;
  /** Log standard deviation that the forecast states. */
  readonly spread: number;
  readonly price?: number;
  readonly unitCost?: number;
  readonly salvage?: number;
  readonly leadTimeWeeks?: number;
}

export interface SimulatedScenarios {
  /** S x M multipliers with mean 1. */
  readonly demand: readonly (readonly number[])[];
}

/** A launch instance of these products over `weeks` launch weeks with `capacity` launches a week. */
export function simulatedInstance(
  products: readonly SimulatedProduct[],
  weeks: number,
  capacity: number,
  scenarios: SimulatedScenarios,
  season: (w: number) => number = () => 1,
): LaunchInstance {
  const horizon = weeks + curveWeeks;
  const seasonOffset = 4;
  const unlimited = 1e12;
  const categories = Math.max(0, ...products.map(({ category }) => category)) + 1;
  const count = scenarios.demand.length;
  return {
    format: 'launch-plan/1',
    id: 'planted',
    weeks,
    horizon,
    curves: { steady: simulatedCurve },
    promo: {
      uplift: new Array(horizon).fill(0),
      discount: new Array(horizon).fill(0),
      name: new Array(horizon).fill(''),
    },
    seasonOffset,
    categories: Array.from({ length: categories }, (_, c) => ({
      id: `c${c}`,
      name: `c${c}`,
      season: Array.from({ length: horizon + 2 * seasonOffset }, (_s, k) => season(k - seasonOffset)),
      min: 0,
      max: products.length,
      spacingWeeks: 1,
      spacingMax: products.length,
      blackoutWeeks: [],
    })),
    products: products.map(({ id, category, peak, stock, price = 50, unitCost = 20, salvage = 8 }) => ({
      ...{ id, category, price, unitCost, salvage, stock },
      fixedCost: 1500,
      peakDemand: peak,
      curve: 'steady',
      promoSensitivity: 1,
      effort: 1,
      earliest: 0,
      latest: weeks - 1,
      must: false,
      stockByWeek: Array.from({ length: weeks }, (_, w) => Math.max(1, Math.round(stock * season(w + 4)))),
    })),
    cannibalisation: { decay: [1], pairs: [] },
    constraints: {
      capacity: new Array(weeks).fill(capacity),
      blackoutWeeks: [],
      budget: { total: unlimited, periods: [] },
      exclusive: [],
    },
    risk: { alpha: 0.9 },
    scenarios: {
      count,
      market: new Array(count).fill(1),
      promoScale: new Array(count).fill(1),
      seasonShift: Array.from({ length: count }, () => new Array(categories).fill(0)),
      demand: scenarios.demand,
    },
  };
}

/** Commits a plan of planted products: log-normal forecasts of the stated spread around the planned level. */
export function simulatedPlan(
  products: readonly SimulatedProduct[],
  instance: LaunchInstance,
  weeks: LaunchWeeks,
  basis: LaunchBasis,
): CommittedPlan {
  return commitPlan({
    ...{ id: 'planted', name: 'Planted', note: '', committedAt: 0, follows: null, fingerprint: 'planted' },
    ...{
      currency: 'CNY',
      hasCosts: true,
      seed: 7,
      objective: 'profit',
      weights: { demand: 0.5, market: 0.5 },
      lambda: 0,
    },
    ...{ startDay: simulatedStart, weekStart: 0, horizon: simulatedHorizon, instance, weeks, basis },
    constraints: { capacity: null, capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [] },
    overrides: [],
    candidateFacts: products.map(
      (product, row): Candidate => ({
        ...{ id: product.id, name: `Product ${product.id}`, category: `c${product.category}`, attributes: {}, row },
        ...{ price: product.price ?? 50, mustLaunch: false, effort: 1, leadTimeWeeks: product.leadTimeWeeks ?? 3 },
      }),
    ),
    forecasts: products.map(({ id, spread }) => simulatedForecast(id, spread)),
    priceResponse: [],
    names: new Map(),
  });
}

/** A forecast: log-normal, mean 1000 as far as its quantiles go, of which only the relative ones count here. */
export function simulatedForecast(id: string, spread: number, neutralTotal = 1000): CandidateForecast {
  const median = 1000 * Math.exp(-(spread ** 2) / 2);
  const at = (u: number): number => median * Math.exp(spread * u);
  const none = new Float64Array(simulatedHorizon);
  return {
    ...{ id, launchWeek: simulatedStart, total: 1000, totalMedian: median },
    ...{
      totalLo50: at(-0.6745),
      totalHi50: at(0.6745),
      totalLo80: at(-1.2816),
      totalHi80: at(1.2816),
      totalLo95: at(-1.96),
      totalHi95: at(1.96),
    },
    weekly: { mean: none, median: none, lo50: none, hi50: none, lo80: none, hi80: none, lo95: none, hi95: none },
    ...{ flopProbability: 0, parts: { flopTotal: 0, sold: [] } },
    ...{ logSpread: spread, neutralTotal, shape: none, hitProbability: 0.25, hitThreshold: 1500 },
    ...{ levelByModel: [], contributions: [], analogues: [], curves: [], before: null, observedWeeks: 0, issues: [] },
  };
}
