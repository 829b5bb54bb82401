/**
 * Speed of the statistical engine. Baseline in the same run: the likelihood by the Kalman filter on the levels, R's
 * algorithm (src/engine/sarima/level-filter.ts), under the same optimiser. R itself is used where `Rscript` with the
 * package forecast is installed. `--series=N` sets the number of weekly series for the last part (1000 by default).
 */
import { spawnSync } from 'node:child_process';
import { minimiseBfgs } from '#engine/kernels/minimise-bfgs.ts';
import { createRandom } from '#engine/random.ts';
import { toCoefficients } from '#engine/sarima/arma-parameters.ts';
import { fitSarima } from '#engine/sarima/fit-sarima.ts';
import { filterLevels } from '#engine/sarima/level-filter.ts';
import type { SarimaOrder } from '#engine/sarima/sarima-order.ts';
import { selectSarima } from '#engine/sarima/select-sarima.ts';
import { selectEts } from '#engine/smoothing/fit-ets.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { forecastSeries } from '#workers/statistics/handlers.ts';
import type { Benchmark } from './run.ts';

/** A seasonal random walk with moving averages: level, season and noise of a shop's series. Positive. */
function plantSeries(n: number, period: number, seed: number): Float64Array {
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

function seconds(work: () => void, least = 0.2): number {
  work();
  let runs = 0;
  const start = performance.now();
  do {
    work();
    runs++;
  } while (performance.now() - start < 1000 * least);
  return (performance.now() - start) / 1000 / runs;
}

function airline(period: number): SarimaOrder {
  const seasonal = period > 1 ? 1 : 0;
  return { p: 0, d: 1, q: 1, seasonalP: 0, seasonalD: seasonal, seasonalQ: seasonal, period };
}

/** The same model fitted by the filter on the levels, zero start, as R's method ML does. */
function fitByLevels(y: Float64Array, order: SarimaOrder): void {
  const k = order.q + order.seasonalQ;
  const coefficients = new Float64Array(k);
  minimiseBfgs(
    (raw) => {
      toCoefficients(raw, order, coefficients);
      const run = filterLevels(y, coefficients, order, 0);
      return run ? 0.5 * (Math.log(run.ssq / run.counted) + run.sumLog / run.counted) : Number.POSITIVE_INFINITY;
    },
    new Float64Array(k),
    { maxIterations: 100, tolerance: 1e-8 },
  );
}

function timeAgainstR(): string {
  const script =
    'suppressMessages(library(forecast)); t <- system.time(auto.arima(AirPassengers))[3]; e <- system.time(ets(AirPassengers))[3]; cat(t, e)';
  const run = spawnSync('Rscript', ['-e', script], { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.trim() : 'Rscript with forecast is not installed';
}

const statistics: Benchmark = async (words) => {
  const figures: Record<string, number | string> = {};
  console.log('one fixed model ARIMA(0,1,1)(0,1,1)[m], milliseconds a fit');
  console.log('    m     n      ours   levels   ratio');
  for (const period of [1, 4, 12, 52]) {
    for (const n of [60, 150, 500, 2000]) {
      if (n < 2.5 * period) continue;
      const y = plantSeries(n, period, n + period);
      const order = airline(period);
      const spec = { order, includeMean: false, includeDrift: false };
      const ours = 1000 * seconds(() => void fitSarima(y, [], spec, { quick: true, withoutErrors: true }));
      const slow = period * n > 30_000 ? Number.NaN : 1000 * seconds(() => fitByLevels(y, order), 0.05);
      const cell = (x: number): string => (Number.isNaN(x) ? '-' : x.toFixed(2)).padStart(9);
      console.log(
        `${String(period).padStart(5)} ${String(n).padStart(5)} ${cell(ours)}${cell(slow)}${cell(slow / ours)}`,
      );
      figures[`fit m=${period} n=${n} ms`] = Number(ours.toFixed(3));
      if (!Number.isNaN(slow))
        figures[`fit m=${period} n=${n} times faster than levels`] = Number((slow / ours).toFixed(1));
    }
  }
  const monthly = Array.from({ length: 20 }, (_, i) => plantSeries(144, 12, 100 + i));
  const search = seconds(() => {
    for (const y of monthly) selectSarima(y, 12, []);
  });
  const smoothing = seconds(() => {
    for (const y of monthly) selectEts(y, 12);
  });
  figures['automatic ARIMA, 20 monthly series of 144: seconds a series'] = Number((search / 20).toFixed(3));
  figures['automatic ETS, 20 monthly series of 144: seconds a series'] = Number((smoothing / 20).toFixed(4));
  figures['R: auto.arima and ets on AirPassengers, seconds'] = timeAgainstR();

  const count = Number(words.find((word) => word.startsWith('--series='))?.slice(9) ?? 1000);
  const series = Array.from({ length: count }, (_, i) => ({
    id: String(i),
    values: plantSeries(150, 52, 1000 + i).map(Math.round),
    frequency: 52,
  }));
  const start = performance.now();
  const { results } = await forecastSeries(
    { series, horizon: 13, methods: 'auto', origins: 2, seed: 1 },
    createFreeControl(),
  );
  const elapsed = (performance.now() - start) / 1000;
  figures[`auto with 2 origins, ${count} weekly series of 150, one core: seconds`] = Number(elapsed.toFixed(1));
  figures['the same, resident memory MB'] = Math.round(process.memoryUsage().rss / 1e6);
  figures['the same, won against the baseline %'] = Math.round(
    (100 * results.filter((r) => r.reason === 'won-backtest').length) / results.length,
  );
  return figures;
};
export default statistics;
