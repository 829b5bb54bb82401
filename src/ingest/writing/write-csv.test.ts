import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFiles } from '#ingest/import-files.ts';
import { declaredKinds, kindOf } from '#ingest/kinds/file-kinds.ts';
import { createTemplate } from './templates.ts';
import { csvRecord, harmlessCell } from './write-csv.ts';

describe('harmless cells', () => {
  it.each([
    '=1+1',
    '+A1',
    '-A1',
    '@SUM(A1)',
    '＝1+1',
    '＋1x',
    '－cmd',
    '＠x',
    '=1+1\n2',
    ' =1',
    '-',
    '=HYPERLINK("x")',
  ])('takes the formula out of %j', (text) => {
    expect(harmlessCell(text)).toBe(`'${text}`);
  });

  it.each([
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['cup;=cmd;x', "cup;'=cmd;x"],
    ['cup; -x', "cup;' -x"],
    ['a;-5;+3%', 'a;-5;+3%'],
  ])('and out of the cells that another separator would make of %j', (text, harmless) => {
    expect(harmlessCell(text)).toBe(harmless);
  });

  it.each(['-12', '-1,234.50', '+3', '-0.5%', '12', 'a=b', 'x-1', '2024-05-01', ''])('leaves %j alone', (text) => {
    expect(harmlessCell(text)).toBe(text);
  });

  it('never leaves a cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '＝', '\t', '\r', ' ', 'A', '1', '"', ',', '\n') }),
        (text) => {
          const cell = harmlessCell(text);
          expect(/^\s*[=@＝＋－＠]|^\s*[+-](?![\d.,%\s]*$)/u.test(cell) && !/^[-+]?\d/.test(cell)).toBe(false);
        },
      ),
    );
  });

  it('quotes what has to be quoted', () => {
    expect(csvRecord(['a,b', 'say "x"', 'two\nlines', 'plain'])).toBe('"a,b","say ""x""","two\nlines",plain\r\n');
  });
});

describe('templates', () => {
  const sampleCell: Readonly<Record<string, string>> = { 'must launch': 'yes', 必须上新: '是' };

  it.each(
    declaredKinds
      .filter((kind) => kindOf(kind)?.templates)
      .flatMap((kind) => [[kind, 'en'] as const, [kind, 'zh'] as const]),
  )('of %s in %s are recognised once they are filled in', async (kind, language) => {
    const template = createTemplate(kind, language);
    if (!template) throw new Error('no template');
    expect([...template.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const header = new TextDecoder().decode(template.bytes).trim();
    const cells = (row: number): string =>
      header
        .split(',')
        .map((name) => cellFor(name.toLowerCase(), row))
        .join(',');
    const text = `${header}\n${cells(1)}\n${cells(2)}\n${cells(3)}\n`;
    const file = { name: 'filled.csv', bytes: new TextEncoder().encode(text) };
    const { files } = await importFiles({ files: [file] }, () => ({ progress() {}, async yieldNow() {} }));
    expect(files[0]).toMatchObject({ kind, state: 'imported', rowsAccepted: 3 });
    const unused = files[0].columns.filter((column) => column.role === '');
    expect(unused.map((column) => column.name)).toEqual([]);
  });

  function cellFor(name: string, row: number): string {
    if (sampleCell[name]) return sampleCell[name];
    if (/date|日期|earliest|planned|最早|计划/.test(name)) return `2024-05-0${row}`;
    if (/latest|until|最晚|截止/.test(name)) return '2024-07-01';
    if (/id|编码|编号|predecessor|前代/.test(name)) return `X10${row}`;
    if (/rating|评分/.test(name)) return String(row + 1);
    if (
      /name|名称|category|类目|promotion|活动|holiday|节日|节假|material|材质|风格|style|group|互斥|wave|波段/.test(
        name,
      )
    )
      return `text ${row}`;
    if (/text|内容|描述|description/.test(name)) return `a long enough sentence number ${row}`;
    if (/day off|休班/.test(name)) return '休';
    if (/discount|降价/.test(name)) return '10%';
    return String(row * 3);
  }
});
