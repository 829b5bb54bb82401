import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { handlers as ingest } from '#workers/ingest/handlers.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers as monitor } from '#workers/monitor/handlers.ts';
import { handlers as planning } from '#workers/planning/handlers.ts';
import { handlers as candidatesHandlers } from './node-candidates.ts';

const horizon = 13;
const scenarios = 80;
const alpha = 0.95;

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

/** Import, forecasts, problem, search and commitment, each by its worker's handler. */
export async function commitFromFiles(
  files: readonly string[],
  { seed, moves, weeks, capacity, name }: MonitorOptions,
  note: (line: string) => void,
): Promise<CommittedPlan> {
  const { dataset, panel } = await importPanel(files, note);
  const { calendar, candidates, currency, fingerprint } = dataset;
  const control = () => createFreeControl<never>();
  const forecast = await candidatesHandlers.forecastCandidates(
    { panel, calendar, candidates, horizon, hitThreshold: null, preferences: [] },
    createFreeControl(({ phase, done }) => note(`${phase} ${Math.round(100 * done)} %`)),
  );
  const constraints = { capacity, capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [] };
  const { forecasts, priceResponse } = forecast;
  const built = await candidatesHandlers.buildInstance(
    {
      panel,
      calendar,
      candidates,
      forecasts,
      outlooks: [],
      constraints,
      currency,
      weeks,
      start: null,
      scenarios,
      alpha,
      seed,
    },
    control(),
  );
  const { instance, startDay, hasCosts } = built;
  const search = { objective: 'profit', weights: { demand: 0.5, market: 0.5 }, lambda: 0.5, seed } as const;
  const found = await planning.optimise({ instance, method: 'memetic', moves, ...search }, createFreeControl());
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
      ...{ ...search, startDay, horizon, instance, weeks: found.weeks, constraints, candidates, forecasts },
      ...{ overrides: [], priceResponse, outlooks: [], panel, calendar },
    },
    control(),
  );
}
