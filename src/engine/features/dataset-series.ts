import { type EpochDay, fromEpochDay, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { knownEvents } from '#engine/features/known-events.ts';
import type { SeriesToLearn } from '#engine/features/windows.ts';
import { meanOf, sumOfKnown } from '#engine/kernels/statistics.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { MarketCalendar, MarketEvent } from '#engine/panel/market-calendar.ts';
import { type Panel, sumOverProducts } from '#engine/panel/panel.ts';
import type { Vintage } from '#engine/panel/units-as-of.ts';

export interface DatasetSeries extends SeriesToLearn {
  readonly start: EpochDay;
  /** For a product with likely stock-outs: what tells at which time they were known as such. */
  readonly vintage?: Vintage;
}

/**
 * The series of a dataset that a network learns from, over its complete periods: units of each category
 * (`category:NAME`), units of the `topProducts` products that sold most in the last `holdout` + 2 horizons before the
 * hold-out periods (`product:ID`; chosen on what training may see), the market's price and season index. Regressors
 * that are known in the future come from the calendar: `promotion` and `holiday` (share of the period's days),
 * `discount` (mean reduction over the period's days). The calendar's indices are no regressors: their past values are the realised ones, and a fold
 * would know what nobody knew then. Observed as time goes by: `browsing` (views) and, for a product, `price-paid`.
 */
export function seriesOfDataset(
  dataset: Dataset,
  horizon: number,
  holdout: number,
  topProducts: number,
): DatasetSeries[] {
  const { panel, calendar } = dataset;
  if (!panel) return [];
  const axis = timeAxis(panel, horizon);
  const length = panel.completeTo - panel.completeFrom;
  const frequency = panel.period === 'week' ? 52 : 12;
  const { events } = knownEvents(dataset, axis[0], axis[axis.length - 1]);
  const columns = calendarColumns(events, axis);
  const make = (id: string, values: Float64Array, nonNegative: boolean, own = columns): DatasetSeries => ({
    id,
    values,
    frequency,
    start: axis[0],
    nonNegative,
    xreg: own.map(({ name, values: known }) => ({ name, values: known.slice(0, length) })),
    newXreg: own.map(({ name, values: known }) => ({ name, values: known.slice(length) })),
  });
  const complete = (values: Float64Array): Float64Array => values.slice(panel.completeFrom, panel.completeTo);
  const { views, price } = panel;
  const categories = panel.categories.map((name, category) => ({
    ...make(`category:${name}`, complete(sumOverProducts(panel, panel.units, category)), true),
    ...(views ? { observed: [{ name: 'browsing', values: complete(sumOverProducts(panel, views, category)) }] } : {}),
    group: name,
  }));
  const ofRow = (column: Float64Array, row: number): Float64Array =>
    complete(column.subarray(row * panel.periods, (row + 1) * panel.periods));
  const vintageOf = vintageSource(panel);
  const makeProduct = (row: number, units: Float64Array): DatasetSeries => ({
    ...make(`product:${panel.products[row].id}`, units, true),
    observed: [
      ...(views ? [{ name: 'browsing', values: ofRow(views, row) }] : []),
      { name: 'price-paid', values: ofRow(price, row) },
    ],
    group: panel.categories[panel.products[row].category],
    ...vintageOf(row),
  });
  const recent = [length - 2 * holdout - 2 * horizon, length - holdout].map((t) => Math.max(0, t));
  const products = panel.products
    .map(({ id }, row) => ({ id, row, units: ofRow(panel.units, row) }))
    .map((one) => ({ ...one, sold: sumOfKnown(one.units.subarray(recent[0], recent[1])) }))
    .filter(({ sold }) => sold > 0)
    .sort((a, b) => b.sold - a.sold || (a.id < b.id ? -1 : 1))
    .slice(0, topProducts)
    .map(({ row, units }) => makeProduct(row, units));
  // An index doesn't explain itself.
  const market = (id: string, index: Float64Array | null | undefined): DatasetSeries[] => {
    const values = calendar && index ? onAxis(calendar, index, panel, axis).slice(0, length) : null;
    if (!values?.some((value) => !Number.isNaN(value))) return [];
    return [
      make(
        id,
        values,
        false,
        columns.filter(({ name }) => !name.endsWith('-index')),
      ),
    ];
  };
  return [
    ...categories,
    ...products,
    ...market('market:price-index', calendar?.priceIndex),
    ...market('market:season-index', calendar?.seasonIndex),
  ];
}

/** For a product with likely stock-outs: which periods these are, and in which periods anything was sold at all. */
function vintageSource(panel: Panel): (row: number) => Pick<DatasetSeries, 'vintage'> {
  const { stockOut, completeFrom, completeTo, periods } = panel;
  if (!stockOut) return () => ({});
  const sold = sumOverProducts(panel, panel.units).slice(completeFrom, completeTo);
  const traded = Uint8Array.from(sold, (units) => (units > 0 ? 1 : 0));
  return (row) => {
    const own = stockOut.slice(row * periods + completeFrom, row * periods + completeTo);
    return own.includes(1) ? { vintage: { stockOut: own, traded } } : {};
  };
}

/** First days of the complete periods, the horizon after them, and the day after the last. */
export function timeAxis(panel: Panel, horizon: number): readonly EpochDay[] {
  const periods = panel.completeTo - panel.completeFrom + horizon + 1;
  const { year, month } = fromEpochDay(panel.start);
  return Array.from({ length: periods }, (_, k) => {
    const period = panel.completeFrom + k;
    if (panel.period === 'week') return panel.start + 7 * period;
    const months = month - 1 + period;
    return toEpochDay(year + Math.floor(months / 12), (months % 12) + 1, 1);
  });
}

interface Column {
  readonly name: string;
  readonly values: Float64Array;
}

/** Columns over the axis without its last entry; only those that move. */
function calendarColumns(events: readonly MarketEvent[], axis: readonly EpochDay[]): Column[] {
  const promotions = events.filter(({ kind }) => kind === 'promotion');
  const holidays = events.filter(({ kind }) => kind === 'holiday');
  const columns: Column[] = [
    { name: 'promotion', values: shareOfDays(promotions, axis, () => 1) },
    { name: 'discount', values: shareOfDays(promotions, axis, ({ discount }) => discount ?? 0) },
    { name: 'holiday', values: shareOfDays(holidays, axis, () => 1) },
  ];
  return columns.filter(({ values }) => values.some((value) => value !== values[0]));
}

/** Sum over the events of (days of the period within the event x weight) / days of the period. */
export function shareOfDays(
  events: readonly MarketEvent[],
  axis: readonly EpochDay[],
  weight: (event: MarketEvent) => number,
): Float64Array {
  return Float64Array.from({ length: axis.length - 1 }, (_, k) => {
    const [from, next] = [axis[k], axis[k + 1]];
    const days = events.reduce((sum, event) => {
      const overlap = Math.min(event.to + 1, next) - Math.max(event.from, from);
      return sum + Math.max(0, overlap) * weight(event);
    }, 0);
    return days / (next - from);
  });
}

/** A weekly index of the calendar by the periods of the axis (a month = mean of the weeks that begin in it). */
export function onAxis(
  calendar: MarketCalendar,
  index: Float64Array,
  panel: Panel,
  axis: readonly EpochDay[],
): Float64Array {
  return Float64Array.from({ length: axis.length - 1 }, (_, k) => {
    if (panel.period === 'week') return index[Math.round((axis[k] - calendar.start) / 7)] ?? Number.NaN;
    const from = Math.max(0, Math.ceil((axis[k] - calendar.start) / 7));
    const weeks = index.subarray(from, Math.max(from, Math.ceil((axis[k + 1] - calendar.start) / 7)));
    return meanOf(weeks);
  });
}
