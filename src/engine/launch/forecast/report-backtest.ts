import { meanOf, quantileOf, sumOfKnown } from '#engine/kernels/statistics.ts';
import { seasonOfLaunch } from '#engine/launch/history/season-of-launch.ts';
import { backtestHits, evaluateHits, joinSources } from '#engine/launch/hits/hit-classifier.ts';
import { modelWeights, predictionIn } from '#engine/launch/level/choose-level.ts';
import type { PerceptronTrainer } from '#engine/launch/level/perceptron.ts';
import { fromScale } from '#engine/launch/level/power-transform.ts';
import { scoreClass } from './class-scores.ts';
import type { HitEvaluation, LaunchBacktest, LevelScore } from './cold-start-forecast.ts';
import type { LaunchLessons } from './launch-lessons.ts';
import { calibrationGroups, type ScoredTotal, scoreTotals } from './launch-scores.ts';
import type { TestedLevels } from './test-levels.ts';
import { drawTotals, probabilityAtLeast } from './total-distribution.ts';

/** What a hit is, and who tells one best. */
export interface TestedHits {
  /** Units within the horizon; NaN where no hit is defined. */
  readonly threshold: number;
  readonly isHit: (launch: number) => boolean;
  /** Null without a threshold or a backtest. */
  readonly tested: {
    readonly evaluation: HitEvaluation;
    /** The classifier's probabilities of the backtest's launches, in their order. */
    readonly perceptron: readonly number[];
  } | null;
}

/** Fewer launches than this have no top quartile: what a hit is, only the manager can say then. */
const leastForQuartile = 4;

/** `wanted`: the manager's threshold; null = the top quartile of the launches. */
export async function testHits(
  lessons: LaunchLessons,
  levels: TestedLevels,
  wanted: number | null,
  trainer: PerceptronTrainer,
  pause: () => Promise<void>,
): Promise<TestedHits> {
  const { neutral, flops, data, z, horizon } = lessons;
  const totals = Float64Array.from([
    ...neutral.map(({ rawTotal }) => rawTotal),
    ...flops.map(({ weekly }) => sumOfKnown(weekly.subarray(0, horizon))),
  ]).sort();
  const threshold = wanted ?? (totals.length >= leastForQuartile ? quantileOf(totals, 0.75) : Number.NaN);
  const isHit = (launch: number): boolean => neutral[launch].rawTotal >= threshold;
  const { backtest, choice } = levels;
  if (!backtest || Number.isNaN(threshold)) return { threshold, isHit, tested: null };
  const perceptron = await backtestHits(data, backtest, z, isHit, trainer, pause);
  const rows = rowsOfModel(lessons, levels, threshold, choice.model, choice.deviationFactor);
  const evaluation = evaluateHits(
    rows.map(({ hitProbability }) => hitProbability),
    perceptron,
    rows.map(({ hit }) => hit),
  );
  return { threshold, isHit, tested: { evaluation, perceptron } };
}

/** The backtest's launches as a model forecast them, in units as sold: season and promotions of each one's own weeks are put back in. */
function rowsOfModel(
  { launches, neutral, shapes, scale, horizon, factors }: LaunchLessons,
  { backtest, choice }: TestedLevels,
  hitThreshold: number,
  model: LevelScore['model'],
  factor: number,
) {
  return (backtest?.folded ?? []).map(({ launch, predictions }) => {
    const prediction = predictionIn(predictions, model, choice.members);
    const season = seasonOfLaunch(launches[launch], shapes.of(launches[launch].category), horizon, factors);
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

/** Scores of the forecast that is used and of the other models; null without a backtest. */
export function reportBacktest(
  lessons: LaunchLessons,
  levels: TestedLevels,
  { threshold, tested }: TestedHits,
): LaunchBacktest | null {
  const { backtest, choice } = levels;
  if (!backtest) return null;
  const { launches } = lessons;
  const rowsOf = (model: LevelScore['model'], factor: number) => rowsOfModel(lessons, levels, threshold, model, factor);
  const models = [...backtest.folded[0].predictions.keys(), 'mix' as const];
  const plain = rowsOf(choice.model, choice.deviationFactor);
  const chosen = tested
    ? plain.map((row, i) => ({
        ...row,
        hitProbability: joinSources(tested.evaluation.used, row.hitProbability, tested.perceptron[i]),
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
      flopProbability: 0,
      flop: false,
    })),
    ...all,
    flops: null,
    typicalWape: scoreTotals(rowsOf('global', 1)).wapeTotal,
    wapePath: sold > 0 ? (100 * pathError) / sold : Number.NaN,
    coverage80: (100 * inside) / chosen.length,
    calibration: calibrationGroups(chosen),
    classes: {
      hit: scoreClass(chosen.map(({ hitProbability, hit }) => ({ probability: hitProbability, came: hit }))),
      // Flops have no part in this backtest.
      flop: scoreClass([]),
    },
    ...(tested ? { hitEvaluation: tested.evaluation } : {}),
    trainedOnAtLeast: Math.min(...backtest.folded.map(({ trainedOn }) => trainedOn.length)),
  };
}
