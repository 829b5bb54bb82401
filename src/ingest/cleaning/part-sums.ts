import type { Collection } from '#ingest/assembly/collection.ts';
import { type FileTally, mostAtOnce } from '#ingest/cleaning/file-tally.ts';
import type { ColumnBatch } from '#ingest/reading/column-batch.ts';
import { dayOf } from '#ingest/values/parse-date.ts';

/**
 * Adds up records of sales that come from one row with its periods side by side, the first one first, and differ in their period and
 * figures alone: the same sums as one by one, without a look at what they share.
 */
export class PartSums {
  /** Days with something sold in the records taken last; NaN without any. */
  firstDay = Number.NaN;
  lastDay = Number.NaN;
  private readonly collection: Collection;
  private readonly tally: FileTally;
  private readonly file: number;
  /** By period of the table: its day, and its week or month. */
  private readonly days: Float64Array;
  private readonly weeks: Float64Array;
  /** By period: records, and millionths of pieces and money. */
  private readonly sums: Float64Array;

  /** `file`: place of the table in the collection's list; null where the periods are in no order. */
  static of(seconds: Float64Array, collection: Collection, tally: FileTally, file: number): PartSums | null {
    const isInOrder = seconds.every((each, at) => at === 0 || each > seconds[at - 1]);
    return isInOrder ? new PartSums(seconds, collection, tally, file) : null;
  }

  private constructor(seconds: Float64Array, collection: Collection, tally: FileTally, file: number) {
    this.collection = collection;
    this.tally = tally;
    this.file = file;
    this.days = seconds.map(dayOf);
    this.weeks = this.days.map((day) => collection.periodOf(day));
    this.sums = new Float64Array(seconds.length * 3);
  }

  /**
   * Takes the records of one row from one on, up to the first whose figures are not plainly those of a sale; returns where that is.
   * `units` and `money`: by record, in millionths, money before `moneyScale`; undefined where the table has none.
   */
  take(
    { count, lines, parts }: ColumnBatch,
    from: number,
    product: number,
    units: Float64Array | undefined,
    money: Float64Array | undefined,
    moneyScale: number,
  ): number {
    const { days, weeks, sums, file } = this;
    const { cells, outliers } = this.collection;
    if (!parts?.seconds) return from;
    const { rows, starts, periods, seconds } = parts;
    const end = starts[rows[from] + 1] ?? count;
    const to = within(money, from, within(units, from, end, mostAtOnce), mostAtOnce / moneyScale);
    let [week, pieces, revenue, weekFrom] = [Number.NaN, 0, 0, from];
    for (let at = from; at < to; at++) {
      const period = periods[at];
      if (weeks[period] !== week) {
        if (at > weekFrom) cells.addSale(cells.cell(product, week), pieces, revenue, at - weekFrom);
        week = weeks[period];
        weekFrom = at;
        pieces = 0;
        revenue = 0;
      }
      const own = units ? units[at] : 0;
      const amount = money ? money[at] * moneyScale : 0;
      pieces += own;
      revenue += amount;
      sums[period * 3] += 1;
      sums[period * 3 + 1] += own;
      sums[period * 3 + 2] += amount;
    }
    if (to > weekFrom) cells.addSale(cells.cell(product, week), pieces, revenue, to - weekFrom);
    if (units)
      outliers.noteRow(product, units, from, to, (at) => {
        outliers.keep(product, units[at], (money?.[at] ?? 0) * moneyScale, seconds[periods[at]], lines[at], file);
      });
    const sold = units ?? money;
    let [first, last] = [from, to - 1];
    while (sold && first <= last && !(sold[first] > 0)) first += 1;
    while (sold && first < last && !(sold[last] > 0)) last -= 1;
    this.firstDay = first <= last ? days[periods[first]] : Number.NaN;
    this.lastDay = first <= last ? days[periods[last]] : Number.NaN;
    return to;
  }

  /** Tells the file's own sums what was taken since. */
  addUp(): void {
    const { days, sums } = this;
    for (let period = 0; period < days.length; period++) {
      const [records, units, money] = sums.subarray(period * 3, period * 3 + 3);
      if (records > 0) this.tally.addToDay(days[period], units, money, records);
    }
    sums.fill(0);
  }
}

/** Where the first figure stands that is none, below zero, or so large that sums of many may not be exact. */
function within(figures: Float64Array | undefined, from: number, end: number, most: number): number {
  let at = figures ? from : end;
  // NaN is not within either.
  while (figures && at < end && figures[at] >= 0 && figures[at] <= most) at += 1;
  return at;
}
