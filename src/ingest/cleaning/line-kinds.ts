import { cellOf } from '#ingest/cleaning/row-sink.ts';
import type { NativeBatch } from '#ingest/kernel/native-batch.ts';
import type { Row } from '#ingest/reading/row.ts';
import { isCharge, isOtherMovement, type LineKind } from '#ingest/understanding/line-kinds.ts';

/** Which rows of sales are none by their kind. */
export class LineKinds {
  private readonly columns: readonly {
    column: number;
    judge: (text: string) => boolean;
    clear: Map<number, boolean>;
  }[];
  private readonly answers = new Map<string, boolean>();

  constructor(kinds: readonly LineKind[]) {
    this.columns = kinds.map(({ column, by }) => ({
      column,
      judge: (text) => this.remembered(`${by} ${text}`, text, by === 'charge' ? isCharge : isOtherMovement),
      clear: new Map(),
    }));
  }

  isNoSale(cells: Row): boolean {
    return this.columns.some(({ column, judge }) => judge(cellOf(cells, column)));
  }

  /** Whether the kinds of a kernel's record are known by their keys to be those of a sale. */
  isClear(native: NativeBatch, record: number): boolean {
    return this.columns.every(({ column, judge, clear }) => {
      const key = native.keyOf(column, record);
      const known = clear.get(key);
      if (known !== undefined || key < 0) return known === true;
      const isSale = !judge(native.textOf(column, record));
      clear.set(key, isSale);
      return isSale;
    });
  }

  private remembered(key: string, text: string, judge: (text: string) => boolean): boolean {
    const answer = this.answers.get(key) ?? judge(text);
    if (this.answers.size < 1000) this.answers.set(key, answer);
    return answer;
  }
}
