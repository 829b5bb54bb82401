import { describe, expect, it } from 'vitest';
import type { FileChoices } from '#ingest/import-report.ts';
import { HeadedLines } from '#ingest/reading/headed-lines.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import { drop } from '#ingest/testing/drop-files.ts';
import { findHeaded } from '#ingest/understanding/find-headed.ts';

const rows = <T>(count: number, line: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => line(at));
const day = (at: number): string => `2024-05-${String(1 + (at % 28)).padStart(2, '0')}`;
const pieces = (group: number, at: number): number => 1 + ((group * at + group) % 4);
const sizes = [5, 3, 1, 6, 2, 4, 1, 5];
const units = sizes.reduce(
  (sum, size, group) => sum + rows(size, (at) => pieces(group, at)).reduce((a, b) => a + b),
  0,
);
const sold = (group: number): string[] =>
  rows(
    sizes[group],
    (at) => `${day(group + 3 * at)},${group * 10 + at},Buyer ${at},${pieces(group, at)},${pieces(group, at) * 12.5}`,
  );
const lines = sizes.reduce((sum, size) => sum + size, 0);

async function read(text: readonly string[], choices: FileChoices = {}) {
  const { files, questions, dataset } = await drop({ 'export.csv': text.join('\n') }, { 'export.csv': choices });
  return { file: files[0], questions, names: dataset.panel?.products.map(({ name, id }) => name || id) };
}

describe('lines below heads of their groups', () => {
  const heading = ',Date,Number,Name,Quantity,Amount';
  const below = sizes.flatMap((_, group) => [
    `Thing ${group},,,,,`,
    ...sold(group).map((line) => `,${line}`),
    `Total for Thing ${group},,,,1,1.00`,
  ]);

  it('are asked about, with what they would give, and get the product of the head', async () => {
    const text = [heading, ...below];
    const { questions } = await read(text);
    expect(questions).toMatchObject([
      {
        about: 'groups-headed',
        examples: ['Thing 0', 'Thing 1', 'Thing 2', 'Thing 3'],
        previews: { sales: { units } },
      },
    ]);
    expect(questions[0].options[0]).toBe('sales');
    const { file, names } = await read(text, { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units, products: sizes.length });
    expect(file.issues.map(({ code }) => code)).toContain('lines-headed');
    expect(names).toContain('Thing 7');
  });

  it('keep the product that the user chose', async () => {
    const { file } = await read([heading, ...below], { kind: 'sales', roles: { 3: 'product' } });
    expect(file.products).toBe(6);
  });

  it.each([
    ['with a part of the product before a colon', (line: string) => line.replace('Thing', 'Rocks:Thing')],
    [
      'with numbers of pages among them',
      (line: string, at: number) => (at % 9 === 4 ? `${line}\nPage ${at} of 90,,,,,` : line),
    ],
    ['with the headings once more', (line: string, at: number) => (at % 9 === 4 ? `${line}\n${heading}` : line)],
    ['with a blank line before each', (line: string) => (line.startsWith('Thing') ? `\n${line}` : line)],
    ['one of which lacks its buyer', (line: string, at: number) => (at === 2 ? line.replace('Buyer 1', '') : line)],
  ])('are read %s', async (_what, change) => {
    const { file } = await read([heading, ...below.map(change)], { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units, products: sizes.length });
  });

  it('end where another table begins', async () => {
    const stock = ['', 'SKU,Description,Stock', ...rows(5, (at) => `S${at},Thing ${at},${10 + at}`)];
    const { file } = await read([heading, ...below, ...stock], { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units });
  });

  it('that name the product themselves have no other', async () => {
    const text = ['Product,Date,Number,Buyer,Quantity,Amount', ...below].map((line) =>
      line.replace(/^(Thing \d),,,,,/, '$1,2024-05-01,,,12,150'),
    );
    const { file, names } = await read(text, { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units });
    expect(names).toContain('Thing 0');
  });

  it('of two levels are of the inner one', async () => {
    const text = [
      'Sales by Item Detail',
      `,${heading}`,
      ...sizes.flatMap((_, group) => [
        ...(group % 4 === 0 ? [`Range ${group},,,,,,`] : []),
        `,Thing ${group},,,,,`,
        ...sold(group).map((line) => `,,${line}`),
      ]),
    ];
    const { file, names } = await read(text, { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units, products: sizes.length });
    expect(names).toContain('Thing 3');
  });

  it('are told from heads in the columns of the lines', async () => {
    const text = [
      'Sales by Item Detail;;;;',
      'Invoice;Date;Customer;Quantity;Amount',
      ...sizes.flatMap((_, group) => [
        `A-00${group};Thing ${group};;;`,
        ...sold(group).map((line) => {
          const [date, number, ...others] = line.split(',');
          return [`INV-${number}`, date, ...others].join(';');
        }),
      ]),
    ];
    const { file, names } = await read(text, { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units, products: sizes.length });
    expect(names).toContain('Thing 5');
  });
});

