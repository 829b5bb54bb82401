import * as v from 'valibot';
import type {
  AttributeFilter,
  ChosenSpan,
  ExploreFilter,
  ExploreGrouping,
  ExploreQuery,
  ExploreSpan,
} from '#engine/explore/explore-query.ts';
import * as s from './schema.ts';
import { defineSlice } from './slice.ts';

const grouping: s.Schema<ExploreGrouping> = v.custom<ExploreGrouping>(
  (value) => typeof value === 'string' && /^(category|product|price-band|promotion|period)$|^attribute:/.test(value),
  'a grouping',
);

const span: s.Schema<ExploreSpan> = s.anyOf(
  s.object({ kind: s.oneOf('last'), periods: s.count }),
  s.object({ kind: s.oneOf('all') }),
  s.object({ kind: s.oneOf('between'), from: s.day, to: s.day }),
);

const filter = s.objectOf<ExploreFilter>({
  category: s.optional(s.orNull(s.text)),
  product: s.optional(s.orNull(s.text)),
  priceBand: s.optional(s.orNull(s.count)),
  attributes: s.optional(s.listOf(s.objectOf<AttributeFilter>({ name: s.text, value: s.text }))),
  promotion: s.optional(s.oneOf('on', 'off', null)),
  period: s.optional(s.orNull(s.day)),
});

const query = s.objectOf<ExploreQuery>({
  measure: s.oneOf('units', 'revenue', 'price', 'views', 'orderLines'),
  grouping,
  span,
  comparison: s.oneOf('none', 'before', 'year', 'chosen'),
  comparedSpan: s.optional(s.objectOf<ChosenSpan>({ from: s.day, to: s.day })),
  filter,
  lines: s.optional(s.listOf(s.text)),
  withoutTotal: s.optional(s.flag),
});

/** The view on screen and those saved by name. */
export const exploreSlice = defineSlice(
  s.object({ query, saved: s.listOf(s.object({ id: s.text, name: s.text, query })) }),
  (facts) => ({
    query: withAttributes(facts.query),
    saved: facts.saved.map((view: Viewed) => ({ ...view, query: withAttributes(view.query) })),
  }),
);

interface Viewed {
  readonly query: { readonly filter?: { readonly attribute?: unknown } };
}

/** The first version filtered by one attribute, or, later, by a list of them. */
function withAttributes(viewed: Viewed['query']): unknown {
  const { attribute, ...rest } = viewed.filter ?? {};
  return { ...viewed, filter: attribute ? { ...rest, attributes: [attribute] } : rest };
}
