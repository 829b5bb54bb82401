import * as v from 'valibot';
import type {
  AttributeFilter,
  ChosenSpan,
  EarlierFilter,
  ExploreGrouping,
  ExploreQuery,
  ExploreSpan,
} from '#engine/explore/explore-query.ts';
import { anyOf, count, day, flag, listOf, objectOf, oneOf, optional, orNull, type Shape, text } from './shapes.ts';

const grouping: Shape<ExploreGrouping> = v.custom<ExploreGrouping>(
  (value) => typeof value === 'string' && /^(category|product|price-band|promotion|period)$|^attribute:/.test(value),
  'a grouping',
);

const spanShape: Shape<ExploreSpan> = anyOf(
  objectOf<Extract<ExploreSpan, { readonly kind: 'last' }>>({ kind: oneOf('last'), periods: count }),
  objectOf<Extract<ExploreSpan, { readonly kind: 'all' }>>({ kind: oneOf('all') }),
  objectOf<Extract<ExploreSpan, { readonly kind: 'between' }>>({ kind: oneOf('between'), from: day, to: day }),
);

const attributeShape = objectOf<AttributeFilter>({ name: text, value: text });

/** With the one attribute of earlier files, which the store takes into its list. */
const filterShape = objectOf<EarlierFilter>({
  category: optional(orNull(text)),
  product: optional(orNull(text)),
  priceBand: optional(orNull(count)),
  attribute: optional(orNull(attributeShape)),
  attributes: optional(listOf(attributeShape)),
  promotion: optional(oneOf('on', 'off', null)),
  period: optional(orNull(day)),
});

const queryShape = objectOf<ExploreQuery>({
  measure: oneOf('units', 'revenue', 'price', 'views', 'orderLines'),
  grouping,
  span: spanShape,
  comparison: oneOf('none', 'before', 'year', 'chosen'),
  comparedSpan: optional(objectOf<ChosenSpan>({ from: day, to: day })),
  filter: filterShape,
  lines: optional(listOf(text)),
  withoutTotal: optional(flag),
});

/** The view on screen and those kept by name: `persistedExplore` of the stores. */
export const explorePart = v.object({
  query: queryShape,
  saved: listOf(v.object({ id: text, name: text, query: queryShape })),
});
