import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** Files that could be read as sales, and which a column, a value, a title or the file's name gives away. */
const rows = Array.from({ length: 36 }, (_, row) => row);
const day = (row: number): string => formatIsoDate(toEpochDay(2024, 3, 1) + row);
const item = (row: number): string => ['Mug', 'Lamp', 'Vase', 'Throw', 'Clock', 'Tray'][row % 6];
const price = (row: number): number => 8 + 3 * (row % 6);
const pieces = (row: number): number => 1 + ((row * 5) % 7);

async function aboutOf(header: string, of: (row: number) => readonly (string | number)[], name = 'export.csv') {
  const { questions } = await drop({ [name]: [header, ...rows.map((row) => of(row).join(','))].join('\n') });
  return questions[0]?.about;
}

const line = (row: number): (string | number)[] => [
  ...[day(row >> 2), 7000 + (row >> 1), `Firm ${row % 7}`, item(row)],
  ...[pieces(row), price(row), pieces(row) * price(row)],
];
const lines = 'Date,Number,Customer,Item,Qty,Price,Amount';

describe('lines that could be those of orders, in a list called otherwise', () => {
  it.each([
    ['returns.csv', 'looks-like-returns'],
    ['Retouren_Q1.csv', 'looks-like-returns'],
    ['Gutschriften.csv', 'looks-like-returns'],
    ['cancelled_orders.csv', 'looks-like-returns'],
    ['取消订单.csv', 'looks-like-returns'],
    ['Angebote_2024.csv', 'looks-like-forecast'],
    ['devis.csv', 'looks-like-forecast'],
    ['proforma.csv', 'looks-like-forecast'],
    ['Eingangsrechnungen.csv', 'looks-like-purchases'],
    ['Musterversand.csv', 'looks-like-movements'],
    ['orders_without_returns.csv', undefined],
    ['sales_and_returns.csv', undefined],
    ['orders.csv', undefined],
  ])('%s', async (name, about) => {
    expect(await aboutOf(lines, line, name)).toBe(about);
  });

  it('by its title', async () => {
    const text = ['Quotes sent Q1 2024', lines, ...rows.map((row) => line(row).join(','))].join('\n');
    expect((await drop({ 'export.csv': text })).questions).toMatchObject([{ about: 'looks-like-forecast' }]);
  });
});

