import { expect, it } from 'vitest';
import { drop } from '#ingest/testing/drop-files.ts';

const products = [
  ['MG-101', 'Stoneware Mug', 12.5, 'Kitchen'],
  ['LP-202', 'Desk Lamp', 39, 'Lighting'],
  ['TW-303', 'Bath Towel', 18.9, 'Soft'],
  ['BG-505', 'Canvas Bag', 24, 'Soft'],
  ['CN-404', 'Soy Candle', 9.9, 'Decor'],
] as const;
const days = Array.from({ length: 8 }, (_, at) => `2024-03-${String(at + 4).padStart(2, '0')}`);
/** Pieces of a product on a day: 1 to 9, hardly the same twice in a row. */
const pieces = (day: number, product: number): number => 1 + ((3 * day + 5 * product + day * product) % 9);
const all = days.flatMap((_, day) => products.map((_, product) => pieces(day, product)));
const units = all.reduce((sum, each) => sum + each, 0);
const cents = (amount: number): string => amount.toFixed(2);
const revenue = cents(all.reduce((sum, each, at) => sum + each * products[at % products.length][2], 0));

/** A report with a row for each product and day. */
function report(heading: string, cellsOf: (day: string, at: number, product: number) => readonly unknown[]): string {
  const rows = days.flatMap((day, at) => products.map((_, product) => cellsOf(day, at, product).join(',')));
  return [heading, ...rows].join('\n');
}

const groups = [...new Set(products.map((each) => each[3]))];

/** The same with a sum below the products of each group; two of three groups have one product. */
function withSums(heading: string, nameOf: (group: string) => readonly string[], isNameOnly: boolean): string {
  const rows = days.flatMap((day, at) =>
    groups.flatMap((group) => {
      const own = [...products.keys()].filter((each) => products[each][3] === group);
      const counts = own.map((each) => pieces(at, each));
      const amounts = own.map((each, place) => counts[place] * products[each][2]);
      const lines = own.map((each, place) => [
        day,
        ...(isNameOnly ? [] : [group]),
        products[each][1],
        counts[place],
        cents(amounts[place]),
      ]);
      const sums = [counts, amounts].map((numbers) => numbers.reduce((sum, each) => sum + each, 0));
      return [...lines, [day, ...nameOf(group), sums[0], cents(sums[1])]].map((cells) => cells.join(','));
    }),
  );
  return [heading, ...rows].join('\n');
}

it.each([
  ['after the group', (group: string) => [group, `${group} Total`], false],
  ['before the group', (group: string) => [`Subtotal ${group}`], true],
  ['in German', (group: string) => [`Summe ${group}`], true],
  ['in Vietnamese', (group: string) => [`Cộng ${group}`], true],
  ['where the product is blank', (group: string) => [`${group} Total`, ''], false],
] as const)(
  'sums of groups, most of them of one product, are left out, with their word %s',
  async (_, nameOf, isNameOnly) => {
    const heading = isNameOnly ? 'Date,Product,Units sold,Sales' : 'Date,Category,Product,Units sold,Sales';
    const { files, questions } = await drop({ 'report.csv': withSums(heading, nameOf, isNameOnly) });
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({
      kind: 'sales',
      units,
      revenue,
      rejected: { total_row: days.length * groups.length },
    });
  },
);

it.each([
  ['Date,Category,Product,Units sold,Sales', (group: string) => [group, group], false],
  ['Date,Product,Units sold,Sales', (group: string) => [group], true],
  ['Date,Product,Units sold,Sales', (group: string) => [`All ${group}`], true],
] as const)('those that no word calls so are asked about: %s', async (heading, nameOf, isNameOnly) => {
  const { questions } = await drop({ 'report.csv': withSums(heading, nameOf, isNameOnly) });
  expect(questions).toMatchObject([{ code: 'file-kind', about: 'rows-add-up' }]);
});

