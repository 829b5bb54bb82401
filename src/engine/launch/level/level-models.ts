import { meanOf } from '#engine/kernels/statistics.ts';
import type { LevelModel } from '#engine/launch/forecast/cold-start-forecast.ts';
import {
  conditionKernel,
  type KernelFit,
  type KernelPart,
  type KernelVariances,
  logEvidence,
  predictKernel,
  tuneVariances,
} from './kernel-regression.ts';
import { createLearnedModels } from './learned-models.ts';
import type { LevelData } from './level-data.ts';
import type { LevelEvidence } from './level-evidence.ts';
import { type LevelPrediction, type LevelReason, mixPredictions } from './level-prediction.ts';
import type { PerceptronTrainer } from './perceptron.ts';
import { standardise } from './standardise.ts';

/** The models fitted to some launches (indices into the data's items); `variances` warm-start the next fit. */
export interface FittedModels {
  /** Single models; their mix comes beside. */
  readonly models: readonly LevelModel[];
  /** `members`: of the mix; all that can be in it unless said. */
  prediction(model: LevelModel, item: number, members?: readonly LevelModel[]): LevelPrediction;
  readonly variances: ReadonlyMap<LevelModel, KernelVariances>;
}

export interface ModelOptions {
  /** Trains the perceptrons. */
  readonly trainer: PerceptronTrainer;
  /** Variances of an earlier fit to start from. */
  readonly warm?: ReadonlyMap<LevelModel, KernelVariances>;
  /** Keep the warm variances as they are (a refit without one analogue). */
  readonly keepVariances?: boolean;
  /** Launches that have only begun, with what their first weeks say: for the kernel regressions alone. */
  readonly young?: readonly { readonly item: number; readonly evidence: LevelEvidence }[];
}

/**
 * Models whose mean is the `mix`: the kernel regressions, and the perceptron where the backtest wants it in. `reviews` takes the place of
 * `words-range-price` where the backtest wants it to.
 */
export const mixedModels = ['words-price', 'range-price', 'words-range-price', 'perceptron'] as const;

const analogueCount = 20;
const priceBands = 5;
/** Launches of average level that a band's or the analogues' mean is pulled by. */
const pull = 2;
/** Log standard deviation of launch totals when there is nothing to learn it from, as if seen on 2 launches. */
const priorLaunches = 2;

/**
 * Fits every model to the launches `train` with levels `z` (power scale, one for each of `train`, no NaN).
 * `global`: their mean. `price-bands`: mean of the price fifth. `analogues`: the 20 most similar, weights similarity^2.
 * `words-price`, `range-price`, `words-range-price`: kernel regressions on the named facts (and the category, where there are
 * several). Without an established assortment there is no `range-price`, without rated predecessors no `reviews`. `perceptron`, `forest`: learned-models.ts, from 8 launches on.
 * `priorSpread`: standard deviation of levels that two launches' worth of doubt is added with.
 */
export function fitModels(
  data: LevelData,
  train: readonly number[],
  z: Float64Array,
  priorSpread: number,
  options: ModelOptions,
): FittedModels {
  const n = train.length;
  const centre = meanOf(z);
  const squares = z.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const spread = Math.sqrt((squares + priorLaunches * priorSpread ** 2) / (n + priorLaunches));
  const young = options.young ?? [];
  const items = [...train, ...young.map(({ item }) => item)];
  const target = Float64Array.from(
    [...z, ...young.map(({ evidence }) => evidence.z)],
    (value) => (value - centre) / spread,
  );
  const ownNoise = Float64Array.from(items, (_, i) => (i < n ? 0 : young[i - n].evidence.noise / spread ** 2));
  const parts = createParts(data, train);
  const variances = new Map<LevelModel, KernelVariances>();
  const fits = new Map<LevelModel, SharedFit>();
  const tune = (model: LevelModel, own: readonly KernelPart[]): KernelVariances => {
    const warm = options.warm?.get(model);
    if (warm && options.keepVariances) return warm;
    return tuneVariances(own, items, target, warm, warm ? warmIterations : undefined, ownNoise);
  };
  const plainVariances = tune('global', []);
  variances.set('global', plainVariances);
  const plain = conditionKernel([], items, target, plainVariances, ownNoise);
  const plainEvidence = logEvidence([], items, target, plainVariances, ownNoise);
  for (const [model, names] of Object.entries(kernelModels) as [LevelModel, readonly PartName[]][]) {
    if (model === 'range-price' && !data.hasRange) continue;
    if (model === 'reviews' && !data.hasRating) continue;
    const own = names.flatMap((name) => parts.get(name) ?? []);
    const tuned = tune(model, own);
    variances.set(model, tuned);
    const lead = logEvidence(own, items, target, tuned, ownNoise) - plainEvidence;
    fits.set(model, {
      fit: conditionKernel(own, items, target, tuned, ownNoise),
      plain,
      share: 1 / (1 + Math.exp(-lead)),
    });
  }
  const learned = createLearnedModels(data, train, target.subarray(0, n), centre, spread, options.trainer);
  const bandOf = createBands(data, train, z, centre, spread);
  const single = (model: LevelModel, item: number): LevelPrediction => {
    const fit = fits.get(model);
    if (fit) return kernelPrediction(fit, item, centre, spread);
    if (model === 'perceptron' || model === 'forest') return learned.prediction(model, item);
    if (model === 'price-bands') return bandOf(item);
    if (model === 'analogues') return analoguePrediction(data, train, z, item, centre, spread);
    return { mean: centre, variance: spread ** 2 * (1 + 1 / n), latentVariance: spread ** 2 / n, reasons: {} };
  };
  const learnedModels: readonly LevelModel[] = n >= leastLearned ? ['perceptron', 'forest'] : [];
  const models: readonly LevelModel[] = ['global', 'price-bands', 'analogues', ...learnedModels, ...fits.keys()];
  return {
    models,
    variances,
    prediction: (model, item, members = mixedModels) =>
      model === 'mix'
        ? mixPredictions(members.filter((member) => models.includes(member)).map((member) => single(member, item)))
        : single(model, item),
  };
}

