import { describe, expect, it } from 'vitest';
import { all, amountOf, day, line, read, rows, sum } from '#ingest/testing/order-lines.ts';

const quoted = (text: string): string => `"${(text.startsWith('{') ? `[${text}]` : text).replaceAll('"', '""')}"`;

describe('several products in one cell', () => {
  /** Every second order has two products. */
  const orders = rows(20, (order) => (order % 2 === 0 ? [2 * order, 2 * order + 1] : [2 * order]));
  const taken = orders.flat();

  it.each([
    [
      'with what is said of each by name',
      ';',
      (at: number) =>
        `name:${line(at).name}|sku:${line(at).sku}|quantity:${line(at).units}|total:${amountOf(at).toFixed(2)}`,
    ],
    [
      'in a sentence each',
      '|',
      (at: number) =>
        `Product SKU: ${line(at).sku}, Product Qty: ${line(at).units}, Product Unit Price: ${line(at).price}`,
    ],
    [
      'as JSON',
      ',',
      (at: number) => JSON.stringify({ sku: line(at).sku, quantity: line(at).units, price: line(at).price }),
    ],
  ])('%s become rows', async (_, between, item) => {
    const { files } = await read('orders.csv', [
      'order_id,date,order_total,total quantity,items',
      ...orders.map(
        (own, order) => `${900 + order},${line(own[0]).date},99.00,7,${quoted(own.map(item).join(between))}`,
      ),
    ]);
    expect(files[0]).toMatchObject({
      state: 'imported',
      rowsAccepted: 30,
      units: sum(taken, (at) => line(at).units),
      revenue: sum(taken, amountOf).toFixed(2),
      products: 5,
      issues: expect.arrayContaining([expect.objectContaining({ code: 'items-in-rows' })]),
    });
  });

  it('with their pieces become rows; the total of the order is not shared out', async () => {
    const { files } = await read('orders.csv', [
      'Order,Date,Items,Total',
      ...orders.map(
        (own, order) =>
          `#${900 + order},${line(own[0]).date},${own.map((at) => `${line(at).name} x${line(at).units}`).join('; ')},${90 + order}.00`,
      ),
    ]);
    expect(files[0]).toMatchObject({
      state: 'imported',
      rowsAccepted: 30,
      units: sum(taken, (at) => line(at).units),
      revenue: null,
    });
    expect(files[0].issues.map(({ code }) => code)).toContain('order-totals');
  });

  it('without pieces are asked about where each stands alone elsewhere', async () => {
    const { questions } = await read('orders.csv', [
      'Order,Date,Items,Total',
      ...orders.map(
        (own, order) =>
          `#${900 + order},${line(own[0]).date},${own.map((at) => line(at).name).join('; ')},${90 + order}.00`,
      ),
    ]);
    expect(questions).toMatchObject([{ code: 'file-kind', about: 'items-in-cell' }]);
  });
});

describe('rows that came to nothing', () => {
  const kept = all.filter((at) => at % 8 !== 3);
  const expected = {
    rowsAccepted: kept.length,
    units: sum(kept, (at) => line(at).units),
    revenue: sum(kept, amountOf).toFixed(2),
  };

  it.each([
    ['a mark', 'Void?', 'false', 'true'],
    ['a mark of another system', 'isCancel', '0', '1'],
    [
      'the state of the payment beside another',
      'Fulfillment status,Payment status',
      'Fulfilled,Paid',
      'Fulfilled,Refunded',
    ],
    ['the day of the cancellation', 'Cancelled at', '', '2024-06-01 10:00:00'],
    ['the kind of the document', 'Тип документа', 'Продажа', 'Возврат'],
  ])('are told by %s', async (_, heading, good, bad) => {
    const { files } = await read('lines.csv', [
      `Order ID,Date,SKU,Quantity,Price,${heading}`,
      ...all.map(
        (at) =>
          `${at + 700},${line(at).date},${line(at).sku},${line(at).units},${line(at).price},${at % 8 === 3 ? bad : good}`,
      ),
    ]);
    expect(files[0]).toMatchObject(expected);
  });
});

