import type { ColumnType } from '#ingest/file-kind.ts';
import type { NumberStyle } from '#ingest/import-report.ts';
import { currenciesIn } from '#ingest/understanding/find-currency.ts';
import { isTotalId } from '#ingest/understanding/find-header.ts';
import { type DatePart, datePart, dateParts, longestPart, noPart } from '#ingest/values/date-parts.ts';
import { withoutNull } from '#ingest/values/no-value.ts';
import { parseDate, parseEitherWay, parseYearWeek } from '#ingest/values/parse-date.ts';
import { decimalEvidence, groupsByPoint, mayGroupByPoint, parseMicro } from '#ingest/values/parse-micro.ts';

/** What the sampled cells of one column say. Shares are of the non-empty cells, 0 to 1. */
export interface ColumnProfile {
  readonly type: ColumnType;
  /** Share that reads as `type`. */
  readonly typeShare: number;
  readonly filled: number;
  readonly sampled: number;
  readonly dateShare: number;
  /** Of them, of dates that codes look like: `04.04.18`. */
  readonly shortDateShare: number;
  /** Of pure numbers read as dates (20240501, epochs): a date only if the heading says so. */
  readonly numericDateShare: number;
  /** Of pure numbers read as months (202405). */
  readonly numericMonthShare: number;
  /** Read as a year and a week (202418, 18/2024). */
  readonly yearWeekShare: number;
  /** Share that reads as each part of a date that has columns of its own. */
  readonly parts: Readonly<Record<DatePart, number>>;
  readonly monthShare: number;
  readonly weekShare: number;
  readonly timeShare: number;
  readonly numberShare: number;
  readonly integerShare: number;
  readonly percentShare: number;
  readonly flagShare: number;
  /** That say what became of an order or what kind of document a line is. */
  readonly statusShare: number;
  readonly negativeShare: number;
  /** Of numbers with a C before them, which is a cancellation's mark where few orders have it. */
  readonly markedShare: number;
  readonly distinct: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly meanLength: number;
  readonly decimalComma: boolean;
  /** Above zero: cells say that decimals have a comma; below: a point; see {@link decimalEvidence}. */
  readonly decimalEvidence: number;
  /** The value that most cells have; '' in a column of many different ones. */
  readonly commonest: string;
  /** Share of the filled cells that are the commonest. */
  readonly commonestShare: number;
  /** ISO 4217 codes that the cells name by their signs, the commonest first. */
  readonly currencies: readonly string[];
  readonly examples: readonly string[];
}

const flagWords = new Set(
  '是 否 y n yes no true false √ × x 1 0 t f 有 无 对 错 必上 可选 休 班 ja nein nee nej nei oui non sí si sim não tak nie ano da ne evet hayır да нет так ні はい いいえ 예 아니오 ya tidak igen nem'.split(
    ' ',
  ),
);

/** What is said of orders that are on their way, and of those that came to nothing. */
export const statusWords =
  /cancel|refund|\breturn(s|ed)?\b|\bvoid|\bpaid\b|shipped|completed?\b|fulfilled|pending|deliver|storn|abgeschlossen|versandt|bezahlt|annul|anul|enviado|entregad|pagad|devuel|exp[eé]di|livr|atendid|devolv|spedit|consegnat|evas|отмен|достав|возвра|выполнен|[iİ]ptal|teslim|交易|退款|退货|退回|取消|完成|已付款|已发货|已收货|出库|关闭|キャンセル|発送|出荷|返品|취소|배송|완료|환불/i;

/** Numbers of orders that were cancelled: a C before the digits. */
export const cancelMark = /^c\d+$/i;

