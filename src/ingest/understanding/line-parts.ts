/** What the amount of a line may be made of besides its pieces at their price. */
export interface LinePart {
  readonly numbers: ArrayLike<number>;
  /** -1 where it is taken off. */
  readonly sign: 1 | -1;
  /** With it the amount is not what the goods were sold for: postage on top, a fee off, but no tax and no discount. */
  readonly isAside: boolean;
}

/** Parts at a time, of so many: each combination is tried. */
const mostAtOnce = 3;
const mostParts = 12;
/** Rows in which there has to be something of each part. */
const leastRows = 3;
const leastShare = 0.95;

/**
 * Whether amounts are pieces times price with up to three other columns of the row on top, or taken off, in nearly all rows, of which
 * one at least is aside of the goods; it may be told of each piece. `rates`: columns of a tax (above zero) or a discount (below) in per cent.
 */
export function hasMoreThanLine(
  amounts: ArrayLike<number>,
  pieces: ArrayLike<number>,
  prices: ArrayLike<number>,
  parts: readonly LinePart[],
  rates: readonly ArrayLike<number>[],
): boolean {
  if (parts.length > mostParts) return false;
  const rows = Array.from(pieces, (_, row) => row).filter(
    (row) => Math.abs(pieces[row] * prices[row] * amounts[row]) > 0,
  );
  const told = parts.filter(({ numbers }) => rows.filter((row) => Math.abs(numbers[row]) > 0.005).length >= leastRows);
  if (rows.length < leastRows || told.length === 0) return false;
  const isMade = (left: (row: number) => number, of: readonly LinePart[], times?: ArrayLike<number>): boolean => {
    let misses = 0;
    for (const row of rows) {
      let rest = left(row);
      for (const { numbers, sign } of of) {
        const value = (numbers[row] || 0) * (times ? times[row] : 1);
        rest -= sign > 0 ? value : -Math.abs(value);
      }
      if (Math.abs(rest) > 0.025) misses += 1;
      if (misses > rows.length * (1 - leastShare)) return false;
    }
    return true;
  };
  const isFound = (left: (row: number) => number): boolean => {
    if (isMade(left, [])) return false;
    // What is made without anything aside needs none of it.
    const choose = (from: number, chosen: readonly LinePart[]): boolean => {
      if (chosen.length > 0 && isMade(left, chosen)) return chosen.some(({ isAside }) => isAside);
      if (chosen.length === mostAtOnce) return false;
      return told
        .slice(from)
        .some(
          (part, at) =>
            !chosen.some(({ numbers }) => numbers === part.numbers) && choose(from + at + 1, [...chosen, part]),
        );
    };
    return choose(0, []) || told.some((part) => part.isAside && part.sign > 0 && isMade(left, [part], pieces));
  };
  return [null, ...rates].some((rate) =>
    isFound((row) => amounts[row] - pieces[row] * prices[row] * (1 + (rate ? (rate[row] || 0) / 100 : 0))),
  );
}
