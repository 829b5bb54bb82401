import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** Reports as the well-known tools write them in the languages of their users, and sheets as colleagues keep them. */
const rows = Array.from({ length: 36 }, (_, row) => row);
const first = toEpochDay(2024, 1, 8);
const day = (row: number): string => formatIsoDate(first + (row >> 2));
const item = (row: number): string => ['Mug', 'Lamp', 'Vase', 'Throw', 'Clock', 'Tray'][row % 6];
const pieces = (row: number): number => 1 + ((row * 5) % 7);
const price = (row: number): number => 8.5 + 3 * (row % 6);
const amount = (row: number): string => (pieces(row) * price(row)).toFixed(2);

type Line = (row: number) => readonly (string | number)[];

async function read(header: string, of: Line, name = 'export.csv') {
  const text = [header, ...rows.map((row) => of(row).join(';'))].join('\n');
  const { files, questions } = await drop({ [name]: text });
  const [{ kind, columns, issues, rowsAccepted, revenue }] = files;
  const roles = Object.fromEntries(columns.filter(({ role }) => role).map((each) => [each.role, each.name]));
  return { kind, roles, issues, rowsAccepted, revenue, about: questions[0]?.about };
}

describe('what was looked at, put into the cart and bought, by day', () => {
  it.each([
    'Artikelname;Datum;Angesehene Artikel;In den Einkaufswagen gelegte Artikel;Gekaufte Artikel;Artikelumsatz',
    "Nom de l'article;Date;Articles consultés;Articles ajoutés au panier;Articles achetés;Revenu de l'article",
    'Nombre del artículo;Fecha;Artículos vistos;Artículos añadidos al carrito;Artículos comprados;Ingresos por artículo',
    'Varenavn;Dato;Viste varer;Varer føjet til kurv;Købte varer;Vareomsætning',
    'Название товара;Дата;Просмотренные товары;Товары, добавленные в корзину;Приобретенные товары;Доход от товара',
    'アイテム名;日付;閲覧されたアイテム数;カートに追加されたアイテム数;購入されたアイテム数;アイテムの収益',
    '상품 이름;날짜;조회된 상품;장바구니에 추가된 상품;구매한 상품;상품 수익',
  ])('%s', async (header) => {
    const [name, , , , units, revenue] = header.split(';');
    const found = await read(header, (row) => [
      ...[item(row), day(row), 40 + ((row * 37) % 160), pieces(row) + (row % 4), pieces(row), amount(row)],
    ]);
    expect(found).toMatchObject({ kind: 'sales', about: undefined, roles: { name, units, revenue } });
  });
});

it.each([
  [
    'Data;SKU;Sessioni – Totale;Visualizzazioni – Totale;Unità ordinate;Vendite prodotti ordinati;Totale articoli ordinati',
    'Unità ordinate',
    'Vendite prodotti ordinati',
  ],
  [
    'Fecha;SKU;Sesiones - Total;Vistas - Total;Unidades pedidas;Ventas de productos pedidos;Total de artículos pedidos',
    'Unidades pedidas',
    'Ventas de productos pedidos',
  ],
])(
  'of amounts the one with a currency counts, and no number of visits or orders: %s',
  async (header, units, revenue) => {
    const found = await read(header, (row) => [
      ...[day(row), `T${row % 6}`, 90 + ((row * 31) % 90), 150 + row * 3, pieces(row)],
      ...[`${amount(row).replace('.', ',')} €`, Math.max(1, pieces(row) - 1)],
    ]);
    expect(found).toMatchObject({ kind: 'sales', roles: { units, revenue } });
  },
);

it.each([
  ['Jour;Produit;Articles vendus;Ventes nettes;Taxes;Total des ventes', 'Ventes nettes'],
  ['Día;Producto;Artículos vendidos;Ventas netas;Impuestos;Ventas totales', 'Ventas netas'],
  ['Date;Product;Net items sold;Net sales;Taxes;Total sales', 'Net sales'],
])('the amount is the net one whatever the language: %s', async (header, revenue) => {
  const found = await read(header, (row) => [
    ...[day(row), item(row), pieces(row), amount(row), (Number(amount(row)) * 0.2).toFixed(2)],
    (Number(amount(row)) * 1.2).toFixed(2),
  ]);
  expect(found.roles).toMatchObject({ revenue });
});

