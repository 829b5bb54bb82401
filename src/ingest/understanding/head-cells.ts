import { isKnownName } from '#ingest/understanding/find-header.ts';
import { parseDate } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

export type Cells = readonly string[];

export const textAt = (row: Cells, column: number): string => (row[column] ?? '').trim();
export const isFilled = (row: Cells, column: number): boolean => textAt(row, column) !== '';
export const filledIn = (row: Cells): number[] => [...row.keys()].filter((column) => isFilled(row, column));
/** The figure of a cell in millionths, NaN where it has none. */
export const figureAt = (row: Cells, column: number): number => parseMicro(textAt(row, column));
export const isNumber = (row: Cells, column: number): boolean => !Number.isNaN(figureAt(row, column));
export const isDate = (row: Cells, column: number): boolean =>
  (['day-first', 'month-first'] as const).some((each) => parseDate(textAt(row, column), each, false) !== null);
export const mostOf = (rows: readonly Cells[], test: (row: Cells) => boolean): boolean =>
  rows.filter(test).length >= rows.length * 0.9;

/** Whether a figure, in millionths, is a sum of others to the cent; sums of nothing are no sign. */
export const isSumOf = (figure: number, sum: number): boolean => sum !== 0 && Math.abs(figure - sum) < 15_000;

const labelAndValue = /^([^:：]{1,30}?)\s*[:：]\s*(.*)$/;
/** `Camp Lantern:Blue`, without a blank behind the colon: a product and its variant, but for a label that is a heading. */
const isVariant = (text: string): boolean => /^[^:]*\p{L}:\p{L}/u.test(text) && !isKnownName(text.split(':')[0]);

/**
 * What a row of one cell says before and after its colon, or a row of two in its cells, the first of which is one that lines fill and
 * ends in a colon or is a heading; null for any other.
 */
export function labelled(
  row: Cells,
  lines: readonly number[],
): { readonly label: string; readonly value: string } | null {
  const [first, second, third] = filledIn(row);
  if (first === undefined || third !== undefined) return null;
  const text = textAt(row, first);
  const [, label, value] = isVariant(text) ? [] : (labelAndValue.exec(text) ?? []);
  if (second === undefined) return label === undefined ? null : { label, value };
  // Cells that lines do not fill have a heading of their own.
  if (!lines.includes(first) || !lines.includes(second) || (label !== undefined && value !== '')) return null;
  if (label === undefined && (!isKnownName(text) || /\d/.test(text))) return null;
  return { label: label ?? text, value: textAt(row, second) };
}
