/**
 * Rows of sales, column by column, between what takes them and what adds them up; room for so many. `units` are millionths: NaN where the
 * file counts none, below zero for a cancellation, which goes into the log of orders alone. `customer`: index or key of the order, -1 for
 * neither; `order`: its key, -1 for none; `share`: promoted.
 */
export function takenRows(room: number) {
  const integers = () => new Int32Array(room);
  const doubles = () => new Float64Array(room);
  const [product, customer, order, day, line] = [integers(), integers(), integers(), integers(), integers()];
  const [seconds, units, money, share] = [doubles(), doubles(), doubles(), doubles()];
  return { count: 0, product, customer, order, day, line, seconds, units, money, share };
}

export type TakenRows = ReturnType<typeof takenRows>;
