/** Features cut into bins of about equal counts. */
export interface BinnedColumns {
  /** Bin of each row, by feature; 0 = NaN. */
  readonly bins: readonly Uint8Array[];
  /** Bins a feature, the one of NaN included; the same for all. */
  readonly binCount: number;
  /** By feature: the upper edge of each bin but the one of NaN and the last, ascending. */
  readonly edges: readonly Float64Array[];
}

const mostBins = 64;

/** Upper edges at quantiles of the distinct values; a value beyond the last edge is in the last bin. */
export function binColumns(columns: readonly Float64Array[]): BinnedColumns {
  const edges = columns.map(edgesOf);
  return { bins: putInBins(columns, edges), binCount: mostBins + 1, edges };
}

/** Bins of other rows of the same features. */
export function putInBins(columns: readonly Float64Array[], edges: readonly Float64Array[]): Uint8Array[] {
  return columns.map((column, f) => Uint8Array.from(column, (v) => binOf(edges[f], v)));
}

function binOf(edges: Float64Array, value: number): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]) high = middle;
    else low = middle + 1;
  }
  return 1 + low;
}

function edgesOf(column: Float64Array): Float64Array {
  const sorted = column.filter((v) => !Number.isNaN(v)).sort();
  const edges: number[] = [];
  for (let k = 1; k < mostBins; k++) {
    let at = Math.max(1, Math.floor((k * sorted.length) / mostBins));
    // A run of equal values stays together: the cut moves to its end.
    while (at < sorted.length && sorted[at - 1] === sorted[at]) at++;
    if (at >= sorted.length) break;
    // Halfway between neighbours, so that an unseen value falls to the nearer one.
    const edge = (sorted[at - 1] + sorted[at]) / 2;
    if (edges.length === 0 || edge > edges[edges.length - 1]) edges.push(edge);
  }
  return Float64Array.from(edges);
}
