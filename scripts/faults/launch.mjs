/** Faults of the launch forecasts. See scripts/check-faults.mjs. */
const launch = 'src/engine/launch';
const hits = [`${launch}/hits/hit-classifier.test.ts`];
const history = [`${launch}/history/find-launches.test.ts`];
const level = [`${launch}/level/choose-level.test.ts`];

export const faults = [
  {
    what: 'a hit classifier is used on a lead of any size',
    file: `${launch}/hits/hit-classifier.ts`,
    text: 'const clearLead = 2;',
    replacement: 'const clearLead = 0;',
    tests: hits,
  },
  {
    what: 'a single model is chosen on a lead of any size',
    file: `${launch}/level/choose-level.ts`,
    text: 'const clearLead = 2;',
    replacement: 'const clearLead = 0;',
    tests: level,
  },
  {
    what: 'the deviation factor is switched off',
    file: `${launch}/level/choose-level.ts`,
    text: 'deviationFactor: Math.sqrt(squares / (backtest.folded.length + trustedLaunches))',
    replacement: 'deviationFactor: 1',
    tests: level,
  },
  {
    what: 'launches of the log’s first weeks are learnt from',
    file: `${launch}/history/find-launches.ts`,
    text: 'quietWeeks: 13,',
    replacement: 'quietWeeks: 0,',
    tests: history,
  },
  {
    what: 'a product under a new id is a launch',
    file: `${launch}/history/find-launches.ts`,
    text: "if (continues !== null) return 'renamed';",
    replacement: '',
    tests: history,
  },
  {
    what: 'launches of ten weeks of unknown demand are learnt from',
    file: `${launch}/history/find-launches.ts`,
    text: '2 * count(window, Number.isNaN) > rules.horizon',
    replacement: 'count(window, Number.isNaN) >= rules.horizon',
    tests: history,
  },
  {
    what: 'sales of the launch week itself are read as known before it',
    file: `${launch}/history/assortment-sales.ts`,
    text: 'Math.floor((week - product.firstWeek) / 7)',
    replacement: 'Math.floor((week - product.firstWeek) / 7) + 1',
    tests: [`${launch}/history/assortment-sales.test.ts`],
  },
  {
    what: 'ratings of the launch week itself are read as known before it',
    file: `${launch}/history/predecessor-ratings.ts`,
    text: 'day[i] < week',
    replacement: 'day[i] <= week + 6',
    tests: [`${launch}/history/predecessor-ratings.test.ts`],
  },
  {
    what: 'two ratings speak for a product as well as a thousand',
    file: `${launch}/history/predecessor-ratings.ts`,
    text: '(own.count + pull)',
    replacement: 'own.count',
    tests: [`${launch}/history/predecessor-ratings.test.ts`],
  },
  {
    what: 'ties count as wins under the curve',
    file: `${launch}/forecast/launch-scores.ts`,
    text: 'wins += 0.5',
    replacement: 'wins += 1',
    tests: [`${launch}/forecast/launch-scores.test.ts`],
  },
  {
    what: 'the regression on everything forgets its noise',
    file: `${launch}/level/kernel-regression.ts`,
    text: 'factor[i * n + i] += variances[parts.length] + (ownNoise?.[i] ?? 0);',
    replacement: 'factor[i * n + i] += 1e-6 + (ownNoise?.[i] ?? 0);',
    tests: [`${launch}/level/kernel-regression.test.ts`],
  },
  {
    what: 'the power scale’s inverse is off by one',
    file: `${launch}/level/power-transform.ts`,
    text: 'const base = lambda * z + 1;',
    replacement: 'const base = lambda * z + 0.99;',
    tests: [`${launch}/level/power-transform.test.ts`],
  },
  {
    what: 'Shapley weights of large coalitions are those of small ones',
    file: `${launch}/explain/shapley.ts`,
    text: '(weights[k - 1] * k) / (players - k)',
    replacement: 'weights[0]',
    tests: [`${launch}/explain/shapley.test.ts`],
  },
];
