import { expect, it } from 'vitest';
import type { Column } from './data-table.tsx';
import { tableToCsv } from './table-to-csv.ts';

it('a table becomes a file of plain values, a range its two ends', () => {
  const columns: readonly Column<{ readonly week: number; readonly range: readonly [number, number] | null }>[] = [
    { id: 'week', header: 'Week', cell: ({ week }) => `week ${week}`, raw: ({ week }) => week },
    {
      id: 'range',
      header: '80%',
      cell: ({ range }) => (range ? `${range[0]} – ${range[1]}` : '–'),
      parts: [
        { header: '80% low', raw: ({ range }) => range?.[0] ?? Number.NaN },
        { header: '80% high', raw: ({ range }) => range?.[1] ?? Number.NaN },
      ],
    },
    { id: 'note', header: 'Note', cell: ({ week }) => `note, ${week}` },
  ];
  const csv = tableToCsv(columns, [
    { week: 1, range: [1243, 1535] },
    { week: 2, range: null },
  ]);
  expect(csv).toBe('Week,80% low,80% high,Note\r\n1,1243,1535,"note, 1"\r\n2,,,"note, 2"');
});
