import * as v from 'valibot';
import type { ExploreFilter, ExploreGrouping, ExploreQuery, ExploreSpan } from '#engine/explore/explore-query.ts';
import { anyOf, count, day, listOf, objectOf, oneOf, optional, orNull, type Shape, text } from './shapes.ts';

const grouping: Shape<ExploreGrouping> = v.custom<ExploreGrouping>(
  (value) => typeof value === 'string' && /^(category|product|price-band|promotion|period)$|^attribute:/.test(value),
  'a grouping',
);

const spanShape: Shape<ExploreSpan> = anyOf(
  objectOf<Extract<ExploreSpan, { readonly kind: 'last' }>>({ kind: oneOf('last'), periods: count }),
  objectOf<Extract<ExploreSpan, { readonly kind: 'all' }>>({ kind: oneOf('all') }),
  objectOf<Extract<ExploreSpan, { readonly kind: 'between' }>>({ kind: oneOf('between'), from: day, to: day }),
);

const filterShape = objectOf<ExploreFilter>({
  category: optional(orNull(text)),
  product: optional(orNull(text)),
  priceBand: optional(orNull(count)),
  attribute: optional(orNull(objectOf<{ name: string; value: string }>({ name: text, value: text }))),
  promotion: optional(oneOf('on', 'off', null)),
});

const queryShape = objectOf<ExploreQuery>({
  measure: oneOf('units', 'revenue', 'price', 'views', 'orderLines'),
  grouping,
  span: spanShape,
  comparison: oneOf('none', 'before', 'year'),
  filter: filterShape,
});

/** The view on screen and those kept by name: `keptExplore` of the stores. */
export const explorePart = v.object({
  query: queryShape,
  saved: listOf(v.object({ id: text, name: text, query: queryShape })),
});
