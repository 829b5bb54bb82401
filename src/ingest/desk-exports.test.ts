import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { FileReport, ImportOutput } from '#ingest/import-report.ts';
import { drop, unitsOf } from '#ingest/testing/drop-files.ts';
import { buildWorkbook } from '../../bench/import/build-workbook.ts';
import { encodeText } from '../../bench/import/encode-text.ts';

/** Exports of shops and ERP systems with what misleads in them. Two pieces a line of B0, B1, B2 in turn. */
const first = toEpochDay(2024, 5, 6);
const lines = (line: (at: number, product: string, day: string) => string): string[] =>
  Array.from({ length: 18 }, (_, at) => line(at, `B${at % 3}`, formatIsoDate(first + at)));
const importLines = (name: string, text: readonly string[]): Promise<ImportOutput> => drop({ [name]: text.join('\n') });
const roleOf = (report: FileReport, name: string): string | undefined =>
  report.columns.find((column) => column.name === name)?.role;
const codesOf = (output: ImportOutput): string[] => output.issues.map(({ code }) => code);

describe('orders', () => {
  it('of Shopify: the order’s own columns are no line’s amount, name or state', async () => {
    const header =
      'Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Refunded Amount,Id';
    const text = lines((at, p, d) =>
      at % 3
        ? `#${100 + Math.floor(at / 3)},,,,,,,,${d} 10:00:00 +0200,2,Mug,12.50,${p},,`
        : `#${100 + at / 3},a@x.org,${at === 9 ? 'refunded' : 'paid'},EUR,75.00,4.90,0.00,79.90,${d} 10:00:00 +0200,2,Mug,12.50,${p},0.00,5${at}`,
    );
    const output = await importLines('orders_export_1.csv', [header, ...text]);
    const [report] = output.files;
    // The second and third line of the refunded order don't repeat its state.
    expect(report).toMatchObject({
      rowsAccepted: 15,
      rejected: { cancelled_invoice: 3 },
      revenue: '375.00',
      currency: 'EUR',
    });
    expect(roleOf(report, 'Name')).toBe('order');
    expect(roleOf(report, 'Lineitem name')).toBe('name');
  });

  it.each(['on each line', 'on the first line only'])('with the order’s total %s', async (where) => {
    const text = lines((at, p, d) => {
      const total = where === 'on each line' || at % 3 === 0 ? '75.00' : '';
      return `${100 + Math.floor(at / 3)},completed,${d},${total},${p},Mug,2,${10 + (at % 3)}.00`;
    });
    const header = 'Order Number,Order Status,Order Date,Order Total Amount,SKU,Item Name,Quantity,Item Cost';
    const output = await importLines('wc-orders.csv', [header, ...text]);
    expect(output.files[0].revenue).toBe('396.00');
    expect(codesOf(output)).toContain('order-totals');
  });

  it('of one line each keep their totals', async () => {
    const text = lines((at, p, d) => `${100 + at},${d},${p},2,10.00,18.00`);
    const output = await importLines('orders.csv', ['Order no,Date,SKU,Quantity,Price,Order total', ...text]);
    expect(output.files[0].revenue).toBe('324.00');
  });

  it('whose lines all cost the same keep their amounts', async () => {
    const text = lines((at, p, d) => `${100 + Math.floor(at / 3)},${d},${p},1,9.90`);
    const output = await importLines('one-price.csv', ['Order no,Date,SKU,Quantity,Amount', ...text]);
    expect(output.files[0].revenue).toBe('178.20');
  });

  it('with types of products that sound like returns cancel nothing', async () => {
    const text = lines((at, p, d) => `${100 + at},${d},${p},${at % 2 ? 'Returnable bottle' : 'Bottle'},2,20.00`);
    const output = await importLines('types.csv', ['Order no,Date,SKU,Type,Quantity,Amount', ...text]);
    expect(output.files[0]).toMatchObject({ rowsAccepted: 18, rejected: {} });
  });

  it('of Amazon: an item price that grows with the quantity is the amount of the line', async () => {
    const header = 'amazon-order-id,purchase-date,product-name,sku,quantity,currency,item-price';
    const export_ = (amountOf: (quantity: number, at: number) => number) =>
      lines((at, p, d) => {
        const quantity = 1 + (at % 4);
        return `112-${at},${d}T08:09:10+00:00,Mug,${p},${quantity},USD,${amountOf(quantity, at).toFixed(2)}`;
      });
    const amounts = await importLines('amazon.csv', [header, ...export_((quantity) => quantity * 9.99)]);
    expect(roleOf(amounts.files[0], 'item-price')).toBe('revenue');
    expect(codesOf(amounts)).toContain('price-of-line');
    const pieces = Array.from({ length: 18 }, (_, at) => 1 + (at % 4)).reduce((sum, each) => sum + each, 0);
    expect(Number(amounts.files[0].revenue)).toBeCloseTo(pieces * 9.99, 2);
    // A price of a piece stays one, also where it moves and where more pieces cost less each.
    const prices = await importLines('amazon.csv', [
      header,
      ...export_((quantity, at) => 9.99 - 0.5 * quantity + (at % 3)),
    ]);
    expect(roleOf(prices.files[0], 'item-price')).toBe('price');
    expect(codesOf(prices)).not.toContain('price-of-line');
  });

  it('of Taobao: what was refunded is told by a column of its own, what was paid is the amount', async () => {
    const header =
      '"子订单编号","主订单编号","买家会员名","标题","价格","购买数量","商家编码","订单状态","退款状态","订单创建时间"';
    const text = lines((at, p, d) => {
      const refund = at === 4 ? '退款成功' : at === 5 ? '退款关闭' : '没有申请退款';
      return `"=""31${at}""","=""21${at}""","买家${at % 4}","杯子","59.90","2","${p}","交易成功","${refund}","${d} 09:00:00"`;
    });
    const output = await drop({
      'ExportOrderDetailList.csv': encodeText([header, ...text].join('\r\n'), 'gb18030', false),
    });
    expect(output.files[0]).toMatchObject({
      rowsAccepted: 17,
      rejected: { cancelled_invoice: 1 },
      encoding: 'gb18030',
    });
    expect(roleOf(output.files[0], '退款状态')).toBe('refund');
    const paid = lines((at, _, d) => `${at},买家${at % 4},109.80,10.00,119.80,119.80,交易成功,${d},杯子${at % 3},2`);
    const list =
      '订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,订单创建时间,宝贝标题,宝贝总数量';
    const orders = await importLines('ExportOrderList.csv', [list, ...paid]);
    expect(roleOf(orders.files[0], '买家实际支付金额')).toBe('revenue');
    expect(codesOf(orders)).toContain('revenue-alike');
  });

  it('of Pinduoduo and JD, with tabs that keep numbers text', async () => {
    const pdd = lines(
      (at, p, d) =>
        `杯子${at % 3},2405${at}-1\t,已收货,37.80,2,${d} 09:00:00\t,5${at % 3},${p},${at === 8 ? '退款成功' : '无售后或售后取消'}`,
    );
    const one = await importLines('pdd.csv', [
      '商品,订单号,订单状态,用户实付金额(元),商品数量(件),支付时间,商品id,商家编码,售后状态',
      ...pdd,
    ]);
    expect(one.files[0]).toMatchObject({
      rowsAccepted: 17,
      revenue: '642.60',
      currency: 'CNY',
      rejected: { cancelled_invoice: 1 },
    });
    const jd = lines(
      (at, p, d) => `28${at}\t,${p}\t,杯子,2,${d} 10:11:12,¥39.00,78.00,${at === 3 ? '已取消' : '完成'}`,
    );
    const two = await importLines('jd.csv', [
      '订单号,商品ID,商品名称,订购数量,下单时间,京东价,订单金额,订单状态',
      ...jd,
    ]);
    expect(two.files[0]).toMatchObject({ rowsAccepted: 17, revenue: '1326.00' });
    expect(unitsOf(two)).toEqual({ B0: 10, B1: 12, B2: 12 });
  });
});

