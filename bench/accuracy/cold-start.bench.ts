/**
 * Cold start on the launches of Online Retail by the protocols or_launch and or_launch_asof of reference/accuracy, scored by that
 * folder's code. Baseline of the same run: the mean of the launches given (`global_mean` there). For each test launch only sales
 * before its week are read. `--weeks` adds the update after 1, 2 and 4 observed weeks, and what the 80 % ranges then cover. `--shops` scores generated
 * shops beside simple baselines, `--coverage` the launch backtest on sample, Online Retail and generated shops, and nothing else. A part alone:
 * `--protocol=or_launch`, `--shops=brand`, `--coverage=sample` (`retail`, `shops`).
 */

import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { coldStart } from '#engine/launch/forecast/cold-start.ts';
import { nodeTrainer } from '../../scripts/engine/node-candidates.ts';
import type { Benchmark } from '../run.ts';
import { scoreCoverage } from './launch-coverage.ts';
import { scoreShops } from './launch-shops.ts';
import {
  dataFolder,
  hasReference,
  type LaunchForecastRow,
  loadScorer,
  type ReferenceLaunch,
  rangeBefore,
  readSoldLines,
  toCandidate,
  toHistory,
} from './online-retail-launches.ts';

const horizon = 13;
const observedWeeks = [1, 2, 4];
/** Generated shops a kind and number of launches, and a kind; none of the seeds that the method was chosen on (1 to 12). */
const shopsScored = 12;
const shopsCovered = 10;
const benchSeed = 501;

const protocols = ['or_launch', 'or_launch_asof'] as const;
type Protocol = (typeof protocols)[number];

/** `--NAME=PART` asks for a part, `--NAME` for all (`''`); undefined: not asked. */
function partOf(words: readonly string[], name: string): string | undefined {
  const word = words.find((each) => each === `--${name}` || each.startsWith(`--${name}=`));
  return word?.slice(`--${name}=`.length);
}

/** Launches that a forecast made in the week of `week0` may learn from. */
function trainingLaunches(protocol: Protocol, launches: readonly ReferenceLaunch[], week0: number): ReferenceLaunch[] {
  return launches.filter((launch) =>
    protocol === 'or_launch' ? launch.split === 'train' : parseIsoDate(launch.week0) + 7 * horizon <= week0,
  );
}

const benchmark: Benchmark = async (words) => {
  const shops = partOf(words, 'shops');
  if (shops !== undefined) return scoreShops(shopsScored, benchSeed, shops);
  const coverage = partOf(words, 'coverage');
  if (coverage !== undefined) return scoreCoverage(shopsCovered, benchSeed, coverage);
  if (!hasReference) return { skipped: 'the reference data is not beside the repository' };
  const scorer = await loadScorer();
  const panel = scorer.PROTOCOLS.or_launch(dataFolder);
  const lines = readSoldLines(scorer);
  const tests = panel.launches.filter((launch) => launch.split === 'test');
  const weeks = [...new Set(tests.map((launch) => launch.week0))];
  const figures: Record<string, number | string> = {};
  const asked = partOf(words, 'protocol') ?? '';
  for (const protocol of protocols) {
    if (asked !== '' && asked !== protocol) continue;
    const rows = new Map<string, LaunchForecastRow[]>();
    const add = (name: string, row: LaunchForecastRow): void => {
      rows.set(name, [...(rows.get(name) ?? []), row]);
    };
    const inside = new Map<number, number>();
    let seconds = 0;
    for (const week0 of weeks) {
      const day = parseIsoDate(week0);
      const known = trainingLaunches(protocol, panel.launches, day);
      const own = tests.filter((launch) => launch.week0 === week0);
      const input = {
        launches: known.map(toHistory),
        products: rangeBefore(lines, day),
        horizon,
        hitThreshold: panel.threshold,
        factors: null,
        preferences: [],
      };
      const started = performance.now();
      // A candidate's forecast depends on no other candidate: those with weeks observed go into the same run.
      const observed = words.includes('--weeks') ? [0, ...observedWeeks] : [0];
      const candidates = observed.flatMap((count) =>
        own.map((launch) => ({ ...toCandidate(launch, count), id: `${launch.series} after ${count}` })),
      );
      const { forecasts } = await coldStart({ ...input, candidates }, nodeTrainer);
      seconds += (performance.now() - started) / 1000;
      const mean = known.reduce((sum, launch) => sum + launch.total, 0) / known.length;
      forecasts.forEach((forecast, at) => {
        const { series, total } = own[at % own.length];
        const count = observed[Math.floor(at / own.length)];
        const pHit = forecast.hitProbability;
        if (total >= forecast.totalLo80 && total <= forecast.totalHi80) {
          inside.set(count, (inside.get(count) ?? 0) + 1);
        }
        // The mean path at the median total: what absolute errors ask for (reference/accuracy, section 6).
        const median = forecast.totalMedian / forecast.total;
        const path = Array.from(forecast.weekly.mean, (units) => units * median);
        add(count === 0 ? 'point' : `point after ${count}`, { series, mean: path, pHit });
        if (count > 0) return;
        add('mean', { series, mean: Array.from(forecast.weekly.mean), pHit });
        add('global_mean', { series, mean: Array.from({ length: horizon }, () => mean / horizon), pHit: 0.25 });
      });
    }
    for (const [name, forecasts] of rows) {
      const { metrics, problems } = scorer.score(panel, { forecasts });
      if (!metrics) throw new Error(problems.join('; '));
      for (const metric of ['wapeTotal', 'wapePath', 'maeLog', 'bias', 'auc', 'brier', 'precisionTopQuarter']) {
        figures[`${protocol} ${name} ${metric}`] = Number(metrics[metric].toFixed(4));
      }
    }
    for (const [count, launches] of inside) {
      const name = count === 0 ? 'coverage80' : `coverage80 after ${count}`;
      figures[`${protocol} ${name}`] = Number(((100 * launches) / tests.length).toFixed(1));
    }
    figures[`${protocol} seconds`] = Number(seconds.toFixed(1));
  }
  return figures;
};

export default benchmark;
