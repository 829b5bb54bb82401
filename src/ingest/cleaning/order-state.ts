import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import { isOtherDocument } from '#ingest/cleaning/document-kinds.ts';
import { orderKeyOf } from '#ingest/cleaning/order-key.ts';
import { cellOf } from '#ingest/cleaning/row-sink.ts';
import { notTaken, stateIn } from '#ingest/cleaning/state-words.ts';
import { type ColumnBatch, emptyCell, oddOrder } from '#ingest/reading/column-batch.ts';
import type { Row } from '#ingest/reading/row.ts';
import { codeListIn, headingWords, plain } from '#ingest/understanding/heading-words.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import { type ColumnProfile, cancelMark, statusWords, usualOf } from '#ingest/understanding/profile-column.ts';
import { parseDate } from '#ingest/values/parse-date.ts';

/** In the languages of headings; an order that was never paid is none either. */
const cancelled =
  /^退款$|cancel|refund|\bvoid|\breturn(s|ed)?\b|closed|unpaid|storn|r[uü]ckerstatt|retour|annul|anul|devolu|devolvi|devuelt|reembols|rembours|rimbors|\breso\b|отмен|возвра|[iİ]ptal|\biade|取消|退款成功|已退款|退货|退貨|退回|关闭|關閉|作废|作廢|待付款|未付款|未支付|キャンセル|返品|返金|취소|환불|반품|gutschrift|credit ?(note|memo)|\bavoir\b|not[ae] d[ei] cr[eé]dito|红字|冲红|赤伝|\bbatal|dibatal|zru[sš]en|avbru|kanseller|\bh[uủ]y\b|ยกเลิก/i;
/** Of a row that was not: half of a column's states may say so. */
const notCancelled = /\bwon$|未(作废|作廢|取消|关闭|關閉|退款|退货|退貨)|^(not|no|non|nicht|kein\w*|não|sin|sem|не)\s/i;
/** Of a refund asked for and not (or no longer) wanted. */
const notRefunded = /^(no|none|not |un|-)|没有|无售后|未|拒绝|撤销|取消|关闭/i;
const refunded = /refunded|returned|^(yes|full|partial)|success|成功|完成|已退|退货|^(全部|全额|整单)退/i;
/** Headings of a column that says what kind of document a line is. */
export const documentType =
  /type|类型|тип|tipo|typ\b|(beleg|vorgangs|buchungs|auftrags|bestell|verkaufs|dokument(en)?)art\b|^art$|유형|^구분$|種別|区分|^tipe$|^סוג$|\btip(i|ul)\b|t[uü]r[uü]\b|soort|rodzaj|druh|jenis|loại|ประเภท|प्रकार|نوع|típus|τ[υύ]π|tyyppi|laji\b|fkart|auart/i;

const documents = new RegExp(`${documentType.source}|vorgang|document|pi[eè]ce|beleg`, 'i');

/** Whether kinds of documents may stand under a heading, and not those of payments, deliveries or products. */
export const namesDocuments = (heading: string): boolean =>
  documents.test(heading) &&
  !saysAny(heading, ['pay', 'bank', 'ship', 'freight', 'customer', 'product', 'price', 'discount']);

/** `is_test`, `isTestOrder`, 测试订单: whether an order was only tried. */
export const testMark =
  /(?:^|[^A-Za-z]|is)(?:[Tt]est(?![a-z])|TEST(?![A-Z]))|[a-z]Test(?![a-z])|^[Tt]est(?:bestellung|auftrag)|[Tt]raining(?![a-z])|测试|テスト|테스트/;

/** Headings that ask whether something happened, say that it did, and those of what only may happen. */
export const asksWhether =
  /\?$|^(?:[Ii]s|[Ww]as|[Hh]as)(?:[\s_]|(?=[A-Z]))|^(?:IS|WAS|HAS|FL|FLG|IND)_|^(?:fl|flg|ind)_|^是否|[\s_](?:[Ff]lag|FLAG|[Ff]lg|FLG|[Kk]z|KZ|[Yy]n|YN|[Ii]nd|IND)$/;
