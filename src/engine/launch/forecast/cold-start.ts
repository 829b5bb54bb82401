import type { Issue } from '#engine/issue.ts';
import type { LaunchCandidate } from '#engine/launch/history/launch.ts';
import { findYoungLaunches } from '#engine/launch/history/young-launches.ts';
import { backtestHits, evaluateHits, joinSources, learnHits } from '#engine/launch/hits/hit-classifier.ts';
import { chooseLevel } from '#engine/launch/level/choose-level.ts';
import { backtestLevels, type LevelBacktest } from '#engine/launch/level/level-backtest.ts';
import { prepareLevelData } from '#engine/launch/level/level-data.ts';
import { type LevelEvidence, levelEvidence } from '#engine/launch/level/level-evidence.ts';
import { type FittedModels, fitModels, leastLearned, nearestLaunches } from '#engine/launch/level/level-models.ts';
import type { PerceptronTrainer } from '#engine/launch/level/perceptron.ts';
import { choosePowerScale, type PowerScale, toScale } from '#engine/launch/level/power-transform.ts';
import { type CurveLibrary, libraryOf } from '#engine/launch/shape/curve-library.ts';
import { learnShapes, type NeutralLaunch, neutralPath } from '#engine/launch/shape/launch-shape.ts';
import type { CandidateForecast, ColdStartInput, ColdStartOutput } from './cold-start-forecast.ts';
import { createCandidateForecaster } from './forecast-candidate.ts';
import { createObservedRange } from './observed-range.ts';
import { type EvaluatedHits, hitsByDistribution, reportBacktest } from './report-backtest.ts';
import { quantileOf } from './total-distribution.ts';

/** Launches scatter by about a factor of e when nothing else is known. */
const priorLogSpread = 1;
const fewLaunches = 12;
/** Fewer launches than this have no top quartile: what a hit is, only the manager can say then. */
const leastForQuartile = 4;

/** Lets a worker breathe and report; `share` of the whole job done, 0 to 1. */
export type ColdStartPause = (phase: 'launches' | 'backtest' | 'forecast', share: number) => Promise<void>;

const noPause: ColdStartPause = () => Promise.resolve();

/**
 * What a run leaves for the next one on the same launches, products, candidates' ids, horizon and factors: the backtest, the curves and the
 * kernels' variances, which neither wishes nor overrides change, and the forecasts of the candidates that these do not concern. Filled by the
 * first run; the answers are the same with and without.
 */
export interface ColdStartMemory {
  folds?: LevelBacktest | null;
  library?: CurveLibrary;
  /** By the day up to which sales are known. */
  readonly variances: Map<number, FittedModels['variances']>;
  readonly young: Map<number, number>;
  /** The classifier's probabilities of the backtest's launches, by hit threshold. */
  readonly hits: Map<number, readonly number[]>;
  /** By everything that a candidate's forecast depends on. */
  readonly forecasts: Map<string, CandidateForecast>;
}

export function createColdStartMemory(): ColdStartMemory {
  return { variances: new Map(), young: new Map(), hits: new Map(), forecasts: new Map() };
}

/**
 * Demand of products without history: level x shape (docs/methods/cold-start.md). The shape is the mean launch curve, the level
 * the forecast of the rival (or the mix of them) that the chronological backtest inside `launches` favours, its uncertainty
 * scaled by that backtest's errors. At least one launch is needed. Same input, same output; a candidate's forecast depends on
 * no other candidate, and on sales before its launch week only, as far as `launches` and `products` do. `trainer` trains its
 * perceptrons; where that is not the training engine's kernel, an issue says so.
 */
