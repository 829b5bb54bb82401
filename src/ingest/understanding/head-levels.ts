import { type Cells, isDate } from '#ingest/understanding/head-cells.ts';

/** What a head says, by the columns of the records that the lines below it get. */
export type Said = ReadonlyMap<number, string>;

/**
 * The columns that heads fill, those of one level together and the outer level first. What stands in one head is of one level, and
 * of heads right above each other the upper one's is the outer.
 */
export function levelsOf(body: readonly Cells[], saidBy: (row: Cells) => Said | null): (readonly number[])[] {
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
  /** Whether a column is filled anew only where it changes: the day on the first of its orders. */
  const isOnFirst = (column: number, lead: number): boolean => {
    const told = heads.flatMap((said) => said.get(column) ?? []);
    return (
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
  // Where they never meet, the outer level comes less often.
  return levels.sort((a, b) => timesAbove(b, a) - timesAbove(a, b) || timesOf(a[0]) - timesOf(b[0]));
}
