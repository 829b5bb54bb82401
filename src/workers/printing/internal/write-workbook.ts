import type { Sheet as LibrarySheet, SheetData } from 'write-excel-file/universal';
import writeXlsxFile from 'write-excel-file/universal';
import type { CellFormat } from '#export/launch-fields.ts';
import { columnLetters, type Sheet, type SheetCell } from '#export/plan-sheets.ts';

const numberFormats: Readonly<Record<CellFormat, string | null>> = {
  text: null,
  count: '#,##0',
  money: '#,##0.00',
  share: '0.0%',
  day: 'yyyy-mm-dd',
};

/** A heading stands over its figures; days stand apart from the figures before them. */
const alignments: Readonly<Record<CellFormat, 'left' | 'right'>> = {
  text: 'left',
  count: 'right',
  money: 'right',
  share: 'right',
  day: 'left',
};

/** Excel counts days from 30 December 1899; days here from 1 January 1970. */
const excelEpoch = 25_569;

/** Longer texts go on on the next line of their cell. */
const longestLine = 60;

/**
 * An XLSX workbook. Texts are stored as texts, so that none is taken for a formula whatever it begins with; formulas carry
 * their value, for viewers that do not compute.
 */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const values = sheets.map(formulaValues);
  const file = writeXlsxFile(sheets.map(toLibrarySheet), {
    features: [
      {
        files: {
          transform: {
            'xl/worksheets/sheet{id}.xml': {
              transform: (content: string, _options: unknown, { sheetIndex }: { readonly sheetIndex: number }) =>
                withValues(content, values[sheetIndex]),
            },
          },
        },
      },
    ],
  });
  return new Uint8Array(await (await file.toBlob()).arrayBuffer());
}

function toLibrarySheet({ name, columns, rows, totals, formats, pinned }: Sheet): LibrarySheet<Blob> {
  const header = columns.map(({ title, format }) => ({
    ...{ value: title, type: String, fontWeight: 'bold' as const, wrap: true, align: alignments[format] },
  }));
  const body = rows.map((row, line) =>
    row.map((cell, column) => toCell(cell, column > 0 && formats ? formats[line] : columns[column].format, false)),
  );
  const last = totals ? [totals.map((cell, column) => toCell(cell, columns[column].format, true))] : [];
  return {
    sheet: name,
    orientation: 'landscape',
    data: [header, ...body, ...last] as SheetData,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    stickyColumnsCount: pinned,
  };
}

function toCell(cell: SheetCell, format: CellFormat, isTotal: boolean) {
  const style = isTotal ? { fontWeight: 'bold' as const, topBorderStyle: 'thin' as const } : {};
  const written = numberFormats[format];
  const numeric = written ? { ...style, format: written, align: alignments[format] } : style;
  if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell))) return isTotal ? style : null;
  if (typeof cell === 'string')
    return { ...style, value: withoutEscapes(cell), type: String, wrap: cell.length > longestLine };
  if (typeof cell === 'number') return { ...numeric, value: format === 'day' ? cell + excelEpoch : cell, type: Number };
  return { ...numeric, value: cell.formula, type: 'Formula' as const };
}

/** In a workbook `_x000D_` stands for a character: where a text holds just that, its first mark is written as one itself (ECMA-376, 22.9.2.19). */
function withoutEscapes(text: string): string {
  return text.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_');
}

/** What the formulas of a sheet come to, by address. */
function formulaValues({ rows, totals }: Sheet): ReadonlyMap<string, number> {
  const all = totals ? [...rows, totals] : rows;
  return new Map(
    all.flatMap((row, line) =>
      row.flatMap((cell, column): [string, number][] =>
        cell !== null && typeof cell === 'object' ? [[`${columnLetters(column)}${line + 2}`, cell.value]] : [],
      ),
    ),
  );
}

/** The library writes formulas alone: each gets its value beside it. */
function withValues(xml: string, values: ReadonlyMap<string, number>): string {
  return xml.replace(
    /(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*<\/f>)(<\/c>)/g,
    (whole, open: string, address: string, close) => {
      const value = values.get(address);
      return value === undefined ? whole : `${open}<v>${value}</v>${close}`;
    },
  );
}