it.each([
  ['Datum;Name;Bezeichnung;Stück;Preis', 'Bezeichnung'],
  ['Fecha;Nombre;Producto;Cantidad;Precio', 'Producto'],
  ['Date;Nom;Désignation;Qté;Prix', 'Désignation'],
  ['Date;Name;Description;Qty;Price', 'Description'],
])('beside a description of what was sold the bare name is who bought it: %s', async (header, name) => {
  const found = await read(header, (row) => [
    ...[day(row), `Ida V${(row * 7) % 11}`, item((row * 5 + (row >> 3)) % 36), pieces(row)],
    price((row * 5 + (row >> 3)) % 36).toFixed(2),
  ]);
  expect(found).toMatchObject({ kind: 'sales', roles: { name } });
});

describe('what lies in the warehouse', () => {
  it.each(['Date;SKU;Product;Stock;Value', 'Datum;Artikelnr;Artikel;Bestand;Wert', '日期;货号;商品;库存;金额'])(
    'is not sold for its value: %s',
    async (header) => {
      const found = await read(header, (row) => [day(row), `P${row % 6}`, item(row), 20 + row, (20 + row) * 8.5]);
      expect(found.kind).toBe('stock');
    },
  );

  it.each(['Date;Description;In;Out;Balance', 'Datum;Bezeichnung;Produziert;Ausschuss;Rest'])(
    'comes and goes in a journal, which is no calendar: %s',
    async (header) => {
      const found = await read(header, (row) => [day(row), item(row), 3 + pieces(row), pieces(row), 4 + (row % 9)]);
      expect(found.about).toBeDefined();
    },
  );

  it.each(['Datum;Nr;Bezeichnung;Bestellt;Geliefert;Rest', 'Datum;Nr;Omschrijving;Besteld;Geleverd;Open'])(
    'or is to come, where a part of what was ordered came: %s',
    async (header) => {
      const found = await read(header, (row) => [day(row), `P${row % 6}`, item(row), 9, pieces(row), 9 - pieces(row)]);
      expect(found.about).toBe('kind-unsure');
    },
  );
});

it.each([
  ['5', '10', '20', 'discount-not-taken-off'],
  ['0.85', '1.70', '2.55', 'discount-taken-off'],
])('round discounts may be per cent as well as money, and others are money: %s, %s, %s', async (a, b, c, code) => {
  const found = await read('Order;Date;SKU;Quantity;Price;Discount', (row) => [
    ...[7000 + row, day(row), `P${row % 6}`, 4, price(row), [a, b, c, '0'][row % 4]],
  ]);
  expect(found.issues.find((issue) => issue.code.startsWith('discount'))?.code).toBe(code);
});

it.each([
  ['08/01/2024 - 14/01/2024', '15/01/2024 - 21/01/2024'],
  ['08.01. - 14.01.2024', '15.01. - 21.01.2024'],
  ['08 Jan - 14 Jan 2024', '15 Jan - 21 Jan 2024'],
  ['du 08/01/2024 au 14/01/2024', 'du 15/01/2024 au 21/01/2024'],
  ['2024年第2週', '2024年第3週'],
  ['2 tydzień 2024', '3 tydzień 2024'],
])('a week is read as it is written: %s', async (one, other) => {
  const found = await read('Week;Product;Units sold;Sales', (row) => [
    ...[row % 2 === 0 ? one : other, item(row), pieces(row), amount(row)],
  ]);
  expect(found).toMatchObject({ kind: 'sales', rowsAccepted: rows.length });
});

it('a C before some numbers marks cancelled orders only where the others are nothing but numbers', async () => {
  const token = (row: number): string => (row % 9 === 4 ? `C${100 + row}` : `${row}E7F${row}0A`);
  const mixed = await read('Order Number;Date;SKU;Quantity;Price', (row) => [token(row), day(row), 'P1', 1, 9.5]);
  const plain = await read('Order Number;Date;SKU;Quantity;Price', (row) => [
    ...[row % 9 === 4 ? `C${7000 + row}` : 7000 + row, day(row), 'P1', 1, 9.5],
  ]);
  expect([mixed.rowsAccepted, plain.rowsAccepted]).toEqual([36, 32]);
});

