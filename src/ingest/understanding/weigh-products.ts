import { hasDecimals } from '#ingest/roles/column-roles.ts';
import { meaningsOf, saysAny, saysProductId } from '#ingest/understanding/meaning-score.ts';
import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { isDayOfSome } from '#ingest/understanding/weigh-days.ts';
import type { Guess, Weighing } from '#ingest/understanding/weigh-guesses.ts';

/** Of several codes and names, that of what is sold: products come again under many days, and go with their names. */
export function weighProduct(guess: Guess, weighing: Weighing): void {
  if (guess.role !== 'product') return;
  const { column } = guess;
  const { kind, table, headings, products, name } = weighing;
  const { isByPeriod, keepsAttributes } = kind;
  const profile = table.profiles[column];
  const heading = headings[column];
  // Of two that go with each other words are the name, and a code is the id.
  const isCode = (each: Guess): boolean =>
    each.column !== column &&
    each.score > guess.score - 0.15 &&
    (table.areWords(column)
      ? !table.areWords(each.column)
      : table.areCodes(each.column) && !onPackage.test(headings[each.column])) &&
    table.isPaired(each.column, column);
  if (isByPeriod && !table.areCodes(column) && products.some(isCode)) guess.score *= 0.8;
  // How many products an order has, beside its number.
  const areNumbered = weighing.guesses.some(
    (each) => each.role === 'order' && each.score >= 0.7 && each.column !== column && table.isUnique(each.column),
  );
  const isCount = areFewPieces(profile) && areNumbered;
  if (isByPeriod && !saysProductId(heading) && (isCount || countsDaily(table, column, weighing.dated)))
    guess.score *= 0.3;
  // Numbers that rise from row to row over several days are those of documents.
  if (isByPeriod && !kind.isSnapshot && weighing.days > leastDays && !saysProductId(heading) && table.isRising(column))
    guess.score *= 0.3;
  // The code of a store is none of what it sells.
  if (isByPeriod && meaningsOf(heading).has('store') && !saysSku.test(heading) && profile.distinct <= mostStores)
    guess.score *= 0.5;
  // `4400.10` under a heading of products' codes, or that goes with their names, is one and no price.
  const isId = saysProductId(heading) || (name && table.isPaired(column, name.column));
  if (hasDecimals(profile) && isId) guess.score *= 3;
  const isOnly = isByPeriod && profile.distinct === 1 && isOfOne(weighing) && guess.score >= 0.6;
  if (isByPeriod && table.rows.length >= leastOfOne && profile.distinct === 1) guess.score *= isOnly ? 0.95 : 0.53;
  if (table.isUnique(column) && !mayBeUnique(guess, weighing)) guess.score *= 0.45;
  else if (keepsAttributes && !table.isUnique(column) && products.some((each) => numbersProducts(each, weighing)))
    guess.score *= 0.8;
  else if (products.some((each) => table.isPartOf(each.column, column))) guess.score += 0.1;
  const goesAlong = (each: Guess): boolean =>
    each.column !== column &&
    (table.isUnique(column) ? table.isUnique(each.column) : table.isPaired(each.column, column));
  // Of two ids that go with each other the shop's own is meant, and not the number on the package.
  const isOwn = (each: Guess): boolean =>
    each.score >= 0.8 && !onPackage.test(headings[each.column]) && goesAlong(each);
  if (onPackage.test(heading) && products.some(isOwn)) guess.score -= 0.15;
  const isBareCode = (each: Guess): boolean => bareCode.test(headings[each.column].trim()) && goesAlong(each);
  if ((onPackage.test(heading) || /^id$/i.test(heading)) && products.some(isBareCode))
    guess.score = Math.min(guess.score - 0.15, 0.5);
  // The maker's number gives way to the id beside it.
  if (/^mpn$/i.test(heading) && headings.some((each, at) => /^id$/i.test(each.trim()) && table.isUnique(at)))
    guess.score -= 0.4;
  // Of an id that the system gave and a SKU the SKU is what people know.
  const isOfPeople = (other: number): boolean =>
    /id$/i.test(heading) &&
    !/id$/i.test(headings[other]) &&
    meaningsOf(headings[other]).has('id') &&
    table.rows.every((_, row) => /\p{L}|^$/u.test(table.text(row, other)));
  // What has no code would be left out.
  const isAsFull = (each: Guess): boolean => table.profiles[each.column].filled >= profile.filled;
  const isSku = (each: Guess): boolean =>
    (saysSku.test(headings[each.column]) || isOfPeople(each.column)) &&
    !(chineseId.test(heading) && chineseCode.test(headings[each.column])) &&
    isAsFull(each) &&
    goesAlong(each);
  const isLong = profile.integerShare > 0.98 && profile.meanLength >= longNumber;
  const isGiven = /^id[\s_]|id$/i.test(heading) || isLong;
  // And the code that a seller gave is what he knows beside the number that a marketplace gave.
  const isOfSeller = (each: Guess): boolean =>
    ofSeller.test(headings[each.column]) &&
    isAsFull(each) &&
    // What is offered anew has another number.
    (goesAlong(each) || (table.dependence(column, each.column) > 0.98 && !table.isUnique(column)));
  if (
    (!saysSku.test(heading) && isGiven && products.some(isSku)) ||
    ((isLong || !saysSku.test(heading)) && !ofSeller.test(heading) && products.some(isOfSeller))
  )
    guess.score -= 0.25;
  // The number of a style gives way to the code of its variants, also where each has one.
  const isOfVariant = (each: Guess): boolean => /商家编[码号]/.test(headings[each.column]) && goesAlong(each);
  if (/^[货款](?:品|式)?(?:编?[号码]|编码)$/.test(heading) && products.some(isOfVariant)) guess.score -= 0.15;
  // Of two codes of which one groups the other the finer is what is ordered: a variant, not its style.
  const groups = (each: Guess): boolean =>
    each.score >= 0.6 &&
    each.score <= guess.score + 0.25 &&
    table.dependence(column, each.column) > 0.98 &&
    table.dependence(each.column, column) < 0.9;
  const comesAgain =
    profile.distinct * 3 <= profile.filled || (saysVariant.test(heading) && profile.distinct < profile.filled);
  if (isByPeriod && comesAgain && products.some(groups)) guess.score += 0.2;
  // A list of what is in stock that has a row for each variant is of these.
  const isOfSeveral = (each: Guess): boolean => each.score >= 0.8 && !table.isUnique(each.column);
  if (kind.isSnapshot && saysVariant.test(heading) && table.isUnique(column) && products.some(isOfSeveral))
    guess.score += 0.2;
  if (name && name.column !== column && !isOnly) weighByName(guess, name, weighing);
  // Where many have no code and all have a name, what is sold goes by this.
  const isFull = (at: number): boolean => table.profiles[at].filled >= table.profiles[at].sampled * 0.98;
  const goWith = name !== undefined && table.dependence(column, name.column) > 0.9;
  if (isByPeriod && name && goWith && isFull(name.column) && profile.filled < profile.sampled * mostCoded) {
    const uncoded = [...table.rows.keys()].filter((row) => table.text(row, column) === '');
    const names = new Set(uncoded.map((row) => table.text(row, name.column)));
    if (names.size >= leastNames && names.size * 3 <= uncoded.length) guess.score *= 0.3;
  }
}