const happened =
  /(?:^|[\s_])(refunded|returned|reversed|disputed|charged[\s_-]?back|erstattet|retourniert|rembours[eé]e?|reembolsad[oa]|devuelt[oa]|devolvid[oa]|rimborsat[oa]|zwr[oó]con[eoay]|возвращ[её]н)$/i;
export const mayHappen = /abl[ey]|eligib|allow|request|polic|reason|\bwon\b/i;

/** Not one of those by which a shop is tried. */
export const liveMark = /^(?:is[\s_]?)?live[\s_]?mode$/i;

/** Whether an order was one of those by which a shop is tried. */
export const ofMode = /^(?:mode|environment|env|source|tags?)$/i;

/** Marks under such a heading say that goods or money went back; numbers may count them. */
export const went =
  /^(?:returns?|refunds?|retouren?|retour|reso|r[uü]ckgabe|devoluci[oó]n|devolu[cç][aã]o|zwrot|iade|возврат|vozvrat|退货|退貨|退款|返品|반품|환불)$/i;

/** `Refunded?`, `is_returned`, 是否退款: a column of marks that says whether the money or the goods of a row went back. */
export function marksRefund(heading: string): boolean {
  const name = heading.trim();
  return (
    (meaningsOf(name).has('refund') || /disput|charge[\s_-]?back/i.test(name)) &&
    (asksWhether.test(name) || happened.test(name) || went.test(name)) &&
    !mayHappen.test(name) &&
    stateIn(name) !== 'stands'
  );
}

/** Most lines of the table are invoices: beside them a credit is a document by which goods came back, and no way to pay. */
const invoiced = /invoice|rechnung|fact?ur|fattur|faktur|счет|发票|請求/i;
const credited = /(?<!\p{L})(credit[oi]?|cr[eé]dito?|kredit|avoir)(?!\p{L}|[\s_-]*(card|carte|karte|cart|sale))/iu;

/** Codes of invoices, and of the documents beside them by which goods came back. */
const invoiceCode = /^(?:fa|fac|fc|ft|fv|fs|re|rg|inv|si|ar)$/i;
const creditCode = /^(?:av|avo|nc|gu|gs|cn|cm|crn|kf|fk|rma)$/i;

/** What cells of a kind of document say where most are invoices; null for any other column. */
export function judgeDocument(heading: string, usual: string): ((text: string) => boolean) | null {
  if (documentType.test(heading) && /^z?f[12]$/i.test(usual))
    return (text) => /^(?:z?re|s[12]|z?g2)$/i.test(text) || isCancelledState(text);
  if (documentType.test(heading) && invoiceCode.test(usual))
    return (text) => creditCode.test(text) || isCancelledState(text) || stateIn(text) === 'unsold';
  if (!(documentType.test(heading) || isUntold(heading, usual)) || !invoiced.test(usual)) return null;
  // Elsewhere a credit may be a way to pay.
  const mayBeCredit = documentType.test(heading);
  return (text) => isCancelledState(text) || stateIn(text) === 'unsold' || (mayBeCredit && credited.test(text));
}

/** Of an order whose goods were not there. */
const unfilled = /^(unavailable|incomplete|out[\s_-]of[\s_-]stock|缺货|欠品|품절)$/i;

/** A receipt or an invoice that was closed was paid, an order that was closed came to nothing: where most rows say so it is the first, beside `complete` the second; what it is beside other states is for the user to say. */
const mayBeDone = /(?:^|[\s_-])closed$/i;
/** After it an order can only be closed as one that was done. */
const atBuyer = /^(?:received|delivered)$/i;

/** Whether a state says closed and nothing besides that came to nothing: `ONACCOUNT_CLOSED`, not `Cancelled - Closed`. */
export function isDone(text: string): boolean {
  const rest = text.replace(mayBeDone, '');
  return mayBeDone.test(text) && !isCancelledState(rest) && stateIn(rest) !== 'unsold';
}
/** Of an invoice that waits for its money: the goods were delivered, other than those of an order that nobody paid for. */
const owed =
  /await\w*[\s_-]payment|(not|un)[\s_-]?paid|payment[\s_-]pending|overdue|outstanding|^offen|unbezahlt|impay|pendiente|não pag|non pag|未付|未收|待收/i;
