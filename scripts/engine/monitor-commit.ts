import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { CategoryOutlook } from '#engine/planning/problem/plan-request.ts';
import { horizonPeriods, planBacktest } from '#state/demand/backtest-plan.ts';
import { toDemandForecast } from '#state/demand/demand-forecast.ts';
import { categoryOutlooks } from '#state/demand/demand-outlooks.ts';
import { offeredInstance, offersToKeep, splitPlaces } from '#state/plan/plan-offers.ts';
import { locksOf, problemInput, weightsOf } from '#state/plan/plan-problem.ts';
import { initialPlanSettings, noDecisions, type PlanSettings } from '#state/plan/plan-store.ts';
import { handlers as ingest } from '#workers/ingest/handlers.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers as monitor } from '#workers/monitor/handlers.ts';
import { handlers as planning } from '#workers/planning/handlers.ts';
import { handlers as statistics } from '#workers/statistics/handlers.ts';
import { forecastAutomatically } from './automatic-forecast.ts';
import { handlers as candidatesHandlers } from './node-candidates.ts';

const horizon = 13;
/** Best sellers that are forecast beside the categories, as on the page. */
const topProducts = 12;

export interface MonitorOptions {
  readonly seed: number;
  readonly moves: number | null;
  readonly weeks: number;
  readonly capacity: number | null;
  readonly name: string;
}

export function optionsOf(words: readonly string[]): {
  readonly files: readonly string[];
  readonly options: MonitorOptions;
} {
  const { values, positionals } = parseWords(words);
  const number = (option: string, text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < 0)
      throw new JobRefused('bad-option', { option, text });
    return value;
  };
  return {
    files: positionals,
    options: {
      seed: number('seed', values.seed),
      moves: values.moves === undefined ? null : number('moves', values.moves),
      weeks: number('weeks', values.weeks),
      capacity: values.capacity === undefined ? null : number('capacity', values.capacity),
      name: values.name,
    },
  };
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        seed: { type: 'string', default: '1' },
        moves: { type: 'string' },
        weeks: { type: 'string', default: '26' },
        capacity: { type: 'string' },
        name: { type: 'string', default: '' },
      },
    });
  } catch (error) {
    throw new JobRefused('bad-option', { reason: String(error) });
  }
}

/** Files as dropped together; refused without weekly sales. */
export async function importPanel(
  files: readonly string[],
  note: (line: string) => void,
): Promise<{ readonly dataset: Dataset; readonly panel: Panel }> {
  const opened = await Promise.all(
    files.map(async (file) => ({ name: path.basename(file), bytes: await openAsBlob(file).catch(() => null) })),
  );
  const missing = opened.find(({ bytes }) => bytes === null);
  if (missing) throw new JobRefused('file-not-found', { file: missing.name });
  const given = opened.flatMap(({ name, bytes }) => (bytes ? [{ name, bytes }] : []));
  const { dataset, questions } = await ingest.importFiles({ files: given }, createFreeControl());
  for (const { code, file } of questions) note(`${file}: ${code}`);
  const { panel } = dataset;
  if (!panel) throw new JobRefused('no-sales', { files: files.length });
  return { dataset, panel };
}

/** Forecasts of the candidates among the files, with all that has sold since; undefined where the files hold no candidates. */
export async function forecastAnew(
  { dataset, panel }: { readonly dataset: Dataset; readonly panel: Panel },
  weeks: number,
  note: (line: string) => void,
): Promise<readonly CandidateForecast[] | undefined> {
  const { calendar, candidates } = dataset;
  if (candidates.length === 0) return undefined;
  const { forecasts } = await candidatesHandlers.forecastCandidates(
    { panel, calendar, candidates, horizon: weeks, hitThreshold: null, preferences: [] },
    createFreeControl(({ phase, done }) => note(`${phase} ${Math.round(100 * done)} %`)),
  );
  return forecasts;
}

/** The page's forecast of demand by category, without networks. */
async function forecastOutlooks(
  dataset: Dataset,
  seed: number,
  note: (line: string) => void,
): Promise<readonly CategoryOutlook[]> {
  const periods = horizonPeriods(dataset, horizon);
  const backtest = planBacktest(dataset, periods);
  const holdout = periods * (backtest.origins + backtest.older);
  const wanted = { dataset, horizon: periods, holdout, products: topProducts };
  const prepared = await statistics.prepareSeries(wanted, createFreeControl());
  const series = prepared.filter(({ id }) => !id.startsWith('market:'));
  const asked = { series, horizon: periods, ...backtest, methods: 'auto' as const, seed };
  const { results } = await forecastAutomatically(asked, note, false);
  const byId = new Map(results.map((result) => [result.seriesId, toDemandForecast(result)]));
  return categoryOutlooks({
    series: series.map(({ id, start, frequency, values, measure }) => ({
      ...{ id, start, frequency, values, measure, issue: null },
      forecast: byId.get(id) ?? null,
    })),
  });
}

/**
 * Import, forecasts, the page's problem under its settings as they are before anything is changed, its search and its few changes of the manager's plan, and
 * the commitment, each by its worker's handler.
 */
export async function commitFromFiles(
  files: readonly string[],
  { seed, moves, weeks, capacity, name }: MonitorOptions,
  note: (line: string) => void,
  outlooksOf: typeof forecastOutlooks = forecastOutlooks,
): Promise<CommittedPlan> {
  const { dataset, panel } = await importPanel(files, note);
  const { calendar, candidates, currency, fingerprint } = dataset;
  const control = () => createFreeControl<never>();
  const forecast = await candidatesHandlers.forecastCandidates(
    { panel, calendar, candidates, horizon, hitThreshold: null, preferences: [] },
    createFreeControl(({ phase, done }) => note(`${phase} ${Math.round(100 * done)} %`)),
  );
  const { forecasts, priceResponse } = forecast;
  const outlooks = await outlooksOf(dataset, seed, note);
  const settings: PlanSettings = {
    ...initialPlanSettings,
    weeks,
    ...(capacity === null ? {} : { capacity: { kind: 'limit', effort: capacity } }),
  };
  const asked = problemInput({ panel, calendar, currency }, settings, {
    candidates,
    forecasts,
    priceResponse,
    outlooks,
    seed,
  });
  const { instance, startDay, hasCosts, baseline } = await candidatesHandlers.buildInstance(asked, control());
  const locks = locksOf(noDecisions, instance, startDay, candidates);
  const { lambda } = settings;
  const search = { objective: 'profit' as const, weights: weightsOf(settings), lambda, seed };
  const found = await planning.optimise({ instance, method: 'memetic', moves, locks, ...search }, createFreeControl());
  const few = baseline
    ? await planning.chooseMoves(
        { instance, weeks: found.weeks, ...search, locks, own: baseline, leastGain: null },
        control(),
      )
    : found;
  const plan = splitPlaces(instance, few.weeks);
  return monitor.commitPlan(
    {
      ...{
        id: fingerprint.slice(0, 12),
        name,
        note: '',
        committedAt: 0,
        follows: null,
        fingerprint,
        currency,
        hasCosts,
      },
      ...{ ...search, startDay, horizon, instance: offeredInstance(instance, plan.offers, candidates) },
      ...{ weeks: plan.weeks, offers: offersToKeep(instance, candidates), constraints: asked.constraints },
      ...{ candidates, forecasts, overrides: [], priceResponse, outlooks, panel, calendar },
    },
    control(),
  );
}
