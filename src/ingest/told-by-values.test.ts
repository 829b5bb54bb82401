import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { FileChoices, FileReport, ImportOutput } from '#ingest/import-report.ts';
import { drop } from '#ingest/testing/drop-files.ts';

/** Tables whose headings say too little, or something else than their cells. */
const first = toEpochDay(2024, 5, 6);
const day = (at: number): string => formatIsoDate(first + at);
const rows = (count: number, line: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => line(at));
const importLines = (
  name: string,
  header: string,
  text: readonly string[],
  choices?: Readonly<Record<string, FileChoices>>,
): Promise<ImportOutput> => drop({ [name]: [header, ...text].join('\n') }, choices);
const roleIn = (report: FileReport, name: string): string | undefined =>
  report.columns.find((column) => column.name === name)?.role;
const issueOf = ({ issues }: ImportOutput, code: string) => issues.find((issue) => issue.code === code);

describe('amounts', () => {
  it('are what a price and its pieces make less the discount beside them, in whatever words', async () => {
    const off = (at: number): number => (at % 3 === 0 ? 150 : 0);
    const pieces = (at: number): number => 1 + (at % 3);
    const text = rows(40, (at) => {
      const gross = pieces(at) * (1000 + 100 * (at % 5));
      const paid = gross - off(at);
      return `${9000 + at},${day(at)},A${at % 5},${pieces(at)},${1000 + 100 * (at % 5)},${off(at)},${paid},${Math.round(paid * 0.95)}`;
    });
    const header = '주문번호,결제일,상품번호,수량,상품가격,최종 상품별 할인액,최종 상품별 총 주문금액,정산예정금액';
    const { files } = await importLines('orders.csv', header, text);
    expect(roleIn(files[0], '최종 상품별 총 주문금액')).toBe('revenue');
  });

  const rates = { EUR: 1, PLN: 4.3127, GBP: 0.8532 } as const;
  const codes = Object.keys(rates) as (keyof typeof rates)[];
  const inTwo = (at: number): string => {
    const code = codes[at % 3];
    const [pieces, price] = [1 + (at % 4), (10 + (at % 5)) * rates[code]];
    const own = Math.round(pieces * price * 100) / 100;
    return `${9000 + at},${day(at)},A${at % 5},${pieces},${code},${(own / pieces).toFixed(4)},${own.toFixed(2)},${rates[code].toFixed(4)},${(own / rates[code]).toFixed(2)}`;
  };

  it('are those in one currency where orders are in several', async () => {
    const header = 'Order No,Order Date,SKU,Quantity,Currency,Unit Price,Line Total,Exchange Rate,Line Total (EUR)';
    const { files } = await importLines('orders.csv', header, rows(60, inTwo));
    expect(files[0]).toMatchObject({ rowsAccepted: 60, rejected: {} });
    expect(roleIn(files[0], 'Line Total (EUR)')).toBe('revenue');
  });

  it('in other currencies are left out aloud where they are many', async () => {
    const header = 'Order No,Order Date,SKU,Quantity,Currency,Unit Price,Line Total';
    const output = await importLines(
      'orders.csv',
      header,
      rows(60, (at) => inTwo(at).split(',').slice(0, 7).join(',')),
    );
    expect(issueOf(output, 'many-left-out')?.params).toEqual({ count: 40, total: 60, cause: 'other_currency' });
  });
});

