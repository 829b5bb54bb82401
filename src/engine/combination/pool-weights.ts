import type { ForecastMethod } from '#engine/backtest/contestant.ts';

/** One series at one origin: what each method said and what came. */
export interface EvidenceCell {
  /** Medians by method, all of the same length. A method may be missing. */
  readonly medians: ReadonlyMap<ForecastMethod, Float64Array>;
  /** NaN = unknown, not counted. */
  readonly actual: Float64Array;
  /** Mean absolute error of the baseline over the training part: the unit of errors. NaN = the cell is not used. */
  readonly scale: number;
}

/** Picks of the greedy search; the finest weight is one of these. */
const picks = 12;
/** Share of the weights that is equal among the members picked. */
const equalShare = 0.5;

/**
 * Weights of a combination from what all cells say: the greedy selection with replacement of Caruana, Niculescu-Mizil,
 * Crew and Ksikes (2004), each pick lowering the combined median's error most, then shrunk halfway to equal weights
 * among the picked. The error is the mean of two measures, each relative to the first candidate's: absolute error in
 * scales, every cell alike (as MASE), and in units (as pooled WAPE). Sums to 1; empty without a usable cell or candidate.
 */
export function choosePooledWeights(
  cells: readonly EvidenceCell[],
  candidates: readonly ForecastMethod[],
): Map<ForecastMethod, number> {
  const usable = cells.filter(({ scale, medians }) => scale > 0 && candidates.some((m) => medians.has(m)));
  if (usable.length === 0) return new Map();
  const sums = usable.map(({ actual }) => new Float64Array(actual.length));
  const counts = new Int32Array(usable.length);
  const reference = measure(usable, sums, counts, candidates[0]);
  const errorWith = (method: ForecastMethod): number => {
    const { scaled, units } = measure(usable, sums, counts, method);
    return 0.5 * (scaled / (reference.scaled || 1)) + 0.5 * (units / (reference.units || 1));
  };
  const picked = new Map<ForecastMethod, number>();
  for (let k = 0; k < picks; k++) {
    let best = candidates[0];
    let lowest = Number.POSITIVE_INFINITY;
    for (const method of candidates) {
      const error = errorWith(method);
      if (error < lowest) {
        lowest = error;
        best = method;
      }
    }
    picked.set(best, (picked.get(best) ?? 0) + 1);
    usable.forEach(({ medians }, i) => {
      const median = medians.get(best);
      if (!median) return;
      counts[i]++;
      for (let h = 0; h < median.length; h++) sums[i][h] += median[h];
    });
  }
  const equal = equalShare / picked.size;
  return new Map([...picked].map(([method, count]) => [method, (1 - equalShare) * (count / picks) + equal]));
}

/** Errors if `method` were added once more; a cell without it keeps what it has, or is left out while it has nothing. */
function measure(
  cells: readonly EvidenceCell[],
  sums: readonly Float64Array[],
  counts: Int32Array,
  method: ForecastMethod,
): { readonly scaled: number; readonly units: number } {
  let scaled = 0;
  let units = 0;
  let used = 0;
  let total = 0;
  cells.forEach(({ medians, actual, scale }, i) => {
    const median = medians.get(method);
    const count = counts[i] + (median ? 1 : 0);
    if (count === 0) return;
    let error = 0;
    let steps = 0;
    for (let h = 0; h < actual.length; h++) {
      if (Number.isNaN(actual[h])) continue;
      error += Math.abs(actual[h] - (sums[i][h] + (median ? median[h] : 0)) / count);
      total += Math.abs(actual[h]);
      steps++;
    }
    if (steps === 0) return;
    scaled += error / steps / scale;
    units += error;
    used++;
  });
  return { scaled: scaled / Math.max(1, used), units: units / (total || 1) };
}