/** Of a payment, by itself: nobody has paid yet, and for an invoice that is no matter. */
const pending =
  /^(?:pending|pendiente|pendente|ausstehend|en attente|in attesa|in sospeso|oczekuj\p{L}*|ожида\p{L}*|beklemede|bekliyor|in afwachting|openstaand|menunggu)$/iu;

/** Of a payment: not made yet, or on account. */
const mayBeUnpaid = /^(?:open|offen|abiert[oa]|abert[oa]|ouverte?|apert[oa]|открыт\p{L}*)$/iu;
const meansDocument = (heading: string): boolean =>
  saysAny(heading, ['document']) && !saysAny(heading, ['order', 'sold', 'quote']);

/** Marks of a column that asks whether something was cancelled. */
export const yes =
  /^(yes|y|true|t|1|x|ja|j|oui|o|s[iíì]|sim|s|tak|ano|áno|evet|ya|igen|kyllä|ναι|да|da|jah|jā|taip|já|так|có|ใช่|हाँ|نعم|是|有|√|✓)$/i;
export const no =
  /^(no|n|false|f|0|nein|non|n[aã]o|nee|nej|nei|nie|ne|hayır|yok|tidak|nem|ei|nē|όχι|нет|не|ні|không|ไม่|नहीं|لا|否|无|×|-)?$/i;
/** Days that systems write for none. */
const noDay = /^(0001|1899|1900|1970|9999)-/;

/** Of a chance to sell: all that is not won was not sold, or is not yet; what was delivered was won before. */
const won = /(?<!\p{L})(?:won|gewonnen|gagn[ée]e?|ganad[ao]|ganh[ao]|vint[ao]|выигран\p{L}*)$|赢单/iu;

const lost = /(?<!\p{L})(?:lost|verloren|perdue?|perdid[ao]|pers[ao]|проигран\p{L}*)$|输单/iu;
const wonBefore = /paid|ship|complet|fulfil|deliver|invoic/i;
const stages = /stage|phase|outcome|result|etapa|[ée]tape|fase|阶段|商机/i;

/** Whether a column says how far chances to sell have come, most of them to one end. */
export function isOfChances(heading: string, usual: string): boolean {
  return (won.test(usual) || lost.test(usual)) && (stages.test(heading) || meaningsOf(heading).has('status'));
}

/** Headings under which a quote, a draft or a payment that failed is what the row is, and those under which it may be a price or a product. */
const ofSale = ['status', 'document', 'pay', 'quote'] as const;
const ofOthers = ['price', 'promotion', 'discount', 'product', 'advert', 'name', 'place'] as const;
/** By what somebody paid: what the cells say besides (`ERROR`, `test`) is no state of the order. */
const wayToPay =
  /method|(?<!\p{L})m[eé]todo|m[eé]thode|(?:zahlungs?|bezahl)(?:art|weise|methode)|方式|способ|yöntemi/iu;

/** What most cells of a column say, or the most where no word of its heading tells what they are; '' where they differ. */
export function usualState(heading: string, profile: ColumnProfile): string {
  return meaningsOf(heading).size === 0 ? profile.commonest : usualOf(profile);
}

/** A heading without a known word above cells of which most say a state: what it is of is told by these. */
function isUntold(heading: string, usual: string): boolean {
  return meaningsOf(heading).size === 0 && /\p{L}/u.test(usual) && isKnownState(usual);
}

/** Headings of what a row is, and what they may be of that is no row. */
const ofRows = ['status', 'document', 'refund', 'cancel'] as const;
const ofNoRows = ['customer', 'product', 'place', 'store', 'pay', 'ship'] as const;

