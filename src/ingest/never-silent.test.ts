import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { isServiceCode } from '#ingest/cleaning/product-names.ts';
import type { FileReport, ImportOutput } from '#ingest/import-report.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** Tables that were once read wrongly without a word. */
const first = toEpochDay(2024, 5, 6);
const day = (at: number): string => formatIsoDate(first + at);
const rows = <T>(count: number, line: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => line(at));
const importLines = (header: string, text: readonly string[]): Promise<ImportOutput> =>
  drop({ 'orders.csv': [header, ...text].join('\n') });
const roleIn = (report: FileReport, name: string): string | undefined =>
  report.columns.find((column) => column.name === name)?.role;
const issueOf = ({ issues }: ImportOutput, code: string) => issues.find((issue) => issue.code === code);
/** Pieces and price of the line, neither of which goes with its place among seven or eleven others. */
const pieces = (at: number): number => 1 + ((at * at + (at >> 2)) % 5);
const price = (at: number): number => 3.35 + 2.4 * (at % 7);
const amount = (at: number): string => (pieces(at) * price(at)).toFixed(2);

describe('ids with a dot', () => {
  const id = (at: number): string => `44${10 + (at % 4)}.${[1, 10, 2, 20][(at % 7) >> 1]}`;

  it.each([
    ['under a heading of numbers of articles', 'Artikelnummer', 'Beleg,Datum,Artikelnummer,Menge,Betrag', ''],
    ['that go with names', 'Item', 'Order,Date,Item,Quantity,Amount,Description', ',Thing '],
  ])('%s keep their last zero', async (_what, heading, header, name) => {
    const text = rows(80, (at) => {
      const named = name === '' ? '' : `${name}${id(at)}`;
      return `B${at},${day(at >> 1)},${id(at)},${pieces(at)},${amount(at)}${named}`;
    });
    const { files } = await importLines(header, text);
    expect(roleIn(files[0], heading)).toBe('product');
    expect(files[0].products).toBe(new Set(rows(80, id)).size);
  });
});

describe('of several days', () => {
  it.each([
    ['Order Id,Invoice Date,SKU,Quantity,Amount,Order Date,Delivery Date', 'Order Date'],
    ['order_id,invoice_date,sku,quantity,amount,ordered_on,delivered_on', 'ordered_on'],
    ['N. ordine,Data fattura,Codice articolo,Quantità,Importo,Data ordine,Data consegna', 'Data ordine'],
    ['Bestellnr,Zahldatum,Artikelnr,Menge,Summe,Bestelldatum,Versanddatum', 'Bestelldatum'],
  ])('that of the order counts: %s', async (header, heading) => {
    const text = rows(
      60,
      (at) => `${900 + at},${day(at + (at % 3))},A${at % 7},${pieces(at)},${amount(at)},${day(at)},${day(at + 4)}`,
    );
    const { files } = await importLines(header, text);
    expect(['date', 'datetime']).toContain(roleIn(files[0], heading));
  });

  it('one that each product keeps is that of its launch', async () => {
    const text = rows(
      84,
      (at) => `${day(7 * Math.floor(at / 7))},A${at % 7},${day((at % 7) - 90)},${pieces(at)},${amount(at)}`,
    );
    const { files } = await importLines('Report Date,SKU,Launch Date,Units,Net Sales', text);
    expect(roleIn(files[0], 'Report Date')).toBe('date');
  });
});

describe('a C before the number of an order', () => {
  const text = (mark: (at: number) => string): string[] =>
    rows(60, (at) => `${mark(at)}${5000 + at},${day(at)},A${at % 7},${pieces(at)},${price(at).toFixed(2)}`);
  const accepted = async (mark: (at: number) => string): Promise<number> =>
    (await importLines('Bestelnummer,Besteldatum,EAN,Aantal,Prijs', text(mark))).files[0].rowsAccepted;

  it('cancels it where few have one', async () => {
    expect(await accepted((at) => (at % 6 === 0 ? 'C' : ''))).toBe(50);
  });

  it('says nothing where a third of them have one', async () => {
    expect(await accepted(() => 'C')).toBe(60);
  });
});

describe('postage, fees and discounts among the products', () => {
  const shape = { digitShare: 1, shortShare: 0 };

  it.each([
    ...['Shipping', 'Shipping (UPS)', 'Delivery charge', 'Versandkosten DHL', 'Versand: Paket', 'Nachnahmegebühr'],
    ...['Frais de port', 'Gastos de envío', 'Spese di spedizione', 'Taxa de entrega', 'Verzendkosten', 'Doprava PPL'],
    ...['Dobírka', 'Koszt dostawy', 'Szállítási költség', 'Rabatt 10 %', 'Sleva', 'Доставка', '送料', '代引手数料'],
    ...['배송비', '优惠券', 'ค่าจัดส่ง', 'Ongkos kirim', 'Phí vận chuyển', 'Kargo ücreti'],
    ...['Gift voucher', 'Gift Card $50', 'Geschenkgutschein 25 €', 'Carte cadeau', '礼品卡 100元'],
  ])('are told by their words: %s', (name) => {
    expect(isServiceCode('X1', name, shape)).toBe(true);
  });

  it.each([
    'Delivery van toy',
    'Shipping box 40 cm',
    'Discount card holder',
    'Transport bag',
    'Gift card holder',
    'Coupons book',
  ])('are no products that begin alike: %s', (name) => {
    expect(isServiceCode('X1', name, shape)).toBe(false);
  });

  it('are named and left out of the panel', async () => {
    const text = rows(60, (at) => {
      const own = `${900 + (at >> 1)},${day(at >> 1)}`;
      return at % 2 === 0
        ? `${own},A${at % 7},Mug ${at % 7},${pieces(at)},${amount(at)}`
        : `${own},V1,Versandkosten,1,4.90`;
    });
    const output = await importLines('Bestellnummer,Datum,Artikelnummer,Bezeichnung,Menge,Betrag', text);
    expect(issueOf(output, 'service-rows')?.params).toMatchObject({ products: 'Versandkosten' });
    expect(output.dataset.panel?.products.length).toBe(7);
  });
});

