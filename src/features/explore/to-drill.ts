import { periodStart } from '#engine/calendar/period-start.ts';
import type { AttributeFilter, ExploreQuery } from '#engine/explore/explore-query.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** The view one level down from a part: its products; null where there is none (a product, products without a price). */
export function drillInto(
  { grouping, filter }: ExploreQuery,
  key: string,
  { start, period }: Pick<Panel, 'start' | 'period'>,
): Pick<ExploreQuery, 'grouping' | 'filter'> | null {
  const products = { grouping: 'product' as const };
  switch (grouping) {
    case 'category':
      return { ...products, filter: { ...filter, category: key } };
    case 'price-band':
      return Number(key) < 0 ? null : { ...products, filter: { ...filter, priceBand: Number(key) } };
    case 'promotion':
      return { ...products, filter: { ...filter, promotion: key === 'on' ? 'on' : 'off' } };
    case 'period':
      return {
        ...products,
        filter: { ...filter, period: periodStart(start, period === 'month' ? 12 : 52, Number(key)) },
      };
    case 'product':
      return null;
    default: {
      const attribute = { name: grouping.slice('attribute:'.length), value: key };
      return { ...products, filter: { ...filter, attributes: withAttribute(filter.attributes, attribute) } };
    }
  }
}

/** The filters with this one in place of another one of the same attribute. */
export function withAttribute(
  attributes: readonly AttributeFilter[] | undefined,
  attribute: AttributeFilter,
): readonly AttributeFilter[] {
  return [...withoutAttribute(attributes, attribute.name), attribute];
}

export function withoutAttribute(
  attributes: readonly AttributeFilter[] | undefined,
  name: string,
): readonly AttributeFilter[] {
  return (attributes ?? []).filter((each) => each.name !== name);
}
