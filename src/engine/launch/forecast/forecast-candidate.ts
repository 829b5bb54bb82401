import { z80 } from '#engine/kernels/normal-distribution.ts';
import { meanOf, quantileOf } from '#engine/kernels/statistics.ts';
import {
  explainLevel,
  findForecastIssues,
  listAnalogues,
  preferenceOf,
} from '#engine/launch/explain/explain-forecast.ts';
import type { FlopChance } from '#engine/launch/flops/flop-chance.ts';
import type { LaunchCandidate } from '#engine/launch/history/launch.ts';
import { type LaunchSeason, seasonOfLaunch } from '#engine/launch/history/season-of-launch.ts';
import { moveOdds } from '#engine/launch/hits/hit-classifier.ts';
import { modelWeights } from '#engine/launch/level/choose-level.ts';
import type { LevelData } from '#engine/launch/level/level-data.ts';
import { extrapolationError } from '#engine/launch/level/level-evidence.ts';
import { type FittedModels, fitModels, type ModelOptions, nearestLaunches } from '#engine/launch/level/level-models.ts';
import type { LevelPrediction } from '#engine/launch/level/level-prediction.ts';
import type { PerceptronTrainer } from '#engine/launch/level/perceptron.ts';
import { fromScale, type PowerScale } from '#engine/launch/level/power-transform.ts';
import { neutralPath } from '#engine/launch/shape/launch-shape.ts';
import type { AnaloguePreference, CandidateForecast } from './cold-start-forecast.ts';
import { type DemandOverride, overrideDraws, overrideShape } from './demand-override.ts';
import type { LaunchLessons } from './launch-lessons.ts';
import { leastRest } from './observed-range.ts';
import type { TestedHits } from './report-backtest.ts';
import { scaleForecast } from './scale-forecast.ts';
import type { TestedLevels } from './test-levels.ts';
import { drawTotals, intervalOf, mixFlops, probabilityAtLeast, type TotalDraws } from './total-distribution.ts';
import { pinAnalogues, readObserved, updatePrediction } from './update-after-launch.ts';
import { forecastWeeks } from './weekly-forecast.ts';

const soldQuantiles = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

/** What the forecasts of all candidates of a run stand on. */
export interface ForecastBasis {
  readonly lessons: LaunchLessons;
  readonly levels: TestedLevels;
  readonly hits: TestedHits;
  readonly trainer: PerceptronTrainer;
}

/** Candidates that know the same sales, and the models of the level fitted to these. */
export interface CandidateGroup {
  readonly basis: ForecastBasis;
  /** Items: the launches, those that have only begun, the candidates. */
  readonly data: LevelData;
  readonly fitted: FittedModels;
  readonly young: NonNullable<ModelOptions['young']>;
  readonly flopChance: FlopChance;
  /** Probability of a hit of an item before its launch, where perceptrons tell it better than `distribution`; null where they do not. */
  readonly classify: ((item: number, distribution: number) => number) | null;
  /** Threshold of a hit at the plan price, where that of the basis is another price's. */
  readonly plainThreshold?: number;
}

export interface CandidateDecisions {
  /** The manager's pins and exclusions for this candidate. */
  readonly preferences: readonly AnaloguePreference[];
  readonly override: DemandOverride | null;
  /** Expected total without either, where it is at hand; else null, and it is worked out. */
  readonly plainTotal: number | null;
}

/**
 * `item`: the candidate's index among the group's items. A price other than that of the facts only multiplies: first weeks sold at it
 * and what the manager says at it are divided by its factor on the way in.
 */
export function forecastCandidate(
  group: CandidateGroup,
  asked: LaunchCandidate,
  item: number,
  decisions: CandidateDecisions,
): CandidateForecast {
  const { priceFactor: factor = 1, ...candidate } = asked;
  if (factor === 1) return forecastAtPlanPrice(group, candidate, item, decisions);
  const { override, plainTotal, preferences } = decisions;
  const total = override?.total ?? null;
  const forecast = forecastAtPlanPrice(
    { ...group, basis: withThreshold(group.basis, factor), plainThreshold: group.basis.hits.threshold },
    candidate.observed ? { ...candidate, observed: candidate.observed.map((units) => units / factor) } : candidate,
    item,
    {
      preferences,
      override: override && { ...override, total: total === null ? null : total / factor },
      plainTotal: plainTotal === null ? null : plainTotal / factor,
    },
  );
  const scaled = scaleForecast(forecast, factor);
  return { ...scaled, contributions: [...forecast.contributions, { source: 'own-price', value: factor }] };
}

