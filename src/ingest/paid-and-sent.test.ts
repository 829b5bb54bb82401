import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** What was paid beside what it would have been, and what was sent of what was ordered. */
const first = toEpochDay(2024, 5, 6);
const day = (at: number): string => formatIsoDate(first + at);
const pieces = (at: number): number => 1 + (at % 3);
const price = (at: number): number => [4.95, 12.5, 19.9, 29, 49][at % 5];
const all = Array.from({ length: 60 }, (_, at) => at);

async function read(header: string, line: (at: number) => readonly (string | number)[], name = 'export.csv') {
  const output = await drop({ [name]: [header, ...all.map((at) => line(at).join(','))].join('\n') });
  const [report] = output.files;
  const roles = Object.fromEntries(report.columns.map(({ name: heading, role }) => [heading, role]));
  const said = output.issues.map(({ code }) => code);
  return { ...report, roles, said, asked: output.questions.map(({ about }) => about) };
}

const whole = (at: number): number => pieces(at) * price(at);
/** In some rows, or in all of them, as much less. */
const less = { some: [0, 0, 0.1, 0.2], all: [0.05, 0.1, 0.15, 0.2] } as const;
const paid = (at: number, how: keyof typeof less): string => (whole(at) * (1 - less[how][at % 4])).toFixed(2);

describe.each(['some', 'all'] as const)('what was paid, less than the amount beside it in %s rows', (how) => {
  it.each([
    ...(how === 'all'
      ? []
      : [
          ['Date,Order,SKU,Qty,Sales amount', 'Paid'],
          ['Date,Order,SKU,Qty,Sales amount', 'Invoiced'],
          ['Datum,Auftrag,Artikelnr,Menge,Umsatz', 'Rechnungsbetrag'],
        ]),
    ['Date,Order,SKU,Qty,Sales amount', 'After promo'],
    ['Date,Order,SKU,Qty,Sales amount', 'Net of discount'],
    ['Datum,Auftrag,Artikelnr,Menge,Umsatz', 'nach Rabatt'],
    ['日期,订单号,商品编码,数量,销售金额', '优惠后'],
    ['Fecha,Pedido,SKU,Cantidad,Importe', 'Tras descuento'],
  ])('%s,%s', async (header, heading) => {
    const found = await read(`${header},${heading}`, (at) => [
      ...[day(at >> 1), 9000 + at, `A${at % 5}`, pieces(at), whole(at).toFixed(2), paid(at, how)],
    ]);
    expect(found).toMatchObject({ kind: 'sales', asked: [], roles: { [heading]: 'revenue' } });
  });
});

/** Columns of money beside the amounts. */
describe('what is none of the amount that customers paid', () => {
  const amount = 'Date,Order,SKU,Qty,Amount';
  const line = (of: (at: number) => readonly (number | string)[]) => (at: number) => [
    ...[day(at >> 1), 9000 + at, `A${at % 5}`, pieces(at), whole(at).toFixed(2), ...of(at)],
  ];
  const part = (at: number): string =>
    (at % 2 === 0 ? whole(at) : whole(at) * (0.55 + ((at * 37) % 40) / 97)).toFixed(2);
  it.each([
    ['a payout', `${amount},Payment`, (at: number) => [(whole(at) * 0.85).toFixed(2)]],
    ['what was paid in one way of several', `${amount},Paid in cash`, (at: number) => [paid(at, 'some')]],
    ['what was paid to somebody', `${amount},Paid to consignor`, (at: number) => [paid(at, 'some')]],
    ['what was paid so far', `${amount},Paid`, (at: number) => [part(at)]],
    ['last year', `${amount},Invoiced LY`, (at: number) => [paid(at, 'some')]],
    ['a margin', `${amount},Margin after discount`, (at: number) => [(whole(at) * 0.6).toFixed(2)]],
    [
      'what somebody else keeps',
      `${amount},Withheld,Payment`,
      (at: number) => [(whole(at) - Number(paid(at, 'all'))).toFixed(2), paid(at, 'all')],
    ],
    [
      'beside what is still open',
      `${amount},Paid amount,Open balance`,
      (at: number) => [(at % 3 ? whole(at) : whole(at) / 2).toFixed(2), (at % 3 ? 0 : whole(at) / 2).toFixed(2)],
    ],
  ])('%s', async (_, header, of) => {
    const found = await read(header, line(of));
    expect(found).toMatchObject({ kind: 'sales', roles: { Amount: 'revenue' } });
  });
});