it('products that sell as much as those before them are no sums', async () => {
  const rows = days.flatMap((day) => products.map(([sku, name]) => `${day},${sku},${name},1,9.90`));
  const { files, questions } = await drop({ 'sales.csv': ['Date,SKU,Product,Units sold,Sales', ...rows].join('\n') });
  expect(questions).toEqual([]);
  expect(files[0].units).toBe(rows.length);
});

it.each(['Cancelled', 'Storniert', 'Cancelados', '取消', 'Returned'])(
  '0 and 1 under %s in a report by day are counted, and no row is left out',
  async (heading) => {
    const text = report(`Date,SKU,Product,Units sold,${heading},Sales`, (day, at, product) => {
      const count = pieces(at, product);
      return [
        day,
        products[product][0],
        products[product][1],
        count,
        Number(count === 3),
        cents(count * products[product][2]),
      ];
    });
    const { files, questions } = await drop({ 'sales.csv': text });
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ units, revenue, issues: [{ code: 'refunds-apart' }] });
  },
);

it('a mark of lines of orders still says that they came to nothing', async () => {
  const rows = days.flatMap((day, at) =>
    products.map(
      ([sku, , price], product) =>
        `${at * 10 + product},${day},${sku},${pieces(at, product)},${price},${Number(product === 2)}`,
    ),
  );
  const { files } = await drop({ 'orders.csv': ['Order No,Date,SKU,Quantity,Price,Cancelled', ...rows].join('\n') });
  expect(files[0].rejected).toEqual({ cancelled_invoice: days.length });
});

it('a product that is named in the first row holds for all below', async () => {
  const rows = days.map(
    (day, at) => `${at === 0 ? 'Stoneware Mug' : ''},${day},${pieces(at, 0)},${cents(pieces(at, 0) * 12.5)}`,
  );
  const more = rows.map((_, at) => `,2024-04-${10 + at},1,12.50`);
  const { files } = await drop({ 'mugs.csv': ['Product,Date,Units sold,Sales', ...rows, ...more].join('\n') });
  expect(files[0]).toMatchObject({ rowsAccepted: 2 * days.length, products: 1, issues: [] });
});

it.each([
  'Transactions',
  'Purchases',
  'No. of sales',
  'Conversions',
  'Bestellungen',
  'Ecommerce purchases',
  '成交笔数',
])('%s are no pieces, and the report says so', async (heading) => {
  const text = report(`Date,Product,${heading},Revenue`, (day, at, product) => {
    const count = pieces(at, product);
    return [day, products[product][1], count, cents(count * products[product][2])];
  });
  const { files } = await drop({ 'report.csv': text });
  expect(files[0]).toMatchObject({
    units: null,
    revenue,
    issues: [{ code: 'orders-counted', params: { columns: heading } }],
  });
});

it.each([
  'Lost sales units',
  'Missed units',
  'Overstock units',
  'Quoted qty',
  'Qty allocated',
  'Baseline units',
  'Suggested order qty',
  'Market units',
  'Units due',
  'Entgangene Menge',
  'Quantité suggérée',
  'Unidades perdidas',
  'Упущенные продажи шт',
  '建议订货数量',
  '欠品数量',
])('pieces that were not sold are asked about: %s', async (heading) => {
  const text = report(`Week,SKU,Product,${heading},Price`, (day, at, product) => [
    day,
    products[product][0],
    products[product][1],
    pieces(at, product),
    products[product][2],
  ]);
  const { questions } = await drop({ 'report.csv': text });
  expect(questions).toMatchObject([{ code: 'file-kind' }]);
});

it.each([
  ['Snapshot date,SKU,Product,Channel,Quantity,Price', 'Web'],
  ['Дата остатков,Артикул,Наименование,Канал,Количество,Цена', 'Web'],
  ['Date,SKU,Product,Bin,Qty,Price', 'A-1-2'],
  ['Datum,Artikelnummer,Bezeichnung,Lagerplatz,Menge,Preis', 'A-1-2'],
])(
  'what lies on shelves or stands in a snapshot is asked about, and is stock on the word of the user: %s',
  async (heading, place) => {
    const text = report(heading, (day, at, product) => [
      day,
      products[product][0],
      products[product][1],
      place,
      20 + pieces(at, product),
      products[product][2],
    ]);
    const asked = await drop({ 'list.csv': text });
    expect(asked.questions).toMatchObject([
      { code: 'file-kind', about: /Bin|Lagerplatz/.test(heading) ? 'looks-like-stock' : 'kind-unsure' },
    ]);
    const answered = await drop({ 'list.csv': text }, { 'list.csv': { kind: 'stock' } });
    expect(answered.files[0]).toMatchObject({ kind: 'stock', state: 'imported', rowsAccepted: all.length });
  },
);

