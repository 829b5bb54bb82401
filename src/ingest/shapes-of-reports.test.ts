import { expect, it } from 'vitest';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { choicesUnder } from '#ingest/preview-answers.ts';
import { drop } from '#ingest/testing/drop-files.ts';

const products = Array.from({ length: 15 }, (_, at) => `P${at + 1}`);
const cells = (at: number, months: number): number[] =>
  Array.from({ length: months }, (_, month) => 1 + ((at + 3 * month) % 9));
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

it.each([
  ['July, 2023', 'August, 2023'],
  ['Juli, 2023', 'August, 2023'],
  ['julio, 2023', 'agosto, 2023'],
])('months with a comma before the year are months: %s', async (...months) => {
  const lines = products.flatMap((id) => months.map((month) => `"${month}",${id},2`));
  const { files, questions } = await drop({ 'report.csv': ['Created At: Month,SKU,Quantity', ...lines].join('\n') });
  expect(questions).toEqual([]);
  expect(files[0].rowsAccepted).toBe(30);
  expect(files[0].months.map(({ month }) => formatIsoDate(month))).toEqual(['2023-07-01', '2023-08-01']);
});

it('a day of the week before a day says nothing', async () => {
  const { files } = await drop({
    'sales.csv': 'Date,SKU,Quantity\n"Wednesday, 01/05/2024",A1,1\n"Monday, 13/05/2024",A1,1',
  });
  expect(files[0].rowsAccepted).toBe(2);
});

it.each([
  ['2023', '2023 Suma', '2024', '2024 Suma', 'Suma końcowa', 'lip', 'sie', 'wrz', 'sty', 'lut'],
  ['2023', '2023 Total', '2024', '2024 Total', 'Grand Total', 'Jul', 'Aug', 'Sep', 'Jan', 'Feb'],
])(
  'years merged above months are theirs, and the sum of each year is none: %s',
  async (early, sumEarly, late, sumLate, all, ...months) => {
    const lines = products.map((id, at) => {
      const own = cells(at, 5);
      return [id, ...own.slice(0, 3), sum(own.slice(0, 3)), ...own.slice(3), sum(own.slice(3)), sum(own)].join(';');
    });
    const text = [
      ['', early, '', '', sumEarly, late, '', sumLate, all].join(';'),
      ['Indeks', ...months.slice(0, 3), '', ...months.slice(3), '', ''].join(';'),
      ...lines,
    ].join('\n');
    const { files, questions } = await drop({ 'pivot units.csv': text });
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({
      kind: 'sales',
      rowsAccepted: 75,
      units: sum(products.flatMap((_, at) => cells(at, 5))),
    });
    expect([formatIsoDate(files[0].firstDay ?? 0), formatIsoDate(files[0].lastDay ?? 0)]).toEqual([
      '2023-07-01',
      '2024-02-01',
    ]);
  },
);

it.each([
  ['TY', 'LY', 1],
  ['Actual', 'Plan', 1],
  ['本期', '同期', 1],
  ['TY', 'LY', 2],
])(
  'what stands beside the figures of a period, %s and %s, is named and not counted: headings in %i lines',
  async (counted, aside, lines) => {
    const months = ['Jan', 'Feb', 'Mar', 'Apr'];
    const heads =
      lines === 1
        ? [['SKU', ...months.flatMap((month) => [`${month} ${counted}`, `${month} ${aside}`])]]
        : [
            ['SKU', ...months.flatMap((month) => [month, ''])],
            ['', ...months.flatMap(() => [counted, aside])],
          ];
    const rows = products.map((id, at) => [id, ...cells(at, 4).flatMap((units) => [units, units + 1])]);
    const { files, questions } = await drop({
      'Sales 2024.csv': [...heads, ...rows].map((row) => row.join(',')).join('\n'),
    });
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({
      ...{ kind: 'sales', rowsAccepted: 60, units: sum(products.flatMap((_, at) => cells(at, 4))) },
      issues: [
        { code: 'periods-in-columns' },
        { code: 'columns-unexplained', params: { columns: months.map((month) => `${month} ${aside}`).join(', ') } },
      ],
    });
  },
);

it('a list of products with a figure for each of several months is asked about', async () => {
  const rows = products.map((id, at) => [id, `Item ${id}`, ...cells(at, 4)].join(','));
  const { questions } = await drop({ 'list.csv': ['SKU,Name,Jan LY,Feb LY,Mar LY,Apr LY', ...rows].join('\n') });
  expect(questions).toMatchObject([{ code: 'file-kind', about: 'kind-unsure' }]);
});

