import { cutAtOrigin } from '#engine/backtest/rolling-origin.ts';
import { type Forecast, forecastOf } from '#engine/forecast.ts';
import type { Outcome } from '#engine/issue.ts';
import { meanAndError, quantileOf, sumOfKnown } from '#engine/kernels/statistics.ts';
import { describeSimply, type ModelForecast, type ModelInput } from '#engine/models/define-model.ts';
import { createRandom } from '#engine/random.ts';
import { type BoostedTrees, fitBoostedTrees, predictBoostedTrees, predictStages } from './gradient-boosting.ts';
import { buildFeatures, countFeatures, type FeatureLayout, FeatureMaker } from './pooled-features.ts';

/** Fewest series and training rows that a pooled model is made of. */
const fewestSeries = 5;
const fewestRows = 400;
/** Of the steps after an origin so many at least are rows, where there are enough origins. */
const fewestSteps = 3;
const enoughRows = 4000;
/** Rows beyond this are thinned out at random (seeded). */
const mostRows = 60_000;
/** Fewest known periods before a training row. */
const firstOrigin = 8;

/**
 * One model over all series: boosted trees for the median of ln(1 + y) relative to each series' recent level and season,
 * one row a series, origin and step; of a long horizon's steps three or four, evenly apart from a first one drawn at random (seeded),
 * since what follows an origin rises and falls together. Limits and the mean come from the errors on the last `horizon` periods of
 * the model fitted without them. All series end with the same period. Models are kept by the number of periods cut off, so that a
 * backtest whose step is the horizon fits each only once; those that were fitted elsewhere ({@link fitPooledModel}) are
 * taken as they are.
 */
export class PooledForecaster {
  private readonly series: readonly ModelInput[];
  private readonly horizon: number;
  private readonly seed: number;
  private readonly models: Map<number, PooledModel | null>;

  /** `fitted`: models by the number of periods cut off, null where there was too little to learn from. */
  constructor(
    series: readonly ModelInput[],
    horizon: number,
    seed: number,
    fitted: ReadonlyMap<number, PooledModel | null> = new Map(),
  ) {
    this.series = series;
    this.horizon = horizon;
    this.seed = seed;
    this.models = new Map(fitted);
  }

  /** Periods to cut off before the fits that {@link forecastAt} needs, the present one first. */
  static cutsFor(cut: number, horizon: number): [number, number] {
    return [cut, cut + horizon];
  }

  /**
   * Forecasts of all series made `cut` periods before their end, in their order, by a model that was fitted then or earlier, `fittedAt`
   * periods before the end; nothing after the cut is used but the regressors known in advance. Refusals: `too-few-series`, `series-too-short`, `negative-values`.
   */
  forecastAt(cut: number, fittedAt = cut): Outcome<ModelForecast>[] {
    const { series, horizon } = this;
    if (series.length < fewestSeries) return series.map(() => refuse('too-few-series'));
    const [model, earlier] = PooledForecaster.cutsFor(fittedAt, horizon).map((each) => this.modelAt(each));
    if (!model || !earlier) return series.map(() => refuse('series-too-short'));
    const usable = series.map((one) => cutEnd(one, fittedAt)).filter(isUsable);
    const trees = chooseTreeCount(earlier, usable, horizon);
    const errors = errorsByStep(earlier, usable, horizon, trees);
    return series.map((whole) => {
      const one = cutEnd(whole, cut);
      if (one.values.some((v) => v < 0)) return refuse('negative-values');
      if (!isUsable(one)) return refuse('series-too-short');
      const forecast = toForecast(predict(model, one, horizon, trees), errors, horizon);
      return { ok: true, value: { forecast, model: describeSimply(`GBM[${model.series}]`) } };
    });
  }

  private modelAt(cut: number): PooledModel | null {
    const kept = this.models.get(cut);
    if (kept !== undefined) return kept;
    const model = fitPooledModel(this.series, this.horizon, this.seed, cut);
    this.models.set(cut, model);
    return model;
  }
}

