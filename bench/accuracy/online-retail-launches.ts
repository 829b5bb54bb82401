/**
 * Online Retail as the launch protocols of reference/accuracy take it: launches from that folder's own code, and the range of
 * products as it was known before a given week (pieces, prices and descriptions of lines before that week only).
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseIsoDate, startOfWeek } from '#engine/calendar/epoch-day.ts';
import type { LaunchCandidate, ProductHistory } from '#engine/launch/history/launch.ts';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'shared');
export const dataFolder = path.join(root, 'data');
const scorerFile = path.join(root, 'reference', 'accuracy', 'score.mjs');

/** False where the reference data is not beside the repository. */
export const hasReference = existsSync(scorerFile) && existsSync(path.join(dataFolder, 'online_retail.csv.gz'));

export interface ReferenceLaunch {
  readonly series: string;
  readonly first: string;
  readonly week0: string;
  readonly price: number;
  readonly description: string;
  readonly units: readonly number[];
  readonly total: number;
  readonly split: 'train' | 'test';
}

export interface LaunchForecastRow {
  readonly series: string;
  readonly mean: readonly number[];
  readonly pHit: number;
}

export interface Table {
  readonly rows: readonly string[][];
  readonly get: (row: string[], column: string) => string;
}

interface Scorer {
  readonly PROTOCOLS: Record<string, (folder: string) => { threshold: number; launches: ReferenceLaunch[] }>;
  score(
    panel: unknown,
    file: { forecasts: readonly LaunchForecastRow[] },
  ): {
    readonly metrics?: Readonly<Record<string, number>>;
    readonly problems: readonly string[];
  };
  readTable(folder: string, name: string): Table;
}

export async function loadScorer(): Promise<Scorer> {
  return (await import(pathToFileURL(scorerFile).href)) as Scorer;
}

const services = new Set(['POST', 'DOT', 'D', 'M', 'S', 'B', 'C2', 'CRUK', 'PADS', 'BANK CHARGES', 'AMAZONFEE']);

export interface SoldLine {
  readonly id: string;
  readonly time: string;
  readonly week: number;
  readonly price: number;
  readonly description: string;
  left: number;
}

/** Accepted product lines with the pieces that later cancellations leave (README, "Online retail, common rules"). */
export function readSoldLines(scorer: Pick<Scorer, 'readTable'>): SoldLine[] {
  const table = scorer.readTable(dataFolder, 'online_retail.csv.gz');
  const open = new Map<string, SoldLine[]>();
  const accepted: SoldLine[] = [];
  const rows = table.rows
    .map((row, at) => ({ row, at, time: table.get(row, 'InvoiceDate') }))
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.at - b.at));
  for (const { row, time } of rows) {
    const id = table.get(row, 'StockCode').toUpperCase();
    if (services.has(id) || id.startsWith('GIFT_0001')) continue;
    const quantity = Number(table.get(row, 'Quantity'));
    const price = Number(table.get(row, 'UnitPrice'));
    const cancelled = table.get(row, 'InvoiceNo').startsWith('C');
    const customer = table.get(row, 'CustomerID');
    const key = `${customer}|${id}`;
    if (!cancelled && quantity > 0 && price > 0) {
      const week = startOfWeek(parseIsoDate(time.slice(0, 10)));
      const line = { id, time, week, price, description: table.get(row, 'Description'), left: quantity };
      accepted.push(line);
      if (customer !== '') open.set(key, [...(open.get(key) ?? []), line]);
    } else if (cancelled && quantity < 0 && customer !== '') {
      const stack = open.get(key) ?? [];
      for (let pieces = -quantity; pieces > 0 && stack.length > 0; ) {
        const last = stack[stack.length - 1];
        const taken = Math.min(last.left, pieces);
        last.left -= taken;
        pieces -= taken;
        if (last.left === 0) stack.pop();
      }
    }
  }
  return accepted;
}

/** Products with a sale before `week`, with the weeks before it. */
export function rangeBefore(lines: readonly SoldLine[], week: number): ProductHistory[] {
  const byId = new Map<string, SoldLine[]>();
  for (const line of lines) {
    if (line.week >= week || line.left === 0) continue;
    const mine = byId.get(line.id);
    if (mine) mine.push(line);
    else byId.set(line.id, [line]);
  }
  return [...byId].map(([id, mine]) => {
    const firstWeek = Math.min(...mine.map((line) => line.week));
    const weekly = new Float64Array((week - firstWeek) / 7);
    for (const line of mine) weekly[(line.week - firstWeek) / 7] += line.left;
    const prices = mine.map((line) => line.price).sort((a, b) => a - b);
    const counts = new Map<string, number>();
    for (const line of mine) counts.set(line.description, (counts.get(line.description) ?? 0) + 1);
    const description = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
    return { id, firstWeek, weekly, price: prices[prices.length >> 1], description, category: '', attributes: {} };
  });
}

export function toHistory(launch: ReferenceLaunch): ProductHistory {
  const { series: id, price, description, units, week0 } = launch;
  return {
    id,
    price,
    description,
    category: '',
    attributes: {},
    firstWeek: parseIsoDate(week0),
    weekly: Float64Array.from(units),
  };
}

export function toCandidate(launch: ReferenceLaunch, observedWeeks = 0): LaunchCandidate {
  const { series: id, price, description, week0, units } = launch;
  const observed = observedWeeks > 0 ? { observed: Float64Array.from(units.slice(0, observedWeeks)) } : {};
  return { id, price, description, category: '', attributes: {}, launchWeek: parseIsoDate(week0), ...observed };
}
