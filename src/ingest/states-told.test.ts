import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

const first = toEpochDay(2024, 5, 6);
const numbers = Array.from({ length: 40 }, (_, at) => at);
/** 40 lines; `of` writes what a line says besides, with every tenth one that came to nothing. */
const lines = (heading: string, of: (at: number, isGone: boolean) => string): string =>
  [
    `Order No,Date,SKU,Quantity,Price,${heading}`,
    ...numbers.map((at) => `${7000 + at},${formatIsoDate(first + at)},A${at % 5},2,10.50,${of(at, at % 10 === 3)}`),
  ].join('\n');

async function accepted(text: string): Promise<number> {
  const { files, questions } = await drop({ 'orders.csv': text });
  expect(questions).toEqual([]);
  return files[0].rowsAccepted;
}

it.each([
  ['Belegart', 'Rechnung', 'Lieferschein'],
  ['Type de pièce', 'Facture', "Facture d'acompte"],
  ['Doc Type', 'Invoice', 'Sales Order'],
  ['单据类型', '销售出库单', '调拨单'],
  ['Order Type', 'Sale', 'Replacement'],
  ['Type', 'Sales invoice', 'Bill'],
])('another kind of document is told: %s %s, %s', async (heading, most, other) => {
  const text = lines(heading, (at) => (at % 5 < 2 ? other : most));
  const { files } = await drop({ 'orders.csv': text });
  expect(files[0].issues).toMatchObject([{ code: 'states-unknown', params: { states: other, count: 16 } }]);
});

