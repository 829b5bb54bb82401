import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FileChoices } from '#ingest/import-report.ts';
import { bytesOf, drop, sales, unitsOf, utf16 } from '#ingest/testing/drop-files.ts';
import { handlers } from '#workers/ingest/handlers.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { encodeText } from '../../bench/import/encode-text.ts';

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
    const bytes = new Uint8Array([...bytesOf('Date,SKU,Quantity\n2024-05-01,'), 0xfc, ...bytesOf(',2\n')]);
    const output = await drop({ 'latin.csv': bytes });
    expect(output.files[0].state).toBe('question');
    expect(output.questions[0].code).toBe('encoding');
    const answered = await drop({ 'latin.csv': bytes }, { 'latin.csv': { encoding: 'windows-1252' } });
    expect(unitsOf(answered)).toEqual({ ü: 2 });
  });

  it('reads a letter of Western Europe within a word, and the signs that Node takes for nothing', async () => {
    const [euro, quote] = [0x80, 0x92];
    const rows = [...bytesOf('Date,SKU,Quantity,Amount\n2024-05-01,M'), 0xfc, ...bytesOf('ller'), quote];
    const output = await drop({ 'latin.csv': new Uint8Array([...rows, ...bytesOf('s,2,33.00 '), euro, 10]) });
    expect(output.files[0]).toMatchObject({ encoding: 'windows-1252', revenue: '33.00' });
    expect(unitsOf(output)).toEqual({ 'Müller’s': 2 });
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

  it('keeps a file of UTF-8 with one line of GB18030 as UTF-8, and says on which line the damage is', async () => {
    const head = bytesOf(`date,id,units,name\n2024-05-01,A1,2,茶壶\n2024-05-02,A2,3,茶杯茶盘\n`);
    const odd = encodeText('2024-05-03,A3,4,铁壶\n', 'gb18030', false);
    const output = await drop({ 'mixed.csv': new Uint8Array([...head, ...odd, ...bytesOf('2024-05-04,A4,5,竹杯\n')]) });
    expect(output.files[0]).toMatchObject({ encoding: 'utf-8', state: 'imported', rowsAccepted: 4 });
    expect(output.issues).toContainEqual(expect.objectContaining({ code: 'characters-damaged', row: 4 }));
    expect(output.dataset.panel?.products.find(({ id }) => id === 'A1')?.name).toBe('茶壶');
  });

  it('asks where as many lines are UTF-8 as are not', async () => {
    const own = bytesOf('date,id,units,name\n2024-05-01,A1,2,茶壶\n2024-05-02,A2,2,茶杯\n');
    const odd = encodeText('2024-05-03,A3,4,铁壶铁罐铁锅\n'.repeat(2), 'gb18030', false);
    const output = await drop({ 'half.csv': new Uint8Array([...own, ...odd]) });
    expect(output.questions[0]?.code).toBe('encoding');
  });

  it.each([true, false])('says of UTF-32 what it is, with a mark: %s', async (hasMark) => {
    for (const isLittle of [true, false]) {
      const text = `${hasMark ? '\uFEFF' : ''}${sales}`;
      const view = new DataView(new ArrayBuffer(4 * text.length));
      for (let i = 0; i < text.length; i++) view.setUint32(4 * i, text.charCodeAt(i), isLittle);
      const output = await drop({ 'wide.csv': new Uint8Array(view.buffer) });
      expect(output.issues[0]?.code).toBe('encoding-utf-32');
    }
  });

  it.each([
    ['GB18030', 'gb18030', '日期,商品编码,数量\n2024-05-01,保温杯,2\n2024-05-02,茶壶😀,3\n'],
    ['GBK', 'gb18030', '日期,商品编码,数量\n2024-05-01,保温杯,2\n2024-05-02,茶壶,3\n'],
  ] as const)('reads %s', async (_name, encoding, text) => {
    const output = await drop({ 'sales.csv': encodeText(text, encoding, false) });
    expect(output.files[0]).toMatchObject({ state: 'imported', encoding, rowsAccepted: 2 });
    expect(Object.values(unitsOf(output))).toEqual([2, 3]);
  });

  it('shows the file anew under every encoding and delimiter that is tried', async () => {
    const file = { name: 'sales.csv', bytes: encodeText('日期;数量\n2024-05-01;2\n', 'gb18030', false) };
    const { files } = await drop({ 'sales.csv': file.bytes }, { 'sales.csv': { kind: 'sales' } });
    const shown = async (choices: FileChoices = {}) => {
      const input = { file, report: files[0], choices };
      const { rows } = await handlers.previewFile(
        input,
        createFreeControl<never>(() => {}),
      );
      return rows[0].cells;
    };
    expect(await shown()).toEqual(['日期', '数量']);
    expect(await shown({ encoding: 'windows-1252' })).toEqual(['ÈÕÆÚ', 'ÊýÁ¿']);
    expect((await shown({ encoding: 'utf-8' }))[0]).toContain('\uFFFD');
    expect(await shown({ encoding: 'gb18030', delimiter: ',' })).toEqual(['日期;数量']);
    // What is chosen is what is imported.
    const output = await drop({ 'sales.csv': file.bytes }, { 'sales.csv': { encoding: 'gb18030', kind: 'sales' } });
    expect(output.files[0].columns.map((column) => column.name)).toEqual(['日期', '数量']);
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

  it('reads the table below one that waits for an answer', async () => {
    const text = `Date,SKU,Quantity\n5/1/2024,A1,2\n6/1/2024,A1,3\n\nCandidates\nid,name,price,earliest\nN1,Mug,12,2024-06-03\n`;
    const output = await drop({ 'shop.csv': text });
    expect(output.files.map(({ name, kind, state }) => [name, kind, state])).toEqual([
      ['shop.csv', 'sales', 'question'],
      ['shop.csv #2', 'candidates', 'imported'],
    ]);
    expect(output.questions.map((question) => question.code)).toEqual(['day-month-order']);
    expect(output.dataset.candidates.map((candidate) => candidate.id)).toEqual(['N1']);
    // Lines above a table that say nothing of their own are its title.
    const notes = await drop({ 'notes.csv': `foo,bar\nlorem,ipsum\n\n${sales}` });
    expect(notes.files.map(({ kind, headerLine, rowsTotal }) => [kind, headerLine, rowsTotal])).toEqual([
      ['sales', 4, 2],
    ]);
  });

  it('reads past blank rows and columns wherever they stand', async () => {
    const text = '\n,,,,,\n,Date,,SKU,Quantity,\n,,,,,\n,2024-05-01,,A1,2,\n \n,2024-05-02,,B2,3,\n,,,,,\n\n';
    const output = await drop({ 'sales.csv': text });
    expect(output.files[0]).toMatchObject({ headerLine: 3, rowsTotal: 2, rowsAccepted: 2, rejected: {} });
    expect(unitsOf(output)).toEqual({ A1: 2, B2: 3 });
  });

  it.each([
    ...['Total', 'Grand total', 'Subtotal', '合计', '总计', '小计：', '汇总', '月計'],
    ...['Razem za marzec', 'Celkem za den', 'Jumlah hari ini', 'Yhteensä maaliskuu', 'الإجمالي', 'ยอดรวม ม.ค.'],
  ])('leaves out the sum called %s', async (word) => {
    const output = await drop({ 'sales.csv': `${sales}${word},,5,14.50\n` });
    expect(output.files[0]).toMatchObject({ rowsAccepted: 2, rejected: { total_row: 1 } });
  });

  it('does not take a product called Total for a sum', async () => {
    const output = await drop({ 'sales.csv': 'SKU,Date,Quantity\nTotalizer,2024-05-01,2\nSumo suit,2024-05-01,3\n' });
    expect(output.files[0].rejected).toEqual({});
  });

  it('takes a line with its order for one, though its product is called as sums are', async () => {
    const names = ['Mug', 'Total 0% Yogurt', 'Kettle', 'Suma Bio Tofu', 'Mug', 'Rug'];
    const lines = Array.from({ length: 36 }, (_, at) => `${names[at % 6]},2024-05-${10 + (at % 20)},R${at},2,9.00`);
    const sums = [
      'Total Mug,2024-05-31,R36,24,108.00',
      'Total of all,2024-05-31,,72,324.00',
      'Total,2024-05-31,R36,72,324',
    ];
    const { files } = await drop({
      'sales.csv': ['Product,Date,Invoice,Quantity,Amount', ...lines, ...sums].join('\n'),
    });
    expect(files[0]).toMatchObject({ units: 72, rejected: { total_row: 3 } });
  });

  it.each([
    ['a count', 1000, 'Total North', () => '8'],
    ['a count with a word', 1000, 'Total North', () => '8 orders'],
    ['a count, like order numbers', 10, 'Total North', () => '48'],
    ['the last order', 1000, 'Total North', (last: number) => `${last}`],
    ['a count, by numbered groups', 1000, 'Total group %d', () => '8 orders'],
  ])('leaves out a sum with a date and, in place of its order, %s', async (_what, first, name, orderOf) => {
    const text = Array.from({ length: 6 }, (_, group) => {
      const counts = Array.from({ length: 8 }, (_, at) => 1 + ((group + at * 2) % 5));
      const lines = counts.map(
        (count, at) => `P${at},2024-01-0${at + 1},${first + group * 8 + at},${count},${count * 3}`,
      );
      const sum = counts.reduce((all, count) => all + count, 0);
      const last = orderOf(first + group * 8 + 7);
      return [...lines, `${name.replace('%d', String(group))},2024-01-09,${last},${sum},${sum * 3}`];
    });
    const { files } = await drop({ 'sales.csv': ['Product,Date,Order,Quantity,Amount', ...text.flat()].join('\n') });
    expect(files[0]).toMatchObject({ rowsAccepted: 48, rejected: { total_row: 6 } });
  });

  it('recognises columns by their lines, not by the sums among them', async () => {
    const lines = Array.from({ length: 48 }, (_, at) => {
      const [name, price] = [`Thing ${at >> 2}`, 5 + (at >> 2)];
      const line = `${name},2024-05-${10 + (at % 20)},I${at},C${at % 5},2,${2 * price}.00`;
      return at % 4 === 3 ? [line, `Total ${name},,,,8,${8 * price}.00`] : [line];
    });
    const text = ['Product,Date,Invoice,Customer,Qty,Amount', ...lines.flat()].join('\n');
    const { files } = await drop({ 'sales.csv': text });
    expect(files[0]).toMatchObject({ units: 96, rejected: { total_row: 12 } });
  });

  it('reads rows that are too short or too long', async () => {
    const output = await drop({ 'sales.csv': `${sales}2024-05-03,A1\n2024-05-03,A1,1,2.00,extra\n` });
    expect(output.files[0].rejected).toEqual({ unparsable_quantity: 1 });
    expect(output.files[0].flagged.extra_cells).toBe(1);
  });
});