/** A hit at a price is a hit of the plan price whose units the price's factor makes enough. */
function withThreshold(basis: ForecastBasis, factor: number): ForecastBasis {
  return { ...basis, hits: { ...basis.hits, threshold: basis.hits.threshold / factor } };
}

function forecastAtPlanPrice(
  group: CandidateGroup,
  candidate: LaunchCandidate,
  item: number,
  { preferences, override, plainTotal }: CandidateDecisions,
): CandidateForecast {
  const wished = forecastOnce(group, candidate, item, preferences, null);
  const forecast =
    preferences.length > 0
      ? { ...wished, beforePreferences: plainTotal ?? forecastOnce(group, candidate, item, [], null).total }
      : wished;
  if (!override) return forecast;
  const { total, totalLo80, totalHi80, hitProbability, weekly } = forecast;
  return {
    ...forecast,
    ...forecastOnce(group, candidate, item, preferences, override),
    before: { total, totalLo80, totalHi80, hitProbability, weekly },
  };
}

function forecastOnce(
  group: CandidateGroup,
  candidate: LaunchCandidate,
  item: number,
  preferences: readonly AnaloguePreference[],
  override: DemandOverride | null,
): CandidateForecast {
  const { lessons, levels, hits } = group.basis;
  const { fitted, train } = respectExclusions(group, preferences);
  const own = fitted.prediction(levels.choice.model, item, levels.choice.members);
  const pinned = pinAnalogues(
    own,
    lessons.launches.flatMap((launch, i) => (preferenceOf(preferences, launch.id) === 'pin' ? [lessons.z[i]] : [])),
  );
  const curve = followCurve(group, candidate, item, train, override);
  const level = updateBySales(group.basis, candidate, pinned, curve);
  const { flopChance } = group;
  const before = flopChance.of(item);
  const flopProbability = candidate.observed ? flopChance.after(before, candidate.observed) : before;
  const flops = { probability: flopProbability, totals: flopChance.totals };
  const { draws, total, changed, soldTotal, sold, flopTotal, endlessFlop } = drawForecast(
    group.basis,
    level,
    curve.season,
    flops,
    override,
  );
  const [[totalLo50, totalHi50], [totalLo80, totalHi80], [totalLo95, totalHi95]] = [0.5, 0.8, 0.95].map((share) =>
    intervalOf(draws, share),
  );
  const { multiplier, endless, expected } = curve.season;
  return {
    id: candidate.id,
    launchWeek: candidate.launchWeek,
    total,
    totalMedian: quantileOf(draws, 0.5),
    ...{ totalLo50, totalHi50, totalLo80, totalHi80, totalLo95, totalHi95 },
    weekly: forecastWeeks(draws, expected, lessons.scatter, total),
    logSpread: (Math.log1p(quantileOf(draws, 0.9)) - Math.log1p(quantileOf(draws, 0.1))) / (2 * z80),
    neutralTotal:
      changed *
      ((1 - flopProbability) * meanOf(drawTotals(lessons.scale, level.mean, level.deviation)) +
        (flopProbability * endlessFlop) / Math.max(1e-9, endless)),
    shape: curve.shape,
    hitProbability: hitProbabilityOf(group, candidate, item, probabilityAtLeast(draws, hits.threshold)),
    hitThreshold: hits.threshold,
    flopProbability,
    parts: {
      flopTotal,
      sold: soldQuantiles.map((probability) => ({ probability, total: quantileOf(sold, probability) })),
    },
    levelByModel: levelsByModel(group.basis, fitted, item),
    contributions: explainLevel(
      { own, pinnedMean: pinned.mean, updatedMean: level.mean, multiplier, soldTotal, total, changed },
      lessons.scale,
    ),
    analogues: listAnalogues(lessons, group.data, train, item, preferences),
    curves: lessons.library.curves.map(({ name }, c) => ({ name, probability: curve.probabilities[c] })),
    before: null,
    observedWeeks: level.seen?.level.weeks ?? 0,
    issues: findForecastIssues(candidate, group.data, lessons.launches, item),
  };
}