function refuse(code: string): Outcome<ModelForecast> {
  return { ok: false, issue: { code, severity: 'error' } };
}

function isUsable({ values }: ModelInput): boolean {
  const known = values.reduce((count, v) => count + (Number.isNaN(v) ? 0 : 1), 0);
  return known >= firstOrigin && !values.some((v) => v < 0);
}

function cutEnd(one: ModelInput, periods: number): ModelInput {
  return cutAtOrigin(one, Math.max(0, one.values.length - periods));
}

/** Plain data: it can be fitted in one worker and used in another. */
export interface PooledModel {
  /** How many it was learnt from. */
  readonly series: number;
  readonly layout: FeatureLayout;
  readonly trees: BoostedTrees;
}

/** The model of what was known `cut` periods before the end of all series; null: too little to learn from. */
export function fitPooledModel(
  all: readonly ModelInput[],
  horizon: number,
  seed: number,
  cut: number,
): PooledModel | null {
  const series = all.map((one) => cutEnd(one, cut)).filter(isUsable);
  if (series.length < fewestSeries) return null;
  const layout = buildFeatures(series);
  const makers = series.map((one) => new FeatureMaker(one, layout));
  const random = createRandom(seed);
  const origins = series.reduce((sum, { values }) => sum + Math.max(0, values.length - firstOrigin), 0);
  const apart = Math.max(1, Math.floor(Math.min(horizon / fewestSteps, (origins * horizon) / enoughRows)));
  const places: { maker: number; origin: number; step: number }[] = [];
  series.forEach(({ values }, maker) => {
    let known = 0;
    values.forEach((v, t) => {
      if (!Number.isNaN(v)) known++;
      const origin = t + 1;
      if (known < firstOrigin) return;
      const first = apart > 1 ? 1 + random.below(apart) : 1;
      for (let step = first; step <= horizon && origin + step <= values.length; step += apart)
        if (!Number.isNaN(values[origin + step - 1])) places.push({ maker, origin, step });
    });
  });
  const share = mostRows / places.length;
  const kept = share < 1 ? places.filter(() => random.next() < share) : places;
  if (kept.length < fewestRows) return null;
  const columns = Array.from({ length: countFeatures(layout) }, () => new Float64Array(kept.length));
  const target = new Float64Array(kept.length);
  kept.forEach(({ maker, origin, step }, row) => {
    makers[maker].write(columns, row, origin, step);
    target[row] = makers[maker].target(origin, step);
  });
  return { series: series.length, layout, trees: fitBoostedTrees(columns, target, random) };
}

/** ln(1 + median) by step, and the level it is relative to. */
interface Prediction {
  readonly logs: Float64Array;
  readonly level: number;
  readonly volatility: number;
}

function predict({ layout, trees }: PooledModel, one: ModelInput, horizon: number, treeCount: number): Prediction {
  const question = ask(layout, one, horizon);
  const logs = predictBoostedTrees(trees, question.columns, treeCount).map((v, h) => v + question.base[h]);
  return { logs, level: question.level, volatility: question.volatility };
}

/** The rows of a series' forecast and what the trees' answers are added to. */
interface Question {
  readonly columns: readonly Float64Array[];
  readonly base: Float64Array;
  readonly level: number;
  readonly volatility: number;
}

function ask(layout: FeatureLayout, one: ModelInput, horizon: number): Question {
  const maker = new FeatureMaker(one, layout);
  const origin = one.values.length;
  const level = lastKnownLevel(maker, origin);
  const columns = Array.from({ length: countFeatures(layout) }, () => new Float64Array(horizon));
  for (let step = 1; step <= horizon; step++) maker.write(columns, step - 1, origin, step);
  const known = !Number.isNaN(maker.level(origin));
  const base = Float64Array.from({ length: horizon }, (_, h) => (known ? maker.base(origin, h + 1) : level));
  return { columns, base, level, volatility: maker.volatility(origin) };
}

