import { sumOf } from '#engine/kernels/statistics.ts';
import type { LaunchInstance } from './launch-instance.ts';
import { stockAt } from './launch-instance.ts';
import { LaunchSimulation } from './launch-simulation.ts';

/**
 * What launching one candidate alone risks, by launch week (length T; NaN in weeks that its window or a blackout closes). Money in
 * the instance's currency, over its scenarios; not launching at all is worth 0.
 */
export interface CandidateRisk {
  readonly candidateId: string;
  /** Units bought. */
  readonly stock: Float64Array;
  readonly profit: Float64Array;
  /** Share of the scenarios that lose money. */
  readonly lossProbability: Float64Array;
  /** Conditional value at risk as a profit: mean of the worst 1 - alpha of the scenarios. */
  readonly tailMean: Float64Array;
  /** Expected share of what is bought, reorders included, that sells. */
  readonly sellThrough: Float64Array;
}

/** Simulates every candidate in every open week: O(M T S x length of the curves), 0.5 s at 300 x 52 x 200. */
export function candidateRisks(instance: LaunchInstance): CandidateRisk[] {
  const { products, weeks, constraints, scenarios, risk } = instance;
  const closed = new Set(constraints.blackoutWeeks);
  const tail = Math.max(1, Math.round((1 - risk.alpha) * scenarios.count));
  return products.map((product, i) => {
    const column = (): Float64Array => new Float64Array(weeks).fill(Number.NaN);
    const own = { profit: column(), lossProbability: column(), tailMean: column(), sellThrough: column() };
    const stock = Float64Array.from({ length: weeks }, (_, t) => stockAt(product, t));
    const simulation = new LaunchSimulation(instance, i);
    const profits = simulation.profit;
    for (let t = Math.max(0, product.earliest); t <= Math.min(weeks - 1, product.latest); t++) {
      if (closed.has(t)) continue;
      let units = 0;
      let losses = 0;
      simulation.run(t, 0);
      for (let s = 0; s < scenarios.count; s++) {
        units += simulation.units[s] / scenarios.count;
        if (profits[s] < 0) losses++;
      }
      const sorted = profits.slice().sort();
      own.profit[t] = sumOf(profits) / scenarios.count;
      own.lossProbability[t] = losses / scenarios.count;
      own.tailMean[t] = sumOf(sorted.subarray(0, tail)) / tail;
      const bought = stock[t] + simulation.ordered[0] + simulation.ordered[1];
      own.sellThrough[t] = bought > 0 ? units / bought : Number.NaN;
    }
    return { candidateId: product.id, stock, ...own };
  });
}
