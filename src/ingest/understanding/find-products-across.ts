import {
  findHeader,
  isBlankRow,
  isKnownName,
  isTotalId,
  isTotalRow,
  namesAt,
} from '#ingest/understanding/find-header.ts';
import { type WideLayout, type WideMeasure, wordsLike } from '#ingest/understanding/find-periods.ts';
import type { HeadingMeaning } from '#ingest/understanding/heading-words.ts';
import { saysAny } from '#ingest/understanding/meaning-score.ts';
import { type ColumnProfile, profileColumns } from '#ingest/understanding/profile-column.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

/** A table that may have a product in each of many columns and a day, week or month in each row. */
export interface ProductsAcross {
  /** Line of the file with the header. */
  readonly headerLine: number;
  /** Its headings. */
  readonly headings: readonly string[];
  /** Columns that may each be a product. */
  readonly products: readonly number[];
  /** Columns that stay: all others but the sums of products. */
  readonly fixed: readonly number[];
  /** What is counted may be money, and is more likely than pieces. */
  readonly mayBeMoney: boolean;
  readonly isMoney: boolean;
}

const rowsLookedAt = 300;
const leastRows = 5;
const leastProducts = 3;
/** How many times as much of one product is sold as of another, at the most: ids and prices beside pieces differ by more. */
const mostTimes = 1000;
/** A text that tells days or stores has few values, or each of them often. */
const fewValues = { count: 12, share: 0.3 };

/** Headings of numbers that are told by day, too, and are of no product. */
const weather =
  /temp(eratur|s?\b)|humid|rain|precip|weather|\bwind|wetter|niederschlag|weekday|dayofweek|wochentag|quarter|quartal|hours?\b|气温|温度|湿度|降水|降雨|天气|星期|小时|季度/i;

/**
 * Finds a table with dates below each other and numbers in three or more columns under headings that nobody knows. Whether these are
 * products only the user can say. Null for every other table.
 */
export function findProductsAcross(
  rows: readonly (readonly string[])[],
  lines: readonly number[],
): ProductsAcross | null {
  const header = findHeader(rows);
  if (header < 0) return null;
  const headings = namesAt(rows, header, rows[header].length);
  // A product's name is no heading that is known.
  if (headings.filter((name) => name !== '' && !isKnownName(name)).length < leastProducts) return null;
  const body = rows.slice(header + 1, header + 1 + rowsLookedAt).filter((row) => !isBlankRow(row) && !isTotalRow(row));
  const cellsOf = (column: number): string[] => body.map((row) => (row[column] ?? '').trim());
  const columns = [...headings.keys()];
  const profiles = profileColumns(columns.map(cellsOf));
  const dates = columns.filter((column) => isDate(profiles[column]) && profiles[column].distinct >= leastRows);
  if (dates.length === 0) return null;
  const says = (column: number, ...meanings: readonly HeadingMeaning[]): boolean => saysAny(headings[column], meanings);
  const isCalendar = (column: number): boolean =>
    weather.test(headings[column]) || says(column, 'date', 'time', 'week', 'month', 'year', 'holiday', 'promotion');
  const others = columns.filter((column) => !dates.includes(column) && profiles[column].filled > 0);
  const texts = others.filter((column) => profiles[column].numberShare < 0.95);
  const numbers = others.filter((column) => !texts.includes(column) && !isCalendar(column) && headings[column] !== '');
  const values = new Map(numbers.map((column) => [column, cellsOf(column).map((cell) => parseMicro(cell) / 1e6)]));
  const all = body.map((_, row) => [...values.values()].reduce((sum, own) => sum + (own[row] || 0), 0));
  const isSum = (column: number): boolean => {
    const isWhole = (value: number, row: number): boolean => Math.abs(all[row] - 2 * (value || 0)) < 0.01;
    return isTotalId(headings[column]) || (values.get(column)?.every(isWhole) ?? false);
  };
  // Of what hardly sells only one or two stand on any day; a mark is one or none.
  const isSold = ({ distinct, filled, maximum }: ColumnProfile): boolean =>
    distinct > 2 || (filled < body.length && distinct > 1 && maximum > 1);
  const products = numbers.filter((column) => isSold(profiles[column]) && !isSum(column));
  const isOther =
    products.some((column) => isKnownName(headings[column]) || profiles[column].negativeShare > 0.1) ||
    texts.some((column) => says(column, 'product', 'code', 'category', 'brand')) ||
    texts.some((column) => profiles[column].distinct > Math.max(fewValues.count, body.length * fewValues.share));
  const isRepeated = new Set(products.map((column) => headings[column])).size < products.length;
  if (products.length < leastProducts || isOther || isRepeated) return null;
  const sizes = products.map((column) => medianOf(values.get(column) ?? []));
  // A row is a day, or a day of a store.
  const keys = new Set(body.map((row) => [...dates, ...texts].map((column) => row[column] ?? '').join('\n')));
  if (Math.max(...sizes) > Math.min(...sizes) * mostTimes || keys.size < body.length * 0.95) return null;
  const isMoney = products.some((column) => profiles[column].currencies.length > 0);
  return {
    headerLine: lines[header],
    headings,
    products,
    fixed: columns.filter((column) => !products.includes(column) && !isSum(column)),
    mayBeMoney: isMoney || products.some((column) => profiles[column].integerShare < 0.9),
    isMoney,
  };
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.filter((each) => each > 0).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 1;
}

function isDate({ dateShare, numericDateShare, monthShare, weekShare, yearWeekShare }: ColumnProfile): boolean {
  return Math.max(dateShare, numericDateShare, monthShare, weekShare, yearWeekShare) > 0.9;
}

/** How such a table is read once the user has said what its columns count. */
export function layOutProducts(
  { headerLine, headings, products, fixed }: ProductsAcross,
  across: WideMeasure,
): WideLayout {
  const words = wordsLike(headings);
  return {
    headerLine,
    across,
    headings,
    fixed: fixed.map((column) => ({ column, name: headings[column] })),
    periods: products.map((column) => ({ text: headings[column].trim(), columns: [column] })),
    measures: [across],
    unread: [],
    names: [words.product, words[across]],
  };
}
