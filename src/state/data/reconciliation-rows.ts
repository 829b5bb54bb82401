import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Reconciliation, ReconciliationStep } from '#ingest/import-report.ts';

/** Nouns that a line counts: keys of the dictionary `data.counted`. */
type CountedThing = 'rows' | 'ids' | 'products' | 'productWeeks' | 'weeks' | 'months' | 'lines';

/** One line of the way from rows to panel. Counts and sums that a line does not have are null. */
export interface ReconciliationRow {
  readonly id: 'rowsRead' | 'rowsRejected' | 'rowsAccepted' | ReconciliationStep['code'] | 'panel';
  /** Rows, ids or weeks, as the line says. */
  readonly count: number | null;
  readonly countOf: CountedThing;
  /** Signed: what the line takes away is negative. */
  readonly units: number | null;
  readonly revenue: number | null;
  readonly products: number | null;
  readonly days: readonly [first: EpochDay, last: EpochDay] | null;
  /** Lines that stand for a state and not for a change. */
  readonly isTotal: boolean;
}

const countedBy: Readonly<Record<ReconciliationStep['code'], ReconciliationRow['countOf']>> = {
  'ids-merged': 'ids',
  'service-codes': 'rows',
  'cancellations-netted': 'lines',
  'nothing-left': 'products',
  'beyond-budget': 'products',
  'outliers-left-out': 'rows',
  'outliers-capped': 'rows',
  'log-gaps': 'weeks',
  'product-gaps': 'productWeeks',
  'stock-outs': 'productWeeks',
};

/** Rows read, rejected and used, each step between them and the panel, and what stands in the panel. */
export function toReconciliationRows(reconciliation: Reconciliation, monthly: boolean): ReconciliationRow[] {
  const { rowsRead, rowsRejected, rowsAccepted, steps, unitsKnown = true, revenueKnown = true } = reconciliation;
  const known = (units: number, revenue: number): Pick<ReconciliationRow, 'units' | 'revenue'> => ({
    units: unitsKnown ? units : null,
    revenue: revenueKnown ? revenue : null,
  });
  const row = (
    id: ReconciliationRow['id'],
    count: number | null,
    rest: Partial<ReconciliationRow> = {},
  ): ReconciliationRow => ({
    id,
    count,
    countOf: 'rows',
    units: null,
    revenue: null,
    products: null,
    days: null,
    isTotal: false,
    ...rest,
  });
  return [
    row('rowsRead', rowsRead),
    row('rowsRejected', 0 - rowsRejected),
    row('rowsAccepted', rowsAccepted, {
      ...known(reconciliation.unitsAccepted, reconciliation.revenueAccepted),
      products: reconciliation.productsAccepted,
      days: reconciliation.daysAccepted ?? null,
      isTotal: true,
    }),
    ...steps.map((step) =>
      row(step.code, step.count, {
        countOf: monthly && countedBy[step.code] === 'weeks' ? 'months' : countedBy[step.code],
        units: step.units === 0 ? null : -step.units,
        revenue: step.revenue === 0 ? null : -step.revenue,
        products: step.products ? -step.products : null,
      }),
    ),
    row('panel', reconciliation.periodsInPanel ?? null, {
      countOf: monthly ? 'months' : 'weeks',
      products: reconciliation.productsInPanel,
      days: reconciliation.daysInPanel ?? null,
      ...known(reconciliation.unitsInPanel, reconciliation.revenueInPanel),
      isTotal: true,
    }),
  ];
}
