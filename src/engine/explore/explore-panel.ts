import { periodStart } from '#engine/calendar/period-start.ts';
import type {
  ExploreComparison,
  ExploreFilter,
  ExploreGrouping,
  ExploreMeasure,
  ExploreQuery,
  ExploreSpan,
} from '#engine/explore/explore-query.ts';
import { meanPrices, priceBandEdges, priceBandOf } from '#engine/explore/price-bands.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** One part of the whole: a category, a product, a band, a period. */
export interface ExploreGroup {
  /** Category name, product id, band number (-1 unknown), `on`/`off`, period index, or the attribute's value ('' none). */
  readonly key: string;
  readonly products: number;
  readonly value: number;
  /** The same in the periods compared with; NaN without such. */
  readonly before: number;
  /** Share of the total, of sums; NaN of prices. */
  readonly share: number;
  /** By period of the span. */
  readonly series: Float64Array;
}

export interface ExploreResult {
  /** Periods [from, to) of the panel, and those compared with; null: none, or the data does not reach so far back. */
  readonly from: number;
  readonly to: number;
  readonly comparedFrom: number | null;
  readonly total: Omit<ExploreGroup, 'key' | 'share'>;
  /** By period, of those compared with; null without such. */
  readonly seriesBefore: Float64Array | null;
  /** Parts that add up to the total (prices: whose revenue and pieces do), largest first; periods in their order. */
  readonly groups: readonly ExploreGroup[];
  readonly priceBands: readonly number[];
  /** Cells in the span whose demand is unknown (likely stock-outs): they count as nothing. */
  readonly unknownCells: number;
}

/** Share of pieces under a promotion from which on a cell counts as on promotion. */
const promoted = 0.5;

/**
 * A slice of the panel: cells that pass the filter, summed by period and by group. Every cell falls into one group, so sums
 * add up to the total above them. Unknown demand (NaN) adds nothing and is counted. O(products x periods).
 */
export function explorePanel(panel: Panel, query: ExploreQuery): ExploreResult {
  const { measure, grouping, filter } = query;
  const { from, to } = resolveSpan(panel, query.span);
  const comparedFrom = comparedWith(panel, query.comparison, from, to);
  const prices = meanPrices(panel);
  const priceBands = priceBandEdges(prices);
  const columns = columnsOf(panel, measure);
  const length = to - from;
  const total = new Sums(length);
  const parts = new Map<string, Sums>();
  let unknownCells = 0;

  panel.products.forEach((_, p) => {
    if (!passes(panel, p, filter, priceBandOf(prices[p], priceBands))) return;
    const keyOfProduct = productKey(panel, p, grouping, priceBandOf(prices[p], priceBands));
    const add = (t: number, at: number, isBefore: boolean): void => {
      const cell = p * panel.periods + t;
      const isOn = (panel.promotion?.[cell] ?? 0) >= promoted;
      if (filter.promotion && (filter.promotion === 'on') !== isOn) return;
      if (!isBefore && panel.stockOut?.[cell] === 1) unknownCells += 1;
      const top = columns.top[cell];
      const bottom = columns.bottom ? columns.bottom[cell] : 1;
      if (Number.isNaN(top) || Number.isNaN(bottom)) return;
      const key = keyOfProduct ?? (grouping === 'period' ? String(from + at) : isOn ? 'on' : 'off');
      const part = parts.get(key) ?? new Sums(length);
      parts.set(key, part);
      for (const sums of [total, part]) sums.add(at, top, bottom, isBefore, p);
    };
    for (let t = from; t < to; t++) add(t, t - from, false);
    if (comparedFrom !== null) for (let at = 0; at < length; at++) add(comparedFrom + at, at, true);
  });

  const isRatio = columns.bottom !== null;
  const hasBefore = comparedFrom !== null;
  const whole = total.read(isRatio, hasBefore);
  const groups = [...parts].map(([key, sums]): ExploreGroup => {
    const read = sums.read(isRatio, hasBefore);
    return { key, ...read, share: isRatio || whole.value === 0 ? Number.NaN : read.value / whole.value };
  });
  if (grouping === 'period') groups.sort((a, b) => Number(a.key) - Number(b.key));
  else groups.sort((a, b) => (b.value || 0) - (a.value || 0) || (a.key < b.key ? -1 : 1));
  return {
    ...{ from, to, comparedFrom, total: whole, groups, priceBands, unknownCells },
    seriesBefore: hasBefore ? total.readBefore(isRatio) : null,
  };
}

