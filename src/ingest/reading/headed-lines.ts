import type { RecordBatch } from '#ingest/reading/records.ts';
import { type HeadedLayout, isHead, labelled } from '#ingest/understanding/find-headed.ts';

/**
 * Gives lines what the head of their group says, and leaves out the heads that say nothing else; one with figures stays, without
 * the cells that are another thing there. Records keep their line. The head of a group is remembered from batch to batch.
 */
export class HeadedLines {
  private readonly own: string[];
  private moved: readonly string[];
  private readonly told: string[];
  private readonly layout: HeadedLayout;

  constructor(layout: HeadedLayout) {
    this.layout = layout;
    this.own = layout.own.map(() => '');
    this.moved = layout.moved.map(() => '');
    this.told = layout.labels.map(() => '');
  }

  take({ count, lines, cellsOf }: RecordBatch): RecordBatch {
    const { layout } = this;
    const rows: (readonly string[])[] = [];
    const kept: number[] = [];
    for (let record = 0; record < count; record++) {
      const cells = cellsOf(record);
      const row =
        lines[record] < layout.headerLine
          ? cells
          : lines[record] === layout.headerLine
            ? layout.names
            : this.rowOf(cells);
      if (!row) continue;
      rows.push(row);
      kept.push(lines[record]);
    }
    return { count: rows.length, lines: kept, cellsOf: (record) => rows[record] };
  }

  private rowOf(cells: readonly string[]): readonly string[] | null {
    const { lines, figures, own, moved, labels, names } = this.layout;
    const textAt = (column: number): string => (cells[column] ?? '').trim();
    const isLine = lines.every((column) => textAt(column) !== '');
    if (!isLine && !isHead(cells, this.layout)) return cells;
    const row = Array.from({ length: names.length - moved.length - labels.length }, (_, column) => cells[column] ?? '');
    if (isLine) {
      for (const [at, column] of own.entries()) if (textAt(column) === '') row[column] = this.own[at];
      return [...row, ...this.moved, ...this.told];
    }
    const { label = '', value = '' } = labelled(cells) ?? {};
    if (labels.includes(label)) {
      this.told[labels.indexOf(label)] = value;
      return null;
    }
    const first = own.findIndex((column) => textAt(column) !== '');
    for (const [at, column] of own.entries()) if (at >= first) this.own[at] = textAt(column);
    this.moved = moved.map(textAt);
    if (figures.every((column) => textAt(column) === '')) return null;
    for (const column of moved) row[column] = '';
    return row;
  }
}
