import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { ImportOutput } from '#ingest/import-report.ts';
import { readWorkbook } from '#ingest/reading/read-workbook.ts';
import { handlers } from '#workers/ingest/handlers.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { buildWorkbook, type Cell, type Sheet } from '../../bench/import/build-workbook.ts';
import { encodeText } from '../../bench/import/encode-text.ts';

const silent = () => ({ progress() {}, async yieldNow() {} });
const drop = (bytes: Uint8Array): Promise<ImportOutput> =>
  importFiles({ files: [{ name: 'book.xlsx', bytes }] }, silent);

async function textOf(rows: readonly (readonly Cell[])[], date1904 = false, merges: string[] = []): Promise<string> {
  const bytes = buildWorkbook([{ name: 'A', rows, merges }], date1904);
  const reading = await readWorkbook(
    { name: 'book.xlsx', bytes },
    'utf-8',
    async (all) => all.map(({ name }) => name),
    async () => {},
  );
  if ('refusal' in reading) throw new Error(reading.refusal.code);
  return new TextDecoder().decode(reading.sheets[0].bytes);
}

/** Serial day of Excel's 1900 calendar. */
const serial = (year: number, month: number, day: number): number =>
  toEpochDay(year, month, day) - toEpochDay(1899, 12, 30);

describe('cells of a workbook', () => {
  it.each([
    ['yyyy-mm-dd', '2024-05-01'],
    ['m/d/yyyy', '2024-05-01'],
    ['d.m.yy', '2024-05-01'],
    ['[$-F800]dddd, mmmm dd, yyyy', '2024-05-01'],
    ['yyyy"年"m"月"d"日"', '2024-05-01'],
    ['[$-804]yyyy"年"m"月"d"日";@', '2024-05-01'],
    ['yyyy年m月d日', '2024-05-01'],
    ['yyyy"年"m"月"', '2024-05'],
    ['mmm-yy', '2024-05'],
    ['yyyy/m', '2024-05'],
  ])('reads a date under the format %s', async (format, text) => {
    expect(await textOf([[{ value: serial(2024, 5, 1), format }]])).toBe(`${text}\n`);
  });

  it.each([14, 15, 22, 31, 57, 58])(
    'knows the date format number %i, which has no text in the file',
    async (formatId) => {
      expect(await textOf([[{ value: serial(2024, 5, 17), formatId }]])).toBe('2024-05-17\n');
    },
  );

  it('reads both of Excel’s calendars, and the time of day', async () => {
    const at = { value: serial(2024, 5, 1) + 0.3444444444, format: 'yyyy/m/d h:mm' };
    expect(await textOf([[at]])).toBe('2024-05-01 08:16:00\n');
    expect(await textOf([[{ value: 0.75, format: 'h:mm' }]])).toBe('18:00:00\n');
    const since1904 = { value: toEpochDay(2024, 5, 1) - toEpochDay(1904, 1, 1), format: 'yyyy-mm-dd' };
    expect(await textOf([[since1904]], true)).toBe('2024-05-01\n');
    expect(
      await textOf([
        [
          { value: 59, format: 'yyyy-mm-dd' },
          { value: 61, format: 'yyyy-mm-dd' },
        ],
      ]),
    ).toBe('1900-02-28,1900-03-01\n');
    // A second before midnight that Excel's arithmetic has made a hair too much belongs to the next day.
    expect(await textOf([[{ value: serial(2024, 5, 1) + 0.9999999, format: 'yyyy-mm-dd h:mm' }]])).toBe('2024-05-02\n');
  });

  it('reads numbers as numbers, ids as they are shown', async () => {
    const cells: [Cell, string][] = [
      [0.1 + 0.2, '0.3'],
      [1234567890123, '1234567890123'],
      [{ value: 123, format: '00000' }, '00123'],
      ['00123', '00123'],
      [{ value: 0.1234, format: '0%' }, '12.34%'],
      [{ value: -12.5, format: '#,##0.00;(#,##0.00)' }, '-12.5'],
      [{ value: 12.5, format: '"￥"#,##0.00' }, '￥12.5'],
      [{ value: 12.5, format: '[$£-809]#,##0.00' }, '£12.5'],
      [{ value: 12000, format: '0!.0,"万"' }, '12000'],
      [{ value: 7, format: '0"件"' }, '7'],
      [{ value: 3, formula: 'SUM(A1:A2)' }, '3'],
      [{ error: '#N/A' }, '#N/A'],
      ['a "quoted", text', '"a ""quoted"", text"'],
      ['two\nlines', '"two\nlines"'],
      [null, ''],
      ['x', 'x'],
    ];
    expect(await textOf([cells.map(([cell]) => cell)])).toBe(`${cells.map(([, text]) => text).join(',')}\n`);
  });

  it('gives a value merged down a column to all its rows, and leaves a title alone', async () => {
    const rows: Cell[][] = [
      ['Title', null, null],
      ['杯', 'A1', 1],
      [null, 'A2', 2],
      [null, 'A3', 3],
      ['壶', 'B1', 4],
    ];
    expect(await textOf(rows, false, ['A1:C1', 'A2:A4'])).toBe('Title,,\n杯,A1,1\n杯,A2,2\n杯,A3,3\n壶,B1,4\n');
  });
});

