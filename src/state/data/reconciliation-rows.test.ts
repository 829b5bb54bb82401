import { describe, expect, it } from 'vitest';
import type { Reconciliation } from '#ingest/import-report.ts';
import { toReconciliationRows } from './reconciliation-rows.ts';

const reconciliation: Reconciliation = {
  rowsRead: 10,
  rowsAccepted: 8,
  rowsRejected: 2,
  unitsAccepted: 100,
  revenueAccepted: 250,
  productsAccepted: 4,
  daysAccepted: [3, 20],
  daysInPanel: [0, 20],
  periodsInPanel: 3,
  steps: [
    { code: 'ids-merged', count: 1, units: 0, revenue: 0, products: 1 },
    { code: 'service-codes', count: 2, units: 4, revenue: 20, products: 1 },
    { code: 'cancellations-netted', count: 1, units: 6, revenue: 15 },
  ],
  findings: [],
  unitsInPanel: 90,
  revenueInPanel: 215,
  productsInPanel: 2,
  cancelledPieces: 6,
  cancelledWithoutOrder: 0,
  cancelledWithoutCustomer: 0,
};

describe('rows of the reconciliation', () => {
  const rows = toReconciliationRows(reconciliation, false);

  it('adds up from the rows used to the panel', () => {
    const used = rows.find((row) => row.id === 'rowsAccepted');
    const changes = rows.filter((row) => !row.isTotal);
    const panel = rows.find((row) => row.id === 'panel');
    for (const key of ['units', 'revenue', 'products'] as const)
      expect((used?.[key] ?? 0) + changes.reduce((sum, row) => sum + (row[key] ?? 0), 0)).toBe(panel?.[key]);
  });

  it('shows the days before and after, and how many weeks or months there are', () => {
    expect(rows.find((row) => row.id === 'rowsAccepted')?.days).toEqual([3, 20]);
    expect(rows.at(-1)).toMatchObject({ id: 'panel', days: [0, 20], count: 3, countOf: 'weeks' });
    expect(toReconciliationRows(reconciliation, true).at(-1)).toMatchObject({ countOf: 'months' });
  });

  it('takes rejected rows from the rows read', () => {
    expect((rows[0].count ?? 0) + (rows[1].count ?? 0)).toBe(rows[2].count);
  });

  it('shows no pieces where no file counts them', () => {
    const turnover = toReconciliationRows({ ...reconciliation, unitsKnown: false }, false);
    expect(turnover.filter((row) => row.isTotal).map(({ units }) => units)).toEqual([null, null]);
  });

  it('says nothing of pieces and money where a step moves none', () => {
    expect(rows.find((row) => row.id === 'ids-merged')).toMatchObject({
      count: 1,
      countOf: 'ids',
      units: null,
      revenue: null,
    });
  });
});
