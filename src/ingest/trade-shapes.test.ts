import { describe, expect, it } from 'vitest';
import { drop } from '#ingest/testing/drop-files.ts';
import { all, amountOf, day, line, read, rows, sum } from '#ingest/testing/order-lines.ts';

const codesOf = ({ issues }: { readonly issues: readonly { readonly code: string }[] }): string[] =>
  issues.map(({ code }) => code);
const units = sum(all, (at) => line(at).units);

describe('what was paid', () => {
  /** Two fifths of the lines were sold for 10 % less. */
  const paid = (at: number): number => (at % 7 < 3 ? line(at).price * 0.9 : line(at).price);
  const revenue = sum(all, (at) => line(at).units * paid(at)).toFixed(2);

  it.each([
    [
      'Birim Listeleme Fiyatı',
      'Listeleme Fiyatı',
      'Faturalandırılacak Birim Satış Fiyatı',
      'Faturalandırılacak Satış Fiyatı',
    ],
    ['Shelf price per unit', 'Shelf price', 'Till price per unit', 'Till price'],
  ])('is the lower of two prices, for a piece (%s) and for the line', async (...headings) => {
    const { files } = await read('orders.csv', [
      `Order ID,Date,SKU,Quantity,${headings.join(',')}`,
      ...all.map((at) => {
        const { date, sku, units, price } = line(at);
        const money = [price, units * price, paid(at), units * paid(at)].map((each) => each.toFixed(2));
        return [900 + at, date, sku, units, ...money].join(',');
      }),
    ]);
    expect(files[0]).toMatchObject({ state: 'imported', units, revenue });
  });

  it.each([
    ['prices', ['Shelf price', 'Till price'], () => 1],
    ['amounts', ['Shelf amount', 'Till amount'], (at: number) => line(at).units],
  ])('is the lower of two %s, whatever the order of the columns', async (_, headings, times) => {
    const lines = (columns: readonly string[]): string[] => [
      `Order ID,Date,SKU,Quantity,${columns.join(',')}`,
      ...all.map((at) => {
        const { date, sku, units, price } = line(at);
        const money = columns.map((name) => (name.startsWith('Shelf') ? price : paid(at)) * times(at));
        return [900 + at, date, sku, units, ...money.map((each) => each.toFixed(2))].join(',');
      }),
    ];
    for (const columns of [headings, [...headings].reverse()]) {
      const { files } = await read('orders.csv', lines(columns));
      expect(files[0]).toMatchObject({ state: 'imported', units, revenue });
    }
  });

  it('is no price of a piece, though it is lower where several were sold', async () => {
    const { files } = await read('orders.csv', [
      'Order ID,Date,SKU,Quantity,Piece amount,Line amount',
      ...all.map((at) => {
        const { date, sku, units, price } = line(at);
        return [900 + at, date, sku, units, price, units * price].join(',');
      }),
    ]);
    expect(files[0].revenue).toBe(sum(all, amountOf).toFixed(2));
  });

  it('is no part of it, though nearly half of the lines are all of it', async () => {
    const { files } = await read('orders.csv', [
      'Order ID,Date,SKU,Quantity,Whole amount,Club amount',
      ...all.map((at) => {
        const { date, sku, units } = line(at);
        const part = at % 7 < 3 ? 1 : 0.02 + ((at * 29) % 90) / 100;
        return [900 + at, date, sku, units, amountOf(at), (amountOf(at) * part).toFixed(2)].join(',');
      }),
    ]);
    expect(files[0]).toMatchObject({ state: 'imported', units, revenue: sum(all, amountOf).toFixed(2) });
  });

  it('is the product of price and pieces under any heading: nothing is asked', async () => {
    const { files, questions } = await read('orders.csv', [
      'Order ID,Date,SKU,Quantity,Price,MV',
      ...all.map((at) => {
        const { date, sku, units, price } = line(at);
        return [900 + at, date, sku, units, price, units * price].join(',');
      }),
    ]);
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ state: 'imported', units, revenue: sum(all, amountOf).toFixed(2) });
  });

  it.each([
    ['RRP', null],
    ['List price', null],
    ['Price', '2628.00'],
  ])('is not what the maker recommends: months beside %s', async (heading, revenue) => {
    const months = rows(6, (month) => `2024-0${1 + month}`);
    const { files, questions } = await read('sell-out.csv', [
      `Item no.,Item,${heading},${months.join(',')}`,
      ...rows(20, (at) =>
        [`HW-${at}`, `Mug ${at}`, 10 + (at % 3), ...months.map((_, month) => 1 + (month % 3))].join(','),
      ),
    ]);
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ state: 'imported', rowsAccepted: 120, units: 240, revenue });
  });

  it('is a line’s, not the order’s: both stand on the first line only, beside its number', async () => {
    const { files } = await read('订单.csv', [
      '订单编号,买家会员名,货品总价(元),实付款(元),订单状态,订单创建时间,货品标题,单价(元),数量,SKU ID',
      ...rows(20, (order) => [2 * order, 2 * order + 1]).flatMap((own, order) => {
        const total = sum(own, amountOf);
        const first = `${21e8 + order},buyer${order},${total},${total + 6},交易成功,${line(own[0]).date} 10:00:00`;
        return own.map((at, place) => {
          const { name, price, units, sku } = line(at);
          return `${place === 0 ? first : ',,,,,'},${name},${price},${units},${sku}`;
        });
      }),
    ]);
    expect(files[0]).toMatchObject({
      state: 'imported',
      rowsAccepted: 40,
      units,
      revenue: sum(all, amountOf).toFixed(2),
    });
  });
});

