import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** Codes, marks and events as marketplaces write them. */
const first = toEpochDay(2024, 5, 6);
const day = (at: number): string => formatIsoDate(first + at);
const own = (at: number): string => `NX-${at % 7}M`;
const given = (at: number): number => 1_729_300_000_000 + 77 * (at % 7);
const pieces = (at: number): number => 1 + (at % 4);
const price = (at: number): number => 10 + 2 * (at % 7);
const all = Array.from({ length: 60 }, (_, at) => at);

async function read(header: string, line: (at: number) => readonly (string | number)[], name = 'export.csv') {
  const output = await drop({ [name]: [header, ...all.map((at) => line(at).join(','))].join('\n') });
  const [report] = output.files;
  const roles = Object.fromEntries(report.columns.map(({ name: heading, role }) => [heading, role]));
  return { ...report, roles, asked: output.questions.map(({ code }) => code), dataset: output.dataset };
}

describe('of two codes of one product', () => {
  it.each([
    ['SKU ID', 'Seller SKU'],
    ['Item Number', 'Custom Label'],
    ['Artikelnummer', 'Bestandseinheit'],
    ['Код номенклатуры', 'Артикул поставщика'],
  ])('beside the number %s of the marketplace the seller knows his own: %s', async (number, code) => {
    const found = await read(`Order ID,Date,${number},${code},Title,Quantity,Price`, (at) => [
      ...[`7${at}`, day(at), given(at), own(at), `Lamp ${at % 7}`, pieces(at), price(at)],
    ]);
    expect(found.roles).toMatchObject({ [number]: '', [code]: 'product', Title: 'name' });
  });

  it('a code is no name, though nothing else could be', async () => {
    const found = await read(
      'Order Number,Order Date,Item Seller Part #,Item Newegg #,Item Unit Price,Quantity Ordered',
      (at) => [...[7000 + at, day(at), own(at), `9SIA${given(at) % 100_000}K`, price(at), pieces(at)]],
    );
    expect(found.roles).toMatchObject({ 'Item Seller Part #': 'product', 'Item Newegg #': '' });
  });

  it('in China that by which reports of visits and reviews tell products', async () => {
    const found = await read('订单编号,订单支付时间,商品名称,商品ID,SKU编码,商品单价,成交数量', (at) => [
      ...[`24${at}`, day(at), `台灯${at % 7}`, given(at), `KS00${at % 7}`, price(at), pieces(at)],
    ]);
    expect(found.roles).toMatchObject({ 商品ID: 'product' });
  });
});

it('a code of postage is no order, and yes and no no name', async () => {
  const found = await read(
    'N.º de venda;Data da venda;Pacote de diversos produtos;Unidades;Receita por produtos;SKU;Preço unitário;CEP'.replaceAll(
      ';',
      ',',
    ),
    (at) => [
      ...[`20000${at}`, day(Math.floor(at / 2)), at % 3 === 0 ? 'Sim' : 'Não', pieces(at)],
      ...[at % 3 === 0 ? '' : pieces(at) * price(at), own(at), price(at), `9${1000 + Math.floor(at / 2)}-000`],
    ],
  );
  expect(found.roles).toMatchObject({ CEP: '', 'Pacote de diversos produtos': '' });
  expect(found).toMatchObject({ asked: [], revenue: `${all.reduce((sum, at) => sum + pieces(at) * price(at), 0)}.00` });
});

it('fees between the sales of each product are no stock that goes on', async () => {
  const line = (at: number): readonly (string | number)[] => {
    const product = Math.floor(at / 2);
    if (at > 50) return [at, '', 'Storage', day(at), 0, '0.00', '0.00', (700 + at).toFixed(2)];
    if (at % 2 === 1) return [at, own(product), 'Delivery', day(at), 0, '0.00', '0.00', '0.00'];
    return [
      at,
      own(product),
      'Sale',
      day(at),
      1,
      price(product).toFixed(2),
      (price(product) * 0.87).toFixed(2),
      '0.00',
    ];
  };
  const found = await read('No,SKU,Kind,Date,Quantity,Amount,Commission,Storage', line);
  expect(found).toMatchObject({ kind: 'sales', asked: [] });
});

