import { isOtherDocument } from '#ingest/cleaning/document-kinds.ts';
import {
  asksWhether,
  documentType,
  isDone,
  isKnownState,
  isOfChances,
  judgeUnder,
  liveMark,
  marksRefund,
  namesDocuments,
  noReason,
  ofMode,
  paidMark,
  reasonOfCancel,
  testMark,
  undoneCodes,
  usualState,
  went,
} from '#ingest/cleaning/order-state.ts';
import type { ColumnReport } from '#ingest/import-report.ts';
import { roleAt } from '#ingest/roles/column-roles.ts';
import type { HeadingMeaning } from '#ingest/understanding/heading-words.ts';
import { saysListingState } from '#ingest/understanding/headings.ts';
import { meaningsOf } from '#ingest/understanding/meaning-score.ts';
import { statusWords } from '#ingest/understanding/profile-column.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';

/** A heading that speaks of one of these says nothing of what became of the row. */
const others: readonly HeadingMeaning[] = [
  'reason',
  'name',
  'quantity',
  'amount',
  'revenue',
  'total',
  'price',
  'fee',
  'customer',
  'supplier',
  'product',
  'id',
  'code',
];
const mostStates = 30;
const mostKinds = 6;
/** What a heading of kinds of rows may say besides. */
const ofKinds: readonly HeadingMeaning[] = ['category', 'document', 'movement', 'line', 'sold', 'code', 'id', 'bank'];
/** Headings that say what kind of document or of movement a row is. */
const ofLines = /line[\s_]?(?:category|type)/i;
export const kindsOfRows = new RegExp(
  `${documentType.source}|\\bkind|${ofLines.source}|vorgang|opera[cçtz]|causale|naturez|\\bmo?v|txn|transaction|d/c|debit|операци|取引区分|业务`,
  'i',
);
/** A note that says nothing else. */
const calledOff =
  /^[^\p{L}\p{N}]*(?:(?:cancel\p{L}*|retoure?|returned|refunded|zwrot|zwr[óo]con\p{L}*|devuelt\p{L}*|devolvid\p{L}*|rembours\p{L}*|reso|возврат|退货|退款|返品|반품|storniert|storno|annul\p{L}*|anulad\p{L}*|anulowan\p{L}*|cancelad\p{L}*|zrušen\p{L}*|отмен\p{L}*|已?取消|キャンセル|취소)[^\p{L}\p{N}]*){1,3}$/iu;
/** What no listing of a product is, other than closed or deleted. */
const cameBack = /return|refund|void|retour|devolu|rembours|возвра|退|返品|반품/i;
/** So many cells that are states make a column one of states, whatever its heading says. */
const allStates = 0.8;

/**
 * The columns of sales with every other one as a state, too, that says of some rows, fewer than half, that they came to nothing: an order
 * has a state of its own, of its payment, of its delivery, a mark `Void?`, a day of its cancellation, a kind of document.
 */
export function withMoreStates(columns: readonly ColumnReport[], table: TableEvidence): readonly ColumnReport[] {
  return withoutCodes(withEveryState(columns, table), table);
}

/** Codes of states beside the same in words are left to these. */
function withoutCodes(columns: readonly ColumnReport[], table: TableEvidence): readonly ColumnReport[] {
  const states = columns.filter(({ role }) => role === 'status');
  const knows = ({ index, name }: ColumnReport): boolean =>
    table.rows.every((_, row) => isKnownState(table.text(row, index)) || judgeUnder(name)(table.text(row, index)));
  const isSaid = (column: ColumnReport): boolean =>
    !knows(column) &&
    table.rows.every((_, row) => /^[\p{Lu}\d]{1,4}$/u.test(table.text(row, column.index))) &&
    states.some(
      (each) =>
        each !== column &&
        table.profiles[each.index].distinct === table.profiles[column.index].distinct &&
        table.dependence(column.index, each.index) === 1 &&
        knows(each),
    );
  return columns.map((column) => (states.includes(column) && isSaid(column) ? { ...column, role: '' } : column));
}

