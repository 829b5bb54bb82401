import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

const first = toEpochDay(2024, 5, 6);
const numbers = Array.from({ length: 60 }, (_, at) => at);
const day = (at: number): string => formatIsoDate(first + at);
const table = (heading: string, line: (at: number) => string): string => [heading, ...numbers.map(line)].join('\n');

async function kindOf(name: string, text: string): Promise<string> {
  const { files, questions } = await drop({ [name]: text });
  expect(questions).toEqual([]);
  return files[0].kind;
}

it.each([
  ['purchase_orders.csv', 'order_date,product_id,quantity_ordered', 'looks-like-purchases'],
  ['inventory_20240506.csv', 'scanned at,barcode,qty', 'kind-unsure'],
  ['ventas.csv', 'fecha,producto,ventas', 'kind-unsure'],
])('%s is asked about', async (name, heading, about) => {
  const { questions } = await drop({
    [name]: table(heading, (at) => `${day(at)},P${at % 7},${100 + ((at * 37) % 90)}`),
  });
  expect(questions).toMatchObject([{ code: 'file-kind', about }]);
});

it.each([
  ['上架', 'catalogue'],
  ['待上架', 'candidates'],
])('a list of products with their days of launch that are %s is one of %s', async (state, kind) => {
  const list = table(
    '商品编码,商品名称,类目,售价,商品状态,上架时间',
    (at) => `P${at},杯子${at},杯,${20 + at},${state},${day(at)} 10:00:00`,
  );
  expect(await kindOf('列表.csv', list)).toBe(kind);
});

it.each(['ventas', '销售', 'verkauf'])(
  'stock day by day beside %s, in pieces or in money, is asked about',
  async (heading) => {
    const { questions } = await drop({
      'diario.csv': table(
        `fecha,producto,${heading},stock`,
        (at) => `${day(at)},P${at % 7},${1 + ((at * 37) % 40)},${at * 3}`,
      ),
    });
    expect(questions).toMatchObject([{ code: 'file-kind', about: 'kind-unsure' }]);
  },
);

