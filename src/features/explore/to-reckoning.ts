import type { ExploreMeasure } from '#engine/explore/explore-query.ts';
import type { Reconciliation } from '#ingest/import-report.ts';
import type { RowsBehind } from '#state/explore/explore-store.ts';

/** What lies between rows that are used and the figure of the panel. */
export type Between = 'cancelled' | 'outliers' | 'shared' | 'other';

export interface Reckoning {
  /** Rows that are used, and what they add up to in the measure of the view. */
  readonly used: number;
  readonly sum: number;
  readonly differs: boolean;
  /** Known causes of a difference. */
  readonly reasons: readonly Between[];
}

/** Half of the smallest amount that is told apart: a unit, or a hundredth of money. */
const tolerance: Readonly<Record<ExploreMeasure, number>> = {
  units: 0.5,
  revenue: 0.5,
  price: 0.005,
  views: 0.5,
  orderLines: 0.5,
};

/**
 * Adds up the rows behind a figure and says what may lie between the sum and it.
 *
 * @param byPromotion only the part under a promotion counts, or the rest
 */
export function reckonRows(
  {
    files,
    figure,
  }: Pick<RowsBehind, 'figure'> & {
    readonly files: readonly Pick<RowsBehind['files'][number], 'used' | 'units' | 'revenue'>[];
  },
  measure: ExploreMeasure,
  byPromotion: boolean,
  steps: readonly Pick<Reconciliation['steps'][number], 'code'>[],
): Reckoning {
  const total = (pick: (file: (typeof files)[number]) => number): number =>
    files.reduce((sum, file) => sum + pick(file), 0);
  const used = total((file) => file.used);
  const [units, revenue] = [total((file) => file.units), total((file) => file.revenue)];
  const sums = { units, revenue, price: units > 0 ? revenue / units : Number.NaN, views: Number.NaN, orderLines: used };
  const sum = sums[measure];
  const known = Number.isNaN(figure) ? 0 : figure;
  const differs = Math.abs((Number.isNaN(sum) ? 0 : sum) - known) >= tolerance[measure];
  const codes = new Set(steps.map(({ code }) => code));
  const reasons: Between[] = [];
  if (codes.has('cancellations-netted')) reasons.push('cancelled');
  if (codes.has('outliers-left-out') || codes.has('outliers-capped')) reasons.push('outliers');
  if (byPromotion && measure !== 'units') reasons.push('shared');
  if (reasons.length === 0) reasons.push('other');
  return { used, sum, differs, reasons: differs ? reasons : [] };
}
