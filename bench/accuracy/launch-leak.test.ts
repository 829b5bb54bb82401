import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { learnDemandResponse, toDemandFactors } from '#engine/demand-effects/demand-response.ts';
import { backtestBlock, backtestBlocks, backtestLaunches } from '#engine/launch/forecast/launch-backtest.ts';
import { launchRules } from '#engine/launch/history/find-launches.ts';
import type { DemandFactors } from '#engine/launch/history/launch.ts';
import { quickTrainer } from '#engine/launch/testing/quick-trainer.ts';
import { describeBacktest, type LaunchRows, toPanel } from '../../scripts/engine/launch-rows.ts';
import { generateShop, toRows } from './generated-shops.ts';

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

const inputOf = (rows: LaunchRows) => ({
  panel: toPanel(rows),
  calendar: null,
  horizon: 13,
  hitThreshold: null,
  rules: launchRules,
});

/** What is said of one launch: its block of the backtest is computed alone, as the whole backtest computes it. */
async function forecastOf(rows: LaunchRows, id: string, factorsOf?: () => DemandFactors) {
  const input = { ...inputOf(rows), ...(factorsOf ? { factorsOf } : {}) };
  const row = input.panel.products.findIndex((product) => product.id === id);
  const block = backtestBlocks(input.panel).find((one) => one.rows.includes(row));
  if (!block) throw new Error(`${id} is in no block`);
  const { launches } = describeBacktest(await backtestBlock(input, block, quickTrainer));
  return launches.find((launch) => launch.id === id)?.forecast ?? null;
}

/** Differences that the changes to the future of the launch make to its forecast. */
async function leaks(rows: LaunchRows, id: string, run: typeof plain, names: readonly string[]): Promise<string[]> {
  const script = await loadScript();
  const before = await run(rows, id);
  if (!before) throw new Error(`${id} has no forecast`);
  const found: string[] = [];
  for (const [seed, name] of names.entries()) {
    const after = await run(script.change(rows, firstWeekOf(rows, id), name, seed), id);
    const difference = script.differences(before, after);
    if (difference) found.push(`${id} ${name}: ${difference}`);
  }
  return found;
}

function firstWeekOf({ rows }: LaunchRows, id: string): string {
  const weeks = rows.filter(({ product }) => product === id).map(({ week }) => week);
  return weeks.sort()[0];
}

const plain = (rows: LaunchRows, id: string) => forecastOf(rows, id);
/** The season factors of the whole history, whatever the week. */
const leaking = (rows: LaunchRows, id: string) =>
  forecastOf(rows, id, () => {
    const panel = toPanel(rows);
    return toDemandFactors(learnDemandResponse(panel, null), panel.start, panel.periods + 26);
  });

/** A launch with half of the launches behind it. */
function lateLaunchOf(rows: LaunchRows): string {
  const { panel } = inputOf(rows);
  const blocks = backtestBlocks(panel);
  return panel.products[blocks[Math.ceil(blocks.length / 2)].rows[0]].id;
}

/** A shop in which brands decide, a fifth of its forty launches flops. */
const shop = toRows(
  generateShop(
    'brand',
    Array.from({ length: 40 }, (_, i) => 14 + 2 * i),
    104,
    501,
    0.2,
  ),
);

const title = hasReference ? '' : ' (skipped: the reference data is not beside the repository)';

test.skipIf(!hasReference)(
  `no row after its first week changes a bit of a launch’s backtested forecast${title}`,
  async () => {
    const script = await loadScript();
    expect(changes).toEqual([...Object.keys(script.AFTER), 'first week']);
    const [first, second] = [script.makeData(1), script.makeData(2)];
    // Every first sale from the 27th week on has its entry, whatever became of it.
    const whole = describeBacktest(await backtestLaunches(inputOf(first), quickTrainer));
    const told = whole.launches.filter(({ forecast }) => forecast !== null);
    const early = told[Math.floor(0.2 * told.length)];
    // What the whole backtest says of a launch is what its block says.
    expect(await plain(first, early.id)).toEqual(early.forecast);
    expect(await leaks(first, early.id, plain, changes)).toEqual([]);
    expect(await leaks(first, told[Math.floor(0.8 * told.length)].id, plain, changes)).toEqual([]);
    expect(await leaks(second, lateLaunchOf(second), plain, changes)).toEqual([]);
    expect(await leaks(shop, lateLaunchOf(shop), plain, changes)).toEqual([]);
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
    for (const rows of [script.makeData(1), shop])
      expect(await leaks(rows, lateLaunchOf(rows), leaking, ['wave'])).toHaveLength(1);
  },
  300_000,
);
