import { expect, it } from 'vitest';
import { drop } from '#ingest/testing/drop-files.ts';

const rule = '-'.repeat(72);
const heading = '|Faktura   |FkDatum   |Material  | Fakt.Mge|ME |     Nettowert|Währg|';
const pieces = (at: number): number => 5 * (1 + ((at * at + (at >> 2)) % 7));
const cents = (at: number): number => pieces(at) * (310 + 85 * (at % 8));
const money = (value: number): string =>
  `${Math.floor(value / 100)}`.replace(/\B(?=(\d{3})+$)/g, '.').concat(',', String(value % 100).padStart(2, '0'));
const total = (from: number, to: number, of: (at: number) => number): number =>
  Array.from({ length: to - from }, (_, at) => of(from + at)).reduce((sum, each) => sum + each, 0);

const line = (at: number): string => {
  const day = `${String(1 + (at % 28)).padStart(2, '0')}.0${1 + Math.floor(at / 28)}.2025`;
  const material = `10000020${44 + 11 * (at % 5)}`;
  return `|${90031000 + (at >> 1)}  |${day}|${material}|${String(pieces(at)).padStart(9)}|ST |${money(cents(at)).padStart(14)}|EUR  |`;
};
const sum = (stars: string, from: number, to: number): string =>
  `|${stars.padEnd(10)}|          |1000002044|         |   |${money(total(from, to, cents)).padStart(14)}|EUR  |`;

/** Lists of SAP as they are printed: bars between columns, lines of dashes, sums with stars, headings on every page. */
it.each([
  ['on one page', (_page: number): string[] => []],
  ['with its headings on each page', (): string[] => [rule, heading, rule]],
  [
    'with its title on each page',
    (page: number): string[] => [
      '',
      `Fakturaliste Verkaufsorganisation 1000   Seite ${page + 1}`,
      '',
      rule,
      heading,
      rule,
    ],
  ],
])('a list ruled with bars, %s', async (_what, pageTop) => {
  const pages = [0, 1, 2, 3].flatMap((page) => [
    ...(page === 0 ? ['Fakturaliste Verkaufsorganisation 1000   Seite 1', '', rule, heading, rule] : pageTop(page)),
    ...Array.from({ length: 20 }, (_, at) => line(20 * page + at)),
    sum('*', 20 * page, 20 * page + 20),
  ]);
  const text = [...pages, rule, sum('**', 0, 80), rule].join('\n');
  const { files, questions } = await drop({ 'VF05.txt': text });
  expect(questions).toEqual([]);
  expect(files).toHaveLength(1);
  expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 80, units: total(0, 80, pieces), products: 5 });
  expect(files[0].revenue).toBe((total(0, 80, cents) / 100).toFixed(2));
  expect(files[0].rejected).toMatchObject({ total_row: 5 });
  expect(files[0].columns.find(({ name }) => name === 'Fakt.Mge')?.role).toBe('units');
});
