import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { startOfWeek } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { ActualSeries, Actuals } from '#engine/monitor/actuals.ts';
import type { Panel } from '#engine/panel/panel.ts';

/**
 * Weekly sales from `from` on (the plan's first week) to the last complete week of a panel. Products without a figure in these weeks are left out. Every oddity is
 * an issue, nothing is dropped in silence: weeks before the plan (`actuals-before-plan`: they are history, not actuals), partial weeks at the end
 * (`actuals-week-partial`), weeks without any sale (`actuals-week-missing`), negative weeks (`actuals-week-negative`: kept, counted as 0).
 */
export function readActuals(
  panel: Panel,
  from: EpochDay,
): { readonly actuals: Actuals; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const start = startOfWeek(from, panel.weekStart);
  const first = Math.round((start - panel.start) / 7);
  const complete = panel.completeTo > panel.completeFrom ? panel.completeTo : panel.periods;
  if (first > 0 || panel.completeFrom < Math.min(first, complete)) {
    const weeks = Math.min(first, complete);
    if (weeks > 0) issues.push({ code: 'actuals-before-plan', severity: 'info', params: { weeks } });
  }
  const weeks = Math.max(0, complete - first);
  if (panel.periods > complete) {
    issues.push({ code: 'actuals-week-partial', severity: 'info', params: { weeks: panel.periods - complete } });
  }
  const at = (row: number, t: number): number => row * panel.periods + first + t;
  const figure = (column: Float64Array, row: number, t: number): number | null => {
    if (first + t < 0) return null;
    const value = column[at(row, t)];
    return Number.isNaN(value) ? null : value;
  };
  const places = Array.from({ length: weeks }, (_, t) => t);
  const series = panel.products.flatMap((product, row): ActualSeries[] => {
    const units = places.map((t) => figure(panel.units, row, t));
    const stockOutWeeks = places.filter((t) => first + t >= 0 && panel.stockOut?.[at(row, t)] === 1);
    if (units.every((value) => value === null) && stockOutWeeks.length === 0) return [];
    const negative = places.filter((t) => (units[t] ?? 0) < 0);
    for (const t of negative) {
      const params = { product: product.name, week: start + 7 * t, units: units[t] ?? 0 };
      issues.push({ code: 'actuals-week-negative', severity: 'warning', params });
    }
    return [
      {
        productId: product.id,
        name: product.name,
        nameAlternative: product.nameAlternative ?? '',
        soldBefore: product.firstSale < start,
        units,
        revenue: places.map((t) => figure(panel.revenue, row, t)),
        stockOutWeeks,
        promotion: panel.promotion ? places.map((t) => figure(panel.promotion as Float64Array, row, t)) : null,
      },
    ];
  });
  const missingWeeks = places.filter((t) => series.every(({ units }) => !((units[t] ?? 0) > 0)));
  for (const t of missingWeeks) {
    issues.push({ code: 'actuals-week-missing', severity: 'warning', params: { week: start + 7 * t } });
  }
  return { actuals: { start, weeks, weekStart: panel.weekStart, series, missingWeeks }, issues };
}