const sales: Sheet = {
  name: '销售',
  merges: ['A1:D1'],
  rows: [
    ['2024年5月销售明细', null, null, null],
    [],
    ['日期', '商品编码', '数量', '金额'],
    [{ value: serial(2024, 5, 1), format: 'yyyy"年"m"月"d"日"' }, { value: 123, format: '00000' }, 2, 21],
    [{ value: serial(2024, 5, 2), format: 'yyyy"年"m"月"d"日"' }, '00123', { value: 1, formula: 'B9' }, 10.5],
    [{ value: serial(2024, 5, 2), format: 'yyyy"年"m"月"d"日"' }, 'two\nlines', 'many', 10.5],
    ['合计', null, 3, { value: 31.5, formula: 'SUM(D4:D5)' }],
  ],
};
const candidates: Sheet = {
  name: 'Candidates',
  rows: [
    ['id', 'name', 'price', 'earliest'],
    ['N1', 'Mug', 12, { value: serial(2024, 6, 3), format: 'yyyy-mm-dd' }],
  ],
};

describe('workbooks', () => {
  it('reads every visible sheet for what it is and names the hidden ones', async () => {
    const hidden: Sheet = {
      name: 'Notes',
      state: 'hidden',
      rows: [
        ['date', 'sku', 'units'],
        ['2024-05-01', 'X', 5],
      ],
    };
    const output = await drop(buildWorkbook([sales, { name: 'Empty', rows: [] }, hidden, candidates]));
    expect(
      output.files.map(({ name, sheet, source, kind, rowsAccepted }) => [name, sheet, source, kind, rowsAccepted]),
    ).toEqual([
      ['book.xlsx › 销售', '销售', 'book.xlsx', 'sales', 2],
      ['book.xlsx › Candidates', 'Candidates', 'book.xlsx', 'candidates', 1],
    ]);
    const [report] = output.files;
    expect(report).toMatchObject({
      headerLine: 3,
      revenue: '31.50',
      products: 1,
      rejected: { total_row: 1, unparsable_quantity: 1 },
    });
    // Lines are rows of the sheet, whatever line breaks its cells hold.
    expect(report.problems.find((problem) => problem.code === 'total_row')?.samples[0].line).toBe(7);
    expect(formatIsoDate(report.firstDay ?? 0)).toBe('2024-05-01');
    expect(output.dataset.panel?.products.map((product) => product.id)).toEqual(['00123']);
    expect(output.issues.find((issue) => issue.code === 'sheets-hidden')?.params).toMatchObject({ sheets: 'Notes' });
    expect(output.dataset.candidates[0].id).toBe('N1');
  });

  it('asks nothing of a sheet that only looks something up, unless it is chosen', async () => {
    const suppliers: Sheet = {
      name: 'Suppliers',
      rows: [
        ['Key', 'Owner'],
        ['HG', 'Example Mfg'],
        ['HX', 'Other Mfg'],
      ],
    };
    const book = buildWorkbook([sales, suppliers]);
    const { files, questions } = await drop(book);
    expect(questions).toEqual([]);
    expect(files.map(({ sheet }) => sheet)).toEqual(['销售']);
    expect(files[0].workbook?.sheets.map(({ name, read }) => [name, read])).toEqual([
      ['销售', true],
      ['Suppliers', false],
    ]);
    const choices = { 'book.xlsx': { sheets: ['销售', 'Suppliers'] } };
    const chosen = await importFiles({ files: [{ name: 'book.xlsx', bytes: book }], choices }, silent);
    expect(chosen.questions).toMatchObject([{ about: 'no-recognisable-columns' }]);
  });

  it('reads the sheets that are chosen, hidden or not, and the same ones of the next such workbook', async () => {
    const archive: Sheet = { ...sales, name: 'Archive', state: 'hidden' };
    const bytes = buildWorkbook([sales, archive, candidates]);
    const files = [{ name: 'may.xlsx', bytes }];
    const first = await importFiles({ files }, silent);
    const { workbook } = first.files[0];
    expect(workbook?.sheets).toEqual([
      { name: '销售', hidden: false, read: true },
      { name: 'Archive', hidden: true, read: false },
      { name: 'Candidates', hidden: false, read: true },
    ]);
    const sheets = ['Archive', 'Candidates'];
    const chosen = await importFiles({ files, choices: { 'may.xlsx': { sheets } } }, silent);
    expect(chosen.files.map((file) => [file.sheet, file.state])).toEqual([
      ['Archive', 'imported'],
      ['Candidates', 'imported'],
    ]);
    const next = [{ name: 'june.xlsx', bytes: buildWorkbook([sales, archive, candidates], true) }];
    const again = await importFiles({ files: next, remembered: { [workbook?.layout ?? '']: { sheets } } }, silent);
    expect(again.files.map((file) => file.sheet)).toEqual(sheets);
  });

  it('asks nothing of a sheet that only says something about the others', async () => {
    const about: Sheet = {
      name: 'Read me',
      rows: [['Kept by category planning.'], ['Units are pieces, returns taken off.']],
    };
    const output = await drop(buildWorkbook([about, sales]));
    expect(output.questions).toEqual([]);
    expect(output.files.map(({ name, sheet, rowsAccepted }) => [name, sheet, rowsAccepted])).toEqual([
      ['book.xlsx', '销售', 2],
    ]);
    expect(output.files[0].workbook?.sheets).toMatchObject([{ read: false }, { read: true }]);
    expect((await drop(buildWorkbook([about]))).questions).toHaveLength(1);
  });

  it('asks which sheet is meant where all are hidden', async () => {
    const files = [{ name: 'book.xlsx', bytes: buildWorkbook([{ ...sales, state: 'veryHidden' }]) }];
    const asked = await importFiles({ files }, silent);
    expect(asked.questions).toEqual([{ code: 'sheet', file: 'book.xlsx', examples: ['销售'], options: ['销售'] }]);
    const answered = await importFiles({ files, choices: { 'book.xlsx': { sheets: ['销售'] } } }, silent);
    expect(answered.files[0]).toMatchObject({ state: 'imported', rowsAccepted: 2 });
  });

  const table = (rows: readonly string[][]): string =>
    `<html><head><meta charset="gbk"></head><body><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</table></body></html>`;
  const asXml = (rows: readonly string[][]): string =>
    `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>${rows.map((row) => `<Row>${row.map((cell) => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`).join('')}</Row>`).join('')}</Table></Worksheet></Workbook>`;
  const cells = [
    ['日期', '商品编码', '数量', '金额'],
    ['2024-05-01', '00123', '2', '1,234.50'],
    ['2024-05-02', '00124', '3', '20.00'],
  ];

  it.each([
    ['HTML in GBK', encodeText(table(cells), 'gb18030', false)],
    ['HTML in UTF-8', encodeText(table(cells), 'utf-8', true)],
    ['Excel’s XML', encodeText(asXml(cells), 'utf-8', false)],
  ])('reads %s under the name .xls, ids as they stand', async (_name, bytes) => {
    const { files, dataset } = await importFiles({ files: [{ name: '报表.xls', bytes }] }, silent);
    expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 2, revenue: '1254.50' });
    expect(dataset.panel?.products.map(({ id }) => id)).toEqual(['00123', '00124']);
  });

  it('calls a workbook with one sheet by its file name and takes choices under it', async () => {
    const bytes = buildWorkbook([sales]);
    expect((await drop(bytes)).files[0]).toMatchObject({ name: 'book.xlsx', sheet: '销售', state: 'imported' });
    const choices = { 'book.xlsx': { roles: { 3: 'ignored' } } } as const;
    const output = await importFiles({ files: [{ name: 'book.xlsx', bytes }], choices }, silent);
    expect(output.files[0].revenue).toBeNull();
  });

  it('reads tables stacked in a sheet', async () => {
    const rows: Cell[][] = [
      ['date', 'sku', 'units'],
      ['2024-05-01', 'A', 2],
      [],
      ['date', 'holiday'],
      ['2024-06-10', '端午节'],
    ];
    const output = await drop(buildWorkbook([{ name: 'S', rows }, candidates]));
    expect(output.files.map((file) => [file.name, file.kind, file.firstLine])).toEqual([
      ['book.xlsx › S', 'sales', 1],
      ['book.xlsx › S #2', 'holidays', 4],
      ['book.xlsx › Candidates', 'candidates', 1],
    ]);
  });

  it('says that formulas were saved without their results', async () => {
    const rows: Cell[][] = [
      ['date', 'sku', 'units'],
      ['2024-05-01', 'A', { formula: '1+1' }],
      ['2024-05-02', 'A', 3],
    ];
    const output = await drop(buildWorkbook([{ name: 'S', rows }]));
    expect(output.files[0].rejected).toEqual({ unparsable_quantity: 1 });
    expect(output.issues.find((issue) => issue.code === 'formulas-without-values')?.params).toMatchObject({
      count: 1,
      sheet: 'S',
    });
  });

  it('gives the rejected rows of a sheet back', async () => {
    const file = { name: 'book.xlsx', bytes: buildWorkbook([candidates, sales]) };
    const control = createFreeControl<never>(() => {});
    const { files } = await handlers.importFiles({ files: [file] }, control);
    const words = { line: 'line', reason: 'reason', reasons: {} };
    const saved = await handlers.exportRejectedRows({ file, report: files[1], words }, control);
    expect(saved.name).toBe('book.rejected.csv');
    expect(new TextDecoder().decode(saved.bytes)).toContain('6,unparsable_quantity,2024-05-02,"two\nlines",many,10.5');
  });

  it.each<[string, () => Uint8Array, string]>([
    [
      'an archive of something else',
      () => zipSync({ 'a.csv': strToU8('date,sku,units\n') }),
      'archive-without-workbook',
    ],
    ['a workbook cut off', () => buildWorkbook([sales]).slice(0, -60), 'workbook-damaged'],
    [
      'a sheet that is no XML within',
      () => buildWorkbook([sales], false, { 'xl/workbook.xml': strToU8('no xml') }),
      'workbook-damaged',
    ],
    [
      'an OLE file of something else',
      () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...new Array(600).fill(0)]),
      'workbook-damaged',
    ],
    [
      'a bomb',
      () => buildWorkbook([sales], false, { 'xl/media/bomb.bin': new Uint8Array(101e6) }),
      'workbook-too-large',
    ],
    ['a bomb that lies about its size', lyingBomb, 'workbook-too-large'],
    ['one text of a megabyte in 300 cells', sharedBomb, 'workbook-text-too-large'],
    [
      'a cell of Excel’s XML joined over all that there is',
      () => strToU8(excelXml('<Cell ss:MergeAcross="999999999" ss:MergeDown="999999999"><Data>3</Data></Cell>')),
      'workbook-joined-cells',
    ],
    [
      'a table of HTML with a span in each of 4,000 rows',
      () =>
        strToU8(`<html><table>${'<tr><td rowspan="4000">2024-05-01</td><td>A</td></tr>'.repeat(4000)}</table></html>`),
      'workbook-joined-cells',
    ],
  ])('refuses %s', async (_name, make, code) => {
    const output = await drop(make());
    expect(output.files[0]).toMatchObject({ state: 'failed', issues: [{ code, file: 'book.xlsx' }] });
  });
});

/** A part of 101 MB whose entry in the directory claims 10 bytes. */
function lyingBomb(): Uint8Array {
  const bytes = buildWorkbook([sales], false, { 'xl/media/bomb.bin': new Uint8Array(101e6) });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 46 < bytes.length; at++)
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 101e6)
      view.setUint32(at + 24, 10, true);
  return bytes;
}

function sharedBomb(): Uint8Array {
  const rows = Array.from({ length: 300 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>0</v></c></row>`);
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const override = (part: string, kind: string): string =>
    `<Override PartName="/xl/${part}.xml" ContentType="${type}.${kind}+xml"/>`;
  return buildWorkbook([sales], false, {
    '[Content_Types].xml': strToU8(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${override('workbook', 'sheet.main')}${override('worksheets/sheet1', 'worksheet')}${override('sharedStrings', 'sharedStrings')}</Types>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`),
    'xl/sharedStrings.xml': strToU8(`<sst><si><t>${'x'.repeat(1e6)}</t></si></sst>`),
  });
}

function excelXml(cells: string): string {
  const space = 'urn:schemas-microsoft-com:office:spreadsheet';
  return `<?xml version="1.0"?><Workbook xmlns="${space}" xmlns:ss="${space}"><Worksheet ss:Name="S"><Table><Row>${cells}</Row></Table></Worksheet></Workbook>`;
}
