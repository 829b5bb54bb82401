import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** Layouts of public data sets, and of reports of platforms, that a first set of others showed to be read otherwise than they are. */
const first = toEpochDay(2024, 5, 6);
const day = (at: number): string => formatIsoDate(first + at);
const all = Array.from({ length: 60 }, (_, at) => at);
const pieces = (at: number): number => 1 + (at % 4);
const price = (at: number): number => 10.5 + 2 * (at % 7);
const sum = (of: (at: number) => number): number => Number(all.reduce((total, at) => total + of(at), 0).toFixed(2));

async function read(header: string, line: (at: number) => readonly (string | number)[], name = 'export.csv') {
  const { files, questions, issues } = await drop({
    [name]: [header, ...all.map((at) => line(at).join(','))].join('\n'),
  });
  const [report] = files;
  const roles = Object.fromEntries(report.columns.map(({ name: heading, role }) => [heading, role]));
  return {
    ...report,
    money: Number(report.revenue ?? 0),
    roles,
    asked: questions,
    codes: issues.map(({ code }) => code),
  };
}

describe('of what is sold', () => {
  it('the id of a variant is the product, and its name that of several', async () => {
    const found = await read('cake_id,order_id,cake_name_id,quantity,order_date,unit_price,cake_name', (at) => [
      ...[at + 1, 100 + Math.floor(at / 3), `${'lemon plum nut'.split(' ')[at % 3]}_cake_${'sml'[at % 2]}`],
      ...[pieces(at), day(Math.floor(at / 3)), price(at), `The ${'Lemon Plum Nut'.split(' ')[at % 3]} Cake`],
    ]);
    expect(found.roles).toMatchObject({ cake_id: '', cake_name_id: 'product', cake_name: 'name' });
    expect(found.products).toBe(6);
  });

  it('a price that grows with the pieces of a category is the amount of the line', async () => {
    const found = await read('invoice_no,category,quantity,price,invoice_date', (at) => [
      ...[`I${100 + at}`, `C${at % 7}`, pieces(at), (pieces(at) * price(at)).toFixed(2), day(at)],
    ]);
    expect(found.money).toBe(sum((at) => pieces(at) * price(at)));
    expect(found.codes).toContain('price-of-line');
  });

  it.each([
    ['Buyer', 'Name', (at: number) => `user_${at % 20}`, (at: number) => `Ann ${at % 20}`],
    ['Cliente', 'Nombre', (at: number) => `000${at % 20}`, (at: number) => `Cliente ${at % 20}`],
  ])('what goes with %s is the name of that one, and not of what was sold', async (buyer, name, code, called) => {
    const found = await read(`Order no,Date,${buyer},${name},Description,Quantity,Price`, (at) => [
      ...[
        700 + at,
        day(at),
        code(at),
        called(at),
        `Lamp ${at % 7}`,
        pieces(at),
        (price(at) * (1 + (at % 3))).toFixed(2),
      ],
    ]);
    expect(found.roles).toMatchObject({ [name]: '', Description: 'name' });
    expect(found.products).toBe(7);
  });

  it('the amount is of what the pieces are of, and the other one is named', async () => {
    const header =
      '统计日期,商品ID,商品名称,商品访客数,支付买家数,支付订单数,支付件数,支付金额(元),支付转化率,成团件数,成团金额(元),昨日支付金额(元)';
    const found = await read(header, (at) => {
      const [paid, joined, each] = [6 + (at % 9), 6 + (at % 9) - (at % 3 === 0 ? 1 : 0), price(at % 4)];
      return [
        ...[day(Math.floor(at / 4)), 580000000000 + (at % 4), `杯子${at % 4}`, 170 + at, paid - 3, paid - 2, paid],
        ...[(paid * each).toFixed(2), '3.45%', joined, (joined * each).toFixed(2), 90 + at],
      ];
    });
    expect(found.money).toBe(sum((at) => (6 + (at % 9)) * price(at % 4)));
    expect(found).toMatchObject({ asked: [], roles: { '支付金额(元)': 'revenue' } });
    expect(found.codes).toContain('revenue-alike');
  });

  it('the amount before its discount and its tax is no other part of what was sold, also of what came back', async () => {
    const found = await read('Sale,Date,Description,Qty,Retail,Subtotal,Discounts,Tax,Total', (at) => {
      const sign = at % 12 === 5 ? -1 : 1;
      const whole = sign * pieces(at) * price(at);
      const [off, tax] = [at % 3 === 0 ? whole * 0.1 : 0, whole * 0.08];
      return [
        ...[800 + at, day(at), `Sock ${at % 7}`, sign * pieces(at), price(at)],
        ...[whole, off, tax, whole - off + tax].map((value) => value.toFixed(2)),
      ];
    });
    expect(found.asked).toEqual([]);
    expect(found.roles.Total).toBe('revenue');
  });

  it('a piece that came back on the day that stands there is not sold, nor one whose whole total was paid back', async () => {
    const back = (at: number): boolean => at % 10 === 3;
    const byDay = await read('order line id,created on,sku code,style name,final amount,return creation date', (at) => [
      ...[9000 + at, day(at), `R-${at % 7}`, `Shirt ${at % 7}`, price(at), back(at) ? day(at + 5) : ''],
    ]);
    const byMoney = await read(
      'Date of sale,Buyer,Description,Item price,Shipping,Total,Refunded to buyer amount',
      (at) => [
        ...[day(at), `user_${at % 20}`, `Bag ${at % 7}`, price(at), 5, price(at) + 5, back(at) ? price(at) + 5 : 0],
      ],
    );
    for (const found of [byDay, byMoney]) {
      expect(found).toMatchObject({ rowsAccepted: 54, asked: [] });
      expect(found.money).toBe(sum((at) => (back(at) ? 0 : price(at))));
    }
  });

  it('months of a year that stands in front of their names are read', async () => {
    const found = await read('Year-Month,Item Number,Sales Qty,Sales Amount', (at) => [
      ...[`2024-${'Jan Feb Mar Apr May'.split(' ')[Math.floor(at / 12)]}`, `I${at % 12}`, pieces(at), price(at)],
    ]);
    expect(found).toMatchObject({ asked: [], rowsAccepted: 60, firstDay: toEpochDay(2024, 1, 1) });
  });
});