describe('pieces', () => {
  it.each([
    ['Units Sold', 'Units Ordered'],
    ['Qty sold', 'Ordered qty'],
    ['Verkaufte Menge', 'Bestellte Menge'],
    ['销售数量', '订货数量'],
  ])('are those of %s, not those of %s', async (sold, ordered) => {
    const { files } = await read('stores.csv', [
      `Date,Store ID,Product ID,Inventory Level,${ordered},${sold},Price`,
      ...all.map((at) => {
        const { date, sku, units, price } = line(at);
        return [date, 'S1', sku, 50 + at, 20 + ((at * 7) % 11), units, price].join(',');
      }),
    ]);
    expect(files[0]).toMatchObject({ state: 'imported', units, revenue: sum(all, amountOf).toFixed(2) });
  });

  it.each([
    ['itemAmount', 'itemUnitPrice,itemTotalPrice', (at: number) => [line(at).price, amountOf(at)]],
    ['Amount', 'Unit price,Total', (at: number) => [line(at).price, amountOf(at)]],
    ['Amount', 'Unit price', (at: number) => [line(at).price]],
  ])('are called %s beside %s', async (amount, headings, money) => {
    const { files } = await read('orders.csv', [
      `Order ID,Date,SKU,${amount},${headings}`,
      ...all.map((at) => [900 + at, line(at).date, line(at).sku, line(at).units, ...money(at)].join(',')),
    ]);
    expect(files[0]).toMatchObject({ state: 'imported', units, revenue: sum(all, amountOf).toFixed(2) });
  });

  it('are called amounts beside prices of some cents', async () => {
    const pieces = (at: number): number => 20 + ((at * 13) % 60);
    const { files } = await read('orders.csv', [
      'Order ID,Date,SKU,Amount,Unit price',
      ...all.map((at) => [900 + at, line(at).date, line(at).sku, pieces(at), 0.37 + 0.06 * (at % 5)].join(',')),
    ]);
    expect(files[0]).toMatchObject({ state: 'imported', units: sum(all, pieces) });
  });

  it('are not the whole amounts of a currency without cents', async () => {
    const lines = [
      'Order ID,Date,SKU,Unit price,Amount',
      ...all.map((at) => {
        const { date, sku, units, price } = line(at);
        return [900 + at, date, sku, price * 100, units * price * 100].join(',');
      }),
    ];
    // How many they are nothing says but the amounts.
    expect((await read('orders.csv', lines)).questions).toMatchObject([{ about: 'kind-unsure' }]);
    const { files } = await drop({ 'orders.csv': lines.join('\n') }, { 'orders.csv': { kind: 'sales' } });
    expect(files[0].revenue).toBe((sum(all, amountOf) * 100).toFixed(2));
  });
});