describe('kinds of rows that nothing knows', () => {
  const named = async (heading: string, usual: string, other: string): Promise<unknown> => {
    const text = rows(
      70,
      (at) => `${900 + at},${day(at)},A${at % 7},${at % 9 === 4 ? other : usual},${pieces(at)},${amount(at)}`,
    );
    return issueOf(await importLines(`Nota,Data,Codigo,${heading},Quantidade,Valor`, text), 'states-unknown')?.params;
  };

  it.each([
    ['Tipo', 'V', 'D'],
    ['GV_TYP', 'Umsatz', 'Einzweckgutscheinkauf'],
    ['BON_TYP', 'Beleg', 'AVTraining'],
    ['Vorgang', 'Normal', 'Muster'],
  ])('are named with their rows: %s', async (heading, usual, other) => {
    expect(await named(heading, usual, other)).toMatchObject({ states: other, count: 8 });
  });

  it.each([
    ['Line Type', 'ITEM', 'TENDER'],
    ['Mvt', '601', '602'],
    ['FKART', 'F', 'RE'],
    ['Order status', '20', '90'],
  ])('may be codes: %s', async (heading, usual, other) => {
    expect(await named(heading, usual, other)).toMatchObject({ states: other, count: 8 });
  });

  it.each([
    ['Return reason', 'Too small'],
    ['Refund ID', 'rf_17'],
    ['Returned at', '2024-07-01'],
    ['RMA no', 'R17'],
    ['Original receipt', '812'],
  ])('are told of what stands only where goods came back: %s', async (heading, mark) => {
    const text = rows(
      70,
      (at) => `${900 + at},${day(at)},A${at % 7},${at % 9 === 4 ? mark : ''},${pieces(at)},${amount(at)}`,
    );
    const output = await importLines(`Order no,Date,SKU,${heading},Quantity,Amount`, text);
    expect(issueOf(output, 'refunds-apart')?.params).toEqual({ columns: heading });
  });

  it('are told of few days of refunds where no state may tell of them', async () => {
    const text = rows(
      60,
      (at) => `${900 + at},${day(at)},A${at % 7},${at === 31 ? '2024-07-01' : ''},${pieces(at)},${amount(at)}`,
    );
    const output = await importLines('Order no,Date,SKU,Refunded at,Quantity,Amount', text);
    expect(issueOf(output, 'refunds-apart')?.params).toEqual({ columns: 'Refunded at' });
  });

  it.each([
    ['is_deleted', '1', '0'],
    ['Deleted', 'Yes', 'No'],
    ['作废标志', '1', '0'],
    ['Training Mode', 'true', 'false'],
  ])('are none under a mark that says so: %s', async (heading, yes, no) => {
    const text = rows(
      70,
      (at) => `${900 + at},${day(at)},A${at % 7},${at % 9 === 4 ? yes : no},${pieces(at)},${amount(at)}`,
    );
    const { files } = await importLines(`Order no,Date,SKU,${heading},Quantity,Amount`, text);
    expect(files[0].rejected).toEqual({ cancelled_invoice: 8 });
  });

  it.each([
    ['how it was paid', 'Payment type', 'Card', 'Wire'],
    ['who bought', 'Customer type', 'Club', 'Guest'],
    ['how it was ordered', 'Order type', 'Dine in', 'Pick up'],
  ])('are not told of %s', async (_what, ...words) => {
    expect(await named(...words)).toBeUndefined();
  });

  it('are returns under a heading that names documents', async () => {
    const text = rows(70, (at) => {
      const kind = at % 9 === 4 ? '銷退單' : '銷貨單';
      return `${kind},${900 + at},${day(at)},A${at % 7},杯子${at % 7},${pieces(at)},${amount(at)}`;
    });
    const { files } = await importLines('單別名稱,單號,單據日期,品號,品名,數量,金額', text);
    expect(files[0].rejected).toEqual({ cancelled_invoice: 8 });
  });
});

describe('rows that are left out', () => {
  it.each([
    [
      'in another currency, where some are',
      (at: number) => `${amount(at)},${at % 9 === 4 ? 'EUR' : 'GBP'}`,
      'other_currency',
    ],
    [
      'below zero, where most are',
      (at: number) => `${at % 9 === 4 ? '' : '-'}${amount(at)},GBP`,
      'revenue_not_positive',
    ],
  ])('are told of: %s', async (_what, of, cause) => {
    const text = rows(70, (at) => `${900 + at},${day(at)},A${at % 7},${pieces(at)},${of(at)}`);
    const output = await importLines('Order no,Date,SKU,Quantity,Amount,ccy', text);
    expect(issueOf(output, 'many-left-out')?.params).toMatchObject({ cause });
  });
});

describe('pieces', () => {
  it('are those that were shipped where only these make the amount', async () => {
    const text = rows(70, (at) => {
      const shipped = at % 5 === 2 ? 0 : pieces(at);
      const own = `${pieces(at)},${shipped},${price(at).toFixed(2)},${(shipped * price(at)).toFixed(2)}`;
      return `${900 + at},${day(at)},A${at % 7},${own}`;
    });
    const { files } = await importLines('SO,Date,Item,Qty Ordered,Qty Shipped,Unit Price,Ext Amount', text);
    expect(roleIn(files[0], 'Qty Shipped')).toBe('units');
  });
});