it.each([
  ['Date,SKU,Product,Sales rank,Price', 1000],
  ['Date,Product,S,M,L,Stock', 0],
] as const)('ranks, and sizes beside the stock, are asked about: %s', async (heading, from) => {
  const text = report(heading, (day, at, product) =>
    from > 0
      ? [day, products[product][0], products[product][1], from * pieces(at, product) + 7 * at, products[product][2]]
      : [day, products[product][1], pieces(at, product), pieces(at + 1, product), pieces(at + 2, product), 40 + at],
  );
  const { questions } = await drop({ 'report.csv': text });
  expect(questions).toMatchObject([{ code: 'file-kind', about: 'kind-unsure' }]);
});

it.each([
  ['Datum;Art.-Nr.;Bezeichnung;VK Stk;Best. Stk;VK-Preis', 'VK Stk'],
  ['Date;Réf;Désignation;Qté vte;Qté stk;PV TTC', 'Qté vte'],
  ['Fecha;Ref.;Descripción;Vta Uds;Stk Uds;PVP', 'Vta Uds'],
  ['Date;SKU;Product;Number sold;On hand;Price', 'Number sold'],
])('what was sold is told from the stock in short words: %s', async (heading, sold) => {
  const text = report(heading.replaceAll(';', ','), (day, at, product) => [
    day,
    products[product][0],
    products[product][1],
    pieces(at, product),
    100 + pieces(at, product),
    products[product][2],
  ]);
  const { files } = await drop({ 'report.csv': text });
  expect(files[0]).toMatchObject({ units, revenue });
  expect(files[0].columns.find(({ name }) => name === sold)?.role).toBe('units');
});

it('rows without a product are told where they are more than half', async () => {
  const rows = days.map((day, at) => `${at % 4 === 0 ? 'Stoneware Mug' : ''},${day},${pieces(at, 0)},12.50`);
  const { files } = await drop({ 'mugs.csv': ['Product,Date,Units sold,Sales', ...rows, ...rows].join('\n') });
  expect(files[0]).toMatchObject({
    rejected: { missing_product_id: 12 },
    issues: [{ code: 'many-left-out', params: { count: 12, cause: 'missing_product_id' } }],
  });
});

const months = ['Jan 2024', 'Feb 2024', 'Mar 2024', 'Apr 2024'];
const figure = (row: number, month: number): number => 2 + ((row * 7 + month * 5 + row * month) % 30);

it.each(['Grand Total', 'Eindtotaal', 'Totals', 'Alles'])(
  'a pivot of stores, groups and products in one column counts its products, above %s',
  async (last) => {
    const lines: (string | number)[][] = [];
    const all = months.map(() => 0);
    let row = 0;
    for (const store of ['Leeds', 'York', 'Bath']) {
      const [top, sums] = [lines.length, months.map(() => 0)];
      lines.push([store]);
      for (const [group, names] of [
        ['Kitchen', ['Board', 'Teapot']],
        ['Textiles', ['Throw']],
        ['Decor', ['Vase', 'Lamp']],
      ] as const) {
        const [head, own] = [lines.length, months.map(() => 0)];
        lines.push([group]);
        for (const name of names) {
          const figures = months.map((_, month) => figure(row, month));
          row += 1;
          lines.push([name, ...figures]);
          for (const [month, each] of figures.entries()) own[month] += each;
        }
        lines[head].push(...own);
        for (const [month, each] of own.entries()) sums[month] += each;
      }
      lines[top].push(...sums);
      for (const [month, each] of sums.entries()) all[month] += each;
    }
    const text = [['Row Labels', ...months], ...lines, [last, ...all]].map((cells) => cells.join(',')).join('\n');
    const { files } = await drop({ 'units sold.csv': text });
    expect(files[0]).toMatchObject({ products: 5, units: all.reduce((sum, each) => sum + each, 0) });
  },
);

