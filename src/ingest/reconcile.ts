import { periodStart } from '#engine/calendar/period-start.ts';
import type { BuiltPanel } from '#ingest/assembly/build-panel.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import type { DataFinding, FileReport, Reconciliation } from '#ingest/import-report.ts';
import { holdsSales } from '#ingest/kinds/file-kinds.ts';
import { ExactSum, microToPence } from '#ingest/values/exact-sum.ts';

/** From the rows of the sales files to the panel; null without sales. */
export function reconcile(
  reports: readonly FileReport[],
  tallies: ReadonlyMap<FileReport, FileTally>,
  built: BuiltPanel,
  overlap: readonly DataFinding[],
): Reconciliation | null {
  const sales = reports.filter((report) => holdsSales(report.kind) && report.state === 'imported');
  if (sales.length === 0) return null;
  const products = new Set<string>();
  const units = new ExactSum();
  const revenue = new ExactSum();
  for (const report of sales) {
    const tally = tallies.get(report);
    if (!tally) continue;
    units.addSum(tally.units);
    revenue.addSum(tally.revenue);
    for (const id of tally.products) products.add(id);
  }
  const sum = (column: Float64Array): number => {
    let total = 0;
    for (let at = 0; at < column.length; at++) if (!Number.isNaN(column[at])) total += column[at];
    return total;
  };
  const rows = (pick: (report: FileReport) => number): number =>
    sales.reduce((total, report) => total + pick(report), 0);
  return {
    rowsRead: rows((report) => report.rowsTotal),
    rowsAccepted: rows((report) => report.rowsAccepted),
    rowsRejected: rows((report) => report.rowsTotal - report.rowsAccepted),
    unitsKnown: built.panel.unitsKnown !== false,
    revenueKnown: built.revenueKnown,
    unitsAccepted: units.toNumber() / 1e6,
    revenueAccepted: Number(microToPence(revenue.toBigInt())),
    productsAccepted: products.size,
    ...daysOf(sales, built),
    periodsInPanel: built.panel.periods,
    steps: built.steps,
    findings: [...overlap, ...built.findings],
    unitsInPanel: sum(built.panel.units),
    revenueInPanel: Math.round(sum(built.panel.revenue) * 100) / 100,
    productsInPanel: built.panel.products.length,
    cancelledPieces: built.cancelledPieces,
    cancelledWithoutOrder: built.cancelledWithoutOrder,
    cancelledWithoutCustomer: built.cancelledWithoutCustomer,
  };
}

function daysOf(
  sales: readonly FileReport[],
  { panel }: BuiltPanel,
): Pick<Reconciliation, 'daysAccepted' | 'daysInPanel'> {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { firstDay, lastDay } of sales) {
    first = Math.min(first, firstDay ?? first);
    last = Math.max(last, lastDay ?? last);
  }
  const end = periodStart(panel.start, panel.period === 'month' ? 12 : 52, panel.periods) - 1;
  return { ...(first <= last ? { daysAccepted: [first, last] } : {}), daysInPanel: [panel.start, end] };
}

/** The steps between rows and panel belong to the sales as a whole; they stand with the first sales file. */
export function withMerged(
  report: FileReport,
  reports: readonly FileReport[],
  reconciliation: Reconciliation,
): FileReport {
  if (report !== reports.find((each) => holdsSales(each.kind) && each.state === 'imported')) return report;
  const merged = Object.fromEntries(reconciliation.steps.map((step) => [step.code.replaceAll('-', '_'), step.count]));
  return { ...report, merged };
}
