import { meanOf, sumOf } from '#engine/kernels/statistics.ts';
import { scoreClass } from './class-scores.ts';
import type { LaunchFigures } from './cold-start-forecast.ts';
import type { BacktestedLaunch } from './launch-backtest.ts';
import { areaUnderCurve, calibrationGroups, scoreTotals } from './launch-scores.ts';

/** Fewer launches than this are no test. */
const leastScored = 4;

/** Figures of the launches `counted` (ids) that were forecast as in their week and whose horizon is over; null where these are too few. */
export function scoreBacktest(
  backtested: readonly BacktestedLaunch[],
  counted: ReadonlySet<string>,
): LaunchFigures | null {
  const rows = backtested.flatMap(({ id, description, firstWeek, forecast, typical, actual }) =>
    forecast && actual && counted.has(id) ? [{ id, description, firstWeek, forecast, typical, actual }] : [],
  );
  if (rows.length < leastScored) return null;
  const scored = rows.map(({ forecast, actual }) => ({
    actual: actual.total,
    forecast: forecast.total,
    hitProbability: forecast.hitProbability,
    hit: actual.hit,
  }));
  const flops = rows.map(({ forecast, actual }) => ({ hitProbability: forecast.flopProbability, hit: actual.flop }));
  const pathErrors = rows.map(({ forecast, actual }) =>
    actual.weekly.reduce(
      (sum, units, a) => (Number.isNaN(units) ? sum : sum + Math.abs(units - forecast.weekly.mean[a])),
      0,
    ),
  );
  const sold = Math.max(1, sumOf(scored.map(({ actual }) => actual)));
  const inside = rows.filter(
    ({ forecast, actual }) => actual.total >= forecast.totalLo80 && actual.total <= forecast.totalHi80,
  ).length;
  return {
    ...scoreTotals(scored),
    launches: rows.map(({ id, description, firstWeek, forecast, actual }) => ({
      launchId: id,
      description,
      firstWeek,
      actual: actual.total,
      mean: forecast.total,
      median: forecast.totalMedian,
      lo80: forecast.totalLo80,
      hi80: forecast.totalHi80,
      hitProbability: forecast.hitProbability,
      hit: actual.hit,
      flopProbability: forecast.flopProbability,
      flop: actual.flop,
    })),
    wapePath: (100 * sumOf(pathErrors)) / sold,
    typicalWape: (100 * sumOf(rows.map(({ typical, actual }) => Math.abs(typical - actual.total)))) / sold,
    coverage80: (100 * inside) / rows.length,
    calibration: calibrationGroups(scored),
    classes: {
      hit: scoreClass(scored.map(({ hitProbability, hit }) => ({ probability: hitProbability, came: hit }))),
      flop: scoreClass(flops.map(({ hitProbability, hit }) => ({ probability: hitProbability, came: hit }))),
    },
    flops: {
      flopped: flops.filter(({ hit }) => hit).length,
      expected: sumOf(flops.map(({ hitProbability }) => hitProbability)),
      auc: areaUnderCurve(flops),
      brier: meanOf(flops.map(({ hitProbability, hit }) => (hitProbability - (hit ? 1 : 0)) ** 2)),
      calibration: calibrationGroups(flops),
    },
  };
}
