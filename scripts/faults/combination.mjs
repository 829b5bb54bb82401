/** Faults of backtest, ensemble and reconciliation. See scripts/check-faults.mjs. */
const combination = 'src/engine/combination';
const weights = [`${combination}/ensemble-weights.test.ts`];
const external = [`${combination}/add-external-forecasts.test.ts`];
const backtest = ['src/engine/backtest/backtest-series.test.ts'];

export const faults = [
  {
    what: 'the ensemble has no credit over a single model',
    file: 'src/engine/backtest/backtest-series.ts',
    text: 'const combinationMargin = 1.1;',
    replacement: 'const combinationMargin = 1;',
    tests: backtest,
  },
  {
    what: 'interval factors believe a handful of errors',
    file: `${combination}/calibrate-limits.ts`,
    text: 'const priorForecasts = 100;',
    replacement: 'const priorForecasts = 0;',
    tests: weights,
  },
  {
    what: 'limits are ranked at the level, not at the side’s share of it',
    file: `${combination}/calibrate-limits.ts`,
    text: 'const share = 0.5 + level / 200;',
    replacement: 'const share = level / 100;',
    tests: weights,
  },
  {
    what: 'lower and upper errors are ranked together',
    file: `${combination}/calibrate-limits.ts`,
    text: "side === 'hi' ? actual[h] - forecast.median[h] : forecast.median[h] - actual[h]",
    replacement: 'Math.abs(actual[h] - forecast.median[h])',
    tests: weights,
  },
  {
    what: 'a poor member is admitted to the ensemble',
    file: `${combination}/pool-weights.ts`,
    text: 'const tolerance = 1.15;',
    replacement: 'const tolerance = 5;',
    tests: [...weights, ...external],
  },
  {
    what: 'a fold’s members are chosen with its own errors',
    file: `${combination}/fit-ensemble-weights.ts`,
    text: 'weightsAt[distance] = weightsBefore(records, distance);',
    replacement: 'weightsAt[distance] = weightsBefore(records, Math.max(0, distance - 1));',
    tests: [`${combination}/fit-ensemble-weights.test.ts`],
  },
  {
    what: 'both of a family enter the ensemble',
    file: `${combination}/choose-members.ts`,
    text: 'model.id !== id && model.family === family',
    replacement: 'model.id === id && model.family === family',
    tests: backtest,
  },
  {
    what: 'a backtest’s training part holds a week of its test',
    file: 'src/engine/backtest/rolling-origin.ts',
    text: 'return { values: values.slice(0, length) };',
    replacement: 'return { values: values.slice(0, length + 1) };',
    tests: backtest,
  },
  {
    what: 'stock-outs found later are known at the origin',
    file: 'src/engine/backtest/rolling-origin.ts',
    text: 'const seen = unitsAsOf(values, vintage, length);',
    replacement: 'const seen = values.slice(0, length);',
    tests: [...backtest, 'src/workers/statistics/leak.test.ts'],
  },
  {
    what: 'scores scale by the squared lag differences',
    file: 'src/engine/backtest/score-forecast.ts',
    text: 'sums.mase += foldAbsolute / steps / scale.absolute;',
    replacement: 'sums.mase += foldAbsolute / steps / scale.square;',
    tests: backtest,
  },
  {
    what: 'the pinball loss weighs both sides alike',
    file: 'src/engine/backtest/score-forecast.ts',
    text: 'return Math.max(q * difference, (q - 1) * difference);',
    replacement: 'return 0.5 * Math.abs(difference);',
    tests: backtest,
  },
];
