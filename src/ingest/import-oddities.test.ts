import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { FileChoices, ImportOutput } from '#ingest/import-report.ts';

const silent = () => ({ progress() {}, async breathe() {} });

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

async function drop(
  files: Readonly<Record<string, string | Uint8Array>>,
  choices: Readonly<Record<string, FileChoices>> = {},
): Promise<ImportOutput> {
  const dropped = Object.entries(files).map(([name, content]) => ({ name, bytes: bytesOf(content) }));
  return importFiles({ files: dropped, choices }, silent);
}

/** Pieces by product, all weeks together. */
function unitsOf(output: ImportOutput): Record<string, number> {
  const { panel } = output.dataset;
  if (!panel) return {};
  return Object.fromEntries(
    panel.products.map((product, row) => [
      product.id,
      panel.units
        .subarray(row * panel.periods, (row + 1) * panel.periods)
        .reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0),
    ]),
  );
}

const sales = 'Date,SKU,Quantity,Price\n2024-05-01,A1,2,10.50\n2024-05-02,B2,3,4.00\n';

function utf16(text: string, littleEndian: boolean, mark: boolean): Uint8Array {
  const all = mark ? `\uFEFF${text}` : text;
  const bytes = new Uint8Array(all.length * 2);
  for (let i = 0; i < all.length; i++) new DataView(bytes.buffer).setUint16(i * 2, all.charCodeAt(i), littleEndian);
  return bytes;
}

describe('encodings', () => {
  it.each([
    ['UTF-8', bytesOf(sales), 'utf-8'],
    ['UTF-8 with a byte-order mark', bytesOf(`\uFEFF${sales}`), 'utf-8'],
    ['UTF-16 LE with a mark', utf16(sales, true, true), 'utf-16le'],
    ['UTF-16 BE with a mark', utf16(sales, false, true), 'utf-16be'],
    ['UTF-16 LE without a mark', utf16(sales, true, false), 'utf-16le'],
    ['UTF-16 BE without a mark', utf16(sales, false, false), 'utf-16be'],
  ])('reads %s', async (_name, bytes, encoding) => {
    const output = await drop({ 'sales.csv': bytes as Uint8Array });
    expect(output.files[0]).toMatchObject({ state: 'imported', encoding, rowsAccepted: 2, revenue: '33.00' });
  });

  it('asks where text is neither UTF-8 nor Chinese, and takes the answer', async () => {
    const bytes = new Uint8Array([...bytesOf('Date,SKU,Quantity\n2024-05-01,M'), 0xfc, ...bytesOf('ller,2\n')]);
    const output = await drop({ 'latin.csv': bytes });
    expect(output.files[0].state).toBe('question');
    expect(output.questions[0].code).toBe('encoding');
    const answered = await drop({ 'latin.csv': bytes }, { 'latin.csv': { encoding: 'windows-1252' } });
    expect(unitsOf(answered)).toEqual({ Müller: 2 });
  });

  it('knows UTF-8 and GB18030 in spite of a damaged character, and says how many', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `2024-05-01,保温杯${i},2\n`).join('');
    const bytes = bytesOf(`日期,商品编码,数量\n${rows}`);
    const output = await drop({ 'cut.csv': bytes.subarray(0, bytes.length - 4) });
    expect(output.files[0]).toMatchObject({ encoding: 'utf-8', state: 'imported' });
    bytes[100] = 0xff;
    const damaged = await drop({ 'damaged.csv': bytes });
    expect(damaged.files[0]).toMatchObject({ encoding: 'utf-8', state: 'imported' });
    expect(damaged.issues.map((issue) => issue.code)).toContain('characters-damaged');
  });

  it('reads gzip', async () => {
    const output = await drop({ 'sales.csv.gz': new Uint8Array(gzipSync(sales)) });
    expect(output.files[0]).toMatchObject({ compressed: true, rowsAccepted: 2 });
  });
});

