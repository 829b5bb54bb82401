import { describe, expect, it, vi } from 'vitest';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { checkOf, panelFileColumns } from '#engine/panel/panel-file.ts';
import { createRandom } from '#engine/random.ts';
import { orderKey } from '#ingest/cleaning/order-key.ts';
import { PartSums } from '#ingest/cleaning/part-sums.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { ImportOutput } from '#ingest/import-report.ts';
import { NativeReader } from '#ingest/kernel/native-batch.ts';
import { createRowKernel } from '#ingest/kernel/row-kernel.ts';
import { type ColumnsWanted, oddOrder } from '#ingest/reading/column-batch.ts';
import { hashCells } from '#ingest/reading/hash-cells.ts';
import { type RecordBatch, RecordReader } from '#ingest/reading/records.ts';
import { Row } from '#ingest/reading/row.ts';
import { parseDate } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

const use = vi.hoisted(() => ({ kernel: true }));
vi.mock('#ingest/kernel/row-kernel.ts', async (original) => {
  const real = await original<{ createRowKernel: typeof createRowKernel }>();
  return { ...real, createRowKernel: () => (use.kernel ? real.createRowKernel() : null) };
});

type Random = ReturnType<typeof createRandom>;

const pick = <Item>(random: Random, items: readonly Item[]): Item => items[random.below(items.length)];

/** Mostly the first ones, seldom one of the odd ones. */
const cells = {
  plainNumber: ['1', '2', '12', '3.50', '12.5', '0.99', '7'],
  oddNumber: [
    '',
    '0',
    '-1',
    '-2.5',
    '1,234.50',
    '￥12.5',
    '12.5元',
    '1.2万',
    '(12)',
    'abc',
    ' 3 ',
    '1e3',
    '12.3456789',
    '+4',
    '.5',
    '-',
    '9999999999999',
    '4000',
    '800',
    '3,5',
  ],
  plainDate: ['2024-05-01', '2024/5/1 8:16', '2024-05-02 23:59:59', '2024-5-31', '2024-06-03T10:00'],
  oddDate: [
    '',
    '2024-02-30',
    '2024年5月1日',
    '20240501',
    '2023-02-29',
    '2024-05-01 24:00',
    '1714521600',
    'May 1, 2024',
    '2024-05-01 1:2:3:4',
    '2024-13-01',
    '2024-W18',
  ],
  plainId: ['SKU1', 'SKU22', 'SKU333', '茶杯-4', 'sku5', 'B0006'],
  oddId: ['', '  ', 'SKU1 ', 'sku1', '合计', 'total', 'POST', '\u3000SKU22', '="00123"', '总计'],
  plainName: ['Mug blue', '蓝色马克杯，大号', 'a name that is longer than the eight bytes of a word', 'é'],
  oddName: ['', 'Mug ""x"" blue', '\u00a0', 'x'.repeat(300)],
  customer: ['C1', 'C22', 'C333', 'c22', '客户甲', ''],
  promotion: ['', 'Sale', '是', '否', '0.5', '1', '双十一'],
} as const;

function cell(random: Random, plain: readonly string[], odd: readonly string[], oddness: number): string {
  return random.below(1000) < oddness ? pick(random, odd) : pick(random, plain);
}

interface Wish {
  readonly rows: number;
  readonly delimiter: string;
  readonly newline: string;
  /** Odd cells in a thousand. */
  readonly oddness: number;
  readonly quoteAll: boolean;
  readonly has: Readonly<
    Record<
      | 'order'
      | 'customer'
      | 'promotion'
      | 'price'
      | 'revenue'
      | 'category'
      | 'name'
      | 'status'
      | 'refund'
      | 'currency'
      | 'views'
      | 'parts'
      | 'ownNames',
      boolean
    >
  >;
}

