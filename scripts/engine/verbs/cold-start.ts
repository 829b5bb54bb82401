import { createFreeControl } from '#workers/job-control.ts';
import type { Verb } from '../../engine.ts';
import { readColdStart } from '../cold-start-input.ts';
import { handlers } from '../node-candidates.ts';

/**
 * `cold-start < {launches, products, candidates, horizon, hitThreshold}`: demand of products without history. Days are
 * `YYYY-MM-DD` (any day of the week) or epoch days; a missing value is null.
 */
const coldStart: Verb = async ({ readInput, note }) => {
  const input = readColdStart(await readInput());
  const output = await handlers.coldStart(
    input,
    createFreeControl(({ phase, done }) => note(`${phase} ${Math.round(100 * done)} %`)),
  );
  const { hitThreshold, launchesUsed, shape, backtest, issues } = output;
  return {
    forecasts: output.forecasts.map((forecast) => ({
      id: forecast.id,
      total: forecast.total,
      totalMedian: forecast.totalMedian,
      totalLo80: forecast.totalLo80,
      totalHi80: forecast.totalHi80,
      weekly: forecast.weekly.mean,
      weeklyMedian: forecast.weekly.median,
      hitProbability: forecast.hitProbability,
      flopProbability: forecast.flopProbability,
      analogues: forecast.analogues.map(({ launchId, weight, similarity }) => ({ id: launchId, weight, similarity })),
      contributions: forecast.contributions,
      curves: forecast.curves,
      before: forecast.before && { ...forecast.before, weekly: forecast.before.weekly.mean },
      issues: forecast.issues,
    })),
    hitThreshold,
    launchesUsed,
    shape,
    curves: output.curves,
    backtest,
    issues,
  };
};

export default coldStart;
