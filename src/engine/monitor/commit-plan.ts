import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { relativeQuantile } from '#engine/inventory/demand-quantile.ts';
import { normalQuantile } from '#engine/kernels/normal-distribution.ts';
import { meanOf, sumOf } from '#engine/kernels/statistics.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { drawTotals, type TotalDraws } from '#engine/launch/forecast/total-distribution.ts';
import { forecastWeeks, learnWeekScatter, type WeekScatter } from '#engine/launch/forecast/weekly-forecast.ts';
import { toScale } from '#engine/launch/level/power-transform.ts';
import type { CommittedCandidate, CommittedPlan, LaunchBasis, MoneyRange } from '#engine/monitor/committed-plan.ts';
import { expectedDemand, plannedFactor } from '#engine/monitor/expected-demand.ts';
import { basisLaunches } from '#engine/monitor/launch-basis.ts';
import { rangeOf } from '#engine/monitor/reforecast-launch.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { scenarioProfits } from '#engine/planning/evaluate/evaluate-plan.ts';
import {
  type LaunchInstance,
  type LaunchWeeks,
  offeredCurve,
  stockAt,
} from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import type { PriceResponse } from '#engine/pricing/price-response.ts';
import { checksumPlan } from './checksum-plan.ts';

/** What is committed, beside what follows from it. */
export type Commitment = Omit<CommittedPlan, 'format' | 'candidates' | 'profit' | 'seal'> & {
  readonly candidateFacts: readonly Candidate[];
  readonly forecasts: readonly CandidateForecast[];
  readonly priceResponse: readonly PriceResponse[];
  /** Names of what the shop sells, by product; of a launch that is not among them its description is kept. */
  readonly names: ReadonlyMap<string, ProductName>;
};

type ProductName = Pick<Panel['products'][number], 'name' | 'nameAlternative'>;

/** Draws by which a forecast's quantiles become a normal distribution on the power scale. */
const levelDraws = 200;

/**
 * Freezes a plan: for every candidate of the problem its demand by week at its committed week with ranges, its initial order, its level as a distribution, and the
 * seal. The expected weeks are the planner's own (peak x curve x season x promotions); the ranges are the forecast's quantiles of the level joined with the scatter
 * of the earlier launches' single weeks (docs/methods/cold-start.md).
 */
export function commitPlan(commitment: Commitment): CommittedPlan {
  const { candidateFacts, forecasts, priceResponse, names, ...rest } = commitment;
  const launches = basisLaunches(rest.basis);
  const shape = Float64Array.from(rest.basis.shape);
  const scatter = learnWeekScatter(launches, shape);
  const facts = new Map(candidateFacts.map((candidate) => [candidate.id, candidate]));
  const byId = new Map(forecasts.map((forecast) => [forecast.id, forecast]));
  const naive =
    launches.length > 0 ? launches.reduce((sum, { total }) => sum + total, 0) / launches.length : Number.NaN;
  const candidates = rest.instance.products.map(({ id }, i) => {
    const forecast = byId.get(id);
    const fact = facts.get(id);
    if (!forecast || !fact) throw new Error(`${id} is planned without a forecast or without its candidate`);
    return {
      ...freezeCandidate(rest, i, fact, forecast, scatter, naive, priceResponse),
      analogues: freezeAnalogues(forecast, names),
    };
  });
  return checksumPlan({
    ...rest,
    format: 'debut-commitment/1',
    candidates,
    profit: profitRange(rest.instance, rest.weeks),
  });
}

function freezeCandidate(
  plan: Pick<CommittedPlan, 'instance' | 'startDay' | 'weeks' | 'horizon' | 'basis'>,
  i: number,
  fact: Candidate,
  forecast: CandidateForecast,
  scatter: WeekScatter,
  naive: number,
  priceResponse: readonly PriceResponse[],
): Omit<CommittedCandidate, 'analogues'> {
  const product = plan.instance.products[i];
  const week = plan.weeks[i];
  const isLaunched = week >= 0;
  const day: EpochDay = plan.startDay + 7 * (isLaunched ? week : product.earliest);
  const curve = offeredCurve(plan.instance, i);
  const neutral = product.peakDemand * coreOf(plan, i);
  const draws = levelOfForecast(forecast, neutral);
  const multiplier = seasonMultiplier(plan, i, day);
  const naiveFactor = plan.basis.shape.reduce(
    (sum, share, age) => sum + share * (age < curve.length ? plannedFactor(plan, i, day + 7 * age) : 1),
    0,
  );
  // A launch has no history of its own: the predictive interval, not that of its category's mean.
  const response = priceResponse.find(({ category, verdict }) => verdict === 'estimate' && category === fact.category);
  const { value, lo95, hi95 } = response?.newProduct ?? {};
  return {
    id: fact.id,
    name: fact.name,
    nameAlternative: fact.nameAlternative ?? '',
    category: fact.category,
    launchDay: isLaunched ? day : null,
    stock: isLaunched ? stockAt(product, week) : 0,
    minimumOrder: fact.minimumOrder ?? 1,
    leadTimeWeeks: fact.leadTimeWeeks ?? null,
    ownDay: fact.plannedLaunch ?? null,
    ...demandRanges(plan, i, day, draws, scatter),
    modelTotal: forecast.before
      ? (forecast.before.total / Math.max(1e-9, forecast.total)) * neutral * multiplier
      : null,
    naiveTotal: naive * naiveFactor,
    level: levelOnScale(plan.basis, draws),
    shape: shapeOf(plan, i),
    hitProbability: known(forecast.hitProbability),
    hitThreshold: known(forecast.hitThreshold),
    elasticity: value !== undefined && lo95 !== undefined && hi95 !== undefined ? { value, lo95, hi95 } : null,
  };
}