it('buyers of the shop who order from several vendors sell nothing', async () => {
  const found = await read(
    'Order Reference;Vendor;Buyer;Order Deadline;Product;Quantity;Unit Price;Subtotal',
    (row) => [
      ...[`P00${140 + (row >> 1)}`, `Supplier ${(row * 3) % 7} Ltd`, row % 2 ? 'Ann' : 'Marc', day(row), item(row)],
      ...[pieces(row), price(row), amount(row)],
    ],
  );
  expect(found.about).toBe('looks-like-purchases');
});

it('what a rival asks for it, beside what was sold of it, makes no figures of a market', async () => {
  const header = 'Date;Product ID;Units Sold;Price;Competitor Pricing';
  const found = await read(header, (row) => [day(row), `P${row % 6}`, pieces(row), price(row), price(row) + 0.4]);
  expect(found).toMatchObject({ about: undefined, roles: { price: 'Price' } });
});

describe('beside pieces and their price the values say what a column is, whatever it is called', () => {
  const whole = (row: number): number => pieces(row) * price(row);
  const some = (row: number, amount: number): number => (row % 3 === 0 ? amount : 0);
  const line = (row: number): (string | number)[] => [7000 + row, day(row), `P${row % 6}`, pieces(row), price(row)];

  it.each(['Carriage;Total', 'Geschenkverpackung;Gesamt', "Frais d'expédition;Total", '택배비;합계'])(
    'put on top of the line: %s',
    async (headings) => {
      const found = await read(`Order no;Date;SKU;Qty;Unit price;${headings}`, (row) => [
        ...[...line(row), some(row, 4.9), whole(row) + some(row, 4.9)],
      ]);
      expect(found.roles.price).toBe('Unit price');
      expect(found.roles).not.toHaveProperty('revenue');
    },
  );

  it.each(['Rabais;À payer', 'Kupon;Fizetendő', 'Savings;To pay'])('taken off it: %s', async (headings) => {
    const found = await read(`Order no;Date;SKU;Qty;Unit price;Amount;${headings}`, (row) => [
      ...[...line(row), whole(row), some(row, 2.5), whole(row) - some(row, 2.5)],
    ]);
    expect(found.revenue).toBe(rows.reduce((sum, row) => sum + whole(row) - some(row, 2.5), 0).toFixed(2));
  });

  it.each(['Received', 'Encaissé', 'Cobrado', 'Fizetve', '买家实付'])('paid for it: %s', async (heading) => {
    const found = await read(`Order no;Date;SKU;Qty;Unit price;${heading}`, (row) => [
      ...[...line(row), (whole(row) * (row % 3 === 0 ? 0.9 : 1)).toFixed(2)],
    ]);
    expect(found.roles.revenue).toBe(heading);
  });

  it.each(['Product sales;Selling fees;Total', 'Ventas de productos;Tarifas de venta;Total'])(
    'or left of it after the fees: %s',
    async (headings) => {
      const fee = (row: number): number => Number((whole(row) * 0.15).toFixed(2));
      const found = await read(`Order no;Date;SKU;Qty;${headings}`, (row) => [
        ...[...line(row).slice(0, 4), whole(row), fee(row), (whole(row) - fee(row)).toFixed(2)],
      ]);
      expect(found.roles.revenue).toBe(headings.split(';')[0]);
    },
  );
});

it.each(['Anzahl Bestellungen', 'Nº pedidos', 'Кол-во заказов', '受注件数'])(
  'orders that are counted are no pieces, and no numbers of orders: %s',
  async (heading) => {
    const found = await read(`Date;Product;${heading};Amount`, (row) => [
      day(row),
      item(row),
      1 + (row % 4),
      amount(row),
    ]);
    expect(found.roles).toEqual({ date: 'Date', name: 'Product', revenue: 'Amount' });
  },
);

