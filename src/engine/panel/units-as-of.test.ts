import { describe, expect, it } from 'vitest';
import { flagStockOuts } from '#engine/panel/stock-outs.ts';
import { unitsAsOf } from '#engine/panel/units-as-of.ts';

const weeks = 40;
const traded = new Uint8Array(weeks).fill(1);
const raw = Float64Array.from({ length: weeks }, (_, t) => (t === 18 || t === 19 || t === 30 ? 0 : 20 + (t % 3)));

function cleaned(): { units: Float64Array; stockOut: Uint8Array } {
  const stockOut = new Uint8Array(weeks);
  flagStockOuts(raw, traded, stockOut);
  // Week 30 is in a stock file, week 18 was found by the sales around it.
  return { units: raw.map((v, t) => (stockOut[t] ? Number.NaN : v)), stockOut };
}

describe('unitsAsOf', () => {
  it('takes a stock-out for sales of zero until the sales after it have been seen', () => {
    const { units, stockOut } = cleaned();
    expect([stockOut[18], stockOut[19], stockOut[30]]).toEqual([1, 1, 1]);
    const at = (length: number): Float64Array => unitsAsOf(units, { stockOut, traded }, length);
    expect(at(20)[18]).toBe(0);
    expect(at(24)[19]).toBe(0);
    expect(at(25)[18]).toBeNaN();
    expect(at(25)[19]).toBeNaN();
    expect(at(33)[30]).toBe(0);
    expect(at(weeks)).toEqual(units);
  });

  it('keeps what a stock file said at once', () => {
    const { units, stockOut } = cleaned();
    const known = stockOut.map((flag, t) => (t === 2 ? 1 : flag));
    const withFile = units.map((v, t) => (t === 2 ? Number.NaN : v));
    expect(unitsAsOf(withFile, { stockOut: known, traded }, 10)[2]).toBeNaN();
  });
});
