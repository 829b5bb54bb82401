import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** What a column says of a whole order is none of its lines, also where a shop sells one piece at a time or a file was cut to one product. */
interface Line {
  readonly order: number;
  readonly isFirst: boolean;
  readonly product: number;
  readonly pieces: number;
  /** What all lines of the order come to. */
  readonly all: number;
}

const first = toEpochDay(2024, 3, 4);
const day = ({ order }: Line): string => formatIsoDate(first + order);
const sku = ({ product }: Line): string => `HE-10${product}`;
const price = ({ product }: Line): number => 10 + 2.5 * product;
const paid = (line: Line): number => price(line) * line.pieces;
const sumOf = (lines: readonly Line[], of: (line: Line) => number): number =>
  lines.reduce((sum, line) => sum + of(line), 0);

/** Orders of one to three lines; `pieces` of each line by its number. */
function linesOf(orders: number, pieces: (line: number) => number): Line[] {
  let told = 0;
  return Array.from({ length: orders }, (_, order) => {
    const lines = Array.from({ length: 1 + (order % 3) }, (_each, at) => {
      told += 1;
      return { order, isFirst: at === 0, product: (order * 2 + at * 3) % 7, pieces: pieces(told), all: 0 };
    });
    const all = sumOf(lines, paid);
    return lines.map((line) => ({ ...line, all }));
  }).flat();
}

const several = linesOf(40, (at) => 1 + (at % 4));
const single = linesOf(40, (at) => (at % 20 === 3 ? 2 : 1));
const ofOne = several.filter(({ product }) => product === 2);

async function read(headings: string, lines: readonly Line[], cells: (line: Line) => readonly (string | number)[]) {
  const text = [headings, ...lines.map((line) => cells(line).join(','))].join('\n');
  const { files } = await drop({ 'orders.csv': text });
  const [{ columns, units, revenue, state, issues }] = files;
  const roles = Object.fromEntries(columns.flatMap(({ name, role }) => (role === '' ? [] : [[role, name]])));
  return { state, units, revenue: Number(revenue), roles, codes: issues.map(({ code }) => code) };
}

describe('the amount of a line', () => {
  it('is no subtotal on the first line of its order, though nearly all lines are of one piece', async () => {
    const found = await read(
      'Name,Financial Status,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku',
      single,
      (line) => [
        ...[`#${1000 + line.order}`, 'paid', line.isFirst ? line.all : '', line.isFirst ? line.all + 5 : '', day(line)],
        ...[line.pieces, `Item ${line.product}`, price(line), sku(line)],
      ],
    );
    expect(found).toMatchObject({ units: sumOf(single, ({ pieces }) => pieces), revenue: sumOf(single, paid) });
  });

  it.each([
    ['orders of several products in a file of one', ofOne, (line: Line) => `${1000 + line.order}`, 'order'],
    ['orders without a number', several, (line: Line) => `C${line.order % 9}`, 'customer'],
  ])('is none of %s', async (_what, lines, id, heading) => {
    const found = await read(`date,${heading},sku,qty,price,order total`, lines, (line) => [
      ...[day(line), id(line), sku(line), line.pieces, price(line), line.all + (line.order % 2 ? 4.95 : 0)],
    ]);
    expect(found.revenue).toBeCloseTo(sumOf(lines, paid), 2);
    expect(found.codes).toContain('order-totals');
  });

  it('is told from that of the order by the moment both were made', async () => {
    const off = (line: Line): number => (line.order % 4 === 0 ? line.all * 0.2 : 0);
    const found = await read('create_date,email,sku,quantity,price,order_total', several, (line) => [
      ...[`${day(line)} 10:0${line.order % 10}:11 +0000`, `c${line.order}@example.com`, sku(line), line.pieces],
      ...[price(line), (line.all - off(line)).toFixed(2)],
    ]);
    expect(found.revenue).toBeCloseTo(sumOf(several, paid), 2);
  });

  it.each<[string, string, (line: Line) => number, (line: Line, more: number) => number]>([
    ['options on top', 'Options', (line) => (line.order % 3 ? 0 : 8), (line, more) => paid(line) + more],
    [
      'options of each piece',
      'Extras',
      (line) => 6 * (line.order % 3),
      (line, more) => paid(line) + line.pieces * more,
    ],
    ['pieces to a pack', 'Pcs per pack', (line) => 2 + (line.order % 5), (line, more) => paid(line) * more],
  ])('is what it is with %s', async (_what, heading, more, whole) => {
    const found = await read(`Date,SKU,Quantity,Price,${heading},Line total`, several, (line) => [
      ...[day(line), sku(line), line.pieces, price(line), more(line), whole(line, more(line))],
    ]);
    expect(found.roles.revenue).toBe('Line total');
  });

  it.each([
    ['a file of one product', ofOne],
    ['a shop that sells one piece at a time', single],
  ])('stands under a heading of prices in %s', async (_what, lines) => {
    const found = await read('amazon-order-id,purchase-date,sku,quantity,item-price', lines, (line) => [
      ...[`204-${line.order}`, day(line), sku(line), line.pieces, paid(line)],
    ]);
    expect(found.revenue).toBeCloseTo(sumOf(lines, paid), 2);
    expect(found.codes).toContain('price-of-line');
  });

  it('stands under a net price beside a gross one, with discounts', async () => {
    const net = (line: Line): number => paid(line) * (line.order % 3 === 1 ? 0.9 : 1);
    const found = await read('Order #,Order Date,SKU,Gross Price,Discount,Net Price,Qty', single, (line) => [
      ...[
        line.order,
        day(line),
        sku(line),
        paid(line),
        (paid(line) - net(line)).toFixed(2),
        net(line).toFixed(2),
        line.pieces,
      ],
    ]);
    expect(found.revenue).toBeCloseTo(sumOf(single, net), 0);
  });

  it('stands under a final price, which is the price of the pieces less a discount', async () => {
    const off = (line: Line): number => (line.order % 3 === 1 ? 2 : 0);
    const found = await read('Purchase number,Date,SKU,Quantity,Price,Discount,Final price (GBP)', several, (line) => [
      ...[line.order, day(line), sku(line), line.pieces, price(line), off(line), paid(line) - off(line)],
    ]);
    expect(found.roles).toMatchObject({ price: 'Price', revenue: 'Final price (GBP)' });
  });

  it('is no price of a piece that is lower than a list price', async () => {
    const found = await read(
      'Номер заказа,Дата,Артикул,Ваша стоимость товара,Количество,Цена до скидок',
      several,
      (line) => [...[line.order, day(line), sku(line), 100 * price(line), line.pieces, 130 * price(line)]],
    );
    expect(found.revenue).toBeCloseTo(100 * sumOf(several, paid), 2);
  });

  it('has its discount taken off once where the price before it stands beside', async () => {
    const off = (line: Line): number => (line.order % 2 ? 0.1 * price(line) : 0);
    const found = await read('单据日期,发票号,存货编码,数量,报价,含税单价,价税合计,折扣额', several, (line) => [
      ...[day(line), `FP${line.order}`, sku(line), line.pieces, price(line), (price(line) - off(line)).toFixed(2)],
      ...[(line.pieces * (price(line) - off(line))).toFixed(2), (line.pieces * off(line)).toFixed(2)],
    ]);
    expect(found.codes).not.toContain('discount-taken-off');
    expect(found.revenue).toBeCloseTo(
      sumOf(several, (line) => line.pieces * (price(line) - off(line))),
      0,
    );
  });

  it('is what was paid where the pieces are those that were paid, too', async () => {
    const isOpen = (line: Line): boolean => line.order % 6 === 0;
    const found = await read('统计日期,商品ID,下单件数,下单金额,支付件数,支付金额', several, (line) => [
      ...[day(line), `8200${line.product}`, line.pieces, paid(line)],
      ...(isOpen(line) ? [0, 0] : [line.pieces, paid(line)]),
    ]);
    expect(found.roles).toMatchObject({ units: '支付件数', revenue: '支付金额' });
  });
});

