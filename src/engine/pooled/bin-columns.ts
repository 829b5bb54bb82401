/** Features cut into bins of about equal counts. */
export interface BinnedColumns {
  /** Bin of each row, by feature; 0 = NaN. */
  readonly bins: readonly Uint8Array[];
  /** Bins a feature, the one of NaN included; the same for all. */
  readonly binCount: number;
  /** Bin of a value of feature f. */
  readonly binOf: (f: number, value: number) => number;
}

const mostBins = 64;

/** Upper edges at quantiles of the distinct values; a value beyond the last edge is in the last bin. */
export function binColumns(columns: readonly Float64Array[]): BinnedColumns {
  const edges = columns.map(edgesOf);
  const binOf = (f: number, value: number): number => {
    if (Number.isNaN(value)) return 0;
    const own = edges[f];
    let low = 0;
    let high = own.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= own[middle]) high = middle;
      else low = middle + 1;
    }
    return 1 + low;
  };
  const bins = columns.map((column, f) => Uint8Array.from(column, (v) => binOf(f, v)));
  return { bins, binCount: mostBins + 1, binOf };
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
