import type { Issue } from '#engine/issue.ts';
import type { LevelChoice } from '#engine/launch/choose-level.ts';
import { modelWeights } from '#engine/launch/choose-level.ts';
import type {
  Analogue,
  AnalogueWish,
  CandidateForecast,
  ColdStartInput,
  LevelContribution,
} from '#engine/launch/cold-start-forecast.ts';
import type { LaunchCandidate, ProductHistory } from '#engine/launch/launch.ts';
import { type LaunchShapes, type NeutralLaunch, neutralPath } from '#engine/launch/launch-shape.ts';
import type { LevelData } from '#engine/launch/level-data.ts';
import { extrapolationError } from '#engine/launch/level-evidence.ts';
import {
  type FittedRivals,
  fitRivals,
  type LevelOpinion,
  type LevelReason,
  nearestLaunches,
  type RivalOptions,
} from '#engine/launch/level-rivals.ts';
import { fromScale, type PowerScale } from '#engine/launch/power-transform.ts';
import { seasonOfLaunch } from '#engine/launch/season-of-launch.ts';
import {
  drawTotals,
  meanOf,
  probabilityAtLeast,
  quantileOf,
  type TotalDraws,
} from '#engine/launch/total-distribution.ts';
import { pinAnalogues, readObserved, updateOpinion } from '#engine/launch/update-after-launch.ts';
import { forecastWeeks, learnWeekScatter } from '#engine/launch/weekly-forecast.ts';

/** Everything that all candidates share. */
export interface ForecastContext {
  readonly input: ColdStartInput;
  readonly data: LevelData;
  /** In the order of their weeks, as the data's items. */
  readonly launches: readonly ProductHistory[];
  readonly shapes: LaunchShapes;
  readonly neutral: readonly NeutralLaunch[];
  readonly scale: PowerScale;
  readonly z: Float64Array;
  readonly priorSpread: number;
  readonly rivals: FittedRivals;
  readonly young: NonNullable<RivalOptions['young']>;
  readonly choice: LevelChoice;
  readonly hitThreshold: number;
}

const analoguesShown = 5;
/** Below this similarity of the nearest launch the candidate resembles none. */
const faint = 0.25;

/** Returns the forecast of one candidate by its index among the data's items. */
export function createCandidateForecaster(
  context: ForecastContext,
): (candidate: LaunchCandidate, item: number) => CandidateForecast {
  const { input, data, launches, shapes, neutral, scale, z, choice, hitThreshold } = context;
  const { horizon, factors } = input;
  const scatter = learnWeekScatter(neutral, shapes.mean);
  const typical = quantileOf(
    neutral.map(({ total }) => total).sort((a, b) => a - b),
    0.5,
  );

  return (candidate, item) => {
    const wishes = input.wishes.filter((wish) => wish.candidateId === candidate.id);
    const { rivals, train } = respectExclusions(context, wishes);
    const own = rivals.opinion(choice.model, item);
    const opinion = pinAnalogues(
      own,
      launches.flatMap((launch, i) => (wishOf(wishes, launch.id) === 'pin' ? [z[i]] : [])),
    );
    const deviation = choice.deviationFactor * Math.sqrt(opinion.variance);
    const season = seasonOfLaunch(
      { category: candidate.category, firstWeek: candidate.launchWeek },
      shapes,
      horizon,
      factors,
    );
    const shape = shapes.of(candidate.category);
    const seen = readSales(candidate, shape, context);
    const level = seen
      ? updateOpinion(
          { mean: opinion.mean, deviation },
          seen.level,
          extrapolationError(neutral, seen.weeks, shape, scale, Math.sqrt(opinion.variance)),
          scale,
        )
      : { mean: opinion.mean, deviation };
    const draws = seen
      ? remainingDraws(level, seen, season.expected, season.multiplier, scale)
      : drawTotals(scale, level.mean, level.deviation, season.multiplier);
    const total = meanOf(draws);
    const weekly = forecastWeeks(draws, season.expected, scatter);
    const quantile = (p: number): number => quantileOf(draws, p);
    const neutralTotal = meanOf(drawTotals(scale, level.mean, level.deviation));
    return {
      id: candidate.id,
      launchWeek: candidate.launchWeek,
      total,
      totalMedian: quantile(0.5),
      totalLo50: quantile(0.25),
      totalHi50: quantile(0.75),
      totalLo80: quantile(0.1),
      totalHi80: quantile(0.9),
      totalLo95: quantile(0.025),
      totalHi95: quantile(0.975),
      weekly,
      logSpread: (Math.log1p(quantile(0.9)) - Math.log1p(quantile(0.1))) / 2.5631,
      neutralTotal,
      shape,
      hitProbability: probabilityAtLeast(draws, hitThreshold),
      hitThreshold,
      levelByModel: levelsByModel(rivals, item, scale, choice),
      contributions: contributionsOf(typical, own, opinion.mean, level.mean, season.multiplier, total, scale),
      analogues: listAnalogues(context, train, item, wishes),
      observedWeeks: seen?.level.weeks ?? 0,
      issues: candidateIssues(candidate, data, launches, item),
    };
  };
}

function wishOf(wishes: readonly AnalogueWish[], launchId: string): 'pin' | 'exclude' | null {
  return wishes.find((wish) => wish.launchId === launchId)?.wish ?? null;
}