describe('lists of products', () => {
  it('go by the number of the house, not by that on the package', async () => {
    const text = rows(30, (at) => `${52_100 + 3 * at},Pot ${at},Home,${4_012_345_000_000 + 7919 * at},${9 + at}.50`);
    const { files } = await importLines('Prijslijst.csv', 'Artikelnr.,Omschrijving,Productgroep,EAN,Nettoprijs', text);
    expect(files[0].kind).toBe('catalogue');
    expect(roleIn(files[0], 'Artikelnr.')).toBe('product');
  });

  it('with what lies in the warehouse are stock', async () => {
    const header = 'sku,product-name,condition,your-price,afn-warehouse-quantity,afn-fulfillable-quantity';
    const text = rows(30, (at) => `S${at},Mug ${at},New,${9 + at}.50,${40 + 7 * at},${35 + 7 * at}`);
    expect((await importLines('184512.txt', header, text)).files[0].kind).toBe('stock');
  });

  it('with pieces of many sizes are asked about', async () => {
    const text = rows(30, (at) => `S${at},Mug ${at},Home,${9 + at}.50,${(17 * at) % 101}`);
    const output = await importLines('list.csv', 'SKU,Title,Category,Price,Quantity in lager', text);
    expect(output.files[0].kind === 'stock' || output.questions.length > 0).toBe(true);
    const other = await importLines('list.csv', 'SKU,Title,Category,Price,Channel 7 quantity xy', text);
    expect(other.files[0].kind === 'stock' || other.questions.length > 0).toBe(true);
  });

  it('with the pieces of a package are none of these', async () => {
    const text = rows(30, (at) => `S${at},Mug ${at},Home,${9 + at}.50,${[6, 12, 24][at % 3]}`);
    const output = await importLines('list.csv', 'SKU,Title,Category,Price,Quantity', text);
    expect(output.files[0]).toMatchObject({ kind: 'catalogue', state: 'imported' });
  });
});

describe('texts', () => {
  it('of reviews are no addresses', async () => {
    const text = rows(
      30,
      (at) =>
        `Mug ${at % 6},https://review.example.jp/item/1/${at},${1 + (at % 5)},${day(at)},Arrived soon and is lovely ${at % 7}`,
    );
    const { files } = await importLines('review.csv', '商品名,レビュー詳細URL,評価,投稿時間,レビュー本文', text);
    expect(roleIn(files[0], 'レビュー本文')).toBe('review');
  });

  it('that are the names of products make no reviews, and days without marks are days', async () => {
    const text = rows(
      120,
      (at) => `202405${10 + (at >> 3)};1000;${110_200 + (at % 8)};Wool blanket ${at % 8};17;${(at * 37) % 211}`,
    );
    const { questions } = await importLines('Z_17.csv', 'CALDAY;PLANT;MATERIAL;MATERIAL_TEXT;KEYFIGURE;VALUE', text);
    expect(questions.map(({ code, options }) => [code, options.slice(0, 2)])).toEqual([
      ['file-kind', ['units:5', 'sales']],
    ]);
  });

  it('name the promotions of a calendar that has only their discounts', async () => {
    const names = ['Soldes d’hiver', 'Ventes privées', 'Saint-Valentin', 'Pâques'];
    const text = rows(
      16,
      (at) =>
        `${names[at % 4]};${day(14 * at)};${day(14 * at + 6)};${['Web', 'Magasin'][at % 2]};${10 * (1 + (at % 3))}`,
    );
    const { files, dataset } = await importLines('Calendrier.csv', 'Opération;Début;Fin;Canal;Remise %', text);
    expect(files[0].kind).toBe('calendar');
    expect(new Set(dataset.calendar?.events.map(({ name }) => name))).toEqual(new Set(names));
  });
});

describe('spans', () => {
  const header = 'Name,Value,Type,Times Used In Total,Status,Start,End';
  it('of codes and offers are asked about', async () => {
    const text = rows(
      40,
      (at) =>
        `CODE${at},-15,Amount off,${50 + ((at * 37) % 200)},Active,${day(7 * at)},${at % 4 ? day(7 * at + 6) : ''}`,
    );
    expect((await importLines('discounts.csv', header, text)).questions[0]).toMatchObject({ code: 'file-kind' });
  });

  it('of a report by weeks are its days', async () => {
    const text = rows(
      40,
      (at) =>
        `${day(7 * (at >> 2))},${day(7 * (at >> 2) + 6)},S${at % 4},${1 + (at % 5)},${(9.5 * (1 + (at % 5))).toFixed(2)}`,
    );
    const { questions, files } = await importLines('report.csv', 'Start Date,End Date,SKU,Units,Sales', text);
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 40 });
  });
});

