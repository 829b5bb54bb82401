import { shapleyValues } from '#engine/launch/explain/shapley.ts';
import type { LevelData } from './level-data.ts';
import { createLevelFeatures, type LevelFeatures } from './level-features.ts';
import type { LevelPrediction, LevelReason } from './level-prediction.ts';
import type { PerceptronTrainer, PredictRows } from './perceptron.ts';
import { trainCommittee } from './perceptron-committee.ts';
import { growForest } from './quantile-forest.ts';

const forest = { trees: 100, leaf: 5, seed: 20_190_101 } as const;

/** Standardised forecasts of rows of features, and the variance of one. */
interface Learned {
  readonly means: PredictRows;
  variance(row: Float64Array): number;
}

/** Models that learn from numbers instead of likenesses; both seeded: the same launches give the same forecast. */
export interface LearnedModels {
  prediction(model: 'perceptron' | 'forest', item: number): LevelPrediction;
}

/**
 * `perceptron`: mean of five multilayer perceptrons (8 tanh units, Adam), each trained on a draw of the launches with replacement; its
 * variance is the mean square of the errors on the launches that a network has not seen. `forest`: quantile regression forest of 100
 * trees. `levels`: standardised levels of `train`; answers are carried back by `centre` and `spread`. Fitted when first asked.
 * `trainer` trains the perceptrons.
 */
export function createLearnedModels(
  data: LevelData,
  train: readonly number[],
  levels: Float64Array,
  centre: number,
  spread: number,
  trainer: PerceptronTrainer,
): LearnedModels {
  let features: LevelFeatures | null = null;
  const fitted = new Map<'perceptron' | 'forest', Learned>();
  const rows = (): LevelFeatures => {
    features ??= createLevelFeatures(data, train, levels);
    return features;
  };
  const learnedBy = (model: 'perceptron' | 'forest'): Learned => {
    const known = fitted.get(model);
    if (known) return known;
    const table = train.map(rows().of);
    const learned = model === 'forest' ? learnForest(table, levels) : learnPerceptron(table, levels, trainer);
    fitted.set(model, learned);
    return learned;
  };
  return {
    prediction: (model, item) => {
      const learned = learnedBy(model);
      const row = rows().of(item);
      const variance = spread ** 2 * learned.variance(row);
      return {
        mean: centre + spread * learned.means([row])[0],
        variance,
        latentVariance: 0.3 * variance,
        reasons: shareReasons(rows(), train, row, learned.means, spread),
      };
    },
  };
}

function learnPerceptron(rows: readonly Float64Array[], levels: Float64Array, trainer: PerceptronTrainer): Learned {
  const { predict, squares, unseen } = trainCommittee(rows, levels, 'linear', trainer);
  // Two launches' worth of the overall variance, so that a lucky few do not make it look exact.
  const variance = (squares + 2) / (unseen + 2);
  return { means: predict, variance: () => variance };
}

function learnForest(rows: readonly Float64Array[], levels: Float64Array): Learned {
  const weigh = growForest(rows, levels, forest);
  const mean = (row: Float64Array): number => weigh(row).reduce((sum, weight, i) => sum + weight * levels[i], 0);
  return {
    means: (asked) => Float64Array.from(asked, mean),
    variance: (row) => {
      const weights = weigh(row);
      const centre = weights.reduce((sum, weight, i) => sum + weight * levels[i], 0);
      return 0.1 + weights.reduce((sum, weight, i) => sum + weight * (levels[i] - centre) ** 2, 0);
    },
  };
}

/** Shapley values of the reasons: the features of a reason that is out stand at their mean over the launches. */
function shareReasons(
  features: LevelFeatures,
  train: readonly number[],
  row: Float64Array,
  predict: PredictRows,
  spread: number,
): Partial<Record<LevelReason, number>> {
  const names = [...new Set(features.reasons)];
  const average = new Float64Array(row.length);
  for (const item of train)
    features.of(item).forEach((value, f) => {
      average[f] += value / train.length;
    });
  const place = features.reasons.map((reason) => names.indexOf(reason));
  const coalitions = Array.from({ length: 1 << names.length }, (_, mask) =>
    row.map((value, f) => ((mask >> place[f]) & 1 ? value : average[f])),
  );
  const worths = predict(coalitions);
  const values = shapleyValues(names.length, (mask) => worths[mask]);
  return Object.fromEntries(names.map((name, i) => [name, spread * values[i]]));
}
