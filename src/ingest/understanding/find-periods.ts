import { moneyUnitIn, namesMoneyUnit } from '#ingest/understanding/find-currency.ts';
import { isBlankRow, isTotalId, isTotalText, isValue, startsTable } from '#ingest/understanding/find-header.ts';
import { type HeadingMeaning, headingWords } from '#ingest/understanding/heading-words.ts';
import { ofYearBefore } from '#ingest/understanding/headings.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import { notSold } from '#ingest/understanding/not-sold.ts';
import { periodsIn, yearIn } from '#ingest/understanding/periods-in.ts';
import { countCells } from '#ingest/understanding/profile-column.ts';
import { StackedPeriods, titleIn, type WideTop } from '#ingest/understanding/stacked-periods.ts';
import { englishMonth } from '#ingest/values/month-words.ts';
import { parseEitherWay } from '#ingest/values/parse-date.ts';
import { decimalEvidence, parseMicro } from '#ingest/values/parse-micro.ts';

/** What the cells below a period's heading count. */
export type WideMeasure = 'units' | 'revenue';

/** A table with weeks, months or days side by side, as its header says it, or with products, as the user does. */
export interface WideLayout {
  /** Line of the file with the (last) header line. */
  readonly headerLine: number;
  /** What its columns count, where the user has said it. */
  readonly across?: WideMeasure;
  /** Set where products stand side by side: the headings as they stand there. */
  readonly headings?: readonly string[];
  /** Columns that stay, with their headings. */
  readonly fixed: readonly { readonly column: number; readonly name: string }[];
  /** Periods, or products, in the order of the columns; a column for each measure, -1 where a period lacks it. */
  readonly periods: readonly { readonly text: string; readonly columns: readonly number[] }[];
  readonly measures: readonly WideMeasure[];
  /** Headings of further columns of numbers that seem to name periods and can't be read as such, or name them once more. */
  readonly unread: readonly string[];
  /** Headings of the date, or product, and of the measures, in the language of the others. */
  readonly names: readonly string[];
  /** Texts of the lines above, and the headings of the periods. */
  readonly over?: readonly string[];
  /** What the titles or headings say that amounts are told in, where it is not the currency's own unit: `T€`. */
  readonly moneyUnit?: string;
  /** What stands at its top; none where products stand side by side. */
  readonly top?: WideTop;
  /** No word in or around the table says what its figures count, and they are no small numbers: pieces or amounts. */
  readonly isUntold?: boolean;
}

/** Weeks or months side by side whose headings leave the year open, and nothing around the table says it. */
export const withoutYear = 'without-year';

const rowsSearched = 30;
const leastPeriods = 3;
/** Share of the cells below the periods that have to be numbers. */
const leastNumbers = 0.8;

const unitsWord = /(销量|数量|件数|销售数量|units?( sold)?|qty|quantity|pieces|pcs)$/i;
const revenueWord = /(销售额|金额|营业额|销售金额|revenue|amount|turnover|sales|value|gmv)$/i;
const sumWord = /^(summe|somm[ae]|suma|soma|сумма)$/;
/** Pieces in brackets, as in `Vendas por mês (un)`. */
const pieceMark = /[([（【]\s*(un|u|uds?|stk?|ks|kpl|kom|db|ea|pcs|個|个|件|台|点|개|шт)\.?\s*[)\]）】]/i;
/** What came to pass, beside what was planned. */
export const actual =
  /^(actuals?|ist|n|real|cons(?:\.|untivo)?|realizado|wykonanie|werkelijk|gerealiseerd|当年実績|r[eé]el|r[eé]alis[eé]|effettivo|факт|实际|実績|실적|gerçekleşen|act|ty|skute[cč]nost|skuto[cč]nos[tť]|utfall|faktisk|toteuma|tény|realizat|sell[\s-]?out|shipped|current|this year|lfd\.? jahr|laufendes jahr|本期|今年|当期)$/i;