describe('dialects', () => {
  it.each([
    [';', ';'],
    ['\t', '\t'],
    ['|', '|'],
    ['，', '，'],
  ])('finds the delimiter %j', async (delimiter, found) => {
    const output = await drop({ 'sales.csv': sales.replaceAll(',', delimiter) });
    expect(output.files[0]).toMatchObject({ delimiter: found, rowsAccepted: 2 });
  });

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('reads %s line ends', async (_name, newline) => {
    const output = await drop({ 'sales.csv': sales.replaceAll('\n', newline) });
    expect(output.files[0]).toMatchObject({ rowsAccepted: 2, revenue: '33.00' });
  });

  it('knows the line of a record after records that span lines', async () => {
    const text = 'Date,SKU,Name,Quantity\n2024-05-01,A1,"two\nlines",2\n2024-05-02,B2,"a ""quoted"", name",x\n';
    const output = await drop({ 'sales.csv': text });
    expect(output.files[0].rejected).toEqual({ unparsable_quantity: 1 });
    expect(output.files[0].problems[0].samples[0].line).toBe(4);
  });

  it('does not let an unclosed quote swallow the rest', async () => {
    const text = 'Date,SKU,Name,Quantity\n2024-05-01,A1,"never closed,2\n2024-05-02,B2,fine,3\n2024-05-03,B2,fine,4\n';
    const output = await drop({ 'sales.csv': text });
    expect(output.files[0].rowsTotal).toBe(3);
    expect(unitsOf(output).B2).toBe(7);
    expect(output.issues[0]).toMatchObject({ code: 'quote-unclosed', row: 2 });
  });
});

describe('tables', () => {
  it('finds the header below title lines, skips blank rows, repeated headers and totals', async () => {
    const text = `销售明细表,,,\n导出时间：2024年6月1日,,,\n\n日期,商品编码,数量,金额\n2024年5月1日,00123,2,￥21.00\n\n日期,商品编码,数量,金额\n2024年5月2日,00123,1,￥10.50\n合计,,3,￥31.50\n`;
    const output = await drop({ '销售.csv': text });
    const [report] = output.files;
    expect(report.headerLine).toBe(4);
    expect(report.rejected).toEqual({ repeated_header: 1, total_row: 1 });
    expect(report.revenue).toBe('31.50');
    expect(report.currency).toBe('CNY');
    expect(unitsOf(output)).toEqual({ '00123': 3 });
  });

  it('keeps duplicate, empty and dangerous header names apart', async () => {
    const text = 'Date,SKU,SKU,,__proto__,Quantity\n2024-05-01,A1,x,y,z,2\n2024-05-02,B2,x,y,z,3\n';
    const output = await drop({ 'sales.csv': text });
    expect(output.files[0].columns.map((column) => column.name)).toEqual([
      'Date',
      'SKU',
      'SKU',
      '',
      '__proto__',
      'Quantity',
    ]);
    expect(unitsOf(output)).toEqual({ A1: 2, B2: 3 });
  });

  it('keeps a column called __proto__ of a candidates file from becoming a prototype', async () => {
    const output = await drop({
      'candidates.csv': 'id,name,price,earliest,__proto__,colour\nN1,Mug,12,2024-05-01,x,red\n',
    });
    expect(output.dataset.candidates[0].attributes).toEqual({ colour: 'red' });
  });

  it('reads several tables stacked in one file, each for what it is', async () => {
    const text = `${sales}\n\nStock by the end of May,,,\nproduct id,stock on hand,date,\nA1,5,2024-05-31,\nB2,zero,2024-05-31,\n\n日期,节日,,\n2024-06-10,端午节,,\n`;
    const output = await drop({ 'shop.csv': text });
    expect(
      output.files.map(({ name, source, kind, firstLine, headerLine, rowsTotal, rowsAccepted }) => [
        name,
        source,
        kind,
        firstLine,
        headerLine,
        rowsTotal,
        rowsAccepted,
      ]),
    ).toEqual([
      ['shop.csv', 'shop.csv', 'sales', 1, 1, 2, 2],
      ['shop.csv #2', 'shop.csv', 'stock', 6, 7, 2, 1],
      ['shop.csv #3', 'shop.csv', 'holidays', 11, 11, 1, 1],
    ]);
    expect(output.files[1].problems[0]).toMatchObject({ code: 'unparsable_stock', samples: [{ line: 9 }] });
    expect(output.dataset.calendar?.events[0].name).toBe('端午节');
    expect(unitsOf(output)).toEqual({ A1: 2, B2: 3 });
  });

  it('reads rows that are too short or too long', async () => {
    const output = await drop({ 'sales.csv': `${sales}2024-05-03,A1\n2024-05-03,A1,1,2.00,extra\n` });
    expect(output.files[0].rejected).toEqual({ unparsable_quantity: 1 });
    expect(output.files[0].flagged.extra_cells).toBe(1);
  });
});