/** What the codes of a column of states or kinds of rows mean by its heading, `区分(0：通常、1：打消)` or `Type (1=Sale, 2=Return)`: those of rows that came to nothing; null where it explains none. */
export function undoneCodes(heading: string): ReadonlySet<string> | null {
  const said = codeListIn(heading.normalize('NFKC'));
  const codes = [...said.matchAll(/([A-Z\d]{1,3})\s*[:=]\s*([^,、;/)]+)|([^,、;/(:=]+)\s*[:=]\s*([A-Z\d]{1,3})/gi)].map(
    ([, code, label, ahead, behind]) => [code ?? behind, label ?? ahead] as const,
  );
  const isOfRows = (saysAny(heading, ofRows) || documentType.test(heading)) && !saysAny(heading, ofNoRows);
  if (codes.length < 2 || !isOfRows) return null;
  const isUndone = (label: string): boolean => isCancelledState(label) || stateIn(label) === 'unsold';
  const undone = codes.flatMap(([code, label]) => (isUndone(label) ? [code] : []));
  return undone.length > 0 ? new Set(undone) : null;
}

/** Headings above a yes for what was paid, or holds. */
export const paidMark =
  /^(?:is[\s_]?)?(?:valid|gültig|valide|v[aá]lid[ao]|是否有效|有效|paid|bezahlt|pay[eé]e?|pagad[oa]|pag[oa]|pagat[oa]|betaald|zap[lł]acon[oey]|op[lł]acon[oey]|betalt?|zaplaceno|оплачен\p{L}*|是否付款|是否已?支付|已付款|支払済み?|입금여부|결제여부)\??$/iu;

/** Whether one may cancel, and until when. */
const mayBeCancelled = /polic|allow|possible|deadline|until|eligib|可否|できる|가능|(?<!\p{L})bis(?!\p{L})/iu;

/** Why an order or a line of it was called off: what has a reason came to nothing. */
export const reasonOfCancel =
  /^(?:storno-?grund|stornierungsgrund|absagegrund|ablehnungsgrund|abgru|reason[\s_-]?for[\s_-]?rejection|rejection[\s_-]?reason|cancel(?:l?ation|l?ed)?[\s_-]?reason|void[\s_-]?reason|motif[\s_]d.annulation|motivo[\s_](?:de[\s_])?(?:cancelaci[oó]n|anulaci[oó]n|(?:do[\s_])?cancelamento|annullamento)|pow[oó]d[\s_](?:anulowania|storna)|причина[\s_]отмены|取消原因|キャンセル理由|취소\s?사유|iptal nedeni)$/iu;