export async function coldStart(
  input: ColdStartInput,
  trainer: PerceptronTrainer,
  pause: ColdStartPause = noPause,
  memory: ColdStartMemory = createColdStartMemory(),
): Promise<ColdStartOutput> {
  const { horizon, factors, candidates, products, reviews } = input;
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

  const past = prepareLevelData(launches, products, [], factors, reviews);
  memory.library ??= libraryOf(neutral, shapes.mean, (launch) => {
    const others = launches.map((_, i) => i).filter((i) => i !== launch);
    return new Map(nearestLaunches(past, others, launch).map(({ at, weight }) => [others[at], weight]));
  });
  const { library } = memory;
  const evidenceOf = (launch: number, weeks: number, complete: readonly number[]): LevelEvidence | null =>
    levelEvidence(
      neutral[launch],
      weeks,
      complete.map((i) => neutral[i]),
      shapes.mean,
      scale,
      priorSpread,
    );
  memory.folds ??= await backtestLevels(past, z, horizon, priorSpread, evidenceOf, trainer, (share) =>
    pause('backtest', 0.1 + 0.6 * share),
  );
  const { folds } = memory;
  const choice = chooseLevel(folds, z);
  const backtestContext = { launches, neutral, shapes, scale, hitThreshold, input };
  const isHit = (launch: number): boolean => neutral[launch].rawTotal >= hitThreshold;
  const hits = folds && !Number.isNaN(hitThreshold) ? await evaluatedHits(folds, hitThreshold) : null;
  const observedRange = createObservedRange({ backtest: folds, choice, neutral, shapes, scale });
  /** The classifier is trained and asked once for each definition of a hit. */
  async function evaluatedHits(known: LevelBacktest, threshold: number): Promise<EvaluatedHits> {
    let perceptron = memory.hits.get(threshold);
    if (!perceptron) {
      perceptron = await backtestHits(past, known, z, isHit, trainer, () => pause('backtest', 0.7));
      memory.hits.set(threshold, perceptron);
    }
    const own = hitsByDistribution(known, choice, backtestContext);
    return { contest: evaluateHits(own.probabilities, perceptron, own.hits), perceptron };
  }

  // A candidate that has begun to sell is updated by its own weeks; it is no evidence of others beside.
  const asked = new Set(candidates.map(({ id }) => id));
  const noLaunches = new Set(input.noLaunches);
  const others = products.filter(({ id }) => !asked.has(id) && !noLaunches.has(id));
  const everyLaunch = launches.map((_, i) => i);
  let done = 0;
  for (const [cut, all] of groupByCut(input)) {
    await pause('forecast', 0.7 + (0.3 * done) / candidates.length);
    const group = all.filter((at) => !memory.forecasts.has(nameForecast(input, at)));
    done += all.length - group.length;
    if (group.length === 0) continue;
    const begun = [
      ...ordered.filter((launch) => !launches.includes(launch)),
      ...findYoungLaunches(ordered, others, cut, shapes.mean, sortedNumbers(totals)),
    ];
    const own = group.map((at) => candidates[at]);
    const joined = [...begun.map((launch) => ({ ...launch, launchWeek: launch.firstWeek })), ...own];
    const data = prepareLevelData(launches, products, joined, factors, reviews);
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
    memory.young.set(cut, young.length);
    const warm = memory.variances.get(cut);
    const rivals = fitModels(data, everyLaunch, z, priorSpread, {
      trainer,
      young,
      ...(warm ? { warm, keepVariances: true } : {}),
    });
    memory.variances.set(cut, rivals.variances);
    const classifier =
      hits && hits.contest.used !== 'distribution' ? learnHits(data, everyLaunch, z, isHit, trainer) : null;
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
      trainer,
      choice,
      observedRange,
      hitThreshold,
      classify:
        hits && classifier
          ? (item, distribution) => joinSources(hits.contest.used, distribution, classifier(item))
          : null,
      plainTotal: (candidate) => memory.forecasts.get(nameAlone(candidate, input.hitThreshold))?.total ?? null,
    });
    for (const [k, at] of group.entries()) {
      if (k % 8 === 7) await pause('forecast', 0.7 + (0.3 * done) / candidates.length);
      memory.forecasts.set(nameForecast(input, at), forecastOne(candidates[at], launches.length + begun.length + k));
      done++;
    }
  }
  const issues: Issue[] = [];
  if (launches.length < fewLaunches) {
    issues.push({ code: 'few-launches', severity: 'warning', params: { launches: launches.length } });
  }
  if (trainer.device === 'loops' && launches.length >= leastLearned) {
    issues.push({ code: 'perceptron-in-loops', severity: 'info' });
  }
  if (folds && !folds.strict) issues.push({ code: 'backtest-overlaps', severity: 'info' });
  const forecasts = candidates.map((candidate, at): CandidateForecast => {
    const forecast = memory.forecasts.get(nameForecast(input, at));
    if (!forecast) throw new Error(`no forecast of ${candidate.id}`);
    return { ...forecast, id: candidate.id };
  });
  const youngUsed = Math.max(0, ...memory.young.values());
  return {
    forecasts,
    backtest: folds && reportBacktest(folds, choice, backtestContext, hits),
    shape: shapes.mean,
    curves: library.curves,
    hitThreshold,
    launchesUsed: launches.length,
    youngUsed,
    issues,
  };
}

/** Everything that one candidate's forecast depends on beside what the launches teach. */
function nameForecast({ candidates, wishes, overrides = [], hitThreshold }: ColdStartInput, at: number): string {
  const candidate = candidates[at];
  const own = ({ candidateId }: { readonly candidateId: string }): boolean => candidateId === candidate.id;
  return JSON.stringify([candidate, wishes.filter(own), overrides.find(own) ?? null, hitThreshold]);
}

/** The name of its forecast without the manager's wishes and override. */
function nameAlone(candidate: LaunchCandidate, hitThreshold: number | null): string {
  return JSON.stringify([candidate, [], null, hitThreshold]);
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
