import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { Collection } from '#ingest/assembly/collection.ts';
import { DateReader } from '#ingest/cleaning/date-reader.ts';
import { FileTally } from '#ingest/cleaning/file-tally.ts';
import { canonicalId, plainId } from '#ingest/cleaning/product-names.ts';
import { promotionShare } from '#ingest/cleaning/promotion-share.ts';
import { SalesRows } from '#ingest/cleaning/sales-rows.ts';
import type { ImportControl } from '#ingest/import-control.ts';
import type { FileChoices, FileReport, ImportFile } from '#ingest/import-report.ts';
import { layoutOf, understandTable, withDifferences } from '#ingest/import-table.ts';
import { openReported } from '#ingest/open-sheets.ts';
import type { Row } from '#ingest/reading/row.ts';
import { walkTable } from '#ingest/table-rows.ts';
import { dayOf } from '#ingest/values/parse-date.ts';
import { csvRecord } from '#ingest/writing/write-csv.ts';

/** Which rows of a sales file are wanted. */
export interface RowsWanted {
  /** As the panel spells it. */
  readonly productId: string;
  /** Days, both ends inclusive. */
  readonly from: EpochDay;
  readonly to: EpochDay;
  /** Only what was sold under a promotion, or only the rest; null: both. */
  readonly promotion: 'on' | 'off' | null;
  /** Ids that differ only by case or blanks are different products. */
  readonly idsApart: boolean;
  /** ISO 4217 code that the user chose for the import; '' = what the files say. */
  readonly currency: string;
}

export interface FoundRow {
  /** Line of the file on which the row begins. */
  readonly line: number;
  /** Why the row is not used; '' where it is. */
  readonly reason: string;
  readonly cells: readonly string[];
}

/** What the rows behind a figure add up to. */
interface RowSums {
  /** Rows of the product within the days, whether used or not. */
  readonly count: number;
  readonly used: number;
  /** Of the used rows, as far as they are wanted: of a row that is half sold under a promotion, half. */
  readonly units: number;
  readonly revenue: number;
}

export interface FoundRows extends RowSums {
  readonly columns: readonly string[];
  readonly rows: readonly FoundRow[];
}

/** The words of two columns that are put in front, and of what they say. */
export interface RowsBehindWords {
  readonly line: string;
  readonly state: string;
  readonly used: string;
  readonly reasons: Readonly<Record<string, string>>;
}

/** Text is put into the file by pieces of about so many characters: a long text that grows is copied again and again. */
const pieceLength = 1 << 20;

/**
 * The first rows of a file behind a figure and what all of them add up to: those of one product within some days, as they
 * stand in the file, rejected ones included with the reason, but not those of days that count in another file. The file is
 * read again under what its report found and the user chose.
 *
 * @param most rows handed out at most; all are counted
 */
export async function findRows(
  file: ImportFile,
  report: FileReport,
  choices: FileChoices,
  wanted: RowsWanted,
  most: number,
  control: ImportControl,
): Promise<FoundRows> {
  const rows: FoundRow[] = [];
  const found = await walkRows(file, report, choices, wanted, control, (line, reason, row) => {
    if (rows.length < most) rows.push({ line, reason, cells: [...row.toArray()] });
  });
  return { ...found, rows };
}

/** All rows behind a figure as CSV, every cell harmless, with the line and whether it is used in front. */
export async function collectRows(
  file: ImportFile,
  report: FileReport,
  choices: FileChoices,
  wanted: RowsWanted,
  words: RowsBehindWords,
  control: ImportControl,
): Promise<Blob> {
  const pieces: string[] = [];
  let text = '';
  const { columns } = await walkRows(file, report, choices, wanted, control, (line, reason, row) => {
    const state = reason === '' ? words.used : (words.reasons[reason] ?? reason);
    text += csvRecord([String(line), state, ...row.toArray()]);
    if (text.length < pieceLength) return;
    pieces.push(text);
    text = '';
  });
  return new Blob(['\uFEFF', csvRecord([words.line, words.state, ...columns]), ...pieces, text], { type: 'text/csv' });
}

async function walkRows(
  file: ImportFile,
  report: FileReport,
  choices: FileChoices,
  { productId, from, to, promotion, idsApart, currency }: RowsWanted,
  control: ImportControl,
  visit: (line: number, reason: string, row: Row) => void,
): Promise<RowSums & { readonly columns: readonly string[] }> {
  const roles = Object.fromEntries(report.columns.map((column) => [column.index, column.role || 'ignored'] as const));
  const same: FileChoices = { ...choices, kind: report.kind, delimiter: report.delimiter, roles };
  const table = await openReported(file, report, same);
  const understood = await understandTable(table, same);
  const layout = await withDifferences(table, understood, layoutOf(table, understood), control);
  const { columns } = layout;
  const elsewhere = report.daysElsewhere;
  const collection = new Collection(0, 0, {
    ...{ idsApart, currency },
    ...(elsewhere ? { daysElsewhere: new Map([[layout.file, elsewhere]]) } : {}),
  });
  collection.period = 'week';
  const sink = new SalesRows(layout, collection, new FileTally());
  const date = new DateReader(layout);
  const keyOf = idsApart ? (id: string) => id.trim() : canonicalId;
  const wanted = keyOf(productId);
  const product = columns.get('product') ?? columns.get('name') ?? columns.get('category') ?? -1;
  const promoted = columns.get('promotion');
  const keepsTotals = understood.rules.total_row === 'keep';
  const sums = { count: 0, used: 0, units: 0, revenue: 0 };

  await walkTable(table, understood, {
    batch: (batch, first) => sink.prepare(batch, first),
    row(row, fault) {
      const isSum = fault === 'repeated_header' || (fault === 'total_row' && !keepsTotals);
      const reason = isSum ? fault : sink.take(row, row.line);
      if (reason === 'day_in_other_file') return;
      const written = (): string => (product < 0 ? '' : keyOf(plainId(row.text(product))));
      const id = reason === '' ? collection.products.entries[sink.product].canonical : written();
      if (isSum || id !== wanted) return;
      const day = reason === '' ? dayOf(sink.seconds) : date.present ? dayOf(date.seconds(row)) : Number.NaN;
      if (Number.isNaN(day) || day < from || day > to) return;
      const on = promoted === undefined ? 0 : promotionShare(row.text(promoted));
      const share = promotion === null ? 1 : promotion === 'on' ? on : 1 - on;
      if (share === 0) return;
      sums.count += 1;
      if (reason === '') {
        sums.used += 1;
        sums.units += (sink.units || 0) * share;
        sums.revenue += sink.amount * share;
      }
      visit(row.line, reason, row);
    },
    async piece(bytesRead) {
      control.progress('importing', bytesRead, sums.count);
      await control.yieldNow();
    },
  });
  return { ...sums, units: sums.units / 1e6, revenue: sums.revenue / 1e6, columns: understood.header };
}
