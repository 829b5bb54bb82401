import { fromEpochDay } from '#engine/calendar/epoch-day.ts';
import { periodStart } from '#engine/calendar/period-start.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** What the last whole year of sales says at a glance, before anything is forecast. */
export interface SalesFacts {
  /** Month of the year, 1 to 12, in which most units were sold, and its share of the year. */
  readonly month: number;
  readonly monthShare: number;
  /** The category that sold most, with its share; null: there is one at most. */
  readonly category: { readonly name: string; readonly share: number } | null;
}

/** Units by month and category over the last 12 months (52 weeks, each in the month of its middle); null: no whole year of units. O(cells). */
export function toSalesFacts(panel: Panel): SalesFacts | null {
  const year = panel.period === 'month' ? 12 : 52;
  const from = panel.completeTo - year;
  if (from < panel.completeFrom || panel.unitsKnown === false) return null;
  const byMonth = new Float64Array(12);
  const byCategory = new Float64Array(panel.categories.length);
  for (let t = from; t < panel.completeTo; t++) {
    const middle = periodStart(panel.start, year, t) + (panel.period === 'month' ? 0 : 3);
    const month = fromEpochDay(middle).month - 1;
    panel.products.forEach(({ category }, row) => {
      // Nothing is known of units before the first sale and of stock-outs.
      const units = panel.units[row * panel.periods + t] || 0;
      byMonth[month] += units;
      byCategory[category] += units;
    });
  }
  const whole = byMonth.reduce((sum, units) => sum + units, 0);
  if (!(whole > 0)) return null;
  const [month, strongest] = [byMonth, byCategory].map((units) => units.indexOf(Math.max(...units)));
  return {
    month: month + 1,
    monthShare: byMonth[month] / whole,
    category:
      byCategory.length > 1 ? { name: panel.categories[strongest], share: byCategory[strongest] / whole } : null,
  };
}