describe('of two that could be it', () => {
  it('the number of a part is the product, and not the code of its group', async () => {
    const found = await read(
      'OrderHed_OrderNum,OrderHed_OrderDate,OrderDtl_PartNum,OrderDtl_LineDesc,OrderDtl_ProdCode,OrderDtl_OrderQty,OrderDtl_UnitPrice',
      (at) => [
        ...[304 + Math.floor(at / 2), day(Math.floor(at / 2)), `10-000${at % 12}`, `Tray ${at % 12}`],
        ...['KITCHEN SCENT TEXTILES'.split(' ')[at % 3], 12 * pieces(at), price(at % 12)],
      ],
    );
    expect(found).toMatchObject({ products: 12, roles: { OrderDtl_PartNum: 'product', OrderDtl_ProdCode: '' } });
  });

  it('what is left of an amount without the commission is no other amount, whatever it is called', async () => {
    const found = await read(
      'Sipariş Numarası,Sipariş Tarihi,Ürün Kodu,Ürün Adı,Adet,Birim Fiyatı,Ödenen Tutar,Komisyon Tutarı,Mağazaya Ödenecek',
      (at) => {
        const paid = pieces(at) * price(at) * (at % 3 === 0 ? 0.9 : 1);
        return [
          ...[2048 + at, day(at), `N11-${at % 7}`, `Mum ${at % 7}`, pieces(at), price(at)],
          ...[paid, paid * 0.14, paid * 0.86].map((value) => value.toFixed(2)),
        ];
      },
    );
    expect(found).toMatchObject({ asked: [], roles: { 'Ödenen Tutar': 'revenue' } });
  });

  it('codes under a word for products are their ids, where nothing else could be', async () => {
    const found = await read('Day,Product,Product Views,Visits,Cart Additions', (at) => [
      ...[day(Math.floor(at / 4)), `HM-20${at % 4}`, 180 + at, 120 + at, at % 9],
    ]);
    expect(found).toMatchObject({ kind: 'browsing', roles: { Product: 'item' } });
  });
});

