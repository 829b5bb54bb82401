import { moneyUnitIn, namesMoneyUnit } from '#ingest/understanding/find-currency.ts';
import { isBlankRow, isValue, startsTable } from '#ingest/understanding/find-header.ts';
import { type HeadingMeaning, headingWords } from '#ingest/understanding/heading-words.ts';
import { periodsIn, yearIn } from '#ingest/understanding/periods-in.ts';

/** What stands at the top of a table with its periods side by side, by which those below it are told from its own rows. */
export interface WideTop {
  /** Cells of the line with its periods. */
  readonly header: readonly string[];
  /** The line of one cell above it; '' without one. */
  readonly title: string;
  /** All lines above it, and the names of the file and the sheet. */
  readonly around: string;
  /** Year of its first period; 0 where that is none of four digits. */
  readonly year: number;
}

/** What words of a title say of the figures below it; others name a store, a group of products or a day. */
const ofFigures: readonly HeadingMeaning[] = [
  ...(['quantity', 'sold', 'order', 'revenue', 'amount', 'money', 'price', 'discount', 'tax'] as const),
  ...(['cost', 'profit', 'refund', 'cancel', 'purchasing', 'movement', 'stock', 'forecast'] as const),
  ...(['share', 'average', 'running', 'view', 'visitor', 'cart', 'exposure', 'advert', 'persons', 'rating'] as const),
];

/** What a text says of the figures below it, in one order; '' where it says nothing. */
function figuresIn(text: string): string {
  const means = new Set(headingWords(text).flatMap((word) => word.means));
  return ofFigures.filter((each) => means.has(each)).join(' ');
}

const filledAt = (row: readonly string[]): number => row.findIndex((cell) => cell.trim() !== '');

/** The only filled cell of a row; '' for any other row. */
export function titleIn(row: readonly string[]): string {
  const at = filledAt(row);
  return at < 0 || row.some((cell, column) => column > at && cell.trim() !== '') ? '' : row[at].trim();
}

/** What is known around a table that stands below another one: of the year, the figures and the unit of amounts, what its own titles leave open. */
export function aroundBelow({ around, year }: WideTop, titles: readonly string[]): string {
  const text = titles.join(' ');
  const figures = figuresIn(text);
  const others = around.replace(/(?<!\d)20\d{2}(?!\d)/g, ' ');
  const isBareAmount = /revenue|amount/.test(figures) && !/quantity|money/.test(figures);
  const unit = isBareAmount && namesMoneyUnit(around) ? moneyUnitIn(around)?.text : '';
  const left = figures === '' ? others : (unit ?? '');
  return yearIn(text) > 0 ? left : [left, year || '', ...periodsIn([around])].join(' ').trim();
}

/** Tells, line by line, the headings that come once more below a table's rows, and those of a further table. */
export class StackedPeriods {
  private readonly top: WideTop;
  private titles: string[] = [];
  /** Line of the first of the titles; 0 without any. */
  private firstLine = 0;
  private isAfterBreak = false;

  constructor(top: WideTop) {
    this.top = top;
  }

  /** Whether a row of a table is known to go on with it, without a look at its cells. */
  get isWithin(): boolean {
    return !this.isAfterBreak;
  }

  /** Takes the next line below the header: 0, or -1 for the headings once more, or the line on which a further table begins. */
  take(cells: readonly string[], line: number): number {
    const title = titleIn(cells);
    if (title !== '' || isBlankRow(cells)) {
      this.isAfterBreak = true;
      if (title === '') return 0;
      this.firstLine ||= line;
      this.titles.push(title);
      return 0;
    }
    const { titles, firstLine, isAfterBreak } = this;
    [this.titles, this.firstLine, this.isAfterBreak] = [[], 0, false];
    if (!isAfterBreak || !(this.isHeader(cells) || startsTable(cells))) return 0;
    return this.isSame(cells) && !this.decides(titles.join(' ')) ? -1 : firstLine || line;
  }

  /** Begins as the headings do, and has no figures. */
  private isHeader(cells: readonly string[]): boolean {
    const { header } = this.top;
    const begins = header[filledAt(header)].trim() === cells[filledAt(cells)].trim();
    return this.isSame(cells) || (begins && !cells.some(isValue));
  }

  private isSame(cells: readonly string[]): boolean {
    const { header } = this.top;
    const columns = Array.from({ length: Math.max(header.length, cells.length) }, (_, at) => at);
    return columns.every((at) => (header[at] ?? '').trim() === (cells[at] ?? '').trim());
  }

  /** Whether titles say of the year or of the figures what those of the table don't: one store below another differs in neither. */
  private decides(text: string): boolean {
    const { title, around, year } = this.top;
    const [own, figures] = [yearIn(title) || year, figuresIn(text)];
    if (yearIn(text) > 0 && own > 0 && yearIn(text) !== own) return true;
    return text !== '' && figures !== figuresIn(title) && figures !== figuresIn(around);
  }
}