/** The models refitted without the excluded launches, their variances as they were; at least one launch stays. */
function respectExclusions(
  { basis, data, fitted, young }: CandidateGroup,
  preferences: readonly AnaloguePreference[],
): { readonly fitted: FittedModels; readonly train: readonly number[] } {
  const { launches, z, priorSpread } = basis.lessons;
  const all = launches.map((_, i) => i);
  const train = all.filter((i) => preferenceOf(preferences, launches[i].id) !== 'exclude');
  if (train.length === all.length || train.length === 0) return { fitted, train: all };
  const levels = Float64Array.from(train, (i) => z[i]);
  const options = { trainer: basis.trainer, warm: fitted.variances, keepVariances: true, young };
  return { fitted: fitModels(data, train, levels, priorSpread, options), train };
}

/** The curve that a candidate is expected to follow, and what season and promotions make of it. */
interface FollowedCurve {
  /** Of its category. */
  readonly base: Float64Array;
  /** Neutral units by week of a launch that has begun; null before it. */
  readonly path: Float64Array | null;
  /** Of the typical curves. */
  readonly probabilities: Float64Array;
  readonly shape: Float64Array;
  readonly season: LaunchSeason;
}

function followCurve(
  { basis, data }: CandidateGroup,
  candidate: LaunchCandidate,
  item: number,
  train: readonly number[],
  override: DemandOverride | null,
): FollowedCurve {
  const { lessons } = basis;
  const { horizon, factors, library } = lessons;
  const base = lessons.shapes.of(candidate.category);
  const path = observedPath(candidate, lessons);
  const prior = library.prior(new Map(nearestLaunches(data, train, item).map(({ at, weight }) => [train[at], weight])));
  const probabilities = path ? library.posterior(prior, path) : prior;
  const shape = override?.curve ? overrideShape(override.curve.shape, horizon) : library.shape(base, probabilities);
  const facts = { category: candidate.category, firstWeek: candidate.launchWeek, lastDay: candidate.lastDay };
  return { base, path, probabilities, shape, season: seasonOfLaunch(facts, shape, horizon, factors) };
}

function observedPath(candidate: LaunchCandidate, { horizon, factors }: LaunchLessons): Float64Array | null {
  const { observed, launchWeek } = candidate;
  if (!observed || observed.length === 0) return null;
  const path = neutralPath({ ...candidate, firstWeek: launchWeek, weekly: observed }, horizon, factors);
  return path.some((units) => !Number.isNaN(units)) ? path : null;
}

interface SeenSales {
  readonly level: NonNullable<ReturnType<typeof readObserved>>;
  /** Weeks since launch with known sales. */
  readonly weeks: readonly number[];
}

interface UpdatedLevel {
  readonly mean: number;
  readonly deviation: number;
  /** Null before the launch. */
  readonly seen: SeenSales | null;
}

/**
 * The level with what the first weeks say. It is extrapolated along the category's curve, whose errors are measured; the
 * curve followed says what is still to come.
 */
function updateBySales(
  { lessons, levels }: ForecastBasis,
  candidate: LaunchCandidate,
  prediction: LevelPrediction,
  { base, path }: FollowedCurve,
): UpdatedLevel {
  const deviation = levels.choice.deviationFactor * Math.sqrt(prediction.variance);
  const prior = { mean: prediction.mean, deviation };
  const observed = path && candidate.observed ? readObserved(candidate.observed, path, base) : null;
  if (!path || !observed) return { ...prior, seen: null };
  const weeks = Array.from(path.keys()).filter((a) => !Number.isNaN(path[a]));
  const error = extrapolationError(lessons.neutral, weeks, base, lessons.scale, Math.sqrt(prediction.variance));
  return { ...updatePrediction(prior, observed, error, lessons.scale), seen: { level: observed, weeks } };
}

/**
 * By how much a range is wider because its spread is itself an estimate from so many launches: the 90 % quantile of Student's t with two
 * degrees of freedom fewer over the normal one (Abramowitz and Stegun 1964, 26.7.5; 3 degrees at least).
 */
function spreadDoubt(launches: number): number {
  const degrees = Math.max(3, launches - 2);
  const square = z80 ** 2;
  return 1 + (square + 1) / (4 * degrees) + (5 * square ** 2 + 16 * square + 3) / (96 * degrees ** 2);
}

interface DrawnForecast {
  readonly draws: TotalDraws;
  /** Of a launch that does not flop. */
  readonly sold: TotalDraws;
  readonly total: number;
  readonly soldTotal: number;
  readonly flopTotal: number;
  /** Of a flop that no last selling day ends. */
  readonly endlessFlop: number;
  /** Total / total before the manager changed it. */
  readonly changed: number;
}

