import type { Reconciliation, ReconciliationStep } from '#ingest/import-report.ts';
import type { CountedThing } from './use-counted.ts';

/** One line of the way from rows to panel. Counts and sums that a line does not have are null. */
export interface ReconciliationRow {
  readonly id: 'rowsRead' | 'rowsRejected' | 'rowsAccepted' | ReconciliationStep['code'] | 'panel';
  /** Rows, ids, products or weeks, as the line says. */
  readonly count: number | null;
  readonly countOf: CountedThing;
  /** Signed: what the line takes away is negative. */
  readonly units: number | null;
  readonly revenue: number | null;
  /** Lines that stand for a state and not for a change. */
  readonly isTotal: boolean;
}

const countedBy: Readonly<Record<ReconciliationStep['code'], ReconciliationRow['countOf']>> = {
  'ids-merged': 'ids',
  'service-codes': 'rows',
  'cancellations-netted': 'lines',
  'nothing-left': 'products',
  'outliers-left-out': 'rows',
  'outliers-capped': 'rows',
  'log-gaps': 'weeks',
  'product-gaps': 'productWeeks',
  'stock-outs': 'productWeeks',
};

/** Rows read, rejected and used, each step between them and the panel, and what stands in the panel. */
export function toReconciliationRows(reconciliation: Reconciliation): ReconciliationRow[] {
  const { rowsRead, rowsRejected, rowsAccepted, steps, unitsKnown = true, revenueKnown = true } = reconciliation;
  const known = (units: number, revenue: number): Pick<ReconciliationRow, 'units' | 'revenue'> => ({
    units: unitsKnown ? units : null,
    revenue: revenueKnown ? revenue : null,
  });
  const row = (
    id: ReconciliationRow['id'],
    count: number,
    rest: Partial<ReconciliationRow> = {},
  ): ReconciliationRow => ({
    id,
    count,
    countOf: 'rows',
    units: null,
    revenue: null,
    isTotal: false,
    ...rest,
  });
  return [
    row('rowsRead', rowsRead),
    row('rowsRejected', 0 - rowsRejected),
    row('rowsAccepted', rowsAccepted, {
      ...known(reconciliation.unitsAccepted, reconciliation.revenueAccepted),
      isTotal: true,
    }),
    ...steps.map((step) =>
      row(step.code, step.count, {
        countOf: countedBy[step.code],
        units: step.units === 0 ? null : -step.units,
        revenue: step.revenue === 0 ? null : -step.revenue,
      }),
    ),
    row('panel', reconciliation.productsInPanel, {
      countOf: 'products',
      ...known(reconciliation.unitsInPanel, reconciliation.revenueInPanel),
      isTotal: true,
    }),
  ];
}