describe('what came back', () => {
  const header = '日期,单据类型,单据编号,商品编码,数量,金额';
  it('as documents of their own, without a minus, is taken from the order with their number', async () => {
    const text = lines((at, p, d) => `${d},销售出库,D${at},${p},2,20.00`);
    const returned = `2024-06-20,销售退货,D4,B1,1,10.00`;
    const output = await importLines('erp.csv', [header, ...text, returned]);
    expect(output.files[0].rejected).toEqual({ cancelled_invoice: 1 });
    expect(unitsOf(output)).toEqual({ B0: 12, B1: 11, B2: 12 });
    expect(output.reconciliation).toMatchObject({ cancelledPieces: 1, cancelledWithoutOrder: 0 });
  });

  it('as negative lines of a till is netted by the customer', async () => {
    const text = lines(
      (at, p, d) => `R${at},${d},${p},${at === 9 ? -1 : 2},${at === 9 ? '-10.00' : '20.00'},C${at % 3}`,
    );
    const output = await importLines('pos.csv', ['Receipt No,Date,Article,Qty,Net sales,Customer', ...text]);
    expect(unitsOf(output)).toEqual({ B0: 9, B1: 12, B2: 12 });
  });

  it('in columns of its own: the net column is the one that counts', async () => {
    const text = lines((_, p, d) => `${d},${p},3,1,2,20.00`);
    const output = await importLines('net.csv', ['Date,SKU,Sold qty,Returned qty,Net qty,Net amount', ...text]);
    expect(output.files[0].units).toBe(36);
  });
});

