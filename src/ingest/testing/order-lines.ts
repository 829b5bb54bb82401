import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { ImportOutput } from '#ingest/import-report.ts';
import { drop } from '#ingest/testing/drop-files.ts';

const first = toEpochDay(2024, 5, 6);
export const day = (at: number): string => formatIsoDate(first + at);
export const rows = <T>(count: number, line: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => line(at));

export const read = (name: string, lines: readonly string[]): Promise<ImportOutput> =>
  drop({ [name]: `${lines.join('\n')}\n` });

/** 40 orders over 20 days: product, pieces and price of a line by its number. */
export const line = (at: number) => ({
  date: day(Math.floor(at / 2)),
  sku: `A${at % 5}`,
  name: ['Mug', 'Lamp', 'Rug', 'Vase', 'Tray'][at % 5],
  units: 1 + (at % 3),
  price: 7.5 + 3 * (at % 5),
});
export const sum = (from: readonly number[], value: (at: number) => number): number =>
  from.reduce((all, at) => all + value(at), 0);
export const amountOf = (at: number): number => line(at).units * line(at).price;
export const all = rows(40, (at) => at);
