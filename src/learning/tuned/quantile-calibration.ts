import { medianOutput, tunedQuantiles } from './tuned-windows.ts';

/** Factor of each output's distance from the median; 1 at the median itself. */
export type WidthFactors = Float64Array;

/** Windows whose own evidence weighs as much as "the network's widths are right"; neighbouring windows share their errors. */
const priorWindows = 60;
const narrowest = 0.6;
const widest = 3;
const outermostShare = 0.995;

/**
 * Widths that make the ranges hold what they promise on windows that training did not see: an output at quantile q is
 * moved from median + d to median + factor d, with the factor at which a share q of the targets lay below.
 * `outputs` [windows][quantiles], `targets` [windows]. Windows overlap: `independent` is the number of horizons that share
 * nothing, by which the share is raised to q (1 + 1 / n), as split conformal prediction asks (Vovk et al. 2005).
 */
export function fitWidthFactors(outputs: Float64Array, targets: Float64Array, independent: number): WidthFactors {
  const count = tunedQuantiles.length;
  return Float64Array.from(tunedQuantiles, (q, k) => {
    if (k === medianOutput || targets.length === 0) return 1;
    // How far each target lies out in units of the output's own distance; negative on the other side.
    const ratios = targets
      .map((target, i) => {
        const median = outputs[i * count + medianOutput];
        const distance = Math.max(1e-6, Math.abs(outputs[i * count + k] - median));
        return (Math.sign(k - medianOutput) * (target - median)) / distance;
      })
      .sort();
    const share = Math.min(outermostShare, (k < medianOutput ? 1 - q : q) * (1 + 1 / independent));
    const found = ratios[Math.min(ratios.length - 1, Math.floor(share * ratios.length))];
    const factor = (targets.length * found + priorWindows) / (targets.length + priorWindows);
    return Math.max(narrowest, Math.min(widest, factor));
  });
}

/** Shares that are tried: nothing of what the network adds to the anchor, up to all of it. */
const shares = [0, 0.25, 0.5, 0.75, 1] as const;

/** Share of the median's distance from the anchor (0) with the least absolute error on the validation windows. */
export function confirmedShare(outputs: Float64Array, targets: Float64Array): number {
  const count = tunedQuantiles.length;
  const errorAt = (share: number): number =>
    targets.reduce((sum, target, i) => sum + Math.abs(target - share * outputs[i * count + medianOutput]), 0);
  return shares.reduce<number>((best, share) => (errorAt(share) <= errorAt(best) ? share : best), 0);
}

/** Moves all outputs of each window so that its median keeps `share` of its distance from the anchor. */
export function shrinkToAnchor(outputs: Float64Array, share: number): void {
  const count = tunedQuantiles.length;
  for (let i = 0; i < outputs.length; i += count) {
    const shift = (1 - share) * outputs[i + medianOutput];
    for (let k = 0; k < count; k++) outputs[i + k] -= shift;
  }
}

/** Outputs of one window with factors applied, in rising order. */
export function widen(outputs: ArrayLike<number>, offset: number, factors: WidthFactors): Float64Array {
  const median = outputs[offset + medianOutput];
  return factors.map((factor, k) => median + factor * (outputs[offset + k] - median)).sort();
}