it.each([
  ['Units Sold', 'Net Sales', 'Total'],
  ['Absatz', 'Nettoumsatz', 'Summe'],
  ['Afzet', 'Netto-omzet', 'Totaal'],
  ['Кол-во', 'Выручка', 'Итого'],
  ['Ventes (unités)', 'CA', 'Total'],
  ['Quantidade', 'Vendas R$', 'Total'],
  ['销售件数', '支付金额', '合计'],
])('%s and %s of each month are read, and their sums are none', async (counted, paid, total) => {
  const heads = months.flatMap((month) => [`${month} ${counted}`, `${month} ${paid}`]);
  const rows = products.map(([, name, cost], product) => {
    const own = months.map((_, month) => figure(product, month));
    const sum = own.reduce((all, each) => all + each, 0);
    return [name, ...own.flatMap((each) => [each, cents(each * cost)]), sum, cents(sum * cost)].join(';');
  });
  const heading = ['Product', ...heads, `${total} ${counted}`, `${total} ${paid}`].join(';');
  const { files, questions } = await drop({ 'report.csv': [heading, ...rows].join('\n') });
  const whole = products.map((_, product) => months.reduce((sum, _month, month) => sum + figure(product, month), 0));
  expect(questions).toEqual([]);
  expect(files[0]).toMatchObject({
    units: whole.reduce((sum, each) => sum + each, 0),
    revenue: cents(whole.reduce((sum, each, product) => sum + each * products[product][2], 0)),
  });
});

it('stock that falls from day to day until more comes is asked about, under no word of it', async () => {
  const heading = 'Date,SKU,Product,Place,Quantity,Value';
  const long = Array.from({ length: 20 }, (_, at) => `2024-04-${String(at + 1).padStart(2, '0')}`);
  const rows = long.flatMap((day, at) =>
    products.map(([sku, name, cost], product) => {
      const count = 60 + ((((20 + product * 3 - at) % 12) + 12) % 12) * (3 + (product % 2));
      return [day, sku, name, 'Central', count, cents(count * cost)].join(',');
    }),
  );
  const { questions } = await drop({ 'report.csv': [heading, ...rows].join('\n') });
  expect(questions).toMatchObject([{ about: 'looks-like-stock', code: 'file-kind' }]);
  expect(questions[0].options.slice(0, 2)).toEqual(['stock', 'sales']);
});

it.each(['Total', 'Gesamt', 'Total général', 'Suma końcowa'])(
  'products by store with %s beside them are no list of products',
  async (total) => {
    const rows = products.map(([sku, name], product) => {
      const own = months.map((_, month) => figure(product, month));
      return [sku, name, ...own, own.reduce((sum, each) => sum + each, 0)].join(';');
    });
    const { questions } = await drop({
      'export.csv': [`SKU;Product;Leeds;York;Bath;Online;${total}`, ...rows, ...rows.map((row) => `X${row}`)].join(
        '\n',
      ),
    });
    expect(questions).toMatchObject([{ code: 'file-kind', about: 'kind-unsure' }]);
  },
);

it.each([
  ['07/2024 N', '07/2024 N-1', '08/2024 N', '08/2024 N-1', '09/2024 N', '09/2024 N-1'],
  ['07/2024 Cons.', '07/2024 AP', '08/2024 Cons.', '08/2024 AP', '09/2024 Cons.', '09/2024 AP'],
])('this year counts beside the last: %s', async (...heads) => {
  const rows = products.map(([sku, name], product) =>
    [sku, name, ...heads.map((_, at) => figure(product, at))].join(';'),
  );
  const { files } = await drop({ 'pieces sold.csv': [`SKU;Product;${heads.join(';')}`, ...rows].join('\n') });
  const units = products.reduce(
    (sum, _, product) => sum + figure(product, 0) + figure(product, 2) + figure(product, 4),
    0,
  );
  expect(files[0]).toMatchObject({ kind: 'sales', units });
});

