import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** Tables as a company's own people export them: headings in short, of their warehouse or their host, and what these go with. */
const first = toEpochDay(2025, 1, 6);
const day = (at: number): string => formatIsoDate(first + at);
const key = (at: number): string => day(at).replaceAll('-', '');
const all = Array.from({ length: 60 }, (_, at) => at);
const pieces = (at: number): number => 1 + (at % 4);
const price = (at: number): number => 10.5 + 2 * (at % 7);
const amount = (at: number): number => Number((pieces(at) * price(at)).toFixed(2));
const isBack = (at: number): boolean => at % 10 === 3;
const sum = (of: (at: number) => number): number => Number(all.reduce((total, at) => total + of(at), 0).toFixed(2));

async function read(header: string, line: (at: number) => readonly (string | number)[], name = 'extract.csv') {
  const text = [header, ...all.map((at) => line(at).join(';'))].join('\n');
  const { files, questions, issues } = await drop({ [name]: text });
  const [report] = files;
  return {
    ...report,
    money: Number(report.revenue ?? 0),
    roles: Object.fromEntries(report.columns.map(({ name: heading, role }) => [heading, role])),
    asked: questions,
    codes: issues.map(({ code }) => code),
  };
}

describe('headings in short', () => {
  it.each([
    ['of a database', 'ORD_NO;ORD_DTM;GOODS_CD;GOODS_NM;ORD_QTY;SALE_PRC;PAY_AMT;CNCL_YN', ['N', 'Y']],
    ['of a statistics program', 'TRXNUM;TRXDT;ITMNUM;ITMDSC;UNTSLD;UNTPRC;NETSLS;CNCL_FLG', ['0', '1']],
    ['in German', 'auftr_nr;auftr_dat;art_nr;art_bez;menge;vk_brutto;pos_wert;storno_kz', ['N', 'J']],
    ['in French', 'num_cde;date_cde;ref_art;lib_art;qte;pu_ttc;mt_ttc;annule_flg', ['0', '1']],
    [
      'of Russian in Latin letters',
      'nomer_zakaza;data_zakaza;kod_tovara;naimenovanie;kol_vo;cena;summa;otmena',
      ['0', '1'],
    ],
    [
      'of Japanese in Latin letters',
      'denpyo_no;uriage_bi;shohin_cd;shohin_mei;suryo;tanka;kingaku;torikeshi_flg',
      ['0', '1'],
    ],
    ['of the initials of Chinese', 'ddh;xdsj;spbm;spmc;sl;dj;sfje;ddzt', ['已完成', '已取消']],
  ])('%s', async (_of, header, [no, yes]) => {
    const found = await read(header, (at) => [
      ...[70_000 + (at >> 1), day(at >> 1), `K${410 + (at % 7)}`, `Lamp ${'ABCDEFG'[at % 7]}`],
      ...[pieces(at), price(at).toFixed(2), amount(at).toFixed(2), isBack(at) ? yes : no],
    ]);
    expect(found.asked).toEqual([]);
    expect(found).toMatchObject({ kind: 'sales', products: 7, rejected: { cancelled_invoice: 6 } });
    expect(found.units).toBe(sum((at) => (isBack(at) ? 0 : pieces(at))));
    expect(found.money).toBe(sum((at) => (isBack(at) ? 0 : amount(at))));
  });

  it('the day of the run is none of a sale, and orders and buyers that are counted are no pieces', async () => {
    const found = await read(
      't.stat_dt;t.sku_id;t.sku_nm;t.pay_ord_cnt;t.pay_qty;t.pay_amt;t.pay_usr_cnt;t.etl_tm',
      (at) => [
        ...[key(at >> 2), 6100 + (at % 4), `Tea ${at % 4}`, pieces(at), pieces(at) + 2, (pieces(at) + 2) * 4.5],
        ...[pieces(at), `${day((at >> 2) + 1)} 04:2${at % 10}:11`],
      ],
    );
    expect(found.roles).toMatchObject({ 't.stat_dt': 'date', 't.pay_qty': 'units', 't.pay_amt': 'revenue' });
  });
});