function withEveryState(columns: readonly ColumnReport[], table: TableEvidence): readonly ColumnReport[] {
  const product = roleAt(columns, 'product', 'name')?.index;
  const units = roleAt(columns, 'units');
  const meansSold = meaningsOf(units?.name ?? '').has('sold');
  // In a report by day 0 and 1 under `Cancelled` are counted as the pieces beside them.
  const date = roleAt(columns, 'date')?.index;
  const isReport =
    units !== undefined &&
    table.profiles[units.index].maximum > 1 &&
    !roleAt(columns, 'order', 'customer') &&
    [product, date].every((each) => each !== undefined) &&
    new Set(table.rows.map((_, row) => `${table.text(row, product ?? 0)}\n${table.text(row, date ?? 0)}`)).size ===
      table.rows.length;
  const isCounted = columns.some(
    ({ name, index }) => meaningsOf(name).has('refund') && table.profiles[index].numberShare > 0.8,
  );
  return columns.map((column) => {
    const { name, index, role } = column;
    const means = meaningsOf(name);
    const asState = {
      ...column,
      role: 'status' as const,
      evidence: { ...column.evidence, from: 'content' as const, confidence: 0.7 },
    };
    const usual = usualState(name, table.profiles[index]);
    if ((role === '' || role === 'category') && undoneCodes(name)) return asState;
    if (isKindOfRow(column, table, product) || namesOtherDocuments(column, table) || isOfChances(name, usual))
      return asState;
    const { distinct, numberShare, filled, dateShare, flagShare, statusShare } = table.profiles[index];
    const isReason =
      reasonOfCancel.test(name.trim()) &&
      table.rows.filter((_, row) => !noReason.test(table.text(row, index))).length * 2 < table.rows.length;
    const isPaidMark = paidMark.test(name.trim()) && flagShare > 0.9;
    if (
      role !== '' ||
      filled === 0 ||
      (saysListingState(name) && !table.rows.some((_, row) => cameBack.test(table.text(row, index)))) ||
      (!isPaidMark &&
        !isReason &&
        others.some((each) => means.has(each)) &&
        !(means.has('cancel') && !means.has('quantity')) &&
        !(means.has('reason') && table.rows.some((_, row) => calledOff.test(table.text(row, index)))) &&
        statusShare < allStates &&
        !means.has('event') &&
        !(means.has('status') && (means.has('name') || means.has('order') || means.has('product'))) &&
        !documentType.test(name) &&
        !(means.has('document') && distinct <= mostKinds))
    )
      return column;
    const isMark =
      isPaidMark ||
      isReason ||
      ((means.has('cancel') || testMark.test(name) || liveMark.test(name.trim())) &&
        !means.has('quantity') &&
        !(isReport && numberShare > 0 && !asksWhether.test(name)) &&
        (flagShare > 0.9 || dateShare > 0.9)) ||
      // A piece a row came back whole on the day that stands there, where nothing says how much of it.
      (means.has('refund') && !units && !isCounted && !means.has('quantity') && dateShare > 0.9) ||
      (marksRefund(name) &&
        flagShare === 1 &&
        // Beside pieces sold 0 and 1 may be counted as well.
        !(numberShare > 0 && meansSold) &&
        !means.has('quantity') &&
        (numberShare === 0 || !went.test(name.trim()) || isYes(index, units, table)));
    const isState = distinct <= mostStates && numberShare < 0.2 && dateShare < 0.2;
    if (!isMark && !isState) return column;
    const texts = table.rows.map((_, row) => table.text(row, index));
    const judge = judgeUnder(name, usual);
    const isUndone = (text: string): boolean => judge(text) && !(text === usual && isDone(text));
    // Under a heading that nobody knows half of what the cells say has to be states, some of goods or money and not only of orders that came to nothing.
    if (means.size === 0 && !isMark && !documentType.test(name) && !ofMode.test(name.trim())) {
      const said = [...new Set(texts)].filter((text) => text !== '');
      const known = said.filter(isKnownState);
      if (known.length * 2 < said.length || known.every(isUndone) || !said.some((text) => statusWords.test(text)))
        return column;
    }
    const cancelled = texts.filter(isUndone).length;
    if (
      cancelled * 2 >= table.rows.length ||
      (cancelled === 0 && !isMark && !(means.has('status') && statusShare > 0.2))
    )
      return column;
    return asState;
  });
}

/** Rows of several pieces with a 1 that must tell. */
const leastOnes = 4;