it('a state on the first line of an order holds for the lines below, though no column numbers the orders', async () => {
  const { files } = await read('lines.csv', [
    'Created at,SKU,Quantity,Price,Financial Status',
    ...all.map((at) => {
      const state = at % 2 ? '' : at % 8 === 2 ? 'refunded' : 'paid';
      return `${line(at).date},${line(at).sku},${line(at).units},${line(at).price},${state}`;
    }),
  ]);
  const kept = all.filter((at) => at % 8 !== 2 && at % 8 !== 3);
  expect(files[0]).toMatchObject({ rowsAccepted: kept.length, units: sum(kept, (at) => line(at).units) });
});

describe('an order whose day stands on its first line', () => {
  it.each([
    ['repeats its number', (at: number) => 700 + (at >> 1)],
    ['does not', (at: number) => (at % 2 ? '' : 700 + (at >> 1))],
  ])('and %s', async (_, order) => {
    const { files } = await read('lines.csv', [
      'Order ID,Date,SKU,Quantity,Price',
      ...all.map(
        (at) => `${order(at)},${at % 2 ? '' : line(at).date},${line(at).sku},${line(at).units},${line(at).price}`,
      ),
    ]);
    expect(files[0]).toMatchObject({ rowsAccepted: 40, units: sum(all, (at) => line(at).units) });
  });
});

describe('what was paid', () => {
  it.each([
    [
      'an amount less its discount',
      'Quantity,Subtotal,Seller discount,Subtotal after all',
      (at: number) => `${line(at).units},${amountOf(at)},2,${amountOf(at) - 2}`,
      (at: number) => amountOf(at) - 2,
    ],
    [
      'a price less its percentage, a piece a row',
      'listPrice,discountPercent,finalPrice,isCancel',
      (at: number) => `${(line(at).price * 2).toFixed(2)},50,${line(at).price.toFixed(2)},false`,
      (at: number) => line(at).price,
    ],
    [
      'the one amount that a product has, a piece a row',
      'Total',
      (at: number) => line(at).price.toFixed(2),
      (at: number) => line(at).price,
    ],
  ])('is %s', async (_, headings, cells, paid) => {
    const { files } = await read('lines.csv', [
      `Date,SKU,${headings}`,
      ...all.map((at) => `${line(at).date},${line(at).sku},${cells(at)}`),
    ]);
    expect(files[0]).toMatchObject({ state: 'imported', revenue: sum(all, paid).toFixed(2) });
    expect(files[0].units).toBe(headings.includes('Quantity') ? sum(all, (at) => line(at).units) : 40);
  });

  it('is no sum of fees and taxes that stand in rows of their own', async () => {
    const parts = ['Principal', 'Shipping', 'Commission', 'Tax'];
    const { questions } = await read('settlement.txt', [
      'order-id\tposted-date\tsku\tquantity-purchased\tamount-description\tamount',
      ...all.flatMap((at) =>
        parts.map(
          (part) => `${700 + at}\t${line(at).date}\t${line(at).sku}\t1\t${part}\t${part === 'Commission' ? -2 : 9}.50`,
        ),
      ),
    ]);
    expect(questions).toMatchObject([{ about: 'looks-like-payments' }]);
  });
});

it('reads headings in traditional characters', async () => {
  const { files } = await read('orders.csv', [
    '訂單編號,訂單日期,商品貨號,商品名稱,數量,售價',
    ...all.map(
      (at) => `${700 + at},${line(at).date},${line(at).sku},${line(at).name},${line(at).units},${line(at).price}`,
    ),
  ]);
  expect(files[0]).toMatchObject({
    kind: 'sales',
    units: sum(all, (at) => line(at).units),
    revenue: sum(all, amountOf).toFixed(2),
  });
});

it('a count of nothing but ones counts lines where another column says how many', async () => {
  const { files } = await read('items.csv', [
    'Date,Item,Qty (new),SKU,Net Sales,Count',
    ...rows(
      30,
      (at) =>
        `2024-02-${10 + (at % 15)},Mug ${at % 5},${1 + (at % 4)},SQ${at % 5},${(1 + (at % 4)) * (7 + (at % 5))}.40,1`,
    ),
  ]);
  expect(files[0]).toMatchObject({
    state: 'imported',
    units: sum(
      rows(30, (at) => at),
      (at) => 1 + (at % 4),
    ),
  });
});

it('asks where pieces and amounts stand below each other, several of one product', async () => {
  const { questions } = await read('sales.csv', [
    'SKU,Measure,2024-05-01,2024-06-01,2024-07-01',
    ...rows(8, (at) => `A${at >> 2},${at % 2 ? 'Value' : 'Units'},${at + 3},${at + 4},${at + 5}`),
  ]);
  expect(questions).toMatchObject([{ about: 'kind-unsure', examples: ['Measure'] }]);
});

