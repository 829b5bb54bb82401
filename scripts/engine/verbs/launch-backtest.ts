import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import type { Verb } from '../../engine.ts';
import { describeBacktest, type LaunchRows, toPanel } from '../launch-rows.ts';
import { handlers } from '../node-candidates.ts';

/**
 * `launch-backtest < {weekStart, horizon, hitThreshold, products: [{id, name, category}], rows: [{product, week, units, price}]}`: every first sale from
 * the 27th week on, forecast from what was known before it.
 */
const launchBacktest: Verb = async ({ readInput, note }) => {
  const input = (await readInput()) as LaunchRows;
  if (!Array.isArray(input.rows) || input.rows.length === 0) throw new JobRefused('input-malformed', { place: 'rows' });
  const { horizon = 13, hitThreshold = null } = input;
  const launches = await handlers.backtestLaunches(
    { panel: toPanel(input), calendar: null, horizon, hitThreshold },
    createFreeControl(({ done }) => note(`backtest ${Math.round(100 * done)} %`)),
  );
  return describeBacktest(launches);
};

export default launchBacktest;