describe('reports', () => {
  it('of a shop: counts of buyers name no buyer, the state of a listing cancels nothing', async () => {
    const text = lines(
      (at, p, d) => `${d},${p},${at === 2 ? '已关闭' : '当前在线'},"1,203","2,456",12.5,${at},${at + 1},2,20.00`,
    );
    const header = '统计日期,商品ID,商品状态,商品访客数,商品浏览量,平均停留时长,下单买家数,订单数,支付件数,支付金额';
    const { files } = await importLines('生意参谋.csv', [header, ...text]);
    expect(files[0]).toMatchObject({ rowsAccepted: 18, units: 36 });
    expect(files[0].columns.filter(({ role }) => role === 'customer' || role === 'order' || role === 'status')).toEqual(
      [],
    );
  });

  it('in English with Orders and Customers as counts keep their zeros', async () => {
    const text = lines((at, p, d) => `${d},${p},${at % 3 === 0 ? 0 : 2},0,${at % 4},${at % 4}`);
    const { files } = await importLines('agg.csv', ['Date,SKU,Units,Revenue,Orders,Customers', ...text]);
    expect(files[0]).toMatchObject({ rowsAccepted: 18, rejected: {} });
  });

  it('without a date are no list of products: the date is asked for', async () => {
    const text = lines((at) => `B0PARENT,B0CHILD${at},Mug,120,190,98.00%,12,"$1,234.50"`);
    const header =
      '(Parent) ASIN,(Child) ASIN,Title,Sessions - Total,Page Views - Total,Buy Box Percentage,Units Ordered,Ordered Product Sales';
    const output = await importLines('BusinessReport.csv', [header, ...text]);
    expect(output.files[0]).toMatchObject({ kind: 'sales', state: 'question' });
    expect(codesOf(output)).toContain('without-dates');
  });

  it('with one heading twice say that half of them was not used', async () => {
    const bytes = buildWorkbook([
      {
        name: '表',
        merges: ['C1:D1', 'E1:F1'],
        rows: [
          ['日期', '商品编码', '线上', null, '线下', null],
          [null, null, '数量', '金额', '数量', '金额'],
          ...Array.from({ length: 18 }, (_, at) => [
            { value: 45_418 + at, format: 'yyyy/m/d' },
            `B${at % 3}`,
            2,
            20,
            1,
            10,
          ]),
        ],
      },
    ]);
    const output = await drop({ '二级表头.xlsx': bytes });
    expect(output.issues.filter(({ severity }) => severity === 'warning').map(({ code }) => code)).toEqual([
      'units-alike',
      'revenue-alike',
    ]);
  });
});

