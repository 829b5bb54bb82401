import { gzipSync } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import type { Random } from '#engine/random.ts';
import { buildWorkbook } from './build-workbook.ts';
import { encodeText } from './encode-text.ts';

const sales = [
  '订单号,商品编码,商品名称,数量,下单时间,单价,客户编号',
  ...Array.from(
    { length: 40 },
    (_, i) =>
      `10${i},SKU00${i % 7},"保温杯, ""${i % 5}"" 号",${1 + (i % 4)},2024/${1 + (i % 12)}/${1 + (i % 28)} 8:16,￥${i}.50,C${i % 9}`,
  ),
  'C1041,SKU001,退货,-2,2024/12/30 9:00,￥8.50,C1',
].join('\n');
const weekly = [
  'week_start;sku;units;revenue',
  ...Array.from({ length: 50 }, (_, i) => `2024-0${1 + (i % 9)}-01;A${i % 3};${i};${i},50`),
].join('\r\n');
const browsing = [
  'date,user id,item id,event,dwell seconds',
  ...Array.from(
    { length: 60 },
    (_, i) => `2024-05-${10 + (i % 20)},u${i % 8},A${i % 3},${i % 5 ? 'view' : 'cart'},${i}`,
  ),
].join('\n');
const candidates = [
  'id,name,category,price,unit cost,earliest,latest,must launch',
  ...Array.from(
    { length: 12 },
    (_, i) => `N${i},New ${i},Mugs,${10 + i},4,2024-06-0${1 + (i % 9)},2024-09-01,${i % 2 ? 'yes' : 'no'}`,
  ),
].join('\n');
const calendar = [
  '日期,价格指数,季节指数,促销活动',
  ...Array.from(
    { length: 60 },
    (_, i) => `2024-0${1 + (i % 6)}-${10 + (i % 18)},${100 + i},1.${i},${i % 9 ? '' : '618'}`,
  ),
].join('\n');
const reviews = [
  'product,rating,review text',
  ...Array.from({ length: 30 }, (_, i) => `A${i % 3},${1 + (i % 5)},"line one\nline ""two"" ${i}"`),
].join('\n');

const workbook = buildWorkbook([
  {
    name: '销售',
    merges: ['A1:D1', 'B4:B6'],
    rows: [
      ['销售明细', null, null, null],
      ['日期', '商品编码', '数量', '单价'],
      ...Array.from({ length: 30 }, (_, i) => [
        { value: 45_400 + i, format: 'yyyy"年"m"月"d"日"' },
        { value: i % 5, format: '00000' },
        1 + (i % 4),
        { value: 3.5 + i, format: '"￥"#,##0.00' },
      ]),
      ['合计', null, { value: 75, formula: 'SUM(C3:C32)' }, null],
    ],
  },
  { name: 'Hidden', state: 'hidden', rows: [['a', 'b']] },
]);

const wide = [
  'SKU,Product,2024-05-06,2024-05-13,2024-05-20,Total',
  ...Array.from({ length: 20 }, (_, i) => `A${i},Mug ${i},${i},${i % 4 ? i + 1 : ''},${i + 2},${3 * i}`),
].join('\r\n');
const markup = `<html><head><meta charset="gbk"></head><body><table>${sales
  .split('\n')
  .map((line) => `<tr><td>${line.split(',').join('</td><td>')}</td></tr>`)
  .join('')}</table></body></html>`;

/** Small whole files of every kind and encoding, to be damaged. */
export const wholeFiles: readonly Uint8Array[] = [
  encodeText(sales, 'gb18030', false),
  encodeText(sales, 'utf-8', true),
  encodeText(weekly, 'utf-8', false),
  encodeText(browsing, 'utf-16le', true),
  encodeText(candidates, 'utf-8', false),
  encodeText(calendar, 'utf-16be', false),
  encodeText(reviews, 'utf-8', false),
  new Uint8Array(gzipSync(encodeText(browsing, 'utf-8', false))),
  new Uint8Array(gzipSync(encodeText(sales, 'gb18030', false))),
  workbook,
  encodeText(wide, 'utf-8', false),
  encodeText(markup, 'gb18030', false),
];

const bites = [
  '"',
  '""',
  '\n',
  '\r',
  ',',
  ';',
  '\t',
  '\0',
  '=',
  '\uFEFF',
  '，',
  '1e999',
  '-',
  '9'.repeat(40),
  '__proto__',
  '5/1/2024',
  '%',
  '\ud83d',
];

/** A whole file with one to six injuries: cut off, bytes flipped, pieces doubled, removed, swapped, odd text put in. */
export function damagedFile(random: Random): Uint8Array {
  if (random.below(12) === 0) return workbookWithDamagedPart(random);
  let bytes: Uint8Array = wholeFiles[random.below(wholeFiles.length)].slice();
  const injuries = 1 + random.below(6);
  for (let i = 0; i < injuries && bytes.length > 0; i++) bytes = injure(bytes, random);
  return bytes;
}

export function injure(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length);
  const to = Math.min(bytes.length, at + 1 + random.below(60));
  switch (random.below(7)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      bytes[at] = random.below(256);
      return bytes;
    case 2:
      return join(bytes.subarray(0, to), bytes.subarray(at));
    case 3:
      return join(bytes.subarray(0, at), bytes.subarray(to));
    case 4:
      return join(bytes.subarray(at), bytes.subarray(0, at));
    case 5:
      return bytes.slice(at);
    default:
      return join(
        bytes.subarray(0, at),
        new TextEncoder().encode(bites[random.below(bites.length)]),
        bytes.subarray(at),
      );
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A whole archive with one part of it damaged: what no checksum catches. */
function workbookWithDamagedPart(random: Random): Uint8Array {
  const parts = unzipSync(workbook);
  const names = Object.keys(parts);
  const name = names[random.below(names.length)];
  const injuries = 1 + random.below(4);
  for (let i = 0; i < injuries && parts[name].length > 0; i++)
    parts[name] = new Uint8Array(injure(parts[name], random));
  return zipSync(parts);
}
