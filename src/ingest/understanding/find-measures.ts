import { roleScore } from '#ingest/roles/role-score.ts';
import { findHeader, isBlankRow } from '#ingest/understanding/find-header.ts';
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
/** Of the rows so many have a thing and a measure of their own. */
const leastOwn = 0.99;
/** Rows that a thing has at least, in the mean. */
const leastEach = 1.5;

/**
 * Finds the column that says what the figure of its row counts: a few texts, of which one means pieces or amounts sold and another
 * something else, and no two rows about the same thing have the same. `headerLine`: where it is known. Null for every other table.
 */
export function findMeasures(
  sample: readonly (readonly string[])[],
  lines: readonly number[],
  headerLine?: number,
): MeasuresLayout | null {
  const header = headerLine === undefined ? findHeader(sample) : lines.indexOf(headerLine);
  if (header < 0) return null;
  const names = sample[header].map((name) => name.trim());
  const rows = sample.slice(header + 1).filter((row) => !isBlankRow(row));
  if (names.length < 4 || rows.length < leastRows) return null;
  const cellsOf = (column: number, of = rows): string[] => of.map((row) => (row[column] ?? '').trim());
  for (const column of names.keys()) {
    const told = cellsOf(column);
    const measures = [...new Set(told.slice(0, leastRows * mostMeasures))].filter((text) => text !== '');
    if (measures.length < 2 || measures.length > mostMeasures || !measures.every((text) => /\p{L}/u.test(text)))
      continue;
    const all = new Set(told);
    const rowsOf = (measure: string) => rows.filter((_, row) => told[row] === measure);
    const profiles = profileColumns(names.map((_, each) => cellsOf(each)));
    const figures = profiles.findLastIndex((profile, each) => each !== column && areFigures(profile));
    if (figures < 0 || all.size > mostMeasures || !countSeveral([...all], (each) => cellsOf(figures, rowsOf(each))))
      continue;
    const fixed = [...names.keys()].filter(
      (each) =>
        each !== column && each !== figures && !goWith(cellsOf(each), told) && profiles[each].distinct < rows.length,
    );
    const above = new Set(
      fixed.filter(
        (each) => profiles[each].filled < rows.length && cellsOf(each, rowsOf(told[0])).every((cell) => cell !== ''),
      ),
    );
    const things = fixed.map((each) => (above.has(each) ? filledDown(cellsOf(each)) : cellsOf(each)));
    const keys = rows.map((_, row) => things.map((cells) => cells[row]).join('\n'));
    const own = new Set(keys.map((key, row) => `${key}\n${told[row]}`)).size;
    if (own < rows.length * leastOwn || own < new Set(keys).size * leastEach) continue;
    return {
      headerLine: lines[header],
      ...{ column, heading: names[column], figures, above },
      fixed: fixed.map((each) => ({ column: each, name: names[each] })),
      measures: [...all].filter((text) => text !== ''),
    };
  }
  return null;
}

function areFigures({ numberShare, dateShare, numericDateShare, filled }: ColumnProfile): boolean {
  return filled > 0 && numberShare > 0.9 && dateShare < 0.5 && numericDateShare < 0.5;
}

/** Whether pieces or amounts are among what is counted, and something else. */
function countSeveral(measures: readonly string[], figuresOf: (measure: string) => string[]): boolean {
  const roles = new Set(
    measures.flatMap((measure) => {
      const [profile] = profileColumns([figuresOf(measure)]);
      const score = (role: (typeof countedRoles)[number]): number => roleScore(measure, role, profile);
      const best = countedRoles.reduce((a, b) => (score(b) > score(a) ? b : a));
      return score(best) >= 0.6 ? [best] : [];
    }),
  );
  return roles.size > 1 && (roles.has('units') || roles.has('revenue'));
}

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
