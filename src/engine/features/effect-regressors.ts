import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { onAxis, shareOfDays, timeAxis } from './dataset-series.ts';
import { knownEvents } from './known-events.ts';

/** A column of the regression that measures effects. `season` columns are there to be held constant, not to be shown. */
export interface EffectColumn {
  readonly name: string;
  readonly role: 'promotion' | 'holiday' | 'price' | 'season';
  readonly values: Float64Array;
  readonly reading: 'dummy' | 'log' | 'unit';
}

/** Fewest periods that an event has to touch before an effect is asked of it. */
const fewestPeriods = 2;
const harmonics = 3;

/**
 * Columns over the complete periods that explain a series of demand:
 *
 * - one for each event name of the calendar (or of {@link knownEvents}) that touches at least two periods: share of the period's days within the
 *   event, divided by the largest such share, so that the coefficient is the effect in the period that it fills most;
 * - `season`: the logarithm of the calendar's season index, where it is known and positive throughout; else three pairs
 *   of yearly harmonics `season-sin1` ... `season-cos3`, where there is at least a year and a half of data;
 * - with `price`: the logarithm of {@link priceLevel}, where it moves and is known throughout. Event effects measured
 *   without it hold the usual discount within them (what a promotion brings); with it they don't.
 */
export function effectColumns(
  dataset: Dataset,
  panel: Panel,
  category: number | undefined,
  price: boolean,
): EffectColumn[] {
  const axis = timeAxis(panel, 0);
  const length = axis.length - 1;
  const columns: EffectColumn[] = [];
  const { events } = knownEvents(dataset, axis[0], axis[length]);
  for (const name of new Set(events.map((event) => event.name))) {
    const own = events.filter((event) => event.name === name);
    const share = shareOfDays(own, axis, () => 1);
    const largest = Math.max(...share);
    if (share.filter((s) => s > 0).length < fewestPeriods) continue;
    columns.push({ name, role: own[0].kind, values: share.map((s) => s / largest), reading: 'dummy' });
  }
  columns.push(...seasonColumns(dataset, panel, axis, length));
  if (!price) return columns;
  const logged = priceLevel(panel, category).map(Math.log);
  if (logged.every(Number.isFinite) && logged.some((v) => Math.abs(v - logged[0]) > 1e-9)) {
    columns.push({ name: 'price', role: 'price', values: logged, reading: 'log' });
  }
  return columns;
}

function seasonColumns(dataset: Dataset, panel: Panel, axis: readonly number[], length: number): EffectColumn[] {
  const { calendar } = dataset;
  const index = calendar?.seasonIndex ? onAxis(calendar, calendar.seasonIndex, panel, axis) : null;
  if (index?.every((v) => v > 0) && index.some((v) => v !== index[0])) {
    return [{ name: 'season', role: 'season', values: index.map(Math.log), reading: 'log' }];
  }
  const frequency = panel.period === 'week' ? 365.25 / 7 : 12;
  if (length < 1.5 * frequency) return [];
  return Array.from({ length: harmonics }, (_, k) =>
    (['sin', 'cos'] as const).map((wave): EffectColumn => {
      const angle = (2 * Math.PI * (k + 1)) / frequency;
      return {
        name: `season-${wave}${k + 1}`,
        role: 'season',
        values: Float64Array.from({ length }, (_t, t) => Math[wave](angle * t)),
        reading: 'unit',
      };
    }),
  ).flat();
}

/**
 * Price level of the products of a category (or of all) by complete period, free of the mix: the logarithm of each
 * product's price against its own mean over the periods in which it sold, averaged with the products' revenue as fixed
 * weights. A product without a sale keeps its last price; before its first and after its last sale it does not count.
 * Geometric mean of price relatives with fixed weights (Young index in logarithms; ILO CPI Manual 2020, chapter 8).
 * Returns exp of that mean, 1 = usual; NaN where no product counts. Length completeTo - completeFrom.
 */
export function priceLevel(panel: Panel, category?: number): Float64Array {
  const length = panel.completeTo - panel.completeFrom;
  const sum = new Float64Array(length);
  const weight = new Float64Array(length);
  panel.products.forEach((product, row) => {
    if (category !== undefined && product.category !== category) return;
    const from = row * panel.periods + panel.completeFrom;
    const prices = panel.price.subarray(from, from + length);
    const known = prices.reduce((count, p) => count + (p > 0 ? 1 : 0), 0);
    if (known < 2) return;
    const mean = prices.reduce((total, p) => total + (p > 0 ? Math.log(p) : 0), 0) / known;
    const revenue = panel.revenue
      .subarray(from, from + length)
      .reduce((total, r) => total + (Number.isNaN(r) ? 0 : Math.max(r, 0)), 0);
    const last = prices.findLastIndex((p) => p > 0);
    let price = Number.NaN;
    for (let t = 0; t <= last; t++) {
      if (prices[t] > 0) price = prices[t];
      if (Number.isNaN(price)) continue;
      sum[t] += revenue * (Math.log(price) - mean);
      weight[t] += revenue;
    }
  });
  return sum.map((total, t) => (weight[t] > 0 ? Math.exp(total / weight[t]) : Number.NaN));
}
