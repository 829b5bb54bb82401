import { strToU8, type Zippable, zipSync } from 'fflate';

/** A cell as it stands in a sheet's XML: a text, a number under a format, a formula, an error, or nothing. */
export type Cell =
  | string
  | number
  | null
  | { readonly value?: number; readonly format?: string; readonly formatId?: number; readonly formula?: string }
  | { readonly error: string };

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly state?: 'hidden' | 'veryHidden';
  readonly merges?: readonly string[];
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\n', '&#10;');

/** An xlsx file of parts written here by hand (ECMA-376), so that a reader is not tested by its own writer. */
export function buildWorkbook(sheets: readonly Sheet[], date1904 = false, extra: Zippable = {}): Uint8Array {
  const formats: string[] = [];
  const ids: number[] = [0];
  const styleOf = (format?: string, formatId?: number): number => {
    if (format === undefined && formatId === undefined) return 0;
    let id = formatId ?? 164 + formats.indexOf(format ?? '');
    if (formatId === undefined && id < 164) id = 163 + formats.push(format ?? '');
    return ids.includes(id) ? ids.indexOf(id) : ids.push(id) - 1;
  };
  const cellXml = (cell: Cell, place: string): string => {
    if (cell === null) return '';
    if (typeof cell === 'string') return `<c r="${place}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
    if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
    if ('error' in cell) return `<c r="${place}" t="e"><v>${cell.error}</v></c>`;
    const formula = cell.formula ? `<f>${escapeXml(cell.formula)}</f>` : '';
    const value = cell.value === undefined ? '' : `<v>${cell.value}</v>`;
    return `<c r="${place}" s="${styleOf(cell.format, cell.formatId)}">${formula}${value}</c>`;
  };
  const parts: Record<string, Uint8Array> = {};
  sheets.forEach(({ rows, merges = [] }, number) => {
    const body = rows
      .map((row, at) => {
        const cells = row.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${at + 1}`)).join('');
        return cells === '' ? '' : `<row r="${at + 1}">${cells}</row>`;
      })
      .join('');
    const merged =
      merges.length > 0 ? `<mergeCells>${merges.map((r) => `<mergeCell ref="${r}"/>`).join('')}</mergeCells>` : '';
    parts[`xl/worksheets/sheet${number + 1}.xml`] = strToU8(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body}</sheetData>${merged}</worksheet>`,
    );
  });
  const list = sheets
    .map(
      ({ name, state }, n) =>
        `<sheet name="${escapeXml(name)}" sheetId="${n + 1}"${state ? ` state="${state}"` : ''} r:id="rId${n + 1}"/>`,
    )
    .join('');
  const relations = sheets
    .map(
      (_, n) =>
        `<Relationship Id="rId${n + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`,
    )
    .join('');
  const sheetTypes = sheets
    .map(
      (_, n) =>
        `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
    )
    .join('');
  return zipSync({
    '[Content_Types].xml': strToU8(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${sheetTypes}</Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${list}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations}<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': strToU8(
      `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${formats.length}">${formats.map((format, n) => `<numFmt numFmtId="${164 + n}" formatCode="${escapeXml(format)}"/>`).join('')}</numFmts><cellXfs count="${ids.length}">${ids.map((id) => `<xf numFmtId="${id}" applyNumberFormat="1"/>`).join('')}</cellXfs></styleSheet>`,
    ),
    ...parts,
    ...extra,
  });
}
