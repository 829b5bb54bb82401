/**
 * Forecast accuracy on the protocols of ../shared/reference/accuracy, by its own scorer. `--protocol=oj_week,or_week`
 * and `--method=ets,auto` choose; `--before=K` moves every origin K horizons back: settings are chosen there, on origins
 * before a protocol's first, and the protocol itself is scored once.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Forecast } from '#engine/forecast.ts';
import { createFreeControl } from '#workers/job-control.ts';
import type { ForecastMethod, SeriesForecast, SeriesInput } from '#workers/statistics/contract.ts';
import { forecastSeries } from '#workers/statistics/handlers.ts';
import type { Benchmark } from './run.ts';

const reference = path.resolve('../shared/reference/accuracy/score.mjs');
const data = path.resolve('../shared/data');

interface Panel {
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

/** What the scorer prints with `--json`, one entry a file. */
type Scores = Readonly<Record<string, number>>;

export function readPanel(protocol: string): Panel {
  const text = execFileSync('node', [reference, data, '--panel', protocol], { maxBuffer: 1 << 28, encoding: 'utf8' });
  return JSON.parse(text) as Panel;
}

/** The series cut after its origin; price, deal and feature as regressors known in advance. */
function cutSeries(series: PanelSeries, panel: Panel, end: number): SeriesInput {
  const named = { price: series.price?.map(Math.log), deal: series.deal, feat: series.feat };
  const columns = Object.entries(named).flatMap(([name, values]) => (values ? [{ name, values }] : []));
  return {
    id: `${series.series}|${end}`,
    values: Float64Array.from(series.values.slice(0, end)),
    frequency: panel.m,
    xreg: columns.map((c) => ({ name: c.name, values: Float64Array.from(c.values.slice(0, end)) })),
    newXreg: columns.map((c) => ({ name: c.name, values: Float64Array.from(c.values.slice(end, end + panel.h)) })),
  };
}

interface Cell {
  readonly series: PanelSeries;
  readonly origin: string | number;
  readonly end: number;
  /** Periods of the panel after the origin. */
  readonly periodsLeft: number;
}

/** Cells with their training length, moved `before` horizons back. */
function cellsOf(panel: Panel, before: number): Cell[] {
  return panel.series.flatMap((series) =>
    series.origins.map((origin) => {
      const end = series.labels.indexOf(origin) + 1 - before * panel.h;
      return { series, origin, end, periodsLeft: series.labels.length - end };
    }),
  );
}

/** Methods that deliver a median apart from the mean send it as the point forecast, as the reference's section 6 asks. */
const medianMethods: ReadonlySet<string> = new Set(['dynreg-log', 'lm-log', 'gbm', 'auto', 'ensemble', 'combination']);

async function forecastPanel(panel: Panel, method: string, before: number): Promise<SeriesForecast[]> {
  const cells = cellsOf(panel, before).filter((cell) => cell.end >= 2 * panel.h);
  const ensemble: readonly ForecastMethod[] = ['ets', 'dynreg-log', 'combination'];
  const methods = method === 'auto' ? 'auto' : method === 'ensemble' ? ensemble : [method as ForecastMethod];
  const all: SeriesForecast[] = [];
  // One job an origin: series of one job learn from each other, and a later origin would tell an earlier one its future.
  for (const left of new Set(cells.map(({ periodsLeft }) => periodsLeft))) {
    const series = cells.filter(({ periodsLeft }) => periodsLeft === left);
    const { results } = await forecastSeries(
      {
        series: series.map((cell) => cutSeries(cell.series, panel, cell.end)),
        horizon: panel.h,
        methods,
        origins: method === 'auto' ? 3 : 0,
        seed: 1,
      },
      createFreeControl(),
    );
    all.push(...results);
  }
  return all;
}

