import { endOfTable, findHeader, isBlankRow, isTotalRow, widestOf } from '#ingest/understanding/find-header.ts';
import { meaningsOf } from '#ingest/understanding/meaning-score.ts';
import { parseDate } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

/** A table whose groups have a row of their own above their lines: the product above its sales, the day or invoice above its products. */
export interface HeadedLayout {
  /** Line of the file with the header. */
  readonly headerLine: number;
  /** Columns that every line fills. */
  readonly lines: readonly number[];
  /** Those of them with figures. */
  readonly figures: readonly number[];
  /** Columns that only heads fill, sums among them. */
  readonly only: readonly number[];
  /** Those of them whose cells the lines below get, the outer level first. */
  readonly own: readonly number[];
  /** Columns in which heads say something else than lines do: it goes to new columns behind all others. */
  readonly moved: readonly number[];
  /** What stands before a colon in heads of one cell (`Customer: Miller`): each is a new column behind the others. */
  readonly labels: readonly string[];
  /** All headings, those of the moved columns without any. */
  readonly names: readonly string[];
  /** Columns, new ones included, that say which product a line is of, where no heading does. */
  readonly products: Readonly<Record<number, 'product' | 'name'>>;
  /** What some heads say that no heading or label explains: that the table is to be read so has to be confirmed. */
  readonly examples: readonly string[];
}

const leastGroups = 3;
/** Share of the rows that fill a column of the lines, share of those lines that fill it, and of those that fill a head's. */
const shares = { core: 0.6, line: 0.97, head: 0.02 };

type Cells = readonly string[];

const isFilled = (row: Cells, column: number): boolean => (row[column] ?? '').trim() !== '';
const isNumber = (row: Cells, column: number): boolean => !Number.isNaN(parseMicro((row[column] ?? '').trim()));
const isDate = (row: Cells, column: number): boolean =>
  (['day-first', 'month-first'] as const).some((each) => parseDate((row[column] ?? '').trim(), each, false) !== null);
const mostOf = (rows: readonly Cells[], test: (row: Cells) => boolean): boolean =>
  rows.filter(test).length >= rows.length * 0.9;

/** How the heads of groups are told from their lines; null for a table that has none. */
export function findHeaded(rows: readonly Cells[], lines: readonly number[], headerLine?: number): HeadedLayout | null {
  const header = headerLine === undefined ? findHeader(rows) : lines.indexOf(headerLine);
  if (header < 0) return null;
  const isOfPage = (row: Cells): boolean => isPageNumber(row) || row.every((cell, at) => cell === rows[header][at]);
  const body = rows
    .slice(header + 1, endOfTable(rows, header))
    .filter((row) => !isBlankRow(row) && !isTotalRow(row) && !isOfPage(row));
  const columns = Array.from({ length: widestOf([rows[header], ...body]) }, (_, column) => column);
  const shareOf = (column: number, among: readonly Cells[]): number =>
    among.filter((row) => isFilled(row, column)).length / among.length;
  const core = columns.filter((column) => shareOf(column, body) >= shares.core);
  const near = body.filter((row) => core.filter((column) => isFilled(row, column)).length >= core.length * 0.75);
  const firm = core.filter((column) => shareOf(column, near) >= shares.line);
  const isWhole = (row: Cells): boolean => firm.every((column) => isFilled(row, column));
  const inLines = body.filter(isWhole);
  const others = body.filter((row) => !isWhole(row));
  if (firm.length < 3 || others.length < leastGroups || inLines.length < body.length * 0.5) return null;
  const figures = firm.filter((column) => mostOf(inLines, (row) => isNumber(row, column) && !isDate(row, column)));
  const only = columns.filter(
    (column) => !firm.includes(column) && shareOf(column, inLines) < shares.head && shareOf(column, others) > 0,
  );
  const layout = { lines: firm, figures, only };
  const heads = headsIn(body, layout);
  if (figures.length === 0 || !heads) return null;
  const names = columns.map((column) => (rows[header][column] ?? '').trim());
  const labels = labelsOf(heads);
  const plain = heads.filter((row) => !labels.includes(labelled(row)?.label ?? ''));
  const moved = firm.filter(
    (column) => !figures.includes(column) && plain.filter((row) => isFilled(row, column)).length > plain.length / 2,
  );
  const timesIn = (column: number): number => plain.filter((row) => isFilled(row, column)).length;
  const carried = only.filter((column) => {
    const told = plain.filter((row) => isFilled(row, column));
    const means = meaningsOf(names[column]);
    // Sums of the group are told of no line.
    const isId = (['id', 'order', 'document', 'code'] as const).some((each) => means.has(each));
    return told.length > 0 && (isId || !mostOf(told, (row) => isNumber(row, column) && !isDate(row, column)));
  });
  // The head of an outer level comes less often.
  const own = carried.sort((a, b) => timesIn(a) - timesIn(b));
  if (own.length + labels.length === 0 && (only.length > 0 || moved.length === 0)) return null;
  const isExplained =
    moved.length === 0 &&
    own.every((column) => names[column] !== '') &&
    labels.every((label) => meaningsOf(label).size > 0);
  const products = productColumns({ heads: plain, inLines, names, firm, own, moved });
  return {
    headerLine: lines[header],
    ...layout,
    own,
    moved,
    labels,
    names: [...names, ...moved.map(() => ''), ...labels],
    products: Object.fromEntries(products.map((column, at) => [column, at < products.length - 1 ? 'product' : 'name'])),
    examples: (isExplained ? [] : heads).slice(0, 4).map((row) => row.filter((cell) => cell.trim() !== '').join(' ')),
  };
}

