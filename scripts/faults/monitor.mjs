/** Faults of what follows a committed plan. See scripts/check-faults.mjs. */
const monitor = 'src/engine/monitor';
const own = [`${monitor}/monitor.test.ts`];

export const faults = [
  {
    what: 'a stock-out is taken for low demand',
    file: `${monitor}/tracking-signal.ts`,
    text: 'if (week.known && (week.expected > 0 || week.sold > 0)) {',
    replacement: 'if ((week.known || week.sold === 0) && (week.expected > 0 || week.sold > 0)) {',
    tests: own,
  },
  {
    what: 'variance of nothing still to come is below zero',
    file: `${monitor}/tracking-noise.ts`,
    text: 'Math.min(1, sum)',
    replacement: 'sum',
    tests: [`${monitor}/tracking-noise.test.ts`],
  },
  {
    what: 'nothing sold has no logarithm',
    file: `${monitor}/tracking-noise.ts`,
    text: '(Math.max(0, sold) + half) / (expected + half)',
    replacement: 'sold / expected',
    tests: own,
  },
  {
    what: 'known weeks take the new files’ numbers without being asked',
    file: `${monitor}/compare-actuals.ts`,
    text: '(isKnown(t) ? old : fresh)',
    replacement: '(isFresh(t) ? fresh : old)',
    tests: own,
  },
  {
    what: 'a revision is not noticed',
    file: `${monitor}/compare-actuals.ts`,
    text: 'if (was !== is)',
    replacement: 'if (was !== is && was === null)',
    tests: own,
  },
  {
    what: 'a name alone decides which product is which candidate',
    file: `${monitor}/match-launches.ts`,
    text: 'const same = byId.get(series.productId) ?? bySpelling.get(spelling(series.productId));',
    replacement:
      'const same = byId.get(series.productId) ?? bySpelling.get(spelling(series.productId)) ?? plan.candidates.find(({ name }) => name === series.name);',
    tests: own,
  },
  {
    what: 'a launch four weeks over is still only due',
    file: `${monitor}/observed-launch.ts`,
    text: "over >= neverWeeks ? 'never' : 'overdue'",
    replacement: "over > 9 * neverWeeks ? 'never' : 'overdue'",
    tests: own,
  },
  {
    what: 'a plan changed by hand keeps its checksum',
    file: `${monitor}/checksum-plan.ts`,
    text: 'plan.seal === checksumOf(plan)',
    replacement: 'plan.seal.length > 0',
    tests: own,
  },
];