describe('dates', () => {
  const withDates = (...dates: string[]) => `Date,SKU,Quantity\n${dates.map((date) => `"${date}",A1,1`).join('\n')}\n`;

  it.each([
    ['2024/5/1 8:16', '2024-05-01'],
    ['2024年5月1日', '2024-05-01'],
    ['20240501', '2024-05-01'],
    ['31.05.2024', '2024-05-31'],
    ['1714521600', '2024-05-01'],
    ['1714521600000', '2024-05-01'],
    ['2024-W18', '2024-04-29'],
    ['2024年第18周', '2024-04-29'],
    ['2024年5月第2周', '2024-05-06'],
    ['1 May 2024', '2024-05-01'],
    ['May 1, 2024 3:05 PM', '2024-05-01'],
    ['45413', '2024-05-01'],
  ])('reads %s', async (text, day) => {
    const output = await drop({ 'sales.csv': withDates(text, text) });
    expect(formatIsoDate(output.files[0].firstDay ?? 0)).toBe(day);
  });

  it('reads months and keeps them months', async () => {
    const output = await drop({ 'sales.csv': withDates('2024-05', '2024-06') });
    expect(output.dataset.panel).toMatchObject({ period: 'month', periods: 2 });
  });

  it('decides the day-month order by any cell of the file that can mean one thing only', async () => {
    const dates = Array.from({ length: 3000 }, (_, i) => `${(i % 12) + 1}/5/2024`);
    const output = await drop({ 'sales.csv': withDates(...dates, '25/5/2024') });
    expect(output.files[0]).toMatchObject({ state: 'imported', rowsAccepted: 3001 });
    expect(formatIsoDate(output.files[0].lastDay ?? 0)).toBe('2024-05-25');
  });

  it('asks once when no cell decides, and imports with the answer', async () => {
    const text = withDates('5/1/2024', '6/1/2024');
    const output = await drop({ 'sales.csv': text });
    expect(output.questions).toHaveLength(1);
    expect(output.questions[0]).toMatchObject({
      code: 'day-month-order',
      column: 'Date',
      examples: ['5/1/2024', '6/1/2024'],
    });
    const answered = await drop({ 'sales.csv': text }, { 'sales.csv': { dayMonthOrder: 'month-first' } });
    expect(formatIsoDate(answered.files[0].firstDay ?? 0)).toBe('2024-05-01');
  });

  it("says so where the weeks of a file start on another day than the panel's", async () => {
    const thursdays = ['2024-05-02', '2024-05-09', '2024-05-16', '2024-05-23'];
    const output = await drop({ 'sales.csv': withDates(...thursdays) });
    expect(output.issues).toContainEqual({ code: 'weeks-start-otherwise', severity: 'info', params: { weekday: 3 } });
    expect(formatIsoDate(output.dataset.panel?.start ?? 0)).toBe('2024-04-29');
    const mondays = await drop({ 'sales.csv': withDates('2024-04-29', '2024-05-06', '2024-05-13', '2024-05-20') });
    expect(mondays.issues).toEqual([]);
  });

  it('refuses months among weeks', async () => {
    const output = await drop({ 'a.csv': sales, 'b.csv': withDates('2024-05', '2024-06') });
    expect(output.files[1].state).toBe('failed');
    expect(output.issues[0].code).toBe('months-among-weeks');
    expect(unitsOf(output)).toEqual({ A1: 2, B2: 3 });
  });
});

