import { clamp, meanOf, varianceOf } from '#engine/kernels/statistics.ts';

/** Standard deviations beyond the launches learnt from that an item is taken for: what none of them has shown is not extrapolated any further. */
const beyond = 1;

/** (x - mean) / spread over the launches `train`, at most a spread beyond their lowest and highest; NaN stays. */
export function standardise(values: Float64Array, train: readonly number[]): Float64Array {
  const known = train.map((item) => values[item]).filter((value) => !Number.isNaN(value));
  if (known.length === 0) return values.map(() => Number.NaN);
  const centre = meanOf(known);
  const variance = varianceOf(known, known.length);
  const spread = variance > 1e-18 ? Math.sqrt(variance) : 1;
  const least = Math.min(...known) - beyond * spread;
  const most = Math.max(...known) + beyond * spread;
  return values.map((value) => (Number.isNaN(value) ? value : (clamp(value, least, most) - centre) / spread));
}