describe('a kind of file', () => {
  const scored = (review: (at: number) => string): string =>
    table(
      'order_id,purchase_timestamp,product_id,price,freight_value,review_score,review_comment',
      (at) => `o${at},${day(at)} 10:00:00,p${at % 7},${10 + (at % 7)}.90,15.00,${1 + (at % 5)},${review(at)}`,
    );

  it('is sales where orders have prices, though a score stands beside them, and here and there a text', async () => {
    expect(
      await kindOf(
        'merged.csv',
        scored(() => ''),
      ),
    ).toBe('sales');
    expect(
      await kindOf(
        'merged.csv',
        scored((at) => (at % 3 === 0 ? 'Very good' : '')),
      ),
    ).toBe('sales');
  });

  it('is reviews where each order has a text', async () => {
    expect(
      await kindOf(
        'reviews.csv',
        scored((at) => `Number ${at} is good`),
      ),
    ).toBe('reviews');
  });

  it('is sales where a report on weeks says what was sold and what is left', async () => {
    const text = table('GTIN;Zeitraum von;Zeitraum bis;Menge;Umsatz VK brutto;Bestand', (at) => {
      const from = first + 7 * Math.floor(at / 6);
      const code = (of: number): string => formatIsoDate(of).replaceAll('-', '');
      return `426615858037${at % 6};${code(from)};${code(from + 6)};${1 + (at % 9)};${12 * (1 + (at % 9))},50;${30 + (at % 11)}`;
    });
    const { files } = await drop({ 'report.csv': text });
    expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 60, firstDay: first });
    expect(files[0].units).toBe(numbers.reduce((sum, at) => sum + 1 + (at % 9), 0));
  });

  it.each([
    [
      'catalogue',
      '상품번호,상품명,카테고리,재고수량,판매가,판매상태,배송속성,제조사명,브랜드명,상품등록일',
      (at: number) => [`9${at}`, `컵 ${at}`, '주방', 3 + at, 9000 + at, '판매중', '일반', 'B', 'A', day(at)],
    ],
    [
      'stock',
      '仓库,商品编码,商品名称,库存数量,可用库存,成本价,库存金额,最近入库时间',
      (at: number) => ['主仓', `W${at}`, `杯 ${at}`, 30 + at, 20 + at, 7.5, 7.5 * (30 + at), `${day(at)} 10:20:30`],
    ],
    [
      'browsing',
      'event_date,event_name,user_pseudo_id,item_id,price,quantity',
      (at: number) => [
        day(at).replaceAll('-', ''),
        at % 5 ? 'view_item' : 'add_to_cart',
        `1000${at % 20}.17`,
        `G${at % 7}`,
        10 + (at % 7),
        at % 5 ? '' : 1,
      ],
    ],
  ] as const)('is %s by what else it says', async (kind, headings, line) => {
    expect(
      await kindOf(
        'export.csv',
        table(headings, (at) => line(at).join(',')),
      ),
    ).toBe(kind);
  });

  it('is no holiday where each day has a price, and no reviews where a shop counts its pieces by day', async () => {
    const prices = table(
      'fecha,producto,XQ,precio_unitario',
      (at) => `${day(at)},Taza ${at % 7},${1 + (at % 3)},${24 + (at % 7)}`,
    );
    const { files } = await drop({ 'ventas.csv': prices });
    expect(files[0].kind).not.toBe('holidays');
    const shop = table(
      '统计日期,访客数,支付件数,支付金额,评分',
      (at) => `${day(at)},${900 + at},${30 + at},${900 + at}.50,4.86`,
    );
    const { files: ofShop } = await drop({ '店铺.csv': shop });
    expect(ofShop[0].kind).not.toBe('reviews');
  });

  it('is stock where a stock-taking names what was counted', async () => {
    const text = table(
      'Indeks;Nazwa towaru;Stan wg ewidencji;Stan z natury;Różnica;Cena zakupu',
      (at) => `R${at};Towar ${at};${20 + at};${20 + at - (at % 3)};${-(at % 3)};${4 + at},50`,
    );
    expect(await kindOf('Remanent_2024.csv', text)).toBe('stock');
    expect(await kindOf('arkusz.csv', text)).toBe('stock');
  });
});

describe('what was never sold is asked about', () => {
  const aboutOf = async (name: string, text: string) => {
    const { questions } = await drop({ [name]: text });
    return questions.map(({ about }) => about);
  };
  const carts = (headings: string): string =>
    table(
      headings,
      (at) => `${900 + at},${day(at)} 13:44,Mug ${at % 7},G${at % 7},${1 + (at % 3)},${10 * (1 + (at % 3))},a`,
    );

  it.each([
    'porzucone_koszyki.csv',
    'abandoned_checkouts.csv',
    'Verlassene Warenkörbe.csv',
    'carrelli_abbandonati.csv',
    'terk_edilmiş_sepetler.csv',
    '放弃购物车.csv',
    'カゴ落ち.csv',
  ])('of carts that were left: %s', async (name) => {
    expect(await aboutOf(name, carts('Id,Time,Product,SKU,Quantity,Amount,Note'))).toEqual(['looks-like-forecast']);
  });

  it('of carts by the headings', async () => {
    const headings = 'ID koszyka,Data utworzenia,Produkt,Kod produktu,Ilość,Wartość,Etap porzucenia';
    expect(await aboutOf('export.csv', carts(headings))).toEqual(['looks-like-forecast']);
    expect(await aboutOf('export.csv', carts(headings.replace('Etap porzucenia', 'Uwagi')))).toEqual([]);
  });

  const list = (headings: string): string =>
    table(headings, (at) => `IT${at},Staffa ${at},${[10, 50, 100][at % 3]},${20 + at}.50,${day(at % 2)}`);

  it.each([
    [
      'of fees of each order',
      'looks-like-payments',
      '动账时间,动账金额,订单号,商品ID,商品名称,订单实付应结,平台服务费,佣金,招商服务费',
      (at: number) =>
        `${day(at)},${90 + ((at * 37) % 50)}.25,69${at},36${at % 7},杯子 ${at % 7},${100 + ((at * 37) % 50)}.25,-5.00,-4.00,-1.00`,
    ],
    [
      'of plans',
      'looks-like-forecast',
      '計画年月,商品コード,商品名,計画数量,販売単価',
      (at: number) => `2025/${String(1 + (at % 12)).padStart(2, '0')},JP${at % 5},鍋,${60 + at},3560`,
    ],
  ])('%s', async (_what, about, headings, line) => {
    expect(await aboutOf('export.csv', table(headings, line))).toEqual([about]);
  });

  it('but not where a list of offers has a day of its own for each', async () => {
    const { files } = await drop({
      'Listings.csv': table(
        'item-name,seller-sku,price,quantity,open-date',
        (at) => `Mug ${at},AM-${at},${10 + at}.51,${7 + at},${day(at)}`,
      ),
    });
    expect(files[0].kind).not.toBe('sales');
  });

  it.each([
    ['a day from which they hold', 'export.csv', 'Codice,Descrizione,Q.tà,Prezzo,Valido dal'],
    ['the pieces of a package', 'export.csv', 'Codice,Descrizione,Q.tà conf.,Prezzo,Data'],
    ['the name of the file', 'Listino_2025.csv', 'Codice,Descrizione,Q.tà,Prezzo,Data'],
  ])('of prices by %s', async (_what, name, headings) => {
    expect(await aboutOf(name, list(headings))).toEqual(['looks-like-prices']);
  });

  it('but not where one day of sales has a row a product', async () => {
    expect(await aboutOf('vendite.csv', list('Codice,Descrizione,Quantità venduta,Prezzo,Data'))).toEqual([]);
  });
});

