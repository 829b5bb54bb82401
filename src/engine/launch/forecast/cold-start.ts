import type { Issue } from '#engine/issue.ts';
import { learnFlops } from '#engine/launch/flops/flop-chance.ts';
import type { LaunchCandidate, ProductHistory } from '#engine/launch/history/launch.ts';
import { findYoungLaunches } from '#engine/launch/history/young-launches.ts';
import { joinSources, learnHits } from '#engine/launch/hits/hit-classifier.ts';
import { prepareLevelData } from '#engine/launch/level/level-data.ts';
import { type FittedModels, fitModels, leastLearned } from '#engine/launch/level/level-models.ts';
import type { PerceptronTrainer } from '#engine/launch/level/perceptron.ts';
import { neutralPath } from '#engine/launch/shape/launch-shape.ts';
import type { CandidateForecast, ColdStartInput, ColdStartOutput } from './cold-start-forecast.ts';
import { type CandidateGroup, type ForecastBasis, forecastCandidate } from './forecast-candidate.ts';
import { evidenceOf, learnLaunches } from './launch-lessons.ts';
import { reportBacktest, testHits } from './report-backtest.ts';
import { testLevels } from './test-levels.ts';

const fewLaunches = 12;
/** First weeks that say something of a level. */
const leastYoungWeeks = 3;

/** Lets a worker take messages in and report; `share` of the whole job done, 0 to 1. */
export type ColdStartPause = (phase: 'launches' | 'backtest' | 'forecast', share: number) => Promise<void>;

const noPause: ColdStartPause = () => Promise.resolve();

/**
 * Demand of products without history: level x shape (docs/methods/cold-start.md). The shape is the mean launch curve, the level
 * the forecast of the model (or the mix of them) that the chronological backtest inside `launches` favours, its uncertainty
 * scaled by that backtest's errors. At least one launch is needed. Same input, same output; a candidate's forecast depends on
 * no other candidate, and on sales before its launch week only, as far as `launches` and `products` do. `trainer` trains its
 * perceptrons; where that is not the training engine's kernel, an issue says so.
 *
 * Four stages, each a function of what comes before it: what the launches say, the test of the models of the level, the test
 * of who tells hits, the candidates. The first two stay the same whatever the manager prefers or overrides.
 */
export async function coldStart(
  input: ColdStartInput,
  trainer: PerceptronTrainer,
  pause: ColdStartPause = noPause,
): Promise<ColdStartOutput> {
  await pause('launches', 0);
  const lessons = learnLaunches(input);
  const levels = await testLevels(lessons, trainer, (share) => pause('backtest', 0.1 + 0.6 * share));
  const hits = await testHits(lessons, levels, input.hitThreshold, trainer, () => pause('backtest', 0.7));
  const basis = { lessons, levels, hits, trainer };
  return reportColdStart(basis, await forecastCandidates(basis, input, pause));
}

/** What earlier runs on the same launches, products, candidates' ids, horizon and factors left; answers are the same without. */
export interface KnownForecasts {
  /** Of a candidate with its wishes and override, or without (`plain`). */
  readonly forecastOf: (candidate: LaunchCandidate, plain: boolean) => CandidateForecast | null;
  /** By the day up to which sales are known. */
  readonly fits: ReadonlyMap<number, GroupFit>;
}

/** What is learnt from the sales known at one day. */
export interface GroupFit {
  /** Of the kernel regressions. */
  readonly variances: FittedModels['variances'];
  /** Launches that have only begun and are learnt from. */
  readonly young: number;
}

export interface CandidateForecasts {
  /** In the order of the candidates. */
  readonly forecasts: readonly CandidateForecast[];
  readonly fits: ReadonlyMap<number, GroupFit>;
}

const nothingKnown: KnownForecasts = { forecastOf: () => null, fits: new Map() };

/** The last stage: every candidate that is not known, by groups that know the same sales. */
export async function forecastCandidates(
  basis: ForecastBasis,
  input: ColdStartInput,
  pause: ColdStartPause = noPause,
  known: KnownForecasts = nothingKnown,
): Promise<CandidateForecasts> {
  const { candidates } = input;
  const forecasts = candidates.map((candidate) => known.forecastOf(candidate, false));
  const fits = new Map<number, GroupFit>();
  let done = 0;
  const report = (): Promise<void> => pause('forecast', 0.7 + (0.3 * done) / candidates.length);
  for (const [cut, all] of groupByCut(input)) {
    await report();
    const places = all.filter((at) => forecasts[at] === null);
    const before = known.fits.get(cut);
    done += all.length - places.length;
    if (places.length === 0) {
      if (before) fits.set(cut, before);
      continue;
    }
    const own = places.map((at) => candidates[at]);
    const group = fitGroup(basis, input, cut, own, before?.variances);
    fits.set(cut, { variances: group.fitted.variances, young: group.young.length });
    const first = group.data.items.length - own.length;
    for (const [k, at] of places.entries()) {
      if (k % 8 === 7) await report();
      const candidate = candidates[at];
      forecasts[at] = forecastCandidate(group, candidate, first + k, {
        preferences: input.preferences.filter(({ candidateId }) => candidateId === candidate.id),
        override: input.overrides?.find(({ candidateId }) => candidateId === candidate.id) ?? null,
        plainTotal: known.forecastOf(candidate, true)?.total ?? null,
      });
      done++;
    }
  }
  return { forecasts: forecasts.flatMap((forecast) => forecast ?? []), fits };
}

