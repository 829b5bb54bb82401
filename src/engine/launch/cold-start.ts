import type { Issue } from '#engine/issue.ts';
import { chooseLevel, type LevelChoice, modelWeights } from '#engine/launch/choose-level.ts';
import type {
  ColdStartInput,
  ColdStartOutput,
  LaunchBacktest,
  LevelScore,
} from '#engine/launch/cold-start-forecast.ts';
import { createCandidateForecaster } from '#engine/launch/forecast-candidate.ts';
import type { ProductHistory } from '#engine/launch/launch.ts';
import { calibrationGroups, type ScoredTotal, scoreTotals } from '#engine/launch/launch-scores.ts';
import { type LaunchShapes, learnShapes, type NeutralLaunch } from '#engine/launch/launch-shape.ts';
import { backtestLevels, type LevelBacktest } from '#engine/launch/level-backtest.ts';
import { type LevelData, prepareLevelData } from '#engine/launch/level-data.ts';
import { fitRivals } from '#engine/launch/level-rivals.ts';
import { choosePowerScale, fromScale, type PowerScale, toScale } from '#engine/launch/power-transform.ts';
import { seasonOfLaunch } from '#engine/launch/season-of-launch.ts';
import { drawTotals, meanOf, probabilityAtLeast, quantileOf } from '#engine/launch/total-distribution.ts';

/** Launches scatter by about a factor of e when nothing else is known. */
const priorLogSpread = 1;
const fewLaunches = 12;

/** Lets a worker breathe and report; `share` of the whole job done, 0 to 1. */
export type ColdStartPause = (phase: 'launches' | 'backtest' | 'forecast', share: number) => Promise<void>;

const noPause: ColdStartPause = () => Promise.resolve();

/**
 * Demand of products without history: level x shape (docs/methods/cold-start.md). The shape is the mean launch curve, the level
 * the forecast of the rival (or the mix of them) that the chronological backtest inside `launches` favours, its uncertainty
 * scaled by that backtest's errors. At least one launch is needed. Same input, same output; a candidate's forecast depends on
 * no other candidate, and on sales before its launch week only, as far as `launches` and `products` do.
 */
export async function coldStart(input: ColdStartInput, pause: ColdStartPause = noPause): Promise<ColdStartOutput> {
  const { horizon, factors, candidates, products } = input;
  const launches = [...input.launches].sort((a, b) => a.firstWeek - b.firstWeek || (a.id < b.id ? -1 : 1));
  await pause('launches', 0);
  const data = prepareLevelData(launches, products, candidates, factors);
  const { shapes, neutral } = learnShapes(launches, horizon, factors);
  const totals = neutral.map(({ total }) => total);
  const scale = choosePowerScale(totals);
  const z = Float64Array.from(totals, (total) => toScale(scale, total));
  const priorSpread = spreadOnScale(scale, totals);
  const hitThreshold = input.hitThreshold ?? topQuartile(neutral);

  const folds = await backtestLevels(data, z, horizon, priorSpread, (share) => pause('backtest', 0.1 + 0.6 * share));
  const choice = chooseLevel(folds, z);
  await pause('forecast', 0.7);
  const everyLaunch = launches.map((_, i) => i);
  const rivals = fitRivals(data, everyLaunch, z, priorSpread);
  const forecastOne = createCandidateForecaster({
    input,
    data,
    launches,
    shapes,
    neutral,
    scale,
    z,
    priorSpread,
    rivals,
    choice,
    hitThreshold,
  });
  const forecasts = [];
  for (const [at, candidate] of candidates.entries()) {
    if (at % 8 === 0) await pause('forecast', 0.75 + (0.25 * at) / candidates.length);
    forecasts.push(forecastOne(candidate, launches.length + at));
  }
  const issues: Issue[] = [];
  if (launches.length < fewLaunches) {
    issues.push({ code: 'few-launches', severity: 'warning', params: { launches: launches.length } });
  }
  if (folds && !folds.strict) issues.push({ code: 'backtest-overlaps', severity: 'info' });
  return {
    forecasts,
    backtest:
      folds && reportBacktest(folds, choice, { data, launches, neutral, shapes, scale, z, hitThreshold, input }),
    shape: shapes.mean,
    hitThreshold,
    launchesUsed: launches.length,
    issues,
  };
}

/** A factor e of the median launch, as a distance on the power scale. */
function spreadOnScale(scale: PowerScale, totals: readonly number[]): number {
  const sorted = [...totals].sort((a, b) => a - b);
  const median = quantileOf(sorted, 0.5);
  return Math.max(
    1e-6,
    (toScale(scale, median * Math.exp(priorLogSpread)) - toScale(scale, median * Math.exp(-priorLogSpread))) / 2,
  );
}

function topQuartile(neutral: readonly NeutralLaunch[]): number {
  return quantileOf(
    neutral.map(({ rawTotal }) => rawTotal).sort((a, b) => a - b),
    0.75,
  );
}

interface BacktestContext {
  readonly data: LevelData;
  readonly launches: readonly ProductHistory[];
  readonly neutral: readonly NeutralLaunch[];
  readonly shapes: LaunchShapes;
  readonly scale: PowerScale;
  readonly z: Float64Array;
  readonly hitThreshold: number;
  readonly input: ColdStartInput;
}

/** Scores in pieces as sold: season and promotions of each launch's own weeks are put back in. */
function reportBacktest(folds: LevelBacktest, choice: LevelChoice, context: BacktestContext): LaunchBacktest {
  const { launches, neutral, shapes, scale, hitThreshold, input } = context;
  const rowsOf = (model: LevelScore['model'], factor: number) =>
    folds.folded.map(({ launch, opinions }) => {
      const opinion = opinions.get(model);
      if (!opinion) throw new Error(`no opinion of ${model}`);
      const season = seasonOfLaunch(launches[launch], shapes, input.horizon, input.factors);
      const draws = drawTotals(scale, opinion.mean, factor * Math.sqrt(opinion.variance), season.multiplier);
      const actual = neutral[launch].rawTotal;
      return {
        launch,
        season,
        draws,
        actual,
        forecast: meanOf(draws),
        median: season.multiplier * fromScale(scale, opinion.mean),
        hitProbability: probabilityAtLeast(draws, hitThreshold),
        hit: actual >= hitThreshold,
      };
    });
  const models = [...folds.folded[0].opinions.keys()];
  const chosen = rowsOf(choice.model, choice.deviationFactor);
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
    trainedOnAtLeast: Math.min(...folds.folded.map(({ trainedOn }) => trainedOn)),
  };
}