/** What one product costs in so many rows of it takes so few values. */
const [fewPrices, leastOfOne] = [3, 30];

/** Whether a file is of one product: a column that is called so has one value, and hardly a price differs. */
export function isOfOne({ guesses, headings, table }: Pick<Weighing, 'guesses' | 'headings' | 'table'>): boolean {
  const isOne = ({ role, column, score }: Guess): boolean =>
    role === 'product' &&
    table.profiles[column].distinct === 1 &&
    (score >= 0.8 || saysAny(headings[column], ['product', 'code']));
  const isKept = ({ role, column, score }: Guess): boolean =>
    role === 'price' && score >= 0.6 && table.profiles[column].distinct <= fewPrices;
  return table.rows.length >= leastOfOne && guesses.some(isOne) && guesses.some(isKept);
}

/** Whether a column that never repeats may name the products: where they come again and again, it numbers something else. */
function mayBeUnique({ column, score }: Guess, { kind, table, headings, products, dates, days }: Weighing): boolean {
  const isDated = dates.some((each) => !isDayOfSome(headings[each.column]) && table.profiles[each.column].distinct > 1);
  const heading = headings[column];
  const saysMore = (saysProductId(heading) || saysVariant.test(heading) || score >= 0.95) && !ofPiece.test(heading);
  if (kind.keepsAttributes || (kind.isSnapshot && saysMore && score >= 0.8 && !isDated)) return true;
  // One product in all rows is that of which the file is.
  const isOnly = (each: Guess): boolean => kind.isByPeriod === true && each.score >= score && each.column !== column;
  const others = products.some(
    (each) => !table.isUnique(each.column) && (table.profiles[each.column].distinct > 1 || isOnly(each)),
  );
  const isAlone = kind.isByPeriod && days > 4 && table.rows.length >= 30 && !stockKeeping.test(heading);
  return !others && !isAlone;
}

