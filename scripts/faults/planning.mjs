/** Faults of the planner: rules, prices, search, bound, scenarios. See scripts/check-faults.mjs. */
const engine = 'src/engine/planning';
const reference = [`${engine}/evaluate/reference-plans.test.ts`];
const search = [`${engine}/search/optimise.test.ts`, `${engine}/bound/bound.test.ts`];
const checker = [`${engine}/rules/check-plan.test.ts`];
const offers = [`${engine}/evaluate/offers.test.ts`];
const instance = [`${engine}/problem/build-instance.test.ts`];

export const faults = [
  {
    what: 'a reorder is sized by the forecast alone, whatever was sold',
    file: `${engine}/problem/launch-simulation.ts`,
    text: 'const ratio = (kappa + seen) / (kappa + foreseen);',
    replacement: 'const ratio = 1;',
    tests: offers,
  },
  {
    what: 'an option that costs more of a row is taken for no dearer',
    file: `${engine}/offers/prune-options.ts`,
    text: 'if (!isNoDearer()) continue;',
    replacement: '',
    tests: offers,
  },
  {
    what: 'the checker overlooks slots',
    file: `${engine}/rules/check-plan.ts`,
    text: 'takers > slots',
    replacement: 'takers > slots + 1',
    tests: offers,
  },
  {
    what: 'profit of a launch without its fixed cost',
    file: `${engine}/problem/launch-simulation.ts`,
    text: 'let profit = -product.fixedCost * worth[t];',
    replacement: 'let profit = 0;',
    tests: reference,
  },
  {
    what: 'leftovers cost their whole cost, salvage forgotten',
    file: `${engine}/problem/launch-simulation.ts`,
    text: 'profit - left * (unitCost - salvage)',
    replacement: 'profit - left * unitCost',
    tests: reference,
  },
  {
    what: 'the strength of promotions is the same in every scenario',
    file: `${engine}/problem/launch-simulation.ts`,
    text: 'const scale = promoScale[s];',
    replacement: 'const scale = 1;',
    tests: reference,
  },
  {
    what: 'sales at the list price during promotions',
    file: `${engine}/problem/launch-simulation.ts`,
    text: '* (1 - part[a] * discount[t + a])',
    replacement: '* (1 - 0 * part[a] * discount[t + a])',
    tests: reference,
  },
  {
    what: 'a pair loses as much however far apart its launches',
    file: `${engine}/evaluate/evaluate-plan.ts`,
    text: 'sum += loss * decay[distance]',
    replacement: 'sum += loss',
    tests: reference,
  },
  {
    what: 'cannibalisation is not scaled by the market',
    file: `${engine}/evaluate/evaluate-plan.ts`,
    text: 'total[s] -= loss * tables.market[s]',
    replacement: 'total[s] -= loss',
    tests: reference,
  },
  {
    what: 'the tail of the CVaR has one scenario more',
    file: `${engine}/evaluate/evaluate-plan.ts`,
    text: 'Math.max(1, Math.round((1 - instance.risk.alpha) * instance.scenarios.count))',
    replacement: 'Math.max(1, Math.round((1 - instance.risk.alpha) * instance.scenarios.count) + 1)',
    tests: reference,
  },
  {
    what: 'a loss is a profit below one',
    file: `${engine}/evaluate/evaluate-plan.ts`,
    text: 'if (profit < 0) losses += 1;',
    replacement: 'if (profit <= mean) losses += 1;',
    tests: reference,
  },
  {
    what: 'the checker lets a launch be one week early',
    file: `${engine}/rules/check-plan.ts`,
    text: 'if (week < earliest)',
    replacement: 'if (week < earliest - 1)',
    tests: checker,
  },
  {
    what: 'the checker overlooks waves of two weeks',
    file: `${engine}/rules/check-plan.ts`,
    text: 'if (distinct.size > 1)',
    replacement: 'if (distinct.size > 2)',
    tests: checker,
  },
  {
    what: 'the checker takes precedence without its weeks',
    file: `${engine}/rules/check-plan.ts`,
    text: 'minWeeks - (weeks[after] - weeks[before])',
    replacement: '-(weeks[after] - weeks[before])',
    tests: checker,
  },
  {
    what: 'prices of upper limits may fall below zero: the bound is no bound',
    file: `${engine}/bound/lagrangian-dual.ts`,
    text: 'price[r] = Math.max(0, price[r] - length * direction[r]);',
    replacement: 'price[r] = price[r] - length * direction[r];',
    tests: search,
  },
  {
    what: 'the bound stops at the plan whatever lies between',
    file: `${engine}/problem/plan-problem.ts`,
    text: 'return bound - value <= 1e-9 * scale ? value : bound;',
    replacement: 'return value;',
    tests: [`${engine}/bound/bound-honesty.test.ts`],
  },
  {
    what: 'a plan is judged by its mean where the objective takes risk off',
    file: `${engine}/rules/plan-state.ts`,
    text: 'return mean - this.risk.lambda * (mean - tailMean);',
    replacement: 'return mean;',
    tests: search,
  },
  {
    what: 'at most 70 % of a product’s variance is shared: 10 %',
    file: `${engine}/problem/demand-scenarios.ts`,
    text: 'const mostShared = 0.7;',
    replacement: 'const mostShared = 0.1;',
    tests: [`${engine}/problem/demand-scenarios.test.ts`],
  },
  {
    what: 'the season comes early or late in nine scenarios of ten',
    file: `${engine}/problem/demand-scenarios.ts`,
    text: 'const shiftChance = 0.4;',
    replacement: 'const shiftChance = 0.9;',
    tests: [`${engine}/problem/demand-scenarios.test.ts`, ...instance],
  },
  {
    what: 'promotions are as strong in every scenario',
    file: `${engine}/problem/demand-scenarios.ts`,
    text: 'const promotionSpread = 0.2;',
    replacement: 'const promotionSpread = 0.02;',
    tests: [`${engine}/problem/demand-scenarios.test.ts`, ...instance],
  },
];
