import { isCancelledState } from '#ingest/cleaning/order-state.ts';
import { type Cells, isDate } from '#ingest/understanding/head-cells.ts';
import type { HeadingMeaning } from '#ingest/understanding/heading-words.ts';
import { saysAny } from '#ingest/understanding/meaning-score.ts';

/** What a head says, by the columns of the records that the lines below it get. */
export type Said = ReadonlyMap<number, string>;

export interface Levels {
  /** The columns of the records that get what heads say, those of one level together, the outer level first. */
  readonly levels: readonly (readonly number[])[];
  /** Those with heads of their own that say what became of an order: above or below its number they are of that order only. */
  readonly states: readonly number[];
}

const statesOf: readonly HeadingMeaning[] = ['status', 'cancel', 'refund', 'reason'];
const ordersOf: readonly HeadingMeaning[] = ['order', 'document'];

/**
 * The columns that heads fill, by their names. What stands in one head is of one level, and of heads right above each other the upper
 * one's is the outer.
 */
export function levelsOf(
  body: readonly Cells[],
  saidBy: (row: Cells) => Said | null,
  names: readonly string[],
): Levels {
  const runs: Said[][] = [[]];
  for (const row of body) {
    const said = saidBy(row);
    if (said) runs[runs.length - 1].push(said);
    else runs.push([]);
  }
  const heads = runs.flat();
  const timesOf = (column: number): number => heads.filter((said) => said.has(column)).length;
  const columns = [...new Set(heads.flatMap((said) => [...said.keys()]))].sort(
    (a, b) => timesOf(b) - timesOf(a) || a - b,
  );
  const areDated = (column: number): boolean =>
    heads.every((said) => !said.has(column) || isDate([said.get(column) ?? ''], 0));
  const days = columns.filter(areDated);
  const meansOne = (column: number, meanings: readonly HeadingMeaning[]): boolean => saysAny(names[column], meanings);
  /** Whether it is told of some orders only: all of it is of undone ones, the first has none, or what stands first above one comes again above the next. */
  const isOfSome = (column: number): boolean => {
    const first = runs.find((run) => run.length > 0);
    const upper = runs.flatMap(([said]) => said?.get(column) ?? []);
    return (
      heads.every((said) => !said.has(column) || isCancelledState(said.get(column) ?? '')) ||
      first?.some((said) => said.has(column)) === false ||
      upper.some((text, at) => text === upper[at - 1])
    );
  };
  const marks = columns.filter((column) => meansOne(column, statesOf) && isOfSome(column));
  /** Whether a column is filled anew only where it changes: the day on the first of its orders. */
  const isOnFirst = (column: number, lead: number): boolean => {
    const told = heads.flatMap((said) => said.get(column) ?? []);
    return (
      !marks.includes(column) &&
      timesOf(column) < timesOf(lead) * 0.9 &&
      (column < lead || (days.length === 1 && days[0] === column)) &&
      heads.find((said) => said.has(lead))?.has(column) === true &&
      told.every((text, at) => text !== told[at - 1])
    );
  };
  const levels: number[][] = [];
  for (const column of columns) {
    const level = levels.find(([lead]) => {
      const together = heads.filter((said) => said.has(column) && said.has(lead)).length;
      return together > timesOf(column) / 2 && !isOnFirst(column, lead);
    });
    if (level) level.push(column);
    else levels.push([column]);
  }
  const timesAbove = ([upper]: readonly number[], [lower]: readonly number[]): number =>
    runs.flatMap((run) =>
      run.filter((said, at) => said.has(upper) && run.slice(at + 1).some((next) => next.has(lower))),
    ).length;
  const isState = (level: readonly number[]): boolean => level.every((column) => marks.includes(column));
  // Where they never meet, the outer level comes less often.
  const others = levels
    .filter((level) => !isState(level))
    .sort((a, b) => timesAbove(b, a) - timesAbove(a, b) || timesOf(a[0]) - timesOf(b[0]));
  const states = others.length === 0 ? [] : levels.filter(isState).flat();
  if (states.length === 0) return { levels: others.length === 0 ? levels : others, states };
  const orders = others.findLastIndex((level) => level.some((column) => meansOne(column, ordersOf)));
  const dated = others.findLastIndex((level) => level.some(areDated));
  const owner = [orders, dated, others.length - 1].find((at) => at >= 0) ?? 0;
  return { levels: others.toSpliced(owner + 1, 0, states), states };
}