describe('one buyer and many sellers', () => {
  const sides = (at: number): readonly [one: string, many: string] => ['Our Shop Ltd', `Factory ${at % 6}`];
  const lines = (headings: readonly [string, string], cells: (at: number) => readonly string[]): string[] => [
    `Order ID,${headings.join(',')},Paid amount,Date,Product,SKU,Unit price,Quantity`,
    ...all.map((at) => {
      const { date, name, sku, price, units } = line(at);
      return [900 + at, ...cells(at), units * price, date, name, sku, price, units].join(',');
    }),
  ];

  it.each([[['买家公司名', '卖家公司名']], [['Buyer company', 'Seller company']], [['Käufer', 'Verkäufer']]] as const)(
    'are purchases: %s',
    async (headings) => {
      const { files, questions } = await read('orders.csv', lines(headings, sides));
      expect(codesOf(files[0])).toEqual(['looks-like-purchases']);
      expect(questions[0].options).toContain('sales');
    },
  );

  it('are not told by the sellers’ codes, where buyers are masked', async () => {
    const { files } = await read(
      'orders.csv',
      lines(['Buyer Username', 'Seller SKU'], (at) => ['***', `S${at % 6}`]),
    );
    expect(files[0]).toMatchObject({ state: 'imported', units });
  });

  it.each([
    ['many buyers, one seller', (at: number) => [`Buyer ${at % 9}`, 'Our Shop Ltd']],
    [
      'many sellers and many buyers, as a marketplace has them',
      (at: number) => [`Buyer ${at % 9}`, `Factory ${at % 6}`],
    ],
  ])('are not what %s are', async (_, cells) => {
    const { files } = await read('orders.csv', lines(['买家公司名', '卖家公司名'], cells));
    expect(files[0]).toMatchObject({ state: 'imported', units });
  });
});

describe('a period on the first line of its block', () => {
  it.each([
    ['Interval', 'Subtotal', 'Total'],
    ['Period', 'Subtotal', 'Total'],
    ['Zeitraum', 'Zwischensumme', 'Gesamt'],
  ])('holds for the lines below: %s', async (heading, below, total) => {
    const blocks = rows(6, (month) => rows(8, (at) => 1 + ((at * 5 + month) % 9)));
    const { files, questions } = await read('products_ordered.csv', [
      `${heading},Product,SKU,Ordered Quantity`,
      ...blocks.flatMap((own, month) => [
        ...own.map((pieces, at) => `${at === 0 ? `${1 + month}/2024` : ''},Mug ${at},24-MB0${at},${pieces}`),
        `${below},,,${sum(own, (each) => each)}`,
      ]),
      `${total},,,${sum(blocks.flat(), (each) => each)}`,
    ]);
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ state: 'imported', rowsAccepted: 48, units: sum(blocks.flat(), (each) => each) });
  });

  it('holds by day as well', async () => {
    const blocks = rows(14, (at) => rows(3, (place) => 1 + ((at * 3 + place) % 5)));
    const { files } = await read('report.csv', [
      'Interval,Product,SKU,Ordered Quantity',
      ...blocks.flatMap((own, at) => [
        ...own.map((pieces, place) => `${place === 0 ? day(at) : ''},Mug ${place},MB${place},${pieces}`),
        `Subtotal,,,${sum(own, (each) => each)}`,
      ]),
    ]);
    expect(files[0]).toMatchObject({ state: 'imported', rowsAccepted: 42, units: sum(blocks.flat(), (each) => each) });
  });
});
