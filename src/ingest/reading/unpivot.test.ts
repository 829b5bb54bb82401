import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyCell } from '#ingest/reading/column-batch.ts';
import { Row } from '#ingest/reading/row.ts';
import { Unpivot } from '#ingest/reading/unpivot.ts';
import type { WideLayout } from '#ingest/understanding/find-periods.ts';
import { parseDate } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

const periods = ['2024-03-01', '2024-W11', '01/02/2024', '2024-03-01'];
/** Two columns that stay around eight of pieces and amounts. */
const layout: WideLayout = {
  headerLine: 1,
  fixed: [
    { column: 0, name: 'sku' },
    { column: 9, name: 'price' },
  ],
  periods: periods.map((text, at) => ({ text, columns: [1 + at, at === 2 ? -1 : 5 + at] })),
  measures: ['units', 'revenue'],
  unread: [],
  names: ['Date', 'Units', 'Revenue'],
};
const cell = fc.constantFrom('', ' ', '-', '0', '3', ' 12', '1.50', '1,5', '-2', 'n/a');
const row = fc
  .tuple(
    fc.constantFrom('A1', ' A1', 'B2', '', 'Total', 'sku', '合计'),
    fc.array(cell, { minLength: 6, maxLength: 8 }),
    fc.constantFrom('2.5', '', '9 '),
  )
  .map(([sku, figures, price]) => [sku, ...figures, ...(figures.length === 8 ? [price] : [])]);
const wanted = {
  delimiter: ',',
  header: ['sku', 'price', 'Date', 'Units', 'Revenue'],
  numbers: [
    [1, false],
    [3, false],
    [4, true],
  ],
  texts: [0, 2],
  date: 2,
  dateOrder: 'year-first',
} as const;

describe('columns of a table with its periods side by side', () => {
  it('say what the cells of its records say, and the hashes of its rows are equal where those are', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const all = [['sku', ...periods, ...periods, 'price'], ...rows];
        const cells = new Map<number, string>();
        const keys = new Map<string, number>();
        const batch = { count: all.length, lines: all.map((_, at) => at + 1), cellsOf: (at: number) => all[at] };
        for (const made of new Unpivot(layout, true).take(batch)) {
          made.readColumns(wanted, 0);
          const at = new Row();
          for (let record = 0; record < made.count; record++) {
            const own = made.cellsOf(record);
            at.moveTo(made, record);
            expect(at.toArray()).toEqual(own);
            const { starts, rows: rowOf } = made.parts!;
            const text = (at.line === 1 ? own : all[at.line - 1]).join('\n');
            expect(cells.get(made.hashes[rowOf[record]]) ?? text).toBe(text);
            cells.set(made.hashes[rowOf[record]], text);
            expect(starts[rowOf[record]]).toBeLessThanOrEqual(record);
            expect(starts[rowOf[record] + 1] ?? made.count).toBeGreaterThan(record);
            if (own === all[at.line - 1] || at.line === 1) continue;
            read += 1;
            expect(own).toHaveLength(5);
            for (const [column, comma] of wanted.numbers)
              expect(at.micro(column, comma)).toBe(parseMicro(own[column].trim(), comma));
            const seconds = at.plainSeconds(2);
            if (!Number.isNaN(seconds)) expect(seconds).toBe(parseDate(own[2], 'unknown')?.seconds);
            for (const column of wanted.texts) {
              const trimmed = own[column].trim();
              expect(at.text(column)).toBe(trimmed);
              const key = keys.get(`${column} ${trimmed}`) ?? at.key(column);
              expect(at.key(column)).toBe(trimmed === '' ? emptyCell : key);
              keys.set(`${column} ${trimmed}`, at.key(column));
            }
            expect(made.isPlain(record)).toBe(['A1', 'B2'].includes(own[0].trim()));
          }
        }
        expect(new Set(cells.values()).size).toBe(cells.size);
      }),
      { seed: 11, numRuns: 300 },
    );
    expect(read).toBeGreaterThan(5000);
  });

  it('are no more than its records, however many rows have no figure', () => {
    const empty = Array.from({ length: 60_000 }, (_, at) => [`A${at}`, ...Array<string>(9).fill('')]);
    const rows = [['sku', ...periods, ...periods, 'price'], ...empty, ['B', '1', ...Array<string>(8).fill('')]];
    const batch = { count: rows.length, lines: rows.map((_, at) => at + 1), cellsOf: (at: number) => rows[at] };
    const made = [...new Unpivot(layout, true).take(batch)].map((each) => [each.parts?.starts.length, each.count]);
    expect(made).toEqual([[2, 2]]);
  });
});
