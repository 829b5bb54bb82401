import { solveLeastSquares } from '#engine/kernels/least-squares.ts';
import { meanAndError } from '#engine/kernels/statistics.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** Leads that are tried, in periods; products with fewer units or views a period say nothing. */
const longestLead = 8;
const fewestUnits = 3;
const fewestPeriods = 40;
/** The last part of the periods decides, the rest chooses and fits. */
const testShare = 0.25;
const clearLead = 2;

/** Whether views ran ahead of sales here. */
export interface InterestLead {
  readonly products: number;
  /** The lead that fits the earlier periods best, in periods; 0 where there was nothing to fit. */
  readonly lead: number;
  /** Part of the squared error of next period's change in units that views take away in the last quarter; and its standard error over periods. */
  readonly gain: number;
  readonly error: number;
  /** Periods of the last quarter. */
  readonly periods: number;
  readonly verdict: 'leads' | 'does-not' | 'too-little';
}

/**
 * Change of ln(1 + units) from one period to the next, by its own last two changes, without and with the change of ln(1 + views) k periods
 * before, pooled over products; k = 1 to 8 is chosen by the squared error of the first three quarters of the periods, and the
 * last quarter says whether views help (by more than two standard errors over its periods). A Granger test out of sample.
 */
export function measureInterestLead(panel: Panel): InterestLead {
  const rows = changeRows(panel);
  const products = new Set(rows.map(({ product }) => product)).size;
  const cut = Math.floor(panel.completeTo - testShare * (panel.completeTo - panel.completeFrom));
  const train = rows.filter(({ period }) => period < cut);
  const test = rows.filter(({ period }) => period >= cut);
  const periods = panel.completeTo - cut;
  const nothing = { products, lead: 0, gain: Number.NaN, error: Number.NaN, periods, verdict: 'too-little' } as const;
  if (products === 0 || train.length < fewestPeriods || test.length < fewestPeriods) return nothing;
  const own = regress(train, 0);
  let best = { lead: 1, loss: Number.POSITIVE_INFINITY, error: own };
  for (let lead = 1; lead <= longestLead; lead++) {
    const error = regress(train, lead);
    const loss = train.reduce((sum, row) => sum + error(row) ** 2, 0);
    if (loss < best.loss) best = { lead, loss, error };
  }
  const byPeriod = new Map<number, { own: number; views: number }>();
  for (const row of test) {
    const sums = byPeriod.get(row.period) ?? { own: 0, views: 0 };
    byPeriod.set(row.period, { own: sums.own + own(row) ** 2, views: sums.views + best.error(row) ** 2 });
  }
  const all = [...byPeriod.values()];
  const total = all.reduce((sum, each) => sum + each.own, 0) / all.length;
  if (!(total > 0)) return nothing;
  const { mean, standardError } = meanAndError(all.map((each) => (each.own - each.views) / total));
  const verdict = mean > clearLead * standardError && mean > 0 ? 'leads' : 'does-not';
  return { products, lead: best.lead, gain: mean, error: standardError, periods, verdict };
}

interface ChangeRow {
  readonly product: number;
  readonly period: number;
  readonly change: number;
  /** Own changes one and two periods before, then changes of views 1 to 8 periods before. */
  readonly before: readonly number[];
}

function changeRows({ products, periods, units, views, completeFrom, completeTo }: Panel): ChangeRow[] {
  if (!views) return [];
  return products.flatMap((_, product) => {
    const at = (column: Float64Array, period: number): number => Math.log1p(column[product * periods + period]);
    const change = (column: Float64Array, period: number): number => at(column, period) - at(column, period - 1);
    const span = completeTo - completeFrom;
    const mean = (column: Float64Array): number => {
      let sum = 0;
      for (let period = completeFrom; period < completeTo; period++) sum += column[product * periods + period] || 0;
      return sum / span;
    };
    if (!(span > 0) || mean(units) < fewestUnits || mean(views) < fewestUnits) return [];
    const rows: ChangeRow[] = [];
    for (let period = completeFrom + longestLead + 1; period < completeTo; period++) {
      const before = [change(units, period - 1), change(units, period - 2)];
      for (let lead = 1; lead <= longestLead; lead++) before.push(change(views, period - lead));
      const row = { product, period, change: change(units, period), before };
      if ([row.change, ...before].every(Number.isFinite)) rows.push(row);
    }
    return rows;
  });
}

/** Least squares on the own changes, and on the views `lead` periods before where that is above 0; answers with the error of a row. */
function regress(rows: readonly ChangeRow[], lead: number): (row: ChangeRow) => number {
  const places = lead > 0 ? [0, 1, 1 + lead] : [0, 1];
  const columns = places.map((place) => Float64Array.from(rows, ({ before }) => before[place]));
  const { coefficients } = solveLeastSquares(
    columns,
    Float64Array.from(rows, ({ change }) => change),
  );
  return (row) => places.reduce((error, place, at) => error - coefficients[at] * row.before[place], row.change);
}