it.each([
  ['on each column', (name: string) => name],
  ['merged over its columns', (name: string, at: number) => (at === 0 ? name : '')],
])('what is counted stands above the months, %s, and the names of the index below', async (_where, of) => {
  const above = ['units', 'revenue'].flatMap((name) => [0, 1, 2].map((at) => of(name, at)));
  const months = ['2024-01', '2024-02', '2024-03'];
  const text = [
    `,,${above.join(',')}`,
    `,month,${[...months, ...months].join(',')}`,
    'sku,category,,,,,,',
    ...products.map((id, at) =>
      [id, 'Mugs', ...cells(at, 3).map((n) => `${n}.0`), ...cells(at, 3).map((n) => `${n * 2}.50`)].join(','),
    ),
  ].join('\n');
  const { files, questions } = await drop({ 'pivot units.csv': text });
  expect(questions).toEqual([]);
  const units = sum(products.flatMap((_, at) => cells(at, 3)));
  expect(files[0]).toMatchObject({
    kind: 'sales',
    rowsAccepted: 45,
    units,
    revenue: (units * 2 + 45 * 0.5).toFixed(2),
    products: 15,
  });
});

const wide = (title: string): string =>
  [title, 'SKU,Item,2024-01,2024-02,2024-03', 'A1,Cup,1200,1300,1250', 'B1,Plate,800,900,850', 'C1,Bowl,200,300,250']
    .filter((line) => line !== '')
    .join('\n');

it.each([
  ['Umsatz nach Artikel und Monat', null, '7050.00'],
  ["Chiffre d'affaires par mois", null, '7050.00'],
  ['商品別売上', null, '7050.00'],
  ['Выручка по месяцам', null, '7050.00'],
  ['Summe von Menge', 7050, null],
  ['売上数 集計', 7050, null],
  ['Vendas por mês (un)', 7050, null],
])('a title says in its language what the figures of months count: %s', async (title, units, revenue) => {
  const { files, questions } = await drop({ 'table.csv': wide(title) });
  expect(questions).toEqual([]);
  expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 9, units, revenue });
});

it.each([
  ['Menge {}', 'Umsatz {}'],
  ['{} Menge', '{} Umsatz'],
  ['Unidades {}', 'Importe {}'],
])('what is counted may stand before or after each month: %s, %s', async (units, revenue) => {
  const heads = ['2024-01', '2024-02', '2024-03'].flatMap((month) =>
    [units, revenue].map((each) => each.replace('{}', month)),
  );
  const lines = ['A1,Cup,12,1450.5,13,1980,15,2000', 'B1,Plate,8,950,10,1080,9,1000'];
  const { files, questions } = await drop({ 'table.csv': [`SKU,Item,${heads}`, ...lines].join('\n') });
  expect(questions).toEqual([]);
  expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 6, units: 67, revenue: '8460.50' });
});

it('figures of months that no word explains are asked about, and remembered with their headings', async () => {
  const { questions, files } = await drop({ 'table.csv': wide('') });
  const [question] = questions;
  expect(question).toMatchObject({ about: 'figures-untold', examples: ['1200', '1300', '1250'] });
  expect(question.options.slice(0, 3)).toEqual(['sales', 'across:revenue', 'unknown']);
  expect(question.previews).toMatchObject({
    sales: { units: 7050 },
    'across:revenue': { revenue: '7050.00' },
  });
  const told = await drop({ 'table.csv': wide('') }, { 'table.csv': choicesUnder(question, 'across:revenue') });
  expect(told.files[0]).toMatchObject({ state: 'imported', units: null, revenue: '7050.00', across: 'revenue' });
  const remembered = { [files[0].layout]: choicesUnder(question, 'across:revenue') };
  const again = await drop({ 'other.csv': wide('') }, {}, remembered);
  expect(again.files[0]).toMatchObject({ state: 'imported', revenue: '7050.00' });
});

/** Tables with a title each below each other, of the same products and months. */
const stacked = (gap: string, ...titles: readonly string[]): string =>
  titles
    .map((title) =>
      [
        title,
        'SKU,Item,Jan,Feb,Mar',
        ...products.map((id, at) => [id, `Mug ${id}`, ...cells(at, 3).map((figure) => `${figure}.50`)].join()),
      ].join('\n'),
    )
    .join(gap);
const one = sum(products.flatMap((_, at) => cells(at, 3))) + 22.5;

