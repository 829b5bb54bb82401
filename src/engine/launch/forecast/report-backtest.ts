import type { ProductHistory } from '#engine/launch/history/launch.ts';
import { seasonOfLaunch } from '#engine/launch/history/season-of-launch.ts';
import { joinSources } from '#engine/launch/hits/hit-classifier.ts';
import { type LevelChoice, modelWeights, predictionIn } from '#engine/launch/level/choose-level.ts';
import type { LevelBacktest } from '#engine/launch/level/level-backtest.ts';
import { fromScale, type PowerScale } from '#engine/launch/level/power-transform.ts';
import type { LaunchShapes, NeutralLaunch } from '#engine/launch/shape/launch-shape.ts';
import type { ColdStartInput, HitEvaluation, LaunchBacktest, LevelScore } from './cold-start-forecast.ts';
import { calibrationGroups, type ScoredTotal, scoreTotals } from './launch-scores.ts';
import { drawTotals, meanOf, probabilityAtLeast, quantileOf } from './total-distribution.ts';

/** The contest over who tells hits, with the classifier's probabilities of the backtest's launches in their order. */
export interface EvaluatedHits {
  readonly contest: HitEvaluation;
  readonly perceptron: readonly number[];
}

/** What the backtest is read with. */
export interface BacktestContext {
  readonly launches: readonly ProductHistory[];
  readonly neutral: readonly NeutralLaunch[];
  readonly shapes: LaunchShapes;
  readonly scale: PowerScale;
  readonly hitThreshold: number;
  readonly input: ColdStartInput;
}

/** The backtest's launches as a rival forecast them, in pieces as sold: season and promotions of each one's own weeks are put back in. */
function rowsOfModel(
  folds: LevelBacktest,
  choice: LevelChoice,
  { launches, neutral, shapes, scale, hitThreshold, input }: BacktestContext,
  model: LevelScore['model'],
  factor: number,
) {
  return folds.folded.map(({ launch, predictions }) => {
    const prediction = predictionIn(predictions, model, choice.members);
    const season = seasonOfLaunch(launches[launch], shapes.of(launches[launch].category), input.horizon, input.factors);
    const draws = drawTotals(scale, prediction.mean, factor * Math.sqrt(prediction.variance), season.multiplier);
    const actual = neutral[launch].rawTotal;
    return {
      launch,
      season,
      draws,
      actual,
      forecast: meanOf(draws),
      median: season.multiplier * fromScale(scale, prediction.mean),
      hitProbability: probabilityAtLeast(draws, hitThreshold),
      hit: actual >= hitThreshold,
    };
  });
}

/** By the distribution of the forecast that is used: how likely each launch of the backtest was to be a hit, and whether it was one. */
export function hitsByDistribution(
  folds: LevelBacktest,
  choice: LevelChoice,
  context: BacktestContext,
): { readonly probabilities: number[]; readonly hits: boolean[] } {
  const rows = rowsOfModel(folds, choice, context, choice.model, choice.deviationFactor);
  return { probabilities: rows.map(({ hitProbability }) => hitProbability), hits: rows.map(({ hit }) => hit) };
}

/** Scores of the forecast that is used and of its rivals. `hits`: who tells hits, and the probabilities that the classifier gave. */
export function reportBacktest(
  folds: LevelBacktest,
  choice: LevelChoice,
  context: BacktestContext,
  hits: EvaluatedHits | null,
): LaunchBacktest {
  const { launches } = context;
  const rowsOf = (model: LevelScore['model'], factor: number) => rowsOfModel(folds, choice, context, model, factor);
  const models = [...folds.folded[0].predictions.keys(), 'mix' as const];
  const plain = rowsOf(choice.model, choice.deviationFactor);
  const chosen = hits
    ? plain.map((row, i) => ({
        ...row,
        hitProbability: joinSources(hits.contest.used, row.hitProbability, hits.perceptron[i]),
      }))
    : plain;
  const weights = modelWeights(choice, models);
  let pathError = 0;
  let sold = 0;
  let inside = 0;
  for (const row of chosen) {
    const { weekly } = launches[row.launch];
    row.season.expected.forEach((share, a) => {
      const actual = a < weekly.length ? weekly[a] : Number.NaN;
      if (Number.isNaN(actual)) return;
      pathError += Math.abs(share * row.forecast - actual);
      sold += actual;
    });
    if (row.actual >= quantileOf(row.draws, 0.1) && row.actual <= quantileOf(row.draws, 0.9)) inside++;
  }
  const all = scoreTotals(chosen);
  return {
    scores: models.map((model) => {
      const rows: readonly ScoredTotal[] = model === choice.model ? chosen : rowsOf(model, 1);
      const { wapeTotal, maeLog, bias, auc, brier } = scoreTotals(rows);
      return { model, wapeTotal, maeLog, bias, auc, brier, weight: weights.get(model) ?? 0 };
    }),
    launches: chosen.map((row) => ({
      launchId: launches[row.launch].id,
      description: launches[row.launch].description,
      firstWeek: launches[row.launch].firstWeek,
      actual: row.actual,
      mean: row.forecast,
      median: row.median,
      lo80: quantileOf(row.draws, 0.1),
      hi80: quantileOf(row.draws, 0.9),
      hitProbability: row.hitProbability,
      hit: row.hit,
    })),
    ...all,
    wapePath: sold > 0 ? (100 * pathError) / sold : Number.NaN,
    coverage80: (100 * inside) / chosen.length,
    calibration: calibrationGroups(chosen),
    ...(hits ? { hitContest: hits.contest } : {}),
    trainedOnAtLeast: Math.min(...folds.folded.map(({ trainedOn }) => trainedOn.length)),
  };
}
