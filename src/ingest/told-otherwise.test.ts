import { expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** What looks like plain sales and is told otherwise by its headings, its other columns and its values. */
const at = Array.from({ length: 40 }, (_, row) => row);
const day = (row: number): string => formatIsoDate(toEpochDay(2024, 5, 1) + row);
const long = at.map((row) => `${day(row)},P${row % 5},Cup ${row % 5},${1 + ((row * 7) % 40)}`);
const months = ['2024-01', '2024-02', '2024-03'];

it.each([
  ['Van,Naar', 'DC Utrecht'],
  ['Z magazynu,Do magazynu', 'MAG1'],
  ['Von Lager,Nach Lager', 'Zentral'],
  ['From,To', 'DC1'],
  ['Склад-отправитель,Склад-получатель', 'Склад 1'],
  ['出庫元,入庫先', '本社'],
])('goods between places are no sales, though none is on both sides: %s', async (places, from) => {
  const lines = long.map((line, row) => `${line},${from},Shop ${row % 3}`);
  const { questions } = await drop({ 'k.csv': [`Date,SKU,Item,Qty,${places}`, ...lines].join('\n') });
  expect(questions).toMatchObject([{ about: 'looks-like-movements' }]);
});

it.each([
  ['Nr oferty', 2, 'looks-like-forecast'],
  ["N° d'offre", 2, 'looks-like-forecast'],
  ['Nr oferty', 0, undefined],
])('a number of offers that several products share is of quotes: %s', async (heading, shared, about) => {
  const lines = at.map((row) => {
    const offer = shared > 0 ? `F${row >> 1}` : `F${row % 5}`;
    return `${offer},${day(row >> 2)},Firma ${row % 7},P${row % 5},Cup ${row % 5},2,9.50`;
  });
  const { questions } = await drop({
    'k.csv': [`${heading},Data,Klient,Indeks,Nazwa,Ilość,Cena`, ...lines].join('\n'),
  });
  expect(questions[0]?.about).toBe(about);
});

it('lines that stand there once for each payment of their order are asked about', async () => {
  const line = (row: number, way: string): string => `R${row >> 1},${day(row >> 2)},P${row % 5},2,9.50,${way}`;
  const lines = at.flatMap((row) => (row % 10 < 2 ? [line(row, 'Card'), line(row, 'Cash')] : [line(row, 'Card')]));
  const { questions } = await drop({ 'k.csv': ['Receipt,Date,SKU,Qty,Price,Payment type', ...lines].join('\n') });
  expect(questions).toMatchObject([{ about: 'lines-again' }]);
});

it('a word beside the numbers of stores may be all of them', async () => {
  const lines = at.flatMap((row) => {
    const each = [row % 4, (row * 3) % 7, 2];
    const stores = each.map((pieces, store) => `${day(row)},00${store},P1,${pieces}`);
    return [...stores, `${day(row)},All stores,P1,${each[0] + each[1] + each[2]}`];
  });
  const { questions } = await drop({ 'k.csv': ['Date,Store,SKU,Units sold', ...lines].join('\n') });
  expect(questions).toMatchObject([{ about: 'rows-add-up' }]);
});

it.each([
  [
    'a list of coupons',
    'Coupon code,Description,Usage count,Discount amount',
    (row: number) => `S${row},Offer,${row},5`,
  ],
  [
    'payments less their fees',
    'id,Amount,Fee,Net,Description',
    (row: number) => `t_${row},${20 + row}.50,1.25,${19 + row}.25,Order ${row}`,
  ],
])('%s is none of products', async (_what, heading, line) => {
  const { questions } = await drop({ 'k.csv': [heading, ...at.map(line)].join('\n') });
  expect(questions).toHaveLength(1);
});

it('a list of products that says how they are rated is one of products, one that says what should be there of stock', async () => {
  const rated = at.map((row) => `P${row},Cup ${row},${5 + row}.90,${3 + (row % 20) / 10},${row * 3}`);
  const counted = at.map((row) => `P${row},Cup ${row},30,${(row * 7) % 41},A-${row % 9}`);
  const { files } = await drop({
    'a.csv': ['Artikelnr,Bezeichnung,VK brutto,Bewertung,Anzahl Bewertungen', ...rated].join('\n'),
    'b.csv': ['Artikelnummer,Bezeichnung,Sollbestand,Istbestand,Lagerplatz', ...counted].join('\n'),
  });
  expect(files.map(({ kind }) => kind)).toEqual(['catalogue', 'stock']);
});

it.each([
  ['Influencer,Value', (row: number) => `@u${row},12.50`],
  ['Cost Center,Value', (row: number) => `CC${row % 4},12.50`],
  ['Write-off reason,Value', (row: number) => `${['Broken', 'Expired'][row % 2]},12.50`],
  ['Customer,Purpose', (row: number) => `C${row % 7},${['Fair', 'Press'][row % 2]}`],
])('goods that were given away or used are none: %s', async (heading, of) => {
  const lines = long.map((line, row) => `${line},${of(row)}`);
  const { questions } = await drop({ 'k.csv': [`Date,SKU,Item,Qty,${heading}`, ...lines].join('\n') });
  expect(questions).toMatchObject([{ about: 'looks-like-movements' }]);
});

it.each([
  ['Preventivo n.', 'looks-like-forecast'],
  ['Nabídka č.', 'looks-like-forecast'],
  ['Tilbudsnr', 'looks-like-forecast'],
  ['Номер КП', 'looks-like-forecast'],
  ['Recovery URL', 'looks-like-forecast'],
  ['Quota rep', undefined],
])('lines under %s are those of quotes or of carts that were left', async (heading, about) => {
  const lines = long.map((line, row) => `${line},9.50,Firma ${row % 7},Q${row}`);
  const { questions } = await drop({ 'k.csv': [`Date,SKU,Item,Qty,Price,Customer,${heading}`, ...lines].join('\n') });
  expect(questions[0]?.about).toBe(about);
});

it('contracts by which something is sold again are none of sales', async () => {
  const lines = long.map((line, row) => `${line},9.50,${row % 2 ? 30 : 60},${day(row + 40)}`);
  const heading = 'created_at,sku,title,quantity,price,order_interval_frequency,next_charge_date';
  const { questions } = await drop({ 'k.csv': [heading, ...lines].join('\n') });
  expect(questions).toMatchObject([{ about: 'looks-like-forecast' }]);
});

it('pieces and packs of the same products are told by any words for them', async () => {
  for (const [heading, piece, pack] of [
    ['ME', 'ST', 'KAR'],
    ['UM', 'PZ', 'CF'],
    ['Unité de vente', 'unité', 'carton'],
    ['UOM', 'EA', 'BOX12'],
  ]) {
    const lines = long.map((line, row) => `${line},${row % 4 ? piece : pack},${row % 4 ? 2 : 24}.00`);
    const { questions } = await drop({ 'k.csv': [`Date,SKU,Item,Qty,${heading},Price`, ...lines].join('\n') });
    expect(questions).toMatchObject([{ about: 'units-mixed' }]);
  }
});

it('a bundle and what is in it count once', async () => {
  const lines = at.flatMap((row) => {
    const order = `O${row},${day(row)}`;
    if (row % 5) return [`${order},A${row % 7},,1,5.00`];
    return [`${order},SET,,1,20.00`, `${order},A1,SET,1,12.00`, `${order},A2,SET,1,8.00`];
  });
  const { questions } = await drop({ 'k.csv': ['Order,Date,SKU,Parent SKU,Qty,Row Total', ...lines].join('\n') });
  expect(questions).toMatchObject([{ about: 'lines-again' }]);
});

it('pieces sold online and in the shop are parts of one sum', async () => {
  const lines = at.map((row) => `${day(row)},P${row % 5},${4 + (row % 5)},${1 + (row % 3)}`);
  const { questions } = await drop({ 'k.csv': ['Datum,Artikel,Menge online,Menge Filiale', ...lines].join('\n') });
  expect(questions).toMatchObject([{ code: 'file-kind' }]);
});

it('amounts of marketplaces in several countries are not added without a word', async () => {
  const lines = at.map((row) => `${day(row)},O${row},${['Amazon.de', 'Amazon.se'][row % 2]},P${row % 5},1,9.50`);
  const { files } = await drop({
    'k.csv': ['purchase-date,amazon-order-id,sales-channel,sku,quantity,item-price', ...lines].join('\n'),
  });
  expect(files[0].issues).toMatchObject([{ code: 'currencies-mixed', params: { currencies: 'EUR, SEK' } }]);
});

it('goods that go out with a minus count, and cents are hundredths', async () => {
  const out = at.map((row) => `${day(row)},D${row >> 1},P${row % 5},-${1 + (row % 3)},${10 * (1 + (row % 3))}.00`);
  const cents = at.map((row) => `O${row},${day(row)},P${row % 5},2,1250,2500`);
  const { files } = await drop({
    'a.csv': ['Posting Date,Document No.,Item No.,Quantity,Sales Amount', ...out].join('\n'),
    'b.csv': ['orderNumber,createdAt,sku,quantity,price.centAmount,totalPrice.centAmount', ...cents].join('\n'),
  });
  expect(files[0]).toMatchObject({ units: at.reduce((sum, row) => sum + 1 + (row % 3), 0) });
  expect(files[1]).toMatchObject({ units: 80, revenueScale: 0.01 });
});

it.each(['Gross margin by month', 'Deckungsbeitrag', '毛利', 'Cost of goods sold', 'Rabatte', 'Ad spend'])(
  'money that is no turnover is asked about: %s',
  async (title) => {
    const money = at.map((row) => [`P${row}`, ...months.map((_, month) => `${row + month}.25`)].join(','));
    const { questions } = await drop({ 'k.csv': [title, '', `SKU,${months}`, ...money].join('\n') });
    expect(questions[0]?.about).toBe('kind-unsure');
  },
);

it.each(['Open orders', 'Backorders', 'Lost sales estimate', 'PR samples', 'Competitor sales'])(
  'goods of which none was sold are asked about, with their value too: %s',
  async (title) => {
    const lines = long.map((line) => `${line},25.00`);
    const { questions } = await drop({ 'k.csv': [title, '', 'Date,SKU,Item,Qty,Value', ...lines].join('\n') });
    expect(questions[0]?.about).toBe('kind-unsure');
  },
);

it.each(['Bestandsliste.csv', 'Lagerliste.csv', 'magazyn.csv'])('what is in stock has a value: %s', async (name) => {
  const lines = long.map((line, row) => `${line},${(2.5 * (1 + ((row * 7) % 40))).toFixed(2)}`);
  const { questions } = await drop({ [name]: ['Datum,Artikel,Name,Menge,Wert', ...lines].join('\n') });
  expect(questions).toHaveLength(1);
});

it.each(['Monthly Sales', '月销量', 'Units L30D', 'Absatz 30 Tage', 'sold_30d', '7-day sales'])(
  'sums that each day tells anew are no pieces of it: %s',
  async (heading) => {
    const lines = at.map((row) => `${day(row >> 2)},P${row % 4},9.50,${600 + (row % 4) * 100 + (row >> 2)}`);
    const { questions } = await drop({ 'k.csv': [`Date,SKU,Price,${heading}`, ...lines].join('\n') });
    expect(questions).toHaveLength(1);
  },
);

it.each(['更新时间', 'Geändert am', 'Last counted', 'Stichtag', 'Date added', 'As of'])(
  'the day of a list is none of a sale: %s',
  async (heading) => {
    const lines = at.map((row) => `P${row},Cup ${row},${1 + row},9.50,${day(row % 9)}`);
    const { files, questions } = await drop({ 'k.csv': [`SKU,Name,Qty,Price,${heading}`, ...lines].join('\n') });
    expect(files[0].state === 'imported' ? files[0].kind : questions.length).not.toBe('sales');
  },
);

it('one and the same day in all rows of a product is that of its launch', async () => {
  const lines = at.map((row) => `P${row >> 3},${day(row >> 3)},${1 + (row % 8)},${3 + (row % 5)}`);
  const { questions } = await drop({ 'k.csv': ['SKU,Launch date,Week since launch,Units', ...lines].join('\n') });
  expect(questions).toHaveLength(1);
});

it.each([
  ['Funnel step', ['Impression', 'PDP', 'ATC', 'Purchase']],
  ['Stufe', ['Ansicht', 'Warenkorb', 'Kasse', 'Kauf']],
  ['环节', ['浏览', '加购', '下单', '支付']],
  ['Stage', ['Planned', 'Approved', 'Made', 'Sold']],
])('steps on the way to a sale are not added up: %s', async (heading, steps) => {
  const lines = at.map((row) => `${day(row >> 3)},P${row % 2},${steps[(row >> 1) % 4]},${40 + (row % 7)}`);
  const { questions } = await drop({ 'k.csv': [`Date,SKU,${heading},Quantity`, ...lines].join('\n') });
  expect(questions).toHaveLength(1);
});

it.each(['Amount spent (USD),Purchases', 'Klicks,Kosten,Verkäufe', 'Clicks,Cost,Orders (SKU)'])(
  'what ads cost is no turnover, whatever came of them: %s',
  async (headings) => {
    const lines = at.map(
      (row) => `${day(row >> 2)},P${row % 4},${headings.split(',').map((_, n) => 3 + ((row * 7 + n) % 9))}`,
    );
    const { questions } = await drop({ 'k.csv': [`Day,Product ID,${headings}`, ...lines].join('\n') });
    expect(questions).toMatchObject([{ about: 'looks-like-advertising' }]);
  },
);

it('how many orders there were is no number of one', async () => {
  const lines = at.map((row) => `${day(row >> 2)},Cup ${row % 4},${12.5 * (1 + (row % 3))},${1 + ((row * 5) % 7)}`);
  const { files } = await drop({ 'k.csv': ['Date,Product,GMV,SKU orders', ...lines].join('\n') });
  expect(files[0].columns.find(({ name }) => name === 'SKU orders')?.role).toBe('');
});

it('events are counted as often as their column says, in any language', async () => {
  const events = ['조회', '장바구니', '구매'];
  const lines = at.map((row) => `${day(row >> 2)},u${row % 9},P${row % 4},${events[row % 3]}`);
  const counted = at.map((row) => `${day(row >> 2)},${['view_item', 'purchase'][row % 2]},P${row % 4},10`);
  const views = async (text: string[]): Promise<number> => {
    const { files } = await drop({ 'k.csv': text.join('\n') });
    expect(files[0]).toMatchObject({ kind: 'browsing', state: 'imported' });
    return files[0].months.reduce((sum, { units }) => sum + units, 0);
  };
  expect(await views(['일시,회원ID,상품번호,행동유형', ...lines])).toBe(14);
  expect(await views(['date,event_name,item_id,event_count', ...counted])).toBe(200);
});

it.each([
  ['ja', 'nein'],
  ['WAHR', 'FALSCH'],
  ['vrai', 'faux'],
  ['1', '工作日'],
])('days marked %s are holidays, those marked %s are none', async (yes, no) => {
  const lines = at.map((row) => `${day(row)},${row % 13 ? no : yes},${row % 13 ? '' : `Tag ${row}`}`);
  const { dataset } = await drop({ 'k.csv': ['Datum,Feiertag,Bezeichnung', ...lines].join('\n') });
  expect(dataset.calendar?.events.map(({ name }) => name).sort()).toEqual(['Tag 0', 'Tag 13', 'Tag 26', 'Tag 39']);
});

it('sales beside the stock of a store are asked about', async () => {
  const lines = at.map((row) => `${day(7 * (row >> 2))},F${row % 2},P${row % 4},${row % 7},${40 + row}`);
  const { questions } = await drop({ 'k.csv': ['Woche,Filiale,EAN,Abverkauf,Bestand', ...lines].join('\n') });
  expect(questions).toHaveLength(1);
});

it.each([
  ['Сумма с НДС', 'Цена без НДС'],
  ['Wartość z VAT', 'Cena bez VAT'],
  ['Valoare cu TVA', 'Preț fără TVA'],
  ['Total w/ VAT', 'Price ex VAT'],
  ['Belopp m. moms', 'Pris exkl moms'],
])('%s is an amount, and no tax', async (amount, price) => {
  const lines = long.map((line, row) => `${line},10.00,${(12 * (1 + ((row * 7) % 40))).toFixed(2)}`);
  const { files } = await drop({ 'orders.csv': [`Date,SKU,Item,Qty,${price},${amount}`, ...lines].join('\n') });
  expect(files[0].columns.find(({ name }) => name === amount)?.role).toBe('revenue');
});

it.each([
  ['Цена', 'Цена со скидкой'],
  ['Liste Fiyatı', 'İndirimli Fiyat'],
  ['정가', '할인가'],
  ['Cena katalogowa', 'Cena po rabacie'],
])('beside %s, %s was paid', async (full, paid) => {
  const lines = long.map((line, row) => `O${row},${line},20.00,${row % 3 ? '20.00' : '15.00'}`);
  const { files } = await drop({ 'orders.csv': [`Order no,Date,SKU,Item,Qty,${full},${paid}`, ...lines].join('\n') });
  expect(files[0].columns.find(({ name }) => name === paid)?.role).toBe('price');
});

it.each([
  ['Price per 100', '12.50'],
  ['Preis/100 Stk', '12.50'],
  ['Price,per', '12.50,100'],
  ['Qty (doz)', '3'],
  ['Umsatz,Vorzeichen', '12.50,+'],
])('what is not for one piece, or has its sign elsewhere, is asked about: %s', async (headings, cells) => {
  const lines = at.map((row) => `O${row},${day(row)},P${row % 5},2,${row % 9 ? cells : cells.replace('+', '-')}`);
  const heading = `Order no,Date,SKU,${headings.startsWith('Qty') ? 'Line' : 'Qty'},${headings}`;
  const { questions } = await drop({ 'orders.csv': [heading, ...lines].join('\n') });
  expect(questions).toHaveLength(1);
});

it.each([
  ['Gutschriftsnr', 'looks-like-returns'],
  ['N° avoir', 'looks-like-returns'],
  ['Nr korekty', 'looks-like-returns'],
  ['Quote #', 'looks-like-forecast'],
  ['Draft order', 'looks-like-forecast'],
  ['报价单号', 'looks-like-forecast'],
  ['Claim no', 'looks-like-movements'],
  ['Invoice No', undefined],
  ['Kassenbon', undefined],
])('the number of each row says what it is: %s', async (heading, about) => {
  const lines = long.map((line, row) => `N${1000 + row},${line},9.50`);
  const { questions } = await drop({ 'k.csv': [`${heading},Date,SKU,Item,Qty,Price`, ...lines].join('\n') });
  expect(questions[0]?.about).toBe(about);
});

it.each([
  [
    'Date,Name,Type,Gross,Fee,Net,Transaction ID',
    (row: number) => `Ann ${row},Payment,${20 + row}.00,-1.00,${19 + row}.00,T${row}`,
  ],
  [
    'Date,Payment method,Amount,Status,ID,Settlement amount',
    (row: number) => `ideal,${20 + row}.00,paid,tr_${row},${19 + row}.00`,
  ],
  [
    'Created At,Order,Name,Kind,Gateway,Amount',
    (row: number) => `${row},#${row},${['authorization', 'capture'][row % 2]},cc,${20 + row}.00`,
  ],
])('payments of a provider are asked about: %s', async (heading, of) => {
  const lines = at.map((row) => `${day(row)},${of(row)}`);
  const { questions } = await drop({ 'activity.csv': [heading, ...lines].join('\n') });
  expect(questions).toHaveLength(1);
});

it('pieces that were called off of a line are no mark of all of it', async () => {
  const lines = at.map((row) => `O${row},${day(row)},P${row % 5},3,${row % 6 ? 0 : 1},9.50`);
  const { files } = await drop({ 'k.csv': ['Order,Date,SKU,Qty Ordered,Qty Cancelled,Price', ...lines].join('\n') });
  expect(files[0]).toMatchObject({ rowsAccepted: 40, units: 120 });
  expect(files[0].issues).toMatchObject([{ code: 'refunds-apart', params: { columns: 'Qty Cancelled' } }]);
});

it('weeks with their year are no decimals', async () => {
  const lines = at.map((row) => `0${1 + (row >> 3)}.2024\tP${row % 8}\t${1 + (row % 9)},000\t${10 + (row % 7)},50`);
  const { files } = await drop({
    'k.csv': ['Kalenderjahr/Woche\tGTIN\tAbsatz in ST\tUmsatz EUR', ...lines].join('\n'),
  });
  expect(files[0]).toMatchObject({ units: at.reduce((sum, row) => sum + 1 + (row % 9), 0) });
});

it.each(['2024-01', '2024/01', '202401', '01.2024'])('%s under a heading of weeks is one', async (first) => {
  const week = (row: number): string => first.replace('01', `0${1 + (row >> 3)}`);
  const lines = at.map((row) => `${week(row)};P${row % 8};${1 + (row % 9)};${10 + (row % 7)}.50`);
  const { files } = await drop({ 'k.csv': ['Week;SKU;Units;Revenue', ...lines].join('\n') });
  expect(files[0]).toMatchObject({ firstDay: toEpochDay(2024, 1, 1), lastDay: toEpochDay(2024, 1, 29) });
});

it.each([
  ['Name,Item', 'Item'],
  ['Имя,Товар', 'Товар'],
  ['Nom,Article', 'Article'],
])('under %s the buyer is no product', async (headings, product) => {
  const buyers = ['Ann', 'Bob', 'Cleo', 'Dan', 'Eve', 'Fred', 'Gil'];
  const things = ['Mug', 'Lamp', 'Vase', 'Rug', 'Tray'];
  const lines = at.map((row) => `O${row >> 1},${day(row >> 2)},${buyers[(row >> 1) % 7]},${things[row % 5]},2,9.50`);
  const { files } = await drop({ 'k.csv': [`Order,Date,${headings},Qty,Price`, ...lines].join('\n') });
  expect(files[0].products).toBe(5);
  expect(files[0].columns.find(({ name }) => name === product)?.role).toMatch(/^(name|product)$/);
});

it('the weight of an order is no amount, and the day on which it was done none of it', async () => {
  const lines = at.map((row) => {
    const done = row % 7 ? `${day((row >> 2) + 9)} 10:00:00` : '';
    return `O${row >> 1},${day(row >> 2)} 09:00:00,P${row % 5},2,9.50,15,${done}`;
  });
  const { files } = await drop({
    'k.csv': ['Order - Number,订单创建时间,Item - SKU,Item - Qty,Item - Price,Weight - Total,成交时间', ...lines].join(
      '\n',
    ),
  });
  expect(files[0]).toMatchObject({ revenue: '760.00', firstDay: toEpochDay(2024, 5, 1) });
});

it.each([
  ['Auftraggeber,Name 1,Material', (row: number) => `10${row % 7},${row % 2 ? 'Muster AG' : 'Maple Inn'},H${row % 5}`],
  ['Sold-to,Name 1,Material', (row: number) => `10${row % 7},Muster AG,H${row % 5}`],
  ['Memo,Name,Item', (row: number) => `Wool Scarf ${row % 5},Cust ${(row >> 1) % 7},S118${row % 5}`],
])('a name beside the code of a product is a buyer’s: %s', async (headings, of) => {
  const lines = at.map((row) => `90${row >> 1},${day(row >> 2)},${of(row)},2,9.50`);
  const { files } = await drop({ 'k.csv': [`Invoice,Date,${headings},Qty,Amount`, ...lines].join('\n') });
  expect(files[0].columns.find(({ name }) => /^Name/.test(name))?.role).toBe('');
  expect(files[0].products).toBe(5);
});

it.each([
  ['Qty (doz)', 'Price', 'figures-scaled'],
  ['Menge', 'Preis je 100', 'figures-scaled'],
  ['Quantity', 'Price', undefined],
])('prices for many and pieces in dozens are asked about: %s, %s', async (pieces, price, about) => {
  const lines = at.map((row) => `R${row >> 1},${day(row >> 2)},P${row % 5},2,9.50`);
  const { questions } = await drop({ 'k.csv': [`Receipt,Date,SKU,${pieces},${price}`, ...lines].join('\n') });
  expect(questions[0]?.about).toBe(about);
});

it.each([
  ['Date,Consignee,Item,Qty Delivered,Price', (row: number) => `${day(row >> 2)},Shop ${row % 3},P${row % 5},12,9.50`],
  [
    'Reparaturnr,Datum,Kunde,Artikelnr,Menge,Betrag',
    (row: number) => `2${row},${day(row >> 2)},K${row % 9},P${row % 5},1,9.50`,
  ],
])('goods lent or repaired are no sales: %s', async (headings, of) => {
  const { questions } = await drop({ 'k.csv': [headings, ...at.map(of)].join('\n') });
  expect(questions).toMatchObject([{ about: 'looks-like-movements' }]);
});

it('a title says more than the name of a file of orders', async () => {
  const lines = at.slice(0, 12).map((row) => `P${row},Cup ${row},${row * 7},${90 - row},${(row * 31) % 77}`);
  const text = ['Pedidos de compra em aberto - quantidade', '', 'Código;Produto;jan/24;fev/24;mar/24'];
  const { questions } = await drop({
    'pedidos.csv': [...text, ...lines.map((each) => each.replaceAll(',', ';'))].join('\n'),
  });
  expect(questions).toMatchObject([{ about: 'looks-like-purchases' }]);
});

it('what went out of a stock day by day may be what was sold', async () => {
  const lines = at.flatMap((row) =>
    [0, 1, 2].map((each) => `${day(row)},P${each},${(row * 3 + each) % 9},${40 + ((row * 7 + each) % 30)}`),
  );
  const { questions } = await drop({ 'k.csv': ['Date,Réf,Sorties,Stock', ...lines].join('\n') });
  expect(questions).toMatchObject([{ about: 'kind-unsure' }]);
});

it('a list with its rates is not priced in full without a word', async () => {
  const lines = at.map((row) => `${7000 + (row >> 1)},${day(row >> 2)},P${row % 5},2,1990,${[60, 55, 70][row % 3]}`);
  const { files } = await drop({ 'k.csv': ['注文番号,日付,商品コード,数量,上代,掛率', ...lines].join('\n') });
  expect(files[0].issues).toMatchObject([{ code: 'discount-not-taken-off' }]);
});

it('products that are on sale already are no candidates, whenever they could be had first', async () => {
  const lines = at.map((row) => `P${row},Sofa ${row},Living,1,${500 + row * 3},${day(row)}`);
  const header = (offered: string): string => `sku,name,family,${offered},price,available_from`;
  const { files } = await drop({ 'k.csv': [header('enabled'), ...lines].join('\n') });
  expect(files[0].kind).toBe('catalogue');
  const [other] = (await drop({ 'k.csv': [header('wave'), ...lines].join('\n') })).files;
  expect(other.kind).toBe('candidates');
});

it('names that come again below one code each are those of its variants', async () => {
  const lines = at.map((row) => `90${row >> 1},${day(row >> 2)},ST${(row % 9) % 3},Shirt ${row % 9},2,9.50`);
  const { files } = await drop({ 'k.csv': ['Invoice,Date,Style Code,Name,Qty,Amount', ...lines].join('\n') });
  expect(files[0].columns.find(({ name }) => name === 'Name')?.role).toBe('name');
});