describe('cleaning', () => {
  it('merges ids that differ by case, width or blanks and keeps leading zeros', async () => {
    const text =
      'Date,SKU,Quantity\n2024-05-01,85123A,2\n2024-05-01,85123a,1\n2024-05-01, 85123A ,1\n2024-05-01,007,5\n';
    const output = await drop({ 'sales.csv': text });
    expect(unitsOf(output)).toEqual({ '007': 5, '85123A': 4 });
    expect(output.reconciliation?.steps).toContainEqual({ code: 'ids-merged', count: 1, units: 0, revenue: 0 });
  });

  it('nets a cancellation against the latest earlier order of the same customer', async () => {
    const rows = [
      '100,A1,5,2024-05-01 09:00,2.00,7',
      '101,A1,4,2024-05-09 09:00,3.00,7',
      'C102,A1,-6,2024-05-10 09:00,3.00,7',
      '103,A1,9,2024-05-20 09:00,3.00,7',
      'C104,A1,-50,2024-05-21 09:00,3.00,8',
    ];
    const output = await drop({
      'orders.csv': `InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n${rows.join('\n')}\n`,
    });
    // 4 pieces at 3.00 from order 101, 2 at 2.00 from order 100; customer 8 has no order.
    expect(output.reconciliation?.steps).toEqual([{ code: 'cancellations-netted', count: 1, units: 6, revenue: 16 }]);
    expect(output.reconciliation).toMatchObject({ cancelledPieces: 56, cancelledWithoutOrder: 50, unitsInPanel: 12 });
    expect([...(output.dataset.panel?.units ?? [])]).toEqual([3, 0, 0, 9]);
  });

  it('takes priced rows without a quantity for one piece each', async () => {
    const text = 'Date,SKU,Price\n2024-05-01,A1,10.50\n2024-05-01,A1,9.50\n';
    const output = await drop({ 'sales.csv': text }, { 'sales.csv': { kind: 'sales' } });
    expect(output.files[0]).toMatchObject({ kind: 'sales', units: 2, revenue: '20.00' });
  });

  it('uses rows of a changeable cause as the user wants', async () => {
    const text = 'Date,SKU,Quantity,Price\n2024-05-01,A1,2,10.50\n2024-05-01,A1,2,10.50\n2024-05-02,B2,3,0\n';
    const usual = await drop({ 'sales.csv': text });
    expect(usual.files[0]).toMatchObject({ rejected: { unit_price_not_positive: 1 }, flagged: { duplicate_row: 1 } });
    expect(unitsOf(usual)).toEqual({ A1: 4 });
    const rules = { duplicate_row: 'reject', unit_price_not_positive: 'keep' } as const;
    const changed = await drop({ 'sales.csv': text }, { 'sales.csv': { rules } });
    expect(changed.files[0]).toMatchObject({ rejected: { duplicate_row: 1 }, flagged: { unit_price_not_positive: 1 } });
    expect(unitsOf(changed)).toEqual({ A1: 2, B2: 3 });
    expect(changed.files[0].problems.map(({ code, options, choice }) => [code, options, choice])).toEqual([
      ['duplicate_row', ['keep', 'reject'], 'reject'],
      ['unit_price_not_positive', ['reject', 'last', 'keep'], 'keep'],
    ]);
  });

  it('comes to the same when the orders are too many to keep', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => {
      const cancelled = i % 7 === 6;
      const day = formatIsoDate(19_800 + Math.floor(i / 4));
      return `${cancelled ? 'C' : ''}${i},A${i % 5},${(1 + (i % 3)) * (cancelled ? -1 : 1)},${day} 09:00,${1 + (i % 4)}.50,${i % 9 || ''}`;
    });
    const text = `InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n${rows.join('\n')}\n`;
    const input = { files: [{ name: 'orders.csv', bytes: bytesOf(text) }] };
    const whole = await importFiles(input, silent);
    const short = await importFiles(input, silent, 20);
    expect(whole.reconciliation?.steps[0].code).toBe('cancellations-netted');
    expect(short.reconciliation).toEqual(whole.reconciliation);
    expect(short.dataset).toEqual(whole.dataset);
  });

  it('appends files of one kind and notices the same file twice', async () => {
    const output = await drop({
      'may.csv': sales,
      'june.csv': sales.replaceAll('2024-05', '2024-06'),
      'copy of may.csv': sales,
    });
    expect(output.files.map((file) => file.state)).toEqual(['imported', 'imported', 'duplicate']);
    expect(unitsOf(output)).toEqual({ A1: 4, B2: 6 });
    expect(output.issues[0]).toMatchObject({ code: 'file-twice', file: 'copy of may.csv' });
  });

  it('gives the same fingerprint whatever the order of files and rows', async () => {
    const reversed = `${sales.split('\n')[0]}\n${sales.trim().split('\n').slice(1).reverse().join('\n')}\n`;
    const june = sales.replaceAll('2024-05', '2024-06');
    const one = await drop({ 'may.csv': sales, 'june.csv': june });
    const other = await drop({ 'june.csv': june, 'may.csv': reversed });
    const changed = await drop({ 'may.csv': sales.replace('10.50', '10.51'), 'june.csv': june });
    expect(other.dataset.fingerprint).toBe(one.dataset.fingerprint);
    expect(changed.dataset.fingerprint).not.toBe(one.dataset.fingerprint);
  });

  it('takes what the new files do not bring from what was loaded', async () => {
    const before = await drop({ 'sales.csv': sales });
    const candidates = { name: 'c.csv', bytes: bytesOf('id,name,price,earliest\nN1,Mug,12,2024-06-03\n') };
    const output = await importFiles({ files: [candidates], keep: before.dataset }, silent);
    expect(output.dataset.panel).toBe(before.dataset.panel);
    expect(output.dataset.candidates).toHaveLength(1);
  });

  it('can be cancelled', async () => {
    const big = `Date,SKU,Quantity\n${'2024-05-01,A1,1\n'.repeat(100_000)}`;
    const stop = new Error('cancelled');
    let breaths = 0;
    const control = () => ({
      progress() {},
      async breathe() {
        breaths += 1;
        if (breaths > 2) throw stop;
      },
    });
    await expect(importFiles({ files: [{ name: 'big.csv', bytes: bytesOf(big) }] }, control)).rejects.toBe(stop);
  });
});

