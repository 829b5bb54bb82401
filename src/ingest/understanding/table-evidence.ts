import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';
import { withoutNull } from '#ingest/values/no-value.ts';
import { parseDate } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

/** How an amount goes with a quantity and a price. */
export type Relation = 'exact' | 'near' | 'share' | 'each' | 'more' | 'none' | 'unknown';

/** A blank cell, or nothing in any currency: `$0.00`. */
const nothing = /^\D*(?:0+(?:[.,]0+)?\D*)?$/;
/** Rows at most over which columns are compared with each other. */
const rowsCompared = 600;
/** Columns of which an amount may be made besides another one. */
const mostParts = 5;
/** Rows that a statement about a table needs. */
const leastRows = 12;
/** Rows of products that come again, of which each has to keep what it costs. */
const leastAgain = 5;
const leastSeveral = 4;
/** Share of an order's total that its lines come to: the rest was its freight. */
const leastOfTotal = 0.6;
/** Share of the rows in which two columns of money are the same where one is the other with something taken off. */
const sameShare = 0.3;
/** Share of the steps of a running total that may go down. */
const mostFalls = 0.02;
/** What is left of an amount when much is taken off. */
const mostOff = 0.3;
/** How many times a price and its pieces are too many for what was put on top of them. */
const muchMore = 1.35;
/** How many times one of two figures of a size may be the other. */
const mostTimes = 3;

/** What the values of a table's columns say about each other; made of its first rows. Shares are 0 to 1. */
export class TableEvidence {
  readonly rows: readonly (readonly string[])[];
  readonly profiles: readonly ColumnProfile[];
  private readonly numbersOf = new Map<number, Float64Array>();
  private readonly dependences = new Map<string, number>();
  private readonly relations = new Map<string, Relation>();
  private readonly numbered = new Map<number, boolean>();
  private readonly datesOf = new Map<number, readonly number[]>();

  private readonly rowsRead: readonly (readonly string[])[];

  constructor(rows: readonly (readonly string[])[], profiles: readonly ColumnProfile[], most = rowsCompared) {
    this.rows = rows.slice(0, most);
    this.rowsRead = rows;
    this.profiles = profiles;
  }

  /** The same of all rows that were read beforehand: hundreds of products listed day by day come again only then. */
  ofAllRows(): TableEvidence {
    return new TableEvidence(this.rowsRead, this.profiles, this.rowsRead.length);
  }

  text(row: number, column: number): string {
    return withoutNull((this.rows[row]?.[column] ?? '').trim());
  }

  /** A column's numbers by row, NaN for cells that are none. */
  numbers(column: number): Float64Array {
    let numbers = this.numbersOf.get(column);
    if (!numbers) {
      const comma = this.profiles[column]?.decimalComma ?? false;
      numbers = Float64Array.from(this.rows, (row) => parseMicro((row[column] ?? '').trim(), comma) / 1e6);
      this.numbersOf.set(column, numbers);
    }
    return numbers;
  }

  /** Whether hardly any cell has a digit, as codes do. */
  areWords(column: number): boolean {
    const filled = this.rows.map((_, row) => this.text(row, column)).filter((text) => text !== '');
    return filled.length >= leastRows && filled.filter((text) => /\d/.test(text)).length < filled.length * 0.1;
  }

  /** Whether cells are codes (`WX014`, `4006381333931`): one word with a digit in it. */
  areCodes(column: number): boolean {
    const filled = this.rows.map((_, row) => this.text(row, column)).filter((text) => text !== '');
    return (
      filled.length >= leastRows &&
      filled.filter((text) => /\d/.test(text) && !/\s/.test(text)).length >= filled.length * 0.9
    );
  }

  /** Whether numbers never fall from row to row, and rise at half of them. */
  isRising(column: number): boolean {
    const numbers = this.numbers(column);
    const steps = [...numbers.keys()].slice(1).map((row) => numbers[row] - numbers[row - 1]);
    return (
      steps.length >= leastRows &&
      steps.every((step) => step >= 0) &&
      steps.filter((step) => step > 0).length * 2 > steps.length
    );
  }

  /** Whether every filled cell is another one. */
  isUnique(column: number): boolean {
    const { filled, distinct } = this.profiles[column];
    return filled >= leastRows && distinct === filled;
  }

