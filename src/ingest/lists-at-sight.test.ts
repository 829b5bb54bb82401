import { expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** Reviews, stock, calendars and states that only their values tell. */
const first = toEpochDay(2024, 5, 6);
const day = (at: number): string => formatIsoDate(first + at);
const pieces = (at: number): number => 1 + (at % 4);
const all = Array.from({ length: 60 }, (_, at) => at);

async function read(header: string, line: (at: number) => readonly (string | number)[], name = 'export.csv') {
  const output = await drop({ [name]: [header, ...all.map((at) => line(at).join(','))].join('\n') });
  const [report] = output.files;
  const roles = Object.fromEntries(report.columns.map(({ name: heading, role }) => [heading, role]));
  return { ...report, roles, ...output, asked: output.questions.map(({ about }) => about) };
}

it('reviews may have nothing but the product by its name, a price and how it is rated', async () => {
  const found = await read('product_name,product_price,Rate,Review,Summary', (at) => [
    ...[`Kettle no. ${at % 9}`, 799 + (at % 9), 1 + (at % 5), 'super!', `bought it ${at} days ago and like it`],
  ]);
  expect(found).toMatchObject({ kind: 'reviews', roles: { Rate: 'rating', product_name: 'product' } });
  const report = await read('Date,SKU,Units sold,Sales,Order Conversion Rate', (at) => [
    ...[day(at), `A${at % 7}`, pieces(at), pieces(at) * 5, (at % 40) / 10],
  ]);
  expect(report).toMatchObject({ kind: 'sales', rowsAccepted: 60 });
});

it('days of a few products are none of their stock', async () => {
  const found = await read('SKU,Name,Location,ExpiryDate,OnHand,Available', (at) => [
    ...[`A${at % 30}`, `Mug ${at % 30}`, at < 30 ? 'Main' : 'Store', at % 6 === 0 ? day(400) : '', at, at],
  ]);
  expect(found).toMatchObject({ kind: 'stock', rowsAccepted: 60, roles: { ExpiryDate: '' } });
});

it('stock that has a row for each variant is theirs', async () => {
  const found = await read('仓库,商品编码,商品名称,规格编码,规格名称,实际库存,可用库存', (at) => [
    ...['主仓', `W${at >> 1}`, `毛巾${at >> 1}`, `W${at >> 1}-${at % 2}`, at % 2 === 0 ? '白' : '灰', 90 + at, 80 + at],
  ]);
  expect(found).toMatchObject({ kind: 'stock', products: 60, roles: { 规格编码: 'product', 商品编码: '' } });
});

it('a promotion lasts from its own days on, not from those on which one may join it', async () => {
  const found = await read('活动ID,活动名称,活动类型,报名开始时间,报名结束时间,活动开始时间,活动结束时间', (at) => [
    ...[88_000_053 + 53 * at, `促销${at % 9}`, '满减', `${day(7 * at)} 10:00:00`, `${day(7 * at + 3)} 18:00:00`],
    ...[`${day(7 * at + 10)} 00:00:00`, `${day(7 * at + 13)} 23:59:59`],
  ]);
  expect(found).toMatchObject({
    kind: 'calendar',
    roles: { 活动开始时间: 'from', 活动结束时间: 'to', 报名开始时间: '' },
  });
});

it('what stands beside days off is what they are called', async () => {
  const found = await read('西元日期,星期,是否放假,備註', (at) => [
    ...[day(at).replaceAll('-', ''), '一', at % 6 === 0 ? 2 : 0, at === 12 ? '端午節' : ''],
  ]);
  expect(found).toMatchObject({ kind: 'holidays', asked: [], roles: { 備註: 'name' } });
});

it('pieces on days on which a page was read are asked about', async () => {
  const found = await read('scraped_at,itemid,name,price,stock,sold,rating_star', (at) => [
    ...[
      `${day(at >> 3)} 02:10:00`,
      7000 + (at % 8),
      `Mug ${at % 8}`,
      9 + (at % 8),
      900 - at,
      100 + ((at * 37) % 50),
      4.5,
    ],
  ]);
  expect(found.asked).toEqual(['kind-unsure']);
});

it('a line with a reason for its rejection came to nothing', async () => {
  const found = await read('Verk.Beleg,Belegdatum,Material,Auftragsmenge,Nettowert,Absagegrund', (at) => [
    ...[`40${at}`, day(at), `FG${at % 7}`, pieces(at), 5 * pieces(at), at % 10 === 3 ? 'Auftrag storniert' : ''],
  ]);
  expect(found).toMatchObject({ rowsAccepted: 54, rejected: { cancelled_invoice: 6 } });
});

it('an order that was closed stands where the delivery of none such was called off, and is told', async () => {
  const states = ['COMPLETE', 'CLOSED', 'CANCELED', 'COMPLETE', 'COMPLETE'];
  const orders = (delivery: (state: string, at: number) => string) =>
    read('Order Id,order date,Product Name,Quantity,Sales,Order Status,Delivery Status', (at) => [
      ...[
        `60${at}`,
        day(at),
        `Mug ${at % 7}`,
        pieces(at),
        5 * pieces(at),
        states[at % 5],
        delivery(states[at % 5], at),
      ],
    ]);
  const told = await orders((state, at) =>
    state === 'CANCELED' ? 'Shipping canceled' : at % 2 ? 'Late delivery' : 'On time',
  );
  expect(told).toMatchObject({ rowsAccepted: 48 });
  expect(told.issues.map(({ code }) => code)).toContain('states-unknown');
  const untold = await orders((_, at) => (at % 2 ? 'Late delivery' : 'On time'));
  expect(untold).toMatchObject({ rowsAccepted: 36 });
});

it('figures below what was sold for, under a heading that nobody knows, may be what was paid, and are asked about', async () => {
  const found = await read('TRANSACTION_DT,CUSTOMER_ID,PRODUCT_ID,AMOUNT,ASSET,SALES_PRICE', (at) => [
    ...[
      day(at >> 2),
      `C${at % 20}`,
      `47${at % 7}`,
      pieces(at),
      pieces(at) * (9 + (at % 7)),
      pieces(at) * (13 + (at % 7)),
    ],
  ]);
  expect(found).toMatchObject({ asked: ['kind-unsure'], roles: { AMOUNT: 'units', SALES_PRICE: 'revenue' } });
});

it('a price under Rate is none of a review', async () => {
  const found = await read('Item,Rate', (at) => [`Mug no. ${at}`, (0.6 + at / 10).toFixed(2)], 'price list.csv');
  expect(found.kind).not.toBe('reviews');
});

it.each(['#', 'Not assigned', '00', 'N/A'])('%s stands for no reason of rejection', async (neutral) => {
  const found = await read('Verk.Beleg,Belegdatum,Material,Auftragsmenge,Nettowert,Absagegrund', (at) => [
    ...[`40${at}`, day(at), `FG${at % 7}`, pieces(at), 5 * pieces(at), at % 10 === 3 ? 'Zu spät' : neutral],
  ]);
  expect(found).toMatchObject({ rowsAccepted: 54, rejected: { cancelled_invoice: 6 } });
});

it('best before in each row of lots is no day of their stock', async () => {
  const found = await read('SKU,Product,Lot,On hand,Best before', (at) => [
    ...[`A${at >> 1}`, `Tea ${at >> 1}`, `L${at}`, 20 + at, day(200 + at)],
  ]);
  expect(found).toMatchObject({ kind: 'stock', firstDay: null, roles: { 'Best before': '' } });
});

it('of two prices that is paid which is lower where they differ, by its word', async () => {
  const found = await read('OrderKey,OrderDate,ProductKey,Quantity,UnitPrice,NetPrice', (at) => [
    ...[
      7000 + at,
      day(at),
      100 + (at % 7),
      pieces(at),
      10 + (at % 7),
      ((10 + (at % 7)) * (at % 3 ? 1 : 0.8)).toFixed(2),
    ],
  ]);
  expect(found.roles).toMatchObject({ UnitPrice: '', NetPrice: 'price' });
});

it('documents by which goods came in are no sales', async () => {
  const found = await read('单据日期,单据编号,单据类型,往来单位,商品编号,数量,单价,金额', (at) => [
    ...[day(at), `JH${at}`, '进货单', `厂${at % 5}`, `G${at % 7}`, 50, 3, 150],
  ]);
  expect(found.asked).toEqual(['looks-like-purchases']);
});

it('an offer of a few products has days, and no stock', async () => {
  const found = await read(
    'Artikelnummer,Name,Typ,Kurzbeschreibung,Datum an dem Angebotspreis beginnt,Bestand,Geringe Lagermenge,Kundenrezensionen erlauben?,Angebotspreis,Regulärer Preis,Kategorien',
    (at) => [
      ...[`WB-${100 + at}`, `Tuch ${at}`, 'simple', 'Für jeden Tag', at % 9 === 0 ? day(0) : '', 20 + at, 5, 1],
      ...[at % 9 === 0 ? 9 : '', 19 + at, ['Bad', 'Küche'][at % 2]],
    ],
    'wc-product-export.csv',
  );
  expect(found).toMatchObject({ kind: 'catalogue', asked: [], rowsAccepted: 60 });
});

it.each(['4/1週,4/8週,4/15週,4/22週,4/29週,5/6週', 'w/c 1/4,w/c 8/4,w/c 15/4,w/c 22/4,w/c 29/4,w/c 6/5'])(
  'weeks by the day on which they begin, of the year in the title: %s',
  async (weeks) => {
    const lines = all.slice(0, 12).map((at) => `JW-${at},Towel ${at},${[4, 2, 6, 1, 5, 3].map((each) => each + at)}`);
    const { files } = await drop({
      'weekly sales.csv': ['2024 weekly sales (units)', `SKU,Name,${weeks}`, ...lines].join('\n'),
    });
    expect(files[0]).toMatchObject({
      kind: 'sales',
      rowsAccepted: 72,
      firstDay: toEpochDay(2024, 4, 1),
      lastDay: toEpochDay(2024, 5, 6),
    });
  },
);

it('the day of a snapshot may stand on its first row alone, one of some goods is theirs', async () => {
  const snapshot = await read('Date,SKU,Product,Stock', (at) => [
    ...[at % 12 === 0 ? day(at) : '', `OD-${at % 12}`, `Shirt ${at % 12}`, 90 - ((at * 7) % 50)],
  ]);
  expect(snapshot).toMatchObject({ kind: 'stock', rowsAccepted: 60, lastDay: first + 48 });
  const restocked = await read('Date,SKU,Product,Stock', (at) => [
    ...[at % 12 === 0 ? day(at) : '', `OD-${at}`, `Shirt ${at}`, 90 - ((at * 7) % 50)],
  ]);
  expect(restocked.rowsAccepted === 60 && restocked.lastDay === first + 48).toBe(false);
});

it('single pieces with the day on which each was sold are asked about', async () => {
  const found = await read('Item,SKU,Purchase date,Cost,Sold date,Sold price', (at) => [
    ...[`Vase no. ${at}`, `I${100 + at}`, day(at), 9.5, day(at + 40), 19.5 + (at % 7)],
  ]);
  expect(found.asked).toEqual(['kind-unsure']);
});

it('stock is called so by its file, beside what it costs', async () => {
  const found = await read(
    'Код,Артикул,Номенклатура,Ед. изм.,В наличии,В резерве,Доступно,Учётная цена',
    (at) => [`00-${100 + at}`, `ЛК${100 + at}`, `Краска ${at}`, 'шт', 226 + at, 4, 222 + at, 300.5 + at],
    'Остатки товаров.csv',
  );
  expect(found).toMatchObject({ kind: 'stock', rowsAccepted: 60 });
});

it('a column of months says in which order the dates beside it stand', async () => {
  const found = await read('Date,Month,SKU,Units sold,Sales', (at) => {
    const month = 1 + (at % 12);
    const sold = 1 + ((at * 37) % 23);
    return [`${month}/1/2024`, month, `A${at % 5}`, sold, 7 * sold];
  });
  expect(found).toMatchObject({ kind: 'sales', asked: [], lastDay: toEpochDay(2024, 12, 1) });
});

it.each(['상품명', 'Details', 'Angebotstitel', '등록상품명'])(
  '%s goes with the products: their names',
  async (name) => {
    const found = await read(`Date,Order,SKU,Qty,Price,${name}`, (at) => [
      ...[day(at >> 1), 9000 + at, `A${at % 5}`, pieces(at), 5, `Towel ${'abcde'[at % 5]} in blue`],
    ]);
    expect(found).toMatchObject({ kind: 'sales', roles: { [name]: 'name', SKU: 'product' } });
  },
);
