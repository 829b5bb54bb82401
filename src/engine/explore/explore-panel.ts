import { periodStart } from '#engine/calendar/period-start.ts';
import type {
  ExploreFilter,
  ExploreGrouping,
  ExploreMeasure,
  ExploreQuery,
  ExploreSpan,
} from '#engine/explore/explore-query.ts';
import { meanPrices, priceBandEdges, priceBandOf } from '#engine/explore/price-bands.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
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
  /**
   * Periods [from, to) of the panel, and those compared with, which may be more or fewer; null: none, or the data does not
   * hold them.
   */
  readonly from: number;
  readonly to: number;
  readonly comparedFrom: number | null;
  readonly comparedTo: number | null;
  readonly total: Omit<ExploreGroup, 'key' | 'share'>;
  /** By period, of those compared with; null without such. */
  readonly seriesBefore: Float64Array | null;
  /** Parts that add up to the total (prices: whose revenue and pieces do), largest first; periods in their order. */
  readonly groups: readonly ExploreGroup[];
  readonly priceBands: readonly number[];
  /** Cells in the span whose demand is unknown (likely stock-outs): they count as nothing. */
  readonly unknownCells: number;
}

/**
 * A slice of the panel: cells that pass the filter, summed by period and by group. Every cell falls into one group, or into
 * two by the share of its pieces that was sold under a promotion, so sums add up to the total above them. Unknown demand
 * (NaN) adds nothing and is counted. O(products x periods).
 */
export function explorePanel(panel: Panel, query: ExploreQuery): ExploreResult {
  const { measure, grouping, filter } = query;
  const { from, to, compared } = spansOf(panel, query);
  const prices = meanPrices(panel);
  const priceBands = priceBandEdges(prices);
  const columns = columnsOf(panel, measure);
  const length = to - from;
  const lengthBefore = compared ? compared.to - compared.from : 0;
  const total = new Sums(length, lengthBefore);
  const parts = new Map<string, Sums>();
  let unknownCells = 0;

  panel.products.forEach((_, p) => {
    if (!passes(panel, p, filter, priceBandOf(prices[p], priceBands))) return;
    const keyOfProduct = productKey(panel, p, grouping, priceBandOf(prices[p], priceBands));
    const put = (key: string, at: number, top: number, bottom: number, counts: boolean, isBefore: boolean): void => {
      const part = parts.get(key) ?? new Sums(length, lengthBefore);
      parts.set(key, part);
      for (const sums of [total, part]) sums.add(at, top, bottom, isBefore, counts ? p : null);
    };
    const add = (t: number, at: number, isBefore: boolean): void => {
      const cell = p * panel.periods + t;
      const on = panel.promotion?.[cell] ?? 0;
      const share = filter.promotion === 'on' ? on : filter.promotion === 'off' ? 1 - on : 1;
      if (!isBefore && panel.stockOut?.[cell] === 1 && share > 0) unknownCells += 1;
      const top = columns.top[cell];
      const bottom = columns.bottom ? columns.bottom[cell] : 1;
      if (Number.isNaN(top) || Number.isNaN(bottom)) return;
      const topOn = partOf(top, on);
      const bottomOn = columns.bottom ? partOf(bottom, on) : bottom;
      const topOff = top - topOn;
      const bottomOff = columns.bottom ? bottom - bottomOn : bottom;
      if (grouping === 'promotion') {
        if (filter.promotion !== 'off') put('on', at, topOn, bottomOn, on > 0, isBefore);
        if (filter.promotion !== 'on') put('off', at, topOff, bottomOff, on < 1, isBefore);
        return;
      }
      const key = keyOfProduct ?? String(from + at);
      if (filter.promotion === 'on') put(key, at, topOn, bottomOn, share > 0, isBefore);
      else if (filter.promotion === 'off') put(key, at, topOff, bottomOff, share > 0, isBefore);
      else put(key, at, top, bottom, true, isBefore);
    };
    for (let t = from; t < to; t++) add(t, t - from, false);
    if (compared) for (let t = compared.from; t < compared.to; t++) add(t, t - compared.from, true);
  });

  const isRatio = columns.bottom !== null;
  const hasBefore = compared !== null;
  const whole = total.read(isRatio, hasBefore);
  const groups = [...parts]
    .filter(([, sums]) => sums.counts)
    .map(([key, sums]): ExploreGroup => {
      const read = sums.read(isRatio, hasBefore);
      return { key, ...read, share: isRatio || whole.value === 0 ? Number.NaN : read.value / whole.value };
    });
  if (grouping === 'period') groups.sort((a, b) => Number(a.key) - Number(b.key));
  else groups.sort((a, b) => (b.value || 0) - (a.value || 0) || (a.key < b.key ? -1 : 1));
  return {
    ...{ from, to, total: whole, groups, priceBands, unknownCells },
    ...{ comparedFrom: compared?.from ?? null, comparedTo: compared?.to ?? null },
    seriesBefore: hasBefore ? total.readBefore(isRatio) : null,
  };
}