it('totals of a pivot in the place of the month are left out, in three levels', async () => {
  const months = ['January 2024', 'February 2024', 'March 2024'];
  const lines: string[] = [];
  let all = 0;
  for (const category of ['Bath', 'Kitchen']) {
    let ofCategory = 0;
    for (const product of [1, 2, 3]) {
      const figures = months.map((_, month) => (category === 'Bath' ? 20 : 31) + product * 7 + month * 3);
      for (const [at, month] of months.entries())
        lines.push(`${category},${category[0]}${product},Thing ${category[0]}${product},${month},${figures[at]}`);
      const ofProduct = figures[0] + figures[1] + figures[2];
      lines.push(`${category},${category[0]}${product},Thing ${category[0]}${product},Total,${ofProduct}`);
      ofCategory += ofProduct;
    }
    lines.push(`${category},Total,,,${ofCategory}`);
    all += ofCategory;
  }
  const text = ['Category,Product Code,Product,Month,Units Sold', ...lines, `Total,,,,${all}`].join('\n');
  const { files, questions } = await drop({ 'data.csv': text });
  expect(questions).toEqual([]);
  expect(files[0]).toMatchObject({ units: all, rowsAccepted: 18, rejected: { total_row: 9 } });
});

it('what came to pass is read beside the budget and the year before', async () => {
  const lines = Array.from({ length: 60 }, (_, at) => {
    const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'][at % 6];
    return `${month}-24,UK-${at % 10},Mug ${at % 10},${30 + at},${25 + ((at * 13) % 40)},${10 + ((at * 17) % 37)},${100 + at * 7},${((25 + ((at * 13) % 40)) * (4 + (at % 10)) * 0.97).toFixed(2)},${80 + ((at * 41) % 97)}`;
  });
  const text = ['Month,SKU,Product,Budget Units,Actual Units,LY Units,Budget £,Actual £,LY £', ...lines].join('\n');
  const { files, questions } = await drop({ 'Trading pack - actual v budget.csv': text });
  const roleOf = (name: string) => files[0].columns.find((column) => column.name === name)?.role;
  expect(questions).toEqual([]);
  expect([roleOf('Actual Units'), roleOf('Actual £'), roleOf('Budget Units')]).toEqual(['units', 'revenue', '']);
});

it('weeks side by side in short Italian are those of the year in the title', async () => {
  const weeks = Array.from({ length: 13 }, (_, at) => `Sett. ${10 + at}`);
  const lines = Array.from({ length: 12 }, (_, at) =>
    [`CA${at}`, `Candela ${at}`, ...weeks.map((_, week) => 5 + ((at * 7 + week * 3) % 20))].join(';'),
  );
  const text = ['Vendite settimanali 2024 (pezzi)', '', ['Articolo', 'Descrizione', ...weeks].join(';'), ...lines].join(
    '\n',
  );
  const { files, questions } = await drop({ 'vendite.csv': text });
  expect(questions).toEqual([]);
  expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 156, firstDay: 19_786 });
});

it.each(['Апрель 2024', 'abril de 2024', 'duben 2024', 'April 2024'])(
  'the days 1 to 30 side by side are of the month in the title: %s',
  async (month) => {
    const days = Array.from({ length: 30 }, (_, at) => at + 1);
    const lines = Array.from(
      { length: 8 },
      (_, at) => `P${at};Mug ${at};${days.map((day) => (day * (at + 3)) % 7 || '').join(';')}`,
    );
    const text = [`${month}${';'.repeat(31)}`, `SKU;Name;${days.join(';')}`, ...lines].join('\n');
    const { files } = await drop({ 'units sold.csv': text });
    expect(files[0]).toMatchObject({ kind: 'sales', firstDay: 19_814, lastDay: 19_843 });
  },
);
