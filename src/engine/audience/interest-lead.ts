import { solveLeastSquares } from '#engine/kernels/least-squares.ts';
import { meanAndError, sumOfKnown } from '#engine/kernels/statistics.ts';
import type { ProductFacts } from '#engine/launch/history/launch.ts';
import { type Panel, sumOverProducts } from '#engine/panel/panel.ts';

/** Leads that are tried, in periods; products with fewer units or views a period say nothing. */
const longestLead = 8;
const fewestUnits = 3;
const fewestRows = 40;
const fewestCategories = 3;
/** The last part of the periods decides, the rest chooses and fits. */
const testShare = 0.25;
const clearLead = 2;

/** Whether views ran ahead of sales here. */
export interface InterestLead {
  /** Categories where there are three or more, whose sums are steadier, else products; and how many of them sell and are viewed enough. */
  readonly level: 'category' | 'product';
  readonly series: number;
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
 * before, pooled over categories or products; k = 1 to 8 is chosen by the squared error of the first three quarters of the periods, and the
 * last quarter says whether views help (by more than two standard errors over its periods). A Granger test out of sample.
 */
export function measureInterestLead(panel: Panel): InterestLead {
  const level = panel.categories.length >= fewestCategories ? 'category' : 'product';
  const rows = changeRows(panel, level);
  const series = new Set(rows.map((row) => row.series)).size;
  const cut = Math.floor(panel.completeTo - testShare * (panel.completeTo - panel.completeFrom));
  const train = rows.filter(({ period }) => period < cut);
  const test = rows.filter(({ period }) => period >= cut);
  const periods = panel.completeTo - cut;
  const found = { level, series, periods } as const;
  const nothing = { ...found, lead: 0, gain: Number.NaN, error: Number.NaN, verdict: 'too-little' } as const;
  if (series === 0 || train.length < fewestRows || test.length < fewestRows) return nothing;
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
  return { ...found, lead: best.lead, gain: mean, error: standardError, verdict };
}

/** Views of a candidate, of its own page where it has one already, else of its category, in the last four periods and the four before. */
export interface CandidateInterest {
  readonly candidateId: string;
  readonly basis: 'own' | 'category';
  readonly recent: number;
  readonly before: number;
}

/** Periods that are compared. */
const recentPeriods = 4;

/** Whether interest in candidates rises before their launch; those of whom nothing is viewed are left out. */
export function interestInCandidates(panel: Panel, candidates: readonly ProductFacts[]): CandidateInterest[] {
  const { views, periods, products, categories, completeFrom, completeTo } = panel;
  if (!views || completeTo - completeFrom < 2 * recentPeriods) return [];
  const sumOf = (column: Float64Array, back: number): number =>
    sumOfKnown(column.subarray(completeTo - (back + 1) * recentPeriods, completeTo - back * recentPeriods));
  const rowOf = new Map(products.map(({ id }, row) => [id, row]));
  return candidates.flatMap(({ id, category }): CandidateInterest[] => {
    const row = rowOf.get(id);
    const own = row === undefined ? null : views.subarray(row * periods, (row + 1) * periods);
    const isOwn = own !== null && sumOf(own, 0) > 0;
    const place = categories.indexOf(category);
    const column = isOwn ? own : category !== '' && place >= 0 ? sumOverProducts(panel, views, place) : null;
    if (!column) return [];
    const [recent, before] = [sumOf(column, 0), sumOf(column, 1)];
    return recent + before > 0 ? [{ candidateId: id, basis: isOwn ? 'own' : 'category', recent, before }] : [];
  });
}

interface ChangeRow {
  readonly series: number;
  readonly period: number;
  readonly change: number;
  /** Own changes one and two periods before, then changes of views 1 to 8 periods before. */
  readonly before: readonly number[];
}

function changeRows(panel: Panel, level: InterestLead['level']): ChangeRow[] {
  const { products, categories, periods, completeFrom, completeTo, units, views } = panel;
  if (!views) return [];
  const columnsOf = (column: Float64Array): readonly Float64Array[] =>
    level === 'category'
      ? categories.map((_, category) => sumOverProducts(panel, column, category))
      : products.map((_, row) => column.subarray(row * periods, (row + 1) * periods));
  const seen = columnsOf(views);
  return columnsOf(units).flatMap((sold, series) => {
    const change = (column: Float64Array, period: number): number =>
      Math.log1p(column[period]) - Math.log1p(column[period - 1]);
    const span = completeTo - completeFrom;
    const isThin = (column: Float64Array): boolean =>
      sumOfKnown(column.subarray(completeFrom, completeTo)) < fewestUnits * span;
    if (span <= 0 || isThin(sold) || isThin(seen[series])) return [];
    const rows: ChangeRow[] = [];
    for (let period = completeFrom + longestLead + 1; period < completeTo; period++) {
      const before = [change(sold, period - 1), change(sold, period - 2)];
      for (let lead = 1; lead <= longestLead; lead++) before.push(change(seen[series], period - lead));
      const row = { series, period, change: change(sold, period), before };
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