function preferenceFor(random: Random, rows: number): Wish {
  const has = (inHundred: number): boolean => random.below(100) < inHundred;
  const price = has(70);
  return {
    rows,
    delimiter: pick(random, [',', ',', ';', '\t', '|']),
    newline: pick(random, ['\n', '\n', '\r\n']),
    oddness: pick(random, [0, 5, 30, 200]),
    quoteAll: has(15),
    has: {
      order: has(60),
      customer: has(70),
      promotion: has(50),
      price,
      revenue: !price || has(25),
      category: has(70),
      name: has(70),
      status: has(25),
      refund: has(20),
      currency: has(25),
      views: has(20),
      parts: has(10),
      ownNames: has(60),
    },
  };
}

/** A table of sales whose cells are now and then out of the ordinary. */
function salesText(random: Random, { rows, delimiter, newline, oddness, quoteAll, has }: Wish): string {
  const header = [...(has.parts ? ['year', 'month', 'day'] : ['order_time']), 'sku', 'quantity'];
  if (has.order) header.unshift('order_id');
  if (has.name) header.push('product name');
  if (has.category) header.push('category');
  if (has.price) header.push('unit price');
  if (has.revenue) header.push('amount');
  if (has.customer) header.push('customer id');
  if (has.promotion) header.push('promotion');
  if (has.status) header.push('order status');
  if (has.refund) header.push('refund status');
  if (has.currency) header.push('currency');
  if (has.views) header.push('views');
  const write = (values: readonly string[]): string =>
    values
      .map((value) => {
        const quoted = quoteAll || value.includes(delimiter) || value.includes('""') || random.below(100) === 0;
        return quoted ? `"${value}"` : value;
      })
      .join(delimiter);
  const lines = [write(header)];
  let last = '';
  for (let at = 0; at < rows; at++) {
    const kind = random.below(1000);
    if (kind < oddness / 20) lines.push('');
    if (kind < oddness / 10 && last !== '') {
      lines.push(last);
      continue;
    }
    if (kind === 999 && oddness > 0) lines.push(write(header));
    const id = cell(random, cells.plainId, cells.oddId, oddness);
    const values = [
      ...(has.parts
        ? ['2024', pick(random, ['5', '06']), `${1 + random.below(30)}`]
        : [cell(random, cells.plainDate, cells.oddDate, oddness)]),
      id,
      cell(random, cells.plainNumber, cells.oddNumber, oddness),
    ];
    if (has.order)
      values.unshift(
        `${random.below(1000) < oddness / 2 ? pick(random, ['C', 'c', 'X']) : ''}${1000 + Math.floor(at / pick(random, [1, 1, 3]))}`,
      );
    const names = has.ownNames ? [cells.plainName[id.length % cells.plainName.length]] : cells.plainName;
    if (has.name) values.push(cell(random, names, cells.oddName, oddness));
    if (has.category) values.push(cell(random, ['Mugs', '杯子'], ['', 'Cups'], oddness * 2));
    if (has.price) values.push(cell(random, cells.plainNumber, cells.oddNumber, oddness));
    if (has.revenue) values.push(cell(random, cells.plainNumber, cells.oddNumber, oddness));
    if (has.customer) values.push(cell(random, cells.customer.slice(0, 5), ['', ' ', 'C1 '], oddness));
    if (has.promotion) values.push(pick(random, cells.promotion));
    if (has.status)
      values.push(cell(random, ['paid', 'shipped', '交易成功'], ['', 'cancelled', '已退款', ''], oddness));
    if (has.refund) values.push(cell(random, ['', 'none'], ['refunded', 'success'], oddness));
    if (has.currency) values.push(cell(random, ['GBP', 'GBP', '£'], ['', 'USD'], oddness));
    if (has.views) values.push(cell(random, cells.plainNumber, cells.oddNumber, oddness));
    if (random.below(1000) < oddness / 10) values.push(pick(random, ['', 'extra']));
    if (random.below(1000) < oddness / 10) values.pop();
    last = write(values);
    lines.push(last);
  }
  return lines.join(newline) + pick(random, ['', newline]);
}

async function importText(text: string, withKernel: boolean): Promise<ImportOutput> {
  use.kernel = withKernel;
  const files = [{ name: 'sales.csv', bytes: new TextEncoder().encode(text) }];
  // So few orders are kept that longer files are read a second time.
  return importFiles({ files }, () => ({ progress() {}, async yieldNow() {} }), 3000);
}