describe('headings around the headings', () => {
  it('the name of the table is none of a column, and sums over more days are none of a day', async () => {
    const columns = 'dt sku_id sku_name pay_num_1d pay_amt_1d pay_num_7d pay_amt_7d pay_num_30d'.split(' ');
    const found = await read(columns.map((name) => `dws_trd_sku_nd.${name}`).join(';'), (at) => [
      ...[key(at >> 2), 8800 + (at % 4), `Tea ${at % 4}`, pieces(at), amount(at).toFixed(2), pieces(at) * 7 + 3],
      ...[(amount(at) * 7).toFixed(2), pieces(at) * 30 + 11],
    ]);
    expect(found).toMatchObject({ units: sum(pieces), money: sum(amount), products: 4 });
  });

  it('names of rows without a heading', async () => {
    const found = await read('sale.dt;itm;itm.desc;n.sold;net.sales', (at) => [
      ...[at + 1, day(at), `IT70${at % 7}`, `Bowl ${at % 7}`, pieces(at), amount(at)],
    ]);
    expect(found).toMatchObject({ units: sum(pieces), money: sum(amount), firstDay: first, products: 7 });
    expect(found.codes).not.toContain('rows-wider');
  });

  it('months as Stata has them, beside what was sold as scanners count it', async () => {
    const found = await read('mdate;upc;descrip;unitvol;dollvol;avgpr;pctpromo', (at) => [
      ...[`2023m${1 + (at % 12)}`, 7290001000 + (at % 5), `bowl ${at % 5}`, pieces(at), amount(at)],
      ...[price(at).toFixed(4), (0.05 * (1 + (at % 6))).toFixed(3)],
    ]);
    expect(found).toMatchObject({ units: sum(pieces), money: sum(amount), firstDay: toEpochDay(2023, 1, 1) });
  });

  it('amounts in cents', async () => {
    const found = await read('event_date;vendor_code;title;sold_qty;gross_cents;promo_cents;paid_cents', (at) => {
      const [gross, off] = [amount(at) * 100, at % 3 === 0 ? 100 : 0];
      return [day(at), `VC8${at % 7}`, `Bowl ${at % 7}`, pieces(at), gross, off, gross - off];
    });
    expect(found).toMatchObject({ revenueScale: 0.01, roles: { paid_cents: 'revenue' } });
  });
});

it('quotes behind a backslash stand in the cell', async () => {
  const text = [
    '"pos_id","ord_id","ord_dt","art_nr","art_name","menge","pos_brutto"',
    ...all.map((at) =>
      [at, 300 + (at >> 1), day(at >> 1), `A${at % 7}`, `Board ${at % 7}\\" wide, oak`, pieces(at), amount(at)]
        .map((cell) => `"${cell}"`)
        .join(','),
    ),
  ];
  const { files, questions } = await drop({ 'outfile.csv': text.join('\n') });
  expect(questions).toEqual([]);
  expect(files[0]).toMatchObject({ rowsAccepted: 60, units: sum(pieces), products: 7 });
});

