import {
  endOfTable,
  findHeader,
  isBlankRow,
  isTotalId,
  isTotalRow,
  widestOf,
} from '#ingest/understanding/find-header.ts';
import {
  type Cells,
  figureAt,
  filledIn,
  isDate,
  isFilled,
  isNumber,
  isSumOf,
  labelled,
  mostOf,
  textAt,
} from '#ingest/understanding/head-cells.ts';
import { type Levels, levelsOf, type Said } from '#ingest/understanding/head-levels.ts';
import type { HeadingMeaning } from '#ingest/understanding/heading-words.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';

/** A table whose groups have a row of their own above their lines: the product above its sales, the day or invoice above its products. */
export interface HeadedLayout extends Levels {
  /** Line of the file with the header. */
  readonly headerLine: number;
  /** Columns that every line fills. */
  readonly lines: readonly number[];
  /** Those of them with figures. */
  readonly figures: readonly number[];
  /** Columns that only heads fill, sums among them. */
  readonly only: readonly number[];
  /** Those of them whose cells the lines below get. */
  readonly own: readonly number[];
  /** Columns in which heads say something else than lines do: it goes to new columns behind all others. */
  readonly moved: readonly number[];
  /** What stands before a colon in heads of one cell, or in the first of two (`Customer: Miller`): each is a new column behind the others. */
  readonly labels: readonly string[];
  /** All headings, those of the moved columns without any. */
  readonly names: readonly string[];
  /** Columns, new ones included, that say which product a line is of, where no heading does. */
  readonly products: Readonly<Record<number, 'product' | 'name'>>;
  /** Titles that come again on each page. */
  readonly pages: readonly string[];
  /** Columns in which the last line of a group is the sum of its others. */
  readonly sums: readonly number[];
  /** What looks like heads stands below the lines that it is told of, with their sums. */
  readonly isFooted: boolean;
  /** What some heads say that no heading or label explains: that the table is to be read so has to be confirmed. */
  readonly examples: readonly string[];
}

const leastGroups = 3;
/** Share of the rows that fill a column of the lines, share of those lines that fill it, and of those that fill a head's. */
const shares = { core: 0.6, line: 0.97, head: 0.02 };

/** How the heads of groups are told from their lines; null for a table that has none. */
export function findHeaded(rows: readonly Cells[], lines: readonly number[], headerLine?: number): HeadedLayout | null {
  const header = headerLine === undefined ? findHeader(rows) : lines.indexOf(headerLine);
  if (header < 0) return null;
  const pages = pageTitles(rows, header);
  const isOfPage = (row: Cells): boolean =>
    isPageNumber(row) ||
    (pages.length > 0 && pages.includes(textOf(row))) ||
    row.every((cell, at) => cell === rows[header][at]);
  const all = rows.slice(header + 1, endOfTable(rows, header)).filter((row) => !isBlankRow(row) && !isOfPage(row));
  const names = Array.from({ length: widestOf([rows[header], ...all]) }, (_, column) => textAt(rows[header], column));
  const shape = shapeOf(
    all.filter((row) => !isSum(row)),
    [...names.keys()],
  );
  if (!shape) return null;
  const body = all.filter((row) => !isSum(row, shape));
  const isFooted = areFeet(groupsOf(body, shape), shape);
  // Seen from below, what stands at the foot of its lines stands above them; the last ones may lack it.
  const turned = isFooted ? body.slice(0, body.findLastIndex((row) => !isLine(row, shape)) + 1).toReversed() : body;
  const heads = headsIn(turned, shape);
  const sums = isFooted ? [] : sumsBelow(groupsOf(body, shape), shape);
  const told = heads && toldBy(heads, names, shape);
  if (!told || !sums) return null;
  const { plain, isExplained, ...columns } = told;
  const isTold =
    isExplained ||
    (areSummed(plain, all) &&
      isAbout(
        rows.slice(0, header),
        shape.lines.flatMap((at) => (shape.figures.includes(at) ? [] : [names[at]])),
      ));
  const examples = (isTold ? [] : heads).slice(0, 4).map((row) => row.filter((cell) => cell.trim() !== '').join(' '));
  const layout = { headerLine: lines[header], ...shape, ...columns, pages, sums, isFooted, examples };
  const levels = levelsOf(turned, (row) => (isLine(row, shape) ? null : saidBy(row, layout)), layout.names);
  const inLines = body.filter((row) => isLine(row, shape));
  const products = productColumns(layout, plain, inLines);
  return isFooted && levels.levels.length > 1 ? null : { ...layout, ...levels, products };
}

