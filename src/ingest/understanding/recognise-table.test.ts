import { describe, expect, it } from 'vitest';
import { importFiles } from '#ingest/import-files.ts';
import type { FileReport } from '#ingest/import-report.ts';

async function understand(name: string, lines: readonly string[]): Promise<FileReport> {
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const { files } = await importFiles({ files: [{ name, bytes }] }, () => ({ progress() {}, async yieldNow() {} }));
  return files[0];
}

const rolesOf = (report: FileReport): Record<string, string> =>
  Object.fromEntries(
    report.columns.filter(({ role }) => role !== '' && role !== 'ignored').map(({ name, role }) => [role, name]),
  );

/** Headings as shops, tills and spreadsheets export them, each with two rows of the kind. */
const exports: readonly {
  readonly of: string;
  readonly file: string;
  readonly lines: readonly string[];
  readonly kind: string;
  readonly roles: Readonly<Record<string, string>>;
}[] = [
  {
    of: 'a Shopify order export',
    file: 'orders_export.csv',
    lines: [
      'Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku',
      '#1001,a@x.org,paid,2024-05-01 10:11:12 +0800,USD,20.00,5.00,0.00,25.00,2,Mug blue,10.00,MUG-1',
      '#1002,b@x.org,refunded,2024-05-02 10:11:12 +0800,USD,12.00,5.00,0.00,17.00,1,Mug red,12.00,MUG-2',
    ],
    kind: 'sales',
    roles: { units: 'Lineitem quantity', price: 'Lineitem price', product: 'Lineitem sku', status: 'Financial Status' },
  },
  {
    of: 'a Taobao order report',
    file: 'ExportOrderDetailList.csv',
    lines: [
      '订单编号,标题,价格,购买数量,外部系统编号,商品属性,订单状态,商家编码,订单创建时间',
      '2024050100001,蓝色马克杯,19.90,2,,颜色:蓝,交易成功,MUG-1,2024-05-01 10:11:12',
      '2024050100002,红色马克杯,29.90,1,,颜色:红,交易关闭,MUG-2,2024-05-02 10:11:12',
    ],
    kind: 'sales',
    roles: {
      order: '订单编号',
      units: '购买数量',
      price: '价格',
      product: '商家编码',
      status: '订单状态',
      datetime: '订单创建时间',
    },
  },
  {
    of: 'candidates with an id and what they are made of',
    file: 'new products.csv',
    lines: [
      'id,name,category,material,price,unit_cost,earliest_launch',
      'N1,Glass mug,Mugs,glass,12.00,5.00,2026-03-02',
      'N2,Steel mug,Mugs,steel,14.00,6.00,2026-03-09',
    ],
    kind: 'candidates',
    roles: { product: 'id', name: 'name', category: 'category', price: 'price', attribute: 'material' },
  },
  {
    of: 'candidates of which only a price is known, by the name of the file',
    file: 'candidates.csv',
    lines: ['product_id,name,category,price', 'N1,Glass mug,Mugs,12.00', 'N2,Steel mug,Mugs,14.00'],
    kind: 'candidates',
    roles: { product: 'product_id', name: 'name', category: 'category', price: 'price' },
  },
  {
    of: 'the same in Chinese',
    file: '2026春季新品.csv',
    lines: ['商品编码,商品名称,类目,价格', 'N1,玻璃杯,杯子,12.00', 'N2,钢杯,杯子,14.00'],
    kind: 'candidates',
    roles: { product: '商品编码', name: '商品名称', category: '类目', price: '价格' },
  },
  {
    of: 'the same columns under a name that says nothing of it',
    file: 'products.csv',
    lines: ['product_id,name,category,price', 'N1,Glass mug,Mugs,12.00', 'N2,Steel mug,Mugs,14.00'],
    kind: 'catalogue',
    roles: { product: 'product_id', name: 'name', category: 'category', price: 'price' },
  },
  {
    of: 'a list of products whose names hold what they are made of',
    file: 'catalogue.csv',
    lines: [
      'product_id,product,category,material',
      ...Array.from(
        { length: 40 },
        (_, i) => `P${i},${['glass', 'steel'][i % 2]} Mugs ${i},Mugs,${['glass', 'steel'][i % 2]}`,
      ),
    ],
    kind: 'catalogue',
    roles: { product: 'product_id', name: 'product', category: 'category', attribute: 'material' },
  },
  {
    of: 'a list of products whose names hold their models, in Chinese',
    file: '商品.csv',
    lines: ['商品编码,商品,型号,类目', ...Array.from({ length: 40 }, (_, i) => `P${i},小米X${i}手机,X${i},手机`)],
    kind: 'catalogue',
    roles: { product: '商品编码', name: '商品', category: '类目', attribute: '型号' },
  },
  {
    of: 'a ledger whose products are called materials',
    file: 'movements.csv',
    lines: [
      'posting date,material,quantity,amount',
      '2024-05-01,100-200,3,36.00',
      '2024-05-02,100-201,1,14.00',
      '2024-05-03,100-200,2,24.00',
    ],
    kind: 'sales',
    roles: { date: 'posting date', product: 'material', units: 'quantity', revenue: 'amount' },
  },
  {
    of: 'a shop’s daily figures',
    file: '商品日报.csv',
    lines: [
      '统计日期,商品ID,商品名称,商品访客数,商品浏览量,平均停留时长,商品加购件数,支付件数,支付金额',
      '2024-05-01,1001,蓝色马克杯,120,300,25.3,12,5,99.50',
      '2024-05-02,1001,蓝色马克杯,110,280,23.1,10,4,79.60',
    ],
    kind: 'sales',
    roles: {
      date: '统计日期',
      product: '商品ID',
      units: '支付件数',
      revenue: '支付金额',
      views: '商品浏览量',
      visitors: '商品访客数',
      carts: '商品加购件数',
    },
  },
  {
    of: 'a till with slips in its headings',
    file: 'till.csv',
    lines: ['Dat,Artcle no,Quanttiy,Net sales (EUR)', '2024-05-01,A1,2,20.00', '2024-05-02,A2,1,5.00'],
    kind: 'sales',
    roles: { product: 'Artcle no', units: 'Quanttiy', revenue: 'Net sales (EUR)' },
  },
  {
    of: 'underscores and camel case',
    file: 'data.csv',
    lines: ['order_date,productId,unitsSold,unit_price_usd', '2024-05-01,A1,2,20.00', '2024-05-02,A2,1,5.00'],
    kind: 'sales',
    roles: { date: 'order_date', product: 'productId', units: 'unitsSold', price: 'unit_price_usd' },
  },
  {
    of: 'weekly sums with year and week apart',
    file: 'weekly.csv',
    lines: ['Year,Week,Article,Units', '2024,18,A1,12', '2024,19,A1,9'],
    kind: 'sales',
    roles: { year: 'Year', week: 'Week', product: 'Article', units: 'Units' },
  },
  {
    of: 'an event log',
    file: 'log.csv',
    lines: [
      'timestamp,visitorid,event,itemid',
      '1433221332117,257597,view,355908',
      '1433224214164,992329,addtocart,248676',
    ],
    kind: 'browsing',
    roles: { datetime: 'timestamp', user: 'visitorid', event: 'event', item: 'itemid' },
  },
  {
    of: 'a list of campaigns',
    file: '大促日历.csv',
    lines: [
      '活动名称,开始日期,结束日期,折扣力度',
      '618大促,2024-06-01,2024-06-18,20%',
      '双11,2024-11-01,2024-11-11,30%',
    ],
    kind: 'calendar',
    roles: { from: '开始日期', to: '结束日期', discount: '折扣力度' },
  },
  {
    of: 'new products to launch',
    file: 'spring range.csv',
    lines: [
      'Item,Item name,Range,Target price,Landed cost,MOQ,Lead time (weeks),Earliest launch,Latest launch',
      'N1,Mug,Cups,12.00,5.00,200,6,2024-06-03,2024-07-29',
      'N2,Bowl,Bowls,14.00,6.00,150,6,2024-06-03,2024-07-29',
    ],
    kind: 'candidates',
    roles: {
      price: 'Target price',
      cost: 'Landed cost',
      'minimum-order': 'MOQ',
      earliest: 'Earliest launch',
      latest: 'Latest launch',
    },
  },
  {
    of: 'a stock report',
    file: '库存.csv',
    lines: ['日期,货号,在库数量', '2024-05-01,A1,30', '2024-05-02,A1,0'],
    kind: 'stock',
    roles: { date: '日期', product: '货号', stock: '在库数量' },
  },
];

