/** One validation window: the actual values and what the network said, both less what was expected. */
export interface JudgedCorrection {
  /** Index of the series. */
  readonly series: number;
  readonly target: number;
  readonly correction: number;
}

/** A series' own windows against what holds for all series: this many of average size count as much. */
const priorWindows = 5;

/**
 * Share of the network's corrections that the validation block confirms, by series, 0 to 1: least squares of target on
 * correction, drawn towards the share over all series. A series that the network can't improve gets its expected values.
 */
export function confirmedShares(judged: readonly JudgedCorrection[], seriesCount: number): Float64Array {
  const bySeries = Array.from({ length: seriesCount }, () => ({ products: 0, squares: 0 }));
  const all = { products: 0, squares: 0 };
  for (const { series, target, correction } of judged)
    for (const sum of [bySeries[series], all]) {
      sum.products += target * correction;
      sum.squares += correction * correction;
    }
  if (all.squares === 0) return new Float64Array(seriesCount);
  const common = all.products / all.squares;
  const prior = (priorWindows * all.squares) / judged.length;
  return Float64Array.from(bySeries, ({ products, squares }) =>
    Math.min(1, Math.max(0, (products + prior * common) / (squares + prior))),
  );
}
