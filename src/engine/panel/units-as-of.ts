import { flagStockOuts } from '#engine/panel/stock-outs.ts';

/** What tells, for one product, which unknown periods were known to be unknown at an earlier time. */
export interface Vintage {
  /** 1 where units are unknown since the product was likely sold out. Length of the units. */
  readonly stockOut: Uint8Array;
  /** 1 where the shop sold anything. */
  readonly traded: Uint8Array;
}

/**
 * Units of the first `length` periods as they looked then. That a week without a piece was a stock-out is seen by the sales
 * that follow it; while these had not come, the week was a zero like any other. A flag that the rule does not give with all
 * periods either comes from a stock file, which was known at once, and stays.
 */
export function unitsAsOf(units: Float64Array, { stockOut, traded }: Vintage, length: number): Float64Array {
  const seen = units.map((v, t) => (stockOut[t] === 1 ? 0 : v));
  const byRule = new Uint8Array(units.length);
  flagStockOuts(seen, traded, byRule);
  const then = new Uint8Array(length);
  flagStockOuts(seen.subarray(0, length), traded.subarray(0, length), then);
  return seen
    .slice(0, length)
    .map((v, t) => (stockOut[t] === 1 && (then[t] === 1 || byRule[t] === 0) ? Number.NaN : v));
}
