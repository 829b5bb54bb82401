import type { Collection } from '#ingest/assembly/collection.ts';
import { dataRules, ruleFor } from '#ingest/assembly/data-rules.ts';
import type { DataDecisions, DataFinding } from '#ingest/import-report.ts';

/** Periods [completeFrom, completeTo) of the panel. */
export interface CompletePeriods {
  readonly completeFrom: number;
  readonly completeTo: number;
}

/** Periods that count as whole; partial ones at the edges are told, and counted as whole where that is wished. */
export function completePeriods(
  collection: Collection,
  from: number,
  periods: number,
  decisions: DataDecisions,
  findings: DataFinding[],
): CompletePeriods {
  const found = coveredPeriods(collection, from, periods);
  const partial = Array.from({ length: periods }, (_, t) => t).filter(
    (t) => t < found.completeFrom || t >= found.completeTo,
  );
  if (partial.length === 0) return found;
  const choice = ruleFor(decisions, 'partial-periods');
  findings.push({
    code: 'partial-periods',
    count: partial.length,
    options: dataRules['partial-periods'],
    choice,
    samples: partial.map((t) => ({ from: collection.startOf(from + t), to: collection.startOf(from + t + 1) - 1 })),
  });
  return choice === 'keep' ? { completeFrom: 0, completeTo: periods } : found;
}

/**
 * Periods wholly covered by the log. A week is whole when the log reaches both the first and the last weekday on which
 * the shop usually trades (on at least half of the weeks); a month counts as whole when its rows are monthly sums or the
 * log reaches its ends.
 */
function coveredPeriods(collection: Collection, from: number, periods: number): CompletePeriods {
  const days = [...(collection.salesDays.size > 0 ? collection.salesDays : collection.browsingDays).keys()];
  const offset = (day: number): number => day - collection.startOf(collection.periodOf(day));
  const perOffset = new Map<number, number>();
  for (const day of days) perOffset.set(offset(day), (perOffset.get(offset(day)) ?? 0) + 1);
  const most = Math.max(...perOffset.values());
  const usual = [...perOffset].filter(([, count]) => count >= most / 2).map(([each]) => each);
  const firstUsual = Math.min(...usual);
  const lastUsual = collection.period === 'month' ? Math.min(27, Math.max(...usual)) : Math.max(...usual);
  const first = days.reduce((least, day) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const last = days.reduce((latest, day) => Math.max(latest, day), Number.NEGATIVE_INFINITY);
  const completeFrom = offset(first) <= firstUsual ? 0 : 1;
  const lastPeriod = collection.periodOf(last) - from;
  return { completeFrom, completeTo: offset(last) >= lastUsual ? periods : Math.min(periods, lastPeriod) };
}