  /** Whether the cells count the rows: each is one more than the one above. */
  isRowNumber(column: number): boolean {
    let answer = this.numbered.get(column);
    if (answer === undefined) {
      const numbers = this.numbers(column);
      let steps = 0;
      for (let row = 1; row < numbers.length; row++) if (numbers[row] === numbers[row - 1] + 1) steps += 1;
      answer = numbers.length >= leastRows && Math.abs(numbers[0]) <= 2 && steps >= (numbers.length - 1) * 0.95;
      this.numbered.set(column, answer);
    }
    return answer;
  }

  /** Whether a column numbers the lines of each order: it starts anew with each, with the same number, and rises. */
  isLineNumber(column: number, order: number): boolean {
    const numbers = this.numbers(column);
    const { firsts, several, rising } = {
      firsts: new Map<number, number>(),
      several: { count: 0 },
      rising: { count: 0 },
    };
    let orders = 0;
    for (const [from, to] of this.groups(order)) {
      orders += 1;
      firsts.set(numbers[from], (firsts.get(numbers[from]) ?? 0) + 1);
      if (to - from < 2) continue;
      several.count += 1;
      let rises = true;
      for (let row = from + 1; row < to; row++) rises &&= numbers[row] > numbers[row - 1];
      if (rises) rising.count += 1;
    }
    const commonest = Math.max(0, ...firsts.values());
    return (
      several.count >= 3 && rising.count === several.count && commonest >= orders * 0.9 && !Number.isNaN(numbers[0])
    );
  }

  /** Whether a column numbers orders: ids that stand on rows below each other only, of one day, and some of them on several products. */
  numbersOrders(column: number, day: number, product: number): boolean {
    const { filled, sampled, distinct, dateShare, numericDateShare } = this.profiles[column];
    const isId = this.rows.every((_, row) => /^(?=.*\d)(?!-?\d+[.,]\d+$)\S+$/.test(this.text(row, column)));
    if (!isId || filled < sampled || Math.max(dateShare, numericDateShare) > 0.5 || distinct < leastRows) return false;
    let groups = 0;
    let several = 0;
    const seen = new Set<string>();
    for (const [from, to] of this.groups(column)) {
      groups += 1;
      seen.add(this.text(from, column));
      const rows = Array.from({ length: to - from }, (_, at) => from + at);
      const isSame = (other: number): boolean => rows.every((row) => this.text(row, other) === this.text(from, other));
      // An order may say its day on its first line only.
      if (!rows.every((row) => ['', this.text(from, day)].includes(this.text(row, day)))) return false;
      if (!isSame(product)) several += 1;
    }
    // Several orders on some days: what is the same all day is the day's.
    const areSeveral = this.profiles[day].timeShare > 0.5 || groups > this.groupsOf(day) * 1.2;
    return seen.size === groups && several >= leastSeveral && areSeveral;
  }

  /** Whether lines below each other share an amount that their pieces times their prices come to, or nearly, with what was sent along. */
  isTotalOfLines(amount: number, units: number, price: number): boolean {
    const [totals, pieces, prices] = [amount, units, price].map((column) => this.numbers(column));
    let several = 0;
    let told = 0;
    for (let from = 0; from < totals.length; ) {
      let to = from;
      let sum = 0;
      for (; to < totals.length && totals[to] === totals[from]; to++) sum += pieces[to] * prices[to];
      if (to - from > 1 && totals[from] > 0) {
        several += 1;
        if (sum <= totals[from] * 1.001 && sum >= totals[from] * leastOfTotal) told += 1;
      }
      from = Math.max(to, from + 1);
    }
    return told >= leastSeveral && told >= several * 0.9;
  }

  /** Rows of one order that stand below each other, its number on each or only on the first: from, to (exclusive). */
  private *groups(order: number): Generator<readonly [number, number]> {
    for (let from = 0; from < this.rows.length; ) {
      let to = from + 1;
      const name = this.text(from, order);
      for (; to < this.rows.length; to++) {
        const own = this.text(to, order);
        if (own !== '' && own !== name) break;
      }
      if (name !== '') yield [from, to];
      from = to;
    }
  }

  /** Whether a column has its text on the first row of each group only: blank below, and another text where the next begins. */
  isGrouped(column: number): boolean {
    // A row of units may stand above the first one.
    const filled = this.rows.flatMap((_, row) => (this.text(row, column) === '' ? [] : [row]));
    if (this.rows.length < leastRows || filled.length < 1 || filled[0] > 1 || filled.length > this.rows.length * 0.6)
      return false;
    const anew = filled.filter((row, at) => at === 0 || this.text(row, column) !== this.text(filled[at - 1], column));
    return anew.length === filled.length;
  }

