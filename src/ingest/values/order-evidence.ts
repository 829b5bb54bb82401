import type { DayMonthOrder } from '#ingest/import-report.ts';
import { plainText, shortYears } from '#ingest/values/parse-date.ts';

/** Cells with years of two digits after which it is decided by the variety of their parts which of them is the year. */
const cellsForVariety = 300;
/** Examples kept for the question which order is meant. */
const examplesKept = 5;

/**
 * Which order the dates of a column are in, from cells like `5/1/2024` and `24/05/01`, fed one by one. Orders in which a
 * cell is no date fall away; where years have two digits, the part that hardly varies is the year.
 */
export class OrderEvidence {
  private possible: readonly DayMonthOrder[] = ['day-first', 'month-first', 'year-first'];
  /** Cells that are different days in different orders, for the question. */
  readonly examples: string[] = [];
  private cells = 0;
  private dotted = 0;
  private shortYears = 0;
  private readonly firsts = new Set<number>();
  private readonly lasts = new Set<number>();

  /** The order, once only one is left; 'either' while several are, null while no cell was such a date. */
  get answer(): DayMonthOrder | 'either' | null {
    if (this.cells === 0) return null;
    return this.possible.length === 1 ? this.possible[0] : 'either';
  }

  /** What may still be; for the question. */
  get left(): readonly DayMonthOrder[] {
    return this.possible;
  }

  feed(raw: string): void {
    const match = shortYears.exec(plainText(raw));
    if (!match) return;
    const [first, second, last] = [+match[1], +match[2], +match[3]];
    const isShort = match[3].length === 2;
    if (first === second && !isShort) return;
    const fits = this.possible.filter((order) => {
      if (order === 'year-first') return isShort && second <= 12 && last >= 1 && last <= 31;
      const [day, monthOfYear] = order === 'day-first' ? [first, second] : [second, first];
      return monthOfYear >= 1 && monthOfYear <= 12 && day >= 1 && day <= 31;
    });
    // A cell that fits none of them is a slip and decides nothing.
    if (fits.length === 0) return;
    this.possible = fits;
    this.cells += 1;
    if (/^\d+\.\d+\.\d{4}/.test(raw.trim())) this.dotted += 1;
    const text = raw.trim();
    if (first !== second && this.examples.length < examplesKept && !this.examples.includes(text))
      this.examples.push(text);
    if (!isShort) return;
    this.shortYears += 1;
    this.firsts.add(first);
    this.lasts.add(last);
    if (this.shortYears % cellsForVariety === 0) this.decideByVariety();
  }

  /** After the last cell. */
  end(): void {
    if (this.shortYears > 0) this.decideByVariety();
    // `01.05.2024`: whoever writes dots writes the day first.
    if (this.dotted === this.cells && this.possible.includes('day-first')) this.possible = ['day-first'];
  }

  private decideByVariety(): void {
    const [first, last] = [this.firsts.size, this.lasts.size];
    if (!this.possible.includes('year-first') || this.possible.length === 1) return;
    if (last >= 5 && last > 2 * first) this.possible = ['year-first'];
    else if (first >= 5 && first > 2 * last) this.possible = this.possible.filter((order) => order !== 'year-first');
  }
}