describe('what is no sale of one’s own products is asked about', () => {
  type Case = [what: string, header: string, of: (row: number) => (string | number)[], about: string];
  const [d, q, a] = [(row: number) => day(row >> 2), pieces, (row: number) => pieces(row) * price(row)];
  const few = (row: number, ...texts: readonly string[]): string => texts[(row * 7 + (row >> 2)) % texts.length];
  it.each<Case>([
    [
      'a bank statement',
      'Date,Description,Amount',
      (row) => [d(row), few(row, 'PAYROLL', 'ADOBE INC', 'Rent'), a(row)],
      'looks-like-payments',
    ],
    [
      'expenses',
      'Datum,Kategorie,Betrag',
      (row) => [d(row), few(row, 'Miete', 'Strom', 'Porto'), a(row)],
      'looks-like-payments',
    ],
    [
      'fees of products',
      'Date,Fee type,SKU,Amount',
      (row) => [d(row), few(row, 'Storage fee', 'Commission'), `P${row % 6}`, a(row)],
      'looks-like-payments',
    ],
    [
      'returns with a reason',
      'Date,Order,SKU,Qty,Amount,Reason',
      (row) => [d(row), 7000 + row, `P${row % 6}`, 1, price(row), few(row, 'Too small', 'Broken', 'Late')],
      'looks-like-returns',
    ],
    [
      'credit memos',
      'Date,Credit memo,Item,Qty,Amount',
      (row) => [d(row), `CM-${100 + row}`, item(row), q(row), a(row)],
      'looks-like-returns',
    ],
    [
      'goods from several suppliers',
      'Datum,Lieferant,Artikel,Menge,Preis,Betrag',
      (row) => [d(row), few(row, 'Nord KG', 'Ost AG', 'Süd GmbH'), item(row), q(row), price(row), a(row)],
      'looks-like-purchases',
    ],
    [
      'amounts at what they cost',
      'Data,Kontrahent,Towar,Ilość,Cena zakupu,Wartość',
      (row) => [d(row), few(row, 'A', 'B', 'C'), item(row), q(row), price(row), a(row)],
      'looks-like-purchases',
    ],
    [
      'documents of purchases',
      'Дата,Документ,Контрагент,Товар,Кол-во,Цена',
      (row) => [
        d(row),
        `Поступление товаров ${100 + row}`,
        few(row, 'ИП Петров', 'ООО Дом'),
        item(row),
        q(row),
        price(row),
      ],
      'looks-like-purchases',
    ],
    [
      'in and out',
      'Datum,Art,Artikel,Menge',
      (row) => [d(row), few(row, 'Zugang', 'Abgang'), item(row), q(row)],
      'looks-like-movements',
    ],
    [
      'in and out at a stock exchange',
      'Date,Action,Item,Quantity,Price',
      (row) => [d(row), few(row, 'Buy', 'Sell'), item(row), q(row), price(row)],
      'looks-like-movements',
    ],
    [
      'losses',
      'Date,Code,Item,Qty,Value',
      (row) => [d(row), few(row, 'THEFT', 'DMG', 'EXP'), item(row), q(row), a(row)],
      'looks-like-movements',
    ],
    [
      'gifts',
      'Date,Item,Qty,Value,Recipient',
      (row) => [d(row), item(row), q(row), a(row), few(row, 'School', 'Food bank', 'Church')],
      'looks-like-movements',
    ],
    [
      'transfers with their value',
      'Datum,Van,Naar,Artikel,Aantal,Waarde',
      (row) => [d(row), 'DC', few(row, 'Shop 1', 'Shop 2'), item(row), q(row), a(row)],
      'looks-like-movements',
    ],
    [
      'a market',
      'Month,Brand,Product,Units,Value,Share %',
      (row) => [
        `2024-0${1 + (row % 3)}`,
        few(row, 'IKEA', 'Habitat', 'Own'),
        few(row >> 1, 'Mug', 'Lamp', 'Vase'),
        400 + row,
        5000 + row * 7,
        5 + (row % 9),
      ],
      'kind-unsure',
    ],
    [
      'a competitor’s shops',
      '日期,竞店,商品,价格,销量',
      (row) => [d(row), few(row, 'C店', 'B店'), item(row), price(row), 300 + row],
      'kind-unsure',
    ],
    [
      'actuals beside a budget',
      'Month,Product,Version,Qty,Amount',
      (row) => [`2024-0${1 + (row % 3)}`, item(row >> 1), row % 2 ? 'ACT' : 'BUD', q(row), a(row)],
      'looks-like-forecast',
    ],
    [
      'the same in two ways',
      'Month,Product,Series,Units,Value',
      (row) => [
        `2024-0${1 + Math.floor(row / 12)}`,
        item(row >> 1),
        row % 2 ? 'Alpha' : 'Beta',
        20 + row,
        300 + row * 3,
      ],
      'looks-like-forecast',
    ],
    [
      'what is expected',
      'Week,SKU,Expected units,Expected revenue',
      (row) => [d(row * 7), `P${row % 6}`, q(row), a(row)],
      'looks-like-forecast',
    ],
    [
      'quotes until a day',
      'Date,Valid until,Customer,Item,Qty,Price',
      (row) => [d(row), day((row >> 2) + 30), `Firm ${row % 7}`, item(row), q(row), price(row)],
      'looks-like-forecast',
    ],
    [
      'bids',
      'Date,Bid No,Item,Qty,Bid price,Award',
      (row) => [d(row), `B${row}`, item(row), q(row), price(row), few(row, 'Won', 'Lost', 'Pending')],
      'looks-like-forecast',
    ],
    [
      'rentals',
      'Mietbeginn,Mietende,Artikel,Menge,Tagespreis',
      (row) => [d(row), day((row >> 2) + 3), item(row), 1, price(row)],
      'kind-unsure',
    ],
    [
      'contracts that go on',
      'Start,Customer,Item,Qty,Price,Next delivery',
      (row) => [d(row), `C${row % 9}`, item(row), 1, price(row), day(60 + row)],
      'looks-like-forecast',
    ],
    [
      'sales of a square metre',
      'Month,Product,Sales per m²',
      (row) => [`2024-0${1 + (row % 3)}`, item(row), 20 + row],
      'kind-unsure',
    ],
    [
      'days and months below each other',
      'Date,SKU,Units sold',
      (row) => [row % 12 === 11 ? '2024-03' : day(row), `P${row % 6}`, row % 12 === 11 ? 300 : q(row)],
      'rows-add-up',
    ],
    [
      'points for gifts',
      'Redeemed on,Member,Reward,Qty,Points',
      (row) => [d(row), `V${row % 9}`, item(row), 1, 100 + row * 7],
      'kind-unsure',
    ],
    [
      'tills for products',
      'Date,Register,Items sold,Net sales',
      (row) => [day(Math.floor(row / 3)), `Till ${row % 3}`, q(row), a(row) + 0.5],
      'column-missing',
    ],
    [
      'coupons for products',
      'Date,Coupon code,Items sold,Net sales',
      (row) => [day(Math.floor(row / 3)), few(row, 'SPRING10', 'VIP20', 'HELLO5'), q(row), a(row) + 0.5],
      'kind-unsure',
    ],
    [
      'buyers for products',
      'Factura,Fecha,Nombre,Total',
      (row) => [`F${row}`, d(row), `Firma ${row % 9}`, a(row) + 0.5],
      'kind-unsure',
    ],
    [
      'a month with its day apart',
      'Month,Day,Item,Qty,Total',
      (row) => ['2024-03', 1 + ((row * 7) % 28), item(row), q(row), a(row)],
      'kind-unsure',
    ],
  ])('%s', async (_what, header, of, about) => {
    expect(await aboutOf(header, of)).toBe(about);
  });

  it('a count of products beside the number of an order names none', async () => {
    const { questions } = await drop({
      'export.csv': [
        'Order number,Date,Customer,Products,Total',
        ...rows.map((row) => [7000 + row, d(row), `Ann ${row % 9}`, q(row), a(row) + 0.5].join(',')),
      ].join('\n'),
    });
    expect(questions).toHaveLength(1);
  });
});