  /** Whether what one column tells comes again below most of the heads in another one, and below none of them twice. */
  tellsOnce(column: number, head: number): boolean {
    let [own, heads] = [new Set<string>(), 0];
    for (const row of this.rows.keys()) {
      if (this.text(row, head) !== '') [own, heads] = [new Set(), heads + 1];
      if (heads === 0 || own.has(this.text(row, column))) return false;
      own.add(this.text(row, column));
    }
    return heads > 1 && this.profiles[column].distinct * 2 <= this.rows.length;
  }

  /** Whether two columns never stand in the same row: a product above its invoices. */
  isApart(one: number, other: number): boolean {
    return this.rows.every((_, row) => this.text(row, one) === '' || this.text(row, other) === '');
  }

  /** Whether a column stands on the first line of each order only: blank where the order is that of the line above, or blank too. */
  isOnFirstOf(column: number, order: number): boolean {
    const blank = [...this.rows.keys()].filter((row) => this.text(row, column) === '');
    const below = blank.filter((row) => {
      const own = this.text(row, order);
      return row > 0 && (own === '' || own === this.text(row - 1, order));
    });
    return blank.length >= 3 && below.length >= blank.length * 0.95;
  }

  /** Share of the filled cells that are the only ones for their key: 1 for the name of an id. */
  dependence(key: number, column: number): number {
    const place = `${key} ${column}`;
    const share = this.dependences.get(place) ?? this.shareOfOnly(key, column);
    this.dependences.set(place, share);
    return share;
  }

  private shareOfOnly(key: number, column: number): number {
    const first = new Map<string, string>();
    let same = 0;
    let rows = 0;
    for (let row = 0; row < this.rows.length; row++) {
      const [id, text] = [this.text(row, key), this.text(row, column)];
      if (id === '' || text === '') continue;
      rows += 1;
      const known = first.get(id);
      if (known === undefined) first.set(id, text);
      if (known === undefined || known === text) same += 1;
    }
    return rows < leastRows || first.size === rows ? 0 : same / rows;
  }

  /** Whether each text of one column goes with one of another, and the other way round: an id and its name. */
  isPaired(one: number, other: number): boolean {
    return (
      one !== other &&
      this.profiles[other].distinct > 3 &&
      this.dependence(one, other) > 0.98 &&
      this.dependence(other, one) > 0.98
    );
  }

  /** Whether one id goes with many names: it is no product's. `isNamed`: another id goes with one name each. */
  contradicts(id: number, name: number, isNamed: boolean): boolean {
    const { distinct } = this.profiles[name];
    if (this.rows.length < leastRows || distinct < 4) return false;
    const [ids, share] = [this.profiles[id].distinct, this.dependence(id, name)];
    if (ids * 4 <= distinct) return true;
    // The first row of each id goes with its name, whatever the id is.
    const repeats = this.rows.length - ids;
    const same = share * this.rows.length - ids;
    return isNamed && share > 0 && (share < 0.7 || (repeats >= leastRows && same < repeats * 0.4));
  }

  /** Whether the cells of a column hold those of another and more: a variant's id holds that of its style. Several words, or Chinese ones, are a name, which may hold a model or a material as well. */
  isPartOf(part: number, whole: number): boolean {
    if (part === whole || this.rows.length < leastRows) return false;
    return this.rows.every((_, row) => {
      const [short, long] = [this.text(row, part), this.text(row, whole)];
      return short.length >= 2 && long.length > short.length && long.includes(short) && !/[\s\p{Lo}]/u.test(long);
    });
  }

  /**
   * How well an amount is a quantity times a price: `exact` in nearly all rows; `near` where it is that with something
   * taken off or put on top, or that of a price for a hundred; `share` where it is a fixed small share of that, as a tax is; `each` where several pieces are no more of it than one; `more` where it is now that and now much more, as what an
   * order of several lines came to; `none`; `unknown` where too few rows have all three, or nothing to multiply.
   */
  product(quantity: number, price: number, amount: number): Relation {
    const key = `${quantity} ${price} ${amount}`;
    const known = this.relations.get(key);
    if (known) return known;
    const found = this.relate(quantity, price, amount);
    this.relations.set(key, found);
    return found;
  }

