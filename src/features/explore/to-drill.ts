import type { ExploreQuery } from '#engine/explore/explore-query.ts';

/** The view one level down from a part: its products; null where there is none (a product, a period). */
export function drillInto({ grouping, filter }: ExploreQuery, key: string): Partial<ExploreQuery> | null {
  const products = { grouping: 'product' as const };
  switch (grouping) {
    case 'category':
      return { ...products, filter: { ...filter, category: key } };
    case 'price-band':
      return Number(key) < 0 ? null : { ...products, filter: { ...filter, priceBand: Number(key) } };
    case 'promotion':
      return { ...products, filter: { ...filter, promotion: key === 'on' ? 'on' : 'off' } };
    case 'product':
    case 'period':
      return null;
    default:
      return {
        ...products,
        filter: { ...filter, attribute: { name: grouping.slice('attribute:'.length), value: key } },
      };
  }
}