describe('an amount', () => {
  const units = (at: number): number => 1 + (at % 3);
  const price = (at: number): number => 10 + (at % 7);
  const off = (at: number): number => (at % 3 === 0 ? 5 : 0);
  const left = (at: number): string => ((units(at) * price(at) * (100 - off(at))) / 100).toFixed(2);
  const sum = numbers.reduce((all, at) => all + Number(left(at)), 0).toFixed(2);

  it('that is the price in each row is that of one piece, where no column counts pieces', async () => {
    const text = table(
      'item_nr,sku,status,offer_price,gmv_lcy,order_timestamp',
      (at) => `N${at}-1,S${at % 7},Delivered,${price(at)}.50,${price(at)}.50,${day(at)}T10:00:00`,
    );
    const { files, questions } = await drop({ 'sales.csv': text });
    expect(questions).toEqual([]);
    expect(files[0].units).toBe(60);
    expect(Number(files[0].revenue)).toBe(numbers.reduce((all, at) => all + price(at) + 0.5, 0));
  });

  it.each(['CA TTC', 'Zrfk'])('under %s is what is left after the discount', async (heading) => {
    const text = table(
      `Date,EAN,Qté,Prix,Remise %,${heading}`,
      (at) => `${day(at)},978207006267${at % 7},${units(at)},${price(at)}.00,${off(at)},${left(at)}`,
    );
    const { files, questions } = await drop({ 'ventes.csv': text });
    expect(questions).toEqual([]);
    expect(files[0].revenue).toBe(sum);
  });
});