describe('what is asked about', () => {
  const asked = async (header: string, text: readonly string[]): Promise<string | undefined> =>
    (await importLines(header, text)).questions[0]?.about;

  it.each([
    ['WM_YR_WK', (week: number) => `${12400 + week}`],
    ['Fiscal Week', (week: number) => `FY24 W${String(week).padStart(2, '0')}`],
    ['Fiscal Week', (week: number) => `2024${String(week).padStart(2, '0')}`],
    ['Fiscal Period', (week: number) => `2024-${String(week).padStart(2, '0')}`],
  ])('weeks and months of a fiscal year: %s', async (heading, of) => {
    const text = rows(84, (at) => `${of(1 + Math.floor(at / 7))},A${at % 7},${pieces(at)},${amount(at)}`);
    expect(await asked(`${heading},SKU,Units,Net Sales`, text)).toBe('weeks-fiscal');
  });

  it('measures below each other', async () => {
    const text = rows(84, (at) => {
      const own = `${day(7 * Math.floor(at / 14))},A${(at >> 1) % 7}`;
      return at % 2 === 0 ? `${own},Orders,${pieces(at)}` : `${own},GMV,${amount(at)}`;
    });
    expect(await asked('Date,SKU,Measure,Value', text)).toBe('kind-unsure');
  });

  describe('rows that are the sums of others', () => {
    const groups = rows(14, (group) => {
      const lines = rows(2 + (group % 3), (at) => group * 5 + at);
      const whole = lines.reduce((sum, at) => sum + Number(amount(at)), 0).toFixed(2);
      const name = ['Mugs', 'Lamps', 'Chairs'][group % 3];
      const sum = `${day(group)},${name},${lines.reduce((all, at) => all + pieces(at), 0)},${whole}`;
      return { sum, lines: lines.map((at) => `${day(group)},Thing ${at % 7},${pieces(at)},${amount(at)}`) };
    });
    const header = 'Date,Name,Quantity,Amount';

    it.each([
      ['above them', groups.flatMap(({ sum, lines }) => [...lines, sum])],
      ['below them', groups.flatMap(({ sum, lines }) => [sum, ...lines])],
    ])('%s', async (_where, text) => {
      expect(await asked(header, text)).toBe('rows-add-up');
    });

    it('but not lines that happen to come to as much', async () => {
      const text = rows(60, (at) => `${day(at)},Thing ${at % 5},${1 + (at % 3)},${10 * (1 + (at % 3))}.00`);
      expect(await asked(header, text)).toBeUndefined();
    });
  });

  it('lines of orders as they stood on several days', async () => {
    const text = [3, 6, 9].flatMap((week) =>
      rows(
        20,
        (at) =>
          `${day(week * 7)},SO${at},${day(at)},A${at % 7},${pieces(at)},${amount(at)},${week > 5 ? 'delivered' : 'shipped'}`,
      ),
    );
    expect(await asked('snapshot_date,order_id,order_date,sku,qty,amount,order_status', text)).toBe('lines-again');
  });

  it('one name in all rows beside kinds of it that change', async () => {
    const text = rows(
      60,
      (at) =>
        `${900 + at},${day(at)},Craft Fair,${['Early Bird', 'Student', 'Regular'][at % 3]},${pieces(at)},${amount(at)}`,
    );
    expect(await asked('Order #,Order Date,Event Name,Ticket Type,Quantity,Total Paid', text)).toBe('kind-unsure');
  });

  describe('values of a column that are all others together', () => {
    const parts = (values: readonly string[], of: (at: number) => readonly number[]): string[] =>
      rows(56, (at) => {
        const own = `${day(7 * Math.floor(at / 7))},A${at % 7}`;
        return of(at).map((count, place) => `${own},${values[place]},${count},${(count * price(at)).toFixed(2)}`);
      }).flat();
    const header = 'Week,SKU,Channel,Units,Sales';

    it.each([
      ['a whole and its parts', ['All', 'Web', 'Shops'], (at: number) => [pieces(at) + 3, pieces(at), 3]],
      ['gross, returns and net', ['Gross', 'Returns', 'Net'], (at: number) => [pieces(at) + 3, -1, pieces(at) + 2]],
      ['the same at three levels', ['Item', 'Brand', 'Class'], (at: number) => [pieces(at), pieces(at), pieces(at)]],
    ])('%s', async (_what, values, of) => {
      expect(await asked(header, parts(values, of))).toBe('rows-add-up');
    });

    it('but not parts alone', async () => {
      const text = parts(['Web', 'Shops'], (at) => [pieces(at), 3]);
      expect(await asked(header, text)).toBeUndefined();
    });
  });

  it('what was planned and what came, in rows of their own', async () => {
    const text = rows(42, (at) =>
      ['Ist', 'Plan', 'Vorjahr'].map(
        (which) => `2024-0${1 + Math.floor(at / 7)},A${at % 7},${which},${pieces(at)},${amount(at)}`,
      ),
    ).flat();
    expect(await asked('Monat,Artikelnummer,Version,Absatz,Umsatz', text)).toBe('looks-like-forecast');
  });

  it.each([
    ['stores', 'London Qty', 'Paris Qty'],
    ['ways of sale', 'Online Units', 'Offline Units'],
  ])('pieces side by side, of %s', async (_what, one, other) => {
    const text = rows(70, (at) => `${day(7 * Math.floor(at / 7))},A${at % 7},${pieces(at)},${pieces(at + 3)}`);
    expect(await asked(`Week,SKU,${one},${other}`, text)).toBe('kind-unsure');
  });

  it('goods that go both ways, whoever posted them', async () => {
    const text = rows(60, (at) => {
      const sign = at % 3 === 0 ? '' : '-';
      return `${day(at)},49${at},A${at % 7},${at % 3 === 0 ? 101 : 601},${sign}${pieces(at)},${sign}${amount(at)},SMITH`;
    });
    const header = 'Posting Date,Material Document,Material,Movement Type,Quantity,Amt.in Loc.Cur.,User Name';
    expect(await asked(header, text)).toBe('looks-like-movements');
  });

  it.each([
    ['调拨单号,调拨日期,款号,调拨数量,吊牌价,调拨金额', ''],
    ['Transfer No,Transfer Date,SKU,Transferred Qty,List Price,Amount', ''],
    ['Beleg,Datum,Artikelnummer,Menge,Preis,Betrag,Vorgang', ',Einkauf'],
  ])('goods that were moved or bought, priced as if they were sold: %s', async (header, kind) => {
    const text = rows(60, (at) => {
      const other = kind !== '' && at % 4 > 0 ? ',Verkauf' : kind;
      return `D${at},${day(at)},A${at % 7},${pieces(at)},${price(at)},${amount(at)}${other}`;
    });
    expect(await asked(header, text)).toBe('looks-like-movements');
  });

  it.each([
    [
      'hours that were worked',
      'Email,Client,Project,Date,Duration,Amount',
      (at: number) => `a@b.c,Acme,Site,${day(at)},0${1 + (at % 7)}:30:00`,
    ],
    [
      'payments beside their fees',
      'Psp Reference,Payment Method,Paid Via,Creation Date,Exchange Rate,Scheme Fees',
      (at: number) => `88${at},ideal,web,${day(at)},1`,
    ],
    [
      'goods that came by sea',
      'Arrival Date,Bill of Lading,Shipper,Product Description,Quantity,Value',
      (at: number) => `${day(at)},M${at},S${at % 5},Lamp ${at % 7},${pieces(at)}`,
    ],
  ])('%s', async (_what, header, line) => {
    const text = rows(60, (at) => `${line(at)},${amount(at)}`);
    expect(await asked(header, text)).toMatch(/looks-like-(payments|purchases)/);
  });

  it('what somebody may buy some day', async () => {
    const text = rows(60, (at) => `O${at},${day(at)},A${at % 7},${pieces(at)},${amount(at)},${10 * (1 + (at % 9))}`);
    expect(await asked('Deal,Close Date,Product Code,Quantity,Total Price,Probability (%)', text)).toBe(
      'looks-like-forecast',
    );
  });
});