/** Of this year, beside the year before. */
const ofThisYear = /^(TY|CY|this year|current year|本期|本年|今年|当期|当年)$/i;
/** What a change is called, in pieces or in percent. */
const change =
  /^(var(iance)?|diff(erence)?|chg|change|growth|delta|index|差[异額额]?率?|差異|同比|环比|増減率?|增长率?|达成率|達成率)?[\s%±#$]*$/i;
const lettersOnly = /^\p{L}{3,11}\.?$/u;
const openWeek =
  /^(?:第|w|wk|week|kw|woche|semana|sem|semaine|settimana|sett|неделя|tydzie[nń]|tydz|týden|hafta|vecka|uge|uke|viikko|hét|tuần)\.?\s*(\d{1,2})\s*[周週]?(?:[\s(（]+[\d./月-]+日?\s?[-~–—至]\s?[\d./月-]+日?[)）]?)?$|^(\d{1,2})(?:周|週|주차|\.?\s(?:h[ée]t|tydzie[nń]|t[yý]den|týždeň|week|kw|woche|неделя|тиждень|hafta|viikko|vecka|uge|uke|semana|semaine|settimana))$/i;
const openMonth = /^(\d{1,2})(?:月份?|월)$/;
/** 5月1日, 5월 1일, 5月1日(周三) */
const openDay =
  /^(\d{1,2})[月월]\s?(\d{1,2})[日号號일]?(?:\s?[(（]?(?:周|週|星期)?[一二三四五六天日月火水木金土월화수목금토일][)）]?)?$/;

/** 7.1-7.7, 7/29-8/4: from a day of a month to another. */
const openSpan = /^(\d{1,2})[./月](\d{1,2})日?\s?[-~–—至]\s?(\d{1,2})[./月](\d{1,2})日?$/;

/** Month and day of the first day of such a span, by the order in which it is of a month at most; nothing where that is none or either. */
function monthFirst([a, b, c, d]: readonly number[]): readonly number[] {
  const days = (month: number, day: number, toMonth: number, to: number): number =>
    ((toMonth - month + 12) % 12) * 30.4 + to - day;
  const isSpan = (length: number): boolean => length > 0 && length < 32;
  const [byMonth, byDay] = [isSpan(days(a, b, c, d)) && a < 13 && c < 13, isSpan(days(b, a, d, c)) && b < 13 && d < 13];
  if (byMonth === byDay) return [];
  return byMonth ? [a, b] : [b, a];
}

/** What tables count besides pieces sold, by the titles around them, and the heading that the import knows it by. */
const countedThings: readonly (readonly [title: RegExp, chinese: string, english: string])[] = [
  [/库存|在庫|재고|stock|inventory|on hand|bestand|estoque|existenci|giacenz|остат/i, '库存数量', 'Stock'],
  [/浏览|点击|page ?views?|\bviews?\b|\bpv\b|clicks/i, '浏览量', 'Views'],
  [/访客|visitors?|\buv\b/i, '访客数', 'Visitors'],
  [/加购|\bcarts?\b/i, '加购件数', 'Carts'],
];

interface Heading {
  /** The period as a date that can be read; '' where the year is missing. */
  readonly text: string;
  readonly measure: WideMeasure | '';
}

/**
 * Finds the header of a table that has its periods side by side: three or more headings that are dates, numbers below
 * them, and at least one other heading in front. `around`: names of the file and the sheet; `told`: the year of the periods, as the
 * user has said it. Null for every other table.
 */
export function findPeriods(
  rows: readonly (readonly string[])[],
  lines: readonly number[],
  around: string,
  headerLine?: number,
  told = 0,
): WideLayout | typeof withoutYear | null {
  for (let at = 0; at < Math.min(rows.length, rowsSearched); at++) {
    if (headerLine !== undefined && lines[at] !== headerLine && lines[at + 1] !== headerLine) continue;
    const above = rows.slice(0, at).flat();
    const year = told || yearIn([...above, around].join(' '));
    const { names: written, depth: deep } = headingsAt(rows, at);
    const whole = [...withoutActual(withOpenDays(withWholeYears(written)))];
    const days = daysOfMonth(whole, [...above, around]);
    const over = at > 0 && deep === 1 ? rows[at - 1] : [];
    const groups = carried(over, (cell) => cell);
    const { headings: goingOn, isOverNewYear } = readHeadings(whole, year, groups);
    const dated = goingOn.map((heading, column) => days?.[column] ?? heading);
    if (dated.filter((heading) => heading !== null).length < leastPeriods) {
      const below = daysOfMonth(
        (rows[at + 1] ?? []).map((cell) => cell.trim()),
        [...above, ...rows[at], around],
      );
      if (below === null && isOtherTable(rows, at, year)) return null;
      continue;
    }
    // Months that are planned stand under a line of their own, beside those that came to pass.
    const isPlanned = (column: number): boolean =>
      goingOn[column] !== null && notSold(groups[column] ?? '') === 'forecast';
    const planned = goingOn.flatMap((_, column) => (isPlanned(column) ? [column] : []));
    if (planned.length < goingOn.filter((heading) => heading !== null).length)
      for (const column of planned) {
        dated[column] = null;
        whole[column] = `${whole[column]} ${groups[column]}`;
      }
    const counted = carried(over, (cell) => measureOf(cell) || null);
    const headings = dated.map(
      (found, column): Heading | null => found && { ...found, measure: found.measure || (counted[column] ?? '') },
    );
    const first = headings.findIndex((heading) => heading !== null);
    const { names, depth } = withIndexNames(whole, deep, rows[at + deep] ?? [], headings);
    if (!isSeries(names, headings)) continue;
    // Months merged over their weeks: the row below has the periods.
    const below = rows[at + depth] ?? [];
    const finer = below.map((name, column) => (column < first ? null : readHeading(name, year)));
    const count = (each: readonly (Heading | null)[]): number => each.filter((heading) => heading !== null).length;
    if (count(finer) > count(headings) && isSeries(below, finer)) continue;
    const top: WideTop = {
      header: rows[at],
      title: titleIn(rows.slice(0, at).findLast((row) => !isBlankRow(row)) ?? []),
      around: [...above, around].join(' '),
      year: yearIn(headings[first]?.text ?? ''),
    };
    const body = rowsAbove(rows.slice(at + depth), top);
    // Pivot tables leave the corner above the products blank.
    const isNamed = names.slice(0, first).some((name) => name.trim() !== '');
    if (!isNamed && !(first > 0 && holdTexts(body, 0))) continue;
    // A third line of headings says more of each than is read.
    if (!holdNumbers(body, headings) || holdsWords(body[0] ?? [], headings)) continue;
    if (saysOtherFigures([...above, around].join(' '))) return null;
    // A year of the file's name may be that of the first month or of the last.
    if (headings.some((heading) => heading?.text === '') || (isOverNewYear && told === 0)) return withoutYear;
    const headed = rows.slice(at, at + depth).flatMap((row) => row.filter((_, column) => headings[column]));
    const wide = layOut(names, headings, lines[at + depth - 1], above, around, body);
    return { ...withMoneyUnit(wide, headed, [...above, around]), top };
  }
  return null;
}

/** The layout with the unit of money that the headings name, or the texts around, in its names for amounts. */
function withMoneyUnit(wide: WideLayout, headings: readonly string[], around: readonly string[]): WideLayout {
  const units = [...headings.map(moneyUnitIn), ...around.map(unitInTitle)];
  const moneyUnit = units.find((unit) => unit !== null)?.text;
  if (moneyUnit === undefined) return wide;
  const [date, ...counted] = wide.names;
  const told = counted.map((name, at) => (wide.measures[at] === 'revenue' ? inUnit(name, moneyUnit) : name));
  return { ...wide, moneyUnit, names: [date, ...told] };
}

/** Outside of brackets a million may be one of anything, unless a currency stands beside it. */
function unitInTitle(title: string): ReturnType<typeof moneyUnitIn> {
  return moneyUnitIn(namesMoneyUnit(title) ? title : (title.match(/[(（[][^()（）[\]]*[)）\]]/g) ?? []).join(' '));
}

const inUnit = (name: string, unit: string): string => `${name} (${unit})`;

/** Rows of a table up to the first one of a further table below it. */
function rowsAbove(rows: readonly (readonly string[])[], top: WideTop): readonly (readonly string[])[] {
  const stacked = new StackedPeriods(top);
  const end = rows.findIndex((row) => stacked.take(row, 1) > 0);
  return end < 0 ? rows : rows.slice(0, end);
}

/** A title or name of prices, costs, returns or goods received, and of nothing sold. */
function saysOtherFigures(around: string): boolean {
  const means = new Set(headingWords(around).flatMap((word) => word.means));
  if (/preis|prezz|listin|tarif|价格表|価格表/i.test(around)) means.add('price');
  const says = (...each: readonly HeadingMeaning[]): boolean => each.some((meaning) => means.has(meaning));
  return (
    says('price', 'cost', 'refund', 'purchasing') && !says('sold', 'revenue', 'quantity', 'amount', 'order', 'stock')
  );
}

/** Whether a table begins there that has no periods side by side: it is no title of what stands below. */
function isOtherTable(rows: readonly (readonly string[])[], at: number, year: number): boolean {
  const hasValues = (row: readonly string[] = []): boolean =>
    row.some(isValue) &&
    row.filter((cell) => cell.trim() !== '').length > 1 &&
    row.filter((cell) => readHeading(cell, year)).length < leastPeriods;
  return startsTable(rows[at]) && hasValues(rows[at + 1]) && hasValues(rows[at + 2]);
}

/** Seconds of 2000 from which it is December, and up to which it is January. */
const [december, january] = [Date.UTC(2000, 11, 1) / 1000, Date.UTC(2000, 1, 1) / 1000];

/**
 * The headings as periods of a year, or of that of the line above (`groups`: its texts); after December or the last weeks those of the next
 * one go on, in one measure and below one text. The same periods once more behind another column begin anew.
 */
function readHeadings(names: readonly string[], year: number, groups: readonly (string | null)[]) {
  const said = groups.map((text) => yearIn(text ?? '') || null);
  // One year over all of them is that of the table.
  const years = new Set(said.filter((each) => each !== null)).size > 1 ? said : [];
  const runs = new Map<string, { last: number; over: number; seen: Set<string> }>();
  let isOverNewYear = false;
  const headings = names.map((name, column) => {
    const [own, open] = [years[column], readHeading(name, 2000)];
    if (!open || own || readHeading(name, 2001)?.text === open.text) return readHeading(name, own ?? year);
    const key = `${open.measure}\n${groups[column] ?? ''}`;
    const run = runs.get(key) ?? { last: 0, over: 0, seen: new Set<string>() };
    runs.set(key, run);
    const second = parseEitherWay(open.text)?.seconds ?? 0;
    if (run.seen.has(open.text) && readHeading(names[column - 1] ?? '', 2000) === null) run.over = 0;
    else if (run.last >= december && second > 0 && second < january) run.over += 1;
    if (second > 0) run.last = second;
    run.seen.add(open.text);
    isOverNewYear ||= run.over > 0;
    return readHeading(name, year && year + run.over);
  });
  return { headings, isOverNewYear };
}

/** What a line above the headings says of the columns below: each merged cell of all up to the next one. */
function carried<T>(over: readonly string[], read: (cell: string) => T | null): (T | null)[] {
  let last: T | null = null;
  return over.map((cell) => {
    if (cell.trim() !== '') last = read(cell.trim());
    return last;
  });
}

/** The headings with those of a line below that names only the columns without periods, as pandas writes its index. */
function withIndexNames(
  names: readonly string[],
  depth: number,
  below: readonly string[],
  headings: readonly (Heading | null)[],
): { readonly names: readonly string[]; readonly depth: number } {
  const filled = below.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]));
  const first = headings.findIndex((heading) => heading !== null);
  const isIndex =
    filled.length === first && filled.every((column) => column < first) && names.slice(0, first).includes('');
  return isIndex ? { names: names.map((name, at) => below[at]?.trim() || name), depth: depth + 1 } : { names, depth };
}

