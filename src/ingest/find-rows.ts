import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { DateReader } from '#ingest/cleaning/date-reader.ts';
import { canonicalId } from '#ingest/cleaning/product-names.ts';
import type { ImportControl } from '#ingest/import-control.ts';
import type { FileChoices, FileReport, ImportFile } from '#ingest/import-report.ts';
import { layoutOf, understandTable } from '#ingest/import-table.ts';
import { openReported } from '#ingest/open-sheets.ts';
import { walkTable } from '#ingest/table-rows.ts';
import { dayOf } from '#ingest/values/parse-date.ts';

/** Which rows of a sales file are wanted. */
export interface RowsWanted {
  /** As the panel spells it. */
  readonly productId: string;
  /** Days, both ends inclusive. */
  readonly from: EpochDay;
  readonly to: EpochDay;
  /** Rows handed out at most; all are counted. */
  readonly most: number;
}

export interface FoundRow {
  /** Line of the file on which the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface FoundRows {
  readonly columns: readonly string[];
  readonly rows: readonly FoundRow[];
  /** Rows of the product within the days, whether accepted or not. */
  readonly count: number;
}

/**
 * The rows of a file behind a figure: those of one product within some days, as they stand in the file, rejected ones
 * included, but not those of days that count in another file. The file is read again under what its report found and the user chose.
 */
export async function findRows(
  file: ImportFile,
  report: FileReport,
  choices: FileChoices,
  { productId, from, to, most }: RowsWanted,
  control: ImportControl,
): Promise<FoundRows> {
  const roles = Object.fromEntries(report.columns.map((column) => [column.index, column.role || 'ignored'] as const));
  const same: FileChoices = { ...choices, kind: report.kind, delimiter: report.delimiter, roles };
  const table = await openReported(file, report, same);
  const understood = await understandTable(table, same);
  const layout = layoutOf(table, understood);
  const date = new DateReader(layout);
  const { columns } = layout;
  const product = columns.get('product') ?? columns.get('name') ?? columns.get('category') ?? -1;
  const wanted = canonicalId(productId);
  const elsewhere = new Set(report.daysElsewhere);
  const rows: FoundRow[] = [];
  let count = 0;
  await walkTable(table, understood, {
    row(row, fault) {
      if (fault !== '' || (product >= 0 && canonicalId(row.text(product)) !== wanted)) return;
      const day = date.present ? dayOf(date.seconds(row)) : Number.NaN;
      if (Number.isNaN(day) || day < from || day > to || elsewhere.has(day)) return;
      count += 1;
      if (rows.length < most) rows.push({ line: row.line, cells: [...row.toArray()] });
    },
    async piece(bytesRead) {
      control.progress('importing', bytesRead, count);
      await control.breathe();
    },
  });
  return { columns: understood.header, rows, count };
}
