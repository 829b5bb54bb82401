import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { FileReport } from '#ingest/import-report.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** Lines of twenty orders, two each on another day, of one to three pieces: each can say more. */
const lines = Array.from({ length: 40 }, (_, at) => ({
  order: 8700 + (at >> 1),
  day: formatIsoDate(toEpochDay(2024, 5, 1) + (at >> 1)),
  later: formatIsoDate(toEpochDay(2024, 5, 3) + (at >> 1)),
  product: `A${at % 6}`,
  units: 1 + (((at * 5) % 7) % 3),
  price: 10 + (at % 6) * 1.5,
}));
type Line = (typeof lines)[number];
const amount = ({ units, price }: Line): string => (units * price).toFixed(2);
const units = lines.reduce((sum, line) => sum + line.units, 0);
const revenue = lines.reduce((sum, line) => sum + line.units * line.price, 0).toFixed(2);

async function read(heading: string, cells: (line: Line, at: number) => readonly unknown[]): Promise<FileReport> {
  const text = [heading, ...lines.map((line, at) => cells(line, at).join(';'))].join('\n');
  const { files, questions } = await drop({ 'orders.csv': text });
  expect(questions).toEqual([]);
  return files[0];
}

const start = ({ order, day, product }: Line): readonly unknown[] => [order, day, product];

it.each(['Stk.', 'Stk', 'Items', 'Besteld'])('%s are pieces', async (heading) => {
  const file = await read(`Auftragsnr.;Datum;Artikelnr.;${heading};Einzelpreis`, (line) => [
    ...start(line),
    line.units,
    line.price.toFixed(2),
  ]);
  expect(file).toMatchObject({ kind: 'sales', units, revenue });
});

it.each(['HT', 'TTC', 'Ex. VAT', 'Total inc VAT', 'inkl. MwSt', 'Valor s/ IVA', 'Total c/IVA', '税込', '含税'])(
  '%s is an amount',
  async (heading) => {
    const file = await read(`Order No;Date;SKU;Qty;${heading}`, (line) => [...start(line), line.units, amount(line)]);
    expect(file).toMatchObject({ units, revenue });
  },
);

it.each(['PU HT', 'P. unit.', 'Vlr. unit.', 'Unit Pr.'])('%s is a price', async (heading) => {
  const file = await read(`Order No;Date;SKU;Qty;${heading}`, (line) => [
    ...start(line),
    line.units,
    line.price.toFixed(2),
  ]);
  expect(file).toMatchObject({ units, revenue });
});

it.each(['Ref', 'Ord#', 'Auftr.-Nr.', 'Customer'])(
  'the total of an order on each of its lines is none of a line, though nothing but %s tells the orders',
  async (heading) => {
    const file = await read(`${heading};Date;SKU;Qty;Unit price;Order total`, (line, at) => {
      const [first, second] = [lines[at & ~1], lines[at | 1]];
      const total = first.units * first.price + second.units * second.price;
      return [...start(line), line.units, line.price.toFixed(2), (total + 4.9).toFixed(2)];
    });
    expect(file).toMatchObject({ units, revenue });
    expect(file.issues.map(({ code }) => code)).toContain('order-totals');
  },
);

it('a price with what was sent along and the tax is no amount of a line, though the order stands above its lines', async () => {
  const text = lines.flatMap((line, at) => {
    const row = (item: string, pieces: number, price: number, sent: number): string => {
      const tax = price * (item === '' ? 1 : pieces) * 0.08;
      const total = price * (item === '' ? 1 : pieces) + sent + tax;
      return [line.order, item, pieces, ...[price, sent, tax, total].map((each) => each.toFixed(2)), line.day].join(
        ';',
      );
    };
    const own = row(line.product, line.units, line.price, 0);
    const [first, second] = [lines[at & ~1], lines[at | 1]];
    const sum = first.units * first.price + second.units * second.price;
    return at % 4 === 0 ? [row('', first.units + second.units, sum, 5.95), own] : [own];
  });
  const heading =
    'Order Number;Item Number;Quantity;Sold For;Shipping And Handling;Collected Tax;Total Price;Sale Date';
  const { files } = await drop({ 'orders.csv': [heading, ...text].join('\n') });
  expect(files[0]).toMatchObject({ units, revenue });
});

