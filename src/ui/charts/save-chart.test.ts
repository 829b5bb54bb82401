import { describe, expect, it } from 'vitest';
import { toCsv } from './save-chart.ts';

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
  });
});
