import { documentType } from '#ingest/cleaning/order-state.ts';
import { roleScore } from '#ingest/roles/role-score.ts';
import { endOfTable, findHeader, isBlankRow } from '#ingest/understanding/find-header.ts';
import { ofYearBefore } from '#ingest/understanding/headings.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import { type ColumnProfile, profileColumns } from '#ingest/understanding/profile-column.ts';

/** A table with one figure a row, and a column that says what it counts: pieces, amounts, stock. */
export interface MeasuresLayout {
  /** Line of the file with the header. */
  readonly headerLine: number;
  /** The column that says what is counted, its heading, and the column with the figures. */
  readonly column: number;
  readonly heading: string;
  readonly figures: number;
  /** Columns that stay, with their headings: rows that are the same in them tell of one thing. */
  readonly fixed: readonly { readonly column: number; readonly name: string }[];
  /** Of those: written on the first row of each thing only. */
  readonly above: ReadonlySet<number>;
  /** What is counted, which become headings. */
  readonly measures: readonly string[];
}

/** Roles that what is counted may have; figures of several of them can't be added up. */
const countedRoles = ['units', 'revenue', 'price', 'stock', 'views', 'visitors', 'carts'] as const;
const mostMeasures = 12;
const leastRows = 6;
/** Share of the rows that have a thing and a measure of their own. */
const leastUnique = 0.99;
/** Rows that a thing has at least, in the mean. */
const leastRowsPerThing = 1.5;
/** Share of the measures whose words are known under a heading of measures; below others all are. */
const leastKnown = 0.5;

/** Headings of what is counted, as planners write them and as programs that make one column of many do. */
export const measureHeading =
  /\b(measures?|metrics?|kpis?)\b|kennzahl|messwert|indic?ador|indicateur|indicatore|показател|wska[zź]nik|ukazatel|mérőszám|gösterge|指标|度量|指標|지표/i;
const madeHeading =
  /^(?:attributes?|variables?|keys?|field|data|values?|werte?|attribut|propri[eé]t[eé]|属性|项目|値の種類|속성)$/i;
/** What a column of products, channels or documents is called: their names may hold the words of measures. */
const ofThings = ['product', 'name', 'category', 'brand', 'place', 'store', 'customer', 'order', 'pay'] as const;
const accounts = /account|konto|cuenta|compte|conto|счет|科目|channel|kanal|canal|渠道/i;

/**
 * Finds the column that says what the figure of its row counts: a few texts, of which one means pieces or amounts sold and another
 * something else, and no two rows about the same thing have the same. `headerLine`: where it is known; `isWide`: periods stood side by
 * side, and any heading will do that is none of products or documents. Null for every other table.
 */
export function findMeasures(
  sample: readonly (readonly string[])[],
  lines: readonly number[],
  headerLine?: number,
  isWide = false,
): MeasuresLayout | null {
  const header = headerLine === undefined ? findHeader(sample) : lines.indexOf(headerLine);
  if (header < 0) return null;
  const names = sample[header].map((name) => name.trim());
  const rows = sample.slice(header + 1, endOfTable(sample, header)).filter((row) => !isBlankRow(row));
  if (names.length < 4 || rows.length < leastRows) return null;
  const cellsOf = (column: number, of = rows): string[] => of.map((row) => (row[column] ?? '').trim());
  for (const column of names.keys()) {
    if (!mayTell(names[column], isWide)) continue;
    const told = cellsOf(column);
    // `Units sold` and `UNITS SOLD` are one.
    const measures = [...new Map(told.map((text) => [text.toLowerCase(), text])).values()].filter(
      (text) => text !== '',
    );
    if (measures.length < 2 || measures.length > mostMeasures || !measures.every((text) => /\p{L}/u.test(text)))
      continue;
    const profiles = profileColumns(names.map((_, each) => cellsOf(each)));
    const figures = profiles.findLastIndex((profile, each) => each !== column && areFigures(profile));
    const rowsOf = (measure: string) => rows.filter((_, row) => told[row].toLowerCase() === measure.toLowerCase());
    if (figures < 0 || !countSeveral(measures, names[column], (each) => cellsOf(figures, rowsOf(each)))) continue;
    const fixed = [...names.keys()].filter((each) => {
      const { distinct } = profiles[each];
      const isUnit = distinct > 1 && goWith(cellsOf(each), told);
      return each !== column && each !== figures && !isUnit && distinct < rows.length;
    });
    // Of this year and the last: neither adds up.
    if (fixed.some((each) => profiles[each].distinct < 5 && cellsOf(each).some((text) => ofYearBefore.test(text))))
      continue;
    const above = new Set(
      fixed.filter(
        (each) => profiles[each].filled < rows.length && cellsOf(each, rowsOf(told[0])).every((cell) => cell !== ''),
      ),
    );
    const things = fixed.map((each) => (above.has(each) ? filledDown(cellsOf(each)) : cellsOf(each)));
    const keys = rows.map((_, row) => things.map((cells) => cells[row]).join('\n'));
    const unique = new Set(keys.map((key, row) => `${key}\n${told[row].toLowerCase()}`)).size;
    if (unique < rows.length * leastUnique || unique < new Set(keys).size * leastRowsPerThing) continue;
    return {
      headerLine: lines[header],
      ...{ column, heading: names[column], figures, above },
      fixed: fixed.map((each) => ({ column: each, name: names[each] })),
      measures,
    };
  }
  return null;
}

function areFigures({ numberShare, dateShare, numericDateShare, filled }: ColumnProfile): boolean {
  return filled > 0 && numberShare > 0.9 && dateShare < 0.5 && numericDateShare < 0.5;
}

/** Whether a column under such a heading may say what is counted. */
function mayTell(heading: string, isWide: boolean): boolean {
  if (measureHeading.test(heading) || madeHeading.test(heading) || heading === '') return true;
  const means = meaningsOf(heading);
  return isWide && !documentType.test(heading) && !accounts.test(heading) && !ofThings.some((each) => means.has(each));
}

/** Whether pieces or amounts are among what is counted, and something else, and most of it is known. */
function countSeveral(measures: readonly string[], heading: string, figuresOf: (measure: string) => string[]): boolean {
  const roles = measures.flatMap((measure) => {
    const [profile] = profileColumns([figuresOf(measure)]);
    const score = (role: (typeof countedRoles)[number]): number => roleScore(measure, role, profile);
    const best = countedRoles.reduce((a, b) => (score(b) > score(a) ? b : a));
    return score(best) >= 0.6 ? [best] : [];
  });
  const least = measureHeading.test(heading) ? leastKnown : 1;
  const isOfBooks = measures.some((text) => saysAny(text, ofBooks));
  const sells = roles.includes('units') || roles.includes('revenue');
  return !isOfBooks && sells && new Set(roles).size > 1 && roles.length >= measures.length * least;
}

/** Lines of a settlement or a ledger. */
const ofBooks = ['fee', 'tax', 'freight', 'pay', 'bank'] as const;

/** Whether a column says nothing that the measure does not: its unit, say. */
function goWith(cells: readonly string[], measures: readonly string[]): boolean {
  const seen = new Map<string, string>();
  return cells.every((cell, row) => {
    if (!seen.has(measures[row])) seen.set(measures[row], cell);
    return seen.get(measures[row]) === cell;
  });
}

function filledDown(cells: readonly string[]): string[] {
  let last = '';
  return cells.map((cell) => {
    if (cell !== '') last = cell;
    return last;
  });
}
