import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ExploreResult, explorePanel } from '#engine/explore/explore-panel.ts';
import type { ExploreGrouping, ExploreQuery } from '#engine/explore/explore-query.ts';
import { randomPanel } from '#engine/explore/testing/random-panel.ts';
import { drillInto } from './to-drill.ts';

const groupings: ExploreGrouping[] = [
  ...(['category', 'price-band', 'promotion', 'period'] as const),
  ...(['attribute:colour', 'attribute:size'] as const),
];

const spans = fc.constantFrom<Pick<ExploreQuery, 'span' | 'comparison' | 'comparedSpan'>>(
  { span: { kind: 'all' }, comparison: 'none' },
  { span: { kind: 'last', periods: 5 }, comparison: 'before' },
  { span: { kind: 'last', periods: 5 }, comparison: 'year' },
  {
    ...{ span: { kind: 'between', from: 19_014, to: 19_028 }, comparison: 'chosen' },
    comparedSpan: { from: 19_000, to: 19_035 },
  },
);

/** What a view says of the part that is clicked, and what the view below says in all. */
type Told = Pick<ExploreResult['total'], 'value' | 'before'>;

it('a part that is clicked opens the products that it is made of, through however many views before', () => {
  let deep = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.constantFrom('units' as const, 'revenue' as const),
      spans,
      fc.array(fc.tuple(fc.constantFrom(...groupings), fc.nat()), { minLength: 1, maxLength: 5 }),
      (seed, measure, times, clicks) => {
        const panel = randomPanel(seed);
        let query: ExploreQuery = { measure, grouping: 'category', filter: {}, ...times };
        for (const [grouping, pick] of clicks) {
          query = { ...query, grouping };
          const { groups } = explorePanel(panel, query);
          if (groups.length === 0) return;
          const clicked = groups[pick % groups.length];
          const below = drillInto(query, clicked.key, panel);
          if (!below) return;
          query = { ...query, ...below };
          const found = explorePanel(panel, query);
          const told = ({ value, before }: Told): Told => ({ value, before });
          expect(told(found.total)).toEqual(told(clicked));
          const products = found.groups.reduce((sum, { value }) => sum + (value || 0), 0);
          expect(products).toBe(clicked.value);
          if ((query.filter.attributes ?? []).length > 1) deep += 1;
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(deep).toBeGreaterThan(20);
});

it('an attribute that is filtered by twice keeps the value clicked last', () => {
  const filter = { attributes: [{ name: 'colour', value: 'red' }] };
  const query: ExploreQuery = {
    ...{ measure: 'units', grouping: 'attribute:size', span: { kind: 'all' }, comparison: 'none', filter },
  };
  const below = drillInto(query, 'large', { start: 0, period: 'week' });
  expect(below?.filter.attributes).toEqual([
    { name: 'colour', value: 'red' },
    { name: 'size', value: 'large' },
  ]);
  const again = drillInto({ ...query, filter: below?.filter ?? {} }, 'small', { start: 0, period: 'week' });
  expect(again?.filter.attributes?.map(({ value }) => value)).toEqual(['red', 'small']);
});
