import { remembered } from '#ingest/cleaning/order-state.ts';
import { cellOf } from '#ingest/cleaning/row-sink.ts';
import type { ColumnBatch } from '#ingest/reading/column-batch.ts';
import type { Row } from '#ingest/reading/row.ts';
import { isCharge, isOtherMovement, type LineKind } from '#ingest/understanding/line-kinds.ts';

/** Which rows of sales are none by their kind. */
export class LineKinds {
  private readonly columns: readonly { readonly column: number; readonly judge: (text: string) => boolean }[];

  constructor(kinds: readonly LineKind[]) {
    this.columns = kinds.map(({ column, by }) => ({
      column,
      judge: remembered(by === 'charge' ? isCharge : isOtherMovement),
    }));
  }

  isNoSale(cells: Row): boolean {
    return this.columns.some(({ column, judge }) => judge(cellOf(cells, column)));
  }

  /** Whether a kernel's record is a sale by the keys of its kinds. */
  isClear(batch: ColumnBatch, record: number): boolean {
    // Asked of every row, and most tables have no such column: a closure a row is a tenth of what is thrown away.
    for (let at = 0; at < this.columns.length; at++) {
      const { column, judge } = this.columns[at];
      if (!(batch.keyOf(column, record) >= 0) || judge(batch.textOf(column, record))) return false;
    }
    return true;
  }
}
