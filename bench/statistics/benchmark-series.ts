import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { NamedColumn, SarimaSpec } from '#engine/models/sarima/sarima-problem.ts';
import { createRandom } from '#engine/random.ts';

export interface BenchmarkSeries {
  readonly name: string;
  readonly values: Float64Array;
  readonly frequency: number;
}

/** A model of given orders on a real series of the reference. */
export interface FixedModel {
  readonly id: string;
  readonly series: BenchmarkSeries;
  readonly spec: SarimaSpec;
  readonly xreg: readonly NamedColumn[];
}

const reference = path.resolve('../shared/reference');

/** A random walk with moving averages, a season and noise, like a shop's series. Positive. */
export function plantSeries(n: number, period: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const y = new Float64Array(n + period);
  let level = 100;
  let last = 0;
  for (let t = 0; t < y.length; t++) {
    const e = random.normal();
    level += e - 0.5 * last;
    last = e;
    const season = period > 1 ? 20 * Math.sin((2 * Math.PI * t) / period) : 0;
    y[t] = Math.max(1, level + season + 2 * random.normal());
  }
  return y.slice(period);
}

/**
 * Twenty monthly series: every second one of the protocol `aus_retail_rolling`, cut at its first origin; planted ones of
 * 144 months where the reference data is not there.
 */
export function monthlySeries(): { readonly source: string; readonly series: readonly BenchmarkSeries[] } {
  const scorer = path.join(reference, 'accuracy/score.mjs');
  if (!existsSync(scorer)) {
    const planted = Array.from({ length: 20 }, (_, i) => plantSeries(144, 12, 100 + i));
    return {
      source: 'planted, 144 months each',
      series: planted.map((values, i) => ({ name: `planted ${i}`, values, frequency: 12 })),
    };
  }
  const text = execFileSync('node', [scorer, path.resolve('../shared/data'), '--panel', 'aus_retail_rolling'], {
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  });
  const panel = JSON.parse(text) as {
    series: { series: string; labels: string[]; values: number[]; origins: string[] }[];
  };
  const series = panel.series
    .filter((_, i) => i % 2 === 0)
    .map(({ series: name, labels, values, origins }) => ({
      name,
      values: Float64Array.from(values.slice(0, labels.indexOf(origins[0]) + 1)),
      frequency: 12,
    }));
  return { source: 'Australian retail turnover', series };
}

interface ReferenceFile {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly frequency: number;
  readonly xreg?: Readonly<Record<string, readonly number[]>>;
  readonly arima_fixed?: readonly {
    readonly order: readonly [number, number, number];
    readonly seasonal: readonly [number, number, number];
    readonly period: number;
    readonly include_mean: boolean;
    readonly include_drift: boolean;
    readonly xreg?: readonly string[] | string;
  }[];
}

/** The seasonal models of ../shared/reference/arima with a season of at most 12, or three on a planted series. */
export function fixedSeasonalModels(): FixedModel[] {
  const folder = path.join(reference, 'arima');
  if (!existsSync(folder)) return simulatedModels();
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) => {
    const data = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as ReferenceFile;
    if (!data.arima_fixed || data.frequency < 2 || data.frequency > 12) return [];
    const values = Float64Array.from(data.values, (v) => v ?? Number.NaN);
    const series = { name: data.name, values, frequency: data.frequency };
    return data.arima_fixed
      .filter(({ seasonal }) => seasonal.some((order) => order > 0))
      .map(({ order: [p, d, q], seasonal: [sp, sd, sq], period, include_mean, include_drift, xreg = [] }) => {
        const names = typeof xreg === 'string' ? [xreg] : xreg;
        return {
          id: `${data.name}(${p},${d},${q})(${sp},${sd},${sq})${names.length > 0 ? '+x' : ''}`,
          series,
          spec: {
            order: { p, d, q, seasonalP: sp, seasonalD: sd, seasonalQ: sq, period },
            includeMean: include_mean && d + sd === 0,
            includeDrift: include_drift,
          },
          xreg: names.map((name) => ({ name, values: Float64Array.from(data.xreg?.[name] ?? []) })),
        };
      });
  });
}

function simulatedModels(): FixedModel[] {
  const series = { name: 'planted', values: plantSeries(144, 12, 7), frequency: 12 };
  const orders = [
    [0, 1, 1, 0, 1, 1],
    [2, 1, 1, 0, 1, 1],
    [1, 0, 1, 0, 1, 1],
  ];
  return orders.map(([p, d, q, seasonalP, seasonalD, seasonalQ]) => ({
    id: `planted(${p},${d},${q})(${seasonalP},${seasonalD},${seasonalQ})`,
    series,
    spec: {
      order: { p, d, q, seasonalP, seasonalD, seasonalQ, period: 12 },
      includeMean: false,
      includeDrift: false,
    },
    xreg: [],
  }));
}