/** Whether each product has one row, by a column that does not only number them. */
function numbersProducts({ column }: Guess, { table }: Weighing): boolean {
  return table.isUnique(column) && !table.isRowNumber(column);
}

/** An id goes with one name. */
function weighByName(guess: Guess, name: Guess, { kind, table, headings, products }: Weighing): void {
  const { column } = guess;
  const isNamed =
    products.some((each) => table.dependence(each.column, name.column) > 0.9) ||
    headings.some((_, other) => other !== column && table.isPaired(other, name.column));
  const goesWith = table.dependence(column, name.column);
  // What is another one on each row that names the same product numbers the sales.
  const numbersSales = kind.isByPeriod && table.profiles[name.column].distinct === 1 && table.isUnique(column);
  if (numbersSales || table.contradicts(column, name.column, isNamed)) guess.score *= 0.5;
  // Words that go with many names (`Large`, `Grey`) are what products are like.
  else if (kind.isByPeriod && table.areWords(column) && goesWith < 0.7) guess.score *= 0.5;
  if (goesWith > 0.98 && table.dependence(name.column, column) > 0.9) guess.score += 0.08;
}

/** Days in which products come again. */
const leastDays = 4;

/** Stores under a code are rarely more than that beside the products. */
const mostStores = 12;
/** A product that is told by its number has a higher one. */
const mostCounted = 30;

/** Whether cells are numbers as small as those of pieces. */
export function areFewPieces({ integerShare, numberShare, maximum }: ColumnProfile): boolean {
  return integerShare > 0.98 && numberShare > 0.9 && maximum < mostCounted;
}

/** Whether a table has one row a day, and a column another number on most of them. */
export function countsDaily(
  table: TableEvidence,
  column: number,
  dated: readonly { readonly column: number }[],
): boolean {
  const { integerShare, numberShare, distinct, filled } = table.profiles[column];
  const areNumbers = integerShare > 0.98 && numberShare > 0.9 && distinct * 3 > filled;
  return areNumbers && dated.some((each) => each.column !== column && table.isUnique(each.column));
}

/** Share of the rows that have a code from which on it is the id. */
export const mostCoded = 0.8;
/** Different names without a code: fewer may be those of postage and fees. */
const leastNames = 4;

/** Headings of ids that a shop gives nothing but what it sells: of a used book there is one. */
const stockKeeping = /^(?:seller|merchant|variant|product|item|商品|卖家|商家)?[\s_-]?sku$/i;

const saysVariant = /(?<![a-z])sku(?![a-z])|varia|规格|颜色|尺码/i;
const saysSku = /(?<![a-z])sku(?![a-z])/i;
/** By these the reports of visits and reviews of Chinese marketplaces tell products, too. */
const [chineseId, chineseCode] = [/^(?:商品|宝贝)id$/i, /编码$/];
/** Headings of the codes that a seller gives his products on a marketplace. */
const ofSeller =
  /(?<![A-Za-z])(?:[Ss]eller|[Mm]erchant|[Cc]ustom [Ll]abel)(?![a-z])|^Bestandseinheit|[Ll]ibellé personnalisé|[Ee]tichetta personalizzata|[Ee]tiqueta personalizada|[Аа]ртикул (?:поставщика|продавца)/;
/** Numbers of products that are this long were not given by people. */
const longNumber = 9;

/** A shop's own code, under nothing but the word for one: beside the number that its system or a maker gave. */
const bareCode = /^(?:c[oó]d(?:igo|\.)?|codice|code|kode?|k[oó]d|код|编码|编号|コード|코드)$/i;

/** Headings of the numbers that makers put on packages. */
const onPackage =
  /(?<![a-z])(ean|upc|gtin|isbn|jan)(?![a-z])|bar[\s_-]?[ck]od|c[oó]d(?:igo|\.)?\s?(?:de\s)?barras|codes?[\s-]barres?|codice\s(?:a\s)?barre|strichcode|stre[ckg]+[\s_-]?[ck]od|kreskow|[cč][aáií]+rov|viivakood|vonalk[oó]d|штрих|баркод|条(形)?码|條碼|バーコード|바코드|باركود|บาร์โค้ด|बारकोड/iu;

/** Of one piece or lot, and not of the product. */
const ofPiece =
  /(?<![a-z])(lot|batch|serial)|charge|serien|lotto|lote|批[次号]|序列|ロット|シリアル|로트|시리얼|парти|серийн/i;