describe('bad input', () => {
  const good = { 'sales.csv': sales };

  it.each([
    ['an empty file', 'empty.csv', '', 'file-empty'],
    ['a file of blanks', 'blank.csv', ' \n\n', 'file-empty'],
    ['a binary file', 'photo.csv', new Uint8Array(5000).map((_, i) => (i * 7919) % 256), 'file-binary'],
    ['a workbook cut off', 'book.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0]), 'workbook-damaged'],
    ['damaged gzip', 'cut.csv.gz', new Uint8Array(gzipSync(sales.repeat(50))).subarray(0, 60), 'gzip-damaged'],
  ])('says what is wrong with %s and loses nothing', async (_name, file, content, code) => {
    const output = await drop({ ...good, [file]: content });
    expect(output.files[1].state).toBe('failed');
    expect(output.issues[0]).toMatchObject({ code, file, severity: 'error' });
    expect(unitsOf(output)).toEqual({ A1: 2, B2: 3 });
  });

  it('asks about a file with no recognisable columns', async () => {
    const output = await drop({ ...good, 'poem.csv': 'foo,bar\nlorem,ipsum\ndolor,sit\n' });
    expect(output.files[1].state).toBe('question');
    expect(output.issues[0]).toMatchObject({ code: 'no-recognisable-columns', file: 'poem.csv', row: 1 });
    expect(unitsOf(output)).toEqual({ A1: 2, B2: 3 });
  });

  it('names the column, the first line and an example when dates cannot be read', async () => {
    const output = await drop({ ...good, 'bad.csv': 'Date,SKU,Quantity\nsoon,A1,2\nlater,B2,3\n' });
    expect(output.files[1].rejected).toEqual({ unparsable_date: 2 });
    expect(output.issues[0]).toMatchObject({
      code: 'dates-unreadable',
      file: 'bad.csv',
      row: 2,
      column: 'Date',
      params: { count: 2, example: 'soon' },
    });
  });

  it('says which column is missing', async () => {
    const output = await drop({ 'sales.csv': 'SKU,Quantity,Order ID\nA1,2,100\n' });
    expect(output.files[0].state).toBe('question');
    expect(output.issues[0]).toMatchObject({ code: 'column-missing', params: { kind: 'sales' } });
    expect(output.issues[0].params?.roles).toContain('date');
  });

  it('rejects a candidate with a negative price and one whose earliest day is after its latest, by line', async () => {
    const text =
      'id,name,price,earliest,latest\nN1,Mug,12,2024-06-03,2024-07-01\nN2,Cup,-4,2024-06-03,2024-07-01\nN3,Jug,9,2024-08-05,2024-07-01\n';
    const output = await drop({ 'candidates.csv': text });
    expect(output.dataset.candidates.map((candidate) => candidate.id)).toEqual(['N1']);
    expect(output.files[0].rejected).toEqual({ price_not_positive: 1, earliest_after_latest: 1 });
    expect(output.issues).toMatchObject([
      {
        code: 'candidate-price-not-positive',
        file: 'candidates.csv',
        row: 3,
        column: 'price',
        params: { candidate: 'Cup', value: '-4' },
      },
      {
        code: 'candidate-window-empty',
        file: 'candidates.csv',
        row: 4,
        params: { candidate: 'Jug', earliest: '2024-08-05', latest: '2024-07-01' },
      },
    ]);
  });
});