function drawForecast(
  { lessons, levels }: ForecastBasis,
  level: UpdatedLevel,
  { expected, multiplier, endless }: LaunchSeason,
  flops: { readonly probability: number; readonly totals: Float64Array },
  override: DemandOverride | null,
): DrawnForecast {
  const { seen } = level;
  const drawWith = (factor: number): TotalDraws => {
    const own = { mean: level.mean, deviation: factor * level.deviation };
    return seen
      ? remainingDraws(own, seen, expected, multiplier, lessons.scale)
      : drawTotals(lessons.scale, own.mean, own.deviation, multiplier);
  };
  const narrow = drawWith(1);
  const plain = drawWith(seen ? levels.observedRange(seen.weeks) : spreadDoubt(lessons.launches.length));
  // What flops sell is so few units whatever the season, but no more of them than the weeks up to the last selling day bring.
  const share = multiplier / Math.max(1e-9, endless);
  const flopTotalsAt = (part: number): Float64Array =>
    flops.totals.map((total) => Math.max(total * part, seen?.level.sold ?? 0));
  const flopTotals = flopTotalsAt(share);
  const flopTotal = meanOf(flopTotals);
  const mixed = mixFlops(plain, flopTotals, flops.probability);
  const draws = override ? overrideDraws(mixed, override) : mixed;
  // A wider interval says that less is known, not that more will be sold: the expected value stays.
  const soldTotal = meanOf(narrow);
  const expectedTotal = (1 - flops.probability) * soldTotal + flops.probability * flopTotal;
  const total = override?.total ?? (meanOf(draws) * expectedTotal) / Math.max(1e-9, meanOf(mixed));
  // Where nothing can be sold there is nothing to change.
  const changed = expectedTotal > 1e-9 ? total / expectedTotal : 1;
  const sold = override ? overrideDraws(plain, { ...override, total: null }).map((own) => own * changed) : plain;
  const endlessFlop = meanOf(flopTotalsAt(1));
  return { draws, sold, total, soldTotal, flopTotal, endlessFlop, changed };
}

/**
 * What was sold plus draws of the rest: the weeks that are still to come or unknown. The error of extrapolating is measured on the whole
 * total and lies in the rest alone: relative to the rest it is larger by 1 / (share of the rest).
 */
function remainingDraws(
  level: { readonly mean: number; readonly deviation: number },
  seen: SeenSales,
  expected: Float64Array,
  multiplier: number,
  scale: PowerScale,
): TotalDraws {
  const rest = Math.max(
    0,
    seen.weeks.reduce((share, a) => share - expected[a], 1),
  );
  return drawTotals(scale, level.mean, level.deviation / Math.max(leastRest, rest), multiplier * rest, seen.level.sold);
}

/** The distribution's probability, or the classifier's moved by what the distribution knows beyond what all launches say. */
function hitProbabilityOf(group: CandidateGroup, candidate: LaunchCandidate, item: number, now: number): number {
  const { classify, fitted, basis } = group;
  if (!classify || Number.isNaN(now)) return now;
  const { lessons, levels, hits } = basis;
  const { choice } = levels;
  const plain = fitted.prediction(choice.model, item, choice.members);
  const all = Array.from(lessons.launches.keys());
  const { observed: _, ...unsold } = candidate;
  const { season } = followCurve(group, unsold, item, all, null);
  // As wide as `now` is before the launch: what nobody has learnt since moves no odds.
  const deviation = spreadDoubt(lessons.launches.length) * choice.deviationFactor * Math.sqrt(plain.variance);
  const draws = drawTotals(lessons.scale, plain.mean, deviation, season.multiplier);
  const before = probabilityAtLeast(draws, group.plainThreshold ?? hits.threshold);
  return moveOdds(classify(item, before), before, now);
}

function levelsByModel(
  { lessons, levels }: ForecastBasis,
  fitted: FittedModels,
  item: number,
): CandidateForecast['levelByModel'] {
  const weights = modelWeights(levels.choice, fitted.models);
  return [...fitted.models, 'mix' as const].map((model) => ({
    model,
    median: fromScale(lessons.scale, fitted.prediction(model, item, levels.choice.members).mean),
    weight: weights.get(model) ?? 0,
  }));
}
