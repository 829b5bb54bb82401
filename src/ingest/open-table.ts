import type { DayMonthOrder, Delimiter, EncodingName, FileChoices, ImportFile } from '#ingest/import-report.ts';
import { NativeReader } from '#ingest/kernel/native-batch.ts';
import type { RowKernel } from '#ingest/kernel/row-kernel.ts';
import { kindOf } from '#ingest/kinds/file-kinds.ts';
import { readHead } from '#ingest/reading/byte-pieces.ts';
import { doubleQuotes, escapesQuotes, withDoubledQuotes } from '#ingest/reading/escaped-quotes.ts';
import { readText, readUtf8, type TextFile } from '#ingest/reading/file-text.ts';
import { guessDelimiter, guessNewline } from '#ingest/reading/guess-dialect.ts';
import { HeadedLines } from '#ingest/reading/headed-lines.ts';
import { MeasureColumns } from '#ingest/reading/measure-columns.ts';
import { type Newline, type RecordBatch, RecordReader } from '#ingest/reading/records.ts';
import { Row } from '#ingest/reading/row.ts';
import { type FileScan, isParquet } from '#ingest/reading/scan-file.ts';
import { splitItems } from '#ingest/reading/split-items.ts';
import { Unpivot } from '#ingest/reading/unpivot.ts';
import { findHeaded, type HeadedLayout } from '#ingest/understanding/find-headed.ts';
import { isRule } from '#ingest/understanding/find-header.ts';
import { findItems, type ItemsLayout } from '#ingest/understanding/find-items.ts';
import { findMeasures, type MeasuresLayout } from '#ingest/understanding/find-measures.ts';
import { findPeriods, layOutPeriods, type WideLayout, withoutYear } from '#ingest/understanding/find-periods.ts';
import { findProductsAcross, layOutProducts, type ProductsAcross } from '#ingest/understanding/find-products-across.ts';
import { aroundBelow, titleIn } from '#ingest/understanding/stacked-periods.ts';
import { OrderEvidence } from '#ingest/values/order-evidence.ts';
import { type OpenYear, withYear } from '#ingest/values/without-year.ts';

/** Bytes of UTF-8 looked at before a file is understood. */
const sampleBytes = 400_000;

/** Characters of them made records at a time. */
const charactersAtATime = 1 << 16;

/** A table of a file as text with its dialect. */
export interface OpenedTable {
  /** The text's bytes: the dropped file, one sheet of it, or the text of its columns. */
  readonly file: TextFile;
  /** Set for a sheet of a workbook. */
  readonly sheet?: string;
  /** As its report is called. */
  readonly name: string;
  /** 1 for the first table of the file. */
  readonly number: number;
  /** Line on which it begins. */
  readonly firstLine: number;
  /** What is known around a table below one with periods side by side, besides its own titles. */
  readonly around?: string;
  readonly compressed: boolean;
  readonly encoding: EncodingName;
  readonly delimiter: Delimiter;
  readonly newline: Newline;
  /** Quotes within cells stand behind a backslash. */
  readonly isEscaped: boolean;
  /** First records, title lines and header included, with their lines. */
  readonly sample: readonly string[][];
  readonly sampleLines: readonly number[];
  /** Its periods stand side by side, and its records are made one a period. */
  readonly wide?: WideLayout;
  /** They do, but say no year. */
  readonly lacksYear?: boolean;
  /** A printed list, with lines of dashes between its parts, which are no records of the sample. */
  readonly isRuled: boolean;
  /** Each of many columns may be a product. */
  readonly across?: ProductsAcross;
  /** Several products stand in one cell, and its records are made one a product. */
  readonly items?: ItemsLayout;
  /** Groups of lines have a row of their own above them, whose cells its records get. */
  readonly headed?: HeadedLayout;
  /** A row has one figure and says what it counts, and its records are made one a thing; where it has periods, of their records. */
  readonly measured?: MeasuresLayout;
}

