/**
 * What the launch backtest said beside what happened, by the prequential count: every launch forecast from what was known before its block of
 * weeks. On the sample, on Online Retail and on generated shops: coverage of the 80 % ranges, and chances of flop and hit in five bins.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { type BacktestedLaunch, backtestLaunches } from '#engine/launch/forecast/launch-backtest.ts';
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

/** Launches with the same sales behind them are no independent tests of a chance: `group` is their shop, or the weeks that they began in. */
interface Chance {
  readonly chance: number;
  readonly came: boolean;
  readonly group: string;
}

const coverageSets = ['shops', 'sample', 'retail'] as const;

/** `only`: one of the sets; '' for all. */
export async function scoreCoverage(
  shopsOfAKind: number,
  seed: number,
  only: string,
): Promise<Record<string, number | string>> {
  const figures: Record<string, number | string> = {};
  const report = (name: string, rows: readonly (Scored & { readonly shop?: string })[]): void => {
    const toChances = (tell: (row: Scored) => readonly [number, boolean]): Chance[] =>
      rows.map((row) => {
        const [chance, came] = tell(row);
        return { chance, came, group: row.shop ?? String(Math.floor(row.firstWeek / 28)) };
      });
    const inside = toChances(({ forecast: f, actual: { total } }) => [
      0.8,
      total >= f.totalLo80 && total <= f.totalHi80,
    ]);
    figures[`${name} coverage80`] = `${shareOf(inside)} of ${rows.length} launches`;
    figures[`${name} flops`] = bins(toChances((row) => [row.forecast.flopProbability, row.actual.flop]));
    figures[`${name} hits`] = bins(toChances((row) => [row.forecast.hitProbability, row.actual.hit]));
    for (const part of ['coverage80', 'flops', 'hits']) console.log(`${name} ${part}: ${figures[`${name} ${part}`]}`);
  };
  for (const set of coverageSets) {
    if (only !== '' && only !== set) continue;
    if (set === 'sample') {
      const sample = await readSample();
      report(set, await testLaunches(sample.panel, sample.calendar));
    } else if (set === 'retail') report(set, await testLaunches(toPanel(await readRetail()), null));
    else report(set, await testShops(shopsOfAKind, seed));
  }
  return figures;
}

/** Share of launches that flop, shop by shop: from none, as in the sample, to a third, as among all first sales of Online Retail. */
const flopShares = [0, 0.03, 1 / 12, 0.2, 0.35];

/** Every shop has a seed of its own: with one for all kinds they would share who flops. */
async function testShops(shopsOfAKind: number, seed: number): Promise<(Scored & { readonly shop: string })[]> {
  const launches: (Scored & { readonly shop: string })[] = [];
  const kinds = Object.keys(shopKinds) as ShopKind[];
  for (const [at, kind] of kinds.entries())
    for (let number = 0; number < shopsOfAKind; number++) {
      const own = await testShop(kind, seed + 100 * at + number, flopShares[number % flopShares.length]);
      launches.push(...own.map((launch) => ({ ...launch, shop: `${kind} ${number}` })));
    }
  return launches;
}

/** 6 to 60 launches over two years. */
function testShop(kind: ShopKind, seed: number, flopShare: number): Promise<Scored[]> {
  const random = createRandom(seed);
  const count = 6 + random.below(55);
  const firsts = Array.from({ length: count }, () => 14 + random.below(77)).sort((a, b) => a - b);
  return testLaunches(toPanel(toRows(generateShop(kind, firsts, 104, seed, flopShare))), null);
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
function bins(chances: readonly Chance[]): string {
  const sorted = [...chances].sort((a, b) => a.chance - b.chance);
  return Array.from({ length: 5 }, (_, fifth) => {
    const own = sorted.slice(Math.round((fifth * sorted.length) / 5), Math.round(((fifth + 1) * sorted.length) / 5));
    const said = (100 * own.reduce((sum, { chance }) => sum + chance, 0)) / own.length;
    return `${said.toFixed(1)} said, ${shareOf(own)} came (${own.length})`;
  }).join('; ');
}

/** Percent that came true and its standard error, by groups. */
function shareOf(chances: readonly Chance[]): string {
  const share = chances.filter(({ came }) => came).length / chances.length;
  const byGroup = new Map<string, number>();
  for (const { came, group } of chances) byGroup.set(group, (byGroup.get(group) ?? 0) + (came ? 1 : 0) - share);
  const error = Math.sqrt([...byGroup.values()].reduce((sum, rest) => sum + rest ** 2, 0)) / chances.length;
  return `${(100 * share).toFixed(1)} +- ${(100 * error).toFixed(1)}`;
}