describe('an import with the kernel', () => {
  it('comes to the same as without it, on random tables of sales', async () => {
    let imported = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      const text = salesText(random, preferenceFor(random, 20 + random.below(150)));
      const expected = await importText(text, false);
      expect(await importText(text, true), `seed ${seed}`).toEqual(expected);
      if (expected.dataset.panel) imported += 1;
    }
    expect(imported).toBeGreaterThan(35);
  }, 120_000);

  it('comes to the same on files of several pieces, read a second time for their cancellations', async () => {
    let rows = 0;
    for (let seed = 1001; seed <= 1003; seed++) {
      const random = createRandom(seed);
      const text = salesText(random, { ...preferenceFor(random, 16_000), oddness: pick(random, [0, 5, 30]) });
      const expected = await importText(text, false);
      expect(await importText(text, true), `seed ${seed}`).toEqual(expected);
      rows += expected.files[0].rowsAccepted;
    }
    expect(rows).toBeGreaterThan(20_000);
  }, 120_000);
});

/** Figures of weeks or days side by side, in pieces or money or both, with what people leave in such a table. */
function wideText(random: Random): string {
  const has = (inHundred: number): boolean => random.below(100) < inHundred;
  const [periods, step] = pick(random, [
    [40, 1],
    [9, 7],
    [70, 1],
  ] as const);
  const start = parseIsoDate('2024-01-01');
  const isBackwards = has(10);
  const days = Array.from({ length: periods }, (_, at) => formatIsoDate(start + step * (isBackwards ? -at : at)));
  const delimiter = pick(random, [',', ';', '\t']);
  const [both, money, oddness, gaps] = [has(25), has(30), pick(random, [0, 3, 30]), pick(random, [0, 0, 10, 60])];
  const figure = (): string => {
    // Sums that no double holds depend on the order of their parts.
    if (random.below(1000) < oddness) return pick(random, cells.oddNumber).replace('9999999999999', '99999');
    if (has(gaps)) return pick(random, ['', '', '-']);
    const pieces = `${random.below(has(3) ? 3000 : 12)}`;
    return money ? `${pieces}${delimiter === ';' ? ',' : '.'}${10 + random.below(90)}` : pieces;
  };
  const write = (values: readonly string[]): string =>
    values.map((value) => (value.includes(delimiter) || has(1) ? `"${value}"` : value)).join(delimiter);
  const head = both ? days.flatMap((day) => [`${day} units`, `${day} revenue`]) : days;
  const lines = [write(['sku', 'product name', 'category', ...head])];
  for (let product = 0; product < 60 + random.below(500); product++) {
    const id = random.below(1000) < oddness ? pick(random, cells.oddId) : `P${product % 400}`;
    const name = random.below(1000) < oddness ? pick(random, cells.oddName) : `Product ${product % 390}`;
    lines.push(write([id, name, `C${product % 7}`, ...head.map(figure)]));
    if (random.below(1000) < oddness / 3)
      lines.push(pick(random, ['', lines[0], lines.at(-1)!, 'Note', `Total${delimiter}5`, `P1${delimiter}Empty`]));
  }
  return `${money ? 'Revenue by day\n' : ''}${lines.join(pick(random, ['\n', '\r\n']))}\n`;
}

describe('a table with its periods side by side', () => {
  it('comes to the same with the kernel as without it', async () => {
    const take = vi.spyOn(PartSums.prototype, 'take');
    let imported = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const text = wideText(createRandom(seed));
      const expected = await importText(text, false);
      expect(await importText(text, true), `seed ${seed}`).toEqual(expected);
      if (expected.dataset.panel) imported += 1;
    }
    const atOnce = take.mock.results.filter(
      ({ value }, call) => (value as number) > take.mock.calls[call][1] + 5,
    ).length;
    take.mockRestore();
    expect(imported).toBeGreaterThan(25);
    expect(atOnce).toBeGreaterThan(1000);
  }, 240_000);
});

const summed = ['units', 'revenue', 'promoted_units', 'sold_units', 'tier_lines', 'tier_quantity'] as const;