/** How a table with its periods side by side is to be read; nothing for any other. */
function lookForPeriods(
  {
    sample,
    sampleLines,
    name,
    sheet = '',
    around = `${name} ${sheet}`,
  }: Pick<OpenedTable, 'sample' | 'sampleLines' | 'name' | 'sheet' | 'around'>,
  { kind, headerLine, period = '' }: FileChoices,
): Pick<OpenedTable, 'wide' | 'lacksYear' | 'items' | 'headed' | 'across'> {
  // A list of products may well have columns called by months.
  if ((kind !== undefined && !kindOf(kind)?.isByPeriod) || headerLine === 0) return {};
  const year = /^\d{4}$/.test(period) ? Number(period) : 0;
  const found = findPeriods(sample, sampleLines, around, headerLine, year);
  if (found === null) {
    const items = findItems(sample, sampleLines);
    if (items) return { items };
    const headed = findHeaded(sample, sampleLines, headerLine);
    if (headed) return { headed };
    const across = findProductsAcross(sample, sampleLines);
    return across ? { across } : {};
  }
  return found === withoutYear ? { lacksYear: true } : { wide: found };
}

/** How a table is written that was no text; nothing of it is to be guessed or chosen. */
export const asWritten: FileChoices = { delimiter: ',' };

/** A dropped file as text; that of a Parquet file is made of its columns. */
export async function openText(
  file: ImportFile,
  scan: Pick<FileScan, 'compressed'>,
  encoding: EncodingName,
  choices: FileChoices,
): Promise<OpenedTable> {
  if (!isParquet(await readHead(file.bytes, 4))) return openTable(file, scan, encoding, choices);
  const { ParquetText } = await import('#ingest/reading/parquet-text.ts');
  const text = { name: file.name, bytes: await ParquetText.open(file.bytes) };
  return openTable(text, { compressed: false }, 'utf-8', { ...choices, ...asWritten });
}

/** Rows of a sheet or of a Parquet file have numbers, whatever line breaks their cells hold. */
function countsRows(file: TextFile, sheet: string | undefined): boolean {
  return sheet !== undefined || 'makeText' in file.bytes;
}

/** Reads the first part of a file and finds delimiter and line ends. */
export async function openTable(
  file: TextFile,
  scan: Pick<FileScan, 'compressed'>,
  encoding: EncodingName,
  choices: FileChoices,
  sheet?: string,
): Promise<OpenedTable> {
  let text = '';
  let size = 0;
  for await (const piece of readText(file, scan.compressed, encoding, () => {})) {
    text += piece;
    size += new TextEncoder().encode(piece).length;
    if (size >= sampleBytes) break;
  }
  const countsRecords = countsRows(file, sheet);
  const isEscaped = !countsRecords && escapesQuotes(text);
  if (isEscaped) text = doubleQuotes(text);
  const newline = countsRecords ? '\n' : guessNewline(text);
  const delimiter = choices.delimiter ?? guessDelimiter(text.slice(0, 100_000), newline);
  const rows: string[][] = [];
  const lines: number[] = [];
  const reader = new RecordReader(delimiter, newline, countsRecords);
  let at = 0;
  for (; at < text.length && rows.length < sampleRows; at += charactersAtATime)
    collectRows(reader.push(text.slice(at, at + charactersAtATime)), rows, lines);
  // A last record that the end of the sample cuts is left out.
  if (size < sampleBytes && at >= text.length) collectRows(reader.end(), rows, lines);
  const table: OpenedTable = {
    file,
    ...(sheet === undefined ? {} : { sheet }),
    name: file.name,
    number: 1,
    firstLine: 1,
    compressed: scan.compressed,
    encoding,
    delimiter,
    newline,
    isEscaped,
    sample: rows,
    sampleLines: lines,
    isRuled: /^[|+]?(-{3}|={3}|_{3}|─{3}|━{3})/m.test(text),
  };
  const periods = lookForPeriods(table, choices);
  return shapeTable({ ...table, ...periods }, choices);
}