/** The part of an amount that a share gives, to millionths: pieces counted one by one stay whole. */
function partOf(amount: number, share: number): number {
  return share === 1 ? amount : Math.round(amount * share * 1e6) / 1e6;
}

interface Periods {
  readonly from: number;
  readonly to: number;
}

/** Periods that are looked at and those they are compared with, narrowed to one where the filter names it. */
function spansOf(panel: Panel, query: ExploreQuery): Periods & { readonly compared: Periods | null } {
  const { from, to } = resolveSpan(panel, query.span);
  const compared = comparedWith(panel, query, from, to);
  const { period } = query.filter;
  if (period == null) return { from, to, compared };
  const end = Math.max(to, compared ? from + compared.to - compared.from : to);
  let one = from;
  while (one < end && startOf(panel, one) < period) one += 1;
  const before = compared ? compared.from + one - from : 0;
  return {
    ...(one < to ? { from: one, to: one + 1 } : { from: one, to: one }),
    compared: compared && { from: Math.min(before, compared.to), to: Math.min(before + 1, compared.to) },
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

function comparedWith(panel: Panel, query: ExploreQuery, from: number, to: number): Periods | null {
  const { comparison, comparedSpan } = query;
  if (comparison === 'none') return null;
  if (comparison === 'chosen') {
    const isHeld =
      comparedSpan && comparedSpan.from < startOf(panel, panel.periods) && comparedSpan.to >= startOf(panel, 0);
    return isHeld ? resolveSpan(panel, { kind: 'between', ...comparedSpan }) : null;
  }
  const shift = comparison === 'before' ? to - from : panel.period === 'week' ? 52 : 12;
  return from - shift >= 0 ? { from: from - shift, to: to - shift } : null;
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
  return (filter.attributes ?? []).every(({ name, value }) => (attributes?.[name] ?? '') === value);
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
  private readonly seenBefore: Uint8Array;
  private readonly members = new Set<number>();
  /** Something of it passes the filter, in one of the two times. */
  counts = false;

  constructor(length: number, lengthBefore: number) {
    this.top = new Float64Array(length);
    this.bottom = new Float64Array(length);
    this.seen = new Uint8Array(length);
    this.topBefore = new Float64Array(lengthBefore);
    this.bottomBefore = new Float64Array(lengthBefore);
    this.seenBefore = new Uint8Array(lengthBefore);
  }

  /** `product`: null where the cell is known to hold nothing that passes the filter, which makes its period known. */
  add(at: number, top: number, bottom: number, isBefore: boolean, product: number | null): void {
    if (product !== null) this.counts = true;
    if (isBefore) {
      this.topBefore[at] += top;
      this.bottomBefore[at] += bottom;
      this.seenBefore[at] = 1;
      return;
    }
    this.top[at] += top;
    this.bottom[at] += bottom;
    this.seen[at] = 1;
    if (product !== null) this.members.add(product);
  }

  read(isRatio: boolean, hasBefore: boolean): Omit<ExploreGroup, 'key' | 'share'> {
    const whole = (top: Float64Array, bottom: Float64Array): number => amountOf(isRatio, sumOf(top), sumOf(bottom));
    return {
      products: this.members.size,
      value: whole(this.top, this.bottom),
      before: hasBefore ? whole(this.topBefore, this.bottomBefore) : Number.NaN,
      series: this.top.map((top, t) => (this.seen[t] ? amountOf(isRatio, top, this.bottom[t]) : Number.NaN)),
    };
  }

  readBefore(isRatio: boolean): Float64Array {
    return this.topBefore.map((top, t) =>
      this.seenBefore[t] ? amountOf(isRatio, top, this.bottomBefore[t]) : Number.NaN,
    );
  }
}

function amountOf(isRatio: boolean, top: number, bottom: number): number {
  if (!isRatio) return top;
  return bottom > 0 ? top / bottom : Number.NaN;
}
