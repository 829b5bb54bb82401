/** Faults of what demand answers to and what stock and risk follow from it. See scripts/check-faults.mjs. */
const effects = 'src/engine/demand-effects';
const response = [`${effects}/demand-response.test.ts`];
const stock = ['src/engine/inventory/initial-order.test.ts'];
const instance = ['src/engine/planning/problem/build-instance.test.ts'];
const cannibalisation = [
  'src/engine/cannibalisation/cannibalisation-history.test.ts',
  'src/engine/cannibalisation/cannibalisation-prior.test.ts',
  ...instance,
];

export const faults = [
  {
    what: 'a category’s trend is not damped',
    file: `${effects}/category-trend.ts`,
    text: 'const trust = 0.5;',
    replacement: 'const trust = 1;',
    tests: [`${effects}/category-trend.test.ts`, ...instance],
  },
  {
    what: 'a category’s trend may triple its demand',
    file: `${effects}/category-trend.ts`,
    text: 'const mostLog = Math.log(1.5);',
    replacement: 'const mostLog = Math.log(3);',
    tests: [`${effects}/category-trend.test.ts`, ...instance],
  },
  {
    what: 'a category has the season of all, never its own',
    file: `${effects}/response-design.ts`,
    text: 'const ownWave = 0.2;',
    replacement: 'const ownWave = 0.002;',
    tests: response,
  },
  {
    what: 'the calendar’s season is not used where history is short',
    file: `${effects}/response-design.ts`,
    text: 'const knownSeason = waves === 0 ? calendarSeason(calendar) : null;',
    replacement: 'const knownSeason = waves < 0 ? calendarSeason(calendar) : null;',
    tests: response,
  },
  {
    what: 'events are hardly believed',
    file: `${effects}/response-design.ts`,
    text: 'const eventPrior = 0.6;',
    replacement: 'const eventPrior = 0.03;',
    tests: response,
  },
  {
    what: 'a week counts for its event when a tenth of it is covered',
    file: `${effects}/event-discounts.ts`,
    text: 'if (share < 0.5) continue;',
    replacement: 'if (share < 1.5) continue;',
    tests: [`${effects}/event-discounts.test.ts`],
  },
  {
    what: 'a launch’s first weeks count among settled ones',
    file: `${effects}/demand-index.ts`,
    text: 'const settledWeeks = 13;',
    replacement: 'const settledWeeks = 0;',
    tests: [`${effects}/event-discounts.test.ts`],
  },
  {
    what: 'price moves that a category makes together count as a product’s own',
    file: 'src/engine/pricing/price-evidence.ts',
    text: 'less(left, (row) => history.week[row])',
    replacement: 'left',
    tests: ['src/engine/pricing/price-response.test.ts'],
  },
  {
    what: 'the critical ratio forgets what a leftover brings',
    file: 'src/engine/inventory/initial-order.ts',
    text: '(price - unitCost) / (price - salvage)',
    replacement: '(price - unitCost) / price',
    tests: stock,
  },
  {
    what: 'the initial order may be less than one lot',
    file: 'src/engine/inventory/initial-order.ts',
    text: 'Math.max(1, Math.round(wanted / lot))',
    replacement: 'Math.round(wanted / lot)',
    tests: stock,
  },
  {
    what: 'quantiles beyond the outer ones stay flat',
    file: 'src/engine/inventory/demand-quantile.ts',
    text: 'slope * (u - levels[k])',
    replacement: 'slope * (Math.min(u, levels[k + 1]) - levels[k])',
    tests: ['src/engine/inventory/choose-orders.test.ts'],
  },
  {
    what: 'a leftover brings nine tenths of its cost where the file is silent',
    file: 'src/engine/inventory/buying-terms.ts',
    text: 'const salvageShare = 0.4;',
    replacement: 'const salvageShare = 0.9;',
    tests: ['src/engine/inventory/choose-orders.test.ts', ...instance],
  },
  {
    what: 'a reorder arrives as soon as it is ordered, whatever the lead time',
    file: 'src/engine/inventory/choose-orders.ts',
    text: 'arrival - review >= lead &&',
    replacement: 'Number.isFinite(lead) &&',
    tests: ['src/engine/inventory/choose-orders.test.ts', ...instance],
  },
  {
    what: 'cannibalisation takes from the larger margin',
    file: 'src/engine/cannibalisation/cannibalisation-prior.ts',
    text: 'Math.max(0, Math.min(margins[i], margins[j]))',
    replacement: 'Math.max(0, Math.max(margins[i], margins[j]))',
    tests: cannibalisation,
  },
  {
    what: 'a halo counts whatever its interval',
    file: 'src/engine/cannibalisation/cannibalisation-prior.ts',
    text: 'effect > 0 && lo80 <= 0 ? 0',
    replacement: 'effect > 0 && lo80 <= -9 ? 0',
    tests: cannibalisation,
  },
  {
    what: 'products that are half alike take a quarter of each other',
    file: 'src/engine/cannibalisation/cannibalisation-prior.ts',
    text: '(alike - leastSimilarity) / (1 - leastSimilarity)',
    replacement: '(alike - leastSimilarity) / leastSimilarity + 0.1',
    tests: cannibalisation,
  },
  {
    what: 'the youth of the older product is taken for cannibalisation',
    file: 'src/engine/cannibalisation/cannibalisation-history.ts',
    text: '2 ** (-(at - first) / youthWeeks)',
    replacement: '0',
    tests: cannibalisation,
  },
];
