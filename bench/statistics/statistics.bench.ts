/**
 * Speed of the statistical engine, as ratios of CPU time in one run: against R where `Rscript` with the package forecast
 * is there, else against npm `arima`. `--part=fixed,auto,exact,ets,growth,many` chooses (all but `exact`, which keeps R
 * busy for minutes, by default), `--series=N` sets the number of weekly series of the last part (1000), `--plot` writes
 * docs/methods/sarima-cost.svg.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import { fitSarima } from '#engine/models/sarima/fit-sarima.ts';
import type { SarimaOrder } from '#engine/models/sarima/sarima-order.ts';
import { selectSarima } from '#engine/models/sarima/select-sarima.ts';
import { selectEts } from '#engine/models/smoothing/fit-ets.ts';
import { createFreeControl } from '#workers/job-control.ts';
import type { FitSeriesOutput, ForecastSeriesInput, SeriesInput } from '#workers/statistics/contract.ts';
import { decideSeries, fitPooled } from '#workers/statistics/handlers.ts';
import type { Benchmark } from '../run.ts';
import { type FixedModel, fixedSeasonalModels, monthlySeries, plantSeries } from './benchmark-series.ts';
import { cpuSeconds } from './cpu-seconds.ts';
import { drawGrowth, type GrowthLine } from './growth-plot.ts';
import { matrixInR, seriesInR, timeInR, versionsOfR } from './r-baseline.ts';

type Figures = Record<string, number | string>;

interface Row {
  readonly id: string;
  readonly ours: number;
  /** Undefined where the baseline refuses. */
  readonly theirs: number | undefined;
}

const milliseconds = (seconds: number): string => (1000 * seconds).toFixed(2).padStart(10);

/** Prints the rows and answers with their ratios: in total, in the middle, at worst. */
function compare(part: string, rows: readonly Row[], figures: Figures): void {
  console.log(`\n${part}: milliseconds of CPU, baseline, ours, ratio`);
  for (const { id, ours, theirs } of rows) {
    const ratio = theirs === undefined ? 'refused' : (theirs / ours).toFixed(1);
    console.log(
      `${id.padEnd(42)}${theirs === undefined ? '         -' : milliseconds(theirs)}${milliseconds(ours)}${ratio.padStart(9)}`,
    );
  }
  const both = rows.flatMap(({ ours, theirs }) => (theirs === undefined ? [] : [{ ours, theirs }]));
  const ratios = both.map(({ ours, theirs }) => theirs / ours).sort((a, b) => a - b);
  if (ratios.length === 0) return;
  const sum = (pick: (row: { ours: number; theirs: number }) => number): number =>
    both.reduce((s, r) => s + pick(r), 0);
  const total = sum((r) => r.theirs) / sum((r) => r.ours);
  figures[`${part}: times faster in total`] = Number(total.toFixed(1));
  figures[`${part}: median ratio`] = Number(ratios[ratios.length >> 1].toFixed(1));
  figures[`${part}: least ratio`] = Number(ratios[0].toFixed(1));
}

/** npm `arima`, the baseline where R is not there; loaded from here only. */
function timeNpmArima(options: Readonly<Record<string, unknown>>, values: Float64Array): number {
  const require = createRequire(import.meta.url);
  const Arima = require('arima') as new (o: unknown) => { train(y: number[]): unknown };
  const y = Array.from(values);
  return cpuSeconds(() => void new Arima({ ...options, verbose: false }).train(y), 0.1, 3);
}

function hasGap({ series }: FixedModel): boolean {
  return series.values.some(Number.isNaN);
}

function callInR({ spec, xreg, series }: FixedModel): { setup: string; call: string } {
  const { p, d, q, seasonalP, seasonalD, seasonalQ, period } = spec.order;
  const n = series.values.length;
  const drift = { name: 'drift', values: Float64Array.from({ length: n }, (_, i) => i + 1) };
  const columns = [...(spec.includeDrift ? [drift] : []), ...xreg];
  const seasonal = `list(order = c(${seasonalP},${seasonalD},${seasonalQ}), period = ${period})`;
  return {
    setup: `y <- ${seriesInR(series.values, series.frequency)}; x <- ${matrixInR(columns)}`,
    call: `arima(y, order = c(${p},${d},${q}), seasonal = ${seasonal}, xreg = x, include.mean = ${spec.includeMean ? 'TRUE' : 'FALSE'}, method = "ML")`,
  };
}

