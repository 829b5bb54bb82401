import { budget } from '#engine/budget.ts';
import { OverBudget } from '#ingest/over-budget.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import type { MeasuresLayout } from '#ingest/understanding/find-measures.ts';

/** Records of a batch: others may do something in between. */
const mostRecords = 1 << 14;

/**
 * Joins the rows that tell of one thing, each with another figure of it, to one record: the columns that stay, then what is counted.
 * Records have the line of the first of their rows and come at the end, since a table may have all pieces before all amounts. A row
 * that says of nothing known what it counts, or says it once more, stays alone.
 */
export class MeasureColumns {
  private readonly layout: MeasuresLayout;
  private readonly rows: string[][] = [];
  private readonly lines: number[] = [];
  private readonly places = new Map<string, number>();
  private last: string[] = [];

  constructor(layout: MeasuresLayout) {
    this.layout = layout;
  }

  /** Throws {@link OverBudget} where more records wait than the panel could have cells. */
  take({ count, lines, cellsOf }: RecordBatch): void {
    const { headerLine, fixed, measures } = this.layout;
    for (let record = 0; record < count; record++) {
      const [line, cells] = [lines[record], cellsOf(record)];
      if (line > headerLine) this.read(line, cells);
      else this.give(line, line < headerLine ? [...cells] : [...fixed.map(({ name }) => name), ...measures]);
    }
  }

  *end(): Generator<RecordBatch> {
    const { rows, lines } = this;
    for (let from = 0; from < rows.length; from += mostRecords) {
      const count = Math.min(mostRecords, rows.length - from);
      yield { count, lines: lines.slice(from, from + count), cellsOf: (record) => rows[from + record] };
    }
  }

  private give(line: number, row: string[]): number {
    if (this.rows.length >= budget.panelCells) throw new OverBudget();
    this.lines.push(line);
    return this.rows.push(row) - 1;
  }

  private read(line: number, cells: readonly string[]): void {
    const { column, figures, fixed, above, measures } = this.layout;
    const own = fixed.map(({ column: each }, at) => {
      const cell = cells[each] ?? '';
      return cell.trim() === '' && above.has(each) ? (this.last[at] ?? '') : cell;
    });
    this.last = own;
    const measure = fixed.length + measures.indexOf((cells[column] ?? '').trim());
    const key = own.join('\n');
    const blank = [...own, ...measures.map(() => '')];
    let place = this.places.get(key) ?? -1;
    if (measure < fixed.length || place < 0 || this.rows[place][measure] !== '') place = this.give(line, blank);
    if (measure < fixed.length) return;
    if (!this.places.has(key)) this.places.set(key, place);
    this.rows[place][measure] = cells[figures] ?? '';
  }
}
