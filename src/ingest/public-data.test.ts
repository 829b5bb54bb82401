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