describe('what is one’s own sale is read', () => {
  const read = async (header: string, of: (row: number) => readonly (string | number)[]) => {
    const { files, questions } = await drop({
      'export.csv': [header, ...rows.map((row) => of(row).join(';'))].join('\n'),
    });
    expect(questions).toEqual([]);
    return files[0];
  };
  const all = (of: (row: number) => number): number => rows.reduce((sum, row) => sum + of(row), 0);

  it('purchases beside clicks and carts are the customers’', async () => {
    const report = await read('Date;Product;Impressions;Clicks;Add to cart;Purchases;Revenue', (row) => [
      ...[
        day(Math.floor(row / 6)),
        item(row),
        900 + row * 3,
        60 + row,
        20 + row,
        pieces(row),
        pieces(row) * price(row),
      ],
    ]);
    expect(report.units).toBe(all(pieces));
  });

  it('what was delivered counts where it makes the amount, and not what was ordered', async () => {
    const short = (row: number): number => pieces(row) - (row % 5 === 2 ? Math.min(1, pieces(row) - 1) : 0);
    const report = await read('Datum;Auftrag;Artikel;Bestellt;Geliefert;Preis;Betrag', (row) => [
      ...[day(row >> 2), 7000 + (row >> 1), item(row), pieces(row), short(row), price(row), short(row) * price(row)],
    ]);
    expect(report.units).toBe(all(short));
  });

  it('the total of a day on each of its rows is no price', async () => {
    const report = await read('Date;Product;Units;Day total', (row) => [
      ...[day(Math.floor(row / 6)), item(row), pieces(row), 900 + 37 * Math.floor(row / 6)],
    ]);
    expect(report).toMatchObject({ units: all(pieces), revenue: null });
  });

  it('a tip and a tax are off a line’s total', async () => {
    const report = await read('Date;Order;Item;Qty;Item Total;Tax;Tip;Total', (row) => {
      const own = pieces(row) * price(row);
      return [day(row >> 2), 7000 + row, item(row), pieces(row), own, 2, 1 + (row % 3), own + 3 + (row % 3)];
    });
    expect(report.revenue).toBe(all((row) => pieces(row) * price(row)).toFixed(2));
  });

  it.each([
    ['Mode', 'live', 'test'],
    ['Environment', 'Production', 'Sandbox'],
    ['Livemode', 'TRUE', 'FALSE'],
    ['Testbestellung', 'Nein', 'Ja'],
  ])('orders by which the shop was tried are left out: %s', async (heading, live, test) => {
    const report = await read(`Date;Order number;${heading};SKU;Quantity;Total`, (row) => [
      ...[day(row >> 2), 7000 + row, row % 6 === 1 ? test : live, `P${row % 5}`, pieces(row), price(row)],
    ]);
    expect(report.rowsAccepted).toBe(30);
  });

  it('of a number that a system gave and a code that people know the code is the product', async () => {
    const report = await read('Date;Invoice;Product ID;SKU;Quantity;Amount', (row) => [
      ...[day(row >> 2), 7000 + row, 460_000_000_020_000 + (row % 6), `ZI-00${row % 6}`, pieces(row), price(row)],
    ]);
    expect(report.columns.find(({ role }) => role === 'product')?.name).toBe('SKU');
  });

  it.each([
    ['klo 8.11', '2024-03-05'],
    ['à 10:12', '2024-03-05'],
    ['kl. 08:05', '2024-03-05'],
  ])('a word between the day and the clock says nothing: %s', async (clock, first) => {
    const report = await read('Day;Order;SKU;Quantity;Price', (row) => [
      ...[`${5 + (row >> 2)}.3.2024 ${clock}`, 7000 + row, `P${row % 5}`, pieces(row), price(row)],
    ]);
    expect(formatIsoDate(report.firstDay ?? 0)).toBe(first);
  });

  it('days that a spreadsheet swapped are named', async () => {
    const written = (row: number): string => {
      const own = day(row * 2);
      const [year, month, date] = own.split('-');
      return +date > 12 ? `${date}/${month}/${year}` : `${year}-${date}-${month} 00:00:00`;
    };
    const report = await read('Order Date;Order;SKU;Qty;Total', (row) => [
      ...[written(row), 7000 + row, `P${row % 5}`, pieces(row), price(row)],
    ]);
    expect(report.issues).toMatchObject([{ code: 'days-swapped' }]);
  });
});