describe('what was sold', () => {
  it('is a count of items by day, however short its words', async () => {
    const text = rows(60, (at) => `${day(at)},${100 + (at % 7)},${price(at)},${pieces(at)}`);
    const { files } = await importLines('date,item_id,item_price,item_cnt_day', text);
    expect(roleIn(files[0], 'item_cnt_day')).toBe('units');
  });

  it('is no rival of the price that it is made of, but for what was taken off', async () => {
    const text = rows(60, (at) => {
      const count = 1 + Number(at % 3 === 1);
      const off = at % 4 === 0 ? 0.1 * count * price(at) : 0;
      const net = (count * price(at) - off).toFixed(2);
      return `B${at},${day(at)},A${at % 7},${count},${price(at)},${off.toFixed(2)},${net}`;
    });
    const { questions, files } = await importLines('Beleg,Datum,Artikelnr,Menge,QXV,Rabattbetrag,Nettobetrag', text);
    expect(questions).toEqual([]);
    expect(roleIn(files[0], 'Nettobetrag')).toBe('revenue');
  });

  it('for less is the lower of two prices that speak of the same taxes', async () => {
    const off = (at: number): number => (at % 3 === 0 ? 2 : 0);
    const text = rows(
      60,
      (at) =>
        `${900 + at},${day(at)},A${at % 7},1,${(30 + (at % 7)).toFixed(2)},${(30 + (at % 7) - off(at)).toFixed(2)}`,
    );
    const header = 'Order No,Order Date,SKU,Quantity,Listed Price (Incl. GST),Discounted Price (Incl. GST)';
    const { files } = await importLines(header, text);
    expect(roleIn(files[0], 'Discounted Price (Incl. GST)')).toBe('price');
  });

  it.each([
    ['Units LY', 'Units TY'],
    ['Vorjahr Menge', 'Menge'],
  ])('this year counts beside the year before: %s', async (before, now) => {
    const text = rows(70, (at) => `${day(7 * Math.floor(at / 7))},A${at % 7},${pieces(at)},${pieces(at) + 2}`);
    const { files } = await importLines(`Week,SKU,${before},${now}`, text);
    expect(roleIn(files[0], now)).toBe('units');
  });

  it('in months of a plan is what came, not what was planned', async () => {
    const months = ['Jan 2024', 'Feb 2024', 'Mar 2024', 'Apr 2024'];
    const text = rows(20, (at) => {
      const figures = months.map((_, month) => `${50 + at},${pieces(at + month)},${60 + at}`);
      return `P${at},Thing ${at},${figures.join(',')}`;
    });
    const { files } = await drop({
      'S&OP units.csv': [
        `,,${months.map((month) => `${month},,`).join(',')}`,
        `SKU,Product,${months.map(() => 'Plan,Actual,LY').join(',')}`,
        ...text,
      ].join('\n'),
    });
    const units = rows(80, (at) => pieces((at >> 2) + (at % 4))).reduce((sum, each) => sum + each, 0);
    expect(files[0]).toMatchObject({ state: 'imported', rowsAccepted: 80, units });
    expect(files[0].issues.map(({ code }) => code)).toContain('columns-unexplained');
  });

  it('in a week that ends on a day is told of that day', async () => {
    const week = (at: number): string => `1 w/e ${['01/06/24', '01/13/24', '01/20/24', '01/27/24'][at % 4]}`;
    const { files } = await importLines(
      'Product,Period,Dollars,Units',
      rows(40, (at) => `Thing ${at >> 2},${week(at)},${amount(at)},${pieces(at)}`),
    );
    expect(files[0]).toMatchObject({ rowsAccepted: 40, firstDay: toEpochDay(2024, 1, 6) });
  });

  it('in orders whose day stands on their first lines, with sums between them, is of that day', async () => {
    const text = rows(20, (order) => {
      const lines = [2 * order, 2 * order + 1];
      const line = (at: number): string => `01.02.00${10 + (at % 7)},杯子${at % 7},${pieces(at)},${amount(at)}`;
      return [`${day(order)},XOUT${order},${line(lines[0])}`, `,,${line(lines[1])}`, ',小计,,,9,99.00'];
    }).flat();
    const { files } = await importLines('日期,单据编号,产品代码,产品名称,实发数量,销售金额', text);
    expect(files[0]).toMatchObject({ rowsAccepted: 40, rejected: { total_row: 20 } });
  });
});

