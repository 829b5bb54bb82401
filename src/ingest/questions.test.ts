import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { FileChoices, ImportOutput } from '#ingest/import-report.ts';
import { choicesUnder } from '#ingest/preview-answers.ts';

const first = toEpochDay(2024, 5, 6);
const day = (at: number): string => formatIsoDate(first + at);

function read(name: string, lines: readonly string[], choices: FileChoices = {}): Promise<ImportOutput> {
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  return importFiles({ files: [{ name, bytes }], choices: { [name]: choices } }, () => ({
    progress() {},
    async yieldNow() {},
  }));
}

describe('running totals', () => {
  /** Four products over twelve days; each day sells 1 to 4 more than all days before. */
  const sold = (at: number, product: number): number => 1 + ((at * 3 + product) % 4);
  const lines = [
    'date,id,title,price,sale_count',
    ...Array.from({ length: 12 }, (_, at) =>
      Array.from({ length: 4 }, (_, product) => {
        let total = 1000 * (product + 1);
        for (let before = 0; before <= at; before++) total += sold(before, product);
        return `${day(at)},A${product},Mug ${product},10.00,${total}`;
      }),
    ).flat(),
  ];
  const grown = Array.from({ length: 11 }, (_, at) => [0, 1, 2, 3].map((product) => sold(at + 1, product))).flat();
  const all = grown.reduce((sum, value) => sum + value, 0);

  it('are asked about, with what each answer gives', async () => {
    const { files, questions } = await read('scrape.csv', lines);
    expect(files[0]).toMatchObject({ state: 'question', rowsAccepted: 0 });
    expect(questions).toMatchObject([
      {
        code: 'running-total',
        examples: ['sale_count'],
        options: ['differences', 'sum', 'unknown'],
        previews: { differences: { rows: 44, units: all, revenue: (all * 10).toFixed(2) }, sum: { rows: 48 } },
      },
    ]);
  });

  it('are seen where hundreds of products are listed a day', async () => {
    const many = Array.from({ length: 4 }, (_, at) =>
      Array.from({ length: 900 }, (_, product) => {
        const total = 1000 * product + 7 * at * (1 + (product % 4));
        return `${day(at)},A${product},Mug ${product},10.00,${total}`;
      }),
    ).flat();
    const { questions } = await read('scrape.csv', [lines[0], ...many]);
    expect(questions).toMatchObject([{ code: 'running-total', examples: ['sale_count'] }]);
  });

  it('give what was sold by day on the user’s word', async () => {
    const { files } = await read('scrape.csv', lines, { running: 'differences' });
    expect(files[0]).toMatchObject({ state: 'imported', units: all, rejected: { running_total_start: 4 } });
    expect(files[0].months[0].units).toBe(all);
  });
});

describe('sums without dates', () => {
  const lines = ['SKU,Items sold,Net sales', 'A1,3,30.00', 'A2,5,75.50', 'A3,1,9.90'];

  it('are of the month that the file’s name says, on the user’s word', async () => {
    const { questions } = await read('report_2024-05-01_2024-05-31.csv', lines);
    expect(questions).toMatchObject([{ code: 'period', options: ['2024-05-01 ~ 2024-05-31', 'unknown'] }]);
    const [month] = questions[0].options;
    const { files, dataset } = await read('report.csv', lines, { period: month });
    expect(files[0]).toMatchObject({ state: 'imported', units: 9, revenue: '115.40' });
    expect(dataset.panel).toMatchObject({ period: 'month', periods: 1 });
  });
});