describe('pivot tables', () => {
  const weeks = [27, 28, 29, 30];
  const cell = (product: number, week: number): number => ((product + 2) * week) % 9;

  it.each([
    [
      'the corner is blank and measures stand below months',
      ',May 2024,,June 2024,,July 2024,,Total,',
      ',Qty Ordered,Untaxed Total,Qty Ordered,Untaxed Total,Qty Ordered,Untaxed Total,Qty Ordered,Untaxed Total',
      3,
    ],
    [
      'Spanish weeks, the year in the title',
      'Artículo,Semana 27,,Semana 28,,Semana 29,,Semana 30,',
      ',Unidades,Importe,Unidades,Importe,Unidades,Importe,Unidades,Importe',
      4,
    ],
  ])('with two header rows: %s', async (_, upper, lower, periods) => {
    const { files } = await read('Ventas 2024.csv', [
      upper,
      lower,
      ...['Mug', 'Lamp', 'Rug', 'Vase'].map((name, product) => {
        const own = weeks.slice(0, periods).map((week) => `${cell(product, week)},${cell(product, week) * 5}.00`);
        return [name, ...own, ...(periods === 3 ? ['99', '495.00'] : [])].join(',');
      }),
    ]);
    const units = rows(4, (product) => sum(weeks.slice(0, periods), (week) => cell(product, week))).reduce(
      (a, b) => a + b,
      0,
    );
    expect(files[0]).toMatchObject({ state: 'imported', units, revenue: (units * 5).toFixed(2), products: 4 });
  });
});