  private relate(quantity: number, price: number, amount: number): Relation {
    const [q, p, a] = [this.numbers(quantity), this.numbers(price), this.numbers(amount)];
    let [rows, told, exact, proven, near, least, free, each] = [0, 0, 0, 0, 0, 0, 0, 0];
    const ratios: number[] = [];
    const values = new Set<number>();
    for (let row = 0; row < q.length; row++) {
      // Neither is made of the other where one of them alone is nothing.
      if (p[row] > 0 && ((q[row] > 0 && a[row] === 0) || (q[row] === 0 && a[row] > 0))) free += 1;
      if (!(Math.abs(q[row]) > 0 && p[row] > 0 && Math.abs(a[row]) > 0)) continue;
      rows += 1;
      values.add(p[row]);
      const whole = Math.abs(q[row]) * p[row];
      const ratio = Math.abs(a[row]) / whole;
      const isExact =
        Math.abs(ratio - 1) < 0.002 || Math.abs(Math.abs(a[row]) - whole) < 0.006 * Math.max(1, Math.abs(q[row]));
      const tells = Math.abs(q[row]) !== 1;
      if (tells) told += 1;
      if (Math.abs(q[row]) >= 2 && Math.abs(a[row]) < p[row] * 1.02) each += 1;
      if (isExact) exact += 1;
      if (isExact && tells) proven += 1;
      ratios.push(ratio);
      if (ratio > 0.55) least += 1;
      if (ratio > 0.55 && ratio < muchMore) near += 1;
    }
    const isNothing = values.size < 2 && values.has(1);
    if (rows < leastRows / 2 || told < 3 || isNothing) return 'unknown';
    if (rows < leastRows && exact < rows + free && least < rows) return 'unknown';
    if (exact >= (rows + free) * 0.9 && proven >= told * 0.8) return 'exact';
    // No more for several pieces than for one.
    if (each >= told * 0.9) return 'each';
    if (rows >= leastRows && near >= rows * 0.97) return 'near';
    ratios.sort((a, b) => a - b);
    const middle = ratios[ratios.length >> 1];
    const steady = ratios.filter((ratio) => Math.abs(ratio - middle) < 0.02 + 0.05 * middle).length;
    // A price for a hundred or a thousand pieces is no tax.
    const isOfMany = [0.01, 0.001].some((part) => Math.abs(middle / part - 1) < 0.01);
    if (middle < 0.45 && steady >= rows * 0.9) return isOfMany ? 'near' : 'share';
    const isMore = least >= rows * 0.97 && ratios[Math.floor(rows * 0.9)] > muchMore && steady < rows * 0.9;
    if (isMore) return 'more';
    return rows < leastRows ? 'unknown' : 'none';
  }

  /** Whether an amount is a price times its pieces in some rows, never less, and more in others by no fixed part. */
  isSometimesMore(quantity: number, price: number, amount: number): boolean {
    const [q, p, a] = [quantity, price, amount].map((column) => this.numbers(column));
    const ratios = [...a.keys()].flatMap((row) =>
      q[row] > 0 && p[row] > 0 && a[row] > 0 ? [a[row] / (q[row] * p[row])] : [],
    );
    const [same, more] = [
      ratios.filter((ratio) => Math.abs(ratio - 1) < 0.002),
      ratios.filter((ratio) => ratio > 1.02),
    ];
    const [least, most] = [Math.min(...more), Math.max(...more)];
    const areMany =
      ratios.length >= leastRows && more.length >= ratios.length * 0.1 && same.length >= ratios.length * 0.1;
    return areMany && same.length + more.length >= ratios.length * 0.97 && most - least > 0.1;
  }

  /** Whether a column is the product of others with one or several added, or taken off, which are above zero in enough rows to tell. */
  isSum(
    factors: readonly number[],
    added: number | readonly number[],
    sum: number,
    how: 'added' | 'off' | 'percent-off' = 'added',
  ): boolean {
    const s = this.numbers(sum);
    const extras = [added].flat().map((column) => this.numbers(column));
    const columns = factors.map((column) => this.numbers(column));
    let rows = 0;
    let same = 0;
    let told = 0;
    let apart = 0;
    for (let row = 0; row < s.length; row++) {
      const product = columns.reduce((whole, numbers) => whole * numbers[row], 1);
      if (!(product > 0 && s[row] > 0)) continue;
      rows += 1;
      const a = extras.reduce((all, numbers) => all + (numbers[row] || 0), 0);
      const share = a > 1 ? a / 100 : a;
      const extra = how === 'added' ? Math.max(0, a) : -Math.abs(how === 'off' ? a : share * product);
      // Of per cent amounts are often rounded to whole units: less than that tells only to the cent.
      const slack = how === 'percent-off' ? 0.51 : 0.011;
      const apartBy = Math.abs(product + extra - s[row]);
      const isSame = apartBy < slack;
      if (isSame) same += 1;
      if (Math.abs(extra) <= 0.01 || (Math.abs(extra) < slack && apartBy >= 0.011)) continue;
      told += 1;
      if (!isSame) apart += 1;
    }
    // Orders may stand above their lines with what all of these come to.
    return told >= leastRows && apart * 2 <= told && same >= rows * (factors.length > 1 ? 0.7 : 0.9);
  }