interface Groups extends Pick<HeadedLayout, 'own' | 'moved' | 'names'> {
  readonly heads: readonly Cells[];
  readonly inLines: readonly Cells[];
  readonly firm: readonly number[];
}

/** The columns, new ones included, that say the product of a line where no heading does: what heads say above lines with a date, or lines below heads with one. */
function productColumns({ heads, inLines, names, firm, own, moved }: Groups): readonly number[] {
  const areDated = (columns: readonly number[], rows: readonly Cells[]): boolean =>
    columns.some((column) => mostOf(rows, (row) => isDate(row, column)));
  if ([...firm, ...own].some((column) => meaningsOf(names[column]).has('product'))) return [];
  if (areDated(own, heads)) return moved.length === 1 ? moved : [];
  if (!areDated(firm, inLines)) return [];
  const said = [...own.filter((column) => names[column] === ''), ...moved].filter(
    (column) => !areDated([column], heads),
  );
  return innermost(heads, said).map((column) => (own.includes(column) ? column : names.length + moved.indexOf(column)));
}

type Told = Pick<HeadedLayout, 'lines' | 'figures' | 'only'>;

/** Whether a row is a line: it has its figures, and nothing that only heads have; or it has all that lines have. */
export function isLine(row: Cells, { lines, figures, only }: Told): boolean {
  const isFigured = only.length > 0 && figures.length > 0 && figures.every((column) => isNumber(row, column));
  return lines.every((column) => isFilled(row, column)) || (isFigured && !only.some((column) => isFilled(row, column)));
}

const pageNumber = /^\P{L}*(page|seite|p[aá]gina|pagina|стр\p{L}*|strona|strana|sivu|sida|side|第)[\s.:]*\d+/iu;

const isPageNumber = (row: Cells): boolean => pageNumber.test(row.join(' ').trim());

/** Whether a row that is no line is the head of a group. */
export function isHead(row: Cells, { lines, figures, only }: Told): boolean {
  if (isTotalRow(row) || isPageNumber(row)) return false;
  if (only.length > 0) return only.some((column) => isFilled(row, column));
  return lines.some((column) => isFilled(row, column)) && !figures.some((column) => isFilled(row, column));
}

/** The heads of the table, each above lines or another head; null where they do not head the lines. */
function headsIn(body: readonly Cells[], layout: Told): Cells[] | null {
  const areLines = body.map((row) => isLine(row, layout));
  const areHeads = body.map((row, at) => !areLines[at] && isHead(row, layout));
  const heads = body.filter((_, at) => areHeads[at]);
  const above = body.filter((_, at) => areHeads[at] && (areLines[at + 1] || areHeads[at + 1]));
  const groups = body.flatMap((row, at) => (areHeads[at] && areLines[at + 1] ? [[row, body[at + 1]]] : []));
  const strays = body.filter((_, at) => !areLines[at] && !areHeads[at]);
  // The same products may come below each day.
  let outer = '';
  const paths = new Set<string>();
  for (const [at, row] of body.entries()) {
    if (areHeads[at] && !areLines[at + 1]) outer = row.join('\n');
    else if (areHeads[at]) paths.add(`${outer}\n${row.join('\n')}`);
  }
  // An order above its lines, each with its number: they are told by that.
  const isLinked = layout.lines.some(
    (column) =>
      groups.filter(([row, line]) => isFilled(row, column) && row[column] === line[column]).length > groups.length / 2,
  );
  const isWhole =
    areHeads[areLines.indexOf(true) - 1] &&
    above.length >= heads.length * 0.9 &&
    strays.length <= body.length * 0.1 &&
    groups.length >= leastGroups &&
    paths.size >= groups.length / 2;
  return isWhole && !isLinked ? heads : null;
}

const labelAndValue = /^([^:：]{1,30}?)\s*[:：]\s*(\S.*)$/;

/** What a row of one cell says before and after its colon; null for any other. */
export function labelled(row: Cells): { readonly label: string; readonly value: string } | null {
  const [text, other] = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const [, label, value] = (other === undefined && labelAndValue.exec(text ?? '')) || [];
  return label === undefined ? null : { label, value };
}

/** The labels that several heads have and that mean something, or stand before days: `Rocks:Gravel` is a product with the one that it belongs to. */
function labelsOf(heads: readonly Cells[]): string[] {
  const values = new Map<string, string[]>();
  for (const row of heads) {
    const { label, value } = labelled(row) ?? {};
    if (label === undefined || value === undefined) continue;
    const known = values.get(label);
    if (known) known.push(value);
    else values.set(label, [value]);
  }
  return [...values].flatMap(([label, told]) => {
    const isMeant = meaningsOf(label).size > 0 || told.every((value) => isDate([value], 0));
    return told.length >= leastGroups && isMeant ? [label] : [];
  });
}

/** Those of the columns that the heads right above lines fill: of several levels the last. */
function innermost(heads: readonly Cells[], columns: readonly number[]): readonly number[] {
  const filled = columns.map((column) => heads.filter((row) => isFilled(row, column)).length);
  const most = Math.max(0, ...filled);
  return columns.filter((_, at) => filled[at] === most).slice(0, 2);
}