function freezeAnalogues(
  { analogues }: CandidateForecast,
  names: ReadonlyMap<string, ProductName>,
): CommittedCandidate['analogues'] {
  return analogues
    .filter(({ weight, wish }) => weight > 0 && wish !== 'exclude')
    .map(({ launchId, description, weight, total }) => {
      const { name, nameAlternative } = names.get(launchId) ?? { name: description };
      return { id: launchId, name, ...(nameAlternative === undefined ? {} : { nameAlternative }), weight, total };
    });
}

/** Sum of a product's curve at its prices over the horizon: its neutral total over its peak. */
export function coreOf({ instance, horizon }: Pick<CommittedPlan, 'instance' | 'horizon'>, i: number): number {
  return offeredCurve(instance, i)
    .slice(0, horizon)
    .reduce((sum, share) => sum + share, 0);
}

/** Share of the neutral total by week since the launch, at the offer's prices. */
export function shapeOf(plan: Pick<CommittedPlan, 'instance' | 'horizon'>, i: number): number[] {
  const core = coreOf(plan, i);
  return offeredCurve(plan.instance, i).map((share) => share / core);
}

/** What season and promotions make of a neutral total of product i from `day` on. */
export function seasonMultiplier(
  plan: Pick<CommittedPlan, 'instance' | 'startDay' | 'horizon'>,
  i: number,
  day: EpochDay,
): number {
  const core = coreOf(plan, i);
  return offeredCurve(plan.instance, i)
    .slice(0, plan.horizon)
    .reduce((sum, share, age) => sum + (share / core) * plannedFactor(plan, i, day + 7 * age), 0);
}

/** Demand by week from `day` on with its ranges, and within the horizon: equally likely neutral totals under the planner's curve, season and promotions. */
export function demandRanges(
  plan: Pick<CommittedPlan, 'instance' | 'startDay' | 'horizon'>,
  i: number,
  day: EpochDay,
  draws: TotalDraws,
  scatter: WeekScatter,
): Pick<CommittedCandidate, 'weekly' | 'total'> {
  const multiplier = seasonMultiplier(plan, i, day);
  return {
    weekly: weeklyRanges(draws, expectedDemand(plan, i, day), scatter),
    total: rangeOf(draws.map((draw) => draw * multiplier)),
  };
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Equally likely neutral totals with the forecast's relative spread, scaled to the mean that is planned with. */
export function levelOfForecast(forecast: CandidateForecast, neutral: number): TotalDraws {
  const quantile = relativeQuantile(forecast);
  const draws = Float64Array.from({ length: levelDraws }, (_, k) => quantile(normalQuantile((k + 0.5) / levelDraws)));
  const mean = sumOf(draws) / levelDraws;
  return draws.map((draw) => (neutral * draw) / mean);
}

/** Normal distribution on the power scale with the draws' deviation there and, carried back, exactly their mean. */
export function levelOnScale({ scale }: LaunchBasis, draws: TotalDraws): CommittedCandidate['level'] {
  const values = draws.map((draw) => toScale(scale, draw));
  const middle = meanOf(values);
  const deviation = Math.max(
    1e-6,
    Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length),
  );
  const target = meanOf(draws);
  let low = middle - 3 * deviation;
  let high = middle + 3 * deviation;
  for (let step = 0; step < 60; step++) {
    const mean = (low + high) / 2;
    const totals = drawTotals(scale, mean, deviation);
    if (totals.reduce((sum, total) => sum + total, 0) / totals.length < target) low = mean;
    else high = mean;
  }
  return { mean: (low + high) / 2, deviation };
}

function weeklyRanges(draws: TotalDraws, mean: Float64Array, scatter: WeekScatter): CommittedCandidate['weekly'] {
  const rest = sumOf(mean);
  const level = meanOf(draws);
  const own = Array.from(mean, (_, age) => scatter[Math.min(scatter.length - 1, age)]);
  const forecast = forecastWeeks(
    draws.map((draw) => (rest * draw) / Math.max(1e-9, level)),
    mean.map((pieces) => pieces / Math.max(1e-9, rest)),
    own,
  );
  const { lo80, hi80, lo95, hi95 } = forecast;
  return {
    mean: Array.from(mean),
    lo80: Array.from(lo80),
    hi80: Array.from(hi80),
    lo95: Array.from(lo95),
    hi95: Array.from(hi95),
  };
}

/** Expected profit of a plan with the 10 and 90 % quantiles over its scenarios. */
export function profitRange(instance: LaunchInstance, weeks: LaunchWeeks): MoneyRange {
  return moneyRange(scenarioProfits(instance, buildLaunchTables(instance), weeks));
}

/** Mean and quantiles (nearest rank) of equally likely amounts. */
export function moneyRange(amounts: ArrayLike<number>): MoneyRange {
  const sorted = Float64Array.from(amounts).sort();
  const at = (p: number): number => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
  return { mean: meanOf(sorted), lo80: at(0.1), hi80: at(0.9) };
}
