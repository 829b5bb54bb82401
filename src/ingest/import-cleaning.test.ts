import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { importFiles } from '#ingest/import-files.ts';
import { bytesOf, drop, sales, silent, unitsOf } from '#ingest/testing/drop-files.ts';

describe('cleaning', () => {
  it('merges ids that differ by case, width or blanks and keeps leading zeros', async () => {
    const text =
      'Date,SKU,Quantity\n2024-05-01,85123A,2\n2024-05-01,85123a,1\n2024-05-01, 85123A ,1\n2024-05-01,007,5\n';
    const output = await drop({ 'sales.csv': text });
    expect(unitsOf(output)).toEqual({ '007': 5, '85123A': 4 });
    expect(output.reconciliation?.steps).toContainEqual({
      code: 'ids-merged',
      count: 1,
      units: 0,
      revenue: 0,
      products: 1,
    });
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
    let yields = 0;
    const control = () => ({
      progress() {},
      async yieldNow() {
        yields += 1;
        if (yields > 2) throw stop;
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
    const output = await drop({ 'sales.csv': 'Date,Quantity,Order ID\n2024-05-01,2,100\n' });
    expect(output.files[0].state).toBe('question');
    expect(output.issues[0]).toMatchObject({ code: 'column-missing', params: { kind: 'sales' } });
    expect(output.issues[0].params?.roles).toContain('product');
    const dateless = await drop({ 'sales.csv': 'SKU,Quantity,Order ID\nA1,2,100\n' });
    expect(dateless.issues[0]).toMatchObject({ code: 'without-dates' });
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