/** The table with the sample of the records that are made of its rows. */
async function shapeTable(
  table: OpenedTable,
  { kind, headerLine }: FileChoices,
  yieldNow = neverYield,
): Promise<OpenedTable> {
  const shaped = isMade(table) ? await sampleAgain(table, yieldNow) : table;
  const { sample, sampleLines, items, headed, wide } = shaped;
  if (items || headed || (kind !== undefined && !kindOf(kind)?.isByPeriod) || headerLine === 0) return shaped;
  const measured = findMeasures(sample, sampleLines, wide?.headerLine ?? headerLine, wide !== undefined);
  if (!measured) return shaped;
  const { across: _across, ...others } = shaped;
  return sampleAgain({ ...others, measured }, yieldNow);
}

/** Whether its records are made of the rows of the file. */
const isMade = ({
  wide,
  items,
  headed,
  measured,
}: Pick<OpenedTable, 'wide' | 'items' | 'headed' | 'measured'>): boolean =>
  (wide ?? items ?? headed ?? measured) !== undefined;

/** The table with a record for each product, where each of its columns is one and the user has said so, or that these are sales; or for each period of what the user has said it counts. */
export async function readAcross(
  table: OpenedTable,
  { kind, across, roles = {} }: FileChoices,
  yieldNow = neverYield,
): Promise<OpenedTable> {
  const isMapped = Object.values(roles).some((role) => role === 'product' || role === 'units' || role === 'revenue');
  if (table.wide?.isUntold && across)
    return sampleAgain({ ...table, wide: layOutPeriods(table.wide, across) }, yieldNow);
  if (!table.across || kind !== 'sales' || (isMapped && !across)) return table;
  const { across: found, ...others } = table;
  return sampleAgain({ ...others, wide: layOutProducts(found, across ?? 'units') }, yieldNow);
}

/** The table with the sample that its records are once they are made one a period. */
async function sampleAgain(table: OpenedTable, yieldNow = neverYield): Promise<OpenedTable> {
  const sample: string[][] = [];
  const sampleLines: number[] = [];
  for await (const batch of readRecords(table, () => {})) {
    collectRows(batch, sample, sampleLines, table.firstLine);
    await yieldNow();
    if (sample.length >= sampleRows) break;
  }
  return { ...table, sample: sample.slice(0, sampleRows), sampleLines: sampleLines.slice(0, sampleRows) };
}

export async function neverYield(): Promise<void> {}

/** Rows looked at of a further table. */
const sampleRows = 1600;

/** The table that begins further down in the same file. `known`: what its report says is known around it; else the table given stands right above it. */
export async function openNextTable(
  table: OpenedTable,
  firstLine: number,
  { period = '' }: FileChoices = {},
  yieldNow: () => Promise<void> = neverYield,
  known?: string,
): Promise<OpenedTable> {
  const {
    wide,
    around: _around,
    lacksYear: _lacksYear,
    items: _items,
    headed: _headed,
    across: _across,
    measured: _measured,
    ...others
  } = table;
  const number = table.number + 1;
  const next: OpenedTable = {
    ...others,
    name: tableName(table.file.name, number),
    number,
    firstLine,
    sample: [],
    sampleLines: [],
  };
  const sampled = await sampleAgain(next, yieldNow);
  const header = sampled.sample.findIndex((row) => titleIn(row) === '');
  const titles = sampled.sample.slice(0, Math.max(0, header)).map(titleIn);
  const around = known ?? (wide?.top && aroundBelow(wide.top, titles));
  const below = around === undefined ? sampled : { ...sampled, around };
  return shapeTable({ ...below, ...lookForPeriods(below, { period }) }, {}, yieldNow);
}

function collectRows(batch: RecordBatch, rows: string[][], lines: number[], firstLine = 1): void {
  const row = new Row();
  for (let record = 0; record < batch.count; record++) {
    if (batch.lines[record] < firstLine) continue;
    row.moveTo(batch, record);
    const cells = row.toArray();
    if (isRule(cells)) continue;
    rows.push(cells);
    lines.push(row.line);
  }
}

/** The first table of a file goes by the file's name, the others by that and their number. */
export function tableName(file: string, number: number): string {
  return number === 1 ? file : `${file} #${number}`;
}