/** Whether the sum of each group names its head (`Total for Mug`). */
function areSummed(heads: readonly Cells[], rows: readonly Cells[]): boolean {
  const sums = rows.filter((row) => isSum(row)).map(textOf);
  const named = heads.filter((head) => sums.some((text) => text.includes(textOf(head))));
  return heads.length >= leastGroups && named.length >= heads.length * 0.9;
}

/** `Sales by Product`, 按商品: by what a report is told apart. */
const groupedBy = /(?:\b(?:by|per|nach|je|par|por|wg)|(?<!\p{L})по)\s+(.+)|[按分](.{2,6})/iu;

/** Whether the lines name their product, or a title says that the groups are products. */
function isAbout(titles: readonly Cells[], headings: readonly string[]): boolean {
  const isSaid = (title: Cells): boolean => {
    const [, word, own] = groupedBy.exec(textOf(title)) ?? [];
    const groups = word ?? own ?? '';
    return saysAny(groups, ['product']) && !saysAny(groups, ['category', 'customer', 'store', 'person', 'supplier']);
  };
  return headings.some((name) => saysAny(name, ['product'])) || titles.some(isSaid);
}

export const textOf = (row: Cells): string => row.join('\t').trim();

/** Titles above the header that come again, or others that come several times, only right above the header once more. */
function pageTitles(rows: readonly Cells[], header: number): readonly string[] {
  const below = rows.slice(header).filter((row) => !isBlankRow(row));
  const texts = below.map(textOf);
  const above = new Set(rows.slice(0, header).map(textOf));
  const titles = texts.flatMap((text, at) => {
    if (at === 0 || text !== texts[0]) return [];
    const last = below.slice(0, at).findLastIndex((row) => filledIn(row).length > 2);
    return texts.slice(last + 1, at);
  });
  return [...new Set(titles)].filter((title) => {
    const times = titles.filter((text) => text === title).length;
    return (above.has(title) || times > 1) && times === texts.filter((text) => text === title).length;
  });
}

/** Which columns the lines of groups fill, and which nothing but their heads does; null where rows are not of two such kinds. */
function shapeOf(body: readonly Cells[], columns: readonly number[]): Told | null {
  const shareOf = (column: number, among: readonly Cells[]): number =>
    among.filter((row) => isFilled(row, column)).length / among.length;
  const core = columns.filter((column) => shareOf(column, body) >= shares.core);
  const near = body.filter((row) => core.filter((column) => isFilled(row, column)).length >= core.length * 0.75);
  const lines = core.filter((column) => shareOf(column, near) >= shares.line);
  const isWhole = (row: Cells): boolean => lines.every((column) => isFilled(row, column));
  const inLines = body.filter(isWhole);
  const others = body.filter((row) => !isWhole(row));
  if (lines.length < 3 || others.length < leastGroups || inLines.length < body.length * 0.5) return null;
  const figures = lines.filter((column) => mostOf(inLines, (row) => isNumber(row, column) && !isDate(row, column)));
  const only = columns.filter(
    (column) => !lines.includes(column) && shareOf(column, inLines) < shares.head && shareOf(column, others) > 0,
  );
  return figures.length === 0 ? null : { lines, figures, only };
}

