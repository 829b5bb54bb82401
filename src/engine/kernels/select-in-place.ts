/**
 * The value that would stand at `rank` (0 = smallest) if `x` were sorted; afterwards nothing before it is larger and
 * nothing behind it smaller (quickselect of Hoare 1961, pivot = median of three). No NaN. O(n) on average; mutates `x`.
 */
export function selectInPlace(x: Float64Array, rank: number): number {
  let low = 0;
  let high = x.length - 1;
  while (low < high) {
    const pivot = middleOf(x[low], x[(low + high) >> 1], x[high]);
    let i = low;
    let j = high;
    while (i <= j) {
      while (x[i] < pivot) i++;
      while (x[j] > pivot) j--;
      if (i > j) break;
      const kept = x[i];
      x[i++] = x[j];
      x[j--] = kept;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return x[rank];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
