import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { learnDemandResponse, toDemandFactors } from '#engine/demand-effects/demand-response.ts';
import { backtestLaunches } from '#engine/launch/forecast/launch-backtest.ts';
import { launchRules } from '#engine/launch/history/find-launches.ts';
import type { DemandFactors } from '#engine/launch/history/launch.ts';
import { quickTrainer } from '#engine/launch/testing/quick-trainer.ts';
import { describeBacktest, type LaunchRows, toPanel } from '../../scripts/engine/launch-rows.ts';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../shared/reference/accuracy');
const leakFile = path.join(root, 'launch-leak.mjs');
const hasReference = existsSync(leakFile);

interface LeakScript {
  makeData(seed: number): LaunchRows;
  readonly AFTER: Readonly<Record<string, unknown>>;
  change(data: LaunchRows, week: string, name: string, seed: number): LaunchRows;
  differences(a: unknown, b: unknown): string | null;
}

const loadScript = async (): Promise<LeakScript> => (await import(pathToFileURL(leakFile).href)) as LeakScript;

const changes = [
  'scale',
  'wave',
  'delete',
  'delete half',
  'shuffle',
  'prices',
  'newcomers',
  'other days',
  'first week',
];

async function backtest(rows: LaunchRows, factorsOf?: () => DemandFactors) {
  const input = { panel: toPanel(rows), calendar: null, horizon: 13, hitThreshold: null, rules: launchRules };
  return describeBacktest(await backtestLaunches({ ...input, ...(factorsOf ? { factorsOf } : {}) }, quickTrainer));
}

/** Differences that the changes to the future of the launch make to its forecast. */
async function leaks(rows: LaunchRows, at: number, run: typeof plain, names: readonly string[]): Promise<string[]> {
  const script = await loadScript();
  const before = (await run(rows)).launches.filter(({ forecast }) => forecast !== null);
  const launch = before[Math.floor(at * before.length)];
  const found: string[] = [];
  for (const [seed, name] of names.entries()) {
    const after = await run(script.change(rows, launch.firstWeek, name, seed));
    const difference = script.differences(launch.forecast, after.launches.find(({ id }) => id === launch.id)?.forecast);
    if (difference) found.push(`${launch.id} ${name}: ${difference}`);
  }
  return found;
}

const plain = (rows: LaunchRows) => backtest(rows);
/** The season factors of the whole history, whatever the week. */
const leaking = (rows: LaunchRows) =>
  backtest(rows, () => {
    const panel = toPanel(rows);
    return toDemandFactors(learnDemandResponse(panel, null), panel.start, panel.periods + 26);
  });

const title = hasReference ? '' : ' (skipped: the reference data is not beside the repository)';

test.skipIf(!hasReference)(
  `no row after its first week changes a bit of a launch’s backtested forecast${title}`,
  async () => {
    const script = await loadScript();
    expect(changes).toEqual([...Object.keys(script.AFTER), 'first week']);
    const [first, second] = [script.makeData(1), script.makeData(2)];
    expect(await leaks(first, 0.2, plain, changes)).toEqual([]);
    expect(await leaks(first, 0.8, plain, changes)).toEqual([]);
    expect(await leaks(second, 0.5, plain, changes)).toEqual([]);
    // Every first sale from the 27th week on has its entry, whatever became of it.
    const whole = await plain(first);
    const late = new Map<string, string>();
    for (const { product, week } of first.rows) if (week < (late.get(product) ?? '9')) late.set(product, week);
    const expected = [...late].filter(([, week]) => week >= [...new Set(first.rows.map((row) => row.week))].sort()[26]);
    expect(whole.launches.map(({ id }) => id).sort()).toEqual(expected.map(([id]) => id).sort());
  },
  600_000,
);

test.skipIf(!hasReference)(
  `a planted leak, the season factors of the whole history, is caught${title}`,
  async () => {
    const script = await loadScript();
    expect(await leaks(script.makeData(1), 0.5, leaking, ['wave'])).toHaveLength(1);
  },
  300_000,
);
