import { roleOf } from '#ingest/roles/column-roles.ts';
import { headingWords } from '#ingest/understanding/heading-words.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';
import type { Guess, Weighing } from '#ingest/understanding/weigh-guesses.ts';

/** On which goods expire or are to arrive. */
export const comesOrGoes =
  /best[\s_-]before|use[\s_-]by|(?<!\p{L})(?:mhd|dlc|thm|tht)(?!\p{L})|expir|verfall|haltbar|scadenz|caducid|validade|ważn|годн|賞味|消費期限|有效期|保质期|유통기한|到港|到货|入荷/iu;

/** When one may say that one takes part in a promotion. */
const ofEntry = /报名|提报|申报|招商|募集|申込|受付|신청|regist|enrol|sign[\s_-]?up|anmeld|inscri/iu;

/** Of several days, that of the sale: each rule lowers one that the values or the words of another speak against. */
export function weighDay(guess: Guess, weighing: Weighing): void {
  const { column, role } = guess;
  const { kind, table, headings, products, dated, days } = weighing;
  const profile = table.profiles[column];
  if (roleOf(role)?.isDate && profile.filled === 0 && days > 0) guess.score *= 0.5;
  const name = headings[column];
  if ('from' in kind.roles && roleOf(role)?.isDate && ofEntry.test(name)) guess.score *= 0.6;
  if (role !== 'date' && role !== 'datetime') return;
  // The hour beside the day is none, whatever the two are called.
  const areDays = ({ dateShare }: ColumnProfile): boolean => dateShare > 0.9;
  if (profile.dateShare + profile.numericDateShare < 0.1 && profile.filled > 0 && table.profiles.some(areDays))
    guess.score *= 0.5;
  // A day that many rows lack is that of something done with them, where another one stands in all.
  const stands = dated.filter((each) => !lacks(0.98, table.profiles[each.column]));
  const isBare = headingWords(name).every(({ means }) => means.includes('date'));
  if (lacks(isBare || saysAny(name, ofTheOrder) ? 0.75 : 0.9, profile) && stands.length > 0) guess.score *= 0.7;
  // Beside the days themselves a week is only where they are counted, and may be of a calendar of its own.
  if (isOfWeeks(profile) && headings.some((_, day) => day !== column && isWithin(day, column, weighing)))
    guess.score *= 0.3;
  if (
    'review' in kind.roles &&
    saysAny(name, ['order', 'sold', 'ship', 'pay']) &&
    stands.some((each) => isOfReview(headings[each.column]))
  )
    guess.score *= 0.5;
  // An order comes before all that is done with it: of days that no word tells apart the earlier counts, but not the month of each.
  const isMonthOf = (other: Guess): boolean =>
    table.profiles[other.column].monthShare > 0.9 && table.dependence(column, other.column) > 0.98;
  if (
    !saysAny(name, ofTheOrder) &&
    dated.some(
      (each) =>
        each.column !== column && each.score > 0.7 && !isMonthOf(each) && table.comesBefore(each.column, column),
    )
  )
    guess.score *= 0.8;
  const isOfMonths = ({ monthShare, numericMonthShare }: ColumnProfile): boolean =>
    Math.max(monthShare, numericMonthShare) > 0.9;
  const isWithinMonth = ({ column: day, score }: Guess): boolean =>
    score > 0.7 && !isOfMonths(table.profiles[day]) && table.dependence(day, column) > 0.98;
  if (isOfMonths(profile) && dated.some(isWithinMonth)) guess.score *= 0.8;
  if (saysBought(name, headings)) guess.score *= 0.6;
  if (ofBuyer.test(name)) guess.score *= 0.5;
  // A day that each product keeps, of its launch, is none of a sale where another one changes.
  const isKept = (day: number): boolean =>
    products.some(
      (each) =>
        table.profiles[each.column].distinct * 4 <= table.rows.length && table.dependence(each.column, day) > 0.98,
    );
  if (isKept(column) && dated.some(({ column: day }) => table.profiles[day].distinct > 1 && !isKept(day)))
    guess.score *= 0.5;
  // `成交时间` may be when an order was done: that of the order itself stands in all rows, and before.
  const isOfAll = (each: Guess): boolean =>
    saysAny(headings[each.column], ['order']) && saysAny(headings[each.column], ['create', 'date', 'time']);
  if (
    lacks(0.98, profile) &&
    !saysAny(name, ['order']) &&
    stands.some((each) => isOfAll(each) && table.comesBefore(each.column, column))
  )
    guess.score *= 0.7;
  // Days of an invoice, a payment or a delivery come after that of the order, where one says so.
  const isOfOrder = (day: string): boolean => saysAny(day, ['order']) && !saysAny(day, afterOrder);
  if (saysAny(name, afterOrder) && stands.some((each) => isOfOrder(headings[each.column]))) guess.score *= 0.7;
}