/** Periods [from, to) of the panel; never empty where the panel is not. */
export function resolveSpan(panel: Panel, span: ExploreSpan): { readonly from: number; readonly to: number } {
  const last = panel.completeTo > 0 ? panel.completeTo : panel.periods;
  if (span.kind === 'all') return { from: 0, to: panel.periods };
  if (span.kind === 'last') return { from: Math.max(0, last - span.periods), to: last };
  let from = 0;
  while (from < panel.periods - 1 && startOf(panel, from) < span.from) from += 1;
  let to = from + 1;
  while (to < panel.periods && startOf(panel, to) <= span.to) to += 1;
  return { from, to };
}

/** First day of a period. */
function startOf({ period, start }: Panel, index: number): number {
  return periodStart(start, period === 'month' ? 12 : 52, index);
}

function comparedWith(panel: Panel, comparison: ExploreComparison, from: number, to: number): number | null {
  if (comparison === 'none') return null;
  const shift = comparison === 'before' ? to - from : panel.period === 'week' ? 52 : 12;
  return from - shift >= 0 ? from - shift : null;
}

interface Columns {
  readonly top: Float64Array;
  /** Of a ratio. */
  readonly bottom: Float64Array | null;
}

function columnsOf(panel: Panel, measure: ExploreMeasure): Columns {
  const nothing = (): Float64Array => new Float64Array(panel.units.length).fill(Number.NaN);
  switch (measure) {
    case 'units':
    case 'revenue':
      return { top: panel[measure], bottom: null };
    case 'price':
      return { top: panel.revenue, bottom: panel.units };
    default:
      return { top: panel[measure] ?? nothing(), bottom: null };
  }
}

function passes(panel: Panel, p: number, filter: ExploreFilter, band: number): boolean {
  const { id, category, attributes } = panel.products[p];
  if (filter.category != null && panel.categories[category] !== filter.category) return false;
  if (filter.product != null && id !== filter.product) return false;
  if (filter.priceBand != null && band !== filter.priceBand) return false;
  return !filter.attribute || (attributes?.[filter.attribute.name] ?? '') === filter.attribute.value;
}

/** Group that all cells of a product fall into; null where it depends on the cell. */
function productKey(panel: Panel, p: number, grouping: ExploreGrouping, band: number): string | null {
  const { id, category, attributes } = panel.products[p];
  if (grouping === 'category') return panel.categories[category];
  if (grouping === 'product') return id;
  if (grouping === 'price-band') return String(band);
  if (grouping.startsWith('attribute:')) return attributes?.[grouping.slice('attribute:'.length)] ?? '';
  return null;
}

/** Running sums of one group. */
class Sums {
  private readonly top: Float64Array;
  private readonly bottom: Float64Array;
  private readonly topBefore: Float64Array;
  private readonly bottomBefore: Float64Array;
  /** 1 where something is known. */
  private readonly seen: Uint8Array;
  private readonly members = new Set<number>();

  constructor(length: number) {
    this.top = new Float64Array(length);
    this.bottom = new Float64Array(length);
    this.topBefore = new Float64Array(length);
    this.bottomBefore = new Float64Array(length);
    this.seen = new Uint8Array(length);
  }

  add(at: number, top: number, bottom: number, isBefore: boolean, product: number): void {
    if (isBefore) {
      this.topBefore[at] += top;
      this.bottomBefore[at] += bottom;
      return;
    }
    this.top[at] += top;
    this.bottom[at] += bottom;
    this.seen[at] = 1;
    this.members.add(product);
  }

  read(isRatio: boolean, hasBefore: boolean): Omit<ExploreGroup, 'key' | 'share'> {
    const ratio = (top: number, bottom: number): number => (isRatio ? (bottom > 0 ? top / bottom : Number.NaN) : top);
    const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);
    return {
      products: this.members.size,
      value: ratio(sum(this.top), sum(this.bottom)),
      before: hasBefore ? ratio(sum(this.topBefore), sum(this.bottomBefore)) : Number.NaN,
      series: this.top.map((top, t) => (this.seen[t] ? ratio(top, this.bottom[t]) : Number.NaN)),
    };
  }

  readBefore(isRatio: boolean): Float64Array {
    return this.topBefore.map((top, t) =>
      isRatio ? (this.bottomBefore[t] > 0 ? top / this.bottomBefore[t] : Number.NaN) : top,
    );
  }
}