it('a net amount that is less in some rows than pieces times their price is what was paid', async () => {
  const found = await read('Date,Order,SKU,Qty,Price,Amount,Net total', (at) => [
    ...[day(at >> 1), 9000 + at, `A${at % 5}`, pieces(at), price(at), whole(at).toFixed(2), paid(at, 'some')],
  ]);
  expect(found.roles['Net total']).toBe('revenue');
});

it('numbers that rise from row to row over several days are no products', async () => {
  const found = await read('Date,No,Item,Qty,Price,Amount', (at) => [
    ...[
      day(at),
      48_600 + at - (at % 9 === 8 ? 1 : 0),
      `Thing ${(at * 7) % 13}`,
      pieces(at),
      price(at),
      whole(at).toFixed(2),
    ],
  ]);
  expect(found).toMatchObject({ kind: 'sales', products: 13 });
});

describe('letters under a heading of what was cancelled', () => {
  it.each([
    ['Void', 'S', 'V'],
    ['Cancelled', 'A', 'X'],
    ['Storno', 'A', 'S'],
    ['İptal', 'H', 'E'],
  ])('%s: most rows say %s', async (heading, stands, undone) => {
    const found = await read(`Date,Order,SKU,Qty,Price,${heading}`, (at) => [
      ...[day(at >> 1), 9000 + at, `A${at % 5}`, pieces(at), price(at), at % 12 === 7 ? undone : stands],
    ]);
    expect(found).toMatchObject({ rowsAccepted: 55, rejected: { cancelled_invoice: 5 } });
  });

  it('whether one may cancel says nothing', async () => {
    const found = await read('Date,Order,SKU,Qty,Price,Cancellation policy', (at) => [
      ...[day(at >> 1), 9000 + at, `A${at % 5}`, pieces(at), price(at), ['F', 'M', 'S'][at % 3]],
    ]);
    expect(found).toMatchObject({ rowsAccepted: 60 });
  });
});

it('hours and commissions are asked about beside a product, too', async () => {
  const hours = await read('Date,Employee,Product,Hours,Rate,Pay', (at) => [
    ...[day(at >> 1), ['Cleo', 'Anna'][at % 2], `Thing ${at % 5}`, 4 + (at % 5), 15.5, (4 + (at % 5)) * 15.5],
  ]);
  expect(hours.asked).toEqual(['looks-like-payments']);
  const till = await read('Datum,Verkäufer,Bezeichnung,Menge,Preis,Betrag', (at) => [
    ...[day(at >> 1), ['Cleo', 'Anna'][at % 2], `Tasse ${at % 5}`, pieces(at), price(at), whole(at).toFixed(2)],
  ]);
  expect(till).toMatchObject({ kind: 'sales', asked: [] });
});

it('offers hold for as many days as the next, lots expire when they do', async () => {
  const offers = await read('Date,Customer,Item,Qty,Unit price,Amount,Lot no,Valid until', (at) => [
    ...[day(at >> 1), `Firm ${at % 7}`, `Tea ${at % 5}`, pieces(at), price(at), whole(at).toFixed(2), `L${at}`],
    day((at >> 1) + 30),
  ]);
  expect(offers.asked).toEqual(['looks-like-forecast']);
});

it('the price of a piece under a word for what was paid is no amount', async () => {
  const found = await read('Date,Order,SKU,Qty,Sales amount,Paid', (at) => [
    ...[day(at >> 1), 9000 + at, `A${at % 5}`, pieces(at), whole(at).toFixed(2), price(at).toFixed(2)],
  ]);
  expect(found.roles['Sales amount']).toBe('revenue');
});

it('an amount below the one that a price makes is said, under a word that nobody knows', async () => {
  const found = await read('Date,Order,SKU,Qty,Price,Amount,Brolka', (at) => [
    ...[day(at >> 1), 9000 + at, `A${at % 5}`, pieces(at), price(at), whole(at).toFixed(2), paid(at, 'all')],
  ]);
  expect(found).toMatchObject({ asked: [], roles: { Amount: 'revenue' } });
  expect(found.said).toContain('columns-unexplained');
});