/** A day under such a word is that of the sale. */
const ofTheOrder = ['order', 'sold', 'create', 'document', 'pay'] as const;
const afterOrder = ['document', 'pay', 'ship', 'finish'] as const;

const lacks = (share: number, { filled, sampled }: ColumnProfile): boolean => filled < sampled * share;
const isOfWeeks = ({ yearWeekShare, weekShare }: ColumnProfile): boolean => Math.max(yearWeekShare, weekShare) > 0.9;

/** Whether a column holds the days of which another one names the weeks. */
function isWithin(day: number, week: number, { table, headings }: Weighing): boolean {
  const { dateShare, weekShare, distinct } = table.profiles[day];
  return (
    dateShare > 0.98 &&
    weekShare === 0 &&
    [...meaningsOf(headings[day])].every((each) => each === 'date' || each === 'time') &&
    (table.isUnique(day) || table.dependence(day, week) > 0.98) &&
    distinct > table.profiles[week].distinct
  );
}

/** On which a review was written, and not what it is of ordered, or it answered or asked for. */
function isOfReview(name: string): boolean {
  return (
    !saysAny(name, ['order', 'sold', 'ship', 'pay']) &&
    !/repl(y|ies)|response|antwort|respuesta|r[eé]pon|risposta|resposta|ответ|返信|답변|回复|odpowied|update|modif|last|最近|due|deadline|invit|request|截止|邀请/i.test(
      name,
    )
  );
}

/** On which the shop bought what it sells. */
function saysBought(name: string, headings: readonly string[]): boolean {
  const isOfShop =
    headings.some((each) => saysAny(each, ['cost', 'supplier'])) &&
    !headings.some((each) => saysAny(each, ['customer', 'order']));
  return /einkauf|wareneingang|进货|入库|仕入/i.test(name) || (isOfShop && saysAny(name, ['purchasing']));
}

/** Since when somebody is a buyer. */
const ofBuyer =
  /注册|登録|регистрац|regist(?:ration|rierung|rado|rato)|sign(?:ed)?[\s_-]?up|(?:member|customer)[\s_-]since|client depuis|(?:kunde|mitglied) seit|cliente desde/i;
const next = /(?<![A-Za-z])[Nn](?:ext|EXT)(?![a-z])|下次|次回|nächst|próxim|prochain/;
const lastOrFirst =
  /\b(last|latest|first)\b|letzte|[uú]ltim|derni[eè]r|premi[eè]r|последн|перв|τελευτ|(?<!\p{L})τελ\.|ostatni|\bson\b|最近|最后|最後|最終|首次|마지막|최근/iu;

/** A day of the product itself, or the last or next on which some of it was sold or comes in. */
export function isDayOfSome(name: string): boolean {
  const isOfMove = saysAny(name, ['order', 'sold', 'ship', 'pay']) && lastOrFirst.test(name);
  return isOfMove || saysAny(name, ['purchasing', 'create', 'launch', 'due']) || next.test(name);
}