it('what heads say before a colon is a column of its own, days as well as customers', async () => {
  const text = [
    'Product,Group,Sold,Revenue',
    ...rows(12, (at) => [
      `Day: ${day(at)},,,`,
      ...rows(4, (each) => `Thing ${each},Kitchen,${1 + each},${10 * (1 + each)}.00`),
    ]).flat(),
  ];
  const { file } = await read(text, { kind: 'sales' });
  expect(file).toMatchObject({ rowsAccepted: 48, units: 120, products: 4 });
  expect(file.columns.map(({ name, role }) => [name, role])).toContainEqual(['Day', 'date']);
});

it('documents with their sums stand above their lines: those count, and the buyer is no product', async () => {
  const text = [
    'Date,Particulars,Voucher No.,Quantity,Rate,Value',
    ...rows(40, (at) => [
      `${day(at)},Buyer ${at % 7},S/${at},,,${37.5 + 12.5 * (at % 3)}`,
      `,Rice 5 kg,,${1 + (at % 3)},12.50,${12.5 * (1 + (at % 3))}`,
      ',Ghee 500 ml,,1,25.00,25.00',
    ]).flat(),
  ];
  const { questions } = await read(text);
  expect(questions).toHaveLength(1);
  const { file, names } = await read(text, { kind: 'sales' });
  expect(file).toMatchObject({ rowsAccepted: 80, units: 40 + rows(40, (at) => 1 + (at % 3)).reduce((a, b) => a + b) });
  expect(names?.toSorted()).toEqual(['Ghee 500 ml', 'Rice 5 kg']);
});

it('a table without heads, or with notes between its rows, has none', () => {
  const table = [['Date', 'Product', 'Quantity'], ...rows(40, (at) => [day(at), `Thing ${at % 5}`, '2'])];
  const noted = table.flatMap((row, at) => (at % 9 === 8 ? [row, ['page 3', '', '']] : [row]));
  for (const each of [table, noted]) expect(findHeaded(each, [...each.keys()])).toBeNull();
});

it('a head holds for the lines of the next piece of the file', () => {
  const table = [
    ['', 'Date', 'Quantity', 'Amount'],
    ...rows(6, (group) => [[`Thing ${group}`, '', '', ''], ...rows(3, (at) => ['', day(at), '2', '3.50'])]).flat(),
  ];
  const layout = findHeaded(table, [...table.keys()]);
  if (!layout) throw new Error('no heads found');
  const of = (from: number, to: number): RecordBatch => ({
    count: to - from,
    lines: rows(to - from, (at) => from + at),
    cellsOf: (record) => table[from + record],
  });
  const told = (cuts: readonly number[]): string[] => {
    const reader = new HeadedLines(layout);
    return cuts.slice(1).flatMap((to, at) => {
      const batch = reader.take(of(cuts[at], to));
      return rows(batch.count, (record) => `${batch.lines[record]}: ${batch.cellsOf(record).join('|')}`);
    });
  };
  const whole = told([0, table.length]);
  expect(whole).toHaveLength(1 + 18);
  expect(whole[2]).toBe(`3: Thing 0|${day(1)}|2|3.50`);
  expect(told([0, 1, 2, 4, 11, table.length])).toEqual(whole);
});
