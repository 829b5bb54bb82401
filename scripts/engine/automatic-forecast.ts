import type { ExternalModel } from '#engine/combination/add-external-forecasts.ts';
import {
  cutsBetween,
  type EvaluationOutcome,
  evaluationRuns,
  externalModels,
  type ForecastBetween,
} from '#state/training/training-evaluation.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import type { LearningData } from '#workers/learning/contract.ts';
import { createLearningHandlers } from '#workers/learning/handlers.ts';
import type { ForecastSeriesInput, ForecastSeriesOutput, SeriesInput } from '#workers/statistics/contract.ts';
import { addOrigins, decideSeries, fitPooled, fitSeries, lastPeriodOf } from '#workers/statistics/handlers.ts';
import { nodeExecutors } from './node-executors.ts';

/** Fewest series of one kind for which networks are trained without being asked for: they learn from many. */
const fewestSeries = 20;
/** Nobody waits at a screen: trainings end by themselves. */
const secondsPerTraining = 600;

/**
 * What the page does: every model on every series, the networks beside them where there are enough
 * series (and unless they are not wished: their training takes minutes), then the choice by the evidence of all together.
 */
export async function forecastAutomatically(
  input: ForecastSeriesInput,
  note: (line: string) => void,
  withNetworks = true,
): Promise<ForecastSeriesOutput> {
  let last = -1;
  const control = createFreeControl((progress: { readonly done: number }) => {
    const percent = Math.floor(100 * progress.done);
    if (percent > last) note(`${percent} %`);
    last = Math.max(last, percent);
  });
  const { records: single, refused } = await fitSeries(input, control);
  const { records: filled } = await addOrigins(
    { records: single, between: input.between ?? 0, older: input.older ?? 0 },
    createFreeControl(),
  );
  const { records } = await fitPooled({ records: filled }, createFreeControl());
  const contest = withNetworks && input.methods === 'auto' && input.origins > 0;
  const networks = contest ? await evaluateNetworks(input, note) : [];
  const decided = await decideSeries({ records, networks }, createFreeControl());
  return { ...decided, refused };
}

/** One training of each design for each origin, refitted on nothing but what came before, and one on everything. */
async function evaluateNetworks(
  { series, horizon, nonNegative = true, seed, origins, originStep = horizon, ...more }: ForecastSeriesInput,
  note: (line: string) => void,
): Promise<ExternalModel[]> {
  const handlers = createLearningHandlers(nodeExecutors);
  const cutOf = (fold: number): number => (fold === 0 ? 0 : horizon + (fold - 1) * originStep);
  const models: ExternalModel[] = [];
  for (const group of groupsOf(series)) {
    const outcomes: EvaluationOutcome[] = [];
    for (const run of evaluationRuns('tuned', origins + (more.older ?? 0))) {
      const members = run.members === undefined ? {} : { members: run.members };
      const data: LearningData = {
        ...{ horizon, holdout: cutOf(run.fold) },
        series: group.map((one) => ({ ...one, nonNegative })),
      };
      const asked = { ...members, design: run.design, seed, timeBudgetSeconds: secondsPerTraining };
      const job = { data, settings: asked, executor: 'auto' } as const;
      const trained = await handlers.train(job, createFreeControl()).catch(nothingToLearn);
      if (!trained) continue;
      const { weights, vocabulary, settings } = trained;
      const { forecasts, score } = await handlers.forecast({ ...job, weights, vocabulary }, createFreeControl());
      const later: ForecastBetween[] = [];
      for (const cut of cutsBetween(run, horizon, more.between ?? 0, originStep)) {
        const asKnown = { ...job, weights, vocabulary, data: { ...data, holdout: cut } };
        later.push({ cut, forecasts: (await handlers.forecast(asKnown, createFreeControl())).forecasts });
      }
      outcomes.push({ run, settings, forecasts, between: later });
      const found = score ? `MASE ${score.network.mase.toFixed(3)}, naive ${score.baseline.mase.toFixed(3)}` : 'whole';
      note(`${run.design}, ${cutOf(run.fold)} periods held back: ${found}`);
    }
    models.push(...externalModels(outcomes, cutOf));
  }
  return models;
}

/** A history that is too short for a fold leaves that fold out. */
function nothingToLearn(error: unknown): null {
  if (error instanceof JobRefused && error.code === 'no-series-to-learn') return null;
  throw error;
}

/** Series of one frequency that end with the same period. */
function groupsOf(series: readonly SeriesInput[]): readonly SeriesInput[][] {
  const groups = new Map<string, SeriesInput[]>();
  for (const one of series) {
    const end = one.start === undefined ? '' : lastPeriodOf(one, one.start);
    const key = `${one.frequency} ${end}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].filter((members) => members.length >= fewestSeries);
}