/** Models of given orders by maximum likelihood with standard errors, each side by its default. */
function benchFixed(withR: boolean, figures: Figures): void {
  const models = fixedSeasonalModels();
  const ours = new Map(
    models.map((model) => [
      model.id,
      cpuSeconds(() => void fitSarima(model.series.values, model.xreg, model.spec), 0.05, 4),
    ]),
  );
  const theirs = withR
    ? timeInR(
        models.map((model) => ({ id: model.id, ...callInR(model) })),
        0.1,
      )
    : timeByNpm(models);
  const rows = (list: readonly FixedModel[]): Row[] =>
    list.map(({ id }) => ({ id, ours: ours.get(id) ?? Number.NaN, theirs: theirs.get(id) }));
  const baseline = withR ? "R's ML" : 'npm arima';
  const complete = models.filter((model) => !hasGap(model));
  compare(`fixed seasonal models against ${baseline}`, rows(complete), figures);
  const gappy = models.filter(hasGap);
  if (gappy.length > 0 && withR) compare(`the same with missing values against ${baseline}`, rows(gappy), figures);
  if (!withR) return;
  const npm = timeByNpm(complete);
  const again = complete.map(({ id }) => ({ id, ours: ours.get(id) ?? Number.NaN, theirs: npm.get(id) }));
  compare('fixed seasonal models against npm arima', again, figures);
}

function timeByNpm(models: readonly FixedModel[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const model of models) {
    const { p, d, q, seasonalP: P, seasonalD: D, seasonalQ: Q, period: s } = model.spec.order;
    if (hasGap(model) || model.xreg.length > 0) continue;
    times.set(model.id, timeNpmArima({ p, d, q, P, D, Q, s }, model.series.values));
  }
  return times;
}

/** R approximates on more than 150 observations by default: there a search on the exact likelihood has less to gain. */
function benchAuto(withR: boolean, exact: boolean, figures: Figures): void {
  const { source, series } = monthlySeries();
  const named = (last: number): { id: string; values: Float64Array }[] =>
    series.map(({ name, values }) => ({ id: name.replaceAll(' ', '-'), values: values.slice(-last) }));
  const timeR = (list: readonly { id: string; values: Float64Array }[], call: string): Map<string, number> =>
    timeInR(
      list.map(({ id, values }) => ({ id, setup: `y <- ${seriesInR(values, 12)}`, call })),
      0.1,
      1,
    );
  const ours = (list: readonly { id: string; values: Float64Array }[], theirs: Map<string, number>): Row[] =>
    list.map(({ id, values }) => ({
      id,
      ours: cpuSeconds(() => void selectSarima(values, 12, []), 0.1, 3),
      theirs: theirs.get(id),
    }));
  const short = named(144);
  if (exact) {
    const few = named(Number.POSITIVE_INFINITY).slice(0, 4);
    const theirs = timeR(few, 'auto.arima(y, approximation = FALSE)');
    compare(
      `automatic orders, 4 long monthly series (${source}), against the exact auto.arima`,
      ours(few, theirs),
      figures,
    );
    return;
  }
  if (!withR) {
    const auto = { auto: true, p: 5, d: 2, q: 5, P: 2, D: 1, Q: 2, s: 12 };
    const theirs = new Map(short.map(({ id, values }) => [id, timeNpmArima(auto, values)]));
    compare(`automatic orders, 20 monthly series of 144 (${source}), against npm arima`, ours(short, theirs), figures);
    return;
  }
  const title = (length: string): string =>
    `automatic orders, 20 monthly series ${length} (${source}), against auto.arima`;
  compare(title('of 144'), ours(short, timeR(short, 'auto.arima(y)')), figures);
  const long = named(Number.POSITIVE_INFINITY);
  compare(title('of 333 to 405, which R approximates'), ours(long, timeR(long, 'auto.arima(y)')), figures);
}

function benchEts(withR: boolean, figures: Figures): void {
  const { source, series } = monthlySeries();
  const named = series.map((one) => ({ ...one, id: one.name.replaceAll(' ', '-') }));
  const theirs = withR
    ? timeInR(
        named.map(({ id, values, frequency }) => ({
          id,
          setup: `y <- ${seriesInR(values, frequency)}`,
          call: 'ets(y)',
        })),
        0.1,
        1,
      )
    : new Map<string, number>();
  const rows = named.map(({ id, values, frequency }) => ({
    id,
    ours: cpuSeconds(() => void selectEts(values, frequency), 0.05, 3),
    theirs: theirs.get(id),
  }));
  compare(`ETS, 20 monthly series (${source}), against ets`, rows, figures);
}

function airline(period: number): SarimaOrder {
  const seasonal = period > 1 ? 1 : 0;
  return { p: 0, d: 1, q: 1, seasonalP: 0, seasonalD: seasonal, seasonalQ: seasonal, period };
}