it.each([
  ['\n\n', 'Units sold 2023', 'Revenue by item 2023', { units: null, revenue: one.toFixed(2) }],
  ['\n,,,,\n', 'Units sold 2023', 'Revenue', { units: null, revenue: one.toFixed(2) }],
  ['\n', 'Units sold 2023', 'Units sold 2022', { units: one, firstDay: parseIsoDate('2022-01-01') }],
  ['\n\n', 'Units sold 2023', '2022', { units: one, firstDay: parseIsoDate('2022-01-01') }],
  ['\n\n', 'Units sold 2023', 'Stock 2023', { kind: 'stock' }],
  ['\n\n', 'Units sold 2023', 'Page views 2023', { kind: 'browsing' }],
  ['\n\n', 'Units sold 2023', 'Returns 2023', { state: 'question' }],
])(
  'a table below another one has the year and the figures of its own title: %j, %s, %s',
  async (gap, above, below, said) => {
    const { files } = await drop({ 'report.csv': stacked(gap, above, below) });
    expect(files).toHaveLength(2);
    expect(files[0]).toMatchObject({ kind: 'sales', state: 'imported', units: one, rowsAccepted: 45, rejected: {} });
    expect(files[1]).toMatchObject(said);
  },
);

it.each([
  ['Store Berlin units 2023', 'Store Paris units 2023'],
  ['Units sold 2023 Berlin', 'Units sold 2023 Paris'],
  ['Units sold 2023\nStore Berlin', 'Store Paris'],
])('stores below each other are one table: %s, %s', async (...titles) => {
  const { files } = await drop({ 'report.csv': stacked('\n\n', ...titles) });
  expect(files).toHaveLength(1);
  expect(files[0]).toMatchObject({ kind: 'sales', units: 2 * one, rejected: { repeated_header: 1 } });
});

const amounts = products.map((_, at) => [0, 1, 2].map((month) => `${30 + ((at * 17 + month * 31) % 50)}.5`));
const rows = products.map((id, at) => [id, `Mug ${id}`, ...amounts[at]].join(';'));

it.each([
  ['Umsatz (T€)', 1e3],
  ['Umsatz TEUR', 1e3],
  ['Umsatz k€', 1e3],
  ['Umsatz (K€)', 1e3],
  ['Revenue (£k)', 1e3],
  ['Revenue ($k)', 1e3],
  ['Revenue ($000)', 1e3],
  ['Umsatz (Tsd.)', 1e3],
  ['Umsatz in Tsd. €', 1e3],
  ['Ventas (miles €)', 1e3],
  ['Ventas (miles de euros)', 1e3],
  ['Vendas (R$ mil)', 1e3],
  ['Sprzedaż (tys. zł)', 1e3],
  ['Выручка, тыс. руб.', 1e3],
  ['売上 (千円)', 1e3],
  ['売上（百万円）', 1e6],
  ['매출 (천원)', 1e3],
  ['매출 (백만원)', 1e6],
  ['Umsatz (M€)', 1e6],
  ['Umsatz Mio €', 1e6],
  ['营业额(万元)', 1e4],
  ['Amount €', 1],
  ['Price-$ kids', 1],
])('amounts are in the unit of their heading, or of the title over periods: %s', async (heading, scale) => {
  const { files } = await drop({
    'long.csv': [
      `Month;SKU;Item;${heading}`,
      ...amounts.flatMap((row, at) => row.map((amount, month) => `2023-0${month + 1};${products[at]};Mug;${amount}`)),
    ].join('\n'),
    'wide.csv': [`${heading} 2023`, 'SKU;Item;Jan;Feb;Mar', ...rows].join('\n'),
    'heads.csv': [`SKU;Item;2023-01 ${heading};2023-02 ${heading};2023-03 ${heading}`, ...rows].join('\n'),
  });
  expect(files.map(({ revenueScale }) => revenueScale)).toEqual([scale, scale, scale]);
});

it.each([
  ['2023-01 TEUR', '2023-02 TEUR', '2023-03 TEUR', 1e3],
  ['Jan 2023 (k€)', 'Feb 2023 (k€)', 'Mrz 2023 (k€)', 1e3],
  ['Umsatz Jan 2023 (Tsd. €)', 'Umsatz Feb 2023 (Tsd. €)', 'Umsatz Mrz 2023 (Tsd. €)', 1e3],
  ['2023年1月(百万円)', '2023年2月(百万円)', '2023年3月(百万円)', 1e6],
  ['2023年1月 (万元)', '2023年2月 (万元)', '2023年3月 (万元)', 1e4],
])('periods may have nothing but the unit of their amounts beside them: %s', async (first, second, third, scale) => {
  const { files } = await drop({ 'heads.csv': [`SKU;Item;${first};${second};${third}`, ...rows].join('\n') });
  expect(files[0]).toMatchObject({ kind: 'sales', units: null, rowsAccepted: 45, revenueScale: scale });
});

it('pieces have no unit of money, and the amounts beside them that of their own headings', async () => {
  const lines = products.map((id, at) => [id, ...cells(at, 3).flatMap((pieces) => [pieces, `${pieces}.25`])].join(';'));
  const { files } = await drop({
    'report.csv': ['SKU;Jan 2023;;Feb 2023;;Mar 2023;', ';Stück;T€;Stück;T€;Stück;T€', ...lines].join('\n'),
    'pieces.csv': stacked('', 'Absatz 2023 (Tsd. Stück)'),
  });
  expect(files[0]).toMatchObject({ units: one - 22.5, revenue: (one - 22.5 + 45 / 4).toFixed(2), revenueScale: 1e3 });
  expect(files[1]).toMatchObject({ units: one, revenueScale: 1 });
});

