import { discounted, paidForLines } from '#ingest/understanding/amounts-aside.ts';
import { saysReduced } from '#ingest/understanding/heading-words.ts';
import { meaningsOf } from '#ingest/understanding/meaning-score.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { isPaid, type Option, provenScore, type TradeOptions } from '#ingest/understanding/trade-options.ts';

interface Combination {
  readonly units?: Option;
  readonly price?: Option;
  readonly revenue?: Option;
  readonly relation: ReturnType<TableEvidence['product']>;
}

const relationWorth = { exact: 0.5, near: 0.4, unknown: 0, none: -0.6, each: -0.6, more: -0.6, share: -1.5 } as const;

/** What was paid in the end counts, not what it would have been before discounts. */
const paidWorth = 0.3;

/** Of what was paid by its values, whatever its heading. */
const paidScore = 0.8;

/** Pieces, price and amount that make the best of their headings and of what their values make with each other. */
export function bestTrade(options: TradeOptions): Combination {
  const { units, prices, amounts, names, table } = options;
  let found: Combination = { relation: 'unknown' };
  let most = Number.NEGATIVE_INFINITY;
  const none = undefined;
  const { before, after } = discounted(options);
  const ofLine = new Set(paidForLines(options));
  // Where one column says how many were sold, what was ordered came in from a supplier.
  const saysSold = (column: number): boolean => meaningsOf(names[column]).has('sold');
  const saysOrdered = (column: number): boolean =>
    !saysSold(column) && (meaningsOf(names[column]).has('order') || /\bordered\b/i.test(names[column]));
  const sells = units.some(({ column, score }) => saysSold(column) && score >= 0.8);
  const paid = new Set([
    ...[...amounts, ...units].filter(({ column }) => isPaid(names[column])).map(({ column }) => column),
    ...prices
      .map(({ column }) => column)
      .filter((column) => saysReduced(names[column]) || meaningsOf(names[column]).has('deal')),
    ...after,
    ...ofLine,
  ]);
  // What is left of a price times its pieces after the discount is the amount, whatever it is called.
  const told = amounts.map((each) =>
    ofLine.has(each.column)
      ? { ...each, score: paidScore, isByValue: true }
      : each.score < provenScore && after.has(each.column)
        ? { ...each, score: provenScore, isByValue: true }
        : each,
  );
  for (const q of [...units, none])
    for (const p of [...prices, none])
      for (const a of [...told, none]) {
        if ((q && q.column === p?.column) || (q && q.column === a?.column) || (p && p.column === a?.column)) continue;
        const relation = q && p && a ? table.product(q.column, p.column, a.column) : 'unknown';
        // Nor is the better amount the price of a worse one, unless the values say so.
        const isBetter = (each: Option): boolean =>
          each.column === p?.column && each.score > Math.max(p.score, a?.score ?? 1);
        if (relation !== 'exact' && told.some(isBetter)) continue;
        // A tax is a fixed share of what was sold, beside whichever price.
        const isShare =
          q !== undefined &&
          a !== undefined &&
          prices.some(
            (each) =>
              !each.isByContent &&
              each.column !== a.column &&
              table.product(q.column, each.column, a.column) === 'share',
          );
        if (isShare) continue;
        const isUntold = a?.isByContent && !(a.isByValue && q);
        if (relation !== 'exact' && (q?.isByContent || p?.isByContent || isUntold)) continue;
        const worth =
          (q?.score ?? 0) +
          0.6 * (p?.score ?? 0) +
          (a?.score ?? 0) +
          // What was paid after a discount is no product, and proven all the same.
          (relation === 'none' && a && ofLine.has(a.column) ? 0 : relationWorth[relation]) +
          (a && paid.has(a.column) ? paidWorth : 0) -
          (a && before.has(a.column) && !after.has(a.column) ? 3 * paidWorth : 0) +
          (p && !a && paid.has(p.column) ? paidWorth : 0) -
          (p && !a && meaningsOf(names[p.column]).has('list') ? paidWorth : 0) +
          (q && paid.has(q.column) ? paidWorth : 0) -
          (q && sells && saysOrdered(q.column) ? paidWorth : 0);
        if (worth <= most + 1e-9) continue;
        most = worth;
        found = { ...(q ? { units: q } : {}), ...(p ? { price: p } : {}), ...(a ? { revenue: a } : {}), relation };
      }
  // What was delivered and paid for counts, where what was ordered does not make the amount.
  const { price, revenue, relation } = found;
  const sent =
    price && revenue && relation !== 'exact'
      ? units.find(
          ({ column, isByContent }) => isByContent && table.product(column, price.column, revenue.column) === 'exact',
        )
      : undefined;
  return sent ? { ...found, units: sent, relation: 'exact' } : found;
}
