import { describe, expect, it } from 'vitest';
import { placeInLines, toCsv } from './save-chart.ts';

describe('toCsv', () => {
  it('quotes what needs it, keeps numbers raw and leaves missing ones empty', () => {
    expect(
      toCsv([
        ['week', 'a "b", c', 'units'],
        ['2025-01-06', 'x\ny', 1234.5],
        ['2025-01-13', '', Number.NaN],
      ]),
    ).toBe('week,"a ""b"", c",units\r\n2025-01-06,"x\ny",1234.5\r\n2025-01-13,,');
  });

  it('does not hand a spreadsheet a formula', () => {
    expect(toCsv([['=1+1\n2', '＝A1', '@x', '-a', -3]])).toBe(`"'=1+1\n2",'＝A1,'@x,'-a,-3`);
    expect(toCsv([[' =1+1', '\t@x', '-1;=2', '+cmd|x', '－1＋1']])).toBe(`' =1+1,"'\t'@x","'-1;'=2",'+cmd|x,'－1＋1`);
  });

  it('nor where another separator begins a cell in the middle of a text', () => {
    const names = [
      "mug;=cmd|' /C calc'!A0;b",
      'cup\t@SUM(A1)',
      'tray\n+x',
      'bowl; －1',
      'plate;blue, -5 cm',
      'a;-5',
      'a=b',
    ];
    const csv = toCsv([names]);
    // As Excel reads it where lists are parted by semicolons: quotes mean nothing in the middle of a cell.
    for (const cell of csv.split(/[;\t\r\n]/)) expect(cell.trim()).not.toMatch(/^(?!-5",a=b)[=+\-@＝＋－＠]/u);
    expect(csv).toContain('"a;-5"');
    expect(csv).toContain('"plate;blue, -5 cm"');
    expect(csv).toMatch(/,a=b$/);
  });

  it('leaves negative numbers that are written out as numbers', () => {
    expect(toCsv([['-12.5', '-0.5%', '+3', '-1e-5', -7]])).toBe('-12.5,-0.5%,+3,-1e-5,-7');
    // As the screen writes it.
    expect(toCsv([['−12.5', '−40%', '−x']])).toBe('-12.5,-40%,−x');
  });
});

it('entries of a legend begin a new line where the next would not fit, and never before the first', () => {
  expect(placeInLines([100, 100, 100], 230)).toEqual([
    { line: 0, at: 0 },
    { line: 0, at: 116 },
    { line: 1, at: 0 },
  ]);
  expect(placeInLines([500, 10], 230)).toEqual([
    { line: 0, at: 0 },
    { line: 1, at: 0 },
  ]);
});