/** What stands for no reason. */
export const noReason =
  /^(?:#|0*|n|no|none|false|n\/?a|[-–—]|not assigned|nicht zugeordnet|non affect[ée]e?|no asignado|sin asignar|não atribuído|non assegnato|未分配|不适用|无|なし|없음)$/iu;

/** What a cell under a heading says of its row: whether it came to nothing. `usual`: what most cells of the column say. */
export function judgeUnder(heading: string, usual = ''): (text: string) => boolean {
  const means = meaningsOf(heading);
  const undone = undoneCodes(heading);
  if (undone) return (text) => undone.has(text) || isCancelledState(text);
  if (isOfChances(heading, usual)) return (text) => text !== '' && !won.test(text) && !wonBefore.test(text);
  if (reasonOfCancel.test(heading.trim())) return (text) => !noReason.test(text);
  if (paidMark.test(heading.trim()))
    return (text) => (text !== '' && no.test(text)) || isCancelledState(text) || stateIn(text) === 'unsold';
  // What Odoo calls sent is a quotation.
  if (/^(?:sale|sales order)$/i.test(usual))
    return (text) => isCancelledState(text) || stateIn(text) === 'unsold' || /^sent$/i.test(text);
  if (ofMode.test(heading.trim())) return (text) => /^(?:test|sandbox|staging)$/i.test(text);
  if (liveMark.test(heading.trim())) return (text) => text !== '' && no.test(text);
  if (marksRefund(heading)) return (text) => yes.test(text) || isRefunded(text);
  const ofDocument = judgeDocument(heading, usual);
  if (ofDocument) return ofDocument;
  // Of two letters the one that most rows have says that an order stands.
  const isUsualLetter = (text: string): boolean => text === usual && /^\p{L}$/u.test(text);
  if ((means.has('cancel') && !mayBeCancelled.test(heading)) || testMark.test(heading))
    return (text) =>
      (yes.test(text) && !isUsualLetter(text)) ||
      (means.has('cancel') && /^[\p{L}*○●✗✕]$/u.test(text) && !no.test(text) && !isUsualLetter(text)) ||
      // Beside N and Y, the document by which another one is cancelled.
      (means.has('cancel') && /^n$/i.test(usual) && /^C$/.test(text)) ||
      (!no.test(text) &&
        (isCancelledState(text) || (/\d/.test(text) && !noDay.test(text) && parseDate(text, 'day-first') !== null)));
  if (means.has('refund') && saysAny(heading, ['date', 'time', 'create']))
    return (text) => /\d/.test(text) && !noDay.test(text) && parseDate(text, 'day-first') !== null;
  if (means.has('refund')) return (text) => (means.has('status') || /[\p{L}]{3}/u.test(text)) && isRefunded(text);
  if (isUntold(heading, usual))
    return (text) =>
      isCancelledState(text) || (stateIn(text) === 'unsold' && ofPayment.test(text)) || isPending(text, usual);
  const isOfSale = documentType.test(heading) || (saysAny(heading, ofSale) && !wayToPay.test(heading));
  // `Estado` is a state of an order as well as one of a country, and a `Statusname` is no other name.
  const isOfOther = ofOthers.some(
    (each) => means.has(each) && !((each === 'place' || each === 'name') && means.has('status')),
  );
  if (!isOfSale || isOfOther) return isCancelledState;
  const mayBeUnfilled = means.has('order') && means.has('status');
  // Beside `Paid` a pending one is not paid, under any heading of states.
  const isBare = headingWords(heading).every((word) =>
    word.means.some((each) => each === 'status' || each === 'order'),
  );
  if (means.has('status') && (means.has('pay') || (isBare && meaningsOf(usual).has('pay'))))
    return (text) => isCancelledState(text) || stateIn(text) === 'unsold' || pending.test(text);
  return (text) => isCancelledState(text) || stateIn(text) === 'unsold' || (mayBeUnfilled && unfilled.test(text));
}

/** Beside `Paid` a pending one is not paid. */
function isPending(text: string, usual: string): boolean {
  return pending.test(text) && meaningsOf(usual).has('pay');
}

/** What nobody has paid for says so: a warranty or a message may have failed as well. */
const ofPayment = /pay|paid|zahl|paiement|pag[oa]|оплат|支付|付款|入金|決済|결제|입금|ödeme|betal|plat(e|b|n)/i;

/** What words of a state may speak of that is known to be sold, or not to be. */
const ofOrders = ['order', 'sold', 'document', 'pay', 'ship', 'create', 'finish', 'cancel', 'refund'] as const;

/** A state that something did not happen, and what of that leaves an order as it is. */
export const denied = /^(?:no|not|nicht|ikke|inte|nie|non|niet|ej|не|μη|δεν|ne|nem)[\s_-]/iu;
const ofGoing = /ship|versand|fulfil|refund|return|cancel|erstatt|retour|storn|возвр|отмен|退|消/i;

/** Whether something knows what a state says of its order. */
export function isKnownState(text: string): boolean {
  if (denied.test(text) && stateIn(text) === 'stands' && !ofGoing.test(text)) return false;
  const isTold = [yes, no, statusWords, cancelled].some((words) => words.test(text)) || stateIn(text) !== null;
  return isTold || !/[\p{L}\d]/u.test(text) || saysAny(text, ofOrders);
}

interface StateColumn {
  readonly column: number;
  readonly judge: (text: string) => boolean;
  /** Nothing knows the state, and most rows have another one. */
  readonly isOpen: (text: string) => boolean;
  /** By the keys of its cells: whether such a one by itself leaves its row as it is. */
  readonly clear: Map<number, boolean>;
  /** Its cells say what kind of document a line is. */
  readonly namesDocuments: boolean;
  /** It is of the order, whose lines may state it on the first only; what came back is of the line. */
  readonly isOfOrder: boolean;
  /** Rows that came to something say so: one without a word belongs to the one above, whether orders have numbers or not. */
  isSpelled: boolean;
  /** Many rows lack it. */
  readonly isSparse: boolean;
  /** The first line of some order has none: where a line has none either, nothing is said. */
  startsBlank: boolean;
  last: string;
}

/**
 * What the states of a sales row say: whether its order came to nothing. Told by the order's number (a C before the
 * digits), the states of the order, and that of its refund. Rows of one order may state it on the first only.
 */
export class OrderState {
  private readonly order: number | undefined;
  private readonly states: readonly StateColumn[];
  private readonly marksOrders: boolean;
  private lastOrder = -1;

  constructor({ columns, states, names, usual, marksOrders, openStates, completeStates, sparseStates }: TableLayout) {
    this.marksOrders = marksOrders;
    this.order = columns.get('order');
    const refund = columns.get('refund');
    const isInvoiced =
      this.order === undefined
        ? names.some((name) => meaningsOf(name).has('document') && meaningsOf(name).has('date'))
        : meaningsOf(names[this.order]).has('document');
    const mayStand = (column: number): boolean => openStates.has(column) && !completeStates.includes(column);
    const of = (column: number, judge: (text: string) => boolean): StateColumn => ({
      column,
      judge: (column === this.order ? byWord : remembered)(
        (text) =>
          judge(text) &&
          !(isInvoiced && (pending.test(text) || (owed.test(text) && !judge(text.replace(owed, ''))))) &&
          !(meansDocument(names[column]) && /^closed$/i.test(text)) &&
          !(isDone(text) && (mayBeDone.test(usual[column]) || mayStand(column))),
      ),
      isOpen: remembered(
        (text) =>
          openStates.has(column) &&
          text !== openStates.get(column) &&
          (!isKnownState(text) ||
            (isDone(text) && mayStand(column) && !atBuyer.test(openStates.get(column) ?? '')) ||
            (namesDocuments(names[column]) && isOtherDocument(text, openStates.get(column) ?? '')) ||
            (isUntold(names[column], usual[column]) && stateIn(text) === 'unsold') ||
            (mayBeUnpaid.test(text) && meaningsOf(names[column]).has('pay'))),
      ),
      clear: new Map(),
      namesDocuments: documentType.test(names[column]) && isKnownState(usual[column]),
      isOfOrder: column !== refund && !saysAny(names[column], ['refund', 'reason']),
      isSpelled: false,
      startsBlank: this.order !== undefined && sparseStates.includes(column),
      isSparse: sparseStates.includes(column),
      last: '',
    });
    this.states = [
      ...states.map((column) => of(column, judgeUnder(names[column], usual[column]))),
      ...(refund === undefined
        ? []
        : [of(refund, marksRefund(names[refund]) ? judgeUnder(names[refund]) : isRefunded)]),
    ];
  }

  /** Rows are lines of documents, whatever else they have. */
  get namesDocuments(): boolean {
    return this.states.some((state) => state.namesDocuments);
  }

  isCancelled(cells: Row): boolean {
    if (this.order !== undefined && this.marksOrders && isCancelledOrder(cells, this.order)) return true;
    if (this.states.length === 0) return false;
    const order = this.order === undefined ? -1 : orderKeyOf(cells, this.order);
    // A line without a number belongs to the order above.
    const isSame = this.order !== undefined && (order === this.lastOrder || cells.isEmpty(this.order));
    if (!isSame) this.lastOrder = order;
    // Without numbers of orders a row whose states are all blank belongs to the one above.
    const isBelow = this.order === undefined && this.states.every(({ column }) => cells.isEmpty(column));
    let isCancelled = false;
    for (const state of this.states) {
      const own = cellOf(cells, state.column);
      if (own === '' && !isSame) state.startsBlank = true;
      const isOnFirst = state.isSpelled || !state.startsBlank;
      const isCarried =
        state.isOfOrder &&
        (isSame ? isOnFirst : (isBelow || (state.isSparse && this.order === undefined)) && state.isSpelled);
      if (own !== '' || !isCarried) state.last = own;
      if (state.judge(state.last)) isCancelled = true;
      else if (own !== '') state.isSpelled = true;
    }
    return isCancelled;
  }

  /** Whether the states of a kernel's record leave its order as it is, whatever the rows above say; of several such in a row {@link isCancelled} has to hear of the last. */
  isClear(batch: ColumnBatch, record: number): boolean {
    const order = this.order === undefined ? 0 : batch.orderOf(this.order, record);
    if (order === oddOrder || (order < 0 && this.states.length > 0)) return false;
    for (const { column, isOfOrder, judge, isOpen, clear } of this.states) {
      const key = column === this.order ? wordKeyOf(batch, column, record) : batch.keyOf(column, record);
      let isClear = clear.get(key);
      if (isClear === undefined) {
        const text = key >= 0 || (key === emptyCell && !isOfOrder) ? batch.textOf(column, record) : null;
        isClear = text !== null && !judge(text) && !isOpen(text);
        clear.set(key, isClear);
      }
      if (!isClear) return false;
    }
    return true;
  }

  /** The state of the row that {@link isCancelled} was last asked about, where nothing knows it; '' else. */
  get open(): string {
    return this.states.find(({ isOpen, last }) => last !== '' && isOpen(last))?.last ?? '';
  }

  /** Whether the row is a document of its own by which goods came back, not an order that was called off. */
  isReturn(cells: Row): boolean {
    return this.states.some(({ namesDocuments, column, judge }) => {
      const text = namesDocuments ? cellOf(cells, column) : '';
      return text !== '' && (isCancelledState(text) || (judge(text) && stateIn(text) !== 'unsold'));
    });
  }
}

/** Answers about a text, kept: most columns repeat theirs. */
export function remembered<T extends boolean | string>(judge: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const answer = answers.get(text) ?? judge(text);
    if (answers.size < 1000) answers.set(text, answer);
    return answer;
  };
}

