import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import { orderKeyOf } from '#ingest/cleaning/order-key.ts';
import { cellOf } from '#ingest/cleaning/row-sink.ts';
import { oddOrder } from '#ingest/kernel/native-batch.ts';
import type { Row } from '#ingest/reading/row.ts';

/** In the languages of headings; an order that was never paid is none either. */
const cancelled =
  /cancel|refund|\bvoid|\breturn(s|ed)?\b|closed|unpaid|storn|r[uü]ckerstatt|retour|annul|anul|devolu|devuelt|reembols|rembours|rimbors|\breso\b|отмен|возвра|[iİ]ptal|\biade|取消|退款成功|已退款|退货|退回|关闭|作废|待付款|未付款|未支付|キャンセル|返品|返金|취소|환불|반품/i;
/** Of a refund asked for and not (or no longer) wanted. */
const notRefunded = /^(no|none|not |un|-)|没有|无售后|未|拒绝|撤销|取消|关闭/i;
const refunded = /refunded|returned|^(yes|full|partial)|success|成功|完成|已退|退货/i;
/** Headings of a column that says what kind of document a line is. */
const documentType = /type|类型/i;

/**
 * What the state of a sales row says: whether its order came to nothing. Told by the order's number (a C before the
 * digits), the state of the order, and that of its refund. Rows of one order may state it on the first only.
 */
export class OrderState {
  private readonly order: number | undefined;
  private readonly status: number | undefined;
  private readonly refund: number | undefined;
  private readonly namesDocuments: boolean;
  private lastOrder = -1;
  private lastStatus = '';
  private readonly verdicts = new Map<string, boolean>();
  private readonly refundVerdicts = new Map<string, boolean>();

  constructor({ columns, names }: TableLayout) {
    this.order = columns.get('order');
    this.status = columns.get('status');
    this.refund = columns.get('refund');
    this.namesDocuments = this.status !== undefined && documentType.test(names[this.status]);
  }

  isCancelled(cells: Row): boolean {
    if (this.order !== undefined && isCancelledOrder(cells, this.order)) return true;
    if (this.status !== undefined && verdict(this.verdicts, this.statusOf(cells, this.status), isCancelledState))
      return true;
    return this.refund !== undefined && verdict(this.refundVerdicts, cellOf(cells, this.refund), isRefunded);
  }

  /** Whether the row is a document of its own by which goods came back, not an order that was called off. */
  isReturn(cells: Row): boolean {
    return this.namesDocuments && isCancelledState(cellOf(cells, this.status));
  }

  /** The state; that of the row above where the row has none and belongs to the same order. */
  private statusOf(cells: Row, column: number): string {
    const own = cellOf(cells, column);
    if (this.order === undefined) return own;
    const order = orderKeyOf(cells, this.order);
    if (own === '' && order >= 0 && order === this.lastOrder) return this.lastStatus;
    this.lastOrder = order;
    this.lastStatus = own;
    return own;
  }
}

function verdict(known: Map<string, boolean>, text: string, judge: (text: string) => boolean): boolean {
  let answer = known.get(text);
  if (answer === undefined) {
    answer = judge(text);
    if (known.size < 1000) known.set(text, answer);
  }
  return answer;
}

/** Whether a state says that an order came to nothing, or that what it brought went back. */
export function isCancelledState(text: string): boolean {
  return cancelled.test(text);
}

function isRefunded(text: string): boolean {
  return refunded.test(text) && !notRefunded.test(text);
}

/** Invoice numbers of cancellations: a C before the digits. */
function isCancelledOrder(cells: Row, order: number): boolean {
  if (cells.plainOrder(order) !== oddOrder) return false;
  const first = cells.codeAt(order, 0);
  if (first !== 67 && first !== 99) return false;
  // A hash may begin with a C and a digit too.
  return /^c\d+$/i.test(cells.text(order));
}