it('the unit of amounts holds for the same amounts below', async () => {
  const { files } = await drop({ 'report.csv': stacked('\n\n', 'Umsatz 2023 (T€)', 'Umsatz 2022', 'Absatz 2022') });
  expect(files.map(({ revenueScale }) => revenueScale)).toEqual([1e3, 1e3, 1]);
  expect(files[2].units).toBe(one);
});

it.each([
  [
    'Jan 1, 2024 to Jan 7, 2024 (Week 1)',
    'Jan 8, 2024 to Jan 14, 2024 (Week 2)',
    'Jan 15, 2024 to Jan 21, 2024 (Week 3)',
  ],
  ['Jan 1 - Jan 7, 2024', 'Jan 8 - Jan 14, 2024', 'Jan 15 - Jan 21, 2024'],
  ['Jan 1-7, 2024', 'Jan 8-14, 2024', 'Jan 15-21, 2024'],
  ['1-7 Jan 2024', '8-14 Jan 2024', '15-21 Jan 2024'],
])('weeks are told by their days in words: %s', async (...weeks) => {
  const lines = products.map((id, at) => [id, `Mug ${at}`, ...cells(at, 3)].join(';'));
  const text = [['Item ID', 'Item name', ...weeks].join(';'), ...lines].join('\n');
  const { files, questions, dataset } = await drop({ 'Items purchased.csv': text });
  expect(questions).toEqual([]);
  expect(files[0]).toMatchObject({ kind: 'sales', units: sum(products.flatMap((_, at) => cells(at, 3))) });
  expect(dataset.panel).toMatchObject({ period: 'week', periods: 3, start: parseIsoDate('2024-01-01') });
});

it.each([[['Quantity', 'Sales']], [['Quantity']]])(
  'a period may stand over each of its columns: %s',
  async (measures) => {
    const months = ['January 2024', 'February 2024', 'March 2024'];
    const own = (at: number): string[] =>
      cells(at, 3).flatMap((pieces) => [`${pieces}`, `$${pieces * 5}.00`].slice(0, measures.length));
    const lines = products.map((id, at) => [id, `Mug ${at}`, ...own(at)].join(';'));
    const text = [
      ['', '', ...months.flatMap((month) => measures.map(() => month))].join(';'),
      ['Product ID', 'Product Name', ...months.flatMap(() => measures)].join(';'),
      ...lines,
    ].join('\n');
    const { files, questions } = await drop({ 'Sales by Product.csv': text });
    const units = sum(products.flatMap((_, at) => cells(at, 3)));
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ units, revenue: measures.length > 1 ? `${units * 5}.00` : null });
  },
);

it.each(['Closing stock', '库存', '结存数量', 'Returned'])(
  'a period over each column of %s is none of sales',
  async (measure) => {
    const months = ['2024-03', '2024-04', '2024-05', '2024-06'];
    const lines = products.map((id, at) => [id, `Mug ${at}`, ...cells(at, 4)].join(','));
    const twice = [
      ['', '', ...months],
      ['SKU', 'Product', ...months.map(() => measure)],
    ].map((row) => row.join(','));
    const once = [['SKU', 'Product', ...months.map((month) => `${month} ${measure}`)].join(',')];
    for (const head of [twice, once]) {
      const { questions } = await drop({ 'export.csv': [...head, ...lines].join('\n') });
      expect(questions).toMatchObject([{ code: 'file-kind' }]);
    }
  },
);

it.each([
  ['04/15/2024 (Week 16)', '05/01/2024 (Week 18)', '2024-05-01'],
  ['15.04.2024 (KW 16)', '01.05.2024 (KW 18)', '2024-05-01'],
  ['Week 16 (Apr 15 - Apr 21, 2024)', 'Week 18 (Apr 29 - May 5, 2024)', '2024-04-29'],
  ['W16 (15.04-21.04.2024)', 'W18 (29.04-05.05.2024)', '2024-04-29'],
  ['Apr 15-Apr 21, 2024', 'Apr 29-May 5, 2024', '2024-04-29'],
])('a week with its number and its days is read in rows, too: %s', async (early, late, last) => {
  const lines = products.flatMap((id) => [`"${early}";${id};2`, `"${late}";${id};3`]);
  const { files, questions } = await drop({ 'report.csv': ['Week;SKU;Quantity', ...lines].join('\n') });
  expect(questions).toEqual([]);
  expect(files[0]).toMatchObject({ rowsAccepted: 30, lastDay: parseIsoDate(last) });
});