/** The rivals refitted without the excluded launches, their variances kept; at least one launch stays. */
function respectExclusions(
  context: ForecastContext,
  wishes: readonly AnalogueWish[],
): { readonly rivals: FittedRivals; readonly train: readonly number[] } {
  const { launches, rivals, young, data, z, priorSpread } = context;
  const all = launches.map((_, i) => i);
  const train = all.filter((i) => wishOf(wishes, launches[i].id) !== 'exclude');
  if (train.length === all.length || train.length === 0) return { rivals, train: all };
  const levels = Float64Array.from(train, (i) => z[i]);
  return {
    rivals: fitRivals(data, train, levels, priorSpread, { warm: rivals.variances, keepVariances: true, young }),
    train,
  };
}

interface SeenSales {
  readonly level: NonNullable<ReturnType<typeof readObserved>>;
  /** Weeks since launch with known sales. */
  readonly weeks: readonly number[];
}

function readSales(candidate: LaunchCandidate, shape: Float64Array, context: ForecastContext): SeenSales | null {
  const { horizon, factors } = context.input;
  if (!candidate.observed || candidate.observed.length === 0) return null;
  const { observed } = candidate;
  const path = neutralPath({ ...candidate, firstWeek: candidate.launchWeek, weekly: observed }, horizon, factors);
  const level = readObserved(observed, path, shape);
  return level && { level, weeks: Array.from(path.keys()).filter((a) => !Number.isNaN(path[a])) };
}

/** What was sold plus draws of the rest: the weeks that are still to come or unknown. */
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
  return drawTotals(scale, level.mean, level.deviation, multiplier * rest, seen.level.sold);
}

function levelsByModel(
  rivals: FittedRivals,
  item: number,
  scale: PowerScale,
  choice: LevelChoice,
): CandidateForecast['levelByModel'] {
  const weights = modelWeights(choice, rivals.models);
  return rivals.models.map((model) => ({
    model,
    median: fromScale(scale, rivals.opinion(model, item).mean),
    weight: weights.get(model) ?? 0,
  }));
}

/**
 * Factors that multiply up to `total` exactly. On the power scale the level is a sum of reasons; its logarithm is shared out in
 * proportion to them (Aumann and Shapley's path from the typical launch to the forecast).
 */
function contributionsOf(
  typical: number,
  own: LevelOpinion,
  pinnedMean: number,
  updatedMean: number,
  multiplier: number,
  total: number,
  scale: PowerScale,
): LevelContribution[] {
  const log = (z: number): number => Math.log1p(fromScale(scale, z));
  const reasons = Object.entries(own.reasons) as [LevelReason, number][];
  const reasonsSum = reasons.reduce((sum, [, value]) => sum + value, 0);
  const start = own.mean - reasonsSum;
  const slope = Math.abs(reasonsSum) > 1e-9 ? (log(own.mean) - log(start)) / reasonsSum : 0;
  const logTypical = Math.log1p(typical);
  const parts: LevelContribution[] = [
    { source: 'typical', value: Math.exp(logTypical) },
    ...reasons.map(([source, value]) => ({ source, value: Math.exp(slope * value) })),
  ];
  const pinned = log(pinnedMean) - log(own.mean);
  const observed = log(updatedMean) - log(pinnedMean);
  if (Math.abs(pinned) > 1e-12) parts.push({ source: 'pinned', value: Math.exp(pinned) });
  if (Math.abs(observed) > 1e-12) parts.push({ source: 'observed', value: Math.exp(observed) });
  if (multiplier !== 1) parts.push({ source: 'season', value: multiplier });
  const product = parts.reduce((all, part) => all * part.value, 1);
  parts.push({ source: 'spread', value: product > 0 ? total / product : 1 });
  return parts;
}

/** The most similar launches by their weight among the analogues, then the ones that the manager named. */
function listAnalogues(
  context: ForecastContext,
  train: readonly number[],
  item: number,
  wishes: readonly AnalogueWish[],
): Analogue[] {
  const { data, launches, neutral, input } = context;
  const toAnalogue = (i: number, similarity: number, weight: number): Analogue => ({
    launchId: launches[i].id,
    description: launches[i].description,
    category: launches[i].category,
    price: launches[i].price,
    firstWeek: launches[i].firstWeek,
    similarity,
    weight,
    wish: wishOf(wishes, launches[i].id),
    total: neutral[i].rawTotal,
    weekly: launches[i].weekly.slice(0, input.horizon),
  });
  const shown = nearestLaunches(data, train, item)
    .slice(0, analoguesShown)
    .map(({ at, similarity, weight }) => toAnalogue(train[at], similarity, weight));
  const named = launches.flatMap((launch, i) =>
    wishOf(wishes, launch.id) !== null && !shown.some((analogue) => analogue.launchId === launch.id)
      ? [toAnalogue(i, data.similar(item, i), 0)]
      : [],
  );
  return [...shown, ...named];
}

/** Reasons for a wide range. */
function candidateIssues(
  candidate: LaunchCandidate,
  data: LevelData,
  launches: readonly ProductHistory[],
  item: number,
): Issue[] {
  const issues: Issue[] = [];
  const warn = (code: string, params: Record<string, string | number> = {}): void =>
    void issues.push({ code, severity: 'warning', params: { candidate: candidate.id, ...params } });
  if (!(candidate.price > 0)) warn('missing-price');
  if (candidate.category !== '' && !launches.some((launch) => launch.category === candidate.category)) {
    warn('unseen-category', { category: candidate.category });
  }
  if (launches.length === 1) warn('one-launch', { launch: launches[0].description });
  const nearest = launches.reduce((best, _, i) => Math.max(best, data.similar(item, i)), 0);
  if (nearest < faint) warn('no-similar-launch');
  return issues;
}
