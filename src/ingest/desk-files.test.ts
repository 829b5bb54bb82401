import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { ImportOutput } from '#ingest/import-report.ts';
import { drop, unitsOf } from '#ingest/testing/drop-files.ts';
import { encodeText } from '../../bench/import/encode-text.ts';

/** Files as shops, tills and spreadsheets write them, twenty lines each: two pieces of A0, A1, A2 in turn, day by day. */
const count = 20;
const first = toEpochDay(2024, 5, 6);
const lines = (line: (at: number, product: string, day: string) => string): string[] =>
  Array.from({ length: count }, (_, at) => line(at, `A${at % 3}`, formatIsoDate(first + at)));
const allUnits = { A0: 14, A1: 14, A2: 12 };

const importText = async (name: string, text: readonly string[] | string | Uint8Array): Promise<ImportOutput> =>
  drop({ [name]: Array.isArray(text) ? text.join('\n') : (text as string | Uint8Array) });
const codesOf = (output: ImportOutput): string[] => output.issues.map(({ code }) => code);

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'];
interface Day {
  readonly year: string;
  readonly month: number;
  readonly date: number;
  readonly weekday: number;
}
const dayOf = (at: number): Day => {
  const [year, month, date] = formatIsoDate(first + at).split('-');
  return { year, month: Number(month), date: Number(date), weekday: (1 + at) % 7 };
};

describe('dates as desks write them', () => {
  it.each<[string, (day: Day, at: number) => string]>([
    ['the day of the week in front', (d) => `"${weekdays[d.weekday]}, ${d.date} ${months[d.month - 1]} ${d.year}"`],
    [
      'the day of the week in full',
      (d) =>
        `"${weekdays[d.weekday]}day, ${months[d.month - 1]} ${d.date}, ${d.year}"`.replace(
          /(Tue|Wed|Thu|Sat)day/,
          (_, each: 'Tue' | 'Wed' | 'Thu' | 'Sat') =>
            ({ Tue: 'Tuesday', Wed: 'Wednesday', Thu: 'Thursday', Sat: 'Saturday' })[each],
        ),
    ],
    ['the day of the week behind', (d) => `${d.year}-${d.month}-${d.date} (${weekdays[d.weekday]})`],
    ['星期 behind', (d) => `${d.year}年${d.month}月${d.date}日 星期${'日一二三四五六'[d.weekday]}`],
    ['下午 before the clock', (d) => `${d.year}/${d.month}/${d.date} 下午 3:04:05`],
    ['years of two digits in front', (d) => `${d.year.slice(2)}/0${d.month}/${String(d.date).padStart(2, '0')}`],
    ['six digits', (d) => `${d.year.slice(2)}0${d.month}${String(d.date).padStart(2, '0')}`],
    ['a zone by its name', (d) => `"${months[d.month - 1]} ${d.date}, ${d.year} 1:02:03 AM PDT"`],
    [
      'Oracle’s clock',
      (d) => `${String(d.date).padStart(2, '0')}-${months[d.month - 1].toUpperCase()}-24 03.04.05.000000 PM`,
    ],
    ['Excel’s serial days', (_, at) => String(45_418 + at)],
    [
      'full-width digits',
      (d) =>
        `２０２４－０${d.month}－${String(d.date).padStart(2, '0')}`.replace(/[5-6](?=－)/, (digit) =>
          String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
        ),
    ],
  ])('%s', async (_name, write) => {
    const text = lines((at, product) => `${write(dayOf(at), at)},${product},2,20.00`);
    const output = await importText('daily.csv', ['Date,SKU,Quantity,Amount', ...text]);
    expect(output.files[0]).toMatchObject({ state: 'imported', rowsAccepted: count, firstDay: first });
    expect(output.files[0].lastDay).toBe(first + count - 1);
    expect(unitsOf(output)).toEqual(allUnits);
  });

  const week = (at: number, days: number): string =>
    `${formatIsoDate(first + at * 7)} ~ ${formatIsoDate(first + at * 7 + days - 1)}`;
  it.each<[string, string, (at: number) => string]>([
    ['spans of seven days', 'Week', (at) => week(at, 7)],
    ['spans with 至', '统计周期', (at) => week(at, 7).replace(' ~ ', '至')],
    ['W19 2024', 'Week', (at) => `W${19 + at} 2024`],
    ['Week 19, 2024', 'Week', (at) => `"Week ${19 + at}, 2024"`],
    ['202419', 'Week', (at) => `2024${19 + at}`],
    ['19/2024', 'Week', (at) => `${19 + at}/2024`],
    ['24年19周', '周', (at) => `24年${19 + at}周`],
  ])('weeks as %s', async (_name, heading, write) => {
    const output = await importText('weekly.csv', [
      `${heading},SKU,Quantity`,
      ...lines((at, p) => `${write(at)},${p},2`),
    ]);
    expect(output.dataset.panel).toMatchObject({ period: 'week', periods: count, start: first });
    expect(unitsOf(output)).toEqual(allUnits);
  });

  it.each<[string, (at: number) => string]>([
    ['Month', (at) => `${months[at % 6]}-24`],
    ['Month', (at) => `0${1 + (at % 6)}/2024`],
    ['Year,Month', (at) => `2024,${['January', 'February', 'March', 'April', 'May', 'June'][at % 6]}`],
    ['年份,月份', (at) => `2024年,${1 + (at % 6)}月`],
  ])('months under %s', async (heading, write) => {
    const output = await importText('m.csv', [`${heading},SKU,Quantity`, ...lines((at, p) => `${write(at)},${p},2`)]);
    expect(output.dataset.panel).toMatchObject({ period: 'month', periods: 6 });
    expect(unitsOf(output)).toEqual(allUnits);
  });

  it('a span that is no week is named, never spread', async () => {
    const text = lines((at, product) => `${week(at, 10)},${product},2`);
    expect(codesOf(await importText('spans.csv', ['Week,SKU,Quantity', ...text]))).toContain('dates-unreadable');
  });

  it('asks by dates that differ, not by the first of January', async () => {
    const output = await importText('d.csv', [
      'Date,SKU,Quantity',
      '01/01/2024,A,1',
      '02/02/2024,A,1',
      '03/04/2024,A,1',
    ]);
    expect(output.questions[0]?.examples).toEqual(['03/04/2024']);
  });

  it('asks which part is the year where all three could be', async () => {
    const output = await importText('d.csv', ['Date,SKU,Quantity', '04/05/06,A,1', '05/06/04,A,1', '06/04/05,A,1']);
    expect(output.questions[0]?.options).toEqual(['day-first', 'month-first', 'year-first']);
  });
});

