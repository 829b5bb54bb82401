import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** Of several columns that could be it, the one that is. */
const first = toEpochDay(2024, 5, 6);
const day = (at: number): string => formatIsoDate(first + at);
const product = (at: number): string => `A${at % 7}`;
const pieces = (at: number): number => 1 + (at % 4);
const price = (at: number): number => 10 + 2 * (at % 7);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const all = Array.from({ length: 60 }, (_, at) => at);
const units = sum(all.map(pieces));

async function importRows(header: string, line: (at: number) => readonly (string | number)[], name = 'export.csv') {
  const output = await drop({ [name]: [header, ...all.map((at) => line(at).join(','))].join('\n') });
  const [report] = output.files;
  const roles = Object.fromEntries(report.columns.map(({ name: heading, role }) => [heading, role]));
  return { ...output, report, roles, codes: output.issues.map(({ code }) => code) };
}

describe('of several columns', () => {
  it('the price is not what an option costs on top, which most rows have none of', async () => {
    const { report, roles } = await importRows('주문번호,결제일,상품번호,수량,옵션가격,상품가격', (at) => [
      ...[`7${at}`, day(at), product(at), pieces(at), at % 3 === 0 ? 1000 : 0, 1000 * price(at)],
    ]);
    expect(roles).toMatchObject({ 옵션가격: '', 상품가격: 'price' });
    expect(report).toMatchObject({ rowsAccepted: 60, units });
  });

  it('the date is the days’, not a shop’s own week of them', async () => {
    const { report, roles } = await importRows('WM Week,Daily,Item,POS Qty,POS Sales', (at) => [
      ...[202_401 + Math.floor(at / 7), day(at), product(at), pieces(at), pieces(at) * price(at)],
    ]);
    expect(roles).toMatchObject({ 'WM Week': '', Daily: 'date' });
    expect(report.firstDay).toBe(first);
  });

  it('the date is that of the purchase, not of a payment that not all have made', async () => {
    const { report, roles } = await importRows('Data zakupu,Numer zamówienia,SKU,Sztuk,Cena,Data wpłaty', (at) => [
      ...[day(at), `7${at}`, product(at), pieces(at), price(at), at % 5 === 0 ? '' : day(at)],
    ]);
    expect(roles).toMatchObject({ 'Data zakupu': 'date', 'Data wpłaty': '' });
    expect(report.rowsAccepted).toBe(60);
  });

  it('the date is that of the order, though a payment of the same day has no time', async () => {
    const { roles } = await importRows('Fecha,Número de orden,Fecha de pago,SKU,Cantidad,Precio', (at) => [
      ...[`${day(at)} 08:54:35`, `7${at}`, day(at), product(at), pieces(at), price(at)],
    ]);
    expect(roles).toMatchObject({ Fecha: 'date', 'Fecha de pago': '' });
  });

  it('a price counts no pieces, whole as it is', async () => {
    const { roles } = await importRows('date,supplierArticle,totalPrice,priceWithDisc,saleID', (at) => [
      ...[day(at), product(at), 100 * price(at), (60.5 * price(at)).toFixed(2), `S9${at}`],
    ]);
    expect(roles.totalPrice).not.toBe('units');
  });

  it('the product is the code, and the words that go with it are its name', async () => {
    const { roles } = await importRows('Order number,Date created,Item,SKU,Qty,Price,Billing name', (at) => [
      ...[`7${at}`, day(at), `${'Mug Bag Hat Cap Pen Tie Cup'.split(' ')[at % 7]} blue`, `WX-10${at % 7}`],
      ...[pieces(at), price(at), `Customer ${at % 30}`],
    ]);
    expect(roles).toMatchObject({ Item: 'name', SKU: 'product' });
  });

  it.each<[string, string, (at: number) => string]>([
    ['sizes in the names of most products', 'Item', (at) => `Mug Bag Hat Cap Pen Tie Cup ${250 * (1 + (at % 7))} ml`],
    ['an id of letters and digits from the system', 'Item ID', (at) => `${'QWERTYU'[at % 7]}4WCXPN${at % 7}FJ7Q`],
  ])('the product is the SKU beside %s', async (what, heading, of) => {
    const { roles } = await importRows(`Order number,Date created,${heading},Item SKU,Qty,Price`, (at) => [
      ...[`7${at}`, day(at), of(at), `WX-10${at % 7}`, pieces(at), price(at)],
    ]);
    expect(roles).toMatchObject({ [heading]: what.startsWith('an id') ? '' : 'name', 'Item SKU': 'product' });
  });

  it('a word for what was bought before each heading of the goods makes them no pieces', async () => {
    const { report, roles } = await importRows(
      '売上ID,受注日時,購入商品 商品ID,購入商品 名前,購入商品 販売価格(消費税込),購入商品 販売個数,購入商品 小計(消費税込)',
      (at) => [
        `7${at}`,
        `${day(at)} 10:00`,
        product(at),
        `器 ${at % 7}`,
        price(at),
        pieces(at),
        price(at) * pieces(at),
      ],
    );
    expect(roles).toMatchObject({ '購入商品 商品ID': 'product', '購入商品 小計(消費税込)': 'revenue' });
    expect(report.units).toBe(units);
  });

  it('what was shipped of an unknown thing may be the pieces, and is asked about', async () => {
    const { report, questions } = await importRows('Sales Person,Product,Date,Amount,Hampers Shipped', (at) => [
      ...['Ann', product(at), day(at), `$${price(at)}00 `, 1 + ((at * 37) % 40)],
    ]);
    expect(report.state).toBe('question');
    expect(questions).toMatchObject([{ code: 'file-kind', options: expect.arrayContaining(['units:4']) }]);
  });

  it('a limit of what is to be on hand is no stock', async () => {
    const { report } = await importRows('商品コード,商品名,商品単価,原価,適正在庫', (at) => [
      ...[`49${at}`, `タオル ${at}`, 100 * price(at) + at, 50 * price(at), 20],
    ]);
    expect(report.kind).toBe('catalogue');
  });

  it('the date of a review is its own, not that of the order', async () => {
    const { roles } = await importRows('Review Score,Review Content,Review Date,Product ID,Order Date', (at) => [
      ...[1 + (at % 5), `Text ${at} of a buyer`, day(at), product(at), day(at - 14)],
    ]);
    expect(roles).toMatchObject({ 'Review Date': 'date', 'Order Date': '' });
  });

  it('the name is the product’s where a bare one is the customer’s', async () => {
    const { roles } = await importRows(
      'Invoice,Date,Account Reference,Name,Stock Code,Description,Quantity,Net Amount',
      (at) => [
        ...[`7${at}`, day(at), `C${at % 20}`, `Customer ${at % 20}`, product(at), `Mug ${at % 7}`],
        ...[pieces(at), pieces(at) * price(at)],
      ],
    );
    expect(roles).toMatchObject({ Name: '', 'Stock Code': 'product', Description: 'name' });
  });

  it('a list of stock has a row for each code, and is of no day on which one was last sold', async () => {
    const { report, roles } = await importRows('SKU,Product name,On hand,Last shipped', (at) => [
      ...[`S${at}`, `Mug ${at % 7}`, 3 + at, `${day(at % 20)} 14:24:00`],
    ]);
    expect(report).toMatchObject({ kind: 'stock', products: 60 });
    expect(roles).toMatchObject({ SKU: 'product', 'Last shipped': '' });
  });

  it('the date of a list of stock is none on which some of it will come in', async () => {
    const { report } = await importRows('SKU,Location,OnHand,NextDeliveryDate', (at) => [
      ...[`S${at}`, 'Main', 3 + at, at % 2 === 0 ? '' : day(at)],
    ]);
    expect(report).toMatchObject({ kind: 'stock', rowsAccepted: 60, firstDay: null });
  });

  it('the date of a review is not that of the order, whatever its own is called', async () => {
    const { roles } = await importRows('Note;Avis;Référence produit;Date de publication;Date de commande', (at) => [
      [1 + (at % 5), `Texte ${at} d’un client`, product(at), day(at), day(at - 14)].join(';'),
    ]);
    expect(roles).toMatchObject({ 'Date de publication': 'date', 'Date de commande': '' });
  });

  it('the price is what each piece is said to cost, in few letters', async () => {
    const { roles } = await importRows('BON_ID;DATUM;ART_NR;MENGE;STK_BR', (at) => [
      [`B${at}`, day(at), product(at), `${pieces(at)},000`, `${price(at)},50`].join(';'),
    ]);
    expect(roles).toMatchObject({ MENGE: 'units', STK_BR: 'price' });
  });

  const ofThree = (at: number): number => Math.floor(at / 3);
  const total = (at: number): number =>
    sum([0, 1, 2].map((line) => pieces(3 * ofThree(at) + line) * price(3 * ofThree(at) + line)));

  it('the order is what its lines share, under a heading that nobody knows: its total counts once', async () => {
    const { report, roles } = await importRows('XQ,Date,SKU,Quantity,Unit price,Total', (at) => [
      ...[`K7${ofThree(at)}`, day(Math.floor(at / 6)), product(at), pieces(at), price(at), total(at)],
    ]);
    expect(roles).toMatchObject({ XQ: 'order', Total: '' });
    expect(Number(report.revenue)).toBe(sum(all.map((at) => pieces(at) * price(at))));
  });

  it('the order is none that comes again on many days', async () => {
    const { roles } = await importRows('Week Ending,Style,STD Receipts,Sold units', (at) => [
      ...[day(7 * Math.floor(at / 6)), `S${at % 6}`, [500, 800, 300][at % 3], pieces(at)],
    ]);
    expect(roles).toMatchObject({ 'STD Receipts': '', 'Sold units': 'units' });
  });

  it('the pieces are those of the line, and not of the whole order', async () => {
    const ordered = (at: number): number => sum([0, 1, 2].map((line) => pieces(3 * ofThree(at) + line)));
    const { report } = await importRows('Order number,Date,SKU,Total order quantity,Bought,Price', (at) => [
      ...[`7${ofThree(at)}`, day(ofThree(at)), product(at), ordered(at), pieces(at), price(at)],
    ]);
    expect(report.units).not.toBe(sum(all.map(ordered)));
  });
});