  /**
   * Whether a column of money is another one in many rows, lower in some and higher in none: with something taken off. What
   * a single piece costs is the same only where one was sold, and what was sold in one way out of several may be any part.
   * `often`: the share of rows in which both are the same; `left`: how much is left at least.
   */
  isReduced(lower: number, higher: number, pieces: readonly number[], often = sameShare, left = mostOff): boolean {
    const [low, high] = [this.numbers(lower), this.numbers(higher)];
    const rows = [...high.keys()].filter((row) => high[row] > 0);
    const same = rows.filter((row) => Math.abs(low[row] - high[row]) < 0.011);
    const less = rows.filter((row) => low[row] > high[row] * left && high[row] - low[row] >= 0.011);
    const areOftenSame = (among: readonly number[], all: readonly number[]): boolean =>
      all.length < leastRows || among.length >= all.length * often;
    return (
      less.length >= leastRows &&
      same.length + less.length >= rows.length * 0.98 &&
      areOftenSame(same, rows) &&
      pieces.every((column) => {
        const isSeveral = (row: number): boolean => this.numbers(column)[row] > 1;
        return areOftenSame(same.filter(isSeveral), rows.filter(isSeveral));
      })
    );
  }

  /** Whether of a higher column whole per cents, or whole halves of its unit, are off in nearly all rows in which a lower one is less: a discount, and no share that somebody keeps or has paid so far. */
  isByRoundParts(lower: number, higher: number): boolean {
    const [low, high] = [this.numbers(lower), this.numbers(higher)];
    const rows = [...high.keys()].filter((row) => low[row] > 0 && high[row] - low[row] >= 0.011);
    const isRound = (row: number): boolean => {
      const off = high[row] - low[row];
      const part = Math.round((100 * off) / high[row]) / 100;
      return Math.abs(part * high[row] - off) < 0.0061 || Math.abs(2 * off - Math.round(2 * off)) < 1e-6;
    };
    return rows.filter(isRound).length >= rows.length * 0.9;
  }

  /**
   * Whether a column is the product of others with another one on top (1) or taken off (-1): in nearly all rows, and in nearly all of
   * those that have something of it.
   */
  isWith(factors: readonly number[], part: number, sum: number, sign: 1 | -1): boolean {
    const [parts, sums] = [part, sum].map((column) => this.numbers(column));
    const wholes = factors.map((column) => this.numbers(column));
    const whole = (row: number): number => wholes.reduce((product, numbers) => product * numbers[row], 1);
    const rows = [...sums.keys()].filter((row) => whole(row) > 0);
    const extra = (row: number): number => Math.abs(parts[row] || 0);
    const isSo = (row: number): boolean => Math.abs(whole(row) + sign * extra(row) - sums[row]) < 0.011;
    const [told, plain] = [rows.filter((row) => extra(row) > 0.005), rows.filter((row) => extra(row) <= 0.005)];
    const areMost = (some: readonly number[]): boolean => some.filter(isSo).length >= some.length * 0.95;
    const areAbove = rows.filter((row) => sums[row] > 0).length >= rows.length * 0.9;
    return areAbove && told.length >= leastRows && areMost(told) && areMost(plain);
  }

  /** Whether an amount is pieces times price with a third column of the row: on top, for each piece or for all, or as many times; or that column times price. */
  isLineWith(amount: number, pieces: number, price: number): boolean {
    const [sums, count, each] = [amount, pieces, price].map((column) => this.numbers(column));
    const lines = [...sums.keys()].filter((row) => count[row] * each[row] > 0);
    const areMost = (whole: (row: number) => number): boolean =>
      lines.filter((row) => Math.abs(whole(row) - sums[row]) < 0.011).length >= lines.length * 0.95;
    return this.profiles.some(({ numberShare }, column) => {
      if (numberShare < 0.5 || [amount, pieces, price].includes(column)) return false;
      const more = this.numbers(column).map((value) => value || 0);
      return (
        areMost((row) => count[row] * each[row] + more[row]) ||
        areMost((row) => count[row] * (each[row] + more[row])) ||
        areMost((row) => count[row] * each[row] * more[row]) ||
        areMost((row) => each[row] * more[row])
      );
    });
  }