describe('the pieces of a line', () => {
  it('stand under a word for orders where with the price they make the amount, though as many were set aside of most', async () => {
    const found = await read('伝票番号,受注日,商品ｺｰﾄﾞ,受注数,引当数,売単価,小計', several, (line) => [
      ...[
        41000 + line.order,
        day(line),
        sku(line),
        line.pieces,
        line.order % 5 ? line.pieces : 0,
        100 * price(line),
        100 * paid(line),
      ],
    ]);
    expect(found.roles).toMatchObject({ units: '受注数', revenue: '小計' });
  });

  it.each([
    ['日付,商品番号,売上,売上件数,売上個数', '売上個数'],
    ['Fecha,SKU,Ventas brutas (MXN),Cantidad de ventas,Unidades vendidas', 'Unidades vendidas'],
  ])('are not how many were bought at once: %s', async (headings, units) => {
    const found = await read(headings, several, (line) => [
      ...[day(line), sku(line), 100 * paid(line), Math.ceil(line.pieces / 2), line.pieces],
    ]);
    expect(found.roles.units).toBe(units);
    expect(found.codes).not.toContain('units-alike');
  });

  it('are not those of all lines of the order', async () => {
    const found = await read(
      'Order Date,Customer,Product SKU,Total Quantity,Product Qty,Product Unit Price',
      several,
      (line) => [
        ...[day(line), `C${line.order % 9}`, sku(line)],
        ...[
          sumOf(
            several.filter(({ order }) => order === line.order),
            ({ pieces }) => pieces,
          ),
          line.pieces,
          price(line),
        ],
      ],
    );
    expect(found.roles.units).toBe('Product Qty');
  });

  it('may stand under a heading that says what was ordered, and are asked about', async () => {
    const found = await read(
      'Tanggal,Kode Produk,Produk (Pesanan Dibuat),Penjualan (Pesanan Dibuat) (IDR)',
      several,
      (line) => [...[day(line), `8200${line.product}`, line.pieces, 1000 * paid(line)]],
    );
    expect(found.state).toBe('question');
  });
});

describe('the product', () => {
  it.each([
    ['CardCode,CardName', (line: Line) => [`C0${line.order % 9}`, `Firm ${line.order % 9}`], 'ItemCode'],
    ['Numer,Kontrahent', (line: Line) => [`FS ${line.order}/2024`, `Firm ${line.order % 9}`], 'Nazwa'],
  ])('is the one in all rows of a file, and not another id: %s', async (ids, cells, heading) => {
    const found = await read(`Data,${ids},${heading},Quantity,Price`, ofOne, (line) => [
      ...[day(line), ...cells(line), 'HE-102', line.pieces, price(line)],
    ]);
    expect([found.roles.product, found.roles.name]).toContain(heading);
  });
});

it('exchanges and samples among sales are said', async () => {
  for (const kind of ['Exchange', 'Sample']) {
    const found = await read('Order,Date,SKU,Quantity,Unit price,Line total,Order type', several, (line) => [
      ...[line.order, day(line), sku(line), line.pieces, price(line), paid(line), line.order % 8 ? 'Sale' : kind],
    ]);
    expect(found.codes).toContain('states-unknown');
  }
});
