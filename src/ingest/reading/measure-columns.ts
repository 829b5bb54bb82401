import { budget } from '#engine/budget.ts';
import { OverBudget } from '#ingest/over-budget.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import { isBlankRow, startsTable } from '#ingest/understanding/find-header.ts';
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
  private isAfterBlank = false;
  /** Another table has begun below. */
  private isOver = false;

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
    const isBlank = isBlankRow(cells);
    this.isOver ||= this.isAfterBlank && startsTable(cells);
    this.isAfterBlank = isBlank || (this.isAfterBlank && cells.filter((cell) => cell.trim() !== '').length === 1);
    if (isBlank || this.isOver) return void this.give(line, [...cells]);
    const thing = fixed.map(({ column: each }, at) => {
      const cell = cells[each] ?? '';
      return cell.trim() === '' && above.has(each) ? (this.last[at] ?? '') : cell;
    });
    this.last = thing;
    const told = (cells[column] ?? '').trim().toLowerCase();
    const measure = measures.findIndex((each) => each.toLowerCase() === told);
    const key = thing.join('\n');
    const known = this.places.get(key) ?? -1;
    const isNew = known < 0 || measure < 0 || this.rows[known][fixed.length + measure] !== '';
    const place = isNew ? this.give(line, [...thing, ...measures.map(() => '')]) : known;
    if (measure < 0) return;
    if (known < 0) this.places.set(key, place);
    this.rows[place][fixed.length + measure] = cells[figures] ?? '';
  }
}