  /** Whether an amount is pieces times price with something taken off, cent by cent: on nearly all lines, of which some are of several pieces and some are reduced. */
  isLeftOfLine(amount: number, pieces: number, price: number, off: number): boolean {
    const [sums, count, each, less] = [amount, pieces, price, off].map((column) => this.numbers(column));
    const lines = [...sums.keys()].filter((row) => count[row] * each[row] > 0);
    const fits = (row: number): boolean =>
      Math.abs(count[row] * each[row] - Math.abs(less[row] || 0) - sums[row]) < 0.011;
    const several = lines.filter((row) => count[row] > 1);
    const areMost = (rows: readonly number[]): boolean =>
      rows.length > 0 && rows.filter(fits).length >= rows.length * 0.95;
    return lines.length >= leastRows && lines.some((row) => less[row]) && areMost(lines) && areMost(several);
  }

  /** The same of what pieces times their price come to: see {@link isReduced}. */
  isReducedProduct(lower: number, pieces: number, price: number): boolean {
    const [low, count, each] = [lower, pieces, price].map((column) => this.numbers(column));
    const whole = count.map((value, row) => value * each[row]);
    const rows = [...whole.keys()].filter((row) => whole[row] > 0);
    const same = rows.filter((row) => Math.abs(low[row] - whole[row]) < 0.011).length;
    const less = rows.filter((row) => low[row] > whole[row] * mostOff && whole[row] - low[row] >= 0.011).length;
    // What a piece is reduced to is no more for several.
    const several = rows.filter((row) => count[row] >= 2);
    if (several.filter((row) => low[row] < each[row] * 1.02).length > several.length * 0.5) return false;
    return less >= leastRows && same >= rows.length * sameShare && same + less >= rows.length * 0.98;
  }

  /** Whether a column is others times the same number for all rows of a product, in nearly all that tell: an amount of its pieces. */
  keepsRatio(product: number, column: number, ...factors: readonly number[]): boolean {
    const all = this.numbers(column);
    const parts = all.map((_, row) => factors.reduce((whole, each) => whole * this.numbers(each)[row], 1));
    const first = new Map<string, number>();
    let [rows, same] = [0, 0];
    for (let row = 0; row < all.length; row++) {
      const ratio = all[row] / parts[row];
      if (!(ratio > 0) || !Number.isFinite(ratio)) continue;
      const known = first.get(this.text(row, product));
      if (known === undefined) first.set(this.text(row, product), ratio);
      else {
        rows += 1;
        if (Math.abs(ratio - known) < 0.011) same += 1;
      }
    }
    return rows >= leastAgain && same >= rows * 0.9;
  }

  /** Whether whole numbers can't be amounts of a price: far below it, or no multiples of one that has decimals. */
  isNoAmountOf(column: number, price: number): boolean {
    const [numbers, prices] = [this.numbers(column), this.numbers(price)];
    const times = [...numbers].map((value, row) => value / prices[row]).filter((each) => each > 0);
    const isBroken = this.profiles[price].integerShare < 0.5;
    const below = times.filter((each) => each < 0.5).length;
    const multiples = times.filter((each) => Math.abs(each - Math.round(each)) < 0.001 * each).length;
    return (
      times.length >= leastRows && (below >= times.length * 0.95 || (isBroken && multiples < times.length * sameShare))
    );
  }

  /** Share of the orders of several different lines on which a column says the same on each line, or only on the first. */
  repeatsInOrders(column: number, order: number, told: readonly number[]): { orders: number; share: number } {
    // Headings between the orders have no number either, and lack what each line has.
    const isLine = (row: number): boolean =>
      this.text(row, order) !== '' || told.every((each) => this.text(row, each) !== '');
    const below = [...this.groups(order)].map(([from, to]) =>
      Array.from({ length: to - from }, (_, at) => from + at).filter(isLine),
    );
    const found = this.sharedBy(column, below, told);
    // Lines may be sorted by something else than their orders.
    const byOrder = new Map<string, number[]>();
    for (const row of this.rows.keys()) {
      const name = this.text(row, order);
      const lines = byOrder.get(name);
      if (lines) lines.push(row);
      else byOrder.set(name, [row]);
    }
    const apart = this.sharedBy(column, [...byOrder.values()], told);
    return apart.orders > found.orders * 2 && !byOrder.has('') ? apart : found;
  }

  /** Whether an amount is pieces times price on nearly all lines of the orders that have several. */
  isOwnInOrders(amount: number, order: number, units: number, price: number): boolean {
    const [all, pieces, prices] = [amount, units, price].map((column) => this.numbers(column));
    const lines = [...this.groups(order)].flatMap(([from, to]) =>
      to - from < 2 ? [] : Array.from({ length: to - from }, (_, at) => from + at),
    );
    const own = lines.filter((row) => Math.abs(pieces[row] * prices[row] - all[row]) < 0.011);
    return own.length >= lines.length * 0.9;
  }