describe('states that nothing knows', () => {
  const text = rows(
    60,
    (at) => `${9000 + at},${day(at)},A${at % 5},2,10.50,${at % 10 === 3 ? 'Zurbelt' : 'Completed'}`,
  );
  const header = 'Order No,Date,SKU,Quantity,Price,Status';

  it('are counted as sold and named, with their rows and amount', async () => {
    const output = await importLines('orders.csv', header, text);
    expect(output.files[0]).toMatchObject({ rowsAccepted: 60, flagged: { unknown_state: 6 } });
    expect(issueOf(output, 'states-unknown')).toMatchObject({
      severity: 'warning',
      params: { states: 'Zurbelt', count: 6, amount: 126 },
    });
  });

  it('are left out where the user says so', async () => {
    const output = await importLines('orders.csv', header, text, {
      'orders.csv': { rules: { unknown_state: 'reject' } },
    });
    expect(output.files[0]).toMatchObject({ rowsAccepted: 54, rejected: { unknown_state: 6 } });
    expect(issueOf(output, 'states-unknown')).toBeUndefined();
  });

  it('are not those of a sale, nor the commonest one', async () => {
    const of = async (usual: string, other: string): Promise<unknown> => {
      const lines = text.map((line) => line.replace('Completed', usual).replace('Zurbelt', other));
      return issueOf(await importLines('orders.csv', header, lines), 'states-unknown');
    };
    expect(await of('Completed', 'Shipped')).toBeUndefined();
    expect(await of('Fertich', 'Cancelled')).toBeUndefined();
    expect(await of('Versendet', 'Geliefert')).toBeUndefined();
  });

  it('belong to the lines below that repeat the number of their order only', async () => {
    const lines = rows(60, (at) => {
      const order = at >> 1;
      const state = order % 10 === 3 ? 'Zurbelt' : 'Completed';
      return `${9000 + order},${day(order)},A${at % 5},2,10.50,${at % 2 === 0 ? state : ''}`;
    });
    const output = await importLines('orders.csv', header, lines);
    expect(issueOf(output, 'states-unknown')?.params).toMatchObject({ count: 6 });
  });
});

describe('rows by member of staff', () => {
  const text = rows(40, (at) => `${1000 + (at % 6)},Person ${at % 6},${day(at >> 1)},7.5,14.00,105.00`);

  it('are wages where nothing says product, order or customer', async () => {
    const { questions } = await importLines('wages.csv', 'Personalnummer,Name,Datum,Menge,Satz,Betrag', text);
    expect(questions).toMatchObject([{ code: 'file-kind', about: 'looks-like-payments' }]);
  });

  it('are sales where something does', async () => {
    const { questions } = await importLines('sales.csv', 'Artikelnummer,Mitarbeiter,Datum,Menge,Preis,Betrag', text);
    expect(questions).toEqual([]);
  });
});

describe('figures under a heading that nobody knows', () => {
  const header = 'Date,SKU,Quantity,Amount,Brolka';
  const text = (of: (at: number) => string): string[] =>
    rows(60, (at) => `${day(at >> 1)},A${at % 7},2,${20 + (at % 9)}.40,${of(at)}`);

  it('are asked about where they could be the amount and come to another sum', async () => {
    const { questions } = await importLines(
      'sales.csv',
      header,
      text((at) => `${16 + (at % 9)}.95`),
    );
    expect(questions).toMatchObject([{ code: 'file-kind', about: 'kind-unsure', examples: ['Brolka'] }]);
  });

  it('are left alone where they are of another size, or codes', async () => {
    for (const of of [(at: number) => `0.${10 + (at % 9)}`, (at: number) => `${900100 + at}`]) {
      const { questions } = await importLines('sales.csv', header, text(of));
      expect(questions).toEqual([]);
    }
  });
});