/** A panel file that adds up: products under several spellings and names, cells that are empty, quoted, or too long for the kernel. */
function panelText(random: Random): string[] {
  const has = (inHundred: number): boolean => random.below(100) < inHundred;
  const start = parseIsoDate('2024-01-01');
  const [names, tiers] = [has(70), has(50)];
  const rows: Record<string, string | number>[] = [];
  for (let week = 0; week < 8; week++) {
    const weekDay = (): string => (has(10) ? '' : formatIsoDate(start + 7 * week + random.below(7)));
    const day_start = formatIsoDate(start + 7 * week);
    for (let product = 0; product < 20; product++) {
      if (has(10)) continue;
      const units = has(2) ? 1_000_000_000_000_000 : random.below(20) * 1e6;
      rows.push({
        record_type: 'week',
        day_start,
        product_id: `${has(5) ? 'p' : 'P'}${product}${has(5) ? ' ' : ''}`,
        product_name: !names || has(5) ? '' : has(5) ? pick(random, cells.oddName) : `Product ${product}, "new"`,
        category: has(30) ? '' : `C${product % 4}`,
        units,
        revenue: has(20) ? '' : random.below(9000) * 10_000,
        order_lines: random.below(6),
        promoted_units: has(50) ? '' : random.below(5) * 1e6,
        sold_units: has(2) ? units : random.below(25) * 1e6,
        ...(tiers && has(80) ? { tier_lines: random.below(4), tier_quantity: random.below(90_000) } : {}),
        first_day: weekDay(),
        last_day: weekDay(),
      });
    }
    rows.push({ record_type: 'day', day_start, units: week * 1e6, revenue: 1e7, order_lines: 0 });
  }
  const sum = (column: string): number => rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);
  const weeks = rows.filter(({ record_type }) => record_type === 'week');
  rows.find(({ record_type }) => record_type === 'day')!.order_lines = sum('order_lines');
  const days = rows.filter(({ record_type }) => record_type === 'day');
  const check = rows.reduce((total, row) => total + checkOf(Number(row.units), Number(row.revenue)), 0);
  const all = Object.fromEntries(
    summed.map((column) => [column, String(weeks.reduce((total, row) => total + BigInt(row[column] || 0), 0n))]),
  );
  const lines = String(days[0].order_lines);
  rows.unshift({
    ...{ record_type: 'all', day_start: 'monday', ...all, order_lines: lines, rows_read: lines, panel_version: '2' },
    ...{ panel_cells: weeks.length, sale_days: days.length, check_sum: check },
    ...{ cancelled_units: 0, unmatched_units: 0, anonymous_units: 0 },
  });
  const write = (value: string): string =>
    value.includes(',') || value.includes('"') || has(3) ? `"${value.replaceAll('"', '""')}"` : value;
  return [
    panelFileColumns.join(),
    ...rows.map((row) => panelFileColumns.map((column) => write(String(row[column] ?? ''))).join()),
  ];
}

const sumWords =
  'Gesamt, Gesamtsumme, Gesamtergebnis, Ergebnis, Zwischensumme, Summe, Sous-total, Somme, Résultat, Suma, Resultado, Somma, Risultato, Razem, Ogółem, Celkem, Součet, Итого, Всього, Total general, Totale, Totaal, Subtotaal, Summa, Totalt, Genel toplam, Ara toplam, Toplam, Jumlah, Összesen, Ukupno, Skupaj, Iš viso, Kopā, Kokku, Samtals, Общо, Yhteensä, Σύνολο, Tổng cộng, ยอดรวม, कुल योग, الإجمالي, 合计, 小計, 합계, Grand total, Sub total, Overall totals, Sum'.split(
    ', ',
  );