it.each(['Day', 'Kaufdatum', 'Créé le', '创建时间', '日期'])('%s comes before the day of payment', async (heading) => {
  const file = await read(`Order No;${heading};SKU;Qty;Unit price;Paid at`, (line) => [
    ...start(line),
    line.units,
    line.price.toFixed(2),
    line.later,
  ]);
  expect(file.firstDay).toBe(toEpochDay(2024, 5, 1));
});

it.each([
  ['Jaar', 'Maand', 'Dag'],
  ['Año', 'Mes', 'Día'],
  ['年份', '月份', '日期'],
])('%s, %s and %s make the day', async (...parts) => {
  const file = await read(`${parts.join(';')};Order No;SKU;Qty;Amount`, (line) => [
    ...line.day.split('-').map(Number),
    line.order,
    line.product,
    line.units,
    amount(line),
  ]);
  expect(file).toMatchObject({ firstDay: toEpochDay(2024, 5, 1), lastDay: toEpochDay(2024, 5, 20), revenue });
});

it.each(['amount_cents', 'Betrag (Cent)', 'price in pence'])('%s counts hundredths', async (heading) => {
  const text = ['order_id;date;sku;qty;'.concat(heading)].concat(
    lines.map((line) => [...start(line), line.units, Math.round(Number(amount(line)) * 100)].join(';')),
  );
  const { files, dataset } = await drop({ 'orders.csv': text.join('\n') });
  expect(files[0].revenueScale).toBe(0.01);
  const sum = dataset.panel?.revenue.reduce((all, each) => (Number.isNaN(each) ? all : all + each), 0);
  if (!heading.includes('price')) expect(sum).toBeCloseTo(Number(revenue), 6);
});

describe('lines that came to nothing', () => {
  const left = lines.filter((_, at) => at % 5 !== 0).reduce((sum, line) => sum + line.units, 0);

  it.each([
    ['Paid', 'Yes', 'No'],
    ['Bezahlt', 'ja', 'nein'],
    ['是否付款', '是', '否'],
    ['Statut', 'Payée', 'Erreur de paiement'],
    ['Status', 'Bezahlt', 'Zahlung offen'],
    ['订单状态', '交易成功', '全额退款'],
    ['Tipo documento', 'Factura', 'Factura rectificativa'],
  ])('under %s are those that do not say %s', async (heading, done, undone) => {
    const file = await read(`Order No;Date;SKU;Qty;Unit price;${heading}`, (line, at) => [
      ...start(line),
      line.units,
      line.price.toFixed(2),
      at % 5 === 0 ? undone : done,
    ]);
    expect(file).toMatchObject({ units: left, rejected: { cancelled_invoice: 8 } });
  });

  it.each(['Cant. devuelta', 'Q.tà resa', 'Qtd. devolvida', 'Qté retournée', 'Ret. Qty'])(
    'by how many came back: %s',
    async (heading) => {
      const file = await read(`Order No;Date;SKU;Quantity;Price;${heading}`, (line, at) => [
        ...start(line),
        line.units,
        line.price.toFixed(2),
        at % 5 === 0 ? line.units : 0,
      ]);
      expect(file.units).toBe(left);
    },
  );
});

it('a line that comes again with each of its states is asked about', async () => {
  const states = ['Created', 'Paid', 'Shipped'];
  const text = lines.flatMap((line) =>
    states.map((state, at) => [...start(line), line.units, amount(line), state, `${line.day} 1${at}:00`].join(';')),
  );
  const { questions } = await drop({
    'log.csv': ['Order ID;Ordered;SKU;Quantity;Amount;Status;Changed at', ...text].join('\n'),
  });
  expect(questions).toMatchObject([{ about: 'lines-again' }]);
});

it.each(['Fracht', 'Postage & packing', 'Gastos de transporte', '運賃', 'Tip'])(
  '%s among the products is told',
  async (name) => {
    const file = await read('Order No;Date;SKU;Name;Qty;Unit price', (line, at) =>
      at % 5 === 0
        ? [line.order, line.day, 'S1', name, 1, '4.90']
        : [...start(line), `Cup ${line.product}`, line.units, line.price.toFixed(2)],
    );
    expect(file.issues.map(({ code }) => code)).toContain('service-rows');
  },
);