  private sharedBy(column: number, groups: readonly (readonly number[])[], told: readonly number[]) {
    let orders = 0;
    let same = 0;
    for (const lines of groups) {
      if (lines.length < 2) continue;
      const [from] = lines;
      if (!lines.some((row) => told.some((each) => this.text(row, each) !== this.text(from, each)))) continue;
      orders += 1;
      const first = this.text(from, column);
      const rest = lines.slice(1).map((row) => this.text(row, column));
      const isOnFirst = !nothing.test(first) && rest.every((text) => nothing.test(text));
      if (first !== '' && (rest.every((text) => text === first) || isOnFirst)) same += 1;
    }
    return { orders, share: orders === 0 ? 0 : same / orders };
  }

  /** How many times the value of a column changes from row to row. */
  groupsOf(column: number): number {
    return [...this.groups(column)].length;
  }

  /** Whether a number is at least that of the lines in each order of several. */
  countsLines(column: number, order: number): boolean {
    const numbers = this.numbers(column);
    return [...this.groups(order)].every(([from, to]) => to - from < 2 || numbers[from] >= to - from);
  }

  /**
   * Whether a column is a running total: within each product, in the order of its days, it hardly ever falls, goes on from
   * where it was, and grows far beyond its steps. Sums of single days rise and fall.
   */
  isRunning(column: number, product: number, dates: readonly number[]): boolean {
    const numbers = this.numbers(column);
    const byProduct = new Map<string, { readonly at: number; readonly value: number }[]>();
    for (let row = 0; row < numbers.length; row++) {
      const at = dates[row];
      const id = this.text(row, product);
      if (Number.isNaN(at) || Number.isNaN(numbers[row]) || id === '') continue;
      const known = byProduct.get(id);
      if (known) known.push({ at, value: numbers[row] });
      else byProduct.set(id, [{ at, value: numbers[row] }]);
    }
    let steps = 0;
    let falls = 0;
    let rises = 0;
    let growth = 0;
    let last = 0;
    for (const points of byProduct.values()) {
      points.sort((a, b) => a.at - b.at);
      for (let at = 1; at < points.length; at++) {
        if (points[at].at === points[at - 1].at) continue;
        steps += 1;
        if (points[at].value < points[at - 1].value) falls += 1;
        if (points[at].value > points[at - 1].value) rises += 1;
      }
      if (falls > numbers.length * mostFalls) return false;
      growth += points[points.length - 1].value - points[0].value;
      last += points[points.length - 1].value;
    }
    // A single product may simply have sold more from month to month.
    const isLong = byProduct.size > 1 ? steps >= 20 : steps >= 60;
    return isLong && falls <= steps * mostFalls && rises >= steps * 0.2 && growth > 0 && last > 0;
  }

  /** Whether a column moves from row to row, up and down, by what one or two others say of the later row; the latest row may be the first. */
  isBalanceOf(balance: number, one: number, other: number): boolean {
    const [b, first] = [this.numbers(balance), this.numbers(one)];
    const second = other < 0 ? null : this.numbers(other);
    const steps = b.length - 1;
    if (steps < leastRows) return false;
    return [1, 0].some((later) =>
      [1, -1].some((sign) => {
        let same = 0;
        const moves = { up: 0, down: 0 };
        for (let row = 0; row < steps; row++) {
          const move = later === 1 ? b[row + 1] - b[row] : b[row] - b[row + 1];
          const said = (first[row + later] || 0) + sign * (second?.[row + later] || 0);
          if (Math.abs(move - said) < 0.011) same += 1;
          if (move !== 0) moves[move > 0 ? 'up' : 'down'] += 1;
        }
        return same >= steps * 0.95 && Math.min(moves.up, moves.down) >= steps * 0.05;
      }),
    );
  }

  /** Whether what a product has at the end of a row is, in another column, what it begins its next row with. */
  isCarriedOver(end: number, start: number, product: number): boolean {
    if (end === start || this.profiles[end].numberShare < 0.9 || this.profiles[start].numberShare < 0.9) return false;
    const [closing, opening] = [this.numbers(end), this.numbers(start)];
    const before = new Map<string, number>();
    const carried = new Set<number>();
    let [told, same] = [0, 0];
    for (let row = 0; row < closing.length; row++) {
      const id = this.text(row, product);
      if (id === '') continue;
      const last = before.get(id);
      // A row that begins with what it ends with tells nothing.
      if (last !== undefined && closing[row] !== opening[row]) {
        told += 1;
        if (last === opening[row]) same += 1;
        carried.add(opening[row]);
      }
      before.set(id, closing[row]);
    }
    return told >= leastRows && same >= told * 0.9 && told >= closing.length * 0.2 && carried.size > told * 0.2;
  }