describe('rows that begin with a word for a sum', () => {
  it.each(sumWords)(
    '%s: left out with the kernel as without it, also of a product that was there before',
    async (word) => {
      const text = Array.from({ length: 24 }, (_, at) => {
        const [product, north, south] = [`P${at % 4},2024-01-${10 + (at >> 2)}`, 1 + (at % 5), 2 + (at % 7)];
        const name = at % 2 ? word : word.toUpperCase();
        // One off their sum, so that only the word can tell.
        return [`North,${product},${north}`, `South,${product},${south}`, `${name},${product},${north + south + 1}`];
      });
      const table = ['Region,Product,Date,Quantity', ...text.flat()].join('\n');
      const expected = await importText(table, false);
      expect(expected.files[0]).toMatchObject({ rowsAccepted: 48, rejected: { total_row: 24 } });
      expect(await importText(table, true)).toEqual(expected);
    },
  );
});

describe('a panel file with the kernel', () => {
  it('comes to the same as without it, whole, and with a row that is lost or changed', async () => {
    let [imported, refused] = [0, 0];
    for (let seed = 1; seed <= 8; seed++) {
      const random = createRandom(seed);
      const rows = panelText(random);
      const at = 1 + random.below(rows.length - 1);
      const change = pick(random, ['', '12345678901234567', '1e3', '2024-13-01', ' 7 ', '"7"']);
      const changed = rows[at].replace(/(?<=,)\d[\d-]*(?=,)/, change);
      for (const text of [rows, rows.toSpliced(at, 1), rows.with(at, changed), rows.toSpliced(at, 0, '', rows[0])]) {
        const expected = await importText(text.join('\n'), false);
        expect(await importText(text.join('\n'), true), `seed ${seed}`).toEqual(expected);
        const { state } = expected.files[0];
        if (text === rows) expect(state, `seed ${seed}`).toBe('imported');
        if (state === 'imported') imported += 1;
        else refused += 1;
      }
    }
    expect(imported).toBeGreaterThan(7);
    expect(refused).toBeGreaterThan(12);
  }, 120_000);
});

/** Batches of a text cut into pieces of so many bytes, with the kernel or without. */
function readBatches(
  text: string,
  delimiter: string,
  pieces: readonly number[],
  withKernel: boolean,
  see: (batch: RecordBatch) => void,
) {
  use.kernel = withKernel;
  const reader = new RecordReader(delimiter, '\n');
  const kernel = createRowKernel();
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const native = kernel && new NativeReader(kernel, reader, delimiter, false);
  let at = 0;
  for (let piece = 0; at < bytes.length; piece++) {
    const part = bytes.subarray(at, at + pieces[piece % pieces.length]);
    see(native ? native.push(part) : reader.push(decoder.decode(part, { stream: true })));
    at += part.length;
  }
  if (native) see(native.end());
  see(reader.end());
  return reader;
}