/** Scores of one method by the reference scorer, or by the same formulas on moved origins. */
function scoreWithReference(panel: Panel, method: string, results: readonly SeriesForecast[]): Scores {
  const folder = mkdtempSync(path.join(tmpdir(), 'debut-accuracy-'));
  const file = path.join(folder, 'forecasts.json');
  const byId = new Map(results.map((result) => [result.seriesId, result.forecasts[0].forecast]));
  const forecasts = cellsOf(panel, 0).flatMap(({ series, origin, end }) => {
    const forecast = byId.get(`${series.series}|${end}`);
    return forecast ? [{ series: series.series, origin, ...toScored(forecast, method) }] : [];
  });
  writeFileSync(file, JSON.stringify({ protocol: panel.protocol, method, forecasts }));
  const text = execFileSync('node', [reference, data, file, '--json'], { maxBuffer: 1 << 28, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const [scored] = JSON.parse(text) as readonly { readonly metrics: Scores }[];
  return scored.metrics;
}

function toScored(forecast: Forecast, method: string): Record<string, number[]> {
  const point = medianMethods.has(method) ? forecast.median : forecast.mean;
  return {
    mean: Array.from(point),
    median: Array.from(medianMethods.has(method) ? forecast.median : forecast.mean),
    lo80: Array.from(forecast.lo80),
    hi80: Array.from(forecast.hi80),
    lo95: Array.from(forecast.lo95),
    hi95: Array.from(forecast.hi95),
  };
}

/** MASE, RMSSE, pinball, coverage and pooled WAPE on moved origins. */
function scoreMoved(panel: Panel, before: number, method: string, results: readonly SeriesForecast[]): Scores {
  const byId = new Map(results.map((result) => [result.seriesId, result.forecasts[0].forecast]));
  const sums = { mase: 0, rmsse: 0, pinball: 0, cov80: 0, cov95: 0, absolute: 0, total: 0, cells: 0 };
  for (const { series, end } of cellsOf(panel, before)) {
    const forecast = byId.get(`${series.series}|${end}`);
    if (!forecast) continue;
    const scored = toScored(forecast, method);
    const actual = series.values.slice(end, end + panel.h);
    let s1 = 0;
    let s2 = 0;
    for (let t = panel.m; t < end; t++) {
      const difference = series.values[t] - series.values[t - panel.m];
      s1 += Math.abs(difference) / (end - panel.m);
      s2 += difference ** 2 / (end - panel.m);
    }
    const mean = (f: (a: number, h: number) => number): number => actual.reduce((x, a, h) => x + f(a, h), 0) / panel.h;
    const loss = (d: number, q: number): number => Math.max(q * d, (q - 1) * d);
    const error = mean((a, h) => Math.abs(a - scored.mean[h]));
    sums.mase += error / s1;
    sums.rmsse += Math.sqrt(mean((a, h) => (a - scored.mean[h]) ** 2) / s2);
    sums.pinball +=
      mean((a, h) => loss(a - scored.lo80[h], 0.1) + loss(a - scored.median[h], 0.5) + loss(a - scored.hi80[h], 0.9)) /
      (3 * s1);
    sums.cov80 += 100 * mean((a, h) => (a >= scored.lo80[h] && a <= scored.hi80[h] ? 1 : 0));
    sums.cov95 += 100 * mean((a, h) => (a >= scored.lo95[h] && a <= scored.hi95[h] ? 1 : 0));
    sums.absolute += error * panel.h;
    sums.total += actual.reduce((a, b) => a + b, 0);
    sums.cells++;
  }
  const { cells } = sums;
  return {
    mase: sums.mase / cells,
    rmsse: sums.rmsse / cells,
    pinball: sums.pinball / cells,
    cov80: sums.cov80 / cells,
    cov95: sums.cov95 / cells,
    wapePooled: (100 * sums.absolute) / sums.total,
    cells,
  };
}

function option(words: readonly string[], name: string, fallback: string): string {
  return words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
}

const shown = ['mase', 'rmsse', 'msis95', 'pinball', 'cov80', 'cov95', 'wapePooled', 'biasPooled'];

const accuracy: Benchmark = async (words) => {
  if (!existsSync(reference)) return { skipped: 'the accuracy protocols are not beside this checkout' };
  const protocols = option(words, 'protocol', 'aus_retail_single,aus_retail_rolling,oj_week,or_week').split(',');
  const methods = option(words, 'method', 'auto').split(',');
  const before = Number(option(words, 'before', '0'));
  const figures: Record<string, number> = {};
  for (const protocol of protocols) {
    const panel = readPanel(protocol);
    for (const method of methods) {
      const start = process.cpuUsage();
      const results = await forecastPanel(panel, method, before);
      const seconds = process.cpuUsage(start).user / 1e6;
      const scores =
        before > 0 ? scoreMoved(panel, before, method, results) : scoreWithReference(panel, method, results);
      const line = shown.flatMap((name) => (scores[name] === undefined ? [] : [`${name} ${scores[name].toFixed(4)}`]));
      console.log(`${protocol} ${method}: ${line.join(', ')} (${seconds.toFixed(1)} s of one core)`);
      for (const name of shown) if (scores[name] !== undefined) figures[`${protocol} ${method} ${name}`] = scores[name];
    }
  }
  return figures;
};
export default accuracy;