describe('without a question', () => {
  it.each<[string, string, (at: number) => readonly (string | number)[]]>([
    [
      'num_sold',
      'row_id,date,country,store,product,num_sold',
      (at) => [at, day(at), 'Norway', 'Mart', `Book ${at % 4}`, 400 + ((at * 37) % 300)],
    ],
    [
      'money',
      'date,datetime,card,money,coffee_name',
      (at) => [day(at), `${day(at)} 09:05:14.862`, `A-${at % 9}`, price(at) + 0.3, `Latte ${at % 5}`],
    ],
    [
      'the number by which some customers ordered',
      'Número do pedido,Número da ordem de compra,Data,Código (SKU),Descrição,Quantidade,Valor unitário,Situação',
      (at) => [
        ...[
          46 + at,
          at % 3 ? `MLB-${at}` : '',
          day(at),
          `TN-${at % 7}`,
          `Calça ${at % 7}`,
          pieces(at),
          price(at),
          'Entregue',
        ],
      ],
    ],
  ])('sales are read: %s', async (_what, header, line) => {
    const found = await read(header, line);
    expect(found).toMatchObject({ kind: 'sales', asked: [], rowsAccepted: 60 });
  });

  it('what can be sold of a stock was not sold', async () => {
    const found = await read('仓库名称,货品ID,货品名称,总库存,可销库存,锁定库存,近30天日均出库,可销天数', (at) => [
      ...[
        '嘉兴仓',
        6100 + at,
        `杯子${at}`,
        100 + ((at * 37) % 90),
        90 + ((at * 31) % 80),
        at % 9,
        6.5,
        10 + ((at * 7) % 50),
      ],
    ]);
    expect(found).toMatchObject({ kind: 'stock', asked: [] });
  });

  it('plans from one day to another and lists of rated products are no reviews', async () => {
    const plan = await read(
      'No,施策名,開始日,終了日,対象カテゴリ,内容,担当',
      (at) => [
        ...[at + 1, `新春セール${at}`, day(7 * at), day(7 * at + 4), '布製品', `${10 + at}%OFFクーポンを配布`, '田中'],
      ],
      '販促カレンダー.csv',
    );
    expect(plan).toMatchObject({ kind: 'calendar', asked: [] });
    const texts =
      'uniq_id,crawl_timestamp,product_url,product_name,category_tree,pid,retail_price,image,description,product_rating,brand,specifications';
    const list = await read(texts, (at) => [
      ...[
        `9e${1000 + at}b`,
        `2016-03-25 22:59:${10 + (at % 40)} +0000`,
        `http://x.com/p/${at}`,
        `Mat ${at}`,
        `Sports >> Mat ${at % 5}`,
      ],
      ...[`SRT${at}`, 300 + at, `http://img.com/${at}.jpeg`, `Key features of mat ${at}: buy online`],
      ...[at % 3 ? 3.9 : 'No rating available', 'Casa', 'Color: Black'],
    ]);
    expect(list).toMatchObject({ kind: 'catalogue', asked: [] });
  });
});

it('what was sold of each product up to when a page was read is asked about', async () => {
  const found = await read('Product ID,Promotion,Product Category,Sales Volume,sku,name,price,scraped_at', (at) => [
    ...[176494 + 7 * at, 'No', 'Clothing', 500 + ((at * 37) % 900), `3428-${at}`, `JACKET ${at}`, price(at)],
    `2024-02-19T08:50:${10 + (at % 49)}.475331`,
  ]);
  expect(found.asked).toHaveLength(1);
});

