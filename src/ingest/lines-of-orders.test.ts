import { expect, it } from 'vitest';
import { drop } from '#ingest/testing/drop-files.ts';

const at = Array.from({ length: 40 }, (_, row) => row);
const day = (row: number): string => `2024-05-${String(1 + (row % 28)).padStart(2, '0')}`;
const pieces = (row: number): number => 1 + (row % 4);
const price = (row: number): number => 10 + (row % 6) * 1.5;
const off = (row: number): number => (row % 4 === 0 ? 1.35 : 0);
const sum = (of: (row: number) => number): string => at.reduce((all, row) => all + of(row), 0).toFixed(2);

/** Lines of orders, two in each. */
async function read(heading: string, of: (row: number) => readonly unknown[]) {
  const lines = at.map((row) => [7000 + (row >> 1), day(row >> 1), `P-${row % 6}`, ...of(row)].join(','));
  const { files, questions } = await drop({ 'export.csv': [`Order no,Date,SKU,${heading}`, ...lines].join('\n') });
  return { ...files[0], asked: questions.length, codes: files[0].issues.map(({ code }) => code) };
}

it.each([
  'Promotion Discount',
  'Remise promo',
  'Sofortrabatt',
  'Bonificación',
  '할인금액',
  '满减分摊',
  'Prisnedsättning',
])('what is taken off each line is taken off its price: %s', async (heading) => {
  const found = await read(`Qty,Unit price,${heading}`, (row) => [pieces(row), price(row), off(row).toFixed(2)]);
  expect(found).toMatchObject({ asked: 0, codes: ['discount-taken-off'] });
  expect(found.revenue).toBe(sum((row) => pieces(row) * price(row) - off(row)));
});

it.each(['Rabatt', '値引', 'İndirim', 'Promotion discount'])(
  'also where it is below zero beside an amount without a price: %s',
  async (heading) => {
    const found = await read(`Qty,Amount,${heading}`, (row) => [pieces(row), pieces(row) * price(row), -off(row)]);
    expect(found.codes).toEqual(['discount-taken-off']);
    expect(found.revenue).toBe(sum((row) => pieces(row) * price(row) - off(row)));
  },
);

it('a discount that is in the price already is not taken off again', async () => {
  const found = await read('Qty,Net list,Reduction %,Net price,Price incl. tax,Total incl. tax', (row) => {
    const rate = row % 4 === 0 ? 10 : 0;
    const net = price(row) * (1 - rate / 100);
    return [
      pieces(row),
      price(row),
      rate,
      net.toFixed(3),
      (net * 1.2).toFixed(3),
      (pieces(row) * net * 1.2).toFixed(3),
    ];
  });
  expect(found.revenue).toBe(sum((row) => pieces(row) * price(row) * (row % 4 === 0 ? 0.9 : 1) * 1.2));
});

it.each([
  ['Bestellt', 'Geliefert'],
  ['Qté commandée', 'Qté livrée'],
  ['Cant. pedida', 'Cant. servida'],
  ['주문수량', '출고수량'],
  ['Besteld', 'Geleverd'],
  ['Beställt', 'Levererat'],
])('what was delivered counts beside what was ordered: %s and %s', async (ordered, delivered) => {
  const came = (row: number): number => (row % 5 === 0 ? 1 : pieces(row));
  const found = await read(`${ordered},${delivered},Unit price`, (row) => [pieces(row), came(row), price(row)]);
  expect(found).toMatchObject({ asked: 0, units: Number(sum(came)), revenue: sum((row) => came(row) * price(row)) });
});

it.each(['MwSt-Betrag', 'USt.-Betrag'])('a tax is no amount, as it is mostly written: %s', async (heading) => {
  const found = await read(`Qty,Unit price,${heading}`, (row) => [
    pieces(row),
    price(row),
    ((pieces(row) * price(row)) / 6).toFixed(2),
  ]);
  expect(found.revenue).toBe(sum((row) => pieces(row) * price(row)));
});

it('the total of an order is told on its first line, with nothing on the others', async () => {
  const found = await read('Qty,Sold for,Total price', (row) => {
    const own = [row, row + 1].map((each) => pieces(each) * price(each));
    return [pieces(row), `$${price(row)}`, row % 2 === 0 ? `$${own[0] + own[1]}` : '$0.00'];
  });
  expect(found).toMatchObject({ rowsAccepted: 40, revenue: sum((row) => pieces(row) * price(row)) });
});