describe('what a spreadsheet or its writer lost is asked', () => {
  it.each(['9,78E+12', '9.78E+12', '6,9E+12'])('where all ids of products are %s', async (id) => {
    const text = table('Date;EAN;Qté vendue', (at) => `${day(Math.floor(at / 3))};${id};${1 + (at % 4)}`);
    const { files, questions } = await drop({ 'ventes.csv': text });
    expect(files[0].state).toBe('question');
    expect(questions).toMatchObject([{ code: 'file-kind', about: 'ids-shortened' }]);
  });

  const weighed = (mark: string, delimiter: string, prices = false): string =>
    table(['month', 'item', 'quantity', ...(prices ? ['price'] : [])].join(delimiter), (at) =>
      [
        `2024-0${1 + Math.floor(at / 20)}`,
        `K-${at % 20}`,
        `${1 + (at % 8)}${mark}${100 + at * 7}`,
        ...(prices ? [`12${mark}50`] : []),
      ].join(delimiter),
    );
  const thousands = numbers.reduce((sum, at) => sum + (1 + (at % 8)) * 1000 + 100 + at * 7, 0);

  it.each([
    ['.', ';', 'comma', 'point'],
    ['.', ',', 'comma', 'point'],
    [',', ';', 'point', 'comma'],
  ] as const)('whether 1%s250 in a file of "%s" is thousands', async (mark, delimiter, asThousands, asDecimals) => {
    const text = weighed(mark, delimiter);
    const { files, questions } = await drop({ 'absatz.csv': text });
    expect(files[0]).toMatchObject({ state: 'question', issues: [{ code: 'thousands-undecided' }] });
    expect(questions).toMatchObject([{ code: 'number-style', column: 'quantity', options: ['comma', 'point'] }]);
    for (const [numberStyle, units] of [
      [asThousands, thousands],
      [asDecimals, thousands / 1000],
    ] as const) {
      const answered = await drop({ 'absatz.csv': text }, { 'absatz.csv': { numberStyle } });
      expect(answered.questions).toEqual([]);
      expect(answered.files[0].units).toBeCloseTo(units, 6);
      expect(questions[0].previews?.[numberStyle].units).toBeCloseTo(units, 6);
    }
  });

  it('not where the currency has three decimals', async () => {
    const text = table(
      'Date,SKU,Quantity,Price,Amount,Currency',
      (at) =>
        `${day(at)},K-${at % 20},${1 + (at % 3)},${2 + (at % 20)}.250,${((1 + (at % 3)) * (2.25 + (at % 20))).toFixed(3)},KWD`,
    );
    const { files, questions } = await drop({ 'sales.csv': text });
    expect(questions).toEqual([]);
    expect(files[0].state).toBe('imported');
  });

  it.each([
    ['IDR', 100],
    ['KWD', 0.1],
  ])(
    'not where a discount beside them is whole in some rows, unless %s has three decimals',
    async (currency, worth) => {
      const text = table(
        'Date,SKU,Quantity,Price,Discount,Currency',
        (at) => `${day(at)},K-${at % 20},2,${10 + (at % 20)}.100,${at % 2 ? 0 : '5.500'},${currency}`,
      );
      const { files, questions } = await drop({ 'sales.csv': text });
      expect(questions).toEqual([]);
      const discounts = 30 * 55;
      const prices = numbers.reduce((sum, at) => sum + 2 * (10 * (10 + (at % 20)) + 1), 0);
      expect(Number(files[0].revenue)).toBeCloseTo(worth * (prices - discounts), 3);
    },
  );
});

describe('a table of which no word speaks of selling', () => {
  const line = (at: number): string => `B${400 + at},${day(at)},A${at % 5},${1 + (at % 4)},${10 + (at % 5)}.50`;
  const stateOf = async (name: string, heading: string, more = ''): Promise<string> => {
    const { files } = await drop({ [name]: table(heading, (at) => `${line(at)}${more}`) });
    return files[0].state;
  };

  it('is asked about where its rows are documents of some kind', async () => {
    expect(await stateOf('export.csv', 'Document No,Date,Item,Quantity,Price')).toBe('question');
  });

  it.each([
    ['the name of the file', 'sales.csv', 'Document No,Date,Item,Quantity,Price', ''],
    ['a heading', 'export.csv', 'Order No,Date,Item,Quantity,Price', ''],
    ['a heading in Polish', 'export.csv', 'Document No,Data sprzedaży,Item,Quantity,Price', ''],
    ['a state', 'export.csv', 'Document No,Date,Item,Quantity,Price,State', ',Paid'],
  ])('is none by %s', async (_what, name, heading, more) => {
    expect(await stateOf(name, heading, more)).toBe('imported');
  });
});