const hasLetter = /[^\0-@[-`{-\x7f]/;

/** `18 / 2024` */
const longestYearWeek = 9;

/** A week or a month with its year. */
const partOfYear = /^\d{1,2}[.,](?:19|20)\d{2}$/;

const likeCode = /^\d{2}([.-])\d{2}\1\d{2}$/;

/**
 * Profiles of a table's columns. A column whose cells could be thousands or decimals (`2,000`) follows the others of its
 * table, since one program wrote them all, and so it does one of whole numbers with `1.234` among them, where none has decimals. `style`: how the user says that numbers are written. `isOfThousandParts`: amounts are in a currency that has three decimals.
 */
export function profileColumns(
  columns: readonly (readonly string[])[],
  style?: NumberStyle,
  isOfThousandParts = false,
): ColumnProfile[] {
  const profiles = columns.map((cells) => profileColumn(cells, style));
  const commas = profiles.filter((profile) => profile.decimalEvidence > 0).length;
  const points = profiles.filter((profile) => profile.decimalEvidence < 0).length;
  if (style || (points > 0 && commas <= points)) return profiles;
  const isGrouped = commas === 0 && !isOfThousandParts && columns.some((cells) => groupsByPoint(filledOf(cells)));
  return profiles.map((profile, column) => {
    const isOpen = commas > 0 ? profile.decimalEvidence === 0 : isGrouped && mayGroupByPoint(filledOf(columns[column]));
    return isOpen ? profileColumn(columns[column], 'comma') : profile;
  });
}

function filledOf(cells: readonly string[]): string[] {
  return cells.map((cell) => withoutNull(cell.trim())).filter((cell) => cell !== '');
}

/** Reads a column's sampled cells in every way it can. */
function profileColumn(cells: readonly string[], style?: NumberStyle): ColumnProfile {
  const filled = filledOf(cells);
  const seen = countCells(filled);
  const evidence = decimalEvidence(seen);
  const decimalComma = style ? style === 'comma' : evidence > 0;
  const count = {
    date: 0,
    shortDate: 0,
    numericDate: 0,
    numericMonth: 0,
    yearWeek: 0,
    month: 0,
    week: 0,
    time: 0,
    number: 0,
    integer: 0,
    percent: 0,
    flag: 0,
    status: 0,
    negative: 0,
    marked: 0,
    total: 0,
  };
  const parts = { year: 0, month: 0, day: 0, week: 0 };
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  let characters = 0;
  for (const [cell, times] of seen) {
    characters += cell.length * times;
    const micro = parseMicro(cell, decimalComma);
    const date = parseEitherWay(cell, false);
    if (date && (Number.isNaN(micro) || /[^\d.,]/.test(cell))) {
      count.date += times;
      if (likeCode.test(cell)) count.shortDate += times;
      if (date.grain === 'month') count.month += times;
      if (date.grain === 'week') count.week += times;
      if (date.grain === 'second') count.time += times;
    } else if (!Number.isNaN(micro)) {
      count.number += times;
      // A long number of an order is whole, though its millionths are beyond what a double can hold.
      if (micro % 1e6 === 0 || /^\d+$/.test(cell)) count.integer += times;
      if (micro < 0) count.negative += times;
      if (cell.endsWith('%') || cell.endsWith('％')) count.percent += times;
      minimum = Math.min(minimum, micro / 1e6);
      maximum = Math.max(maximum, micro / 1e6);
      const numeric = parseDate(cell, 'unknown', true);
      if (numeric) count.numericDate += times;
      if (numeric?.grain === 'month') count.numericMonth += times;
    } else if (isTotalId(cell)) count.total += times;
    if (cancelMark.test(cell)) count.marked += times;
    if (cell.length <= longestYearWeek && parseYearWeek(cell)) count.yearWeek += times;
    if (cell.length <= longestPart && !noPart.test(cell))
      for (const part of dateParts) if (!Number.isNaN(datePart(part, cell))) parts[part] += times;
    if (flagWords.has(cell.toLowerCase())) count.flag += times;
    if (hasLetter.test(cell) && statusWords.test(cell)) count.status += times;
  }
  const share = (value: number): number => (filled.length === 0 ? 0 : value / filled.length);
  // `Subtotal` below the rows of a month speaks of the rows, not of the column.
  const dated = filled.length - count.total;
  const shareOfDated = (value: number): number => (dated === 0 ? 0 : value / dated);
  const shares = {
    dateShare: shareOfDated(count.date),
    shortDateShare: shareOfDated(count.shortDate),
    numericDateShare: shareOfDated(count.numericDate),
    numericMonthShare: shareOfDated(count.numericMonth),
    yearWeekShare: shareOfDated(count.yearWeek),
    parts: { year: share(parts.year), month: share(parts.month), day: share(parts.day), week: share(parts.week) },
    monthShare: shareOfDated(count.month),
    weekShare: shareOfDated(count.week),
    timeShare: shareOfDated(count.time),
    numberShare: share(count.number),
    integerShare: share(count.integer),
    percentShare: share(count.percent),
    flagShare: share(count.flag),
    statusShare: share(count.status),
    negativeShare: share(count.negative),
    markedShare: share(count.marked),
  };
  return {
    ...shares,
    ...typeOf(filled.length, shares),
    filled: filled.length,
    sampled: cells.length,
    distinct: seen.size,
    minimum,
    maximum,
    meanLength: filled.length === 0 ? 0 : characters / filled.length,
    decimalComma,
    // `05.2024` is a month and `January 29, 2024` a day: they say nothing of decimals.
    decimalEvidence:
      shares.numericMonthShare > 0.9 || shares.dateShare > 0.5 || filled.every((cell) => partOfYear.test(cell))
        ? 0
        : evidence,
    currencies: currenciesIn(seen),
    commonest: seen.size <= 12 ? commonestOf(seen) : '',
    commonestShare: share(Math.max(0, ...seen.values())),
    examples: [...seen.keys()].slice(0, 5).map((cell) => (cell.length > 60 ? `${cell.slice(0, 59)}…` : cell)),
  };
}

/** Different cells in the order of appearance, with how often each is there: most columns repeat theirs. */
export function countCells(cells: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}

/** What most cells of a column say; '' where they differ, or where a letter marks a few rows. */
export function usualOf({ commonest, commonestShare, filled, sampled }: ColumnProfile): string {
  const isMark = /^\p{L}$/u.test(commonest) && filled * 2 < sampled;
  return commonestShare > 0.5 && !isMark ? commonest : '';
}

function commonestOf(counts: ReadonlyMap<string, number>): string {
  let best = '';
  for (const [cell, count] of counts) if (best === '' || count > (counts.get(best) ?? 0)) best = cell;
  return best;
}

type Shares = Pick<
  ColumnProfile,
  'dateShare' | 'monthShare' | 'timeShare' | 'numberShare' | 'integerShare' | 'percentShare' | 'flagShare'
>;

function typeOf(filled: number, shares: Shares): { type: ColumnType; typeShare: number } {
  if (filled === 0) return { type: 'empty', typeShare: 1 };
  if (shares.dateShare >= 0.8) {
    const type = shares.timeShare > 0.5 ? 'datetime' : shares.monthShare > 0.9 ? 'month' : 'date';
    return { type, typeShare: shares.dateShare };
  }
  if (shares.numberShare >= 0.8) {
    const type = shares.percentShare > 0.5 ? 'percent' : shares.integerShare >= 0.999 ? 'integer' : 'decimal';
    return { type, typeShare: shares.numberShare };
  }
  if (shares.flagShare >= 0.9) return { type: 'flag', typeShare: shares.flagShare };
  return { type: 'text', typeShare: 1 - Math.max(shares.dateShare, shares.numberShare) };
}
