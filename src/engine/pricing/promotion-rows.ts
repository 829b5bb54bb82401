import { eventKind, eventShares } from '#engine/demand-effects/event-share.ts';
import { medianOf } from '#engine/kernels/statistics.ts';
import type { MarketCalendar } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { tierSlope } from './price-evidence.ts';
import type { PriceHistory } from './price-history.ts';
import { learnPromotionEffect, type PromotionEffect, type PromotionRows } from './promotion-effect.ts';
import { discountDepths } from './response-columns.ts';

/** A launch's first weeks say more of its launch; weeks and units a week that a product needs. */
const settledWeeks = 13;
const leastWeeks = 26;
const leastDemand = 2;
/** Most products of a category, and of all, that are learnt from: those that sold most. */
const mostOfCategory = 60;
const mostProducts = 300;
/** Share of the units sold under a promotion up to which a product did not take part, and the least for it outside the calendar's promotions. */
const isApart = 0.05;
const isWhole = 0.9;
/** Units in a promotion's days, expected at the usual rate, below which nothing promoted says nothing. */
const leastTold = 3;
/** Price against the usual one below which a product took part, where no column says who did. */
const priceCut = 0.95;

/**
 * Who took part in what, by product and complete week; null where nothing says it. In a promotion of the calendar a product took part when any of its
 * units then was sold under a promotion, and did not when none was though enough should have been sold; else it is left out, as are weeks that another promotion begins
 * or ends in. Without a column of promotions, a price 5 % under the product's median says it, unless prices fall with the quantity.
 */
export function promotionsOfPanel(panel: Panel, calendar: MarketCalendar | null): PromotionRows | null {
  const { periods, completeFrom, completeTo, promotion, units, price } = panel;
  // A mean price that falls with what is bought at once is nobody's promotion.
  const hasPrices = price.some((value) => value > 0) && !hasTiers(panel);
  if (panel.period !== 'week' || panel.unitsKnown === false || (!promotion && !hasPrices)) return null;
  const events = (calendar?.events ?? []).filter((event) => event.kind === 'promotion');
  const kinds = [...new Set(events.map(({ name }) => eventKind(name))), ''];
  const none = kinds.length - 1;
  const n = completeTo - completeFrom;
  const kind = new Int32Array(n).fill(none);
  const share = new Float64Array(n).fill(1);
  for (let t = 0; t < n; t++) {
    const fullest = [...eventShares(events, panel.start + 7 * (completeFrom + t))].sort((a, b) => b[1] - a[1])[0];
    if (!fullest) continue;
    kind[t] = kinds.indexOf(fullest[0]);
    share[t] = fullest[1];
  }
  const cells = chosenProducts(panel).flatMap(({ row, from, to, mean }) => {
    const at = (t: number): number => row * periods + completeFrom + t;
    const weeks = Array.from({ length: to - from }, (_, k) => from + k - completeFrom).filter((t) => units[at(t)] >= 0);
    const plain = weeks.filter((t) => kind[t] === none && price[at(t)] > 0).map((t) => price[at(t)]);
    const usual = medianOf(plain);
    const promoted = (t: number): number =>
      units[at(t)] > 0 ? (promotion ? promotion[at(t)] : price[at(t)] < priceCut * usual ? 1 : 0) : 0;
    const cell = (t: number, taken: number) => ({ row, t, demand: units[at(t)], taken });
    return runsOf(weeks, kind).flatMap((run) => {
      if (kind[run[0]] === none)
        return run.flatMap((t) => {
          const part = promoted(t);
          return part >= isWhole ? [cell(t, 1)] : part <= isApart ? [cell(t, 0)] : [];
        });
      const isIn = run.some((t) => promoted(t) > isApart);
      const expected = run.reduce((sum, t) => sum + share[t] * mean, 0);
      return isIn || expected >= leastTold ? run.map((t) => cell(t, isIn ? 1 : 0)) : [];
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

/** What taking part in a panel's promotions brings. */
export function promotionEffectOf(panel: Panel | null, calendar: MarketCalendar | null): PromotionEffect {
  const rows = panel && promotionsOfPanel(panel, calendar);
  if (rows && rows.product.length > 0) return learnPromotionEffect(rows);
  return { reason: 'promotion-unknown', kinds: [], switched: null, before: null, after: null };
}

/** Whether a unit costs less in a larger order line (as `refuseEvidence` has it, over all products). */
function hasTiers({ products }: Panel): boolean {
  const sum = (key: 'products' | 'squares'): number =>
    products.reduce((all, { tiers }) => all + (tiers?.[key] ?? 0), 0);
  return sum('products') < tierSlope * sum('squares');
}

/** Weeks on end of one kind. */
function runsOf(weeks: readonly number[], kind: Int32Array): number[][] {
  const runs: number[][] = [];
  for (const t of weeks) {
    const last = runs.at(-1);
    if (last && kind[last[0]] === kind[t] && last[last.length - 1] === t - 1) last.push(t);
    else runs.push([t]);
  }
  return runs;
}

/** Of each category the products that sold most, each from its first settled week to its last sale, with its mean. */
function chosenProducts(panel: Panel) {
  const found = panel.products.flatMap(({ firstSale, lastSale, category }, row) => {
    const first = Math.floor((firstSale - panel.start) / 7);
    const from = first <= panel.completeFrom ? panel.completeFrom : first + settledWeeks;
    const to = Math.min(panel.completeTo, Math.floor((lastSale - panel.start) / 7) + 1);
    const known = panel.units
      .subarray(row * panel.periods + from, row * panel.periods + Math.max(from, to))
      .filter((value) => value >= 0);
    const sold = known.reduce((sum, value) => sum + value, 0);
    const mean = sold / known.length;
    return known.length >= leastWeeks && mean >= leastDemand ? [{ row, from, to, category, sold, mean }] : [];
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