describe('what is no sale', () => {
  const rows = (line: (at: number) => string): string[] => Array.from({ length: 40 }, (_, at) => line(at));

  it.each([
    [
      'purchases',
      'Date,Supplier,PO Number,SKU,Qty,Purchase price',
      (at: number) => `${day(at)},S${at % 3},P${at},A${at % 7},100,4.50`,
    ],
    [
      'advertising',
      '日期,商品ID,展现量,点击量,花费',
      (at: number) => `${day(at)},A${at % 7},${900 + at},${30 + at},12.50`,
    ],
    [
      'forecast',
      'Artikelnummer,Monat,Planmenge',
      (at: number) => `A${at % 7},2025-${String(1 + (at % 12)).padStart(2, '0')},${20 + at}`,
    ],
    [
      'movements',
      'Date,SKU,Movement Type,Quantity',
      (at: number) => `${day(at)},A${at % 7},${at % 2 ? 'IN' : 'OUT'},${5 + (at % 9)}`,
    ],
    ['returns', '退款编号,退款时间,商品编码,数量', (at: number) => `R${at},${day(at)},A${at % 7},1`],
  ])('is named: %s', async (what, header, line) => {
    const { files, questions } = await read('export.csv', [header, ...rows(line)]);
    expect(files[0].state).toBe('question');
    expect(questions[0]).toMatchObject({ code: 'file-kind', about: `looks-like-${what}` });
    expect(questions[0].options[0]).toBe('unknown');
    const { files: after } = await read('export.csv', [header, ...rows(line)], { kind: 'unknown' });
    expect(after[0]).toMatchObject({ state: 'failed', issues: [{ code: 'not-used' }] });
  });
});

describe('groups that name their day once', () => {
  it('count every row and no sum', async () => {
    const lines = Array.from({ length: 15 }, (_, at) =>
      ['Mug', 'Lamp', 'Bowl']
        .map((name, row) => `${row === 0 ? day(at) : ''},${name},${1 + ((at + row) % 5)}`)
        .concat(`,Total,99`),
    ).flat();
    const { files } = await read('sales.csv', ['Date,Product,Quantity', ...lines]);
    expect(files[0]).toMatchObject({ rowsAccepted: 45, rejected: { total_row: 15 }, products: 3 });
  });
});

describe('encodings of one byte or two', () => {
  it.each([
    ['windows-1252', 'Bestellnummer;Datum;Artikel;Stückzahl;Währung', '1;06.05.2024;A1;2;EUR'],
    ['windows-1251', 'Дата;Артикул;Наименование;Количество;Сумма', '06.05.2024;A1;Кружка;2;19,80'],
    ['windows-1250', 'Nr zamówienia;Data;SKU;Ilość;Wartość brutto', '1;06.05.2024;A1;2;19,80'],
  ])('%s is known by its words', async (encoding, header, line) => {
    const single = inCodePage(`${header}\n${`${line}\n`.repeat(20)}`, encoding);
    const { files } = await importFiles({ files: [{ name: 'a.csv', bytes: single }] }, () => ({
      progress() {},
      async yieldNow() {},
    }));
    expect(files[0]).toMatchObject({ encoding, kind: 'sales', state: 'imported' });
  });
});

/** A text in a code page of one byte a letter. */
function inCodePage(text: string, encoding: string): Uint8Array {
  const table = new Map(
    Array.from({ length: 128 }, (_, at) => [new TextDecoder(encoding).decode(Uint8Array.of(128 + at)), 128 + at]),
  );
  return Uint8Array.from(text, (letter) => table.get(letter) ?? letter.charCodeAt(0));
}

describe('pieces under a heading that nobody knows', () => {
  const lines = [
    'date,sku,title,zorp,unit price',
    ...Array.from(
      { length: 60 },
      (_, at) => `${day(at % 20)},A${at % 3},Mug ${at % 3},${1 + (at % 7)},${10 + (at % 3)}.50`,
    ),
  ];
  const sold = Array.from({ length: 60 }, (_, at) => 1 + (at % 7)).reduce((sum, value) => sum + value, 0);

  it('are asked about by that heading, with what the answer gives', async () => {
    const { questions } = await read('export.csv', lines);
    expect(questions).toMatchObject([{ code: 'file-kind', previews: { 'units:3': { rows: 60, units: sold } } }]);
    expect(questions[0].options.slice(0, 2)).toEqual(['units:3', 'sales']);
    const { files } = await read('export.csv', lines, choicesUnder(questions[0], 'units:3'));
    expect(files[0]).toMatchObject({ state: 'imported', kind: 'sales', units: sold });
  });
});