/** All records of a file from its beginning; a kernel reads what it can of them, and where there is one plain rows may be marked. */
export async function* readRecords(
  table: Pick<
    OpenedTable,
    | 'file'
    | 'compressed'
    | 'encoding'
    | 'delimiter'
    | 'newline'
    | 'isEscaped'
    | 'sheet'
    | 'wide'
    | 'items'
    | 'headed'
    | 'measured'
  >,
  onBytes: (bytesRead: number) => void | Promise<void>,
  onEnd?: (reader: RecordReader) => void,
  kernel: RowKernel | null = null,
): AsyncGenerator<RecordBatch> {
  const { file, compressed, encoding, delimiter, newline, isEscaped, wide, items, headed, measured } = table;
  const countsRecords = countsRows(file, table.sheet);
  const reader = new RecordReader(delimiter, newline, countsRecords);
  const unpivot = wide ? new Unpivot(wide, kernel !== null) : null;
  if (kernel && !isEscaped && !items && !headed && !measured && newline === '\n' && delimiter !== '，') {
    const native = new NativeReader(kernel, reader, delimiter, countsRecords);
    const shape = (batch: RecordBatch): Iterable<RecordBatch> => unpivot?.take(batch) ?? [batch];
    for await (const bytes of readUtf8(file, compressed, encoding, onBytes)) yield* shape(native.push(bytes));
    yield* shape(native.end());
    yield* shape(reader.end());
  } else {
    const heads = headed ? new HeadedLines(headed) : null;
    const joined = measured ? new MeasureColumns(measured) : null;
    function* shape(batch: RecordBatch): Iterable<RecordBatch> {
      for (const shaped of unpivot?.take(batch) ?? [items ? splitItems(batch, items) : (heads?.take(batch) ?? batch)])
        if (joined) joined.take(shaped);
        else yield shaped;
    }
    const pieces = readText(file, compressed, encoding, onBytes);
    for await (const text of isEscaped ? withDoubledQuotes(pieces) : pieces) yield* shape(reader.push(text));
    yield* shape(reader.end());
    if (heads) yield heads.end();
    if (joined) yield* joined.end();
  }
  onEnd?.(reader);
}

/** Records without any date in question after which there will be none. */
const recordsWithout = 1000;

/** What the dates of a table say about their order: see {@link OrderEvidence}. */
export interface FoundOrder {
  readonly answer: DayMonthOrder | 'either' | null;
  /** Orders that are left where it is 'either'. */
  readonly left: readonly DayMonthOrder[];
  /** Cells that are different days in different orders. */
  readonly examples: readonly string[];
}

/**
 * Order of day, month and year by a table's own cells. 'either' when they can be read in several ways, null when no cell
 * is a date of which the order matters. Reads the whole file only as long as nothing decides. `openYear`: that of dates that say none.
 */
export async function decideDayMonthOrder(
  table: OpenedTable,
  columns: readonly number[],
  yieldNow: () => Promise<void> = neverYield,
  openYear: OpenYear | null = null,
): Promise<FoundOrder> {
  const evidence = new OrderEvidence();
  const feed = (cell: string): void => evidence.feed((openYear && withYear(cell, openYear)) || cell);
  const isDecided = (): boolean => evidence.answer !== null && evidence.answer !== 'either';
  // The sample of a text's first table is the beginning of its records.
  const sample = table.number > 1 || isMade(table) ? [] : table.sample;
  for (const cells of sample) {
    for (const column of columns) feed(cells[column] ?? '');
    if (isDecided()) return evidence;
  }
  if (evidence.answer === null && sample.length >= recordsWithout) return evidence;
  let known = sample.length;
  let records = 0;
  const row = new Row();
  for await (const batch of readRecords(table, () => {})) {
    for (let record = 0; record < batch.count; record++) {
      if (batch.lines[record] < table.firstLine || known-- > 0) continue;
      row.moveTo(batch, record);
      for (const column of columns) feed(row.raw(column));
      if (isDecided()) return evidence;
    }
    await yieldNow();
    records += batch.count > 0 && batch.lines[0] >= table.firstLine ? batch.count : 0;
    if (evidence.answer === null && records >= recordsWithout) return evidence;
  }
  evidence.end();
  return evidence;
}