describe('more without a question', () => {
  it('what was sold for each thousand that saw it is no amount', async () => {
    const found = await read('统计日期,商品ID,支付金额,支付件数,GPM', (at) => [
      ...[
        day(Math.floor(at / 4)),
        21 + (at % 4),
        pieces(at) * price(at),
        pieces(at),
        (pieces(at) * price(at) * 1.1).toFixed(2),
      ],
    ]);
    expect(found).toMatchObject({ kind: 'sales', asked: [] });
  });

  it('what was sold beside what came of ads counts, where nobody says how often these were shown', async () => {
    const found = await read('日期,SKU,品名,销量,销售额,Sessions,广告花费,广告销售额,广告订单量,ACOS,FBA可售', (at) => [
      ...[day(Math.floor(at / 4)), `LX-${at % 4}`, `Mug ${at % 4}`, pieces(at), pieces(at) * price(at), 70 + at],
      ...[(19.8 + at).toFixed(2), price(at), at % 3, '28.40%', 500 - at],
    ]);
    expect(found).toMatchObject({ kind: 'sales', asked: [], units: sum(pieces) });
  });

  it('a list of products is one though its ids count up, and with the settings of a stock', async () => {
    const bare = await read('product_id,product_name,aisle_id,department_id', (at) => [
      ...[at + 1, `Tea no. ${at}`, 1 + ((at * 7) % 40), 1 + (at % 9)],
    ]);
    expect(bare).toMatchObject({ kind: 'catalogue', asked: [], roles: { product_id: 'product' } });
    const full = await read(
      'sku,product_type,name,description,price,url_key,qty,out_of_stock_qty,is_in_stock',
      (at) => [
        ...[
          `24-MB${at}`,
          'simple',
          `Bag ${at}`,
          `<p>Bag ${at}</p>`,
          price(at),
          `bag-${at}`,
          3 + ((at * 37) % 90),
          0,
          1,
        ],
      ],
    );
    expect(full).toMatchObject({ kind: 'catalogue', asked: [] });
  });
});

describe('reviews', () => {
  it('have their text under body, and none in their ids', async () => {
    const found = await read('reviewId,dateCreated,productId,rating,title,body', (at) => [
      ...[`00${at}-aa01-4c1e`, day(at), `P${at % 7}`, 1 + (at % 5), 'Okay', `Broke after ${at} weeks of use.`],
    ]);
    expect(found).toMatchObject({ kind: 'reviews', roles: { reviewId: '', body: 'review', rating: 'rating' } });
  });

  it('are rated by how the goods are as described, and not by how they came', async () => {
    const found = await read('评价ID,商品ID,描述相符,物流服务,服务态度,评价内容,评价时间', (at) => [
      ...[900 + at, 58 + (at % 7), 1 + (at % 5), 5, 4, `收到了，质量不错，会回购${at}`, `${day(at)} 10:00:00`],
    ]);
    expect(found).toMatchObject({ kind: 'reviews', roles: { 描述相符: 'rating', 物流服务: '' } });
  });

  it('are none where products are rated by many from day to day: what runs up is asked about', async () => {
    const found = await read('crawl_date,product_id,title,price,orders,rating,reviews', (at) => [
      ...[
        day(Math.floor(at / 4)),
        1005 + (at % 4),
        `Cap ${at % 4}`,
        price(at % 4),
        600 + 9 * at,
        4.2 + (at % 4) / 10,
        200 + 3 * at,
      ],
    ]);
    expect(found.kind).not.toBe('reviews');
    expect(found.asked).toHaveLength(1);
  });
});

