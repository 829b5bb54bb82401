import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { FileReport } from '#ingest/import-report.ts';
import { drop } from '#ingest/testing/drop-files.ts';

const at = Array.from({ length: 40 }, (_, row) => row);
const pieces = (row: number): number => 1 + (row % 3);
const price = (row: number): number => 10 + (row % 5);
const whole = at.reduce((sum, row) => sum + pieces(row) * price(row), 0);
/** Two lines an order; `of` writes what stands behind the price. */
async function read(heading: string, of: (row: number) => string): Promise<FileReport> {
  const lines = at.map((row) => {
    const day = formatIsoDate(toEpochDay(2024, 5, 1) + (row >> 2));
    return `${7000 + (row >> 1)},${day},A${row % 5},${pieces(row)},${price(row)}.00,${of(row)}`;
  });
  const { files, questions } = await drop({ 'orders.csv': [`Order No,Date,SKU,Qty,${heading}`, ...lines].join('\n') });
  expect(questions).toEqual([]);
  return files[0];
}
const codesOf = ({ issues }: FileReport): string[] => issues.map(({ code }) => code);

describe('what is taken off a line', () => {
  it.each([
    ['as an amount', 'Price,Discount', (row: number) => (row % 4 === 1 ? '2.50' : '0'), 25],
    ['as an amount below zero', 'Einzelpreis,Rabattbetrag', (row: number) => (row % 4 === 1 ? '-2.50' : '0'), 25],
    ['in per cent', 'Price,Discount', (row: number) => (row % 4 === 1 ? '50%' : '0%'), -1],
    ['as a number of hundredths', 'Price,Discount %', (row: number) => (row % 4 === 1 ? '50' : '0'), -1],
    ['as a part', 'Price,Discount rate', (row: number) => (row % 4 === 1 ? '0.5' : '0'), -1],
  ])('%s is no amount of it', async (_how, heading, of, off) => {
    const report = await read(heading, of);
    const half = at.reduce((sum, row) => sum + (row % 4 === 1 ? (pieces(row) * price(row)) / 2 : 0), 0);
    expect(Number(report.revenue)).toBe(whole - (off < 0 ? half : off));
    expect(codesOf(report)).toContain('discount-taken-off');
    expect(report.columns.at(-1)?.role).toBe('discount');
  });

  it('is no part of an amount that is the price times the pieces, and not off twice', async () => {
    const amounts = (row: number, off: number): string =>
      `${(pieces(row) * price(row) - off).toFixed(2)},${row % 4 === 1 ? '2.50' : '0'}`;
    const gross = await read('Price,Line Total,Discount', (row) => amounts(row, 0));
    const net = await read('Price,Line Total,Discount', (row) => amounts(row, row % 4 === 1 ? 2.5 : 0));
    expect([gross.revenue, net.revenue].map(Number)).toEqual([whole - 25, whole - 25]);
  });

  it('for each piece is taken off as often', async () => {
    const report = await read('Price,Unit Discount', (row) => (row % 4 === 1 ? '1.00' : '0'));
    expect(Number(report.revenue)).toBe(whole - at.reduce((sum, row) => sum + (row % 4 === 1 ? pieces(row) : 0), 0));
  });

  it.each([
    [
      'what an order got, on each of its lines',
      'Price,Discount',
      (row: number) => ((row >> 1) % 4 === 1 ? '5.00' : '0'),
    ],
    ['more than the line', 'Price,Discount', (row: number) => (row % 4 === 1 ? '95.00' : '0')],
    ['what a platform pays', '单价,平台优惠', (row: number) => (row % 4 === 1 ? '2.50' : '0')],
    ['nine tenths that are left', '单价,折扣率', (row: number) => (row % 4 === 1 ? '0.9' : '1')],
    ['two columns of it', 'Price,Discount,Voucher', (row: number) => (row % 4 === 1 ? '2.50,1.50' : '0,0')],
  ])('is not %s, which is said', async (_what, heading, of) => {
    const report = await read(heading, of);
    expect(Number(report.revenue)).toBe(whole);
    expect(codesOf(report)).toContain('discount-not-taken-off');
  });

  it('is not taken off a price that is one after discounts', async () => {
    const report = await read('Price,Discount,Original price', (row) => {
      const off = row % 2 ? 2 : 0;
      return `${off}.00,${price(row) + off}.00`;
    });
    expect(Number(report.revenue)).toBe(whole);
    expect(codesOf(report)).not.toContain('discount-taken-off');
  });
});
