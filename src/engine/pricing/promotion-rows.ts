import { eventKind, eventShares } from '#engine/demand-effects/event-share.ts';
import { quantileOf } from '#engine/kernels/statistics.ts';
import type { MarketCalendar } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { PriceHistory } from './price-history.ts';
import type { PromotionRows } from './promotion-effect.ts';
import { discountDepths } from './response-columns.ts';

/** A launch's first weeks say more of its launch; weeks and units a week that a product needs. */
const settledWeeks = 13;
const leastWeeks = 26;
const leastDemand = 2;
/** Most products of a category, and of all, that are learnt from: those that sold most. */
const mostOfCategory = 60;
const mostProducts = 600;
/** Share of the units sold under a promotion up to which a product did not take part, and the least where a week is not the promotion's whole. */
const isApart = 0.05;
const isWhole = 0.9;
/** Price against the usual one below which a product took part, where no column says who did. */
const priceCut = 0.95;

/**
 * Who took part in what, by product and complete week; null where nothing says it. In a week that a promotion of the calendar covers by a share, a
 * product took part when half that share of its units was sold under a promotion; weeks in between are left out. Without
 * a column of promotions, a price 5 % under the product's median says it.
 */
export function promotionsOfPanel(panel: Panel, calendar: MarketCalendar | null): PromotionRows | null {
  const { periods, completeFrom, completeTo, promotion, units, price } = panel;
  const hasPrices = price.some((value) => value > 0);
  if (panel.period !== 'week' || panel.unitsKnown === false || (!promotion && !hasPrices)) return null;
  const events = (calendar?.events ?? []).filter((event) => event.kind === 'promotion');
  const kinds = [...new Set(events.map(({ name }) => eventKind(name))), ''];
  const n = completeTo - completeFrom;
  const kind = new Int32Array(n).fill(kinds.length - 1);
  const share = new Float64Array(n).fill(1);
  for (let t = 0; t < n; t++) {
    const fullest = [...eventShares(events, panel.start + 7 * (completeFrom + t))].sort((a, b) => b[1] - a[1])[0];
    if (!fullest) continue;
    kind[t] = kinds.indexOf(fullest[0]);
    share[t] = fullest[1];
  }
  const cells = chosenProducts(panel).flatMap(({ row, from }) => {
    const own = Array.from({ length: completeTo - from }, (_, k) => from + k - completeFrom);
    const at = (t: number): number => row * periods + completeFrom + t;
    const plain = own.filter((t) => kind[t] === kinds.length - 1 && price[at(t)] > 0).map((t) => price[at(t)]);
    const usual = quantileOf(plain.sort((a, b) => a - b), 0.5);
    return own.flatMap((t) => {
      if (!(units[at(t)] >= 0)) return [];
      const promoted = promotion ? promotion[at(t)] : price[at(t)] < priceCut * usual ? 1 : 0;
      const least = kind[t] === kinds.length - 1 ? isWhole : Math.min(isWhole, share[t] / 2);
      // Nothing sold says nothing of who took part.
      const isIn = units[at(t)] > 0 && promoted >= least;
      return isIn || !(promoted > isApart) ? [{ row, t, demand: units[at(t)], taken: isIn ? 1 : 0 }] : [];
    });
  });
  return {
    kinds,
    ...{ kind, share },
    category: Int32Array.from(panel.products, ({ category }) => category),
    product: Int32Array.from(cells, ({ row }) => row),
    week: Int32Array.from(cells, ({ t }) => t),
    demand: Float64Array.from(cells, ({ demand }) => demand),
    taken: Uint8Array.from(cells, ({ taken }) => taken),
  };
}

/** Of each category the products that sold most, each from its first settled week. */
function chosenProducts(panel: Panel): { readonly row: number; readonly from: number }[] {
  const found = panel.products.flatMap(({ firstSale, category }, row) => {
    const first = Math.floor((firstSale - panel.start) / 7);
    const from = first <= panel.completeFrom ? panel.completeFrom : first + settledWeeks;
    const known = panel.units
      .subarray(row * panel.periods + from, row * panel.periods + panel.completeTo)
      .filter((value) => value >= 0);
    const sold = known.reduce((sum, value) => sum + value, 0);
    return known.length >= leastWeeks && sold >= leastDemand * known.length ? [{ row, from, category, sold }] : [];
  });
  const counts = new Map<number, number>();
  return found
    .sort((a, b) => b.sold - a.sold || a.row - b.row)
    .filter(({ category }) => {
      counts.set(category, (counts.get(category) ?? 0) + 1);
      return (counts.get(category) ?? 0) <= mostOfCategory;
    })
    .slice(0, mostProducts);
}

/** The same of rows at given prices and promotions: promoted on more than half, or a tenth below the highest price of eight weeks. */
export function promotionsOfHistory(history: PriceHistory): PromotionRows {
  const depth = discountDepths(history, history.products.length);
  const rows = [...history.demand.keys()].filter((row) => history.demand[row] >= 0 && history.week[row] >= 0);
  const isIn = (row: number): boolean =>
    depth[row] < Math.log(0.9) || [history.deal, history.feature].some((column) => column && column[row] > 0.5);
  return {
    kinds: [''],
    kind: new Int32Array(history.weeks),
    share: new Float64Array(history.weeks).fill(1),
    category: Int32Array.from(history.products, ({ category }) => category),
    product: Int32Array.from(rows, (row) => history.product[row]),
    week: Int32Array.from(rows, (row) => history.week[row]),
    demand: Float64Array.from(rows, (row) => history.demand[row]),
    taken: Uint8Array.from(rows, (row) => (isIn(row) ? 1 : 0)),
  };
}