/** `Jan 24, Feb 24, Mar 24`: months of the year 2024, where the months go on and the number hardly does. */
function withWholeYears(names: readonly string[]): readonly string[] {
  const parts = names.map((name) => /^(\p{L}{3,11})\.?[\s'’-]*(\d{2})(?!\d)(.*)$/u.exec(name.trim()));
  const months = parts.flatMap((part) =>
    part && englishMonth(part[1]) ? [`${englishMonth(part[1])} ${part[2]}`] : [],
  );
  const numbers = new Set(months.map((month) => month.slice(4)));
  if (new Set(months).size < Math.max(leastPeriods, 2 * numbers.size)) return names;
  return names.map((name, column) => {
    const part = parts[column];
    return part && englishMonth(part[1]) ? `${englishMonth(part[1])} 20${part[2]}${part[3]}` : name;
  });
}

const leastDays = 5;
const ofWeek =
  '(?:w\\/[cekb]|wc|week (?:of|commencing|beginning|ending)|woche (?:vom|ab)|semaine du|semana (?:del?|de)|週|周)?\\s*';
const slashed = new RegExp(`^${ofWeek}(\\d{1,2})\\/(\\d{1,2})(?=$|\\s?[(（]|\\s\\p{L}|[週周]$)`, 'iu');
const dotted = new RegExp(`^${ofWeek}(\\d{1,2})\\.(\\d{1,2})\\.(?=$|\\s?[(（]|\\s\\p{L})`, 'iu');

/** `5/1`, `5/2`, `01.05.`: days without a year, a day or a week apart, as 5月1日; the part that changes more, or goes beyond twelve, is the day. */
function withOpenDays(names: readonly string[]): readonly string[] {
  const parts = names.map((name) => slashed.exec(name.trim()) ?? dotted.exec(name.trim()));
  const told = parts.flatMap((part) => (part ? [[Number(part[1]), Number(part[2])] as const] : []));
  const distinct = (at: 0 | 1): number => new Set(told.map((part) => part[at])).size;
  const most = (at: 0 | 1): number => Math.max(0, ...told.map((part) => part[at]));
  const isDayFirst = most(0) > 12 || (most(1) <= 12 && distinct(0) > distinct(1));
  const [day, month] = isDayFirst ? ([0, 1] as const) : ([1, 0] as const);
  const days = told.map((part) => Date.UTC(2001, part[month] - 1, part[day]) / 86_400_000);
  const steps = days.slice(1).map((each, at) => Math.abs(each - days[at]));
  const areRegular = [1, 7].some((step) => steps.filter((each) => each === step).length >= steps.length * 0.7);
  // `1/1, 2/1, 3/1` may be the first of each month, `1/12, 2/12, 3/12` the months of a year.
  const mayBeMonths = most(day) <= 12 && [1, 12].some((each) => told.every((part) => part[month] === each));
  const least = steps.every((each) => each === 7) ? leastPeriods : leastDays;
  if (told.length < least || !areRegular || most(day) > 31 || most(month) > 12 || mayBeMonths) return names;
  return names.map((name, column) => {
    const part = parts[column];
    return part ? `${part[month + 1]}月${part[day + 1]}日` : name;
  });
}

/** Headings 1, 2, 3, ... 28 or more are the days of the one month that the texts around the table name. */
function daysOfMonth(names: readonly string[], around: readonly string[]): (Heading | null)[] | null {
  const numbers = names.map((name) => (/^\d{1,2}日?$/.test(name.trim()) ? Number.parseInt(name, 10) : Number.NaN));
  const days = numbers.filter((number) => !Number.isNaN(number));
  if (days.length < 28 || days.length > 31 || days.some((number, at) => number !== at + 1)) return null;
  const months = periodsIn(around).filter((period) => /^\d{4}-\d{2}$/.test(period));
  if (months.length !== 1) return null;
  return numbers.map((number) =>
    Number.isNaN(number) ? null : { text: `${months[0]}-${String(number).padStart(2, '0')}`, measure: '' },
  );
}

/** Periods stand in their order, each once for each measure, and no plain number beside them: a row of data has both. */
function isSeries(names: readonly string[], headings: readonly (Heading | null)[]): boolean {
  const numbers = names.filter((name, column) => !headings[column] && /^-?\d+([.,]\d+)?$/.test(name.trim())).length;
  const texts = names.filter((name, column) => !headings[column] && name.trim() !== '').length;
  if (numbers > 0 && numbers >= texts / 2) return false;
  const days = headings.flatMap((heading) => {
    const date = heading && heading.text !== '' ? parseEitherWay(heading.text) : null;
    return date ? [date.seconds] : [];
  });
  const rising = days.filter((day, at) => at === 0 || day >= days[at - 1]).length;
  const falling = days.filter((day, at) => at === 0 || day <= days[at - 1]).length;
  return Math.max(rising, falling) >= days.length * 0.5;
}

/** The headings of one line, or of two where the second says what is counted in each of the periods. */
function headingsAt(rows: readonly (readonly string[])[], at: number): { names: string[]; depth: number } {
  const [top, below] = [rows[at], withOpenDays(rows[at + 1] ?? [])];
  const width = Math.max(top.length, below.length);
  const hasValues = below.some((cell) => isFigure(cell.trim()));
  const isMerged = below.filter((cell, column) => cell.trim() !== '' && (top[column] ?? '').trim() === '').length;
  // A period over each of its columns, and what is counted there below it, the same again and again.
  const dated = top.flatMap((cell, column) => (readHeading(cell, 2000) ? [(below[column] ?? '').trim()] : []));
  const counted = new Set(dated);
  const isMeasured = dated.length >= leastPeriods && counted.size * 2 <= dated.length && !counted.has('');
  if (hasValues || (isMerged < leastPeriods && !isMeasured) || below.some((cell) => readHeading(cell, 2000)))
    return { names: top.map((cell) => cell.trim()), depth: 1 };
  let [period, total] = ['', ''];
  const names = Array.from({ length: width }, (_, column) => {
    const [upper, lower] = [(top[column] ?? '').trim(), (below[column] ?? '').trim()];
    // A merged heading stands in the first of its columns only.
    if (upper !== '') {
      period = readHeading(upper, 2000) ? upper : '';
      total = isTotalId(upper) ? upper : '';
    }
    if (period !== '' && actual.test(lower)) return period;
    return period === '' ? total || lower || upper : `${period} ${measureOf(lower) || lower}`;
  });
  return { names, depth: 2 };
}

/** Short for pieces, and signs of money, behind a word for sales or alone: `Sålda st`, `Vendas R$`. */
const shortUnits = /(?<!\p{L})(?:st|stk|szt|ks|kpl|pz|uds?|un|pcs|шт)\.?$/iu;
const shortMoney =
  /(?:^c\.?a\.?(?:\s?(?:ht|ttc|net))?|(?:R\$|[€$£¥₽₺₩]|(?<!\p{L})(?:kr|kč|zł|ft|tl|руб|грн|лв)\.?))$/iu;

/** What a second heading counts, in the words of its language. */
function measureOf(name: string): WideMeasure | '' {
  const plain = name.trim();
  // `Pz` alone are pieces in Italy, and goods received in Poland.
  if (plain !== '' && plain.replace(shortUnits, '') === '') return 'units';
  if (notSold(plain)) return '';
  const isOfSales = (text: string): boolean => headingWords(text).every(({ means }) => means.includes('sold'));
  if (isOfSales(plain.replace(shortUnits, '')) && shortUnits.test(plain)) return 'units';
  if (isOfSales(plain.replace(shortMoney, '')) && shortMoney.test(plain)) return 'revenue';
  const means = meaningsOf(plain);
  if (means.has('stock') || means.has('refund')) return '';
  if (unitsWord.test(plain)) return 'units';
  if (revenueWord.test(plain)) return 'revenue';
  if (['cost', 'profit', 'share', 'average', 'price', 'forecast'].some((each) => means.has(each as 'cost'))) return '';
  if (means.has('quantity')) return 'units';
  if (means.has('sold') && (means.has('net') || means.has('gross'))) return 'revenue';
  return (['revenue', 'amount', 'total', 'money'] as const).some((each) => means.has(each)) ? 'revenue' : '';
}

/** A period, and what is counted in it where the heading says that as well, before it or after: `Menge Jan 2024`, `2024年4月売上`. */
function readHeading(name: string, year: number): Heading | null {
  const plain = name.normalize('NFKC').trim();
  if (!mayName(plain)) return null;
  return readOrdinary(plain, year) ?? readInUnit(plain, year);
}

/** Every period has a figure or the name of a month, and most headings have neither. */
function mayName(plain: string): boolean {
  if (/\d/.test(plain)) return true;
  if (!/^\p{L}{3,11}/u.test(plain)) return false;
  const bare = plain.replace(unitsWord, ' ').replace(revenueWord, ' ');
  return [plain, bare].some((text) => text.split(/[^\p{L}\p{M}.]+/u).some((word) => englishMonth(word) !== ''));
}

function readOrdinary(plain: string, year: number): Heading | null {
  const counted = unitsWord.test(plain) ? 'units' : revenueWord.test(plain) ? 'revenue' : '';
  const measure = counted !== '' && saysAny(plain, ['stock', 'refund', 'cancel']) ? '' : counted;
  const period = measure === '' ? plain : plain.replace(unitsWord, '').replace(revenueWord, '');
  return readPeriod(period, measure, year) ?? readAround(plain, year);
}

/** A period and the unit of the money in it: `Jan T€`; beside a word for sales, the unit is read as the currency alone. */
function readInUnit(plain: string, year: number): Heading | null {
  const unit = plain.length > mostLength ? undefined : moneyUnitIn(plain)?.text;
  if (unit === undefined) return null;
  const isMoney = namesMoneyUnit(unit);
  const found = readOrdinary(plain.replace(unit, ' '), year);
  if (found) return { ...found, measure: found.measure || (isMoney ? 'revenue' : '') };
  return isMoney ? readOrdinary(plain.replace(unit, '€'), year) : null;
}

const mostLength = 40;

function readAround(plain: string, year: number): Heading | null {
  if (plain.length > mostLength || !/\p{L}/u.test(plain)) return null;
  const words = plain.split(/[\s_]+/);
  const joined = /^(.*[\d年月日周週号])(\p{L}+)$/u.exec(plain);
  const splits = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')]);
  for (const [left, right] of joined ? [...splits, joined.slice(1)] : splits) {
    const [before, after] = [left, right].map((part) => (saysOnlyMeasure(part) ? measureOf(part) : ''));
    const found = (before && readPeriod(right, before, year)) || (after && readPeriod(left, after, year));
    if (found) return found;
  }
  return null;
}

/** Nothing besides what is counted: no plan, no year before, no other word. */
function saysOnlyMeasure(text: string): boolean {
  const words = headingWords(text.trim().replace(shortUnits, '').replace(shortMoney, ''));
  return words.every(({ means }) => means.length > 0 && !means.includes('product')) && text.trim() !== '';
}

function readPeriod(text: string, measure: WideMeasure | '', year: number): Heading | null {
  if (isDate(text.trim())) return { text: text.trim(), measure };
  const period = text
    .replace(/[\s:_()[\]（）-]+$/, '')
    .replace(/^(20\d{2})[\s_](\d{1,2})$/, '$1-$2')
    .trim();
  if (period === '') return null;
  if (isDate(period)) return { text: period, measure };
  const day = openDay.exec(period);
  if (day) return { text: year ? [year, day[1].padStart(2, '0'), day[2].padStart(2, '0')].join('-') : '', measure };
  const span = openSpan.exec(period);
  if (span) {
    const [month, day] = monthFirst(span.slice(1).map(Number));
    if (month) return { text: year ? `${year}-${month}-${day}` : '', measure };
  }
  const [, outside = '', inside = ''] = /^(.*?)\s*[(（]([^()（）]+)[)）]?$/.exec(period) ?? [];
  if (openWeek.test(outside) && isDate(inside)) return { text: inside, measure };
  if (/^20\d{2}$/.test(inside) && englishMonth(outside)) return { text: `${englishMonth(outside)} ${inside}`, measure };
  const week = openWeek.exec(period);
  if (week) return { text: year ? `${year}-W${week[1] ?? week[2]}` : '', measure };
  const month = openMonth.exec(period)?.[1] ?? ((lettersOnly.test(period) && englishMonth(period)) || undefined);
  if (month === undefined) return null;
  return { text: !year ? '' : /\d/.test(month) ? `${year}-${month}` : `${month} ${year}`, measure };
}

function isDate(text: string): boolean {
  const isNumber = /^(19|20)\d{2}(0[1-9]|1[0-2])([0-3]\d)?$/.test(text);
  const isMonth = /^(?:(?:0?[1-9]|1[0-2])\.20\d{2}|20\d{2}\.(?:0[1-9]|1[0-2]))$/.test(text);
  if (/^[\d.,]+$/.test(text) && !isNumber && !isMonth && !/^\d{1,4}\.\d{1,2}\.\d{1,4}$/.test(text)) return false;
  return parseEitherWay(text, isNumber) !== null;
}

/** Decimals may have a comma or a point. */
function isFigure(cell: string): boolean {
  return !Number.isNaN(parseMicro(cell)) || !Number.isNaN(parseMicro(cell, true));
}

function holdTexts(rows: readonly (readonly string[])[], column: number): boolean {
  const cells = rows.slice(0, 50).map((row) => (row[column] ?? '').trim());
  const texts = cells.filter((cell) => cell !== '' && Number.isNaN(parseMicro(cell))).length;
  return texts >= 3 && texts >= cells.length * leastNumbers;
}

function holdNumbers(rows: readonly (readonly string[])[], headings: readonly (Heading | null)[]): boolean {
  let filled = 0;
  let numbers = 0;
  for (const row of rows.slice(0, 50))
    headings.forEach((heading, column) => {
      const cell = (row[column] ?? '').trim();
      if (!heading || /^[-–—]?$/.test(cell)) return;
      filled += 1;
      // Days below days are those of a row of data.
      if (isFigure(cell) && !/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d$/.test(cell)) numbers += 1;
    });
  return filled > 0 && numbers >= filled * leastNumbers;
}

function holdsWords(row: readonly string[], headings: readonly (Heading | null)[]): boolean {
  const cells = row.filter((_, column) => headings[column]).map((cell) => cell.trim());
  return cells.filter((cell) => saysAny(cell, ['quantity', 'revenue', 'amount'])).length > cells.length / 2;
}

function layOut(
  names: readonly string[],
  found: readonly (Heading | null)[],
  headerLine: number,
  above: readonly string[],
  outside: string,
  rows: readonly (readonly string[])[],
): WideLayout {
  const around = [...above, outside].join(' ');
  // Under nothing but `Sales` there may be pieces as well as money.
  const areBare = found.every(
    (heading, column) =>
      !heading ||
      (heading.measure === 'revenue' &&
        !namesMoneyUnit(names[column]) &&
        !saysAny(names[column], ['revenue', 'amount', 'money', 'net', 'gross'])),
  );
  const headings = areBare ? found.map((heading) => heading && { ...heading, measure: '' as const }) : found;
  const figures = rows.slice(0, 50).flatMap((row) => row.filter((cell, column) => headings[column] && /\d/.test(cell)));
  const told = measureIn(around, figures);
  const usual = told || 'units';
  const periods = new Map<string, Partial<Record<WideMeasure, number>>>();
  const again: string[] = [];
  headings.forEach((heading, column) => {
    if (!heading) return;
    const columns = periods.get(heading.text) ?? {};
    // The periods of another store beside those of the first, say.
    if (columns[heading.measure || usual] !== undefined) again.push(names[column]);
    columns[heading.measure || usual] ??= column;
    periods.set(heading.text, columns);
  });
  const measures = (['units', 'revenue'] as const).filter((measure) =>
    [...periods.values()].some((columns) => columns[measure] !== undefined),
  );
  const areNumbers = (column: number): boolean =>
    holdNumbers(rows, [...Array(column).fill(null), { text: '', measure: '' }]);
  const asides = new Set(asidesIn(names));
  const isAside = (name: string): boolean =>
    periodAnd(name).some(([, aside]) => asides.has(aside) || notSold(aside) === 'forecast') ||
    [...periods.keys()].some((text) => name.startsWith(`${text} `));
  const dated = headings.flatMap((heading, column) => (heading ? [column] : []));
  const datedOf = (measure: WideMeasure): number[] => dated.filter((column) => headings[column]?.measure === measure);
  const counted = countedIn(around);
  const words = { ...wordsLike(names), ...(counted ? { units: counted[isChinese(names) ? 1 : 2] } : {}) };
  // What was planned is left out then, and the title may speak of both.
  const hasPlans = names.some((name, column) => !headings[column] && saysAny(name, ['forecast']));
  return {
    headerLine,
    fixed: names.flatMap((name, column) =>
      headings[column] ||
      isTotalId(name) ||
      (isSumOfPeriods(name) && areNumbers(column)) ||
      (isAside(name) && areNumbers(column)) ||
      (isTotalText(name) && column > 0 && areNumbers(column)) ||
      (countsRows(rows, column) && names.some((_, other) => !headings[other] && holdTexts(rows, other))) ||
      [dated, ...measures.map(datedOf)].some((parts) => addsUp(rows, column, parts)) ||
      addsUp(rows, column, runBefore(dated, column))
        ? []
        : [{ column, name: name || (column === 0 ? words.product : '') }],
    ),
    periods: [...periods].map(([text, columns]) => ({
      text,
      columns: measures.map((measure) => columns[measure] ?? -1),
    })),
    measures,
    unread: [
      ...again,
      ...names.filter(
        (name, column) =>
          !headings[column] && (/\d{2}/.test(name) || isAside(name)) && !isSumOfPeriods(name) && areNumbers(column),
      ),
    ],
    names: [words.date, ...measures.map((measure) => words[measure])],
    over: [...above, ...names.filter((_, column) => headings[column])].filter(
      (text) => text.trim() !== '' && !(hasPlans && saysAny(text, ['forecast'])),
    ),
    ...(told === '' && !dated.some((column) => headings[column]?.measure) && !areSmall(figures)
      ? { isUntold: true }
      : {}),
  };
}

const isChinese = (names: readonly string[]): boolean => /\p{Script=Han}/u.test(names.join(''));

/** Headings that the import knows, in the language of the others. */
export function wordsLike(names: readonly string[]) {
  return isChinese(names)
    ? { date: '日期', product: '商品', units: '数量', revenue: '金额' }
    : { date: 'Date', product: 'Product', units: 'Quantity', revenue: 'Amount' };
}

/** How periods side by side are read once the user has said what their columns count. */
export function layOutPeriods({ isUntold: _told, ...wide }: WideLayout, across: WideMeasure): WideLayout {
  const words = wordsLike([...wide.fixed.map(({ name }) => name), ...wide.names]);
  const { moneyUnit } = wide;
  const name = across === 'revenue' && moneyUnit !== undefined ? inUnit(words.revenue, moneyUnit) : words[across];
  return { ...wide, across, measures: [across], names: [wide.names[0], name] };
}

/** Middle figure up to which they are taken for pieces where nothing says what they are. */
const smallFigure = 30;

function areSmall(figures: readonly string[]): boolean {
  const sorted = figures
    .map((cell) => parseMicro(cell) / 1e6)
    .filter((figure) => figure > 0)
    .sort((a, b) => a - b);
  return sorted.length === 0 || sorted[sorted.length >> 1] <= smallFigure;
}

/** A heading as its period and what it says besides, `Jan` and `LY`; none for another. */
function periodAnd(name: string): (readonly [period: string, aside: string])[] {
  const words = name.trim().split(/\s+/);
  const parts = words.map((_, at) => [words.slice(0, at).join(' '), words.slice(at).join(' ')] as const);
  return parts.filter(([period]) => readHeading(period, 2000) !== null).slice(-1);
}

/** What the headings say of three or more periods besides. */
function asidesIn(names: readonly string[]): string[] {
  const periods = new Map<string, Set<string>>();
  for (const [period, aside] of names.flatMap(periodAnd))
    periods.set(aside, (periods.get(aside) ?? new Set()).add(period));
  return [...periods].flatMap(([aside, of]) => (of.size >= leastPeriods ? [aside] : []));
}

/**
 * Headings without `Actual` or `TY` where nothing but a plan, the year before or a change stands beside it: such a word may be a
 * channel, a city or a country as well.
 */
function withoutActual(names: readonly string[]): readonly string[] {
  const bare = (aside: string): string => aside.replace(unitsWord, '').replace(revenueWord, '').trim();
  const isCounted = (aside: string): boolean => actual.test(bare(aside)) || ofThisYear.test(bare(aside));
  const isBeside = (aside: string): boolean =>
    ofYearBefore.test(aside) || meaningsOf(aside).has('forecast') || change.test(aside);
  const asides = asidesIn(names);
  const others = asides.filter((aside) => !isCounted(aside));
  if (others.length === asides.length || others.length === 0 || !others.every(isBeside)) return names;
  return names.map((name) => {
    const [[period, aside] = []] = periodAnd(name).filter(([, each]) => asides.includes(each) && isCounted(each));
    return aside === undefined ? name : `${period} ${aside.slice(bare(aside).length)}`.trim();
  });
}

/** `Total 2024`, `YTD`. */
function isSumOfPeriods(name: string): boolean {
  const words = headingWords(name).filter(({ text }) => !/^\d+$/.test(text));
  const says = (...meanings: readonly HeadingMeaning[]) =>
    words.filter(({ means }) => means.some((each) => meanings.includes(each)));
  return says('total', 'running').length > 0 && says('total', 'running', 'year').length === words.length;
}

/** Whether a column does nothing but number the rows, so that a second file has other numbers for the same products. */
function countsRows(rows: readonly (readonly string[])[], column: number): boolean {
  const told = rows.map((row) => (row[column] ?? '').trim()).filter((text) => text !== '');
  return (
    told.length >= leastPeriods &&
    told.every((text, at) => /^\d+\.?$/.test(text) && Number.parseInt(text, 10) === at + 1)
  );
}

/** The columns of periods that stand side by side right before another one. */
function runBefore(dated: readonly number[], column: number): number[] {
  const run: number[] = [];
  for (let at = column - 1; dated.includes(at); at--) run.push(at);
  return run;
}

/** Whether a column of numbers is the sum of others in nearly every row. */
function addsUp(rows: readonly (readonly string[])[], column: number, parts: readonly number[]): boolean {
  const comma = decimalEvidence(countCells(rows.slice(0, 50).flat())) > 0;
  const numberIn = (cell: string | undefined): number => parseMicro((cell ?? '').trim(), comma);
  const told = rows.filter((row) => numberIn(row[column]) > 0);
  const same = told.filter((row) => {
    const sum = parts.reduce((all, part) => all + (numberIn(row[part]) || 0), 0);
    return Math.abs(sum - numberIn(row[column])) < 1e4;
  });
  return told.length >= 5 && same.length >= told.length * 0.95;
}

/** What a table counts by its title, or by the cents of its figures; '' where neither says it. */
function measureIn(around: string, figures: readonly string[]): WideMeasure | '' {
  const words = headingWords(around);
  const money = words.filter(({ means }) =>
    (['revenue', 'amount', 'money'] as const).some((each) => means.includes(each)),
  );
  const isPieces =
    pieceMark.test(around) ||
    /(?:en|in|par|por) vol[uú]me?n?(?!\p{L})/iu.test(around) ||
    words.some(({ means }) => means.includes('quantity'));
  // 売上 is sales as well, and a sum may be one of pieces: beside the word for pieces these are counted.
  const isMoney =
    namesMoneyUnit(around) ||
    /(?:en|in|par|por) val(?:eur|or|ue)(?!\p{L})/iu.test(around) ||
    money.some(({ means, text }) => !means.includes('sold') && !sumWord.test(text));
  if (isMoney !== isPieces) return isMoney ? 'revenue' : 'units';
  if (!isPieces && money.length > 0) return 'revenue';
  if (countedIn(around)) return 'units';
  const amounts = figures.filter((cell) => /[¥￥$£€]|元|[.,]\d{2}\s*$/.test(cell)).length;
  return amounts > figures.length / 2 ? 'revenue' : '';
}

/** What a title says is counted besides pieces sold. */
function countedIn(around: string): (typeof countedThings)[number] | undefined {
  return saysAny(around, ['quantity']) ? undefined : countedThings.find(([title]) => title.test(around));
}