describe('amounts', () => {
  const worth = (at: number): number => pieces(at) * (11 + (at % 5));
  const thousands = (at: number): string => `${worth(at)}.000`;
  const sum = rows(60, (at) => 1000 * worth(at)).reduce((all, each) => all + each);

  it.each(['Rp ', 'Rp. ', 'Rp'])(
    'with %s before them have points between their thousands, and are no pieces',
    async (sign) => {
      const text = rows(60, (at) => `${day(at)},TK${at},Kopi ${at % 5},${pieces(at)},${sign}${thousands(at)}`);
      const { files } = await importLines('Tanggal,No Struk,Nama Item,Jml Terjual,Penjualan Bersih', text);
      expect(roleIn(files[0], 'Penjualan Bersih')).toBe('revenue');
      expect(Number(files[0].revenue)).toBe(sum);
    },
  );

  it('with a point and three digits each are asked about, though some are below a thousand', async () => {
    const text = rows(60, (at) => `${day(at)},A${at % 5},${pieces(at)},${at % 6 === 0 ? 800 : thousands(at)}`);
    const { questions, issues } = await importLines('Tanggal,Kode,Jumlah,Total', text);
    expect(questions.length + issues.length).toBeGreaterThan(0);
    expect(issueOf({ questions, issues } as unknown as ImportOutput, 'thousands-undecided')).toBeDefined();
  });
});

it('dishes that were sent back are none that were sold', async () => {
  const state = (at: number): string => (at % 10 === 3 ? '退菜' : '正常');
  const text = rows(80, (at) => `${day(at >> 1)},B${at},菜${at % 7},${pieces(at)},${amount(at)},${state(at)}`);
  const { files } = await importLines('营业日期,账单号,菜品名称,销售数量,实收金额,状态', text);
  expect(files[0].rowsAccepted).toBe(72);
});

it('weeks of the Nordic countries are read', async () => {
  const text = rows(60, (at) => `vko ${1 + Math.floor(at / 6)}/2024,Leipä ${at % 6},${pieces(at)},${amount(at)}`);
  const { files } = await importLines('Viikko,Tuote,Myyty kpl,Myynti', text);
  expect(files[0].rowsAccepted).toBe(60);
});

it('wishes are no sales', async () => {
  const text = rows(60, (at) => `user${at % 50},100${at % 9},상품 ${at % 9},1,${10 + (at % 9)}000,${day(at)}`);
  const { questions } = await importLines('회원ID,상품번호,상품명,찜한 수량,판매가,찜 등록일', text);
  expect(questions.map(({ about, options }) => [about, options[0]])).toEqual([['looks-like-forecast', 'unknown']]);
});

describe('what is no sale', () => {
  const about = async (name: string, header: string, line: (at: number) => string) => {
    const { questions } = await drop({ [name]: [header, ...rows(60, line)].join('\n') });
    return questions.map((each) => each.about);
  };

  it('answers to the questions of a survey', async () => {
    const header = 'Timestamp,Which product did you buy?,How would you rate it?,Your comments on that product?';
    const line = (at: number) => `${day(at)},Tea ${at % 4},${1 + (at % 5)},Good ${at}`;
    expect(await about('answers.csv', header, line)).toEqual(['looks-like-survey']);
  });

  it('a price list with the least that can be ordered', async () => {
    const line = (at: number) => `A${at},Tea ${at},${1 + (at % 12)},${10 + at}.50`;
    const header = 'Article code,Description,Min. qty,Net price';
    expect(await about('Price list 2024.csv', header, line)).toEqual(['looks-like-prices']);
  });

  it('wages under the number of the employee', async () => {
    const line = (at: number) => `E${at},Name ${at},${1500 + 13 * at}.50,${day(at % 3)}`;
    expect(await about('march.csv', 'Šifra radnika,Prezime i ime,Bruto iznos,Datum isplate', line)).toEqual([
      'looks-like-payments',
    ]);
  });

  it('amounts that can not be read are asked about', async () => {
    const line = (at: number) => `${day(at)},A${at % 5},${pieces(at)},Q${amount(at)}x`;
    expect(await about('sales.csv', 'Date,SKU,Quantity sold,Amount', line)).toEqual(['kind-unsure']);
  });
});

it('the product is what is finer than its category, under a heading that nobody knows', async () => {
  const text = rows(60, (at) => `${day(at)},Group ${at % 2},Thing ${at % 6},${pieces(at)},${amount(at)}.50`);
  const { files } = await importLines('Date,Category,Zorp,Quantity,Amount', text);
  const [file] = files;
  expect(file.columns[2]).toMatchObject({ name: 'Zorp', role: 'product' });
});

it('a guest is no product', async () => {
  const text = rows(60, (at) => `${day(at)},${1000 + at},Ticket ${'ABC'[at % 3]},25.50,Guest ${at}`);
  const { files } = await importLines('Order date,Order number,Product,Price,Name', text);
  expect(files[0]).toMatchObject({ products: 3 });
});

it('a total that includes a tax is what was paid', async () => {
  const text = rows(60, (at) => `${day(at)},A${at % 6},${pieces(at)},R${pieces(at) * 3 - 1}.50,R0.40`);
  const { files } = await importLines('Date,SKU,Quantity,Total (Incl. VAT),VAT', text);
  expect(files[0].revenue).toBe(
    rows(60, (at) => pieces(at) * 3 - 0.5)
      .reduce((sum, each) => sum + each, 0)
      .toFixed(2),
  );
});