it.each([
  ['Start frühestens', 'earliest'],
  ['Start spätestens', 'latest'],
  ['geplanter Verkaufsstart', 'planned'],
])('of what is to be launched %s is its %s day, and the id of a rival none of its own', async (heading, role) => {
  const found = await read(
    `候选编号,产品名称,目标售价,竞品ASIN,${heading}`,
    (at) => [...[`XP-${at}`, `加湿器${at}`, price(at), `B0C${1000 + at}`, day(7 * at)]],
    'launch.csv',
  );
  expect(found).toMatchObject({ kind: 'candidates', roles: { 候选编号: 'product', [heading]: role } });
});

it('visitors of a day are counted, and are nobody’s id', async () => {
  const found = await read('Datum,Produkt-ID,Produktansichten,Besucher', (at) => [
    ...[day(Math.floor(at / 4)), 4001 + (at % 4), 600 + at, 400 + at],
  ]);
  expect(found).toMatchObject({ kind: 'browsing', roles: { Besucher: 'visitors' } });
});

describe('of periods', () => {
  const weeks = Array.from({ length: 8 }, (_, at) => at);
  const list = (headings: readonly string[]): string =>
    [
      `Cikkszám,Megnevezés,${headings.join()}`,
      ...all.slice(0, 30).map((at) => [`70${at}`, `Mug ${at}`, ...weeks.map((week) => 1 + ((at + week) % 9))].join()),
    ].join('\n');
  it.each([
    ['weeks with their word behind', weeks.map((week) => `${35 + week}. hét`), toEpochDay(2024, 8, 26)],
    [
      'spans of days without a year',
      '7.1-7.7 7.8-7.14 7.15-7.21 7.22-7.28 7.29-8.4 8.5-8.11 8.12-8.18 8.19-8.25'.split(' '),
      toEpochDay(2024, 7, 1),
    ],
    [
      'spans with the day in front',
      '1.7-7.7 8.7-14.7 15.7-21.7 22.7-28.7 29.7-4.8 5.8-11.8 12.8-18.8 19.8-25.8'.split(' '),
      toEpochDay(2024, 7, 1),
    ],
  ])('%s side by side take their year from the file’s name', async (_what, headings, start) => {
    const { files, questions } = await drop({ 'Heti eladás 2024 (db).csv': list(headings) });
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 240, firstDay: start });
  });

  it('pieces in short beside amounts are pieces in Italy', async () => {
    const months = ['Gennaio 2024', 'Febbraio 2024', 'Marzo 2024'];
    const text = [
      `Codice;Descrizione;${months.map((month) => `${month};`).join(';')}`,
      `;;${months.map(() => 'Pz;Valore').join(';')}`,
      ...all
        .slice(0, 20)
        .map((at) =>
          [`IT${at}`, `Candela ${at}`, ...months.flatMap(() => [pieces(at), `${pieces(at) * 12},50`])].join(';'),
        ),
    ].join('\n');
    const { files } = await drop({ 'Vendite.csv': text });
    expect(files[0]).toMatchObject({
      kind: 'sales',
      rowsAccepted: 60,
      units: 3 * all.slice(0, 20).reduce((total, at) => total + pieces(at), 0),
    });
  });

  it.each([
    ['Nazwa akcji,Data od,Data do,Kanał,Rabat %', 'Data do'],
    ['Nama Kampanye,Mulai,Selesai,Channel,Diskon %', 'Selesai'],
  ])('a calendar ends when it says so: %s', async (header, end) => {
    const found = await read(
      header,
      (at) => [`Akcja ${at}`, day(7 * at), day(7 * at + 4), 'sklep', 10 + at],
      'kalendarz.csv',
    );
    expect(found).toMatchObject({ kind: 'calendar', roles: { [end]: 'to' } });
  });
});