describe('what became of the rows', () => {
  it('is told by each of two marks', async () => {
    const found = await read('order_id;date;art_nr;menge;betrag;storno_kz;retoure_kz', (at) => [
      ...[900 + at, day(at), `A${at % 7}`, pieces(at), amount(at), isBack(at) ? 'J' : 'N', at % 10 === 7 ? 'J' : 'N'],
    ]);
    expect(found.rejected).toEqual({ cancelled_invoice: 12 });
  });

  it('is told by words beside their codes', async () => {
    const found = await read('order_id;date;sku;qty;amount;code_etat;lib_etat', (at) => [
      ...[900 + at, day(at), `A${at % 7}`, pieces(at), amount(at)],
      ...(isBack(at) ? ['ANN', 'Annulée'] : at % 5 === 1 ? ['EXP', 'Expédiée'] : ['LIV', 'Livrée']),
    ]);
    expect(found).toMatchObject({ rejected: { cancelled_invoice: 6 }, roles: { code_etat: '', lib_etat: 'status' } });
    expect(found.codes).not.toContain('states-unknown');
  });

  it('is not told by a way to pay that nobody knows', async () => {
    const found = await read('Transaction ID;Item;Quantity;Price Per Unit;Total Spent;Payment Method;Date', (at) => [
      ...[`TXN_${40 + at}`, `Cake ${at % 5}`, pieces(at), price(at), amount(at)],
      ...[['Cash', 'Credit Card', 'ERROR', 'UNKNOWN'][at % 4], day(at)],
    ]);
    expect(found.rejected).toEqual({});
  });

  it('and of a list with all orders most of which say that they did not come back', async () => {
    const header = 'Order_ID;Product_ID;Order_Date;Return_Date;Product_Price;Order_Quantity;Return_Status';
    const found = await read(
      header,
      (at) => [
        ...[`O${at}`, `P${at % 7}`, day(at), isBack(at) ? day(at + 9) : '', price(at), pieces(at)],
        ...[isBack(at) ? 'Returned' : 'Not Returned'],
      ],
      'shop_returns_data.csv',
    );
    expect(found).toMatchObject({ asked: [], rejected: { cancelled_invoice: 6 } });
  });

  it('is told by marks under any heading that asks, and paid is what those that stand were', async () => {
    const marked = await read('dt_venda;nr_doc;cd_art;vl_liq;fl_devol', (at) => [
      ...[day(at), `FS${at}`, `5010${at % 7}`, price(at), isBack(at) ? 'S' : 'N'],
    ]);
    expect(marked.rejected).toEqual({ cancelled_invoice: 6 });
    const header = '订单号;商品名称;商品单价;购买数量;商品总价;优惠金额;实付金额;订单状态;下单时间';
    const paid = await read(header, (at) => {
      const off = at % 3 === 0 ? 5 : 0;
      return [
        ...[`o_17${at}`, `花瓶${at % 7}`, price(at), pieces(at), amount(at), off, isBack(at) ? 0 : amount(at) - off],
        ...[isBack(at) ? '已关闭' : '已完成', `${day(at)} 10:00:00`],
      ];
    });
    expect(paid).toMatchObject({ roles: { 实付金额: 'revenue', 商品总价: '' }, rejected: { cancelled_invoice: 6 } });
  });

  it('a ledger in which most sales go out with a minus counts them, and says so', async () => {
    const found = await read('Receipt No.;Date;Item No.;Quantity;Net Amount', (at) => [
      ...[`R${at}`, day(at), `4${at % 7}0`, isBack(at) ? 1 : -pieces(at), isBack(at) ? 12.5 : -amount(at)],
    ]);
    expect(found.units).toBe(sum((at) => (isBack(at) ? 0 : pieces(at))));
    expect(found.money).toBe(sum((at) => (isBack(at) ? 0 : amount(at))));
    expect(found.codes).toContain('sold-below-zero');
  });

  it('and so does one without anything that came back', async () => {
    const found = await read('Receipt No.;Date;Item No.;Quantity;Net Amount', (at) => [
      ...[`R${at}`, day(at), `4${at % 7}0`, -pieces(at), -amount(at)],
    ]);
    expect(found.units).toBe(sum(pieces));
    expect(found.codes).toContain('sold-below-zero');
  });
});

it.each(['NULL', '\\N', '(null)'])('%s is a blank cell', async (nothing) => {
  const table = (blank: string): ReturnType<typeof read> =>
    read('order_id;date;sku;qty;price;amount;status', (at) => [
      ...[900 + at, day(at), at % 10 === 3 ? blank : `A${at % 7}`, at % 10 === 1 ? blank : pieces(at), price(at)],
      ...[at % 10 === 5 ? blank : amount(at), at % 10 === 7 ? blank : at % 10 === 9 ? 'Cancelled' : 'Shipped'],
    ]);
  const [{ rejected, units, money, products, codes }, blank] = [await table(nothing), await table('')];
  expect({ rejected, units, money, products, codes }).toEqual({
    ...{ rejected: blank.rejected, units: blank.units, money: blank.money },
    ...{ products: 7, codes: blank.codes },
  });
  expect(rejected).toEqual({ missing_product_id: 6, unparsable_quantity: 6, cancelled_invoice: 6 });
});