describe('reports that were taken for sales', () => {
  const aboutOf = ({ questions }: ImportOutput) => questions.map(({ about }) => about);

  it('of ads, with the purchases that came of them', async () => {
    const header = 'Day,Campaign name,Campaign delivery,Reach,Impressions,Amount spent (USD),Purchases,Cost per result';
    const text = rows(
      90,
      (at) =>
        `${day(at >> 2)},Ad ${at % 4},active,${900 + (at % 30) * 7},${1500 + at * 13},${amount(at)},${1 + (at % 8)},9.10`,
    );
    expect(aboutOf(await importLines(header, text))).toEqual(['looks-like-advertising']);
  });

  it('of sales in two places, of which nothing says whether they are pieces or money', async () => {
    const header = 'YEAR,MONTH,ITEM CODE,ITEM DESCRIPTION,RETAIL SALES,RETAIL TRANSFERS,WAREHOUSE SALES';
    const text = rows(
      96,
      (at) =>
        `2024,${1 + (at >> 3)},1000${at % 8},Wine ${at % 8},${price(at * 3)},${pieces(at)}.5,${price(at * 5 + 2)}`,
    );
    expect(aboutOf(await importLines(header, text))).toEqual(['kind-unsure']);
  });

  it('of goods on their way to a warehouse', async () => {
    const header = 'Shipment ID,Destination FC,Created,Merchant SKU,Title,Units expected,Units located,Status';
    const text = rows(
      60,
      (at) =>
        `FBA${at >> 2},ABE8,${day(at >> 2)},A${at % 7},Thing ${at % 7},${40 + pieces(at)},${40 + pieces(at) - (at % 2)},Receiving`,
    );
    expect(aboutOf(await importLines(header, text))).toEqual(['looks-like-movements']);
  });
});

describe('lines of documents', () => {
  const line = (at: number) => {
    const sign = at % 5 === 0 ? '-' : '';
    const kind = at % 5 === 0 ? 'Avoir' : at % 5 === 1 ? 'Bon de livraison' : 'Facture';
    const gross = (pieces(at) * price(at) * 1.2).toFixed(2);
    return `${kind};${day(at >> 1)};F${at};C${at % 9};R${at % 7};Article ${at % 7};${sign}${pieces(at)};${sign}${amount(at)};${sign}${gross}`;
  };

  it('are no charges for their kinds, and amounts with their tax are no others', async () => {
    const header =
      'Type de document;Date;N° de pièce;N° client;Référence article;Désignation;Quantité;Montant HT;Montant TTC';
    const output = await importLines(header, rows(100, line));
    expect(output.questions).toEqual([]);
    expect(output.files[0].rowsAccepted).toBe(80);
  });

  it('have their amounts with discounts and taxes beside those without', async () => {
    const text = rows(80, (at) => {
      const [off, tax] = [at % 2 === 0 ? 0 : pieces(at) * 0.5, pieces(at) * 0.3];
      const total = pieces(at) * price(at) - off + tax;
      return `I${at},${day(at >> 1)},P${at % 7},${pieces(at)},${amount(at)},${off.toFixed(2)},${tax.toFixed(2)},${total.toFixed(2)}`;
    });
    const output = await importLines(
      'Invoice Number,Invoice Date,Product,Quantity,Amount,Discount Amount,Tax Amount,Total Amount',
      text,
    );
    expect(output.questions).toEqual([]);
    expect(roleIn(output.files[0], 'Amount')).toBe('revenue');
  });
});

it('baskets without pieces and amounts are a piece a row where the user says so', async () => {
  const text = ['Transaction,Item,date_time', ...rows(60, (at) => `${at >> 1},Cake ${at % 7},${day(at >> 2)} 10:00`)];
  const open = await drop({ 'basket.csv': text.join('\n') });
  expect(open.questions).toHaveLength(1);
  const { files, issues } = await drop({ 'basket.csv': text.join('\n') }, { 'basket.csv': { kind: 'sales' } });
  expect(files[0]).toMatchObject({ state: 'imported', units: 60 });
  expect(issues.map(({ code }) => code)).toContain('rows-as-pieces');
});

it('the holidays of Japan are known by the headings of its government', async () => {
  const text = [
    '国民の祝日・休日月日,国民の祝日・休日名称',
    '2024/1/1,元日',
    '2024/1/8,成人の日',
    '2024/2/11,建国記念の日',
  ];
  const { files } = await drop({ 'syukujitsu.csv': text.join('\n') });
  expect(files[0]).toMatchObject({ kind: 'holidays', rowsAccepted: 3 });
});

it('amounts in the currency of the books are taken where orders are in several', async () => {
  const rates = [1.25, 1, 1.08];
  const text = rows(90, (at) => {
    const own = (pieces(at) * price(at) * rates[at % 3]).toFixed(2);
    return `${day(at >> 1)},I${at},A${at % 7},${pieces(at)},${['GBP', 'USD', 'EUR'][at % 3]},${amount(at)},${rates[at % 3]},${own}`;
  });
  const output = await importLines(
    'Invoice date,Invoice,Item number,Quantity,Currency,Net amount,Exchange rate,Amount in accounting currency',
    text,
  );
  expect(output.files[0].rowsAccepted).toBe(90);
  expect(roleIn(output.files[0], 'Amount in accounting currency')).toBe('revenue');
});

it('the total of an item is no product, and sales in thousandths may be weights', async () => {
  const text = rows(60, (at) => `${day(at >> 1)},Song ${at % 7},${pieces(at)},${amount(at)},${10 + (at % 4)}.00`);
  const { files } = await importLines('date,item name,quantity,sub total,item total', text);
  expect(roleIn(files[0], 'item total')).not.toBe('product');
  const fuel = rows(
    96,
    (at) => `2024;${['JAN', 'FEV', 'ABR', 'DEZ'][at % 4]};Gasolina ${at % 5};${3000 + at * 37},${128 + at}`,
  );
  const { questions } = await drop({ 'vendas.csv': ['ANO;MÊS;PRODUTO;VENDAS', ...fuel].join('\n') });
  expect(questions[0]).toMatchObject({ about: 'kind-unsure', examples: ['VENDAS'] });
  expect(questions[0].options[0]).toBe('units:3');
});

