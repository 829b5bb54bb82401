import type { Issue } from '#engine/issue.ts';
import { shapleyValues } from '#engine/launch/explain/shapley.ts';
import type { LaunchCandidate, ProductHistory } from '#engine/launch/history/launch.ts';
import { seasonOfLaunch } from '#engine/launch/history/season-of-launch.ts';
import { moveOdds } from '#engine/launch/hits/hit-classifier.ts';
import type { LevelChoice } from '#engine/launch/level/choose-level.ts';
import { modelWeights } from '#engine/launch/level/choose-level.ts';
import type { LevelData } from '#engine/launch/level/level-data.ts';
import { extrapolationError } from '#engine/launch/level/level-evidence.ts';
import {
  type FittedModels,
  fitModels,
  type LevelPrediction,
  type LevelReason,
  type ModelOptions,
  nearestLaunches,
} from '#engine/launch/level/level-models.ts';
import type { PerceptronTrainer } from '#engine/launch/level/perceptron.ts';
import { fromScale, type PowerScale } from '#engine/launch/level/power-transform.ts';
import type { CurveLibrary } from '#engine/launch/shape/curve-library.ts';
import { type LaunchShapes, type NeutralLaunch, neutralPath } from '#engine/launch/shape/launch-shape.ts';
import type {
  Analogue,
  AnaloguePreference,
  CandidateForecast,
  ColdStartInput,
  LevelContribution,
} from './cold-start-forecast.ts';
import { type DemandOverride, overrideDraws, overrideShape } from './demand-override.ts';
import { leastRest } from './observed-range.ts';
import { drawTotals, meanOf, probabilityAtLeast, quantileOf, type TotalDraws } from './total-distribution.ts';
import { pinAnalogues, readObserved, updatePrediction } from './update-after-launch.ts';
import { forecastWeeks, learnWeekScatter } from './weekly-forecast.ts';

/** Everything that all candidates share. */
export interface ForecastContext {
  readonly input: ColdStartInput;
  readonly data: LevelData;
  /** In the order of their weeks, as the data's items. */
  readonly launches: readonly ProductHistory[];
  readonly shapes: LaunchShapes;
  readonly library: CurveLibrary;
  readonly neutral: readonly NeutralLaunch[];
  readonly scale: PowerScale;
  readonly z: Float64Array;
  readonly priorSpread: number;
  readonly rivals: FittedModels;
  readonly young: NonNullable<ModelOptions['young']>;
  readonly trainer: PerceptronTrainer;
  readonly choice: LevelChoice;
  /** Factor on the deviation of a forecast that is updated by the weeks of these ages. */
  readonly observedRange: (ages: readonly number[]) => number;
  readonly hitThreshold: number;
  /** Probability of a hit of an item before its launch, where perceptrons tell it better than `distribution`; null where they do not. */
  readonly classify: ((item: number, distribution: number) => number) | null;
  /** Expected total of a candidate without wishes and override, where it is at hand; else null, and it is worked out. */
  readonly plainTotal: (candidate: LaunchCandidate) => number | null;
}

const analoguesShown = 5;
/** Below this similarity of the nearest launch the candidate resembles none. */
const faint = 0.25;

