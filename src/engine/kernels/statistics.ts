/**
 * Descriptive statistics of columns. Sums run from the first value to the last, so the same column gives the same bits
 * everywhere. NaN in, NaN out, unless the name says `known`.
 */

/** 0 without values. */
export function sumOf(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** Sum of the values that are not NaN; 0 without any. */
export function sumOfKnown(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) total += values[i];
  return total;
}

/** NaN without values. */
export function meanOf(values: ArrayLike<number>): number {
  return sumOf(values) / values.length;
}

/** Squared distances from the mean over `freedom`: n - 1 (unbiased) unless told; NaN for a single value then. */
export function varianceOf(values: ArrayLike<number>, freedom = values.length - 1): number {
  const centre = meanOf(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - centre) ** 2;
  return squares / freedom;
}

/** Mean and its standard error; the error of a single value is 0. */
export function meanAndError(values: ArrayLike<number>): { readonly mean: number; readonly standardError: number } {
  const n = values.length;
  return { mean: meanOf(values), standardError: Math.sqrt(varianceOf(values, Math.max(1, n - 1)) / n) };
}

/** Quantile of ascending values by linear interpolation (Hyndman and Fan's type 7), `p` from 0 to 1; NaN without values. */
export function quantileOf(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

/** Mean of the middle two of an even number; NaN without values. */
export function medianOf(values: ArrayLike<number>): number {
  return quantileOf(Float64Array.from(values).sort(), 0.5);
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** The commonest of some texts; the first by their letters of several. */
export function commonest(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0][0];
}
