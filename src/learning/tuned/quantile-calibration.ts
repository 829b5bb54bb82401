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

/** Outputs of one window with factors applied, in rising order. */
export function widen(outputs: ArrayLike<number>, offset: number, factors: WidthFactors): Float64Array {
  const median = outputs[offset + medianOutput];
  return factors.map((factor, k) => median + factor * (outputs[offset + k] - median)).sort();
}
