import { CellTable } from '#ingest/assembly/cell-table.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import { dataRules, ruleFor } from '#ingest/assembly/data-rules.ts';
import { type NettingResult, netCancellations } from '#ingest/assembly/net-cancellations.ts';
import { type OutlyingLine, sampleOf } from '#ingest/assembly/outlier-watch.ts';
import { nameOf, spellingOf } from '#ingest/assembly/product-table.ts';
import type { DataDecisions, DataFinding, ReconciliationStep } from '#ingest/import-report.ts';
import { dayOf } from '#ingest/values/parse-date.ts';

/** Samples shown of a finding. */
const samplesShown = 8;

/** The sums of the collection with cancellations, and outliers where that is wished, taken out of their weeks. */
export interface NettedSales {
  readonly cells: CellTable;
  /** First and last day with pieces left, by product; infinite where nothing is left. */
  readonly firstDay: Float64Array;
  readonly lastDay: Float64Array;
  readonly cancelledPieces: number;
  readonly cancelledWithoutOrder: number;
  readonly cancelledWithoutCustomer: number;
}

/**
 * Takes cancelled pieces out of the weeks of their orders, then what the user wants of lines far out. The collection stays
 * as it is, so that another decision, or more files, can start from it.
 */
export function netOrders(
  collection: Collection,
  service: ReadonlySet<number>,
  decisions: DataDecisions,
  steps: ReconciliationStep[],
  findings: DataFinding[],
): NettedSales {
  const cells = new CellTable(collection.cells);
  const netting = netCancellations(collection.lines, (product) => !service.has(product));
  const rule = ruleFor(decisions, 'cancellations');
  const result = rule === 'net' ? netting : null;
  const sum = { units: 0, revenue: 0 };
  for (const { line, pieces, money } of result?.taken ?? []) {
    takeOut(cells, cellOfLine(collection, line), pieces, money);
    sum.units += pieces;
    sum.revenue += money;
  }
  if (result && result.matchedLines > 0)
    steps.push({
      code: 'cancellations-netted',
      count: result.matchedLines,
      units: sum.units / 1e6,
      revenue: sum.revenue / 1e6,
    });
  const { taken } = collection;
  if (taken.units > 0)
    steps.push({
      code: 'cancellations-netted',
      count: Math.round((taken.cancelled - taken.unmatched) / 1e6),
      units: taken.units / 1e6,
      revenue: taken.revenue / 1e6,
    });
  if (netting.matchedLines > 0) findings.push(cancellationFinding(collection, netting, rule));
  const days = daysLeft(collection, result);
  dealWithOutliers(collection, service, decisions, result, cells, days, steps, findings);
  return {
    cells,
    ...days,
    cancelledPieces: ((result?.cancelled ?? 0) + taken.cancelled) / 1e6,
    cancelledWithoutOrder: ((result?.unmatched ?? 0) + taken.unmatched) / 1e6,
    cancelledWithoutCustomer: collection.anonymousCancelled / 1e6,
  };
}

function cellOfLine(collection: Collection, line: number): number {
  const { lines, cells } = collection;
  return cells.cell(lines.product.values[line], collection.periodOf(dayOf(lines.seconds.values[line])));
}

function takeOut(cells: CellTable, cell: number, pieces: number, money: number): void {
  cells.add('units', cell, -pieces);
  cells.add('revenue', cell, -money);
}

function cancellationFinding(
  collection: Collection,
  { taken, matchedLines }: NettingResult,
  choice: DataFinding['choice'],
): DataFinding {
  const { lines, products } = collection;
  const largest = [...taken].sort((a, b) => b.pieces - a.pieces).slice(0, samplesShown);
  return {
    code: 'cancellations',
    count: matchedLines,
    options: dataRules.cancellations,
    choice,
    samples: largest.map(({ line, pieces, money }) => {
      const entry = products.entries[lines.product.values[line]];
      const day = dayOf(lines.seconds.values[line]);
      return {
        product: spellingOf(entry),
        name: nameOf(entry),
        from: day,
        to: day,
        units: pieces / 1e6,
        revenue: money / 1e6,
      };
    }),
  };
}

