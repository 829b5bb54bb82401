import type { RecordBatch } from '#ingest/reading/records.ts';
import { type HeadedLayout, isHead, isLine, labelled } from '#ingest/understanding/find-headed.ts';
import { startsTable } from '#ingest/understanding/find-header.ts';

/**
 * Gives lines what the head of their group says, and leaves out the heads that say nothing else; one with figures stays, without
 * the cells that are another thing there. Records keep their line. The head of a group is remembered from batch to batch.
 */
export class HeadedLines {
  private readonly own: string[];
  private moved: readonly string[];
  private readonly told: string[];
  private readonly layout: HeadedLayout;
  private isAfterBlank = false;
  /** Another table has begun below. */
  private isOver = false;

  constructor(layout: HeadedLayout) {
    this.layout = layout;
    this.own = layout.own.map(() => '');
    this.moved = layout.moved.map(() => '');
    this.told = layout.labels.map(() => '');
  }

  take({ count, lines, cellsOf }: RecordBatch): RecordBatch {
    const { headerLine, names } = this.layout;
    const rows: (readonly string[])[] = [];
    const kept: number[] = [];
    for (let record = 0; record < count; record++) {
      const [line, cells] = [lines[record], cellsOf(record)];
      const row = line < headerLine ? cells : line === headerLine ? names : this.rowOf(cells);
      if (!row) continue;
      rows.push(row);
      kept.push(line);
    }
    return { count: rows.length, lines: kept, cellsOf: (record) => rows[record] };
  }

  private rowOf(cells: readonly string[]): readonly string[] | null {
    const { layout } = this;
    const { figures, only, own, moved, labels, names } = layout;
    const textAt = (column: number): string => (cells[column] ?? '').trim();
    const filled = [...cells.keys()].filter((column) => textAt(column) !== '');
    const isNext = this.isAfterBlank && startsTable(cells);
    this.isOver ||= isNext && filled.some((column) => textAt(column) !== names[column]);
    // The title of another table may stand between the blank line and its header.
    this.isAfterBlank = filled.length === 0 || (this.isAfterBlank && filled.length === 1);
    if (this.isOver || filled.length === 0) return cells;
    const width = names.length - moved.length - labels.length;
    if (names.slice(0, width).every((name, column) => textAt(column) === name)) return names;
    const row = Array.from({ length: width }, (_, column) => cells[column] ?? '');
    if (isLine(cells, layout)) {
      for (const [at, column] of own.entries()) if (textAt(column) === '') row[column] = this.own[at];
      return [...row, ...this.moved, ...this.told];
    }
    const { label = '', value = '' } = labelled(cells) ?? {};
    const isLabelled = labels.includes(label);
    // Where heads stand in the columns of the lines, they fill no others than most heads do.
    const isOwn =
      only.length > 0 ? own.some((column) => textAt(column) !== '') : filled.every((at) => moved.includes(at));
    if (!isHead(cells, layout) || !(isLabelled || isOwn)) return cells;
    if (isLabelled) {
      this.told[labels.indexOf(label)] = value;
      return null;
    }
    const first = own.findIndex((column) => textAt(column) !== '');
    for (const [at, column] of own.entries()) if (first >= 0 && at >= first) this.own[at] = textAt(column);
    this.moved = moved.map(textAt);
    if (figures.every((column) => textAt(column) === '')) return null;
    for (const column of moved) row[column] = '';
    return row;
  }
}
