import type { RecordBatch } from '#ingest/reading/records.ts';
import { type HeadedLayout, isLine, isPageNumber, isSum, saidBy, textOf } from '#ingest/understanding/find-headed.ts';
import { startsTable } from '#ingest/understanding/find-header.ts';
import {
  type Cells,
  figureAt,
  filledIn,
  isFilled,
  isNumber,
  isSumOf,
  textAt,
} from '#ingest/understanding/head-cells.ts';

interface Waiting {
  readonly line: number;
  readonly row: Cells;
}

/** Level of lines, below that of all heads. */
const lineLevel = Number.POSITIVE_INFINITY;
/** Lines that may wait for their foot: the rest of a file may have none. */
const mostWaiting = 20_000;
/** What stands behind the text of a head that comes again: in brackets, behind a dash, or bare on top of a page. */
const continued =
  /^(\s*[(（[]|\s+[–—-]|\s)\s*(?:cont(?:inued|inuación|inuação|inua|['’]?d)?|forts(?:etzung)?|suite|segue|vervolg|продолжение|прод|続き|续|續|devam|ciąg dalszy|c\.d)\.?[)）\]]?$/iu;

/** The words of a text with blanks around each; signs such as 茶 are words of their own. */
const wordsOf = (text: string): string =>
  ` ${(text.toLowerCase().match(/\p{Lo}|[\p{Ll}\p{Lm}\p{M}\p{N}]+/gu) ?? []).join(' ')} `;

/** So that the row counts as a sum. */
const asSum = (row: Cells): Cells => ['Total', ...row.slice(1)];

/**
 * Gives lines what the heads of their group say, and leaves out the heads and the titles of pages. A head with figures stays where
 * nothing comes below it, without the cells that are another thing there; lines that are the sum of others become total rows.
 * Records keep their line. Heads are remembered from batch to batch.
 */
export class HeadedLines {
  private readonly layout: HeadedLayout;
  /** Columns of the file. */
  private readonly width: number;
  /** What heads have said, by the columns of the records. */
  private readonly told: string[];
  /** Sums of the figures by their columns, of all lines and of those since the last head or sum. */
  private readonly all: number[];
  private readonly group: number[];
  private linesInGroup = 0;
  private heads = 0;
  /** States that heads have told since the last line: they are of the order that comes, whichever of its heads is the first. */
  private readonly coming = new Set<number>();
  /** A head with figures, or a line that is the sum of its group or of all so far: the next row tells whether it counts. */
  private held: (Waiting & { readonly level: number; readonly sumOf: 'group' | 'all' | null }) | null = null;
  /** Blank lines and headings since, or lines above their foot. */
  private waiting: Waiting[] = [];
  private given: Waiting[] = [];
  private isAfterBlank = false;
  /** The heading or the number of a page, or its title, stands right above. */
  private isOnTop = false;
  /** Another table has begun below. */
  private isOver = false;

  constructor(layout: HeadedLayout) {
    this.layout = layout;
    this.width = layout.names.length - layout.moved.length - layout.labels.length;
    this.told = layout.names.map(() => '');
    this.all = layout.names.map(() => 0);
    this.group = [...this.all];
  }

  take({ count, lines, cellsOf }: RecordBatch): RecordBatch {
    const { headerLine, names } = this.layout;
    for (let record = 0; record < count; record++) {
      const [line, cells] = [lines[record], cellsOf(record)];
      if (line > headerLine) this.read(line, cells);
      else this.give(line, line === headerLine ? names : cells);
    }
    return this.batch();
  }

  /** What has waited for a next row, after the last one. */
  end(): RecordBatch {
    this.settle();
    return this.batch();
  }

  private batch(): RecordBatch {
    const { given } = this;
    this.given = [];
    return { count: given.length, lines: given.map(({ line }) => line), cellsOf: (record) => given[record].row };
  }

  private give(line: number, row: Cells): void {
    this.given.push({ line, row });
  }

  private read(line: number, cells: Cells): void {
    const { layout, held, waiting } = this;
    const { names, pages } = layout;
    const filled = filledIn(cells);
    const isNext = this.isAfterBlank && startsTable(cells);
    this.isOver ||= isNext && filled.some((column) => textAt(cells, column) !== names[column]);
    // The title of another table may stand between the blank line and its header.
    this.isAfterBlank = filled.length === 0 || (this.isAfterBlank && filled.length === 1);
    const isHeader = names.slice(0, this.width).every((name, column) => textAt(cells, column) === name);
    const { isOnTop } = this;
    const isOfPage = isHeader || isPageNumber(cells);
    const isTitle = !isOfPage && pages.length > 0 && pages.includes(textOf(cells));
    this.isOnTop = isOfPage || isTitle || (isOnTop && filled.length === 0);
    if (this.isOver) this.readOther(line, cells);
    else if (filled.length === 0 || isOfPage)
      (held || waiting.length > 0 ? waiting : this.given).push({ line, row: isHeader ? names : cells });
    else if (isTitle) return;
    else if (isSum(cells, layout)) this.readSum(line, cells);
    else if (isLine(cells, layout)) this.readLine(line, cells);
    else this.readHead(line, cells, isOnTop);
  }

  private readOther(line: number, cells: Cells): void {
    this.settle();
    this.give(line, cells);
  }

  /** Gives what is held back, now that the level of the next row is known: a head has something below it or not, a sum has not. */
  private settle(next = -1): void {
    const { held, waiting } = this;
    this.held = null;
    this.waiting = [];
    if (held?.level === lineLevel) {
      const isLine = next >= (held.sumOf === 'all' ? 0 : lineLevel);
      if (isLine) this.count(held.row);
      this.give(held.line, isLine ? held.row : asSum(held.row));
    } else if (held && next <= held.level) this.give(held.line, held.sumOf ? asSum(held.row) : held.row);
    this.given.push(...waiting);
  }

  /** Of which lines above a row is the sum, by the figures of these columns. */
  private sumOf(row: Cells, columns: readonly number[]): 'group' | 'all' | null {
    if (this.heads > 2 && addsUp(row, this.layout.figures, this.all)) return 'all';
    return this.linesInGroup > 0 && addsUp(row, columns, this.group) ? 'group' : null;
  }

  private readLine(line: number, cells: Cells): void {
    const { layout, waiting } = this;
    this.coming.clear();
    if (layout.isFooted) {
      waiting.push({ line, row: cells });
      if (waiting.length > mostWaiting) this.settle();
      return;
    }
    const isOfAll = this.sumOf(cells, layout.sums) === 'all';
    this.settle(isOfAll && this.held?.sumOf !== 'all' ? -1 : lineLevel);
    const row = this.fill(cells);
    const sumOf = this.sumOf(cells, layout.sums);
    if (sumOf) this.held = { line, row, level: lineLevel, sumOf };
    else {
      this.count(row);
      this.give(line, row);
    }
  }

  private fill(cells: Cells): Cells {
    return this.told.map((text, at) => (at < this.width && isFilled(cells, at) ? cells[at] : text));
  }

  private count(row: Cells): void {
    this.linesInGroup++;
    for (const column of this.layout.figures) {
      const figure = figureAt(row, column) || 0;
      this.group[column] += figure;
      this.all[column] += figure;
    }
  }

  /** The group that a sum names has ended: lines below are of none. */
  private readSum(line: number, cells: Cells): void {
    const { layout, told } = this;
    const texts = cells.filter((_, column) => !isNumber(cells, column)).map(wordsOf);
    const isNamed = (column: number): boolean => {
      const name = wordsOf(told[column]);
      return name.trim().length > 1 && texts.some((text) => text.includes(name));
    };
    const level = layout.levels.findLastIndex((columns) => columns.some(isNamed));
    this.coming.clear();
    this.readOther(line, filledIn(cells).every((column) => layout.figures.includes(column)) ? asSum(cells) : cells);
    this.endGroup(level < 0 || this.linesInGroup === 0 ? lineLevel : level);
  }

  /** What the heads of a level and of those within it have said is over. */
  private endGroup(level: number): void {
    for (const column of this.layout.levels.slice(level).flat()) if (!this.coming.has(column)) this.told[column] = '';
    this.linesInGroup = 0;
    this.group.fill(0);
  }

  private readHead(line: number, cells: Cells, isOnTop: boolean): void {
    const { layout, told, width } = this;
    const said = saidBy(cells, layout);
    const hasFigures = layout.figures.some((column) => isFilled(cells, column));
    if (!said || (layout.isFooted && !hasFigures)) {
      this.readOther(line, cells);
      return;
    }
    const isMore = ([column, text]: readonly [number, string]): boolean => {
      if (told[column] === '' || !text.startsWith(told[column])) return false;
      const mark = continued.exec(text.slice(told[column].length))?.[1];
      return mark !== undefined && (mark.trim() !== '' || (isOnTop && this.linesInGroup > 0));
    };
    if ([...said].every(isMore)) return;
    if (!hasFigures && [...said.keys()].every((column) => layout.states.includes(column))) {
      for (const [column, text] of said) {
        told[column] = text;
        this.coming.add(column);
      }
      return;
    }
    const level = layout.levels.findIndex((columns) => columns.some((column) => said.has(column)));
    if (!layout.isFooted) this.settle(level);
    const sumOf = this.sumOf(cells, layout.figures);
    this.heads++;
    this.endGroup(level);
    for (const [column, text] of said) told[column] = text;
    if (layout.isFooted) {
      this.waiting = this.waiting.map(({ line, row }) => ({ line, row: isLine(row, layout) ? this.fill(row) : row }));
      this.settle();
    } else if (hasFigures) {
      const row = Array.from({ length: width }, (_, at) => (layout.moved.includes(at) ? '' : (cells[at] ?? '')));
      this.held = { line, row, level, sumOf };
    }
  }
}

/** Whether the figures of a row are these sums in all of the columns that it fills. */
function addsUp(row: Cells, columns: readonly number[], sums: readonly number[]): boolean {
  const told = columns.filter((column) => isFilled(row, column) && (figureAt(row, column) !== 0 || sums[column] !== 0));
  return told.length > 0 && told.every((column) => isSumOf(figureAt(row, column), sums[column]));
}