it('what visitors do is told by the values under a heading of kinds, and visits alone make a panel without a sale', async () => {
  const events = ['view_item', 'view_item', 'cart_update', 'view_item', 'purchase_item'];
  const lines = Array.from(
    { length: 60 },
    (_, at) => `${1720424204 + at * 9000}.50,${events[at % 5]},s${at % 9},P${at % 4}`,
  );
  const { files, dataset } = await drop({
    'export.csv': ['timestamp,type,session_id,product_id', ...lines].join('\n'),
  });
  expect(files[0]).toMatchObject({ kind: 'browsing', rowsAccepted: 60 });
  expect(files[0].columns.find(({ role }) => role === 'event')?.name).toBe('type');
  expect(files[0].months.reduce((sum, { units }) => sum + units, 0)).toBe(36);
  const panel = dataset.panel;
  expect(panel?.products.map(({ firstSale, lastSale }) => firstSale > lastSale && Number.isInteger(firstSale))).toEqual(
    Array(4).fill(true),
  );
});

it.each([
  ['商品售后', '无', '退款完成'],
  ['售后状态', '无售后', '退款成功'],
])('%s: a line that came back by its state of after-sales is not sold', async (heading, none, back) => {
  const lines = Array.from(
    { length: 40 },
    (_, at) => `O${at},2024-05-${10 + (at % 9)},P${at % 5},1,9.90,${at % 8 === 3 ? back : none}`,
  );
  const { files } = await drop({
    'orders.csv': [`订单号,下单时间,商品编码,商品数量,商品价格,${heading}`, ...lines].join('\n'),
  });
  expect(files[0].rejected).toEqual({ cancelled_invoice: 5 });
});

it('a list of products with what was sold of each since it was made is asked about', async () => {
  const text = table(
    '商品ID,商品名称,商品编码,价格,库存,总销量,创建时间',
    (at) =>
      `${1000 + at},杯子${at % 55},YZ${at},${20 + at}.90,${at % 9},${100 + ((at * 37) % 90)},${day(at % 50)} 10:00:00`,
  );
  expect((await drop({ '商品.csv': text })).questions).toMatchObject([{ code: 'file-kind', about: 'kind-unsure' }]);
});

it('pieces on hand beside a list of products, and what a visitor is worth, are no sales', async () => {
  const products = table(
    'SKU,Item Name,Category,Price,Current Quantity Main Street',
    (at) => `S${at},Mug ${at},Mugs,${4 + at},${(at * 37) % 90}`,
  );
  expect(await kindOf('library.csv', products)).toBe('catalogue');
  const visits = table(
    'Date,Item ID,Product Name,Product Visitors,Product Pageviews,Visitor Value',
    (at) => `${day(at >> 2)},I${at % 4},Mug ${at % 4},${20 + at},${30 + ((at * 7) % 50)},0.${10 + at}`,
  );
  expect(await kindOf('traffic.csv', visits)).toBe('browsing');
});

it.each([
  [
    'Début;Fin;Opération;Mécanique;Objectif CA',
    (at: number) => `${day(at * 8)};${day(at * 8 + 5)};Vente ${at};-10 %;${5000 + at * 130}`,
  ],
  [
    'Week;Van;Tot en met;Actie;Korting',
    (at: number) => `${1 + ((at * 5) % 51)};${day(at * 8)};${day(at * 8 + 5)};Actie ${at};15%`,
  ],
])('a calendar of promotions with aims or numbers of weeks beside: %s', async (heading, line) => {
  expect(await kindOf('plan.csv', [heading, ...numbers.slice(0, 40).map(line)].join('\n'))).toBe('calendar');
});

it('what was counted beside what should be there, and warehouses with their sum, are stock', async () => {
  const counted = table(
    'Lagerplatz;Art.-Nr.;Bezeichnung;Soll;Ist;Differenz',
    (at) => `A-${at};${8100 + at};Becher ${at};${at + 5};${at + 4};-1`,
  );
  expect(await kindOf('Zählliste.csv', counted)).toBe('stock');
  const sides = table(
    'Артикул продавца;Предмет;Итого по складам;Казань;Тула',
    (at) => `WB-${at};Кружка;${at + 7};${at};7`,
  );
  expect(await kindOf('склады.csv', sides)).toBe('stock');
});