describe('what a business keeps beside its sales is asked about', () => {
  const aboutOf = async (header: string, text: readonly string[]) =>
    (await importLines(header, text)).questions.map(({ about }) => about);

  it('tasks', async () => {
    const text = rows(60, (at) => `SHOP-${300 + at},Task,Fix cart ${at},Done,Medium,Ann,Ben,${day(at)},Checkout`);
    const header = 'Issue key,Issue Type,Summary,Status,Priority,Assignee,Reporter,Created,Component';
    expect(await aboutOf(header, text)).toEqual(['kind-unsure']);
  });

  it('production', async () => {
    const header =
      'MO #,Created date,Production deadline,Product,SKU,Manufactured quantity,Material cost,Total cost,Status';
    const text = rows(
      60,
      (at) =>
        `MO-${at},${day(at)},${day(at + 5)},Thing ${at % 7},A${at % 7},${20 * pieces(at)},${40 + at}.10,${60 + at}.20,Done`,
    );
    expect(await aboutOf(header, text)).toEqual(['kind-unsure']);
  });

  it('estimates', async () => {
    const header =
      'Estimate Date,Estimate Number,Estimate Status,Customer Name,Item Name,SKU,Quantity,Item Price,Item Total';
    const text = rows(
      60,
      (at) =>
        `${day(at)},QT-${at},Sent,Cafe ${at % 9},Thing ${at % 7},A${at % 7},${pieces(at)},${price(at)},${amount(at)}`,
    );
    expect(await aboutOf(header, text)).toEqual(['looks-like-forecast']);
  });
});

it('a till names who delivers its goods, and the rows of its tickets are sales', async () => {
  const text = rows(
    60,
    (at) =>
      `${30100 + (at >> 1)};${day(at >> 2)};Léa;H${at % 7};Théière ${at % 7};Atelier Ouest;${pieces(at)};${amount(at)}`,
  );
  const output = await importLines('Ticket;Date;Vendeur;Référence;Produit;Fournisseur;Quantité;Total TTC', text);
  expect(output.questions).toEqual([]);
  expect(output.files[0].rowsAccepted).toBe(60);
});

it('net and gross of a row are its amounts', async () => {
  const text = rows(60, (at) => {
    const whole = pieces(at) * price(at);
    return `O${at >> 1},${day(at >> 2)},A${at % 7},${pieces(at)},${price(at).toFixed(2)},${whole.toFixed(2)},${(whole * 0.2).toFixed(2)},${(whole * 1.2).toFixed(2)}`;
  });
  const { files } = await importLines('Order ID,Created on,SKU,Qty,Item net,Row net,Row tax,Row gross', text);
  expect(roleIn(files[0], 'Row net')).toBe('revenue');
});

it('a plan of campaigns in other words is a calendar, with discounts written below zero', async () => {
  const text = rows(12, (at) => `${day(at * 9)};${day(at * 9 + 4)};Opération ${at};Site;-${10 + (at % 3) * 10} %`);
  const { files, dataset } = await drop({ 'plan.csv': ['Début;Fin;Opération;Canal;Remise', ...text].join('\n') });
  expect(files[0]).toMatchObject({ kind: 'calendar', rowsAccepted: 12, flagged: {} });
  expect(dataset).toBeDefined();
});

it.each([
  ['Document', 'Invoice', 'Credit note'],
  ['Beleg', 'Rechnung', 'Gutschrift'],
  ['Документ', 'Реализация', 'Возврат'],
])('lines of credits are left out where the number of the %s alone says what it is', async (heading, sale, credit) => {
  const text = rows(
    90,
    (at) => `${day(at >> 2)},${at % 9 === 0 ? credit : sale} ${100 + at},A${at % 7},${pieces(at)},${amount(at)}`,
  );
  const { files } = await importLines(`Date,${heading},Product,Quantity,Amount`, text);
  expect(files[0]).toMatchObject({ rowsAccepted: 80, rejected: { cancelled_invoice: 10 } });
});

describe('ordinary sales are not asked about for what else they say', () => {
  it.each([
    [
      'who made them',
      'Date,SKU,Manufacturer,Country of manufacture,Units sold',
      (at: number) => `Acme,China,${pieces(at)}`,
    ],
    ['who made them, in Japanese', '日付,商品コード,製造元,製造国,数量', (at: number) => `山田,日本,${pieces(at)}`],
    [
      'how urgent their orders are',
      'Date,SKU,Order Priority,Ship Priority,Assigned To,Customer,Quantity,Revenue',
      (at: number) => `High,Low,Ann,C${at % 9},${pieces(at)},${amount(at)}`,
    ],
    [
      'what is still due',
      'Order date,SKU,Order,Qty due,Due date,Qty,Price',
      (at: number) => `O${at >> 1},${at % 3},${day(at + 9)},${pieces(at)},${price(at)}`,
    ],
    [
      'which ad they came of',
      'Date,SKU,Order ID,Campaign,Ad Group,Click ID,Impression ID,Quantity,Price',
      (at: number) => `O${at},Spring,Mugs,${88000 + at},${99000 + at},${pieces(at)},${price(at)}`,
    ],
  ])('%s', async (_what, header, line) => {
    const { questions, files } = await importLines(
      header,
      rows(60, (at) => `${day(at >> 1)},A${at % 7},${line(at)}`),
    );
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 60 });
  });
});

it.each(['Tax amount in local currency', 'Cost amount (LCY)', 'Freight amount base currency'])(
  '%s is no amount of the sale',
  async (heading) => {
    const text = rows(
      60,
      (at) =>
        `${day(at >> 1)},O${at},A${at % 7},${pieces(at)},${at % 2 ? 'USD' : 'EUR'},${amount(at)},${pieces(at)}.20`,
    );
    const { files } = await importLines(`Date,Order,SKU,Quantity,Currency,Amount,${heading}`, text);
    expect(roleIn(files[0], 'Amount')).toBe('revenue');
    expect(roleIn(files[0], heading)).not.toBe('revenue');
  },
);

