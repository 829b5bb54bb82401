import { dataRules, ruleFor } from '#ingest/assembly/data-rules.ts';
import type { CountedText, ProductTable } from '#ingest/assembly/product-table.ts';
import { canonicalId } from '#ingest/cleaning/product-names.ts';
import type { DataDecisions, DataFinding, ReconciliationStep } from '#ingest/import-report.ts';

/** Ids that differ only by case, width or blanks: told, and counted as merged where they are one product. */
export function noteSpellings(
  { entries }: ProductTable,
  leftOut: ReadonlySet<number>,
  decisions: DataDecisions,
  steps: ReconciliationStep[],
  findings: DataFinding[],
): void {
  const groups = new Map<string, CountedText[]>();
  entries.forEach((entry, index) => {
    if (leftOut.has(index)) return;
    const used = entry.spellings.filter((spelling) => spelling.count > 0);
    if (used.length === 0) return;
    const key = canonicalId(entry.canonical);
    groups.set(key, [...(groups.get(key) ?? []), ...used]);
  });
  const several = [...groups.values()].filter((spellings) => spellings.length > 1);
  if (several.length === 0) return;
  const count = several.reduce((sum, spellings) => sum + spellings.length - 1, 0);
  const choice = ruleFor(decisions, 'id-spellings');
  if (choice === 'merge') steps.push({ code: 'ids-merged', count, units: 0, revenue: 0, products: count });
  const rows = (spellings: readonly CountedText[]): number => spellings.reduce((sum, each) => sum + each.count, 0);
  findings.push({
    code: 'id-spellings',
    count,
    options: dataRules['id-spellings'],
    choice,
    samples: several
      .sort((a, b) => rows(b) - rows(a))
      .slice(0, 8)
      .map((spellings) => ({ spellings: spellings.map(({ text }) => text) })),
  });
}