it('titles of groups and notes in a list of products are none', async () => {
  const text = [
    'Réf.;Désignation;Tarif HT',
    'CUISINE;;',
    ...numbers.map((at) => `T${at};Bol ${at};${10 + at},50`),
    'BAIN;;',
    'T90;Savon;4,00',
    'Prix sans engagement.;;',
  ];
  const { files } = await drop({ 'tarif.csv': text.join('\n') });
  expect(files[0]).toMatchObject({ kind: 'catalogue', rowsAccepted: 61, rejected: { group_title: 3 } });
});

it.each([(at: number) => `${1 + (at % 5)}星`, (at: number) => `${1 + (at % 5)}/5`])(
  'stars are ratings',
  async (stars) => {
    const text = table(
      '评价时间,订单编号,商品编号,评价星级,评价内容',
      (at) => `${day(at)},29${at},P${at % 7},${stars(at)},质量很好，做工精细，会回购`,
    );
    const { files, dataset } = await drop({ '评价.csv': text });
    expect(files[0]).toMatchObject({ kind: 'reviews', rowsAccepted: 60 });
    expect(files[0].columns.find(({ role }) => role === 'rating')?.name).toBe('评价星级');
    expect(dataset.reviews).not.toBeNull();
  },
);

it('a list of launches in Korean has its days and prices, and lines of orders in Japanese their pieces', async () => {
  const launches = table(
    'No,기획코드,상품명,카테고리,출시예정일,예정판매가,예상원가,최소발주수량',
    (at) =>
      `${at + 1},25SS-${at},티백 ${at},차,${formatIsoDate(first + 7 * at)},${9900 + at * 100},${3874 + at},${100 * (1 + (at % 5))}`,
  );
  const { files } = await drop({ '신상품 기획.csv': launches });
  expect(files[0]).toMatchObject({ kind: 'candidates', rowsAccepted: 60 });
  expect(files[0].columns.map(({ role }) => role)).toEqual(
    expect.arrayContaining(['planned', 'price', 'minimum-order']),
  );
  const orders = table(
    '伝票番号,受注日,明細行,商品コード,商品名,受注数,引当数,売単価,小計',
    (at) =>
      `${5000 + (at >> 1)},${day(at >> 2)},${1 + (at % 2)},B-${at % 7},本${at % 7},${1 + (at % 3)},${at % 4 === 0 ? 0 : 1 + (at % 3)},${900 + (at % 7) * 100},${(1 + (at % 3)) * (900 + (at % 7) * 100)}`,
  );
  const found = await drop({ '受注明細.csv': orders });
  expect([found.questions.length, found.files[0].units]).toEqual([0, 120]);
});

it('products side by side are offered as such below sums of weeks, too', async () => {
  const lines = numbers.flatMap((at) => {
    // What hardly sells is on one or two pieces a day, or none.
    const few = at % 5 === 0 ? '2' : at % 3 === 0 ? '1' : '';
    const figures = [13 + ((at * 7) % 11), 8 + ((at * 5) % 9), 10 + ((at * 3) % 8), few];
    const sum = figures.reduce<number>((all, each) => all + Number(each), 0);
    return [
      `${day(at)};Mo;${figures.join(';')};${sum}`,
      ...(at % 7 === 6 ? [`Summe KW ${18 + (at - 6) / 7};;90;60;70;9;229`] : []),
    ];
  });
  const text = ['Datum;Wochentag;Eier 10er;Kartoffeln 2,5 kg;Bauernbrot;Emailbecher weiß;Summe', ...lines].join('\n');
  expect((await drop({ 'hofladen.csv': text })).questions).toMatchObject([{ about: 'products-across' }]);
  const { files } = await drop({ 'hofladen.csv': text }, { 'hofladen.csv': { kind: 'sales' } });
  expect(files[0].products).toBe(4);
});

it.each([
  'data',
  'Mappe1',
  'planted-sales',
  'support',
  'final_v2',
  'Anna',
  '新建文件',
  '导出数据',
  '이번주',
  'выгрузка',
])('a file called %s is what its columns say', async (name) => {
  const text = table(
    'Order ID,Date,SKU,Title,Quantity,Price',
    (at) => `7${at},${day(at)},A${at % 7},Mug ${at % 7},2,3.50`,
  );
  expect(await kindOf(`${name}.csv`, text)).toBe('sales');
});
