import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** What another import changed in the figures that were there before. */
export interface DatasetChange {
  readonly productsAdded: number;
  readonly productsGone: number;
  /** Periods beyond the earlier end, or before the earlier start. */
  readonly periodsAdded: number;
  /** Product-weeks of the earlier history whose pieces or money are different now. */
  readonly revised: number;
  readonly candidatesAdded: number;
  readonly candidatesGone: number;
}

/** Differences between two datasets; null when there is nothing to compare or nothing differs. */
export function compareDatasets(before: Dataset | null, after: Dataset): DatasetChange | null {
  if (!before?.panel || !after.panel || before.fingerprint === after.fingerprint) return null;
  const [old, fresh] = [before.panel, after.panel];
  if (old.period !== fresh.period || old.weekStart !== fresh.weekStart) return null;
  const added = (a: readonly { readonly id: string }[], b: readonly { readonly id: string }[]): number => {
    const known = new Set(a.map((each) => each.id));
    return b.filter((each) => !known.has(each.id)).length;
  };
  const change: DatasetChange = {
    productsAdded: added(old.products, fresh.products),
    productsGone: added(fresh.products, old.products),
    periodsAdded: Math.max(0, fresh.periods - old.periods),
    revised: countRevised(old, fresh),
    candidatesAdded: added(before.candidates, after.candidates),
    candidatesGone: added(after.candidates, before.candidates),
  };
  return Object.values(change).some((count) => count > 0) ? change : null;
}

/** Earlier product-weeks that differ now; the earlier last week, if partial, was bound to grow and is not counted. */
function countRevised(old: Panel, fresh: Panel): number {
  const rowOf = new Map(fresh.products.map((product, row) => [product.id, row]));
  const days = old.period === 'month' ? Number.NaN : 7;
  const shift = old.start === fresh.start ? 0 : Math.round((old.start - fresh.start) / days);
  if (Number.isNaN(shift)) return 0;
  let revised = 0;
  old.products.forEach((product, row) => {
    const other = rowOf.get(product.id);
    if (other === undefined) return;
    for (let t = 0; t < old.completeTo; t++) {
      const at = t + shift;
      if (at < 0 || at >= fresh.periods) continue;
      const [a, b] = [row * old.periods + t, other * fresh.periods + at];
      if (differ(old.units[a], fresh.units[b]) || differ(old.revenue[a], fresh.revenue[b])) revised += 1;
    }
  });
  return revised;
}

function differ(a: number, b: number): boolean {
  return Math.abs((Number.isNaN(a) ? 0 : a) - (Number.isNaN(b) ? 0 : b)) > 0.005;
}
