import type { DataCause, DataDecisions, DataRule } from '#ingest/import-report.ts';

/** What may be done about each cause, the default first. */
export const dataRules = {
  'far-days': ['leave-out', 'keep'],
  'sales-overlap': ['once', 'add'],
  'id-spellings': ['merge', 'apart'],
  'service-codes': ['leave-out', 'keep'],
  cancellations: ['net', 'ignore'],
  outliers: ['keep', 'leave-out', 'cap'],
  'log-gaps': ['auto', 'zero', 'unknown'],
  'product-gaps': ['zero', 'unknown'],
  'partial-periods': ['leave-out', 'keep'],
  'stock-outs': ['unknown', 'zero'],
} as const satisfies Readonly<Record<DataCause, readonly DataRule[]>>;

/** What is done about a cause: the decision, where it is one that the cause knows, else the default. */
export function ruleFor<Cause extends DataCause>(
  decisions: DataDecisions,
  cause: Cause,
): (typeof dataRules)[Cause][number] {
  const options: readonly DataRule[] = dataRules[cause];
  const chosen = decisions[cause];
  return (chosen !== undefined && options.includes(chosen) ? chosen : options[0]) as (typeof dataRules)[Cause][number];
}