it('a list of what suppliers delivered is asked about, though a bon is its number', async () => {
  const text = rows(60, (at) => `B${at};${day(at >> 1)};Fournisseur ${at % 5};A${at % 7};${pieces(at)};${amount(at)}`);
  const { questions } = await importLines('Bon;Date;Fournisseur;Article;Quantité;Montant', text);
  expect(questions.map(({ about }) => about)).toEqual(['looks-like-purchases']);
});

it('what a line came to is its amount where it stands beside its net', async () => {
  const text = rows(60, (at) => {
    const net = pieces(at) * price(at);
    return `O${at},${day(at >> 1)},A${at % 7},${pieces(at)},${price(at)},${net.toFixed(2)},${(net * 0.2).toFixed(2)},${(net * 1.2).toFixed(2)}`;
  });
  const { files } = await importLines('Order,Date,SKU,Qty,Unit price,Line net,VAT,Line total', text);
  expect(roleIn(files[0], 'Line total')).toBe('revenue');
});

describe('reports of shops', () => {
  it('count pieces as net sold articles, in German', async () => {
    const text = rows(
      60,
      (at) => `2024-0${1 + (at >> 4)}-01,Matte ${at % 16},DE-${at % 16},${pieces(at)},${amount(at)},${amount(at)}`,
    );
    const header = 'Monat,Produkttitel,Produktvarianten-SKU,Nettoverkaufte Artikel,Bruttoumsatz,Nettoumsatz';
    expect(roleIn((await importLines(header, text)).files[0], 'Nettoverkaufte Artikel')).toBe('units');
  });

  it('leave out orders whose payment is waited for', async () => {
    const text = rows(
      80,
      (at) =>
        `${2101 + at};${day(at >> 1)};Abierta;${at % 8 === 0 ? 'Pendiente' : 'Recibido'};A${at % 7};${price(at)};${pieces(at)}`,
    );
    const header =
      'Número de orden;Fecha;Estado de la orden;Estado del pago;SKU;Precio del producto;Cantidad del producto';
    expect((await importLines(header, text)).files[0]).toMatchObject({
      rowsAccepted: 70,
      rejected: { cancelled_invoice: 10 },
    });
  });

  it('keep orders that are overdue, and invoices that wait for their money', async () => {
    const text = rows(
      80,
      (at) =>
        `${2101 + at},${day(at >> 1)},${['Paid', 'Overdue', 'Pending'][at % 9 > 1 ? 0 : at % 9 ? 1 : 2]},A${at % 7},${price(at)},${pieces(at)}`,
    );
    const accepted = async (order: string) =>
      (await importLines(`${order},Date,Payment status,SKU,Price,Quantity`, text)).files[0].rowsAccepted;
    expect(await accepted('Order number')).toBe(71);
    expect(await accepted('Invoice number')).toBe(80);
  });

  it('name their states', async () => {
    const text = rows(
      80,
      (at) =>
        `${2101 + at},${day(at >> 1)},${at % 8 === 0 ? '決済処理中' : '発送済み'},A${at % 7},皿${at % 7},${price(at)},${pieces(at)}`,
    );
    const { files } = await importLines('注文番号,受注日時,対応状況(名称),商品コード,商品名,価格,個数', text);
    expect(files[0]).toMatchObject({ rowsAccepted: 70, rejected: { cancelled_invoice: 10 } });
  });

  it('of checkouts that were left are asked about', async () => {
    const text = rows(
      60,
      (at) =>
        `#${3200 + at},Not Recovered,${day(at >> 1)} 10:24:33,${day(at >> 1)} 10:24:33,${pieces(at)},Mug ${at % 7},${price(at)},A${at % 7}`,
    );
    const header =
      'Name,Recovery Status,Abandoned at,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku';
    expect((await importLines(header, text)).questions.map(({ about }) => about)).toEqual(['looks-like-forecast']);
  });

  it('take the day of a review for its date', async () => {
    const text = rows(
      40,
      (at) => `1000000${at % 6},浇水壶 ${at % 6},${day(at >> 1)} 09:00:00,${1 + (at % 5)},很好用 ${at},j***${at % 9}`,
    );
    const { files } = await importLines('商品编号,商品名称,评价时间,评价星级,评价内容,用户昵称', text);
    expect(files[0]).toMatchObject({ kind: 'reviews', firstDay: first });
  });
});

describe('a word before the number of a document', () => {
  const importOrders = async (numbers: readonly string[]): Promise<FileReport> => {
    const text = numbers.map((number, at) => `${day(at >> 5)},${number},A${at % 7},${pieces(at)},${amount(at)}`);
    return (await importLines('Date,Order,Product,Quantity,Amount', text)).files[0];
  };

  it('says what it is where none in the sample came to nothing', async () => {
    const file = await importOrders(rows(4000, (at) => `${at === 3500 ? 'Credit note' : 'Invoice'} ${100 + at}`));
    expect(file).toMatchObject({ rowsAccepted: 3999, rejected: { cancelled_invoice: 1 } });
  });

  it('may be an abbreviation', async () => {
    const file = await importOrders(rows(90, (at) => `${at % 9 === 0 ? 'Storno' : 'RE'}-${100 + at}`));
    expect(file).toMatchObject({ rowsAccepted: 80, rejected: { cancelled_invoice: 10 } });
  });

  it.each(['SO-', 'ORD-', 'INV-', 'RE-', 'RMA-', 'WEB', 'Order #'])('is no state of an order: %s', async (word) => {
    const file = await importOrders(rows(90, (at) => `${word}${1000 + at}`));
    expect(file).toMatchObject({ rowsAccepted: 90, rejected: {} });
    expect(file.issues).toEqual([]);
  });
});
