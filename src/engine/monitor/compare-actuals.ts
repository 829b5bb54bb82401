import type { ActualSeries, Actuals, ActualsComparison, Revision } from '#engine/monitor/actuals.ts';

/**
 * New files against what was known. `actuals`: everything of both, weeks that were known with their known numbers; `revised`: the new numbers in their place. A
 * week, or product, that the new files lack stays as it was known. A week without any sale in the new files says nothing against a known one.
 */
export function compareActuals(
  known: Actuals | null,
  next: Actuals,
): { readonly comparison: ActualsComparison; readonly actuals: Actuals; readonly revised: Actuals } {
  if (known === null) {
    const comparison: ActualsComparison = {
      kind: 'first',
      revisions: [],
      newWeeks: next.weeks,
      lostWeeks: 0,
      productsAdded: next.series.map(({ productId }) => productId),
      productsLost: [],
    };
    return { comparison, actuals: next, revised: next };
  }
  if (known.start !== next.start) throw new Error('actuals of two plans cannot be compared');
  const weeks = Math.max(known.weeks, next.weeks);
  const silent = new Set([...next.missingWeeks, ...range(next.weeks, weeks)]);
  const before = new Map(known.series.map((series) => [series.productId, series]));
  const after = new Map(next.series.map((series) => [series.productId, series]));
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  const revisions: Revision[] = [];
  const keptSeries: ActualSeries[] = [];
  const revisedSeries: ActualSeries[] = [];
  for (const id of ids) {
    const old = before.get(id);
    const fresh = after.get(id);
    const isKnown = (t: number): boolean => old !== undefined && t < known.weeks && !known.missingWeeks.includes(t);
    const isFresh = (t: number): boolean => fresh !== undefined && !silent.has(t);
    for (let t = 0; t < weeks; t++) {
      if (!isKnown(t) || !isFresh(t)) continue;
      const was = old?.units[t] ?? null;
      const is = fresh?.units[t] ?? null;
      if (was !== is)
        revisions.push({
          productId: id,
          name: (old ?? fresh)?.name ?? id,
          week: known.start + 7 * t,
          before: was,
          after: is,
        });
    }
    keptSeries.push(merge(weeks, (t) => (isKnown(t) ? old : fresh), old, fresh));
    revisedSeries.push(merge(weeks, (t) => (isFresh(t) || !isKnown(t) ? fresh : old), old, fresh));
  }
  const newWeeks = range(0, weeks).filter(
    (t) => !silent.has(t) && (t >= known.weeks || known.missingWeeks.includes(t)),
  ).length;
  const lostWeeks = range(0, known.weeks).filter((t) => silent.has(t) && !known.missingWeeks.includes(t)).length;
  const comparison: ActualsComparison = {
    kind: revisions.length > 0 ? 'revised' : newWeeks > 0 ? 'later-weeks' : 'same',
    revisions,
    newWeeks,
    lostWeeks,
    productsAdded: ids.filter((id) => !before.has(id)),
    productsLost: ids.filter((id) => !after.has(id)),
  };
  const whole = (series: ActualSeries[]): Actuals => ({
    start: known.start,
    weekStart: known.weekStart,
    weeks,
    series,
    missingWeeks: range(0, weeks).filter((t) => series.every(({ units }) => !((units[t] ?? 0) > 0))),
  });
  return { comparison, actuals: whole(keptSeries), revised: whole(revisedSeries) };
}

/**
 * Weeks that came back with exactly twice the units, where nearly all changes are of that kind (at least five, nine of ten): an export that overlaps another one is in the
 * files twice. 0: no sign of it.
 */
export function doubledWeeks(revisions: readonly Revision[]): number {
  const told = revisions.filter(({ before }) => (before ?? 0) > 0);
  const doubled = told.filter(({ before, after }) => after === 2 * (before ?? 0));
  if (doubled.length < leastDoubled || doubled.length < doubledShare * told.length) return 0;
  return new Set(doubled.map(({ week }) => week)).size;
}

const leastDoubled = 5;
const doubledShare = 0.9;

function merge(
  weeks: number,
  source: (t: number) => ActualSeries | undefined,
  old: ActualSeries | undefined,
  fresh: ActualSeries | undefined,
): ActualSeries {
  const { productId, name, nameAlternative } = (fresh ?? old) as ActualSeries;
  const soldBefore = Boolean(old?.soldBefore) || Boolean(fresh?.soldBefore);
  const places = range(0, weeks);
  const hasRevenue = old?.revenue !== undefined || fresh?.revenue !== undefined;
  const hasPromotion = Boolean(old?.promotion) || Boolean(fresh?.promotion);
  return {
    ...{ productId, name, nameAlternative, soldBefore },
    units: places.map((t) => source(t)?.units[t] ?? null),
    ...(hasRevenue ? { revenue: places.map((t) => source(t)?.revenue?.[t] ?? null) } : {}),
    stockOutWeeks: places.filter((t) => source(t)?.stockOutWeeks.includes(t)),
    promotion: hasPromotion ? places.map((t) => source(t)?.promotion?.[t] ?? null) : null,
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
}