describe('periods side by side', () => {
  const weeks = Array.from({ length: 6 }, (_, at) => formatIsoDate(first + 7 * at));
  const grid = ['B0', 'B1', 'B2'].map(
    (p, row) => `${p},Mug,${weeks.map((_, at) => (at === 3 && row === 1 ? '' : 2 + row)).join(',')},99`,
  );

  it('weeks, with sums at the right and at the foot', async () => {
    const output = await importLines('weekly.csv', [
      `SKU,Product,${weeks.join(',')},Total`,
      ...grid,
      'Total,,1,2,3,4,5,6,21',
    ]);
    expect(output.files[0]).toMatchObject({
      kind: 'sales',
      rowsTotal: 23,
      rowsAccepted: 17,
      rejected: { total_row: 6 },
    });
    expect(output.dataset.panel).toMatchObject({ period: 'week', periods: 6, start: first });
    expect(unitsOf(output)).toEqual({ B0: 12, B1: 15, B2: 24 });
    expect(output.issues[0]).toMatchObject({
      code: 'periods-in-columns',
      params: { count: 6, first: weeks[0], last: weeks[5] },
    });
    // A rejected row is named by the line that it stands on.
    expect(output.files[0].problems[0].samples.map(({ line }) => line)).toEqual([5, 5, 5, 5, 5]);
  });

  it('months with pieces and amounts in turn', async () => {
    const header = ['货号', ...[1, 2, 3].flatMap((month) => [`${month}月销量`, `${month}月金额`])].join(',');
    const output = await importLines('2024年.csv', [
      header,
      'B0,1,10.50,2,20.50,3,30.50',
      'B1,2,20.00,2,20.00,2,20.00',
    ]);
    expect(output.files[0]).toMatchObject({ units: 12, revenue: '121.50' });
    expect(output.dataset.panel).toMatchObject({ period: 'month', periods: 3 });
  });

  it('weeks merged over pieces and amounts in a workbook', async () => {
    const head = weeks.slice(0, 3).flatMap((_, at) => [{ value: 45_418 + 7 * at, format: 'yyyy/m/d' }, null]);
    const rows = [
      ['货号', '品名', ...head],
      [null, null, ...head.map((_, at) => (at % 2 ? '销售额' : '销量'))],
    ];
    const body = ['B0', 'B1', 'B2'].map((p) => [p, '杯', 2, 20, 3, 30, 4, 40]);
    const bytes = buildWorkbook([{ name: '表', merges: ['C1:D1', 'E1:F1', 'G1:H1'], rows: [...rows, ...body] }]);
    const output = await drop({ '周报.xlsx': bytes });
    expect(output.files[0]).toMatchObject({ headerLine: 2, units: 27, revenue: '270.00' });
    expect(output.dataset.panel?.periods).toBe(3);
  });

  it('weeks without a year are dated by the name of the file, or by the user', async () => {
    const text = ['商品编码,第1周,第2周,第3周,合计', 'B0,1,2,3,6', 'B1,1,2,3,6'];
    const output = await importLines('各周销量.csv', text);
    expect(output.questions).toMatchObject([{ code: 'period', about: 'periods-without-year', options: ['unknown'] }]);
    const panel = { periods: 3, start: toEpochDay(2024, 1, 1) };
    expect((await importLines('2024年各周销量.csv', text)).dataset.panel).toMatchObject(panel);
    const told = await drop({ '各周销量.csv': text.join('\n') }, { '各周销量.csv': { period: '2024' } });
    expect(told.dataset.panel).toMatchObject(panel);
    expect(told.files[0]).toMatchObject({ state: 'imported', units: 12 });
  });

  it('that go on over New Year need the year of the first', async () => {
    const text = ['SKU,Oct,Nov,Dec,Jan,Feb', 'B0,1,2,3,4,5', 'B1,1,2,3,4,5'];
    expect((await importLines('units 2024.csv', text)).questions).toMatchObject([{ about: 'periods-without-year' }]);
    const told = await drop({ 'units 2024.csv': text.join('\n') }, { 'units 2024.csv': { period: '2024' } });
    expect(told.dataset.panel).toMatchObject({ period: 'month', periods: 5 });
    expect(told.files[0]).toMatchObject({ firstDay: toEpochDay(2024, 10, 1), lastDay: toEpochDay(2025, 2, 1) });
  });

  it('in blocks of pieces and amounts, or of one store beside another, begin anew', async () => {
    const blocks = ['2024,Units,,,Revenue,,', 'SKU,Nov,Dec,Jan,Nov,Dec,Jan', 'B0,1,2,3,10,20,30', 'B1,1,2,3,10,20,30'];
    const told = await drop({ 'blocks.csv': blocks.join('\n') }, { 'blocks.csv': { period: '2024' } });
    expect(told.files[0]).toMatchObject({ units: 12, revenue: '120.00', lastDay: toEpochDay(2025, 1, 1) });
    const stores = [
      'Sales 2024,North,,,South,,',
      'SKU,Jan,Feb,Mar,Jan,Feb,Mar',
      'B0,1,2,3,10,20,30',
      'B1,1,2,3,10,20,30',
    ];
    const { files } = await importLines('stores.csv', stores);
    expect(files[0].issues.map(({ code }) => code)).toContain('columns-unexplained');
  });

  it('below another table are a table of their own', async () => {
    const rows = Array.from({ length: 6 }, (_, at) => `2024-01-0${1 + at},B${at % 2},${1 + at}`);
    const below = ['商品编码,商品名称,品类,品牌,单价,第1周,第2周,第3周', 'B0,杯,茶,无,5,1,2,3', 'B1,壶,茶,无,9,1,2,3'];
    const two = { '销量.csv': ['日期,商品编码,数量', ...rows, '', ...below].join('\n') };
    const { files, questions } = await drop(two);
    expect(files[0]).toMatchObject({ state: 'imported', units: 21 });
    expect(questions).toMatchObject([{ code: 'period', file: '销量.csv #2' }]);
    const told = await drop(two, { [questions[0].file]: { period: '2025' } });
    expect(told.files[1]).toMatchObject({ state: 'imported', units: 12, firstDay: toEpochDay(2024, 12, 30) });
  });

  it.each([
    ['stock by week.csv', 'stock'],
    ['浏览量 2025.csv', 'browsing'],
    ['weekly.csv', 'sales'],
  ])('%s counts what its name says', async (name, kind) => {
    const output = await importLines(name, [`SKU,${weeks.join(',')}`, 'B0,1,2,3,4,5,6', 'B1,1,2,3,4,5,6']);
    expect(output.files[0]).toMatchObject({ kind, state: 'imported' });
  });

  it('asks once about days that can be read both ways', async () => {
    const output = await importLines('days.csv', ['SKU,01/05/2024,02/05/2024,03/05/2024', 'B0,1,2,3', 'B1,1,2,3']);
    expect(output.questions.map(({ code }) => code)).toEqual(['day-month-order']);
  });

  it('a list of products with columns called by months stays one', async () => {
    const output = await drop(
      { 'p.csv': 'SKU,Product,Jan,Feb,Mar\nB0,Mug,1,2,3\nB1,Mug,1,2,3\n' },
      { 'p.csv': { kind: 'catalogue' } },
    );
    expect(output.files[0]).toMatchObject({ kind: 'catalogue', state: 'imported' });
  });
});