it.each(['Shipping', 'Versandkosten', '送料'])(
  'postage in the amounts of lines without a price is named: %s',
  async (heading) => {
    const postage = (row: number): number => (row % 3 === 0 ? 4.9 : 0);
    const found = await read(`Order no;Date;Item;Qty;${heading};Grand total`, (row) => [
      ...[7000 + row, day(row), item(row), pieces(row), postage(row), pieces(row) * price(row) + postage(row)],
    ]);
    expect(found.issues).toMatchObject([{ code: 'amounts-with-more', params: { column: heading } }]);
  },
);

it.each([
  ['Zorbel', ['amounts-with-more']],
  ['Tax', []],
])('what is in the amounts beside price times pieces is named, a tax is not: %s', async (heading, codes) => {
  const more = (row: number): number => (row % 3 === 0 ? 4.9 : 0);
  const found = await read(`Order no;Date;Item;Qty;Unit price;${heading};Amount`, (row) => [
    ...[7000 + row, day(row), item(row), pieces(row), price(row), more(row), pieces(row) * price(row) + more(row)],
  ]);
  expect(found.issues.map(({ code }) => code).filter((code) => code === 'amounts-with-more')).toEqual(codes);
});

it.each([
  ['日期;订单号;换货商品;数量;差价', 'looks-like-returns'],
  ['이용일자;승인번호;가맹점명;횟수;이용금액', 'looks-like-payments'],
  ['Run Date;Ticker;Description;Quantity;Price', 'looks-like-payments'],
  ['Date;Counter;Item;Count;Value', 'looks-like-movements'],
])('a column that only another list has tells it: %s', async (header, about) => {
  const found = await read(header, (row) => [day(row), `S${row % 7}`, item(row), pieces(row), amount(row)]);
  expect(found.about).toBe(about);
});

describe('a line’s amount and what else is in it', () => {
  const whole = (row: number): number => pieces(row) * price(row);
  const some = (row: number, amount: number): number => (row % 3 === 0 ? amount : 0);
  const line = (row: number): (string | number)[] => [7000 + row, day(row), `P${row % 6}`, pieces(row), price(row)];
  const head = 'Order no;Date;SKU;Qty;Unit price';

  it.each<[string, (row: number) => number[]]>([
    [
      'Postage;Gift wrap;Total',
      (row) => [some(row, 4.9), some(row + 1, 3), whole(row) + some(row, 4.9) + some(row + 1, 3)],
    ],
    [
      'Coupon;Postage;Total',
      (row) => [some(row, 5.5), some(row + 1, 4.9), whole(row) - some(row, 5.5) + some(row + 1, 4.9)],
    ],
    ['Pfand;Gesamt', (row) => [0.15 + (row % 2) / 10, whole(row) + (0.15 + (row % 2) / 10) * pieces(row)]],
    ['Service;VAT;Total', (row) => [whole(row) / 10, whole(row) / 5, whole(row) * 1.3]],
  ])('several things on top: %s', async (headings, of) => {
    const found = await read(`${head};${headings}`, (row) => [...line(row), ...of(row).map((each) => each.toFixed(2))]);
    expect(found.roles).toMatchObject({ price: 'Unit price' });
    expect(found.roles).not.toHaveProperty('revenue');
  });

  it.each<[string, (row: number) => number]>([
    ['Profit', (row) => whole(row) * 0.6],
    ['Received', (row) => whole(row) * 0.85],
  ])('a share of every line was not paid for it: %s', async (heading, of) => {
    const found = await read(`${head};Share;${heading}`, (row) => [
      ...[...line(row), (whole(row) - of(row)).toFixed(2), of(row).toFixed(2)],
    ]);
    expect(found.roles.revenue).not.toBe(heading);
  });

  it('what was paid so far is no amount where some lines wait for it', async () => {
    const found = await read(`${head};Paid`, (row) => [...line(row), row % 5 === 0 ? '0.00' : whole(row).toFixed(2)]);
    expect(found).toMatchObject({ rowsAccepted: 36, roles: { price: 'Unit price' } });
  });

  it.each(['Value', 'Wert', 'Valeur'])('the value of the stock is no price and no amount: %s', async (heading) => {
    const found = await read(`Date;SKU;Sold;Price;Stock;${heading}`, (row) => [
      ...[day(row), `P${row % 6}`, pieces(row), price(row), 100 + row, ((100 + row) * price(row) * 0.4).toFixed(2)],
    ]);
    expect(found.roles).toMatchObject({ units: 'Sold', price: 'Price', stock: 'Stock' });
    expect(found.roles).not.toHaveProperty('revenue');
  });

  it('a discount beside amounts that keep what a piece costs is taken off', async () => {
    const found = await read('Date;SKU;Qty;Amount;Discount', (row) => [
      ...[day(row), `P${row % 6}`, pieces(row), whole(row), some(row, 2.35).toFixed(2)],
    ]);
    expect(found.issues).toMatchObject([{ code: 'discount-taken-off' }]);
    expect(found.revenue).toBe(rows.reduce((sum, row) => sum + whole(row) - some(row, 2.35), 0).toFixed(2));
  });
});