  /** Whether two columns of numbers are the same in nearly every row. */
  isSame(one: number, other: number): boolean {
    const [a, b] = [this.numbers(one), this.numbers(other)];
    return a.length >= leastRows && a.filter((value, row) => value === b[row]).length >= a.length * 0.95;
  }

  /** Whether of two columns now the one is larger and now the other, whatever their signs. */
  isApartFrom(one: number, other: number): boolean {
    const both = [this.numbers(one), this.numbers(other)];
    const either = this.rows.filter((_, row) => Number.isNaN(both[0][row]) !== Number.isNaN(both[1][row])).length;
    // Where each row has one of the two, a blank is nothing.
    const areParts = either >= this.rows.length * 0.8;
    const [a, b] = both.map((numbers) => numbers.map((each) => (areParts ? Math.abs(each) || 0 : Math.abs(each))));
    const more = a.filter((value, row) => value > b[row]).length;
    const less = a.filter((value, row) => value < b[row]).length;
    return a.length >= leastRows && Math.min(more, less) >= a.length * 0.15;
  }

  /** Whether a column is another one with some of those taken off and some of these added, cent by cent. */
  isMadeOf(whole: number, base: number, off: readonly number[], added: readonly number[]): boolean {
    const parts = [...off, ...added];
    const [sums, start] = [this.numbers(whole), this.numbers(base)];
    for (let chosen = 1; chosen < 2 ** Math.min(parts.length, mostParts); chosen++) {
      const made = start.slice();
      for (const [at, part] of parts.entries())
        if (chosen & (1 << at))
          // What comes back is below zero, with its discount.
          for (const [row, value] of this.numbers(part).entries())
            made[row] += at < off.length ? -Math.sign(start[row] || 1) * Math.abs(value || 0) : value || 0;
      if (made.filter((value, row) => Math.abs(value - sums[row]) < 0.015).length > sums.length * 0.95) return true;
    }
    return false;
  }

  /** Whether two columns are of one size in nearly every row, and come to different sums. */
  isRival(one: number, other: number): boolean {
    const [a, b] = [this.numbers(one), this.numbers(other)];
    const rows = [...a.keys()].filter((row) => a[row] > 0 || b[row] > 0);
    const alike = rows.filter((row) => a[row] * mostTimes >= b[row] && a[row] <= b[row] * mostTimes);
    const [sum, own] = [a, b].map((numbers) => rows.reduce((all, row) => all + (numbers[row] || 0), 0));
    const isApart = Math.min(sum, own) < 0.998 * Math.max(sum, own);
    return rows.length >= leastRows && alike.length >= rows.length * 0.9 && isApart;
  }

  /** Whether the days of one column hardly ever come after those of another, and often before. */
  comesBefore(early: number, late: number): boolean {
    // A day without a time begins at midnight: it comes before no time of the same day.
    const dayOnly = [early, late].some((column) => this.profiles[column].timeShare < 0.5);
    const [a, b] = [early, late].map((column) =>
      this.dates(column).map((seconds) => (dayOnly ? Math.floor(seconds / 86_400) : seconds)),
    );
    const told = a.flatMap((day, row) => (Number.isNaN(day) || Number.isNaN(b[row]) ? [] : [b[row] - day]));
    const after = told.filter((apart) => apart < 0).length;
    return (
      told.length >= leastRows &&
      after <= told.length * 0.02 &&
      told.filter((apart) => apart > 0).length > told.length * 0.3
    );
  }

  /** Seconds of a column's dates by row, NaN for cells that are none; days come before months unless a cell can only mean the other. */
  dates(column: number): readonly number[] {
    const known = this.datesOf.get(column);
    if (known) return known;
    const cells = this.rows.map((row) => (row[column] ?? '').trim());
    const read = (order: 'day-first' | 'month-first'): number[] =>
      cells.map((cell) => parseDate(cell, order, true)?.seconds ?? Number.NaN);
    const [days, months] = [read('day-first'), read('month-first')];
    const dates = months.filter(Number.isNaN).length < days.filter(Number.isNaN).length ? months : days;
    this.datesOf.set(column, dates);
    return dates;
  }
}
