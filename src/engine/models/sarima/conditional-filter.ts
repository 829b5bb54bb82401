/** Lags and weights of the non-zero coefficients, the lags of phi first; reused, one evaluation at a time. */
const lagOf = new Int32Array(2048);
const weightOf = new Float64Array(2048);

/**
 * Conditional innovations e_t = w_t - sum phi w - sum theta e from row `from` on, zero before (R's CSS), of the columns of
 * `data` (column-major, `rows` rows) into `into`. Four columns go through together: the recursion of one alone waits for
 * each of its sums.
 */
export function filterConditionally(
  data: Float64Array,
  rows: number,
  columns: number,
  phi: Float64Array,
  theta: Float64Array,
  from: number,
  into: Float64Array,
): void {
  const ar = listLags(phi, 0);
  const all = listLags(theta, ar);
  // Below this row some lags reach before the sample.
  const inside = Math.min(rows, Math.max(from, phi.length, theta.length));
  for (let c = 0; c < columns; c++) {
    const base = c * rows;
    into.fill(0, base, base + from);
    for (let t = from; t < inside; t++) {
      let e = data[base + t];
      for (let i = 0; i < ar; i++) if (lagOf[i] <= t) e -= weightOf[i] * data[base + t - lagOf[i]];
      for (let i = ar; i < all; i++) if (lagOf[i] <= t) e -= weightOf[i] * into[base + t - lagOf[i]];
      into[base + t] = e;
    }
  }
  let c = 0;
  const filtered = { data, into, rows, ar, all };
  for (; c + 4 <= columns; c += 4) filterFour(filtered, c * rows + inside, (c + 1) * rows);
  for (; c < columns; c++) filterOne(filtered, c * rows + inside, (c + 1) * rows);
}

/** Appends the non-zero coefficients from place `at` on; answers the place after them. */
function listLags(coefficients: Float64Array, at: number): number {
  let count = at;
  for (let i = 0; i < coefficients.length; i++) {
    if (coefficients[i] === 0) continue;
    lagOf[count] = i + 1;
    weightOf[count++] = coefficients[i];
  }
  return count;
}

interface FilteredColumns {
  readonly data: Float64Array;
  readonly into: Float64Array;
  readonly rows: number;
  /** The first `ar` of the lags are those of the data, the others, up to `all`, those of the answers. */
  readonly ar: number;
  readonly all: number;
}

/** Rows [from, to) of a column at lags that are all inside it. */
function filterOne({ data, into, ar, all }: FilteredColumns, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    let e = data[at];
    for (let i = 0; i < ar; i++) e -= weightOf[i] * data[at - lagOf[i]];
    for (let i = ar; i < all; i++) e -= weightOf[i] * into[at - lagOf[i]];
    into[at] = e;
  }
}

/** The same of four columns that lie one behind the other. */
function filterFour({ data, into, rows, ar, all }: FilteredColumns, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    let e0 = data[at];
    let e1 = data[at + rows];
    let e2 = data[at + 2 * rows];
    let e3 = data[at + 3 * rows];
    for (let i = 0; i < ar; i++) {
      const w = weightOf[i];
      const k = at - lagOf[i];
      e0 -= w * data[k];
      e1 -= w * data[k + rows];
      e2 -= w * data[k + 2 * rows];
      e3 -= w * data[k + 3 * rows];
    }
    for (let i = ar; i < all; i++) {
      const w = weightOf[i];
      const k = at - lagOf[i];
      e0 -= w * into[k];
      e1 -= w * into[k + rows];
      e2 -= w * into[k + 2 * rows];
      e3 -= w * into[k + 3 * rows];
    }
    into[at] = e0;
    into[at + rows] = e1;
    into[at + 2 * rows] = e2;
    into[at + 3 * rows] = e3;
  }
}