it.each([
  ['Promotion,Start,End,Discount,Cost', 'calendar'],
  ['Event,Date,Budget,Cost', 'calendar'],
])('what a promotion cost does not make its days a book: %s', async (header, kind) => {
  const of = (row: number): string =>
    header.startsWith('Event')
      ? `Fair ${row},${day(row)},400,500`
      : `Spring ${row},${day(row)},${day(row + 6)},10%,500`;
  const { files } = await drop({ 'export.csv': [header, ...rows.map(of)].join('\n') });
  expect([kind, 'holidays']).toContain(files[0].kind);
});

it('the day on which an order was added is no wish', async () => {
  const about = await aboutOf('order_id,date_added,name,model,quantity,price,order_status', (row) => [
    ...[7000 + (row >> 1), `${day(row >> 2)} 10:12:00`, item(row), `M${row % 6}`, pieces(row), price(row), 'Complete'],
  ]);
  expect(about).toBeUndefined();
  expect(
    await aboutOf('Date added,User,Item,Qty,Price', (row) => [
      ...[day(row >> 2), `U${row % 9}`, item(row), pieces(row), price(row)],
    ]),
  ).toBe('looks-like-forecast');
});

describe('plain sheets are read without a question, whatever column they have besides', () => {
  const beside: Readonly<Record<string, readonly string[]>> = {
    ...{
      Salesperson: ['Ann', 'Bob'],
      Cashier: ['Ann', 'Bob'],
      Employee: ['Ann', 'Bob', 'Cy'],
      Department: ['Food', 'Home'],
    },
    ...{
      Store: ['North', 'South'],
      Branch: ['A', 'B'],
      Region: ['N', 'S', 'W'],
      City: ['Bonn', 'Rome'],
      From: ['Web', 'App'],
    },
    ...{ Channel: ['Web', 'Shop'], Campaign: ['Spring', 'None'], Coupon: ['', 'SAVE10'], Type: ['Online', 'Store'] },
    ...{
      'Payment method': ['Cash', 'Credit', 'Debit'],
      Status: ['Completed', 'Pending'],
      Delivery: ['Pickup', 'Home'],
    },
    ...{ Notes: ['', 'call first'], Gift: ['Yes', 'No'], Occasion: ['Wedding', 'None'], Brand: ['Acme', 'Zed'] },
    ...{ Size: ['S', 'M'], Colour: ['red', 'blue'], Unit: ['pc'], Rating: ['4', '5', '3'], Table: ['1', '2', '3'] },
    ...{
      'Customer type': ['New', 'Returning'],
      Member: ['Yes', 'No'],
      Weather: ['sun', 'rain'],
      Temperature: ['12', '14', '9'],
    },
    ...{ Hour: ['9', '10'], Week: ['10', '11'], Cost: ['3', '4', '5'], Margin: ['2', '3'], Stock: ['20', '18', '35'] },
    ...{
      Returned: ['0', '0', '1'],
      Refund: ['0', '0', '5'],
      Tip: ['1', '2'],
      Project: ['P1', 'P2'],
      Warehouse: ['W1', 'W2'],
    },
  };
  it.each(Object.entries(beside))('%s', async (heading, values) => {
    const value = (row: number): string => values[(row * 7 + (row >> 2)) % values.length];
    const own = (row: number): (string | number)[] => [item(row), pieces(row), pieces(row) * price(row)];
    expect(
      await aboutOf(`Date,Order,Item,Qty,Total,${heading}`, (row) => [
        ...[day(row >> 2), 7000 + (row >> 1), ...own(row), value(row)],
      ]),
    ).toBeUndefined();
    expect(
      await aboutOf(`Date,Item,Qty,Total,${heading}`, (row) => [day(row >> 2), ...own(row), value(row)]),
    ).toBeUndefined();
  });
});
