import type { Collection } from '#ingest/assembly/collection.ts';
import { dataRules, ruleFor } from '#ingest/assembly/data-rules.ts';
import { commonest, nameOf, type ProductEntry, spellingOf } from '#ingest/assembly/product-table.ts';
import { isServiceCode } from '#ingest/cleaning/product-names.ts';
import type { DataDecisions, DataFinding, FindingSample, ReconciliationStep } from '#ingest/import-report.ts';

/** Product indices that stay out of the panel, and what leaves with them. */
export interface ServiceCodes {
  readonly leftOut: ReadonlySet<number>;
  readonly step: ReconciliationStep | null;
}

interface CodeTotals {
  units: number;
  revenue: number;
  rows: number;
}

/** Postage, fees and the like among the products: told with their sums, and left out unless the user wants them. */
export function findServiceCodes(
  collection: Collection,
  decisions: DataDecisions,
  findings: DataFinding[],
): ServiceCodes {
  const { cells, products } = collection;
  const shape = products.shapeOfIds();
  const totals = new Map<number, CodeTotals>();
  products.entries.forEach((entry, index) => {
    if (isServiceCode(entry.canonical, commonest(entry.names.values()), shape))
      totals.set(index, { units: 0, revenue: 0, rows: 0 });
  });
  if (totals.size === 0) return { leftOut: new Set(), step: null };
  const [units, revenue, rows] = (['units', 'revenue', 'lines'] as const).map((name) => cells.valuesOf(name));
  for (let cell = 0; cell < cells.length; cell++) {
    const sum = totals.get(cells.product.values[cell]);
    if (!sum) continue;
    sum.units += units(cell);
    sum.revenue += revenue(cell);
    sum.rows += rows(cell);
  }
  const all: CodeTotals = { units: 0, revenue: 0, rows: 0 };
  for (const sum of totals.values()) {
    all.units += sum.units;
    all.revenue += sum.revenue;
    all.rows += sum.rows;
  }
  const choice = ruleFor(decisions, 'service-codes');
  const samples = [...totals]
    .sort(([, a], [, b]) => b.revenue - a.revenue || b.rows - a.rows)
    .slice(0, 12)
    .map(
      ([index, { units, revenue }]): FindingSample => ({
        product: spellingOf(products.entries[index]),
        name: nameOf(products.entries[index]),
        units: units / 1e6,
        revenue: revenue / 1e6,
      }),
    );
  findings.push({ code: 'service-codes', count: all.rows, options: dataRules['service-codes'], choice, samples });
  if (choice === 'keep') return { leftOut: new Set(), step: null };
  return {
    leftOut: new Set(totals.keys()),
    step: {
      code: 'service-codes',
      count: all.rows,
      units: all.units / 1e6,
      revenue: all.revenue / 1e6,
      products: spellingsOf(products.entries, totals),
    },
  };
}

/** Ids as they are spelled in accepted rows. */
function spellingsOf(entries: readonly ProductEntry[], codes: ReadonlyMap<number, unknown>): number {
  let count = 0;
  for (const index of codes.keys()) count += entries[index].spellings.filter((spelling) => spelling.count > 0).length;
  return count;
}
