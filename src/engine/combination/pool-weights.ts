import { sumOf } from '#engine/kernels/statistics.ts';
import type { ModelId } from '#engine/models/model-registry.ts';

/** One series at one origin: the median of each model and the actual values. */
export interface EvidenceCell {
  /** Medians by method, all of the same length. A method may be missing. */
  readonly medians: ReadonlyMap<ModelId, Float64Array>;
  /** NaN = unknown, not counted. */
  readonly actual: Float64Array;
  /** Mean absolute error of the baseline over the training part: the unit of errors. NaN = the cell is not used. */
  readonly scale: number;
}

/** Picks after every admitted candidate has been picked once: the fewer, the nearer the weights stay to equal ones. */
const picks = 3;
/** A candidate whose own error is this much above the best one's is not admitted. */
const tolerance = 1.15;

/**
 * Weights of a combination from what all cells say. Candidates within 15 % of the best one alone are admitted and have
 * one vote each; three more votes go, one after the other, to the candidate that lowers the combined median's error most
 * (greedy selection with replacement of Caruana, Niculescu-Mizil, Crew and Ksikes 2004, started from equal weights, which
 * it is hard to beat). The error is the mean of two measures, each relative to the first candidate's: absolute error in
 * scales, every cell alike (as MASE), and in units (as pooled WAPE). Sums to 1; empty without a usable cell or candidate.
 */
export function choosePooledWeights(
  cells: readonly EvidenceCell[],
  candidates: readonly ModelId[],
): Map<ModelId, number> {
  const usable = cells.filter(({ scale, medians }) => scale > 0 && candidates.some((m) => medians.has(m)));
  if (usable.length === 0) return new Map();
  const sums = usable.map(({ actual }) => new Float64Array(actual.length));
  const counts = new Int32Array(usable.length);
  const reference = measure(usable, sums, counts, candidates[0]);
  const errorWith = (method: ModelId): number => {
    const { scaled, units } = measure(usable, sums, counts, method);
    return 0.5 * (scaled / (reference.scaled || 1)) + 0.5 * (units / (reference.units || 1));
  };
  const alone = candidates.map(errorWith);
  const lowestAlone = Math.min(...alone);
  const admitted = candidates.filter((_, i) => alone[i] <= tolerance * lowestAlone);
  const votes = new Map<ModelId, number>();
  const vote = (method: ModelId): void => {
    votes.set(method, (votes.get(method) ?? 0) + 1);
    usable.forEach(({ medians }, i) => {
      const median = medians.get(method);
      if (!median) return;
      counts[i]++;
      for (let h = 0; h < median.length; h++) sums[i][h] += median[h];
    });
  };
  admitted.forEach(vote);
  for (let k = 0; k < picks && admitted.length > 1; k++) {
    const errors = admitted.map(errorWith);
    vote(admitted[errors.indexOf(Math.min(...errors))]);
  }
  const total = sumOf([...votes.values()]);
  return new Map([...votes].map(([method, count]) => [method, count / total]));
}

/** Errors if `method` were added once more; a cell without it keeps what it has, or is left out while it has nothing. */
function measure(
  cells: readonly EvidenceCell[],
  sums: readonly Float64Array[],
  counts: Int32Array,
  method: ModelId,
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
