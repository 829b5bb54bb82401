/**
 * What the launch backtest said beside what happened, by the prequential count: every launch forecast from what was known before its block of
 * weeks. On the sample, on Online Retail and on generated shops: coverage of the 80 % ranges, and chances of flop and hit in five bins.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { type BacktestedLaunch, backtestLaunches } from '#engine/launch/forecast/launch-backtest.ts';
import { calibrationGroups } from '#engine/launch/forecast/launch-scores.ts';
import { findLaunches, launchRules } from '#engine/launch/history/find-launches.ts';
import type { MarketCalendar } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { createRandom } from '#engine/random.ts';
import { handlers as ingest } from '#workers/ingest/handlers.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { type LaunchRows, toPanel } from '../../scripts/engine/launch-rows.ts';
import { nodeTrainer } from '../../scripts/engine/node-candidates.ts';
import { generateShop, type ShopKind, shopKinds, toRows } from './generated-shops.ts';
import { loadScorer, readSoldLines } from './online-retail-launches.ts';

/** Launches that count and are over. */
async function testLaunches(panel: Panel, calendar: MarketCalendar | null): Promise<Scored[]> {
  const input = { panel, calendar, horizon: 13, hitThreshold: null, rules: launchRules };
  const counted = new Set(findLaunches(panel).launches.map(({ id }) => id));
  const backtested = await backtestLaunches(input, nodeTrainer);
  return backtested.filter((one): one is Scored => one.forecast !== null && one.actual !== null && counted.has(one.id));
}

type Scored = BacktestedLaunch & {
  readonly [Part in 'forecast' | 'actual']: NonNullable<BacktestedLaunch[Part]>;
};

export async function scoreCoverage(shopsOfAKind: number, seed: number): Promise<Record<string, number | string>> {
  const figures: Record<string, number | string> = {};
  const report = (name: string, rows: readonly Scored[]): void => {
    const inside = rows.filter(({ forecast: f, actual: { total } }) => total >= f.totalLo80 && total <= f.totalHi80);
    figures[`${name} coverage80`] = `${((100 * inside.length) / rows.length).toFixed(1)} of ${rows.length} launches`;
    figures[`${name} flops`] = bins(rows.map((row) => [row.forecast.flopProbability, row.actual.flop]));
    figures[`${name} hits`] = bins(rows.map((row) => [row.forecast.hitProbability, row.actual.hit]));
    for (const part of ['coverage80', 'flops', 'hits']) console.log(`${name} ${part}: ${figures[`${name} ${part}`]}`);
  };
  const shops: Scored[] = [];
  for (const kind of Object.keys(shopKinds) as ShopKind[])
    for (let shop = 0; shop < shopsOfAKind; shop++) shops.push(...(await testShop(kind, seed + shop)));
  report('generated shops', shops);
  const sample = await readSample();
  report('sample', await testLaunches(sample.panel, sample.calendar));
  report('online retail', await testLaunches(toPanel(await readRetail()), null));
  return figures;
}

/** 6 to 60 launches over two years. */
function testShop(kind: ShopKind, seed: number): Promise<Scored[]> {
  const random = createRandom(seed);
  const count = 6 + random.below(55);
  const firsts = Array.from({ length: count }, () => 14 + random.below(77)).sort((a, b) => a - b);
  return testLaunches(toPanel(toRows(generateShop(kind, firsts, 104, seed))), null);
}

async function readSample() {
  const folder = fileURLToPath(new URL('../../public/sample/', import.meta.url));
  const names = readdirSync(folder).filter((name) => /\.csv(\.gz)?$/.test(name));
  const files = names.map((name) => ({ name, bytes: new Uint8Array(readFileSync(folder + name)) }));
  const { dataset } = await ingest.importFiles({ files }, createFreeControl());
  if (!dataset?.panel) throw new Error('the sample has no sales');
  return { panel: dataset.panel, calendar: dataset.calendar };
}

/** Net units by product and week; ids of five digits with letters after them are products. */
async function readRetail(): Promise<LaunchRows> {
  const lines = readSoldLines(await loadScorer()).filter(({ id, left }) => left > 0 && /^\d{5}[A-Z]*$/.test(id));
  const names = new Map(lines.map(({ id, description }) => [id, description]));
  return {
    products: [...names].map(([id, name]) => ({ id, name })),
    rows: lines.map(({ id, week, left, price }) => ({ product: id, week: formatIsoDate(week), units: left, price })),
  };
}

/** Mean chance, share that came true with its standard error, count; by fifths of the chance. */
function bins(rows: readonly (readonly [number, boolean])[]): string {
  return calibrationGroups(rows.map(([hitProbability, hit]) => ({ hitProbability, hit })))
    .map(({ forecast, observed, count }) => {
      const percent = (share: number): string => (100 * share).toFixed(1);
      return `${percent(forecast)} said, ${percent(observed)} +- ${percent(Math.sqrt((observed * (1 - observed)) / count))} came (${count})`;
    })
    .join('; ');
}