describe('states', () => {
  const stated = (heading: string, state: (at: number) => string, order = 'Order ID') =>
    importRows(`${order},Date,SKU,Quantity,Price,${heading}`, (at) => [
      ...[`7${at}`, day(at), product(at), pieces(at), price(at), state(at)],
    ]);

  it.each([
    ['that are numbers', 'ステータス', '注文番号', '500', '900'],
    ['of payments that may be on account', 'Payment Status', 'Order No', 'Paid', 'Open'],
  ])('%s are named: %s', async (_what, heading, order, most, states) => {
    const { issues } = await stated(heading, (at) => (at % 6 === 0 ? states : most), order);
    expect(issues).toMatchObject([{ code: 'states-unknown', params: { states, count: 10 } }]);
  });

  it.each([
    ['발주서상태', 'Order ID', 'of parcels under way', ['상품준비중', '배송중', '배송완료'], 60],
    ['Invoice Status', 'Invoice ID', 'of invoices that are paid', ['Paid', 'Closed'], 60],
  ])('%s of %s: %s', async (heading, order, _what, states, accepted) => {
    const { report, questions } = await stated(heading, (at) => states[at % states.length], order);
    expect(questions).toEqual([]);
    expect(report.rowsAccepted).toBe(accepted);
  });

  it.each([
    [
      'under a heading that nobody knows',
      'F7',
      ['Expédiée', 'Livrée', 'Acceptée', 'Annulée', 'En attente de paiement'],
      36,
    ],
    ['by codes that the heading explains', '区分(0：通常、1：打消、2：返品)', ['0', '0', '1', '2'], 30],
    ['of a till, closed on account too', 'Status', ['CLOSED', 'CLOSED', 'CLOSED', 'ONACCOUNT_CLOSED', 'VOIDED'], 48],
  ])('%s', async (_what, heading, states, accepted) => {
    const { report, questions } = await stated(heading, (at) => states[at % states.length]);
    expect(questions).toEqual([]);
    expect(report.rowsAccepted).toBe(accepted);
  });

  it('of a refund in part leave the line', async () => {
    const { report } = await stated('退款状态', (at) => ['', '', '部分退款成功', '退款成功'][at % 4]);
    expect(report.rowsAccepted).toBe(45);
  });

  it('that one row leaves blank beside another state are not those of the row above', async () => {
    const { report } = await importRows('Fecha,SKU,Unidades,Precio,Estado,Descripción del estado', (at) => [
      ...[day(at), product(at), pieces(at), price(at)],
      ...[
        ['Entregado', 'Llegó el pedido'],
        ['Venta cancelada', 'Cancelaste la venta'],
        ['En camino', ''],
      ][at % 3],
    ]);
    expect(report.rowsAccepted).toBe(40);
  });

  it('rows without a price are left out aloud where they are many', async () => {
    const { issues } = await importRows('Order ID,Date,SKU,Quantity,Price', (at) => [
      ...[`7${at}`, day(at), product(at), pieces(at), at % 2 === 0 ? 0 : price(at)],
    ]);
    expect(issues).toMatchObject([
      { code: 'many-left-out', params: { count: 30, total: 60, cause: 'unit_price_not_positive' } },
    ]);
  });
});

