/**
 * The protocols of ../shared/reference/accuracy: their series, forecasts by the headless `forecast` verb, and scores by
 * their own scorer, or by the same formulas on origins that were moved back.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// The scorer knows itself by its real path only.
const shared = existsSync('../shared') ? realpathSync('../shared') : '../shared';
const folder = path.resolve(shared, 'reference/accuracy');
export const scorer = path.join(folder, 'score.mjs');
export const data = path.resolve(shared, 'data');

export function protocolsAreHere(): boolean {
  return existsSync(scorer);
}

export interface Panel {
  readonly protocol: string;
  readonly m: number;
  readonly h: number;
  readonly series: readonly PanelSeries[];
}

interface PanelSeries {
  readonly series: string;
  readonly labels: readonly (string | number)[];
  readonly values: readonly number[];
  readonly origins: readonly (string | number)[];
  readonly price?: readonly number[];
  readonly deal?: readonly number[];
  readonly feat?: readonly number[];
}

export function readPanel(protocol: string): Panel {
  const text = execFileSync('node', [scorer, data, '--panel', protocol], { maxBuffer: 1 << 28, encoding: 'utf8' });
  return JSON.parse(text) as Panel;
}

/** A series at an origin. `end` = observations up to it, moved back where asked. */
interface Cell {
  readonly series: PanelSeries;
  readonly origin: string | number;
  readonly end: number;
}

/** Cells with enough to learn from, their origins moved `before` horizons back. */
export function cellsOf({ series, h }: Panel, before: number): Cell[] {
  return series
    .flatMap((one) =>
      one.origins.map((origin) => ({ series: one, origin, end: one.labels.indexOf(origin) + 1 - before * h })),
    )
    .filter(({ end }) => end >= 2 * h);
}

/** What the verb prints for one series. */
interface VerbForecast {
  readonly id: string;
  readonly method: string;
  readonly mean: readonly number[];
  readonly q50: readonly number[];
  readonly lo80: readonly number[];
  readonly hi80: readonly number[];
  readonly lo95: readonly number[];
  readonly hi95: readonly number[];
}

export interface CellForecast {
  readonly cell: Cell;
  readonly forecast: VerbForecast;
}

/**
 * All cells by one method, one call of `engine forecast` an origin: series of a call learn from each other, and a later
 * origin would tell an earlier one its future. Price, deal and feature are known in advance. `words` go to the verb.
 */
