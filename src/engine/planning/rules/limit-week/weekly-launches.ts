import { defineRule } from '#engine/planning/rules/define-rule.ts';

/** At most so many launches in any week, however much work each is. */
export const weeklyLaunches = defineRule({
  id: 'limit-week',
  fields: [{ id: 'most', kind: 'count', min: 1, max: 999 }],
  limits: ({ most }, { products, weeks }) => {
    if (typeof most !== 'number') return [];
    const members = products.map((_, i) => i);
    return Array.from({ length: weeks }, (_, week) => ({ name: '', members, from: week, to: week, max: most }));
  },
});