describe('what visitors did', () => {
  it('is told by the column that says so, blank where a page is of no product, and names none', async () => {
    const actions = ['detail', 'add', 'remove', 'detail', 'purchase'];
    const found = await read(
      'session_id_hash,event_type,product_action,product_sku_hash,server_timestamp_epoch_ms',
      (at) => [
        ...[`s${at % 9}f3`, at % 2 === 0 ? 'pageview' : 'event_product', at % 3 === 0 ? '' : actions[at % 5]],
        ...[at % 3 === 0 ? '' : `7${at % 7}aa36097d`, 1_547_449_878_962 + at * 3_600_000],
      ],
    );
    expect(found.roles).toMatchObject({ event_type: '', product_action: 'event', product_sku_hash: 'item' });
    expect(found).toMatchObject({ kind: 'browsing', rowsAccepted: 40 });
    const sum = (column?: Float64Array | null): number =>
      Array.from(column ?? []).reduce((total, each) => total + (each || 0), 0);
    const times = (...what: string[]): number =>
      all.filter((at) => at % 3 !== 0 && what.includes(actions[at % 5])).length;
    expect(sum(found.dataset.panel?.views)).toBe(times('detail'));
    expect(sum(found.dataset.panel?.carts)).toBe(times('add'));
  });

  it('is no calendar of events that come again and have an end', async () => {
    const events = ['ワンダフルデー', 'お買い物マラソン', 'ご愛顧感謝デー'];
    const found = await read('イベント名,モール,開始日時,終了日時,特典内容,エントリー', (at) => [
      ...[events[at % 3], '楽天市場', `${day(at * 7)} 20:00`, `${day(at * 7 + 4)} 01:59`],
      ...[`ポイント最大${3 + (at % 4)}倍`, at % 2 === 0 ? '要' : '不要'],
    ]);
    expect(found.kind).toBe('calendar');
    expect(found.dataset.calendar?.events).toHaveLength(60);
  });
});

it('weeks side by side may say their days in brackets', async () => {
  const weeks = ['2024W10(3/4-3/10)', '2024W11(3/11-3/17)', '2024W12(3/18-3/24)'];
  const found = await read(`货号,品名,${weeks.join()},合计`, (at) => [
    ...[
      `BS${3000 + at}`,
      `毛巾${at}`,
      pieces(at),
      pieces(at + 1),
      pieces(at + 2),
      pieces(at) + pieces(at + 1) + pieces(at + 2),
    ],
  ]);
  const units = all.reduce((sum, at) => sum + pieces(at) + pieces(at + 1) + pieces(at + 2), 0);
  expect(found).toMatchObject({
    kind: 'sales',
    units,
    firstDay: toEpochDay(2024, 3, 4),
    lastDay: toEpochDay(2024, 3, 18),
  });
});

describe('a code that is not there', () => {
  it('in some rows gives way to the number that is, so that none is left out', async () => {
    const found = await read('Order ID,Date,SKU ID,Seller SKU,Title,Quantity,Price', (at) => [
      ...[`7${at}`, day(at), given(at), at % 7 === 3 ? '' : own(at), `Lamp ${at % 7}`, pieces(at), price(at)],
    ]);
    expect(found).toMatchObject({ rowsAccepted: 60, roles: { 'SKU ID': 'product' } });
  });

  it('is said where rows with a name and pieces are left out for it, and not where these are sums', async () => {
    const rows = (name: (at: number) => string) =>
      read('Order ID,Date,SKU,Title,Quantity,Price', (at) => [
        ...[`7${at}`, day(at), at % 10 === 3 ? '' : own(at), name(at), pieces(at), price(at)],
      ]);
    expect((await rows((at) => `Lamp ${at % 7}`)).issues).toMatchObject([
      { code: 'many-left-out', params: { count: 6, total: 60, cause: 'missing_product_id' } },
    ]);
    expect((await rows((at) => (at % 10 === 3 ? '週計' : `Lamp ${at % 7}`))).issues).toEqual([]);
  });

  it('is one code where an item is offered anew under another number', async () => {
    const found = await read('Order Number,Sale Date,Item Number,Item Title,Custom Label,Quantity,Sold For', (at) => [
      ...[`7${at}`, day(at), given(at) + (at < 30 ? 0 : 50_000), `Lamp ${at % 7}`, own(at), pieces(at), price(at)],
    ]);
    expect(found).toMatchObject({ products: 7, roles: { 'Custom Label': 'product' } });
  });
});

it.each(['N.º de venda', '# de venta', 'Nº de venda'])(
  '%s numbers orders, and a price of sale does not',
  async (heading) => {
    const found = await read(`${heading},Data de venda,SKU,Unidades,Preço de venda`, (at) => [
      ...[7000 + at, day(at), own(at), pieces(at), price(at)],
    ]);
    expect(found.roles).toMatchObject({ [heading]: 'order', 'Data de venda': 'date', 'Preço de venda': 'price' });
    const without = await read('Data de venda,SKU,Unidades,Preço de venda', (at) => [
      day(at),
      own(at),
      pieces(at),
      price(at),
    ]);
    expect(Object.values(without.roles)).not.toContain('order');
  },
);