/**
 * How many trees serve: the most whose absolute error, in units of each series' volatility, on the hold-out periods of the model fitted
 * without them is above the lowest by no more than one standard error of the difference over series. One hold-out tells little of
 * where to stop: the very lowest is found a hundred trees apart by models that differ in their seed alone.
 */
function chooseTreeCount(earlier: PooledModel, series: readonly ModelInput[], horizon: number): number {
  const losses: number[][] = [];
  for (const one of series) {
    const cut = cutEnd(one, horizon);
    if (!isUsable(cut)) continue;
    const { columns, base, volatility } = ask(earlier.layout, cut, horizon);
    const actual = one.values.subarray(cut.values.length);
    const errorOf = (answer: number, h: number): number =>
      Math.abs(actual[h] - Math.max(0, Math.expm1(answer + base[h]))) / volatility;
    losses.push(Array.from(predictStages(earlier.trees, columns), (answers) => sumOfKnown(answers.map(errorOf))));
  }
  const counts = [0, ...earlier.trees.trees.map((_, k) => k + 1)];
  const totals = counts.map((count) => losses.reduce((sum, own) => sum + own[count], 0));
  const best = totals.indexOf(Math.min(...totals));
  const isAsGood = (count: number): boolean => {
    const { mean, standardError } = meanAndError(losses.map((own) => own[count] - own[best]));
    return mean <= standardError;
  };
  return counts.findLast((count) => count > best && isAsGood(count)) ?? best;
}

/** Level at the origin, or at the latest period before it that has one. */
function lastKnownLevel(maker: FeatureMaker, origin: number): number {
  let at = origin;
  while (at > 1 && Number.isNaN(maker.level(at))) at--;
  return maker.level(at);
}

/** Errors on the hold-out periods by step, (y - median) / scale: sorted, and their mean. */
interface StepErrors {
  readonly sorted: readonly Float64Array[];
  readonly mean: Float64Array;
}

/** What an error is measured in: the series' own volatility, and a part of the median where that is large. */
function scaleOf({ logs, level, volatility }: Prediction, h: number): number {
  return volatility * Math.exp(Math.max(-1, Math.min(1, logs[h] - level)) / 2);
}

function errorsByStep(earlier: PooledModel, series: readonly ModelInput[], horizon: number, trees: number): StepErrors {
  const errors: number[][] = Array.from({ length: horizon }, () => []);
  for (const one of series) {
    const cut = cutEnd(one, horizon);
    if (!isUsable(cut)) continue;
    const prediction = predict(earlier, cut, horizon, trees);
    for (let h = 0; h < horizon; h++) {
      const error = (one.values[cut.values.length + h] - medianAt(prediction, h)) / scaleOf(prediction, h);
      if (!Number.isNaN(error)) errors[h].push(error);
    }
  }
  return {
    sorted: errors.map((list) => Float64Array.from(list).sort()),
    mean: Float64Array.from(errors, (list) => list.reduce((sum, e) => sum + e, 0) / Math.max(1, list.length)),
  };
}

function medianAt({ logs }: Prediction, h: number): number {
  return Math.max(0, Math.expm1(logs[h]));
}

function toForecast(prediction: Prediction, errors: StepErrors, horizon: number): Forecast {
  const column = (errorAt: (h: number) => number): Float64Array =>
    Float64Array.from({ length: horizon }, (_, h) =>
      Math.max(0, medianAt(prediction, h) + errorAt(h) * scaleOf(prediction, h)),
    );
  return forecastOf(
    column((h) => errors.mean[h]),
    (p) =>
      p === 0.5 ? column(() => 0) : column((h) => (errors.sorted[h].length > 0 ? quantileOf(errors.sorted[h], p) : 0)),
  );
}