it.each([
  ['Date,SKU,Qty,Confirmed,Revenue', 'Confirmed'],
  ['Date,SKU,Qty,Brolka,Revenue', 'Brolka'],
  ['日期,商品编码,数量,实发,销售额', '实发'],
])('%s: the amounts say which pieces they are of', async (header, heading) => {
  const sent = (at: number): number => (at % 6 === 5 ? 0 : pieces(at) - (at % 4 === 3 && pieces(at) > 1 ? 1 : 0));
  const line = (of: (at: number) => number) => (at: number) => [
    ...[day(at >> 1), `A${at % 5}`, pieces(at), sent(at), (of(at) * price(at)).toFixed(2)],
  ];
  expect(await read(header, line(sent))).toMatchObject({ kind: 'sales', asked: [], roles: { [heading]: 'units' } });
  const ordered = await read(header, line(pieces));
  expect(ordered.roles[heading]).not.toBe('units');
});

it('which cash desk it was, and how many go into a case, are no other pieces', async () => {
  const found = await read('Trans,Date,Reg,PLU,Item,Qty,Unit Price,Disc,Ext Price,Void', (at) => [
    ...[9000 + at, day(at >> 1), 1 + (at % 2), 500 + (at % 5), `Pot ${at % 5}`, pieces(at), price(at)],
    ...[at % 4 === 2 ? '1.00' : '', (whole(at) - (at % 4 === 2 ? 1 : 0)).toFixed(2), at % 20 === 7 ? 'V' : ''],
  ]);
  // A letter in a column of what was cancelled says that it was.
  expect(found).toMatchObject({ asked: [], rowsAccepted: 57, rejected: { cancelled_invoice: 3 } });
  const cases = await read(
    '伝票日付,伝票No,商品コード,商品名,入数,ケース,バラ,数量,単価,金額',
    (at) => {
      const [each, boxes, singles] = [[24, 40, 20, 6, 10][at % 5], (at * 7) % 4, (at * 13) % 9];
      const count = each * boxes + singles + 1;
      return [
        day(at >> 1),
        4512 + at,
        400_519 + (at % 5),
        `商品${at % 5}`,
        each,
        boxes,
        singles + 1,
        count,
        (at % 5) * 50 + 178,
        ((at % 5) * 50 + 178) * count,
      ];
    },
    '売上明細.csv',
  );
  expect(cases).toMatchObject({ asked: [], roles: { 数量: 'units' } });
});

it('goods of a lot expire, and who sold them is paid no wages', async () => {
  const flow = await read(
    '业务日期,单据类型,单据编号,客户名称,商品编码,通用名,批号,有效期至,数量,含税单价,含税金额',
    (at) => [
      ...[day(at >> 1), '销售出库', `XS${at}`, `药店${at % 7}`, 2_005_039 + (at % 5), `板蓝根${at % 5}`, 232_676 + at],
      ...[day(400 + 9 * at), 10 * pieces(at), 12.7, (127 * pieces(at)).toFixed(2)],
    ],
  );
  expect(flow).toMatchObject({ kind: 'sales', asked: [], rowsAccepted: 60 });
  const till = await read('Cupom,Data/Hora,Vendedor,Código,Descrição,Qtde.,Preço Unit.,Desc. (R$),Total (R$)', (at) => [
    ...[88_120 + (at >> 1), day(at >> 1), ['JOSÉ', 'ANA'][at % 2], 78_911 + (at % 5), `Café ${at % 5}`, pieces(at)],
    ...[price(at), at % 4 === 2 ? 1 : 0, (whole(at) - (at % 4 === 2 ? 1 : 0)).toFixed(2)],
  ]);
  expect(till).toMatchObject({ kind: 'sales', asked: [], rowsAccepted: 60 });
});

it('yes and no in most rows are no names', async () => {
  const found = await read(
    'Pedido,Data da venda,Pacote de diversos produtos,Unidades,Receita (BRL),SKU,Título',
    (at) => {
      const isPack = at % 6 === 0;
      const own = isPack
        ? ['Pacote de 2 produtos', '', 90, '', '']
        : [at % 3 ? 'Não' : 'Sim', 1, 30, `M-${at % 5}`, `Vela ${at % 5}`];
      return [2_000_007_000 + at, day(at >> 1), ...own];
    },
  );
  expect(found).toMatchObject({ kind: 'sales', products: 5, rowsAccepted: 50 });
});