const warmIterations = 5;
/** Difference in the age of their numbers from which two launches are strangers in it. */
const numberScale = 0.2;
/** Fewer launches than this teach a network or a tree nothing: as many as the smallest fold of the backtest learns from. */
export const leastLearned = 8;

type PartName = 'price-near' | 'price-line' | 'text' | 'number' | 'range' | 'interest' | 'reviews' | 'category';

const kernelModels: Partial<Record<LevelModel, readonly PartName[]>> = {
  'words-price': ['price-near', 'text', 'number', 'category'],
  'range-price': ['price-line', 'range', 'number', 'interest', 'category'],
  'words-range-price': ['price-line', 'text', 'range', 'number', 'interest', 'category'],
  reviews: ['price-line', 'text', 'range', 'number', 'interest', 'reviews', 'category'],
};

const reasonOf: Readonly<Record<PartName, LevelReason>> = {
  'price-near': 'price',
  'price-line': 'price',
  text: 'text',
  range: 'range',
  number: 'number',
  interest: 'interest',
  reviews: 'reviews',
  category: 'category',
};

/**
 * Reasons to be alike. Prices and range sales are standardised by the training launches. An unknown price is like no other
 * item and unknown by a whole standard deviation: the range of the forecast widens.
 */
function createParts(data: LevelData, train: readonly number[]): Map<PartName, KernelPart<PartName>> {
  const price = standardise(data.logPrice, train);
  const range = standardise(data.assortmentSales, train);
  const interest = standardise(data.interest, train);
  const rating = standardise(data.rating, train);
  const line =
    (x: Float64Array) =>
    (a: number, b: number): number => {
      if (Number.isNaN(x[a]) || Number.isNaN(x[b])) return a === b ? 1 : 0;
      return x[a] * x[b];
    };
  // Where no predecessor is rated, the item is taken for an average one: most launches of a young shop are.
  const knownLine =
    (x: Float64Array) =>
    (a: number, b: number): number =>
      Number.isNaN(x[a]) || Number.isNaN(x[b]) ? 0 : x[a] * x[b];
  const near = (a: number, b: number): number => {
    if (a === b) return 1;
    const distance = price[a] - price[b];
    return Number.isNaN(distance) ? 0 : Math.exp(-0.5 * distance * distance);
  };
  const sameAge = (a: number, b: number): number => {
    if (a === b) return 1;
    const distance = (data.numberYouth[a] - data.numberYouth[b]) / numberScale;
    return Number.isNaN(distance) ? 0 : Math.exp(-0.5 * distance * distance);
  };
  const category = (a: number, b: number): number =>
    a === b || (data.items[a].category !== '' && data.items[a].category === data.items[b].category) ? 1 : 0;
  const parts = new Map<PartName, KernelPart<PartName>>([
    ['price-near', { name: 'price-near', between: near }],
    ['price-line', { name: 'price-line', between: line(price) }],
    ['text', { name: 'text', between: (a, b) => (a === b ? 1 : data.words(a, b)) }],
  ]);
  if (data.hasRange) parts.set('range', { name: 'range', between: line(range) });
  if (data.hasNumbers) parts.set('number', { name: 'number', between: sameAge });
  if (data.hasInterest) parts.set('interest', { name: 'interest', between: line(interest) });
  if (data.hasRating) parts.set('reviews', { name: 'reviews', between: knownLine(rating) });
  if (data.hasCategories) parts.set('category', { name: 'category', between: category });
  return parts;
}