describe('what is counted', () => {
  it('is asked where whole numbers are only called a total', async () => {
    const { questions } = await importRows('Data,Codice,Totale', (at) => [day(at), product(at), 12 + ((at * 37) % 90)]);
    expect(questions).toMatchObject([{ code: 'file-kind', about: 'kind-unsure' }]);
  });

  it('is sold, though a balance beside it goes up and down: an account has no pieces at a price', async () => {
    const count = (at: number): number => (at % 6 === 5 ? -1 : pieces(at));
    const balance = (at: number): number => sum(all.slice(0, at + 1).map((each) => count(each) * price(each)));
    const { report, questions } = await importRows('Date,Num,SKU,Qty,Sales Price,Amount,Balance', (at) => [
      ...[day(at), `10${at}`, product(at), count(at), price(at), count(at) * price(at), balance(at)],
    ]);
    expect(questions).toEqual([]);
    expect(report).toMatchObject({ kind: 'sales', rowsAccepted: 50 });
  });

  it('is a running total by American dates, too', async () => {
    const american = (at: number): string => day(at).replace(/(\d+)-(\d+)-(\d+)/, '$2/$3/$1');
    const { questions } = await importRows('Week Ending,Style,STD Units', (at) => [
      ...[american(7 * Math.floor(at / 6)), `S${at % 6}`, (1 + (at % 6)) * (1 + Math.floor(at / 6))],
    ]);
    expect(questions).toMatchObject([{ code: 'running-total' }]);
  });

  it('is asked where some products are counted in cartons, and others in pieces', async () => {
    const { questions } = await importRows('Invoice Date,Invoice No,Item ID,Qty Shipped,UOM,Unit Price', (at) => [
      ...[day(at), `3${at}`, product(at), pieces(at), ['EA', 'CS', 'BX'][(at % 7) % 3], price(at)],
    ]);
    expect(questions).toMatchObject([{ code: 'file-kind', about: 'units-mixed' }]);
  });

  it.each([
    ['5月1日', (at: number) => `5月${1 + at}日`],
    ['5/1', (at: number) => `5/${1 + at}`],
    ['01.05.', (at: number) => `0${1 + at}.05.`],
  ])('stands under days without a year, which a title says: %s', async (_first, heading) => {
    const headings = Array.from({ length: 8 }, (_, at) => heading(at));
    const rows = Array.from({ length: 12 }, (_, at) =>
      [`A${at}`, ...headings.map((_each, on) => (3 * at + 5 * on) % 7)].join(','),
    );
    const text = ['2024 units', ['SKU', ...headings].join(','), ...rows].join('\n');
    const { files, questions } = await drop({ 'sold.csv': text });
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 96, firstDay: toEpochDay(2024, 5, 1) });
  });

  it('is no plan of codes that look like days', async () => {
    const rows = Array.from({ length: 12 }, (_, at) => [`A${at}`, ...[1, 2, 3, 4, 5].map((on) => at + on)].join(','));
    const { files } = await drop({ 'sizes 2024.csv': ['SKU,0-2,3-5,6-8,9-11,12-14', ...rows].join('\n') });
    expect(files[0].issues.map(({ code }) => code)).not.toContain('periods-in-columns');
  });

  it('are amounts with decimal commas under periods side by side, but not the sums of a year', async () => {
    const rows = Array.from({ length: 12 }, (_, at) => {
      const own = Array.from({ length: 4 }, (_each, month) => 100 * (at + 1) + month + 0.25);
      const cells = own.map((each) => each.toFixed(2).replace('.', ','));
      return [`A${at}`, `Tazza ${at}`, ...cells, sum(own.slice(0, 2)).toFixed(2).replace('.', ',')].join(';');
    });
    const header = 'Codice;Descrizione;gen-24;feb-24;mar-24;apr-24;Totale 2024';
    const { files, questions } = await drop({ 'fatturato.csv': [header, ...rows].join('\n') });
    expect(questions).toEqual([]);
    const revenue = sum(rows.map((_, at) => 4 * (100 * (at + 1) + 0.25) + 6)).toFixed(2);
    expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 48, revenue });
  });
});
