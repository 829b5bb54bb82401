import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { FileChoices, FileReport, ImportOutput } from '#ingest/import-report.ts';
import { drop } from '#ingest/testing/drop-files.ts';
import { isCharge } from '#ingest/understanding/line-kinds.ts';

const first = toEpochDay(2024, 5, 6);
const day = (at: number): string => formatIsoDate(first + at);
const orders = (count: number, linesOf: (at: number) => string[]): string[] =>
  Array.from({ length: count }, (_, at) => linesOf(at)).flat();
const price = (at: number): number => 11 + 3 * (at % 5);
const importLines = (header: string, text: readonly string[], choices?: FileChoices): Promise<ImportOutput> =>
  drop({ 'export.csv': [header, ...text].join('\n') }, choices && { 'export.csv': choices });
const doubts = ({ issues }: ImportOutput): string[] =>
  issues.flatMap(({ code }) => (code.startsWith('looks-like') ? [code] : []));
const sums = ({ rowsAccepted, rejected, units, revenue }: FileReport) => ({
  rowsAccepted,
  left: rejected.not_a_sale ?? 0,
  units,
  revenue,
});

/** Two pieces of an article in each of 60 orders, and a delivery in a row of its own below some of them. */
const header = 'Order No,Date,Line type,SKU,Name,Quantity,Price,Total';
const listOf = (article: string, delivery: string, isSent: (at: number) => boolean): string[] =>
  orders(60, (at) => [
    `${700 + at},${day(at)},${article},A${at % 5},Mug ${at % 5},2,${price(at)},${2 * price(at)}`,
    ...(isSent(at) ? [`${700 + at},${day(at)},${delivery},,Parcel,1,4.90,4.90`] : []),
  ]);
const sold = { rowsAccepted: 60, units: 120, revenue: '2040.00' };

describe('a row of a charge is no sale', () => {
  it.each([
    ['product', 'shipping'],
    ['Artikel', 'Versandposition'],
    ['produkt', 'doprava'],
    ['товар', 'доставка'],
    ['商品', '运费'],
    ['product', 'billing'],
    ['product', 'gift wrap'],
  ])('beside %s: %s', async (article, delivery) => {
    for (const isSent of [() => true, (at: number) => at % 10 === 3]) {
      const output = await importLines(header, listOf(article, delivery, isSent));
      expect(output.questions).toEqual([]);
      expect(sums(output.files[0])).toEqual({ ...sold, left: [...Array(60).keys()].filter(isSent).length });
    }
  });

  it('unless the user wants such rows', async () => {
    const text = listOf('product', 'shipping', () => true).map((line) => line.replace(',,Parcel', ',P1,Parcel'));
    const { files } = await importLines(header, text, { rules: { not_a_sale: 'keep' } });
    expect(files[0].rowsAccepted).toBe(120);
    expect(files[0].flagged.not_a_sale).toBe(60);
  });

  it('but is asked about where the same products have both kinds', async () => {
    const text = listOf('product', 'shipping', () => true).map((line) => line.replace(',,Parcel', ',A1,Mug 1'));
    expect(doubts(await importLines(header, text))).toEqual(['looks-like-payments']);
  });

  it('and is asked about beside kinds that nothing knows', async () => {
    const text = listOf('product', 'shipping', () => true).map((line, at) =>
      at % 7 === 0 ? line.replace(',product,', ',zorgle,') : line,
    );
    expect(doubts(await importLines(header, text))).toEqual(['looks-like-payments']);
  });

  it('in a settlement after the user has said that it is of sales', async () => {
    const text = orders(60, (at) => [
      `Verkoopprijs artikel(en),${day(at % 28)},${700 + at},A${at % 5},2,${2 * price(at)}`,
      `Commissie,${day(at % 28)},${700 + at},A${at % 5},2,-3.20`,
      `Verzendkosten,${day(at % 28)},${700 + at},A${at % 5},2,-7.70`,
    ]);
    const columns = 'Type,Datum,Bestelnummer,EAN,Aantal,Bedrag';
    expect(doubts(await importLines(columns, text))).toEqual(['looks-like-payments']);
    const { files } = await importLines(columns, text, { kind: 'sales' });
    expect(sums(files[0])).toEqual({ ...sold, left: 120 });
  });

  it('and a way in which an order came or goes is none', async () => {
    const text = listOf('order', 'delivery', () => true).map((line) => line.replace(',,Parcel', ',A1,Mug 1'));
    const { files } = await importLines(header, text);
    expect(files[0].rejected.not_a_sale).toBeUndefined();
  });

  it.each(['ItemFees', 'Sales tax', 'FBA Inventory Fee', '送料', 'Liefergebühr', 'Gutschein'])('%s', (text) => {
    expect(isCharge(text)).toBe(true);
  });

  it.each(['ItemPrice', 'Product Charges', 'Order', 'Principal', 'Price incl. tax', ''])('not %s', (text) => {
    expect(isCharge(text)).toBe(false);
  });
});

describe('a ledger of movements', () => {
  const columns = 'Posting Date,Entry Type,Document No.,Item No.,Quantity,Sales Amount,Cost Amount';
  const moved = orders(60, (at) => [
    `${day(at)},Sale,S${700 + at},A${at % 5},-2,${2 * price(at)},${-price(at)}`,
    ...(at % 3 === 0 ? [`${day(at)},Purchase,P${700 + at},A${at % 5},20,0,${10 * price(at)}`] : []),
    ...(at % 10 === 4 ? [`${day(at)},Transfer,T${700 + at},A${at % 5},-3,0,-20`] : []),
    ...(at % 20 === 7 ? [`${day(at)},Sale,R${700 + at},A${at % 5},1,${-price(at)},5`] : []),
  ]);

  it('is asked about, and gives what was sold, which went out with a minus', async () => {
    expect(doubts(await importLines(columns, moved))).toEqual(['looks-like-movements']);
    const { files } = await importLines(columns, moved, { kind: 'sales' });
    expect(sums(files[0])).toEqual({ ...sold, left: 26 });
    expect(files[0].rejected.quantity_not_positive).toBe(3);
  });
});