describe('numbers as desks write them', () => {
  it.each<[string, string, number]>([
    ['a blank between thousands', '1 234.50', 1234.5],
    ['a narrow blank and a sign', '1\u202f234.50 kr', 1234.5],
    ['Swiss', "CHF 1'234.50", 1234.5],
    ['Taiwan', '"NT$1,234"', 1234],
    ['万 as w', '1.2w', 12_000],
    ['full width', '￥１２．５０', 12.5],
  ])('%s', async (_name, amount, value) => {
    const output = await importText('n.csv', [
      'Date,SKU,Quantity,Amount',
      ...lines((_, p, d) => `${d},${p},2,${amount}`),
    ]);
    expect(Number(output.files[0].revenue)).toBeCloseTo(count * value, 2);
  });

  it('pieces of an ERP list follow the decimals of its amounts, rules and page borders between them', async () => {
    const rule = '-'.repeat(60);
    const text = lines(
      (at, p, d) =>
        `|${p}      |${d.slice(8)}.${d.slice(5, 7)}.2024|${at === 7 ? '     1,000-' : '     2,000 '}|  1.234,50 |`,
    );
    const output = await importText('SAP.txt', [
      'Output 20.06.2024',
      '',
      rule,
      '|Material|Posting Date|Quantity  |Amount    |',
      rule,
      ...text,
      rule,
    ]);
    expect(output.files[0]).toMatchObject({ headerLine: 4, units: 38, rejected: { quantity_not_positive: 1 } });
  });

  it('a comma too many is said where it widens every row', async () => {
    const output = await importText('c.csv', ['Date,SKU,Quantity,Amount', ...lines((_, p, d) => `${d},${p},2,12,50`)]);
    expect(codesOf(output)).toContain('rows-wider');
  });
});

describe('ids as spreadsheets leave them', () => {
  it.each<[string, (product: string) => string]>([
    ['="A0"', (product) => `"=""${product}"""`],
    ['an apostrophe', (product) => `'${product}`],
    ['a tab behind', (product) => `${product}\t`],
    ['full width', (product) => product.replace('A', 'Ａ')],
  ])('%s', async (_name, write) => {
    const text = lines((at, p, d) => `${d},${at < 10 ? write(p) : p},2,20.00`);
    const output = await importText('i.csv', ['Date,SKU,Quantity,Amount', ...text]);
    expect(Object.values(unitsOf(output)).sort()).toEqual(Object.values(allUnits).sort());
  });

  it('shortened to 6.92E+12 they are an error, since products may have become one', async () => {
    const text = lines((_, __, d) => `${d},6.92E+12,2,20.00`);
    expect(codesOf(await importText('e.csv', ['Date,Barcode,Quantity,Amount', ...text]))).toContain('ids-shortened');
  });

  it('that stand for sums are sums, also behind a category', async () => {
    const text = lines((at, p, d) => `Mugs,${at % 5 === 4 ? 'Subtotal' : p},${d},2,20`);
    const output = await importText('p.csv', [
      'Category,SKU,Date,Quantity,Amount',
      ...text,
      'Totals,,,40,400',
      '共计,,,40,400',
    ]);
    expect(output.files[0]).toMatchObject({ rowsAccepted: 16, rejected: { total_row: 6 } });
  });
});

describe('line ends and marks', () => {
  it('of three kinds in one file', async () => {
    const ends = ['\n', '\r\n', '\r'];
    const text = lines((at, p, d) => `${d},${p},2,20.00${ends[at % 3]}`).join('');
    const output = await importText('mixed.csv', `Date,SKU,Quantity,Amount\r\n${text}`);
    expect(output.files[0].rowsTotal).toBe(count);
    expect(unitsOf(output)).toEqual(allUnits);
  });

  it('a second byte-order mark with a second header in the middle', async () => {
    const text = lines((_, p, d) => `${d},${p},2,20.00`);
    const header = '\uFEFFDate,SKU,Quantity,Amount';
    const output = await importText('joined.csv', [header, ...text.slice(0, 10), header, ...text.slice(10)]);
    expect(output.files[0]).toMatchObject({ rowsAccepted: count, rejected: { repeated_header: 1 } });
  });

  it('notes below the table are rejected by line', async () => {
    const text = lines((_, p, d) => `${d},${p},2,20.00`);
    const notes = ['合计,,40,400.00', '注：以上数据不含退货', '制表人：张三,,审核：李四,', '共 20 条'];
    const bytes = encodeText(['日期,商品编码,数量,金额', ...text, ...notes].join('\r\n'), 'gb18030', false);
    const output = await importText('备注.csv', bytes);
    expect(output.files[0]).toMatchObject({ rowsAccepted: count, rejected: { total_row: 1, missing_product_id: 3 } });
  });
});
