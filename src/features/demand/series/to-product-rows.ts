import type { ModelId } from '#engine/models/model-registry.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { AskedProduct, DemandSeries } from '#state/demand/demand-store.ts';
import { toDemandFigures } from './to-demand-figures.ts';

/** A line of the table of products. NaN = not known (yet). */
export interface ProductRow {
  readonly id: string;
  readonly name: string;
  readonly nameAlternative: string | undefined;
  readonly category: string;
  /** Units (or money) of the last `horizon` complete periods. */
  readonly recent: number;
  readonly next: number;
  readonly lo80: number;
  readonly hi80: number;
  readonly method: ModelId | null;
  /** What was sold in each of the last `curvePeriods` complete periods; NaN = unknown. */
  readonly curve: Float64Array;
}

/** Periods drawn beside a product: a year of weeks, or as many months. */
const curvePeriods = 52;

const made = new WeakMap<Panel, { readonly horizon: number; readonly rows: readonly ProductRow[] }>();

/**
 * All products with what they sold, those that sold most lately first; forecasts are not there yet. Kept by panel: while
 * answers arrive, a screen that opens is begun anew many times, and would make 20,000 rows each time.
 */
export function toProductRows(panel: Panel, horizon: number): readonly ProductRow[] {
  const known = made.get(panel);
  if (known?.horizon === horizon) return known.rows;
  const rows = makeRows(panel, horizon);
  made.set(panel, { horizon, rows });
  return rows;
}

function makeRows(panel: Panel, horizon: number): readonly ProductRow[] {
  const sold = panel.unitsKnown === false ? panel.revenue : panel.units;
  return panel.products
    .map((product, row): ProductRow => {
      let recent = 0;
      for (let t = Math.max(panel.completeFrom, panel.completeTo - horizon); t < panel.completeTo; t++) {
        const units = sold[row * panel.periods + t];
        if (!Number.isNaN(units)) recent += units;
      }
      return {
        id: product.id,
        name: product.name,
        nameAlternative: product.nameAlternative,
        category: panel.categories[product.category] ?? '',
        recent,
        next: Number.NaN,
        lo80: Number.NaN,
        hi80: Number.NaN,
        method: null,
        curve: sold.subarray(
          row * panel.periods + Math.max(panel.completeFrom, panel.completeTo - curvePeriods),
          row * panel.periods + panel.completeTo,
        ),
      };
    })
    .sort((a, b) => b.recent - a.recent);
}

/** The rows with the forecasts that there are; a row without one stays the very same. */
export function withForecasts(
  rows: readonly ProductRow[],
  series: readonly DemandSeries[],
  asked: readonly AskedProduct[],
): readonly ProductRow[] {
  const own = asked.flatMap(({ series: one }) => (one ? [one] : []));
  const byId = new Map([...series, ...own].map((one) => [one.id, one]));
  return rows.map((row) => {
    const known = byId.get(`product:${row.id}`);
    const figures = known ? toDemandFigures(known) : null;
    if (!known || !figures) return row;
    const { next, lo80, hi80 } = figures;
    return { ...row, next, lo80, hi80, method: known.forecast?.chosen ?? null };
  });
}