describe('what became of a row', () => {
  it.each([
    ['that could not be delivered', 'Status', 'Delivered', 'Could Not Be Delivered'],
    ['that a customer sent back', 'status', 'Delivered', 'CIR'],
    ['whose goods did not pass', '订单状态', '交易成功', '鉴别不通过'],
    ['whose goods were not there', 'order_status', 'delivered', 'unavailable'],
    ['that was a quotation', 'Estado', 'Pedido de venta', 'Presupuesto'],
    ['that is a credit among invoices', 'Type', 'Product Invoice', 'Product Credit'],
    ['that is a pro forma among invoices', 'Type', 'Product Invoice', 'Proforma'],
    ['that is a credit, in one word', 'Document type', 'Sales invoice', 'Credit'],
    ['that is a credit among invoices in Spanish', 'Tipo', 'Factura', 'Crédito'],
    ['that was not delivered', 'Status', 'Delivered', 'Undelivered'],
    ['that the kitchen took off', 'Удаление блюда', 'Не удалено', 'Удалено без списания'],
    ['that a note says was called off', 'Notes', '', 'CANCELLED'],
    ['that a remark says came back', 'Bemerkung', '', 'Retoure'],
    ['that nobody came for', 'Status', 'Odebrano', 'Nie odebrano'],
    ['that could not be handed over', 'Estado', 'Entregado', 'No entregado'],
    ['that nobody bought in the end', 'Статус', 'Выкуплен', 'Не выкуплен'],
    ['that was quoted only', 'state', 'sale', 'sent'],
    ['that is not valid', 'is_valid', '1', '0'],
    ['that is a credit by its code', 'Type', 'FA', 'AV'],
    ['that came back by its code', 'Doc type', 'SO', 'RMA'],
    ['that nobody has paid', 'Betalstatus', 'Betald', 'Obetald'],
    ['that nobody has paid, in Norwegian', 'Betalingsstatus', 'Betalt', 'Ikke betalt'],
    ['of a day on which it was called off', 'Fecha cancelación', '', '2024-06-01'],
    ['that is marked as refunded', 'Refunded?', '0', '1'],
    ['that is marked as returned', 'is_returned', 'N', 'Y'],
    ['that is marked as taken back by the bank', 'Disputed', '0', '1'],
    ['that is marked as returned, by a word alone', 'Retoure', 'Nein', 'Ja'],
    ['of a payment that nobody has made yet', 'Financial Status', 'PAID', 'PENDING'],
    ['of a chance that was lost', 'Stage', 'Closed Won', 'Closed Lost'],
    ['of a chance that is still open', 'Deal stage', 'Closed Won', 'Negotiation/Review'],
    ['of which all pieces came back', 'Returned quantity', '0', '2'],
    ['that was paid back wholly', '订单退款状态', '无退款', '全部退款'],
    ['that is marked as paid back in Chinese', '是否退款', '否', '是'],
  ])('is told of one %s', async (_what, heading, sold, gone) => {
    expect(await accepted(lines(heading, (_, isGone) => (isGone ? gone : sold)))).toBe(36);
  });

  it('is told by the first line of its order, of a payment too', async () => {
    const rows = numbers.flatMap((at) => [
      `${7000 + at},${at % 10 === 3 ? 'PENDING' : 'PAID'},${formatIsoDate(first + at)},A${at % 5},2,10.50`,
      `${7000 + at},,,A${(at + 1) % 5},1,10.50`,
    ]);
    expect(await accepted(['Order No,Financial Status,Date,SKU,Quantity,Price', ...rows].join('\n'))).toBe(72);
  });

  it('is told of the lines that came back as a whole, and not of a part', async () => {
    const back = (at: number): string => (at % 10 === 3 ? '21.00' : at % 10 === 5 ? '4.00' : '0');
    const text = [
      'Order No,Date,SKU,Quantity,Amount,Refund amount',
      ...numbers.map((at) => `${7000 + at},${formatIsoDate(first + at)},A${at % 5},2,21.00,${back(at)}`),
    ].join('\n');
    const { files } = await drop({ 'orders.csv': text });
    expect(files[0]).toMatchObject({ rowsAccepted: 36, rejected: { cancelled_invoice: 4 }, revenue: '756.00' });
    expect(files[0].issues.map(({ code }) => code)).toContain('refunds-partly');
    // What an order got back in all stands on each of its lines.
    const orders = numbers.flatMap((at) =>
      [1, 2].map(
        (line) => `${7000 + at},${formatIsoDate(first + at)},A${line},2,${line}0.00,${at % 10 === 3 ? 30 : 0}`,
      ),
    );
    const whole = await drop({
      'orders.csv': ['Order No,Date,SKU,Quantity,Amount,Refund amount', ...orders].join('\n'),
    });
    expect(whole.files[0].rowsAccepted).toBe(80);
  });

  it.each([
    ['a way to pay', 'Payment type', 'Cash', 'Credit'],
    ['a sale on credit beside invoices', 'Type', 'Invoice', 'Credit sale'],
    ['a card beside invoices', 'Payment type', 'Invoice', 'Credit Card'],
    ['what may be sent back', 'Is Returnable', '0', '1'],
    ['a part that was paid back', 'Partially refunded?', '0', '1'],
    ['a dispute that was won', 'Dispute Won?', '0', '1'],
    ['what is there of the product now', 'Product status', 'Available', 'Unavailable'],
    ['a kind of beer', 'Type', 'Bottle', 'Draft'],
    ['a category that sounds like winning', 'Categoria', 'Ganado', 'Aves'],
    ['a currency that does', 'Currency name', 'Korean won', 'Korean won'],
    ['a kind of customers', 'Segment', 'Loyal', 'Lost'],
    ['how many came back, of more', 'Retoure', '0', '1'],
  ])('is not told by %s', async (_what, heading, one, other) => {
    expect(await accepted(lines(heading, (_, isOther) => (isOther ? other : one)))).toBe(40);
  });

  it('is on the first line of an order for all its lines', async () => {
    const text = [
      'Referencia,Fecha,Producto,Cantidad,Precio,Estado',
      ...numbers.flatMap((at) => [
        `S${at},${formatIsoDate(first + at)},A${at % 5},1,10.50,${at % 10 === 3 ? 'Presupuesto' : 'Pedido de venta'}`,
        `,,B${at % 5},1,4.20,`,
      ]),
    ].join('\n');
    expect(await accepted(text)).toBe(72);
  });

  it('is not told of a claim on another line of the first order', async () => {
    const claims = lines('Status,Claim status', (at) => (at === 0 ? 'Cancelled,Cancelled' : 'Delivered,'));
    expect(await accepted(claims.replace('7001,', '7000,'))).toBe(39);
  });

  it('and when, is told of the items by the order above them', async () => {
    const orders = numbers.flatMap((at) => [
      `order,${7000 + at},${formatIsoDate(first + at)},${at % 10 === 3 ? 'Cancelled' : 'Paid'},,,`,
      ...['A1', 'B2'].map((sku) => `item,${7000 + at},,,${sku},${1 + (at % 3)},10.50`),
    ]);
    const text = ['Type,Order No,Order Date,Status,SKU,Quantity,Price', ...orders].join('\n');
    const { files } = await drop({ 'orders.csv': text });
    expect(files[0]).toMatchObject({ rowsAccepted: 72, firstDay: first, lastDay: first + 39 });
  });
});

it.each([
  ['RECEIVED', 'SHIPPED', 40, []],
  ['Shipped', 'Processing', 40, ['states-unknown']],
  ['Complete', 'Processing', 36, []],
])('a closed order beside %s and %s', async (most, other, rows, codes) => {
  const text = lines('Status', (at, isGone) => (isGone ? 'Closed' : at % 5 < 3 ? most : other));
  const { files } = await drop({ 'orders.csv': text });
  expect(files[0].rowsAccepted).toBe(rows);
  expect(files[0].issues.map(({ code }) => code)).toEqual(codes);
});