/** First and last day of each product with pieces that no cancellation took. */
function daysLeft(
  { lines, products }: Collection,
  result: NettingResult | null,
): { readonly firstDay: Float64Array; readonly lastDay: Float64Array } {
  const firstDay = Float64Array.from(products.entries, (entry) => entry.firstDay);
  const lastDay = Float64Array.from(products.entries, (entry) => entry.lastDay);
  for (let line = 0; line < lines.length; line++) {
    if (lines.quantity.values[line] < 0 || (result && result.left[line] <= 0)) continue;
    const product = lines.product.values[line];
    const day = dayOf(lines.seconds.values[line]);
    if (day < firstDay[product]) firstDay[product] = day;
    if (day > lastDay[product]) lastDay[product] = day;
  }
  return { firstDay, lastDay };
}

/** Lines far out, as far as they were not cancelled: told, and left out or cut to their limit where that is wished. */
function dealWithOutliers(
  collection: Collection,
  service: ReadonlySet<number>,
  decisions: DataDecisions,
  result: NettingResult | null,
  cells: CellTable,
  { firstDay }: { readonly firstDay: Float64Array },
  steps: ReconciliationStep[],
  findings: DataFinding[],
): void {
  const { products, files } = collection;
  const found = withPiecesLeft(collection, result).filter(
    ({ outlier, left }) => !service.has(outlier.product) && left > outlier.limit * 1e6,
  );
  if (found.length === 0) return;
  const choice = ruleFor(decisions, 'outliers');
  findings.push({
    code: 'outliers',
    count: found.length,
    options: dataRules.outliers,
    choice,
    samples: found.slice(0, samplesShown).map(({ outlier }) => {
      const entry = products.entries[outlier.product];
      return sampleOf(outlier, spellingOf(entry), nameOf(entry), files[outlier.file] ?? '');
    }),
  });
  if (choice === 'keep') return;
  let [units, revenue] = [0, 0];
  for (const { outlier, left } of found) {
    const pieces = choice === 'cap' ? left - Math.floor(outlier.limit) * 1e6 : left;
    const money = Math.round((outlier.money / outlier.units) * pieces);
    const cell = cells.cell(outlier.product, collection.periodOf(dayOf(outlier.seconds)));
    takeOut(cells, cell, pieces, money);
    units += pieces;
    revenue += money;
  }
  const code = choice === 'cap' ? 'outliers-capped' : 'outliers-left-out';
  steps.push({ code, count: found.length, units: units / 1e6, revenue: revenue / 1e6 });
  if (choice === 'leave-out') dropEmptied(cells, new Set(found.map(({ outlier }) => outlier.product)), firstDay);
}

/** A product of which only outliers were sold has nothing left. */
function dropEmptied(cells: CellTable, products: ReadonlySet<number>, firstDay: Float64Array): void {
  const left = new Map<number, number>([...products].map((product) => [product, 0]));
  const units = cells.valuesOf('units');
  for (let cell = 0; cell < cells.length; cell++) {
    const product = cells.product.values[cell];
    const before = left.get(product);
    if (before !== undefined) left.set(product, before + units(cell));
  }
  for (const [product, pieces] of left) if (pieces <= 0) firstDay[product] = Number.POSITIVE_INFINITY;
}

/** Each outlying line with the pieces (millionths) that no cancellation has taken from it. */
function withPiecesLeft(
  { lines, outliers }: Collection,
  result: NettingResult | null,
): { readonly outlier: OutlyingLine; readonly left: number }[] {
  const found = outliers.find();
  const wanted = new Map<number, number[]>();
  found.forEach(({ product }, index) => {
    wanted.set(product, [...(wanted.get(product) ?? []), index]);
  });
  const left = found.map(({ units }) => units);
  const matched = new Set<number>();
  for (let line = 0; result && wanted.size > 0 && line < lines.length; line++) {
    for (const index of wanted.get(lines.product.values[line]) ?? []) {
      if (matched.has(index) || lines.seconds.values[line] !== found[index].seconds) continue;
      if (lines.quantity.values[line] !== found[index].units) continue;
      left[index] = result.left[line];
      matched.add(index);
      break;
    }
  }
  return found.map((outlier, index) => ({ outlier, left: left[index] }));
}