it.each([
  'Order no,Date,Firma,Kód,Text,Qty,Price,Amount',
  'Order no,Date,Name,artikelnummer,bezeichnung,Qty,Price,Amount',
  'Order no,Date,billing name,sku,name,Qty,Price,Amount',
])('in a file of one product what changes is somebody else: %s', async (heading) => {
  const lines = at.map((row) =>
    [
      7000 + row,
      day(row),
      ['Eva Lindt', 'Ben Ford', 'Ines Costa'][row % 3],
      'KX-100',
      'Glass Jug',
      pieces(row),
      '9.90',
      (pieces(row) * 9.9).toFixed(2),
    ].join(','),
  );
  const { files } = await drop({ 'export.csv': [heading, ...lines].join('\n') });
  expect(files[0]).toMatchObject({ products: 1, revenue: sum((row) => pieces(row) * 9.9) });
});

it.each([
  'PostNL pakket',
  'Zásilkovna',
  'InPost Paczkomat',
  'DHL Paket',
  'Porto & Verpackung',
  'Курьерская доставка',
  'Redondeo',
])('among products %s is none', async (name) => {
  const lines = at.map((row) =>
    row % 5 === 4
      ? `${7000 + (row >> 1)},${day(row >> 1)},${name},1,4.90`
      : `${7000 + (row >> 1)},${day(row >> 1)},Mug ${row % 5},${pieces(row)},${price(row)}`,
  );
  const { files } = await drop({ 'orders.csv': ['Order no,Date,Product,Qty,Price', ...lines].join('\n') });
  expect(files[0].issues).toMatchObject([{ code: 'service-rows', params: { products: name } }]);
});

it.each([
  ['Statut', 'Livrée', 'Supprimée'],
  ['Status', 'Wysłane', 'Usunięte'],
  ['Durum', 'Teslim edildi', 'Silindi'],
  ['Situação', 'Faturado', 'Não aprovado'],
  ['订单状态', '完成', '(删除)等待出库'],
  ['Stornogrund', '', 'Falsch gebongt'],
])('%s: %s is sold, and %s is not', async (heading, sold, gone) => {
  const found = await read(`Qty,Unit price,${heading}`, (row) => [
    pieces(row),
    price(row),
    row % 8 === 3 ? gone : sold,
  ]);
  expect(found.rejected).toEqual({ cancelled_invoice: 5 });
});

it('a price that is more than what a thing cost is one of sales', async () => {
  const found = await read('Menge,Einzelpreis,EK', (row) => [pieces(row), price(row), (price(row) * 0.6).toFixed(2)]);
  expect(found).toMatchObject({ asked: 0, revenue: sum((row) => pieces(row) * price(row)) });
});

it.each(['注册时间,开单日期', 'Дата регистрации,Дата оформления', 'Client depuis,Passée le'])(
  'since when somebody is a buyer is no day of a sale: %s',
  async (headings) => {
    const lines = at.map(
      (row) => `${7000 + row},P-${row % 6},2023-0${1 + (row % 9)}-1${row % 9},${day(row)},${pieces(row)}`,
    );
    const { files } = await drop({ 'orders.csv': [`Order no,SKU,${headings},Qty`, ...lines].join('\n') });
    expect(files[0].columns.find(({ role }) => role === 'date' || role === 'datetime')?.name).toBe(
      headings.split(',')[1],
    );
  },
);

it('figures with blanks or points between their thousands are no heading once more', async () => {
  const lines = at.map(
    (row) =>
      `${row % 4 === 0 ? `2024-0${1 + row / 4 - 0}` : ''};Mug ${row % 4};16 20${row % 10},00;11 34${row % 10},50;12 48${row % 10},25`,
  );
  const months = at.map((row) => lines[row].replace(/^2024-010/, '2024-10'));
  const { files } = await drop({ 'report.csv': ['Monat;Produkt;Umsatz;Wareneinsatz;Rohertrag', ...months].join('\n') });
  expect(files[0]).toMatchObject({ rowsAccepted: 40 });
});

