import { formatIsoDate, parseIsoDate, startOfWeek } from '#engine/calendar/epoch-day.ts';
import { scoreClass } from '#engine/launch/forecast/class-scores.ts';
import type { BacktestedLaunch } from '#engine/launch/forecast/launch-backtest.ts';
import type { Panel, PanelProduct } from '#engine/panel/panel.ts';

/** A table of weekly sales. */
export interface LaunchRows {
  readonly weekStart?: string;
  readonly horizon?: number;
  readonly hitThreshold?: number;
  readonly products?: readonly { readonly id: string; readonly name?: string; readonly category?: string }[];
  readonly rows: readonly {
    readonly product: string;
    readonly week: string;
    readonly units: number;
    readonly price: number | null;
  }[];
}

/** Rows as a weekly panel; of several rows of a product in a week the units add up and the median price counts. */
export function toPanel({ rows, products = [], weekStart = 'monday' }: LaunchRows): Panel {
  const first = weekStart === 'sunday' ? 6 : 0;
  const weeks = rows.map(({ week }) => startOfWeek(parseIsoDate(week.slice(0, 10)), first));
  const start = weeks.reduce((least, day) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const periods = (weeks.reduce((most, day) => Math.max(most, day), start) - start) / 7 + 1;
  const described = new Map(products.map((product) => [String(product.id), product]));
  const ids = [...new Set(rows.map(({ product }) => String(product)))].sort();
  const place = new Map(ids.map((id, row) => [id, row]));
  const categories = [...new Set(ids.map((id) => described.get(id)?.category ?? ''))].sort();
  const size = ids.length * periods;
  const columns = { units: new Float64Array(size), revenue: new Float64Array(size), price: new Float64Array(size) };
  const prices = new Map<number, number[]>();
  rows.forEach(({ product, units, price }, i) => {
    const at = (place.get(String(product)) ?? 0) * periods + (weeks[i] - start) / 7;
    columns.units[at] += units;
    columns.revenue[at] += units * (price ?? 0);
    if (price !== null && price > 0) prices.set(at, [...(prices.get(at) ?? []), price]);
  });
  columns.price.fill(Number.NaN);
  for (const [at, own] of prices) {
    own.sort((a, b) => a - b);
    columns.price[at] = (own[(own.length - 1) >> 1] + own[own.length >> 1]) / 2;
  }
  const none = null;
  return {
    period: 'week',
    start,
    periods,
    weekStart: first,
    products: ids.map((id, row): PanelProduct => {
      const sold = Array.from({ length: periods }, (_, t) => t).filter((t) => columns.units[row * periods + t] > 0);
      return {
        id,
        name: described.get(id)?.name ?? id,
        category: categories.indexOf(described.get(id)?.category ?? ''),
        firstSale: start + 7 * (sold[0] ?? 0),
        lastSale: start + 7 * (sold.at(-1) ?? 0) + 6,
      };
    }),
    categories,
    ...columns,
    promotion: none,
    views: none,
    visitors: none,
    dwellSeconds: none,
    carts: none,
    favourites: none,
    stockOut: none,
    completeFrom: 0,
    completeTo: periods,
  };
}

/** The backtest as it is written: only what was known before a launch stands under `forecast`; hits and flops as called, scored over all. */
export function describeBacktest(launches: readonly BacktestedLaunch[]) {
  const over = launches.flatMap(({ forecast, actual }) => (forecast && actual ? [{ forecast, actual }] : []));
  return {
    classes: {
      hit: scoreClass(over.map(({ forecast, actual }) => ({ probability: forecast.hitProbability, came: actual.hit }))),
      flop: scoreClass(
        over.map(({ forecast, actual }) => ({ probability: forecast.flopProbability, came: actual.flop })),
      ),
    },
    launches: launches.map(({ id, firstWeek, forecast, typical, actual }) => ({
      id,
      firstWeek: formatIsoDate(firstWeek),
      forecast: forecast && {
        total: forecast.total,
        totalMedian: forecast.totalMedian,
        totalLo80: forecast.totalLo80,
        totalHi80: forecast.totalHi80,
        weekly: forecast.weekly.mean,
        hitProbability: forecast.hitProbability,
        hitThreshold: forecast.hitThreshold,
        flopProbability: forecast.flopProbability,
        typical,
        analogues: forecast.analogues.map(({ launchId, weight }) => ({ id: launchId, weight })),
      },
      actual,
      errors: forecast &&
        actual && { total: forecast.total - actual.total, median: forecast.totalMedian - actual.total },
    })),
  };
}