describe('rows that are no sale, and amounts that nobody paid', () => {
  const half = (at: number): boolean => at % 4 === 0;
  const kept = all.filter((at) => !half(at));

  it.each([
    ['a state that says not cancelled', '作废状态', '已作废', '未作废'],
    ['credit notes with plus signs', 'Belegart', 'Gutschrift', 'Rechnung'],
    ['an Indonesian state', 'Status Pesanan', 'Batal', 'Selesai'],
    ['a kind of document that could be a category', 'Type pièce', 'Avoir', 'Facture'],
  ])('%s', async (_, heading, off, on) => {
    const { files } = await read('orders.csv', [
      `Date,Order No,SKU,Product,Quantity,Unit price,Amount,${heading}`,
      ...all.map((at) => {
        const { date, sku, name, units, price } = line(at);
        return [date, `R${900 + at}`, sku, name, units, price, amountOf(at).toFixed(2), half(at) ? off : on].join(',');
      }),
    ]);
    expect(files[0]).toMatchObject({
      state: 'imported',
      rowsAccepted: kept.length,
      revenue: sum(kept, amountOf).toFixed(2),
    });
  });

  it('an amount that names its currency is in that one', async () => {
    const { files } = await read('orders.csv', [
      'order_id,date,sku,qty,currency,amount_local,amount_usd',
      ...all.map((at) =>
        [
          900 + at,
          line(at).date,
          line(at).sku,
          line(at).units,
          half(at) ? 'EUR' : 'USD',
          amountOf(at) * 0.9,
          amountOf(at),
        ].join(','),
      ),
    ]);
    expect(files[0]).toMatchObject({ rowsAccepted: 40, revenue: sum(all, amountOf).toFixed(2) });
  });

  it('a buyer called a name, a payout less its fee', async () => {
    const { files } = await read('Download.csv', [
      'Date,Name,Gross,Fee,Net,Item Title,Item ID,Quantity',
      ...all.map((at) => {
        const { date, sku, name, units } = line(at);
        return [date, `Buyer ${at}`, amountOf(at), '-1.10', amountOf(at) - 1.1, name, sku, units].join(',');
      }),
    ]);
    expect(files[0]).toMatchObject({ state: 'imported', products: 5, revenue: sum(all, amountOf).toFixed(2) });
    expect(files[0].columns.find(({ role }) => role === 'name')?.name).toBe('Item Title');
  });

  /** Where the question has words of its own. */
  const reasons: Readonly<Record<string, string>> = {
    'pieces and cartons of one product': 'units-mixed',
    'packs with their size and the price of a piece': 'packs-counted',
    'numbers under days that are only counted': 'columns-numbered',
    'a balance that amounts move up and down': 'looks-like-payments',
    'what a product ends a day with and begins the next with': 'looks-like-movements',
    'orders to suppliers by their numbers': 'looks-like-purchases',
    'goods that go from one of our places to another': 'looks-like-movements',
    'whole numbers under sales, which may be pieces': 'kind-unsure',
    'pieces sold in a report of stock': 'kind-unsure',
  };

  it.each([
    [
      'sums of the last thirty days, told anew every day',
      'sold.csv',
      'date,sku,product,units_sold_last_30_days',
      (at: number) => [line(at).date, line(at).sku, line(at).name, 60 + (at % 7)],
    ],
    [
      'actuals beside forecasts',
      'demand.csv',
      'SKU,Description,Actual Dec-24,Actual Jan-25,Forecast Feb-25',
      (at: number) => [`B${at}`, `Mug ${at}`, 20 + at, 30 + at, 40 + at],
    ],
    [
      'sales and purchases in one column of pieces',
      'entries.csv',
      'Posting Date,Entry Type,Item No.,Quantity,Sales Amount',
      (at: number) =>
        half(at) ? [line(at).date, 'Purchase', line(at).sku, 60, 0] : [line(at).date, 'Sale', line(at).sku, -2, 19.9],
    ],
    [
      'sessions of a live stream with numbers of buyers',
      'live.csv',
      '直播间标题,开播时间,观看人数,成交人数,成交件数,成交金额',
      (at: number) => [`专场${at}`, line(at).date, 900 + 7 * at, 9 + (at % 6), 20 + (at % 9), 300.5 + at],
    ],
    [
      'turnover in a log of stock',
      'weekly.csv',
      'Bestand,Gesamtpreis,Artikelnummer,Verkaufstag',
      (at: number) => [200 + at, (at * 7.13).toFixed(2), line(at).sku, line(at).date],
    ],
    [
      'pieces and cartons of one product',
      'items.csv',
      'date,sku,name,quantity,unit,amount',
      (at: number) => [
        line(at).date,
        line(at).sku,
        line(at).name,
        line(at).units,
        half(at) ? 'pcs' : 'carton',
        amountOf(at),
      ],
    ],
    [
      'packs with their size and the price of a piece',
      'items.csv',
      'Datum;Artikelnummer;Anzahl VE;Stück je VE;Preis je Stück;Gesamtpreis'.replaceAll(';', ','),
      (at: number) => [line(at).date, line(at).sku, line(at).units, 6, line(at).price, 6 * amountOf(at)],
    ],
    [
      'numbers under days that are only counted',
      'train.csv',
      `id,item,dept,${rows(6, (at) => `d_${at + 1}`).join(',')}`,
      (at: number) => [`A${at}_CA`, `A${at}`, `D${at % 3}`, ...rows(6, (each) => (at * 7 + each) % 5)],
    ],
    [
      'values of something',
      'chart.csv',
      'date,product,value',
      (at: number) => [line(at).date, line(at).sku, 40 + ((at * 7) % 31)],
    ],
    [
      'a balance that amounts move up and down',
      'statement.csv',
      '商户订单号,商品名称,发生时间,收入金额,支出金额,账户余额',
      (at: number) =>
        half(at)
          ? [at, line(at).name, line(at).date, 10, '', 500 + 8 * at]
          : [at, '', line(at).date, '', -2, 498 + 8 * at],
    ],
    [
      'what a product ends a day with and begins the next with',
      'ledger.csv',
      '日期,商品编码,商品名称,期初数量,入库数量,出库数量,结存数量',
      (at: number) => {
        const { date, sku, name } = line(at);
        const days = Math.floor(at / 5);
        return [date, sku, name, 200 + 3 * days, 8, 5, 203 + 3 * days];
      },
    ],
    [
      'orders to suppliers by their numbers',
      'lines.csv',
      'Order Number,Order Date,Supplier,Status,Product Code,Order Quantity,Unit Price,Line Total',
      (at: number) => [
        `PO-0${at}`,
        line(at).date,
        'Acme Ltd',
        'Complete',
        line(at).sku,
        line(at).units,
        line(at).price,
        amountOf(at),
      ],
    ],
    [
      'goods that go from one of our places to another',
      'transfers.csv',
      '单据编号,调拨日期,调出仓库,调入仓库,商品编码,数量,吊牌价,金额',
      (at: number) => {
        const { date, sku, units, price } = line(at);
        return [
          `D${at}`,
          date,
          half(at) ? '总仓' : '一店',
          half(at) ? '一店' : '总仓',
          sku,
          units,
          price,
          amountOf(at),
        ];
      },
    ],
    [
      'whole numbers under sales, which may be pieces',
      'train.csv',
      'date,store,item,sales',
      (at: number) => [line(at).date, 1 + (at % 4), 1 + (at % 5), 9 + ((at * 7) % 31)],
    ],
    [
      'pieces sold in a report of stock',
      '852.csv',
      'Report No,UPC,Item Description,Qty Sold,Qty On Hand,Unit Price',
      (at: number) => [
        202400 + (at >> 2),
        `07123450001${at % 5}`,
        line(at).name,
        line(at).units,
        40 + at,
        line(at).price,
      ],
    ],
    [
      'carts that were left',
      'checkouts.csv',
      'Created at,Lineitem sku,Lineitem quantity,Lineitem price,Abandoned Checkout URL',
      (at: number) => [line(at).date, line(at).sku, line(at).units, line(at).price, `https://shop.example/${at}`],
    ],
  ])('%s are asked about', async (of, name, header, cells) => {
    const { files } = await read(name, [header, ...all.map((at) => cells(at).join(','))]);
    expect(files[0].state).toBe('question');
    expect(files[0].issues[0].code).toBe(reasons[of] ?? files[0].issues[0].code);
  });

  it.each([
    [
      'the offer of a marketplace beside the order',
      'Bestellnummer;Bestelldatum;Ihre Angebots-ID;EAN;Titel;Anzahl;Preis',
      (at: number) => [
        900 + at,
        line(at).date,
        line(at).sku,
        line(at).sku,
        line(at).name,
        line(at).units,
        line(at).price,
      ],
    ],
    [
      'a post office box in the address',
      'InvoiceNumber;InvoiceDate;POCity;POCountry;SKU;Quantity;UnitAmount;LineAmount',
      (at: number) => [
        900 + at,
        line(at).date,
        'York',
        'UK',
        line(at).sku,
        line(at).units,
        line(at).price,
        amountOf(at),
      ],
    ],
    [
      'a rate of exchange beside the price',
      'Order ID;Order Date;Exchange Rate;Product SKU;Product Qty;Product Unit Price;Product Total Price',
      (at: number) => [900 + at, line(at).date, '1.000', line(at).sku, line(at).units, line(at).price, amountOf(at)],
    ],
    [
      'words of a formula in brackets, and taxes by their short names',
      'Order ID;Order Date;SKU;Item Quantity;Price before discount;Total Discount;Final Invoice Amount (Price after discount+Shipping Charges);IGST Rate;IGST Amount',
      (at: number) => [
        900 + at,
        line(at).date,
        line(at).sku,
        line(at).units,
        amountOf(at) + 2,
        -2,
        amountOf(at),
        18,
        amountOf(at) * 0.15,
      ],
    ],
    [
      'a column of pieces that is empty, one row a piece',
      'Order Date;Order ID;Item SKU;Item Name;Per Unit Quantity;Item Total',
      (at: number) => [line(at).date, 900 + at, line(at).sku, line(at).name, '', amountOf(at)],
    ],
    [
      'a style beside its variants',
      'Order ID;Date;商家编码;货品编号;货品名称;数量;金额',
      (at: number) => [
        900 + at,
        line(at).date,
        line(at).sku,
        `H${(at % 5) >> 1}`,
        `N${(at % 5) >> 1}`,
        line(at).units,
        amountOf(at),
      ],
    ],
    [
      'where goods were made and where they go',
      'Order ID;Date;SKU;Quantity;Price;Origin;Destination country',
      (at: number) => [
        900 + at,
        line(at).date,
        line(at).sku,
        line(at).units,
        line(at).price,
        half(at) ? 'China' : 'Italy',
        half(at) ? 'Italy' : 'China',
      ],
    ],
    [
      'a department and a category of the same name',
      'Order ID;Date;SKU;Quantity;Price;Department;Top category',
      (at: number) => [
        900 + at,
        line(at).date,
        line(at).sku,
        line(at).units,
        line(at).price,
        half(at) ? 'Shoes' : 'Bags',
        half(at) ? 'Shoes' : 'Bags',
      ],
    ],
    [
      'sizes of rugs, and the price of the week before',
      'Date;SKU;Name;Quantity;Unit price;Previous price',
      (at: number) => [
        line(at).date,
        line(at).sku,
        `Rug 160x23${at % 5}, grey`,
        line(at).units,
        line(at).price,
        line(at).price - (half(at) ? 1 : 0),
      ],
    ],
    [
      'kilograms with three decimals among pieces',
      'Date;SKU;Quantity;Amount',
      (at: number) => [line(at).date, line(at).sku, at % 2 === 0 ? '1.250' : line(at).units, amountOf(at).toFixed(2)],
    ],
    [
      'postage in French',
      'Date;Numéro de commande;SKU;Quantité;Prix unitaire;Montant;Frais de port;Montant total',
      (at: number) => {
        const { date, sku, units, price } = line(at);
        const postage = half(at) ? 3.9 : 0;
        return [date, 900 + at, sku, units, price, amountOf(at), postage, (amountOf(at) + postage).toFixed(2)];
      },
    ],
    [
      'receipts that were closed',
      'Date;Receipt number;Status;SKU;Quantity;Price',
      (at: number) => [line(at).date, `1-${at}`, 'Closed', line(at).sku, line(at).units, line(at).price],
    ],
    [
      'what a variant is like beside the name',
      'Date;Receipt number;Name;Variant;SKU;Quantity;Price',
      (at: number) => [
        line(at).date,
        900 + at,
        line(at).name,
        half(at) ? 'Large' : 'Grey',
        '',
        line(at).units,
        line(at).price,
      ],
    ],
  ])('%s is no doubt', async (_, header, cells) => {
    const { files } = await read('orders.csv', [header, ...all.map((at) => cells(at).join(';'))]);
    expect(files[0]).toMatchObject({ state: 'imported', products: 5, revenue: sum(all, amountOf).toFixed(2) });
  });

  it('a receipt that says what its lines hold is not taken apart', async () => {
    const { files } = await read('ledger.csv', [
      'Date,Receipt Number,Line Type,Quantity,Total,Details,Sku',
      ...rows(20, (receipt) => [2 * receipt, 2 * receipt + 1]).flatMap((own) => {
        const [{ date }, number] = [line(own[0]), 4100 + own[0]];
        const details = own.map((at) => `${line(at).units} X ${line(at).name}`).join(' + ');
        return [
          [date, number, 'Sale', sum(own, (at) => line(at).units), sum(own, amountOf), details, ''].join(','),
          ...own.map((at) =>
            [date, number, 'Line', line(at).units, amountOf(at), line(at).name, line(at).sku].join(','),
          ),
        ];
      }),
    ]);
    expect(files[0]).toMatchObject({
      state: 'imported',
      rowsAccepted: 40,
      products: 5,
      revenue: sum(all, amountOf).toFixed(2),
    });
  });

  it('states are told by what they say, whatever the heading', async () => {
    const { files } = await read('orders.csv', [
      'Reason for Credit Entry,Sub Order No,Order Date,SKU,Quantity,Price',
      ...all.map((at) => {
        const { date, sku, units, price } = line(at);
        return [at % 8 === 3 ? 'RTO_COMPLETE' : 'DELIVERED', `S${at}`, date, sku, units, price].join(',');
      }),
    ]);
    expect(files[0]).toMatchObject({
      rowsAccepted: 35,
      revenue: sum(
        all.filter((at) => at % 8 !== 3),
        amountOf,
      ).toFixed(2),
    });
  });

  it('an invoice that waits for its money is a sale, an order that does is none', async () => {
    const lines = all.map((at) => {
      const { date, sku, units, price } = line(at);
      const state = ['Awaiting Payment', 'Paid', 'Cancelled - not paid', 'Paid'][(at >> 1) % 4];
      return [`N${at >> 1}`, date, sku, units, price, state].join(',');
    });
    const invoices = await read('a.csv', ['InvoiceNumber,Date,SKU,Quantity,Price,Status', ...lines]);
    const orders = await read('a.csv', ['OrderNumber,Date,SKU,Quantity,Price,Status', ...lines]);
    expect([invoices.files[0].rowsAccepted, orders.files[0].rowsAccepted]).toEqual([30, 20]);
  });

  it('orders that were closed are none where most were not', async () => {
    const { files } = await read('a.csv', [
      'OrderNumber,Date,SKU,Quantity,Price,Status',
      ...all.map((at) => {
        const { date, sku, units, price } = line(at);
        return [
          `N${at}`,
          date,
          sku,
          units,
          price,
          ['Closed', 'Closed', 'Complete', 'Processing', 'Shipped'][at % 5],
        ].join(',');
      }),
    ]);
    expect(files[0].rowsAccepted).toBe(24);
  });

  it('a table that changes by the day is no statement of account', async () => {
    const { files } = await read('daily.csv', [
      'Date,Net sales,Change vs previous day',
      ...all.map((at) => [day(at), amountOf(at), at === 0 ? 0 : amountOf(at) - amountOf(at - 1)].join(',')),
    ]);
    expect(files[0].issues.map(({ code }) => code)).not.toContain('looks-like-payments');
  });

  it('a heading under another one is known again where a page repeats it', async () => {
    const head = 'Date,SKU,Quantity,Amount,Quantity,Amount';
    const both = (at: number): string => [line(at).units, amountOf(at), line(at).units, amountOf(at)].join(',');
    const told = all.map((at) => `${line(at).date},${line(at).sku},${both(at)}`);
    const { files } = await read('pages.csv', [',,Shop,,Online,', head, ...told.slice(0, 20), head, ...told.slice(20)]);
    expect(files[0]).toMatchObject({
      rowsAccepted: 40,
      rejected: { repeated_header: 1 },
      revenue: sum(all, amountOf).toFixed(2),
    });
    expect(files[0].columns.map(({ name }) => name)).toContain('Online › Amount');
  });

  it('a day that lines lack is not the order’s', async () => {
    const { files } = await read('vendas.csv', [
      'Número do Pedido;Data;Data de pagamento;SKU;Quantidade;Valor do Produto',
      ...all.map((at) => {
        const { date, sku, units, price } = line(at);
        return [900 + (at >> 1), date, at % 2 === 0 ? date : '', sku, units, price].join(';');
      }),
    ]);
    expect(files[0].columns.find(({ role }) => role === 'date')?.name).toBe('Data');
    expect(files[0].rowsAccepted).toBe(40);
  });

  it('weeks below their months, thousands with a point, a sum at the foot', async () => {
    const weeks = rows(6, (at) => day(at * 7));
    const cell = (at: number, week: number): number => (at === 3 ? 1000 : 10 + at) + ((week * 5) % 7);
    const written = (value: number): string => value.toLocaleString('de-DE');
    const { files } = await read('absatz.csv', [
      `;;Mai;;;Juni;;`,
      `Artikelnr.;Bezeichnung;${weeks.join(';')}`,
      ...rows(20, (at) => [`A${at}`, `Ware ${at}`, ...weeks.map((_, week) => written(cell(at, week)))].join(';')),
      [
        'Gesamt',
        '',
        ...weeks.map((_, week) =>
          written(
            sum(
              rows(20, (at) => at),
              (at) => cell(at, week),
            ),
          ),
        ),
      ].join(';'),
    ]);
    const units = sum(
      rows(20, (at) => at),
      (at) =>
        sum(
          weeks.map((_, week) => week),
          (week) => cell(at, week),
        ),
    );
    expect(files[0]).toMatchObject({ rowsAccepted: 120, products: 20, units });
  });

  it('a product above its invoices, dates that name the end of a week', async () => {
    const groups = rows(5, (product) => all.filter((at) => at % 5 === product));
    const { files } = await read('Item Sales Detail.csv', [
      'Item,Date,Invoice,Qty,Line total',
      ...groups.flatMap((own) => [
        `${line(own[0]).name},,,,`,
        ...own.map((at) => `,Week Ending ${line(at).date},INV-${at},${line(at).units},${amountOf(at).toFixed(2)}`),
        `Total for ${line(own[0]).name},,,${sum(own, (at) => line(at).units)},${sum(own, amountOf).toFixed(2)}`,
      ]),
    ]);
    expect(files[0]).toMatchObject({
      state: 'imported',
      rowsAccepted: 40,
      products: 5,
      revenue: sum(all, amountOf).toFixed(2),
    });
  });

  it('pieces of one product and kilograms of another are no mixture', async () => {
    const { files } = await read('items.csv', [
      'date,sku,name,quantity,unit,amount',
      ...all.map((at) =>
        [
          line(at).date,
          line(at).sku,
          line(at).name,
          line(at).units,
          at % 5 === 0 ? 'kg' : 'pcs',
          amountOf(at).toFixed(2),
        ].join(','),
      ),
    ]);
    expect(files[0]).toMatchObject({ state: 'imported', rowsAccepted: 40 });
  });

  it('the returns below the sales are a table of their own, and asked about', async () => {
    const table = all.map((at) => `${line(at).date},${line(at).sku},${line(at).units},${amountOf(at).toFixed(2)}`);
    const { files } = await read('May.csv', [
      'Sales in May',
      'Date,SKU,Quantity,Amount',
      ...table,
      '',
      'Returns in May',
      'Date,SKU,Quantity,Amount',
      ...table.slice(0, 20),
    ]);
    expect(files.map(({ state, rowsAccepted }) => [state, rowsAccepted])).toEqual([
      ['imported', 40],
      ['question', 0],
    ]);
    expect(files[1].issues[0].code).toBe('looks-like-returns');
  });

  it('lines of orders that were exported twice count once, where each has a number of its own', async () => {
    const table = all.map(
      (at) =>
        `${900 + (at >> 1)},${7000 + 3 * at},${line(at).date},${line(at).sku},${line(at).units},${line(at).price}`,
    );
    const twice = (header: string): readonly string[] => [header, ...table, header, ...table.slice(10)];
    const { files } = await read('orders.csv', twice('Order,Order Item ID,Date,SKU,Quantity,Price'));
    expect(files[0]).toMatchObject({ rowsAccepted: 40, rejected: { duplicate_row: 30, repeated_header: 1 } });
  });

  it('the code beside a name is the product, whatever it is called; a document is none', async () => {
    const { files } = await read('lines.csv', [
      'Dag,Nummer,Ref X,Name,Quantity,Amount',
      ...all.map((at) =>
        [line(at).date, `F/${100 + (at >> 1)}`, line(at).sku, line(at).name, line(at).units, amountOf(at)].join(','),
      ),
    ]);
    expect(files[0].columns.find(({ role }) => role === 'product')?.name).toBe('Ref X');
    expect(files[0].products).toBe(5);
  });

  it('prices called pieces and pieces called prices are told by what a product keeps', async () => {
    const { files } = await read('lines.csv', [
      'Date,Order,SKU,Qty,Unit Price,Amount',
      ...all.map((at) =>
        [
          line(at).date,
          900 + at,
          line(at).sku,
          line(at).price + 0.4,
          line(at).units,
          amountOf(at) + 0.4 * line(at).units,
        ]
          .map(String)
          .join(','),
      ),
    ]);
    expect(files[0]).toMatchObject({ state: 'imported', units: sum(all, (at) => line(at).units) });
  });

  it('an order that was only tried is none', async () => {
    const { files } = await read('orders.csv', [
      'orderNumber,isTestOrder,Date,SKU,Quantity,Price',
      ...all.map((at) =>
        [900 + at, at % 10 === 4, line(at).date, line(at).sku, line(at).units, line(at).price].join(','),
      ),
    ]);
    expect(files[0]).toMatchObject({ rowsAccepted: 36, rejected: { cancelled_invoice: 4 } });
  });

  it('a claim is of its own line, where most lines have none', async () => {
    const { files } = await read('orders.csv', [
      'Order,Order status,Claim status,Date,SKU,Quantity,Price',
      ...all.map((at) =>
        [
          900 + (at >> 1),
          at % 10 === 4 ? 'Cancelled' : 'Delivered',
          at % 10 === 4 ? 'Cancelled' : '',
          line(at).date,
          line(at).sku,
          line(at).units,
          line(at).price,
        ].join(','),
      ),
    ]);
    expect(files[0]).toMatchObject({ rowsAccepted: 36, rejected: { cancelled_invoice: 4 } });
  });

  it('a column of sums beside the periods is no price, whatever it is called', async () => {
    const cell = (at: number, week: number): number => ((at * 7 + week * 3) % 11) + 1;
    const { files } = await read('per week.csv', [
      `SKU,Name,${rows(8, (week) => `Week ${10 + week} 2024`).join(',')},Retail`,
      ...all.slice(0, 12).map((at) => {
        const cells = rows(8, (week) => cell(at, week));
        return `B${at},Mug ${at},${cells.join(',')},${sum(cells, (each) => each)}`;
      }),
    ]);
    expect(files[0]).toMatchObject({ state: 'imported', revenue: null });
  });
});