/** A kernel regression and the same without any reason. `share` of the former: by likelihood x priors of both at their fitted variances. */
interface SharedFit {
  readonly fit: KernelFit;
  readonly plain: KernelFit;
  readonly share: number;
}

/**
 * Mean of the two by their shares (after Bayesian model averaging, the variances taken as fitted): a few launches on which no fact shows any effect
 * are forecast by their common level.
 */
function kernelPrediction(
  { fit, plain, share }: SharedFit,
  item: number,
  centre: number,
  spread: number,
): LevelPrediction {
  const full = predictKernel(fit, item);
  const none = predictKernel(plain, item);
  const between = share * (1 - share) * (full.mean - none.mean) ** 2;
  const join = (own: number, other: number): number => share * own + (1 - share) * other;
  const reasons: Partial<Record<LevelReason, number>> = {};
  fit.parts.forEach((part, m) => {
    const reason = reasonOf[part.name as PartName];
    reasons[reason] = (reasons[reason] ?? 0) + share * spread * full.byPart[m];
  });
  return {
    mean: centre + spread * join(full.mean, none.mean),
    variance: spread ** 2 * (join(full.variance, none.variance) + between),
    latentVariance: spread ** 2 * (join(full.latentVariance, none.latentVariance) + between),
    reasons,
  };
}

function createBands(
  data: LevelData,
  train: readonly number[],
  z: Float64Array,
  centre: number,
  spread: number,
): (item: number) => LevelPrediction {
  const priced = train
    .map((item, at) => ({ price: data.logPrice[item], z: z[at] }))
    .filter(({ price }) => !Number.isNaN(price))
    .sort((a, b) => a.price - b.price);
  const size = Math.max(1, Math.ceil(priced.length / priceBands));
  return (item) => {
    const price = data.logPrice[item];
    const above = priced.findIndex((entry) => entry.price >= price);
    const at = above < 0 ? priced.length - 1 : above;
    const band =
      Number.isNaN(price) || priced.length === 0 ? [] : priced.slice(Math.floor(at / size) * size).slice(0, size);
    const weights = band.map(() => 1);
    return weightedPrediction(
      band.map((entry) => entry.z),
      weights,
      'price',
      centre,
      spread,
    );
  };
}

/** The most similar of the training launches with their weights (summing to 1). */
export function nearestLaunches(
  data: LevelData,
  train: readonly number[],
  item: number,
): readonly { readonly at: number; readonly similarity: number; readonly weight: number }[] {
  const nearest = train
    .map((launch, at) => ({ at, similarity: data.similar(item, launch) }))
    .sort((a, b) => b.similarity - a.similarity || a.at - b.at)
    .slice(0, analogueCount);
  const sum = nearest.reduce((all, { similarity }) => all + similarity ** 2, 0);
  return nearest.map(({ at, similarity }) => ({
    at,
    similarity,
    weight: sum > 0 ? similarity ** 2 / sum : 1 / nearest.length,
  }));
}

function analoguePrediction(
  data: LevelData,
  train: readonly number[],
  z: Float64Array,
  item: number,
  centre: number,
  spread: number,
): LevelPrediction {
  const nearest = nearestLaunches(data, train, item);
  return weightedPrediction(
    nearest.map(({ at }) => z[at]),
    nearest.map(({ weight }) => weight * nearest.length),
    'analogues',
    centre,
    spread,
  );
}

/** Weighted mean and variance of a few levels, pulled to those of all by 2 launches' worth. */
function weightedPrediction(
  levels: readonly number[],
  weights: readonly number[],
  reason: LevelReason,
  centre: number,
  spread: number,
): LevelPrediction {
  const count = weights.reduce((sum, weight) => sum + weight, pull);
  const level = levels.reduce((sum, value, i) => sum + weights[i] * value, pull * centre) / count;
  const squares = levels.reduce((sum, value, i) => sum + weights[i] * (value - level) ** 2, pull * spread ** 2);
  const variance = squares / count;
  return {
    mean: level,
    variance: variance * (1 + 1 / count),
    latentVariance: variance / count,
    reasons: { [reason]: level - centre },
  };
}