/** Answers about what stands before the number of a document: few words, before as many numbers as there are orders. */
function byWord(judge: (text: string) => boolean): (text: string) => boolean {
  const answer = remembered(judge);
  return (text) => answer(text.split(/\d/, 1)[0]);
}

/** A number that cells share of which the same stands before the first digit. */
function wordKeyOf(batch: ColumnBatch, column: number, record: number): number {
  let key = 0;
  for (let at = 0; ; at++) {
    const code = batch.codeOf(column, record, at);
    if (Number.isNaN(code) || (code >= 48 && code <= 57)) return key;
    key = Math.imul(key ^ code, 16_777_619) >>> 0;
  }
}

/** Whether a state says that an order came to nothing, or that what it brought went back. */
export function isCancelledState(text: string): boolean {
  const said = stateIn(text);
  if (said === 'undone' && notTaken.test(plain(text))) return true;
  return said !== 'stands' && (said === 'undone' || cancelled.test(text)) && !notCancelled.test(text);
}

function isRefunded(text: string): boolean {
  return (
    (refunded.test(text) || (text.length > 1 && yes.test(text)) || stateIn(text) === 'undone') &&
    stateIn(text) !== 'stands' &&
    !notRefunded.test(text)
  );
}

/** Invoice numbers of cancellations: a C before the digits. */
function isCancelledOrder(cells: Row, order: number): boolean {
  if (cells.plainOrder(order) !== oddOrder) return false;
  const first = cells.codeAt(order, 0);
  if (first !== 67 && first !== 99) return false;
  // A hash may begin with a C and a digit too.
  return cancelMark.test(cells.text(order));
}