/** What the heads say, and those without a label of their own; null where it is nothing. */
function toldBy(heads: readonly Cells[], names: readonly string[], shape: Told) {
  const { lines, figures, only } = shape;
  const labels = labelsOf(heads, lines);
  const others = heads.filter((row) => !labels.includes(labelled(row, lines)?.label ?? ''));
  // One that lacks its label says nothing about the others.
  const plain = labels.length > 0 && others.length < leastGroups ? [] : others;
  const timesIn = (column: number): number => plain.filter((row) => isFilled(row, column)).length;
  const moved = lines.filter((column) => !figures.includes(column) && timesIn(column) > plain.length / 2);
  const meansOne = (column: number, ...each: readonly HeadingMeaning[]): boolean => saysAny(names[column], each);
  const isNamed = lines.some((column) => meansOne(column, 'product', 'name'));
  const own = only.filter((column) => {
    const told = plain.filter((row) => isFilled(row, column));
    const values = new Set(told.map((row) => textAt(row, column))).size;
    // The same number again and again is one of orders or products, and not that of one.
    const isOfOne =
      values > told.length / 2 && meansOne(column, 'order', 'document', ...(isNamed ? [] : ['product' as const]));
    const isFirst = meaningsOf(names[column]).size === 0 && column < lines[0] && values === told.length;
    const isId = isOfOne || isFirst || meansOne(column, 'id', 'code');
    // Sums of the group are told of no line.
    return told.length > 0 && (isId || !mostOf(told, (row) => isNumber(row, column) && !isDate(row, column)));
  });
  if (own.length + labels.length === 0 && (only.length > 0 || moved.length === 0)) return null;
  const isExplained =
    moved.length === 0 &&
    own.every((column) => names[column] !== '') &&
    labels.every((label) => meaningsOf(label).size > 0);
  return { own, moved, labels, names: [...names, ...moved.map(() => ''), ...labels], plain, isExplained };
}

/** The lines below each head, those above the first one first. */
function groupsOf(body: readonly Cells[], shape: Told): { readonly head: Cells; readonly lines: Cells[] }[] {
  const groups: { head: Cells; lines: Cells[] }[] = [{ head: [], lines: [] }];
  for (const row of body) {
    if (isLine(row, shape)) groups[groups.length - 1].lines.push(row);
    else if (isHead(row, shape)) groups.push({ head: row, lines: [] });
  }
  return groups;
}

const sumOf = (rows: readonly Cells[], column: number): number =>
  rows.reduce((sum, row) => sum + (figureAt(row, column) || 0), 0);

/** Whether what looks like heads stands below its lines, of which none says the same: the figures there are sums of those above. */
function areFeet(groups: ReturnType<typeof groupsOf>, { figures, only }: Told): boolean {
  if (groups.some(({ lines }) => lines.some((row) => only.some((column) => isFilled(row, column))))) return false;
  const timesSum = (linesAt: (at: number) => readonly Cells[]): number =>
    groups.filter(({ head }, at) =>
      figures.some((column) => isSumOf(figureAt(head, column), sumOf(linesAt(at), column))),
    ).length;
  const above = timesSum((at) => groups[at - 1]?.lines ?? []);
  return above >= Math.max(leastGroups, groups.length * 0.7) && above > timesSum((at) => groups[at].lines);
}

/** Columns in which the last line of a group is the sum of its others: it is no line. Null where that is so of some groups only. */
function sumsBelow(groups: ReturnType<typeof groupsOf>, { figures }: Told): readonly number[] | null {
  const shareIn = (column: number): number => {
    const told = groups.filter(({ lines }) => lines.length > 2 && sumOf(lines, column) !== 0);
    const summed = told.filter(({ lines }) =>
      isSumOf(figureAt(lines[lines.length - 1], column), sumOf(lines.slice(0, -1), column)),
    );
    return summed.length < leastGroups ? 0 : summed.length / told.length;
  };
  const sums = figures.filter((column) => shareIn(column) >= 0.9);
  return sums.length === 0 && figures.some((column) => shareIn(column) >= 0.5) ? null : sums;
}

/** The columns, new ones included, that say the product of a line where no heading does: what heads say above lines with a date, or lines below heads with one. */
function productColumns(
  { lines, own, moved, labels, names }: Pick<HeadedLayout, 'lines' | 'own' | 'moved' | 'labels' | 'names'>,
  heads: readonly Cells[],
  inLines: readonly Cells[],
): HeadedLayout['products'] {
  const isDated = (column: number, rows: readonly Cells[]): boolean => {
    const told = rows.filter((row) => isFilled(row, column));
    return told.length >= leastGroups && mostOf(told, (row) => isDate(row, column));
  };
  if ([...lines, ...own].some((column) => meaningsOf(names[column]).has('product'))) return {};
  if (own.some((column) => isDated(column, heads))) return moved.length === 1 ? { [moved[0]]: 'name' } : {};
  if (!lines.some((column) => isDated(column, inLines))) return {};
  const said = [...own.filter((column) => names[column] === ''), ...moved].filter((column) => !isDated(column, heads));
  const timesIn = (column: number): number => heads.filter((row) => isFilled(row, column)).length;
  // The heads right above lines are the most.
  const inner = said.filter((column) => said.every((other) => timesIn(other) <= timesIn(column))).slice(0, 2);
  const firstMoved = names.length - labels.length - moved.length;
  const columns = inner.map((column) => (own.includes(column) ? column : firstMoved + moved.indexOf(column)));
  return Object.fromEntries(
    columns.map((column, at) => [column, at < columns.length - 1 ? 'product' : 'name'] as const),
  );
}