describe('records read by the kernel', () => {
  it('are those of the reader, wherever the bytes are cut', () => {
    let byKernel = 0;
    for (let seed = 1; seed <= 1500; seed++) {
      const random = createRandom(seed);
      const delimiter = pick(random, [',', ';', '\t', '|']);
      const units = [
        '"',
        '"',
        '""',
        delimiter,
        delimiter,
        '\n',
        '\n',
        '\r\n',
        '\r',
        ' ',
        'abc',
        '7',
        '品',
        'a longer cell of text',
        '，',
      ];
      const text = Array.from({ length: random.below(60) }, () => pick(random, units)).join('');
      const pieces = Array.from({ length: 3 }, () => 1 + random.below(40));
      const read = (withKernel: boolean) => {
        const rows: unknown[] = [];
        const row = new Row();
        const { strayQuotes, firstStrayLine } = readBatches(text, delimiter, pieces, withKernel, (batch) => {
          for (let record = 0; record < batch.count; record++) {
            row.moveTo(batch, record);
            // A CR at the end of a record is a blank, of which the reader leaves out another one.
            const own = row.toArray();
            rows.push([row.line, ...own.slice(0, -1), own.at(-1)?.replace(/\r+$/, '')]);
            byKernel += batch.columns ? 1 : 0;
          }
        });
        return { rows, strayQuotes, firstStrayLine };
      };
      expect(read(true), JSON.stringify({ seed, text, pieces })).toEqual(read(false));
    }
    expect(byKernel).toBeGreaterThan(4000);
  });

  it('have the numbers, dates, texts and hashes that they have one by one', () => {
    let [numbers, dates, keys, orders] = [0, 0, 0, 0];
    for (let seed = 1; seed <= 150; seed++) {
      const random = createRandom(seed);
      const columns = [
        [...cells.plainNumber, ...cells.oddNumber],
        [...cells.plainDate, ...cells.oddDate, '01.05.2024', '5/1/2024', '29/2/2023 7:05'],
        [...cells.plainId, ...cells.oddId, ...cells.oddName, ...cells.plainName],
      ];
      const line = (): string =>
        columns
          .map((column) => {
            const value = pick(random, column);
            return value.includes(',') || value.includes('""') || random.below(9) === 0 ? `"${value}"` : value;
          })
          .slice(0, 1 + random.below(12))
          .join(',');
      const text = `${Array.from({ length: 80 }, line).join('\n')}\n`;
      const decimalComma = random.below(3) === 0;
      const dateOrder = pick(random, ['year-first', 'day-first', 'month-first'] as const);
      const isWhole = random.below(4) === 0;
      const wanted: ColumnsWanted = {
        delimiter: ',',
        header: ['number', 'date', 'text'],
        ...(isWhole ? { numbers: [], wholes: [0] } : { numbers: [[0, decimalComma]] }),
        texts: [2],
        date: 1,
        order: 2,
        dateOrder,
      };
      readBatches(text, ',', [700, 90, 1300], true, (batch) => {
        const { columns, count } = batch;
        columns?.readColumns(wanted, 0);
        for (let record = 0; columns && record < count; record++) {
          const [number = '', date = '', own = ''] = columns.cellsOf(record);
          const micro = columns.microOf(0, record);
          if (micro !== Number.NEGATIVE_INFINITY) {
            const whole = /^-?\d+$/.test(number.trim()) ? Number(number) : Number.NaN;
            expect(micro, number).toBe(isWhole ? whole : parseMicro(number.trim(), decimalComma));
            numbers += Number.isNaN(micro) ? 0 : 1;
          }
          const seconds = columns.secondsOf(1, record);
          if (!Number.isNaN(seconds)) expect(seconds, date).toBe(parseDate(date, dateOrder)?.seconds);
          dates += Number.isNaN(seconds) ? 0 : 1;
          expect(columns.hashes[record]).toBe(hashCells(columns.cellsOf(record), ','));
          expect(columns.textOf(2, record)).toBe(own.trim());
          expect(columns.codeOf(2, record, 0)).toBe(own.trim() === '' ? Number.NaN : own.trim().charCodeAt(0));
          keys += columns.keyOf(2, record) >= 0 ? 1 : 0;
          const order = columns.orderOf(2, record);
          if (order !== oddOrder) expect(order, own).toBe(orderKey(own.trim()));
          orders += order >= 0 ? 1 : 0;
        }
      });
    }
    expect(Math.min(numbers, dates, keys, orders)).toBeGreaterThan(2000);
  });

  it('are told apart by their texts however many there are', () => {
    const seen = new Map<number, string>();
    const text = Array.from(
      { length: 60_000 },
      (_, at) => `${at % 7 === 0 ? 'the same long text in many rows' : `text no. ${at % 25_000}`},1\n`,
    ).join('');
    const wanted = { delimiter: ',', header: ['a', 'b'], numbers: [], texts: [0], date: undefined } as const;
    readBatches(text, ',', [65_536], true, ({ columns, count }) => {
      columns?.readColumns({ ...wanted, dateOrder: 'year-first' }, 0);
      for (let record = 0; columns && record < count; record++) {
        const key = columns.keyOf(0, record);
        const own = columns.rawOf(0, record);
        expect(key).toBeGreaterThanOrEqual(0);
        const known = seen.get(key);
        if (known === undefined) seen.set(key, own);
        else if (known !== own) expect(known).toBe(own);
      }
    });
    expect(seen.size).toBe(new Set(seen.values()).size);
    expect(seen.size).toBe(new Set(text.split('\n').map((line) => line.split(',')[0])).size - 1);
  });
});
