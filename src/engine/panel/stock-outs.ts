/** Weeks looked at on either side of a gap. */
const reach = 8;
/** A product has to sell this many pieces a week around the gap for a week without any to be odd. */
const leastMean = 8;

/**
 * Likely stock-outs of one product: weeks without a piece, of at most `reach` weeks in a row, amid at least four trading
 * weeks on either side that all sold something and `leastMean` pieces on average, none of them below a fifth of their
 * mean. The weeks next to the gap don't count: stock ran out, or came back, in the course of them. Under Poisson demand of
 * 8 a week a zero has a chance of 0.0003. Weeks in which the shop sold nothing at all (`traded[t]` 0) say nothing about a
 * product and are skipped.
 *
 * `units`: weekly pieces, NaN before the first sale; `flags` is set to 1 in place. A gap at the end is not flagged: the
 * product may have been taken off sale.
 */
export function flagStockOuts(units: Float64Array, traded: Uint8Array, flags: Uint8Array): void {
  flagGaps(units, traded, flags, 1, reach);
}

/** The same for gaps longer than `reach` weeks: off sale for a season, perhaps, or missing from the file. */
export function flagLongGaps(units: Float64Array, traded: Uint8Array, flags: Uint8Array): void {
  flagGaps(units, traded, flags, reach + 1, Number.POSITIVE_INFINITY);
}

function flagGaps(units: Float64Array, traded: Uint8Array, flags: Uint8Array, least: number, most: number): void {
  const weeks = units.length;
  for (let t = 0; t < weeks; t++) {
    if (!(units[t] === 0 && traded[t])) continue;
    let end = t;
    while (end < weeks && (units[end] === 0 || !traded[end])) end++;
    const fits = end < weeks && end - t >= least && end - t <= most;
    if (fits && isSteady(units, traded, t - 2, -1) && isSteady(units, traded, end + 1, 1))
      for (let gap = t; gap < end; gap++) if (traded[gap]) flags[gap] = 1;
    t = end;
  }
}

function isSteady(units: Float64Array, traded: Uint8Array, from: number, step: 1 | -1): boolean {
  let sum = 0;
  let count = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let t = from; t >= 0 && t < units.length && count < reach; t += step) {
    if (!traded[t]) continue;
    if (Number.isNaN(units[t])) break;
    sum += units[t];
    count += 1;
    least = Math.min(least, units[t]);
  }
  return count >= 4 && sum / count >= leastMean && least > 0 && least >= (0.2 * sum) / count;
}