it('what is left after the discounts of a campaign and of a coupon is what was paid', async () => {
  const coupon = (row: number): number => (row % 5 === 1 ? 2 : 0);
  const found = await read(
    'Qty,Price,Amount before discounts,Campaign discount,Coupon discount,Amount after discounts',
    (row) => {
      const whole = pieces(row) * price(row);
      return [pieces(row), price(row), whole, off(row), coupon(row), (whole - off(row) - coupon(row)).toFixed(2)];
    },
  );
  expect(found.revenue).toBe(sum((row) => pieces(row) * price(row) - off(row) - coupon(row)));
});

it.each(['折扣后', '扣满减', '値引き後'])('also by its words alone: %s', async (words) => {
  const found = await read(`数量,销售额,销售额(${words})`, (row) => {
    const whole = pieces(row) * price(row);
    return [pieces(row), whole.toFixed(2), (whole * (0.82 + 0.01 * (row % 7))).toFixed(2)];
  });
  expect(found.revenue).toBe(sum((row) => Number((pieces(row) * price(row) * (0.82 + 0.01 * (row % 7))).toFixed(2))));
});

it('a net amount of the line beside the whole one has its discount off already', async () => {
  const found = await read('Gross Price,Discount,Net Price,Qty', (row) => {
    const whole = pieces(row) * price(row);
    return [whole.toFixed(2), off(row), (whole - off(row)).toFixed(2), pieces(row)];
  });
  expect(found.codes).not.toContain('discount-taken-off');
  expect(found.revenue).toBe(sum((row) => pieces(row) * price(row) - off(row)));
});

it('beside Y and N the document that cancels another one is cancelled with it', async () => {
  const found = await read('Quantity,Price,CANCELED', (row) => [
    pieces(row),
    price(row),
    ['N', 'N', 'Y', 'C', 'N'][row % 5],
  ]);
  expect(found.rejected).toEqual({ cancelled_invoice: 16 });
});

it.each(['Le devolvimos el dinero al comprador', 'Te devolvimos el dinero'])(
  'money that went back: %s',
  async (state) => {
    const found = await read('Unidades,Precio,Estado', (row) => [
      pieces(row),
      price(row),
      row % 5 < 4 ? 'Entregado' : state,
    ]);
    expect(found.rejected).toEqual({ cancelled_invoice: 8 });
  },
);

it('states of orders that the shop has seen are no movements of goods', async () => {
  const states = ['발주확인', '배송중', '배송완료', '구매확정', '취소'];
  const found = await read('수량,상품가격,주문상태', (row) => [pieces(row), price(row), states[row % 5]]);
  expect(found).toMatchObject({ kind: 'sales', asked: 0, rejected: { cancelled_invoice: 8 } });
});

it('orders of products with the fees of the platform beside are sales', async () => {
  const lines = at.map((row) =>
    [
      9000 + row,
      '交易成功',
      `杯子${row % 6}`,
      `P-${row % 6}`,
      price(row),
      price(row) * 0.05,
      price(row) * 0.01,
      1,
      (price(row) * 0.94 - 1).toFixed(2),
      day(row),
    ].join(),
  );
  const text = [
    '订单号,订单状态,商品名称,货号,订单金额（元）,技术服务费（元）,转账手续费（元）,操作服务费（元）,预计收入（元）,买家支付时间',
    ...lines,
  ];
  const { files, questions } = await drop({ 'orders.csv': text.join('\n') });
  expect([files[0].kind, questions.length, files[0].revenue]).toEqual(['sales', 0, sum(price)]);
});

it('per cent that is in the price of cheap goods already is not taken off again', async () => {
  const list = (row: number): number => 1.2 + (row % 6) * 0.7;
  const rate = (row: number): number => (row % 3 === 0 ? 10 : 0);
  const net = (row: number): number => Number((list(row) * (1 - rate(row) / 100)).toFixed(2));
  const found = await read('List price,Discount %,Price,Qty', (row) => [
    list(row).toFixed(2),
    rate(row),
    net(row).toFixed(2),
    pieces(row),
  ]);
  expect(found.codes).not.toContain('discount-taken-off');
  expect(found.revenue).toBe(sum((row) => net(row) * pieces(row)));
});

it('a C under a heading of trials is none of a cancelled document', async () => {
  const found = await read('Qty,Price,Test', (row) => [pieces(row), price(row), 'ABC'[row % 3]]);
  expect(found.rejected).toEqual({});
});
