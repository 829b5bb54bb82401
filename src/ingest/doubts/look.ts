import type { FileKind } from '#ingest/file-kind.ts';
import type { ColumnReport } from '#ingest/import-report.ts';
import { roleAt } from '#ingest/roles/column-roles.ts';
import { actual } from '#ingest/understanding/find-periods.ts';
import type { FoundSums } from '#ingest/understanding/find-sums.ts';
import { type HeadingMeaning, headingWords } from '#ingest/understanding/heading-words.ts';
import { meaningsOf } from '#ingest/understanding/meaning-score.ts';
import type { Recognition } from '#ingest/understanding/recognise-table.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';

/** What a table looks like though its columns could be those of sales, or why its figures can't be taken as they stand. */
export type Doubt =
  | 'looks-like-purchases'
  | 'looks-like-advertising'
  | 'looks-like-forecast'
  | 'looks-like-movements'
  | 'looks-like-payments'
  | 'looks-like-returns'
  | 'looks-like-prices'
  | 'looks-like-customers'
  | 'looks-like-stock'
  | 'looks-like-survey'
  | 'items-in-cell'
  | 'units-mixed'
  | 'packs-counted'
  | 'columns-numbered'
  | 'weeks-fiscal'
  | 'rows-add-up'
  | 'groups-headed'
  | 'figures-scaled'
  | 'lines-again'
  | 'kind-unsure'
  | 'figures-untold'
  | 'ids-shortened'
  | 'running-total';

export interface FoundDoubt {
  readonly code: Doubt;
  /** Headings that say so. */
  readonly columns: readonly string[];
  /** Positions of the columns concerned, of running totals. */
  readonly indices: readonly number[];
}

export interface Looked {
  readonly kind: FileKind;
  readonly columns: readonly ColumnReport[];
  readonly table: TableEvidence;
  readonly fileName: string;
  /** Columns that could as well be the pieces or the amounts. */
  readonly alike: Recognition['alike'];
  /** Rows that are the sums of others. */
  readonly sums: FoundSums | null;
  /** Its columns were periods side by side. */
  readonly isWide: boolean;
  /** No word says what the figures under them count. */
  readonly isUntold: boolean;
  /** What some heads of groups say, where a table is read by these. */
  readonly heads: readonly string[];
  /** What stands over and in the headings of periods side by side. */
  readonly over: readonly string[];
  /** What the lines above the table say. */
  readonly titles: string;
}

export interface Heading {
  readonly column: ColumnReport;
  readonly means: ReadonlySet<HeadingMeaning>;
}

/** The headings of columns with cells in them, and what they mean. */
export const headingsOf = ({ columns, table }: Looked): Heading[] =>
  columns
    .filter(({ index }) => table.profiles[index].filled > 0)
    .map((column) => ({ column, means: meaningsOf(column.name) }));

/** Looks for one doubt. */
export type Look = (headings: readonly Heading[], looked: Looked) => FoundDoubt | null;

export const namesOf = (headings: readonly Heading[]): string[] => headings.map(({ column }) => column.name);

/** A doubt for what some headings say; null without any. */
export const doubtAbout = (code: Doubt, found: readonly Heading[]): FoundDoubt | null =>
  found.length > 0 ? { code, columns: namesOf(found).slice(0, 4), indices: [] } : null;

export const saying = (headings: readonly Heading[], ...meanings: readonly HeadingMeaning[]): Heading[] =>
  headings.filter(({ means }) => meanings.some((each) => means.has(each)));

/** `Net Sales` beside `Units Sold` are amounts. */
export function isAmount(means: ReadonlySet<HeadingMeaning>): boolean {
  return (
    means.has('amount') || means.has('revenue') || means.has('price') || (means.has('sold') && !means.has('quantity'))
  );
}

/** What pieces times their price are to the amounts: see {@link TableEvidence.product}. */
export function multiplies({ columns, table }: Looked): ReturnType<TableEvidence['product']> {
  const [units, price, amount] = [roleAt(columns, 'units'), roleAt(columns, 'price'), roleAt(columns, 'revenue')];
  return units && price && amount ? table.product(units.index, price.index, amount.index) : 'unknown';
}

/** The name of a file without what tells its format. */
export const withoutEnding = (fileName: string): string => fileName.replace(/\.[a-z]{2,5}(\.gz)?$/i, '');

/** Whether pieces or amounts are those that came to pass, by their heading, beside planned ones. */
export function areActual(columns: readonly ColumnReport[]): boolean {
  const isActual = ({ role, name }: ColumnReport): boolean =>
    (role === 'units' || role === 'revenue') &&
    name.split(/[^\p{L}]+/u).some((word) => word.length > 1 && actual.test(word));
  return columns.some(isActual) && columns.some(({ name }) => meaningsOf(name).has('forecast'));
}

export function saysIn(text: string, meaning: HeadingMeaning): boolean {
  return headingWords(withoutEnding(text)).some(({ means }) => means.includes(meaning));
}

/** Roles of what a row counts, when and under which number. */
export const ofMove: readonly string[] = ['units', 'revenue', 'order', 'date', 'datetime'];

/** More columns of numbers than that are no statement's and no ledger's. */
const mostNumeric = 16;

/** Columns of numbers, to be compared with each other; none where there are too many. */
export function measuresOf(
  columns: readonly ColumnReport[],
  { profiles, rows }: TableEvidence,
): readonly ColumnReport[] {
  const numeric = columns.filter(({ index }) => profiles[index].numberShare > 0.9 && profiles[index].distinct > 3);
  return rows.length < 12 || numeric.length > mostNumeric ? [] : numeric;
}
