/**
 * How one series is brought to the network's range: (g(y) - centre) / spread with g(y) = log(1 + y) for demand and y
 * itself for an index.
 */
export interface SeriesScale {
  readonly logarithm: boolean;
  readonly centre: number;
  /** Positive. */
  readonly spread: number;
}

/**
 * Mean and population standard deviation of g(values[0..end)), NaN left out. `end` is where validation begins: nothing
 * later may be looked at. Null when fewer than two values are known or they are all equal (then there is no scale).
 * `logarithm` needs values above -1.
 */
export function fitSeriesScale(values: Float64Array, end: number, logarithm: boolean): SeriesScale | null {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let t = 0; t < end; t++) {
    if (Number.isNaN(values[t])) continue;
    const value = logarithm ? Math.log1p(values[t]) : values[t];
    count += 1;
    const off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
  }
  const spread = Math.sqrt(squares / count);
  return count >= 2 && spread > 1e-9 * Math.max(1, Math.abs(mean)) ? { logarithm, centre: mean, spread } : null;
}

/** NaN stays NaN. */
export function scaleValue(scale: SeriesScale, value: number): number {
  return ((scale.logarithm ? Math.log1p(value) : value) - scale.centre) / scale.spread;
}

/** Inverse of {@link scaleValue}. */
export function unscaleValue(scale: SeriesScale, scaled: number): number {
  const value = scaled * scale.spread + scale.centre;
  return scale.logarithm ? Math.expm1(value) : value;
}