it('days in words say nothing of decimals: a comma parts thousands of whole amounts', async () => {
  const text = rows.map((row) => `"January ${1 + (row % 28)}, 2024"\tP${row % 6}\t3\t"$${1 + (row % 8)},${120 + row}"`);
  const { files } = await drop({
    'crosstab.csv': ['Day of Order Date\tProduct ID\tQuantity\tSales', ...text].join('\n'),
  });
  expect(Number(files[0].revenue)).toBeGreaterThan(36_000);
});

it('a size, a pack and a bracket list no products', async () => {
  const names = ['Duvet 240x220', 'Kettle inox 1,7 L', 'Socks pack x3 (Black, S)', 'Tote (Blue, L)', 'Mug', 'Tray'];
  const found = await read('Date;Item;Qty;Price', (row) => [day(row), names[row % 6], pieces(row), price(row)]);
  expect(found.about).toBeUndefined();
});

describe('what only looks like one of these', () => {
  const whole = (row: number): number => pieces(row) * price(row);
  const line = (row: number): (string | number)[] => [7000 + row, day(row), `P${row % 6}`, pieces(row), price(row)];

  it.each<[string, (row: number) => string | number]>([
    ['small,medium,large', (row) => ['small', 'medium', 'large'][(row * 5) % 3]],
    ['a remark here and there', (row) => (row % 9 === 0 ? 'gift, wrapped' : '')],
  ])('a product under a bare Name beside a description: %s', async (_what, of) => {
    const found = await read('Date;Name;Description;Qty;Price', (row) => [
      ...[day(row), item(row), of(row), pieces(row), price(row)],
    ]);
    expect(found).toMatchObject({ rowsAccepted: 36, roles: { name: 'Name' } });
  });

  it.each(['Options', 'Modifiers', 'Extended warranty'])(
    'what is a part of the goods stays in their amount: %s',
    async (heading) => {
      const found = await read(`Order no;Date;SKU;Qty;Unit price;${heading};Line total`, (row) => [
        ...[...line(row), row % 3 === 0 ? 8 : 0, whole(row) + (row % 3 === 0 ? 8 : 0)],
      ]);
      expect(found.roles.revenue).toBe('Line total');
    },
  );

  it.each<[string, (row: number) => number]>([
    ['Deposit;Total', (row) => whole(row) * 0.3],
    ['Platform fee;Amount', (row) => whole(row) * 0.1],
    ['Cost;Total', (row) => whole(row) * 0.6],
  ])('what is left of it is no amount: %s', async (headings, off) => {
    const found = await read(`Order no;Date;SKU;Qty;Unit price;${headings}`, (row) => [
      ...[...line(row), off(row).toFixed(2), (whole(row) - Number(off(row).toFixed(2))).toFixed(2)],
    ]);
    expect(found.roles).toMatchObject({ price: 'Unit price' });
    expect(found.roles).not.toHaveProperty('revenue');
  });

  it('lines with pieces and prices are sales, though a score and a rare remark stand beside them', async () => {
    const found = await read('Date;Product;Qty;Price;Rating;Remarks', (row) => [
      ...[day(row), item(row), pieces(row), price(row), 1 + (row % 5), row % 12 === 0 ? 'nice' : ''],
    ]);
    expect(found.kind).toBe('sales');
  });
});