type Told = Pick<HeadedLayout, 'lines' | 'figures' | 'only'>;

/** Whether a row is a line: it has all that lines have; or its figures, half of what else they have, and nothing that only heads have. */
export function isLine(row: Cells, { lines, figures, only }: Told): boolean {
  const filled = lines.filter((column) => isFilled(row, column)).length;
  const isFigured = only.length > 0 && figures.length > 0 && figures.every((column) => isNumber(row, column));
  const isEnough = (filled - figures.length) * 2 >= lines.length - figures.length;
  return filled === lines.length || (isFigured && isEnough && !only.some((column) => isFilled(row, column)));
}

/**
 * Whether a row is a sum: it begins so and has a figure, or nothing but figures where lines have more. A head may begin so too, and a
 * line with all that lines have: `Total 0 % yogurt`.
 */
export function isSum(row: Cells, shape?: Told): boolean {
  const [first, ...others] = filledIn(row);
  const texts = shape ? shape.lines.length - shape.figures.length : 0;
  const isWhole = texts > 1 && shape?.lines.every((column) => isFilled(row, column));
  if (first === undefined || (isWhole && !isTotalId(textAt(row, first)))) return false;
  if (isTotalRow(row)) return isTotalId(textAt(row, first)) || others.some((column) => isNumber(row, column));
  return texts > 0 && [first, ...others].every((column) => shape?.figures.includes(column) && isNumber(row, column));
}

const pageNumber = /^\P{L}*(page|seite|p[aá]gina|pagina|стр\p{L}*|strona|strana|sivu|sida|side|第)[\s.:]*\d+/iu;

export const isPageNumber = (row: Cells): boolean => pageNumber.test(row.join(' ').trim());

/** Whether a row that is no line is the head of a group. */
function isHead(row: Cells, { lines, figures, only }: Told): boolean {
  if (isSum(row) || isPageNumber(row)) return false;
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

/** What a head tells the lines below it, by the columns of their records; null for a row that is none or not understood. */
export function saidBy(
  row: Cells,
  layout: Pick<HeadedLayout, 'lines' | 'figures' | 'only' | 'own' | 'moved' | 'labels' | 'names'>,
): Said | null {
  const { lines, only, own, moved, labels, names } = layout;
  if (!isHead(row, layout)) return null;
  const { label = '', value = '' } = labelled(row, lines) ?? {};
  const width = names.length - moved.length - labels.length;
  if (labels.includes(label)) return new Map([[width + moved.length + labels.indexOf(label), value]]);
  // Where heads stand in the columns of the lines, they fill no others than most heads do.
  const isOwn =
    only.length > 0 ? own.some((column) => isFilled(row, column)) : filledIn(row).every((at) => moved.includes(at));
  if (!isOwn) return null;
  const told = [...own, ...moved].filter((column) => isFilled(row, column));
  return new Map(told.map((at) => [own.includes(at) ? at : width + moved.indexOf(at), textAt(row, at)]));
}

/** The labels that several heads have and that mean something, or stand before days: `Rocks:Gravel` is a product with the one that it belongs to. */
function labelsOf(heads: readonly Cells[], lines: readonly number[]): string[] {
  const told = heads.flatMap((row) => labelled(row, lines) ?? []);
  return [...new Set(told.map(({ label }) => label))].filter((label) => {
    const same = told.filter((each) => each.label === label);
    const isMeant = meaningsOf(label).size > 0 || same.every(({ value }) => isDate([value], 0));
    return same.length >= leastGroups && isMeant;
  });
}