/** `warm`: variances of an earlier fit to the same sales, taken as they are. */
function fitGroup(
  basis: ForecastBasis,
  { products, candidates, noLaunches, factors, reviews }: ColdStartInput,
  cut: number,
  own: readonly LaunchCandidate[],
  warm: FittedModels['variances'] | undefined,
): CandidateGroup {
  const { lessons, hits, trainer } = basis;
  const { launches, flops, given, neutral, shapes, z, horizon, priorSpread } = lessons;
  // A candidate that has begun to sell is updated by its own weeks; it is no evidence of others beside.
  const left = new Set([...candidates.map(({ id }) => id), ...(noLaunches ?? [])]);
  const begun: readonly ProductHistory[] = [
    ...given.filter((launch) => !launches.includes(launch) && !flops.includes(launch)),
    ...findYoungLaunches(
      given,
      products.filter(({ id }) => !left.has(id)),
      cut,
      shapes.mean,
      Float64Array.from(neutral, ({ total }) => total).sort(),
    ),
  ];
  const joined = [...[...begun, ...flops].map((launch) => ({ ...launch, launchWeek: launch.firstWeek })), ...own];
  const data = prepareLevelData(launches, lessons.range, joined, factors, reviews);
  const seenBy = new Set(given.map(({ id }) => id));
  const flopChance = learnFlops(
    data,
    [...launches, ...begun, ...flops].flatMap((launch, item) =>
      seenBy.has(launch.id) ? [{ item, weekly: launch.weekly.slice(0, weeksBefore(cut, launch)) }] : [],
    ),
    horizon,
    lessons.flopRule,
  );
  const young = begun.flatMap((launch, k) => {
    const path = neutralPath(launch, horizon, factors);
    const weeks = weeksBefore(cut, launch);
    if (weeks < leastYoungWeeks || flopChance.seen(launch.weekly.slice(0, weeks)) > 0.5) return [];
    const unfinished = { launch, path, total: Number.NaN, rawTotal: Number.NaN };
    const evidence = evidenceOf(lessons, unfinished, weeks, neutral);
    return evidence ? [{ item: launches.length + k, evidence }] : [];
  });
  const everyLaunch = launches.map((_, i) => i);
  const fitted = fitModels(data, everyLaunch, z, priorSpread, {
    trainer,
    young,
    ...(warm ? { warm, keepVariances: true } : {}),
  });
  const used = hits.tested?.evaluation.used ?? 'distribution';
  const classifier = used === 'distribution' ? null : learnHits(data, everyLaunch, z, hits.isHit, trainer);
  return {
    basis,
    data,
    fitted,
    young,
    flopChance,
    classify: classifier && ((item, distribution) => joinSources(used, distribution, classifier(item))),
  };
}

function weeksBefore(day: number, { weekly, firstWeek }: ProductHistory): number {
  return Math.min(weekly.length, Math.floor((day - firstWeek) / 7));
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

export function reportColdStart(basis: ForecastBasis, { forecasts, fits }: CandidateForecasts): ColdStartOutput {
  const { lessons, levels, hits, trainer } = basis;
  const { launches, shapes, library } = lessons;
  const issues: Issue[] = [];
  if (launches.length < fewLaunches) {
    issues.push({ code: 'few-launches', severity: 'warning', params: { launches: launches.length } });
  }
  if (trainer.device === 'loops' && launches.length >= leastLearned) {
    issues.push({ code: 'perceptron-in-loops', severity: 'info' });
  }
  if (levels.backtest && !levels.backtest.strict) issues.push({ code: 'backtest-overlaps', severity: 'info' });
  return {
    forecasts,
    backtest: reportBacktest(lessons, levels, hits),
    shape: shapes.mean,
    curves: library.curves,
    hitThreshold: hits.threshold,
    launchesUsed: launches.length,
    youngUsed: Math.max(0, ...Array.from(fits.values(), ({ young }) => young)),
    issues,
  };
}
