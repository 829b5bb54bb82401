import type { Issue } from '#engine/issue.ts';
import { chooseLevel, type LevelChoice, modelWeights } from '#engine/launch/choose-level.ts';
import type {
  CandidateForecast,
  ColdStartInput,
  ColdStartOutput,
  LaunchBacktest,
  LevelScore,
} from '#engine/launch/cold-start-forecast.ts';
import { libraryOf } from '#engine/launch/curve-library.ts';
import { createCandidateForecaster } from '#engine/launch/forecast-candidate.ts';
import type { ProductHistory } from '#engine/launch/launch.ts';
import { calibrationGroups, type ScoredTotal, scoreTotals } from '#engine/launch/launch-scores.ts';
import { type LaunchShapes, learnShapes, type NeutralLaunch, neutralPath } from '#engine/launch/launch-shape.ts';
import { backtestLevels, type LevelBacktest } from '#engine/launch/level-backtest.ts';
import { prepareLevelData } from '#engine/launch/level-data.ts';
import { type LevelEvidence, levelEvidence } from '#engine/launch/level-evidence.ts';
import { type FittedRivals, fitRivals, nearestLaunches } from '#engine/launch/level-rivals.ts';
import { choosePowerScale, fromScale, type PowerScale, toScale } from '#engine/launch/power-transform.ts';
import { seasonOfLaunch } from '#engine/launch/season-of-launch.ts';
import { drawTotals, meanOf, probabilityAtLeast, quantileOf } from '#engine/launch/total-distribution.ts';
import { findYoungLaunches } from '#engine/launch/young-launches.ts';

/** Launches scatter by about a factor of e when nothing else is known. */
const priorLogSpread = 1;
const fewLaunches = 12;
/** Fewer launches than this have no top quartile: what a hit is, only the manager can say then. */
const leastForQuartile = 4;

/** Lets a worker breathe and report; `share` of the whole job done, 0 to 1. */
export type ColdStartPause = (phase: 'launches' | 'backtest' | 'forecast', share: number) => Promise<void>;

const noPause: ColdStartPause = () => Promise.resolve();

/**
 * What a run leaves for the next one on the same launches, products, horizon and factors: the backtest and the kernels' variances, which
 * neither wishes nor overrides nor the candidates' facts change. Filled by the first run; the answers are the same with and without.
 */
export interface ColdStartMemory {
  folds?: LevelBacktest | null;
  readonly variances: Map<number, FittedRivals['variances']>;
}

/**
 * Demand of products without history: level x shape (docs/methods/cold-start.md). The shape is the mean launch curve, the level
 * the forecast of the rival (or the mix of them) that the chronological backtest inside `launches` favours, its uncertainty
 * scaled by that backtest's errors. At least one launch is needed. Same input, same output; a candidate's forecast depends on
 * no other candidate, and on sales before its launch week only, as far as `launches` and `products` do.
 */
