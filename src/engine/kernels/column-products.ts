/**
 * Inner products of column `i` with columns 0 to `columns` - 1 of `x` (column-major, `rows` rows), from row `from` on, into
 * `into[at + j]`. `starts[c]`: the rows of column c before it are zero and are not read. Four sums run side by side, as one
 * alone waits for each of its additions; every sum is taken in the order of the rows, so the answer is that of four loops.
 */
export function columnProducts(
  x: Float64Array,
  rows: number,
  i: number,
  columns: number,
  starts: Int32Array,
  from: number,
  into: Float64Array,
  at: number,
): void {
  const a = i * rows;
  const start = Math.max(from, starts[i]);
  let j = 0;
  while (j < columns) {
    const b = j * rows;
    const inFour = j + 4 <= columns && Math.max(starts[j], starts[j + 1], starts[j + 2], starts[j + 3]) <= start;
    if (!inFour) {
      let sum = 0;
      for (let t = Math.max(start, starts[j]); t < rows; t++) sum += x[a + t] * x[b + t];
      into[at + j++] = sum;
      continue;
    }
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let t = start; t < rows; t++) {
      const v = x[a + t];
      const k = b + t;
      s0 += v * x[k];
      s1 += v * x[k + rows];
      s2 += v * x[k + 2 * rows];
      s3 += v * x[k + 3 * rows];
    }
    into[at + j] = s0;
    into[at + j + 1] = s1;
    into[at + j + 2] = s2;
    into[at + j + 3] = s3;
    j += 4;
  }
}