export function forecastByVerb(
  panel: Panel,
  method: string,
  before: number,
  words: readonly string[] = [],
): CellForecast[] {
  const cells = cellsOf(panel, before);
  return [...new Set(cells.map(({ origin }) => origin))].flatMap((origin) => {
    const own = cells.filter((cell) => cell.origin === origin);
    const input = JSON.stringify({ series: own.map((cell) => toVerbSeries(cell, panel)), h: panel.h, method });
    const command = ['--import', 'tsx', 'scripts/engine.ts', 'forecast', '--seed', '1', ...words];
    const run = spawnSync('node', command, { input, maxBuffer: 1 << 28, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`forecast ${method}: ${run.error ?? run.stderr.slice(-500)}`);
    const { forecasts } = JSON.parse(run.stdout) as { readonly forecasts: readonly VerbForecast[] };
    const byId = new Map(forecasts.map((forecast) => [forecast.id, forecast]));
    return own.flatMap((cell) => {
      const forecast = byId.get(cell.series.series);
      return forecast ? [{ cell, forecast }] : [];
    });
  });
}

function toVerbSeries({ series, end }: Cell, { m, h }: Panel): object {
  const named = { price: series.price?.map(Math.log), deal: series.deal, feat: series.feat };
  const columns = Object.entries(named).flatMap(([name, values]) => (values ? [{ name, values }] : []));
  const [first] = series.labels;
  const start = typeof first === 'string' ? first.padEnd(10, '-01') : undefined;
  return {
    id: series.series,
    values: series.values.slice(0, end),
    frequency: m,
    start,
    xreg: columns.map(({ name, values }) => ({ name, values: values.slice(0, end) })),
    newXreg: columns.map(({ name, values }) => ({ name, values: values.slice(end, end + h) })),
  };
}

/** Scores by name, and the MASE of each cell by `series|origin`. */
export interface Scored {
  readonly metrics: Readonly<Record<string, number>>;
  readonly cells: ReadonlyMap<string, number>;
}

/** `point`: what is scored as the point forecast; absolute errors reward the median, squared ones and the bias the mean. */
export function scoreForecasts(
  panel: Panel,
  forecasts: readonly CellForecast[],
  before: number,
  point: 'mean' | 'q50',
): Scored {
  const rows = toRows(forecasts, point);
  return before > 0 ? scoreMoved(panel, rows) : scoreWithReference(panel, [rows])[0];
}

/** Several methods by one call of the scorer, which reads the data each time; their means as point forecasts. */
export function scoreTogether(panel: Panel, methods: readonly (readonly CellForecast[])[]): Scored[] {
  return scoreWithReference(
    panel,
    methods.map((forecasts) => toRows(forecasts, 'mean')),
  );
}

function toRows(forecasts: readonly CellForecast[], point: 'mean' | 'q50'): ScoredRow[] {
  return forecasts.map(({ cell, forecast }) => ({
    cell,
    mean: forecast[point],
    median: forecast[point],
    lo80: forecast.lo80,
    hi80: forecast.hi80,
    lo95: forecast.lo95,
    hi95: forecast.hi95,
  }));
}

interface ScoredRow extends Omit<VerbForecast, 'id' | 'method' | 'q50'> {
  readonly cell: Cell;
  readonly median: readonly number[];
}

function scoreWithReference(panel: Panel, sets: readonly (readonly ScoredRow[])[]): Scored[] {
  const temporary = mkdtempSync(path.join(tmpdir(), 'debut-accuracy-'));
  const files = sets.map((rows, k) => {
    const file = path.join(temporary, `${k}.json`);
    const forecasts = rows.map(({ cell, ...row }) => ({ series: cell.series.series, origin: cell.origin, ...row }));
    writeFileSync(file, JSON.stringify({ protocol: panel.protocol, method: String(k), forecasts }));
    return file;
  });
  const words = [scorer, data, ...files, '--json', '--cells'];
  const text = execFileSync('node', words, { maxBuffer: 1 << 28, encoding: 'utf8' });
  rmSync(temporary, { recursive: true });
  const answers = JSON.parse(text) as readonly {
    readonly metrics: Scored['metrics'];
    readonly perCell: readonly { readonly series: string; readonly origin: string | number; readonly mase: number }[];
  }[];
  return answers.map(({ metrics, perCell }) => ({
    metrics,
    cells: new Map(perCell.map(({ series, origin, mase }) => [`${series}|${origin}`, mase])),
  }));
}

/** The reference's formulas on moved origins. */
function scoreMoved({ m, h }: Panel, rows: readonly ScoredRow[]): Scored {
  const sums = { mase: 0, rmsse: 0, pinball: 0, msis95: 0, cov80: 0, cov95: 0 };
  const pooled = { absolute: 0, signed: 0, actual: 0 };
  const cells = new Map<string, number>();
  for (const row of rows) {
    const { series, origin, end } = row.cell;
    const actual = series.values.slice(end, end + h);
    const differences = series.values.slice(m, end).map((v, t) => v - series.values[t]);
    const s1 = differences.reduce((sum, d) => sum + Math.abs(d), 0) / differences.length;
    const s2 = differences.reduce((sum, d) => sum + d * d, 0) / differences.length;
    const mean = (f: (a: number, k: number) => number): number => actual.reduce((sum, a, k) => sum + f(a, k), 0) / h;
    const loss = (d: number, q: number): number => Math.max(q * d, (q - 1) * d);
    const outside = (a: number, k: number): number => Math.max(0, row.lo95[k] - a) + Math.max(0, a - row.hi95[k]);
    const mase = mean((a, k) => Math.abs(a - row.mean[k])) / s1;
    cells.set(`${series.series}|${origin}`, mase);
    sums.mase += mase;
    sums.rmsse += Math.sqrt(mean((a, k) => (a - row.mean[k]) ** 2) / s2);
    sums.pinball +=
      mean((a, k) => loss(a - row.lo80[k], 0.1) + loss(a - row.median[k], 0.5) + loss(a - row.hi80[k], 0.9)) / (3 * s1);
    sums.msis95 += mean((a, k) => row.hi95[k] - row.lo95[k] + 40 * outside(a, k)) / s1;
    sums.cov80 += 100 * mean((a, k) => Number(a >= row.lo80[k] && a <= row.hi80[k]));
    sums.cov95 += 100 * mean((a, k) => Number(a >= row.lo95[k] && a <= row.hi95[k]));
    actual.forEach((a, k) => {
      pooled.absolute += Math.abs(a - row.mean[k]);
      pooled.signed += row.mean[k] - a;
      pooled.actual += a;
    });
  }
  const means = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / rows.length]));
  const wapePooled = (100 * pooled.absolute) / pooled.actual;
  const biasPooled = (100 * pooled.signed) / pooled.actual;
  return { metrics: { ...means, wapePooled, biasPooled }, cells };
}

/** MASE by cell of a reference method, from scores.json. */
export function referenceCells(protocol: string, method: string): ReadonlyMap<string, number> {
  const { protocols } = JSON.parse(readFileSync(path.join(folder, 'scores.json'), 'utf8')) as {
    readonly protocols: Readonly<
      Record<string, { perCell: { cells: readonly string[]; mase: Readonly<Record<string, readonly number[]>> } }>
    >;
  };
  const { cells, mase } = protocols[protocol].perCell;
  if (!mase[method]) throw new Error(`${protocol} has no reference method ${method}: ${Object.keys(mase).join(', ')}`);
  return new Map(cells.map((cell, k) => [cell, mase[method][k]]));
}

/** Scores of a reference method, to six digits. */
export function referenceScores(protocol: string, method: string): Readonly<Record<string, number | null>> {
  const { protocols } = JSON.parse(readFileSync(path.join(folder, 'scores.json'), 'utf8')) as {
    readonly protocols: Readonly<Record<string, { methods: Readonly<Record<string, Record<string, number | null>>> }>>;
  };
  return protocols[protocol].methods[method];
}

/** Mean over series of the difference in MASE (of a series: mean over its origins), and its standard error. */
export function comparePairs(
  ours: ReadonlyMap<string, number>,
  theirs: ReadonlyMap<string, number>,
): { readonly difference: number; readonly standardError: number } {
  const bySeries = new Map<string, number[]>();
  for (const [cell, mase] of ours) {
    const other = theirs.get(cell);
    if (other === undefined) continue;
    const series = cell.slice(0, cell.lastIndexOf('|'));
    bySeries.set(series, [...(bySeries.get(series) ?? []), mase - other]);
  }
  const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length;
  const differences = [...bySeries.values()].map(mean);
  const difference = mean(differences);
  const spread = differences.reduce((sum, d) => sum + (d - difference) ** 2, 0) / (differences.length - 1);
  return { difference, standardError: Math.sqrt(spread / differences.length) };
}
