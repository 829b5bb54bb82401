import { meanOf } from '#engine/kernels/statistics.ts';

/** What Croston's method and its kin end with. */
export interface IntermittentState {
  /** Smoothed size of a demand that is not zero. */
  readonly size: number;
  /** Croston, SBA: smoothed interval between demands in periods. TSB: 1 / probability of demand. */
  readonly interval: number;
  /** Forecast before each period, same length as the series; NaN before there is one. */
  readonly fitted: Float64Array;
}

/**
 * Croston (1972) with one smoothing constant for sizes and intervals, started with the first demand and its position.
 * NaN periods are skipped. Null without any demand.
 */
export function smoothCroston(y: Float64Array, alpha: number): IntermittentState | null {
  const fitted = new Float64Array(y.length).fill(Number.NaN);
  let size = Number.NaN;
  let interval = Number.NaN;
  let since = 0;
  y.forEach((v, t) => {
    fitted[t] = size / interval;
    if (Number.isNaN(v)) return;
    since++;
    if (!(v > 0)) return;
    size = Number.isNaN(size) ? v : size + alpha * (v - size);
    interval = Number.isNaN(interval) ? since : interval + alpha * (since - interval);
    since = 0;
  });
  return Number.isNaN(size) ? null : { size, interval, fitted };
}

/**
 * TSB (Teunter, Syntetos and Babai 2011): the probability of a demand is updated in every period, its size in periods
 * with demand; started with the first demand and the share of non-zero periods among the first 13.
 */
export function smoothTsb(y: Float64Array, alpha: number): IntermittentState | null {
  const fitted = new Float64Array(y.length).fill(Number.NaN);
  const observed = y.filter((v) => !Number.isNaN(v));
  const first = observed.find((v) => v > 0);
  if (first === undefined) return null;
  const head = observed.subarray(0, 13);
  let probability = head.reduce((count, v) => count + (v > 0 ? 1 : 0), 0) / head.length;
  let size = first;
  y.forEach((v, t) => {
    fitted[t] = probability * size;
    if (Number.isNaN(v)) return;
    probability += alpha * ((v > 0 ? 1 : 0) - probability);
    if (v > 0) size += alpha * (v - size);
  });
  return { size, interval: 1 / probability, fitted };
}

/** Syntetos-Boylan kind of demand by mean interval (cut 1.32) and squared variation of sizes (cut 0.49). */
export type DemandPattern = 'smooth' | 'erratic' | 'intermittent' | 'lumpy';

/** ADI = observed periods / periods with demand; CV^2 of the non-zero sizes. A series without demand is intermittent. */
export function classifyDemand(y: Float64Array): {
  readonly pattern: DemandPattern;
  readonly interval: number;
  readonly variation: number;
} {
  const observed = y.filter((v) => !Number.isNaN(v));
  const sizes = observed.filter((v) => v > 0);
  const interval = observed.length / sizes.length;
  const mean = meanOf(sizes);
  const variation = sizes.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, sizes.length - 1) / (mean * mean);
  const sparse = !(interval <= 1.32);
  const wild = variation > 0.49;
  const names = sparse ? (['intermittent', 'lumpy'] as const) : (['smooth', 'erratic'] as const);
  return { pattern: names[wild ? 1 : 0], interval, variation };
}
