import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

const at = Array.from({ length: 40 }, (_, row) => row);
const day = (row: number): string => formatIsoDate(toEpochDay(2024, 5, 1) + row);
const long = at.map((row) => `${day(row)},P${row % 5},Cup ${row % 5},${1 + ((row * 7) % 40)}`);
const months = ['2024-01', '2024-02', '2024-03'];
const wide = at.map((row) => [`P${row}`, `Cup ${row}`, ...months.map((_, month) => (row + month) % 9)].join(','));

const others = [
  ['Einkauf', 'looks-like-purchases'],
  ['Commandes fournisseurs en cours', 'looks-like-purchases'],
  ['入荷数', 'looks-like-purchases'],
  ['Waste and write-offs', 'looks-like-movements'],
  ['Abschriften und Bruch', 'looks-like-movements'],
  ['Leveringen aan winkels', 'looks-like-movements'],
  ['门店配货数量', 'looks-like-movements'],
  ['Devoluciones', 'looks-like-returns'],
  ['Dodania do ulubionych', 'kind-unsure'],
  ['Market share %', 'kind-unsure'],
] as const;

describe('figures that were not sold are asked about', () => {
  it.each(others)('where the title says so: %s', async (title, about) => {
    const { questions } = await drop({ 'table.csv': [title, '', 'Date,SKU,Item,Qty', ...long].join('\n') });
    expect(questions[0]?.about).toBe(about);
  });

  it.each(others)('where the name of the file says so: %s', async (title, about) => {
    const { questions } = await drop({ [`${title} 2024.csv`]: ['Date,SKU,Item,Qty', ...long].join('\n') });
    expect(questions[0]?.about).toBe(about);
  });

  it.each(others)('where it stands over months: %s', async (title) => {
    const heads = [`,,${title},,`, `SKU,Item,${months}`];
    const { questions } = await drop({ 'table.csv': [...heads, ...wide].join('\n') });
    expect(questions).toMatchObject([{ code: 'file-kind' }]);
  });

  it('where each row of months says so', async () => {
    const lines = wide.map((line) => line.replace(/^(\w+,[^,]+)/, '$1,Achats'));
    const { questions } = await drop({ 'table.csv': [`SKU,Item,Indicateur,${months}`, ...lines].join('\n') });
    expect(questions).toMatchObject([{ about: 'looks-like-purchases' }]);
  });

  it.each([
    ['Sales and returns', 'Date,SKU,Item,Qty'],
    ['Einkauf', 'Date,Order,SKU,Sold'],
  ])('but for where sales are spoken of: %s above %s', async (title, heading) => {
    const { files, questions } = await drop({ 'table.csv': [title, heading, ...long].join('\n') });
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 40 });
  });
});

describe('days that are none of a sale are asked about', () => {
  const listed = (heading: string): string =>
    [`SKU,Item,Qty,${heading}`, ...at.map((row) => `P${row},Cup ${row},${1 + row * 3},${day(row)}`)].join('\n');

  it.each(['Last sale', 'Letzter Verkauf', '最終販売日', 'Start date', 'Best before', '有效期至', '盘点日期'])(
    'in a list of products: %s',
    async (heading) => {
      const { questions } = await drop({ 'table.csv': listed(heading) });
      expect(questions).toMatchObject([{ code: 'file-kind' }]);
    },
  );

  it('but not where products come again', async () => {
    const { questions } = await drop({ 'table.csv': ['Start date,SKU,Item,Qty', ...long].join('\n') });
    expect(questions).toEqual([]);
  });
});

it.each([
  ['Reason', ['Breakage', 'Theft', 'Expired']],
  ['用途', ['样品', '陈列', '员工']],
])('what left for a reason or a purpose was not sold: %s', async (heading, reasons) => {
  const lines = long.map((line, row) => `${line},${reasons[row % 3]}`);
  const { questions } = await drop({ 'table.csv': [`Date,SKU,Item,Qty,${heading}`, ...lines].join('\n') });
  expect(questions).toMatchObject([{ about: 'looks-like-movements' }]);
});

it.each([
  ['Ist', 'Plan'],
  ['Actual', 'Budget'],
  ['実績', '計画'],
])('months under %s count, those under %s beside them do not', async (actual, plan) => {
  const heads = ['Units sold 2024', `,,${actual},${actual},${actual},${plan},${plan}`, 'SKU,Item,Jan,Feb,Mar,Apr,May'];
  const lines = at.map((row) => `P${row},Cup ${row},2,1,3,${row},${row}`);
  const { files, questions } = await drop({ 'table.csv': [...heads, ...lines].join('\n') });
  expect(questions).toEqual([]);
  expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 120, units: 240 });
  expect(files[0].issues.map(({ code }) => code)).toContain('columns-unexplained');
});

it('pieces of a line that partly came back count, whatever state the line has', async () => {
  const lines = at.map((row) => {
    const back = row % 8 === 0 ? 3 : row % 8 === 4 ? 1 : 0;
    return `O${row},${day(row)},P${row % 5},3,${back},30.00,${back > 0 ? 'Return/Refund' : ''}`;
  });
  const heading = 'Order ID,Order date,SKU,Quantity,Returned quantity,Amount,Return type';
  const { files } = await drop({ 'orders.csv': [heading, ...lines].join('\n') });
  expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 35, units: 105 });
});

it('names products where many have no code', async () => {
  const lines = at.map((row) => `O${row},${day(row)},${row % 2 ? '' : `C${row % 5}`},Song ${row % 5},1,9.00`);
  const { files } = await drop({
    'orders.csv': ['Order ID,Order date,SKU,Item name,Quantity,Price', ...lines].join('\n'),
  });
  expect(files[0].rowsAccepted).toBe(40);
});

describe('lists are told by what they count', () => {
  it('one of stock with the kinds of its movements is none', async () => {
    const kinds = ['采购入库', '调拨出库', '盘亏出库'];
    const text = at.map((row) => `${day(row)} 10:00:00,P${row % 5},杯${row % 5},${kinds[row % 3]},${50 + row},主仓`);
    const { questions } = await drop({
      '明细.csv': ['时间,商品编码,商品名称,业务类型,结存数量,仓库', ...text].join('\n'),
    });
    expect(questions).toMatchObject([{ about: 'looks-like-movements' }]);
  });

  it('one of products with what was sold and taken says not when', async () => {
    const text = at.map((row) => `P${row},컵 ${row},주방,${100 * (1 + row)},${1 + row},${40 + row}`);
    const { questions } = await drop({
      'list.csv': ['옵션 ID,상품명,카테고리,순 판매 금액,판매 상품 수,조회', ...text].join('\n'),
    });
    expect(questions).toMatchObject([{ code: 'file-kind' }]);
  });

  it('stock beside what was sold until then is asked about', async () => {
    const text = at.map((row) => `${day(row)},P${row % 5},${row * 3},${900 - row * 3}`);
    const { questions } = await drop({ '状況.csv': ['日付,商品コード,累計販売数,在庫数', ...text].join('\n') });
    expect(questions).toHaveLength(1);
  });
});