/** ARIMA(0,1,1)(0,1,1)[m] by its length; with a season of 1: ARIMA(0,1,1). */
function benchGrowth(withR: boolean, plot: boolean, figures: Figures): void {
  const cells = [1, 4, 12, 52].flatMap((period) =>
    [60, 150, 500, 1000, 2000]
      .filter((n) => n >= 2.5 * period)
      .map((n) => ({ period, n, y: plantSeries(n, period, n + period) })),
  );
  const spec = (period: number) => ({ order: airline(period), includeMean: false, includeDrift: false });
  const timed = cells.map((cell) => ({
    ...cell,
    ours: cpuSeconds(() => void fitSarima(cell.y, [], spec(cell.period)), 0.05, 3),
  }));
  const inR = withR
    ? timeInR(
        cells
          .filter(({ period, n }) => period * n <= 12 * 2000)
          .map(({ period, n, y }) => ({
            id: `${period}/${n}`,
            ...callInR({ id: '', xreg: [], spec: spec(period), series: { name: '', values: y, frequency: period } }),
          })),
        0.1,
        2,
      )
    : new Map<string, number>();
  console.log('\nARIMA(0,1,1)(0,1,1)[m], milliseconds of CPU a fit\n    m     n      ours         R    ratio');
  for (const { period, n, ours } of timed) {
    const theirs = inR.get(`${period}/${n}`);
    const beside = theirs === undefined ? '' : `${milliseconds(theirs)}${(theirs / ours).toFixed(1).padStart(9)}`;
    console.log(`${String(period).padStart(5)} ${String(n).padStart(5)}${milliseconds(ours)}${beside}`);
    figures[`fit m=${period} n=${n} ms`] = Number((1000 * ours).toFixed(2));
  }
  if (!plot) return;
  const lines = [1, 4, 12, 52].map(
    (period): GrowthLine => ({
      label: period === 1 ? 'no season' : `season ${period}`,
      points: timed.filter((one) => one.period === period).map(({ n, ours }) => ({ n, ms: 1000 * ours })),
    }),
  );
  const file = 'docs/methods/sarima-cost.svg';
  writeFileSync(file, drawGrowth('Milliseconds a fit of ARIMA(0,1,1)(0,1,1)[m]', lines));
  console.log(`plot written to ${file}`);
}

/** Weekly series through `auto` in worker threads, as the page's pool does: batches, then the choice over all. */
async function benchMany(count: number, figures: Figures): Promise<void> {
  const threads = Math.min(2, cpus().length);
  const series = Array.from(
    { length: count },
    (_, i): SeriesInput => ({
      id: String(i),
      values: plantSeries(150, 52, 1000 + i).map(Math.round),
      frequency: 52,
    }),
  );
  const batches: SeriesInput[][] = [];
  for (let i = 0; i < count; i += 10) batches.push(series.slice(i, i + 10));
  const start = performance.now();
  const used = process.cpuUsage();
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 200);
  const answers = new Map<number, FitSeriesOutput>();
  let next = 0;
  const serve = async (): Promise<void> => {
    const thread = new Worker(new URL('./forecast-thread.mjs', import.meta.url));
    const failed = new Promise<never>((_, reject) => {
      thread.once('error', reject);
    });
    for (let at = next++; at < batches.length; at = next++) {
      const job: ForecastSeriesInput = { series: batches[at], horizon: 13, methods: 'auto', origins: 2, seed: 1 };
      const answer = new Promise<FitSeriesOutput>((resolve) => {
        thread.once('message', resolve);
      });
      thread.postMessage(job);
      answers.set(at, await Promise.race([answer, failed]));
    }
    await thread.terminate();
  };
  await Promise.all(Array.from({ length: threads }, serve));
  const fitted = (performance.now() - start) / 1000;
  const records = batches.flatMap((_, at) => answers.get(at)?.records ?? []);
  const pooled = await fitPooled({ records }, createFreeControl());
  const { results } = await decideSeries(pooled, createFreeControl());
  clearInterval(watch);
  const { user, system } = process.cpuUsage(used);
  const name = `auto with 2 origins, ${count} weekly series of 150, ${threads} threads`;
  figures[`${name}: seconds`] = Number(((performance.now() - start) / 1000).toFixed(1));
  figures[`${name}: of these, the fits`] = Number(fitted.toFixed(1));
  figures[`${name}: CPU seconds`] = Number(((user + system) / 1e6).toFixed(1));
  figures[`${name}: peak resident memory MB`] = Math.round(peak / 1e6);
  figures[`${name}: better than the baseline in their backtest %`] = Math.round(
    (100 * results.filter((r) => r.reason === 'won-backtest').length) / results.length,
  );
}

const statistics: Benchmark = async (words) => {
  const figures: Figures = {};
  const option = (name: string, fallback: string): string =>
    words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
  const parts = new Set(option('part', 'fixed,auto,ets,growth,many').split(','));
  const versions = versionsOfR();
  figures.baseline = versions ?? 'npm arima 0.2.8 (Rscript with forecast is not installed)';
  const withR = versions !== null;
  if (parts.has('fixed')) benchFixed(withR, figures);
  if (parts.has('auto')) benchAuto(withR, false, figures);
  if (parts.has('exact') && withR) benchAuto(withR, true, figures);
  if (parts.has('ets')) benchEts(withR, figures);
  if (parts.has('growth')) benchGrowth(withR, words.includes('--plot'), figures);
  if (parts.has('many')) await benchMany(Number(option('series', '1000')), figures);
  return figures;
};
export default statistics;