describe('headings of real exports', () => {
  it.each(exports)('of $of', async ({ file, lines, kind, roles }) => {
    const report = await understand(file, lines);
    expect(report.kind).toBe(kind);
    expect(rolesOf(report)).toMatchObject(roles);
  });
});

describe('evidence for a column', () => {
  it('says how much of it reads as what it is taken for', async () => {
    const dates = Array.from(
      { length: 50 },
      (_, i) => `2024-05-${String((i % 28) + 1).padStart(2, '0')},A${i % 4},${1 + ((i * 7) % 5)}`,
    );
    dates[7] = 'later,A1,3';
    const report = await understand('sales.csv', ['Date,SKU,Quantity', ...dates]);
    expect(report.columns[0]).toMatchObject({
      role: 'date',
      type: 'date',
      evidence: { from: 'both', typeShare: 0.98 },
    });
    expect(report.columns[1]).toMatchObject({ role: 'product', type: 'text', evidence: { distinct: 4 } });
  });

  it('names the cells where the heading says nothing', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, i) => `2024-05-${String((i % 28) + 1).padStart(2, '0')},A${i % 4},${1 + ((i * 7) % 5)}`,
    );
    const report = await understand('sales.csv', ['aaa,bbb,Quantity', ...rows]);
    expect(report.columns[0]).toMatchObject({ role: 'date', evidence: { from: 'content' } });
    expect(report.columns[1]).toMatchObject({ role: 'product', evidence: { from: 'content' } });
  });
});