export async function coldStart(
  input: ColdStartInput,
  pause: ColdStartPause = noPause,
  memory: ColdStartMemory = { variances: new Map() },
): Promise<ColdStartOutput> {
  const { horizon, factors, candidates, products } = input;
  await pause('launches', 0);
  const ordered = [...input.launches].sort((a, b) => a.firstWeek - b.firstWeek || (a.id < b.id ? -1 : 1));
  const whole = ordered.filter(({ weekly }) => weekly.length >= horizon);
  const launches = whole.length > 0 ? whole : ordered;
  const { shapes, neutral } = learnShapes(launches, horizon, factors);
  const totals = neutral.map(({ total }) => total);
  const scale = choosePowerScale(totals);
  const z = Float64Array.from(totals, (total) => toScale(scale, total));
  const priorSpread = spreadOnScale(scale, totals);
  const hitThreshold = input.hitThreshold ?? (neutral.length >= leastForQuartile ? topQuartile(neutral) : Number.NaN);

  const past = prepareLevelData(launches, products, [], factors);
  const library = libraryOf(neutral, shapes.mean, (launch) => {
    const others = launches.map((_, i) => i).filter((i) => i !== launch);
    return new Map(nearestLaunches(past, others, launch).map(({ at, weight }) => [others[at], weight]));
  });
  const evidenceOf = (launch: number, weeks: number, complete: readonly number[]): LevelEvidence | null =>
    levelEvidence(
      neutral[launch],
      weeks,
      complete.map((i) => neutral[i]),
      shapes.mean,
      scale,
      priorSpread,
    );
  memory.folds ??= await backtestLevels(past, z, horizon, priorSpread, evidenceOf, (share) =>
    pause('backtest', 0.1 + 0.6 * share),
  );
  const { folds } = memory;
  const choice = chooseLevel(folds, z);
  // A candidate that has begun to sell is updated by its own weeks; it is no evidence of others beside.
  const asked = new Set(candidates.map(({ id }) => id));
  const others = products.filter(({ id }) => !asked.has(id));
  const everyLaunch = launches.map((_, i) => i);
  const forecasts: CandidateForecast[] = [];
  let done = 0;
  let youngUsed = 0;
  for (const [cut, group] of groupByCut(input)) {
    await pause('forecast', 0.7 + (0.3 * done) / candidates.length);
    const begun = [
      ...ordered.filter((launch) => !launches.includes(launch)),
      ...findYoungLaunches(ordered, others, cut, shapes.mean, sortedNumbers(totals)),
    ];
    const own = group.map((at) => candidates[at]);
    const joined = [...begun.map((launch) => ({ ...launch, launchWeek: launch.firstWeek })), ...own];
    const data = prepareLevelData(launches, products, joined, factors);
    const young = begun.flatMap((launch, k) => {
      const path = neutralPath(launch, horizon, factors);
      const evidence = levelEvidence(
        { launch, path, total: Number.NaN, rawTotal: Number.NaN },
        Math.min(launch.weekly.length, Math.floor((cut - launch.firstWeek) / 7)),
        neutral,
        shapes.mean,
        scale,
        priorSpread,
      );
      return evidence ? [{ item: launches.length + k, evidence }] : [];
    });
    youngUsed = Math.max(youngUsed, young.length);
    const warm = memory.variances.get(cut);
    const rivals = fitRivals(data, everyLaunch, z, priorSpread, {
      young,
      ...(warm ? { warm, keepVariances: true } : {}),
    });
    memory.variances.set(cut, rivals.variances);
    const forecastOne = createCandidateForecaster({
      input,
      data,
      launches,
      shapes,
      library,
      neutral,
      scale,
      z,
      priorSpread,
      rivals,
      young,
      choice,
      hitThreshold,
    });
    for (const [k, at] of group.entries()) {
      if (k % 8 === 7) await pause('forecast', 0.7 + (0.3 * done) / candidates.length);
      forecasts[at] = forecastOne(candidates[at], launches.length + begun.length + k);
      done++;
    }
  }
  const issues: Issue[] = [];
  if (launches.length < fewLaunches) {
    issues.push({ code: 'few-launches', severity: 'warning', params: { launches: launches.length } });
  }
  if (folds && !folds.strict) issues.push({ code: 'backtest-overlaps', severity: 'info' });
  return {
    forecasts,
    backtest: folds && reportBacktest(folds, choice, { launches, neutral, shapes, scale, hitThreshold, input }),
    shape: shapes.mean,
    curves: library.curves,
    hitThreshold,
    launchesUsed: launches.length,
    youngUsed,
    issues,
  };
}

/** Candidates (by place) that know the same sales: those before their launch week, or all there are. */
function groupByCut({ launches, products, candidates }: ColdStartInput): Map<number, number[]> {
  let end = Number.NEGATIVE_INFINITY;
  for (const { firstWeek, weekly } of [...launches, ...products]) end = Math.max(end, firstWeek + 7 * weekly.length);
  const groups = new Map<number, number[]>();
  candidates.forEach(({ launchWeek }, at) => {
    const cut = Math.min(launchWeek, end);
    groups.set(cut, [...(groups.get(cut) ?? []), at]);
  });
  return groups;
}

function sortedNumbers(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
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
  readonly launches: readonly ProductHistory[];
  readonly neutral: readonly NeutralLaunch[];
  readonly shapes: LaunchShapes;
  readonly scale: PowerScale;
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
      const season = seasonOfLaunch(
        launches[launch],
        shapes.of(launches[launch].category),
        input.horizon,
        input.factors,
      );
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