/** Whether 1 says that a row came back, and not how many pieces of it: every time also where there were several. */
function isYes(index: number, units: ColumnReport | undefined, table: TableEvidence): boolean {
  if (!units) return false;
  const pieces = table.numbers(units.index);
  return [...pieces.keys()].filter((row) => pieces[row] > 1 && table.text(row, index) === '1').length > leastOnes;
}

/** The column of orders whose numbers all stand behind what each document is (`Invoice 100`, `Credit note 105`), so that one may have come to nothing, below the sample too; -1 for others. */
export function findNamedDocuments(columns: readonly ColumnReport[], table: TableEvidence): number {
  const order = roleAt(columns, 'order');
  if (!order) return -1;
  const texts = table.rows.map((_, row) => table.text(row, order.index)).filter((text) => text !== '');
  const words = texts.map((text) => /^(\p{L}[\p{L}\s.]+?)[\s№#:.-]*\d/u.exec(text)?.[1] ?? '');
  const kinds = new Set(words);
  if (kinds.has('') || kinds.size > mostKinds) return -1;
  const undone = words.filter(judgeUnder(order.name)).length;
  return undone * 2 < texts.length ? order.index : -1;
}

/**
 * Columns of states in which an order may be complete as well: one that was closed came to nothing beside it, unless another state (of the
 * delivery) says so of those that were cancelled and not of those that were closed.
 */
export function findCompleteStates(columns: readonly ColumnReport[], table: TableEvidence): number[] {
  const states = columns.filter(({ role }) => role === 'status');
  const rows = [...table.rows.keys()];
  const isComplete = ({ index }: ColumnReport): boolean =>
    rows.some((row) => /^completed?$/i.test(table.text(row, index)));
  const isToldBy = (column: ColumnReport, other: ColumnReport): boolean => {
    const [own, others] = [column, other].map(({ name, index }) => {
      const judge = judgeUnder(name, usualState(name, table.profiles[index]));
      return (row: number): boolean => judge(table.text(row, index));
    });
    const closed = rows.filter((row) => isDone(table.text(row, column.index)));
    const cancelled = rows.filter((row) => own(row) && !isDone(table.text(row, column.index)));
    return cancelled.length > 0 && cancelled.every(others) && closed.length > 0 && !closed.some(others);
  };
  return states
    .filter((each) => isComplete(each) && !states.some((other) => other !== each && isToldBy(each, other)))
    .map(({ index }) => index);
}

/** Kinds of documents, some of them others than most are. */
function namesOtherDocuments({ name, index, role }: ColumnReport, table: TableEvidence): boolean {
  const { distinct, commonest } = table.profiles[index];
  return (
    (role === '' || role === 'category') &&
    namesDocuments(name) &&
    distinct >= 2 &&
    distinct <= mostKinds &&
    table.rows.some((_, row) => isOtherDocument(table.text(row, index), commonest))
  );
}

/** Few words or codes under a heading of kinds, one of them in most rows, which no product decides: `V` and `D`. The others may be returns, and are told. */
function isKindOfRow({ name, index, role }: ColumnReport, table: TableEvidence, product: number | undefined): boolean {
  const { distinct, numberShare, filled, sampled, commonestShare, flagShare } = table.profiles[index];
  const means = meaningsOf(name);
  const saysKind = kindsOfRows.test(name) && [...means].every((each) => ofKinds.includes(each));
  const saysState = means.has('status') && !(['product', 'place', 'customer'] as const).some((each) => means.has(each));
  const areCodes = table.rows.every((_, row) => /^[\p{Lu}\d]{0,4}$/u.test(table.text(row, index)));
  const isUntold = name !== '' && means.size === 0 && numberShare === 0 && areCodes && commonestShare > 0.8;
  return (
    (role === '' || role === 'category') &&
    (saysKind || saysState || isUntold) &&
    distinct >= 2 &&
    distinct <= mostKinds &&
    (numberShare < 0.2 || areCodes) &&
    flagShare < 0.9 &&
    filled >= sampled * 0.9 &&
    commonestShare > 0.6 &&
    commonestShare < 1 &&
    // Few of the lines of any product came back.
    (ofLines.test(name) || !(product !== undefined && table.dependence(product, index) > 0.95)) &&
    !(role === 'category' && table.rows.some((_, row) => judgeUnder(name)(table.text(row, index))))
  );
}