/** Returns the forecast of one candidate by its index among the data's items. */
export function createCandidateForecaster(
  context: ForecastContext,
): (candidate: LaunchCandidate, item: number) => CandidateForecast {
  const { input, data, launches, shapes, library, neutral, scale, z, choice, observedRange, hitThreshold } = context;
  const { horizon, factors } = input;
  const scatter = learnWeekScatter(neutral, shapes.mean);

  /** The distribution's probability, or the classifier's moved by what the distribution knows beyond what all launches taught. */
  const hitProbabilityOf = (candidate: LaunchCandidate, item: number, now: number): number => {
    if (!context.classify || Number.isNaN(now)) return now;
    const plain = context.rivals.prediction(choice.model, item, choice.members);
    const prior = library.prior(
      new Map(nearestLaunches(data, Array.from(launches.keys()), item).map(({ at, weight }) => [at, weight])),
    );
    const shape = library.shape(shapes.of(candidate.category), prior);
    const facts = { category: candidate.category, firstWeek: candidate.launchWeek };
    const { multiplier } = seasonOfLaunch(facts, shape, horizon, factors);
    const deviation = choice.deviationFactor * Math.sqrt(plain.variance);
    const before = probabilityAtLeast(drawTotals(scale, plain.mean, deviation, multiplier), hitThreshold);
    return moveOdds(context.classify(item, before), before, now);
  };

  const forecastOne = (
    candidate: LaunchCandidate,
    item: number,
    override: DemandOverride | null,
    wishes: readonly AnaloguePreference[],
  ): CandidateForecast => {
    const { rivals, train } = respectExclusions(context, wishes);
    const own = rivals.prediction(choice.model, item, choice.members);
    const prediction = pinAnalogues(
      own,
      launches.flatMap((launch, i) => (preferenceOf(wishes, launch.id) === 'pin' ? [z[i]] : [])),
    );
    const deviation = choice.deviationFactor * Math.sqrt(prediction.variance);
    const base = shapes.of(candidate.category);
    const path = observedPath(candidate, context);
    const prior = library.prior(
      new Map(nearestLaunches(data, train, item).map(({ at, weight }) => [train[at], weight])),
    );
    const probabilities = path ? library.posterior(prior, path) : prior;
    const shape = override?.curve ? overrideShape(override.curve.shape, horizon) : library.shape(base, probabilities);
    const season = seasonOfLaunch(
      { category: candidate.category, firstWeek: candidate.launchWeek },
      shape,
      horizon,
      factors,
    );
    // The level is extrapolated along the category's curve, whose errors are measured; the curve followed says what is still to come.
    const seen = path && readSales(candidate, path, base);
    const level = seen
      ? updatePrediction(
          { mean: prediction.mean, deviation },
          seen.level,
          extrapolationError(neutral, seen.weeks, base, scale, Math.sqrt(prediction.variance)),
          scale,
        )
      : { mean: prediction.mean, deviation };
    const drawWith = (factor: number): TotalDraws => {
      const own = { mean: level.mean, deviation: factor * level.deviation };
      return seen
        ? remainingDraws(own, seen, season.expected, season.multiplier, scale)
        : drawTotals(scale, own.mean, own.deviation, season.multiplier);
    };
    const narrow = drawWith(1);
    const plain = seen ? drawWith(observedRange(seen.weeks)) : narrow;
    const draws = override ? overrideDraws(plain, override) : plain;
    // A wider range says that less is known, not that more will be sold: the expected value stays.
    const total = override?.total ?? (meanOf(draws) * meanOf(narrow)) / Math.max(1e-9, meanOf(plain));
    const changed = total / Math.max(1e-9, meanOf(narrow));
    const weekly = forecastWeeks(draws, season.expected, scatter, total);
    const quantile = (p: number): number => quantileOf(draws, p);
    const neutralTotal = changed * meanOf(drawTotals(scale, level.mean, level.deviation));
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
      hitProbability: hitProbabilityOf(candidate, item, probabilityAtLeast(draws, hitThreshold)),
      hitThreshold,
      levelByModel: levelsByModel(rivals, item, scale, choice),
      contributions: contributionsOf(
        { own, pinnedMean: prediction.mean, updatedMean: level.mean, multiplier: season.multiplier, total, changed },
        scale,
      ),
      analogues: listAnalogues(context, train, item, wishes),
      curves: library.curves.map(({ name }, c) => ({ name, probability: probabilities[c] })),
      before: null,
      observedWeeks: seen?.level.weeks ?? 0,
      issues: candidateIssues(candidate, data, launches, item),
    };
  };
  return (candidate, item) => {
    const wishes = input.wishes.filter((wish) => wish.candidateId === candidate.id);
    const wished = forecastOne(candidate, item, null, wishes);
    const forecast =
      wishes.length > 0
        ? { ...wished, beforeWishes: context.plainTotal(candidate) ?? forecastOne(candidate, item, null, []).total }
        : wished;
    const override = input.overrides?.find(({ candidateId }) => candidateId === candidate.id);
    if (!override) return forecast;
    const { total, totalLo80, totalHi80, hitProbability, weekly } = forecast;
    return {
      ...forecast,
      ...forecastOne(candidate, item, override, wishes),
      before: { total, totalLo80, totalHi80, hitProbability, weekly },
    };
  };
}

function preferenceOf(wishes: readonly AnaloguePreference[], launchId: string): 'pin' | 'exclude' | null {
  return wishes.find((wish) => wish.launchId === launchId)?.wish ?? null;
}

/** The rivals refitted without the excluded launches, their variances kept; at least one launch stays. */
function respectExclusions(
  context: ForecastContext,
  wishes: readonly AnaloguePreference[],
): { readonly rivals: FittedModels; readonly train: readonly number[] } {
  const { launches, rivals, young, trainer, data, z, priorSpread } = context;
  const all = launches.map((_, i) => i);
  const train = all.filter((i) => preferenceOf(wishes, launches[i].id) !== 'exclude');
  if (train.length === all.length || train.length === 0) return { rivals, train: all };
  const levels = Float64Array.from(train, (i) => z[i]);
  return {
    rivals: fitModels(data, train, levels, priorSpread, {
      trainer,
      warm: rivals.variances,
      keepVariances: true,
      young,
    }),
    train,
  };
}

interface SeenSales {
  readonly level: NonNullable<ReturnType<typeof readObserved>>;
  /** Weeks since launch with known sales. */
  readonly weeks: readonly number[];
}

/** Neutral pieces by week of a launch that has begun; null before it. */
function observedPath(candidate: LaunchCandidate, { input }: ForecastContext): Float64Array | null {
  const { observed, launchWeek } = candidate;
  if (!observed || observed.length === 0) return null;
  const path = neutralPath({ ...candidate, firstWeek: launchWeek, weekly: observed }, input.horizon, input.factors);
  return path.some((units) => !Number.isNaN(units)) ? path : null;
}