describe('of amounts', () => {
  it('what was spent in a basket is one, and `sales` below the price of a piece are pieces', async () => {
    const spent = await read('SHOP_DATE,QUANTITY,SPEND,PROD_CODE,CUST_CODE,BASKET_ID', (at) => [
      ...[day(at), pieces(at), pieces(at) * price(at), `PRD000${at % 7}`, `CUST${at % 20}`, 9941 + at],
    ]);
    expect(spent.money).toBe(sum((at) => pieces(at) * price(at)));
    const sold = await read('unique_id,date,warehouse,sales,sell_price', (at) => [
      ...[3568 + (at % 4), day(Math.floor(at / 4)), 'Brno_1', 2 + ((at * 37) % 60) / 2, 40 + 20 * (at % 4)],
    ]);
    expect(sold).toMatchObject({ asked: [], units: sum((at) => 2 + ((at * 37) % 60) / 2) });
  });

  it('lines of returns are told by what kind of line they are, however few came back', async () => {
    const found = await read(
      'ORDER_NUMBER,ORDERED_DATE,LINE_CATEGORY_CODE,ORDERED_ITEM,ORDERED_QUANTITY,UNIT_SELLING_PRICE',
      (at) => [...[610 + at, day(at), at % 20 === 7 ? 'RETURN' : 'ORDER', `AS000${at % 7}`, pieces(at), price(at)]],
    );
    expect(found).toMatchObject({ rowsAccepted: 57, roles: { LINE_CATEGORY_CODE: 'status' } });
  });

  it('sales by product and outlet without a day are asked about, and no list of products', async () => {
    const found = await read(
      'Item_Identifier,Item_Weight,Item_Type,Item_MRP,Outlet_Identifier,Outlet_Size,Item_Outlet_Sales',
      (at) => [
        ...[
          `FD${at % 55}`,
          5 + (at % 9),
          'Dairy Meat Snacks'.split(' ')[at % 3],
          price(at % 55),
          `OUT0${at % 5}`,
          'Medium',
        ],
        (77.7 + 13.7 * ((at * 37) % 90)).toFixed(4),
      ],
      'Train.csv',
    );
    expect(found.asked).toHaveLength(1);
  });

  it('a list of products is none of sales for its quantity, its days and its order on the page', async () => {
    const found = await read(
      'product_id,name,categories,sku,quantity,image_name,price,date_added,date_modified,description,sort_order',
      (at) => [
        ...[
          500 + at,
          `Lamp ${at}`,
          `Home > ${at % 5}`,
          `SKU-${at}`,
          5 + ((at * 37) % 90),
          `catalog/${at}.jpg`,
          price(at),
        ],
        ...[day(3 * at), day(3 * at + 40), `A lamp of the kind ${at}`, at % 4],
      ],
      'products.csv',
    );
    expect(found.kind).toBe('catalogue');
  });

  it('names stand for products in a list of these with their prices', async () => {
    const found = await read('index,product,category,brand,sale_price,market_price,type,rating,description', (at) => [
      ...[
        at + 1,
        `Oil no. ${at}`,
        `C${at % 6}`,
        `B${at % 9}`,
        price(at),
        price(at) + 5,
        `T${at % 4}`,
        4.3,
        `This product contains oil ${at}.`,
      ],
    ]);
    expect(found).toMatchObject({ kind: 'catalogue', asked: [], rowsAccepted: 60 });
  });
});

it('the day of the order in Portuguese is no end of anything', async () => {
  const found = await read(
    'Nº Pedido,Data do pedido,Data de envio,Código do produto,Qtde vendida,Preço unitário',
    (at) => [...[2024 + at, day(at), day(at + 2), `P${at % 7}`, pieces(at), price(at)]],
  );
  expect(found).toMatchObject({ asked: [], firstDay: first, roles: { 'Data do pedido': 'date' } });
});

it('an order of which some money went back on a day is sold but for that, which is said', async () => {
  const found = await read('Order ID,Created at,Item name,Total,Refund amount,Refunded at', (at) => [
    ...[700 + at, day(at), `Lamp ${at % 7}`, price(at)],
    ...(at % 10 === 3 ? [2.5, day(at + 5)] : [0, '']),
  ]);
  expect(found).toMatchObject({ rowsAccepted: 60 });
  expect(found.codes.some((code) => code.startsWith('refunds-'))).toBe(true);
});
