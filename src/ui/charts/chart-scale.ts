/** Round values that cover [low, high] with about `wanted` steps of 1, 2, 2.5 or 5 times a power of ten. */
export function niceTicks(low: number, high: number, wanted: number): readonly number[] {
  const span = high > low ? high - low : Math.abs(high) || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil((low + span) / step - 1e-9);
  return Array.from({ length: Math.max(1, last - first) + 1 }, (_, i) => (first + i) * step);
}

/** A straight mapping of [from, to] to [a, b]. */
export function linearScale(from: number, to: number, a: number, b: number): (value: number) => number {
  const slope = to === from ? 0 : (b - a) / (to - from);
  return (value) => a + (value - from) * slope;
}

/** Smallest and largest number of the lists, NaN and infinities left aside; [0, 1] where there is none. */
export function extentOf(...lists: readonly (readonly number[])[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const list of lists) {
    for (const value of list) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : [0, 1];
}