function readSales(candidate: LaunchCandidate, path: Float64Array, shape: Float64Array): SeenSales | null {
  const level = candidate.observed ? readObserved(candidate.observed, path, shape) : null;
  return level && { level, weeks: Array.from(path.keys()).filter((a) => !Number.isNaN(path[a])) };
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

function levelsByModel(
  rivals: FittedModels,
  item: number,
  scale: PowerScale,
  choice: LevelChoice,
): CandidateForecast['levelByModel'] {
  const weights = modelWeights(choice, rivals.models);
  return [...rivals.models, 'mix' as const].map((model) => ({
    model,
    median: fromScale(scale, rivals.prediction(model, item, choice.members).mean),
    weight: weights.get(model) ?? 0,
  }));
}

interface ExplainedLevel {
  readonly own: LevelPrediction;
  readonly pinnedMean: number;
  readonly updatedMean: number;
  /** Total as sold / neutral total. */
  readonly multiplier: number;
  readonly total: number;
  /** Total / total before the manager changed it. */
  readonly changed: number;
}

/** Below this a level counts as this many pieces: its logarithm would be endless. */
const leastPieces = 0.5;

/**
 * Factors that multiply up to `total` exactly. The level is a sum of reasons on the power scale (pins and first weeks among them);
 * what each does to its logarithm is its Shapley value in the game "reasons that are in -> ln level", from the typical launch
 * (none in) to the level forecast (all in). Season, the mean's distance from the median and the manager's change are factors anyway.
 */
function contributionsOf(level: ExplainedLevel, scale: PowerScale): LevelContribution[] {
  const { own, pinnedMean, updatedMean, multiplier, total, changed } = level;
  const reasons: (readonly [LevelContribution['source'], number])[] = [
    ...(Object.entries(own.reasons) as [LevelReason, number][]),
    ...(pinnedMean === own.mean ? [] : [['pinned', pinnedMean - own.mean] as const]),
    ...(updatedMean === pinnedMean ? [] : [['observed', updatedMean - pinnedMean] as const]),
  ];
  const start = reasons.reduce((z, [, value]) => z - value, updatedMean);
  const logLevel = (mask: number): number => {
    const z = reasons.reduce((sum, [, value], i) => sum + ((mask >> i) & 1 ? value : 0), start);
    return Math.log(Math.max(leastPieces, fromScale(scale, z)));
  };
  const values = shapleyValues(reasons.length, logLevel);
  const parts: LevelContribution[] = [
    { source: 'typical', value: Math.exp(logLevel(0)) },
    ...reasons.map(([source], i) => ({ source, value: Math.exp(values[i]) })),
  ];
  if (multiplier !== 1) parts.push({ source: 'season', value: multiplier });
  const product = parts.reduce((all, part) => all * part.value, changed);
  parts.push({ source: 'spread', value: product > 0 ? total / product : 1 });
  if (changed !== 1) parts.push({ source: 'override', value: changed });
  return parts;
}

/** The most similar launches by their weight among the analogues, then the ones that the manager named. */
function listAnalogues(
  context: ForecastContext,
  train: readonly number[],
  item: number,
  wishes: readonly AnaloguePreference[],
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
    wish: preferenceOf(wishes, launches[i].id),
    total: neutral[i].rawTotal,
    weekly: launches[i].weekly.slice(0, input.horizon),
  });
  const shown = nearestLaunches(data, train, item)
    .slice(0, analoguesShown)
    .map(({ at, similarity, weight }) => toAnalogue(train[at], similarity, weight));
  const named = launches.flatMap((launch, i) =>
    preferenceOf(wishes, launch.id) !== null && !shown.some((analogue) => analogue.launchId === launch.id)
      ? [toAnalogue(i, data.similar(item, i), 0)]
      : [],
  );
  return [...shown, ...named];
}

/** True for an attribute that sorts launches into kinds: its values are no numbers, and recur. */
function isKindOfProduct(launches: readonly ProductHistory[], name: string): boolean {
  const values = launches.flatMap(({ attributes }) => (attributes[name] ? [attributes[name]] : []));
  return new Set(values).size <= values.length / 2 && !values.every((value) => Number.isFinite(Number(value)));
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
  const unseen = Object.entries(candidate.attributes).filter(
    ([name, value]) =>
      value !== '' &&
      launches.some(({ attributes }) => attributes[name]) &&
      !launches.some(({ attributes }) => attributes[name]?.toLowerCase() === value.toLowerCase()),
  );
  const isKind = ([name]: readonly [string, string]): boolean => isKindOfProduct(launches, name);
  const kinds = unseen.filter(isKind).map(([name, value]) => `${name}=${value}`);
  if (kinds.length > 0) {
    const params = { candidate: candidate.id, attributes: kinds.join(', ') };
    issues.push({ code: 'unseen-attribute', severity: 'info', params });
  }
  if (launches.length === 1) warn('one-launch', { launch: launches[0].description });
  const nearest = launches.reduce((best, _, i) => Math.max(best, data.similar(item, i)), 0);
  if (nearest < faint) warn('no-similar-launch');
  return issues;
}