describe('how much it was', () => {
  it('of two amounts that are alike in one currency the one that is in it everywhere', async () => {
    const rates = { EUR: 1, PLN: 4.2, SEK: 11.4 };
    const found = await read('BILL_NUM;CALDAY;MATERIAL;INV_QTY;NETVAL_DC;DOC_CURRCY;NETVAL_LC;LOC_CURRCY', (at) => {
      const currency = (['EUR', 'PLN', 'SEK'] as const)[at % 3];
      return [
        ...[`9000${at >> 1}`, key(at >> 1), `00004${at % 7}`, pieces(at), (amount(at) * rates[currency]).toFixed(2)],
        ...[currency, amount(at).toFixed(2), 'EUR'],
      ];
    });
    expect(found).toMatchObject({ rowsAccepted: 60, roles: { NETVAL_LC: 'revenue' }, money: sum(amount) });
  });

  it('in whichever currency, where no amount is told', async () => {
    const found = await read('Order Number;Order Date;ProductKey;Quantity;Currency Code', (at) => [
      ...[3000 + (at >> 1), day(at >> 1), 790 + (at % 7), pieces(at), ['USD', 'EUR', 'CAD'][at % 3]],
    ]);
    expect(found).toMatchObject({ rowsAccepted: 60, units: sum(pieces) });
  });

  it('a discount far below the price is a share of it', async () => {
    const share = (at: number): number => (at % 3 === 0 ? 0.075 : 0.2);
    const found = await read('OrderNumber;OrderDate;ProductID;Order Quantity;Discount Applied;Unit Price', (at) => [
      ...[`SO-${at}`, day(at), `P${at % 7}`, pieces(at), share(at), (price(at) * 30).toFixed(2)],
    ]);
    expect(found.money).toBeCloseTo(
      sum((at) => amount(at) * 30 * (1 - share(at))),
      1,
    );
  });

  it('an amount that makes another one with the price counts pieces, in parts of them as well', async () => {
    const weight = (at: number): number => (at % 2 ? pieces(at) : Number((pieces(at) * 0.734).toFixed(3)));
    const found = await read('FICHENO;DATE_;ITEMCODE;AMOUNT;PRICE;LINENETTOTAL', (at) => [
      ...[3000 + (at >> 1), day(at >> 1), `1${at % 7}`, weight(at), price(at), (weight(at) * price(at)).toFixed(2)],
    ]);
    expect(found.roles).toMatchObject({ AMOUNT: 'units', PRICE: 'price', LINENETTOTAL: 'revenue' });
  });

  it('of boxes, and by months with their year in brackets', async () => {
    const months = ['Jan', 'Feb', 'Mar', 'Apr'].map((month) => `${month} (2024)`).join(';');
    const found = await read(`Product ID;Product Description;${months};Totals`, (at) => [
      ...[`P${1000 + at}`, `Mug ${at}`, at + 1, at % 5 === 0 ? '–' : 2, 3, 4, at + 8 + (at % 5 === 0 ? 0 : 2)],
    ]);
    expect(found).toMatchObject({ kind: 'sales', products: 60, units: sum((at) => at + 8 + (at % 5 === 0 ? 0 : 2)) });
    const boxes = await read('Sales Person;Product;Date;Amount;Boxes Shipped', (at) => [
      ...['Ann', `Bars ${at % 7}`, day(at), `$${amount(at)} `, pieces(at) * 7],
    ]);
    expect(boxes.units).toBe(sum((at) => pieces(at) * 7));
  });
});

describe('lists', () => {
  it('what was launched over years is a list of products, and no plan', async () => {
    const found = await read('product_sk;product_bk;product_name;list_price;std_cost;launch_date;is_current', (at) => [
      ...[at + 2, `AU9${at}30`, `Speaker ${at}`, price(at), 4.5, formatIsoDate(first - at * 20), 'Y'],
    ]);
    expect(found.kind).toBe('catalogue');
  });

  it('a promotion is on between its days, whenever it was entered, and goes by its name', async () => {
    const found = await read('promo_cd;promo_nm;disc_pct;start_dt;end_dt;created_ts', (at) => [
      ...[`PR${at}`, `Sale ${at}`, 10 + (at % 3) * 5, day(at * 9), day(at * 9 + 4), `${day(at * 9 - 30)} 10:12:00`],
    ]);
    expect(found).toMatchObject({ kind: 'calendar', firstDay: first, roles: { promo_nm: 'promotion' } });
  });

  it('what is to come from the supplier, beside what lies there, is not sold', async () => {
    const found = await read('stichtag;lager;art_nr;art_bez;bestand;reserviert;verfuegbar;bestellt;gld_ek', (at) => [
      ...['31.05.2025', at % 2 ? 'HL1' : 'FIL3', `0031${at >> 1}`, `Bohrer ${at >> 1}`, at + 6, 6, at, 48, '62,60'],
    ]);
    expect(found).toMatchObject({ kind: 'stock', asked: [] });
  });

  it('of two columns of events the one that says something', async () => {
    const header = 'collector_tstamp;domain_userid;event_name;ecommerce_action_type;product_id;product_price';
    const found = await read(header, (at) => [
      ...[`${day(at)} 06:20:25`, `u${at % 9}`, 'snowplow_ecommerce_action'],
      ...[['product_view', 'add_to_cart', 'product_view', 'transaction'][at % 4], `SP-${at % 7}`, price(at)],
    ]);
    expect(found).toMatchObject({ kind: 'browsing', roles: { ecommerce_action_type: 'event' } });
  });
});

it('days below days are those of rows, and no periods side by side', async () => {
  const found = await read('ODORD#;ODOTYP;ODDTOR;ODDTRQ;ODDTIN;ODITEM;ODQSHP;ODUPRC;ODEXTP', (at) => [
    ...[704_410 + at, 'O', key(at), key(at + 7), key(at + 1), `K587${at % 7}`, pieces(at), price(at), amount(at)],
  ]);
  expect(found.columns.map(({ name }) => name)).toContain('ODEXTP');
});
