import { expect, test } from 'vitest';
import type { LevelModel } from '#engine/launch/forecast/cold-start-forecast.ts';
import { chooseLevel, modelWeights } from './choose-level.ts';
import type { LevelBacktest } from './level-backtest.ts';
import type { LevelPrediction } from './level-prediction.ts';

const count = 40;
const z = new Float64Array(count).fill(10);

/** Predictions that miss by `errors` (by launch), in turn above and below, and state a standard deviation of 0.5. */
function backtestOf(errors: Partial<Record<LevelModel, number | ((launch: number) => number)>>): LevelBacktest {
  const folded = Array.from({ length: count }, (_, launch) => ({
    launch,
    trainedOn: [0],
    predictions: new Map(
      (Object.keys(errors) as LevelModel[]).map((model): [LevelModel, LevelPrediction] => {
        const own = errors[model] ?? 0;
        const error = typeof own === 'number' ? own : own(launch);
        const mean = 10 + (launch % 2 === 0 ? error : -error);
        return [model, { mean, variance: 0.25, latentVariance: 0.1, reasons: {} }];
      }),
    ),
  }));
  return { folded, strict: true };
}

const kernels = { 'words-price': 1, 'range-price': 1, 'words-range-price': 1 } as const;

test('intervals widen by the root mean square of error / stated deviation, pulled to 1 as if by 20 launches', () => {
  // Each error is twice the deviation that was stated.
  const { model, deviationFactor } = chooseLevel(backtestOf({ global: 2, ...kernels }), z);
  expect(model).toBe('mix');
  expect(deviationFactor).toBeCloseTo(Math.sqrt((20 + count * 4) / (20 + count)), 12);
  const narrow = chooseLevel(backtestOf({ global: 2, 'words-price': 0.25, 'range-price': 0.25 }), z);
  expect(narrow.deviationFactor).toBeCloseTo(Math.sqrt((20 + count * 0.25) / (20 + count)), 12);
});

test('a single model forecasts where its lead over the mix is clear, with weight 1; the factor is then its own', () => {
  const choice = chooseLevel(backtestOf({ global: 0.1, ...kernels }), z);
  expect(choice.model).toBe('global');
  expect(choice.deviationFactor).toBeCloseTo(Math.sqrt((20 + count * 0.04) / (20 + count)), 12);
  expect(modelWeights(choice, ['global', 'words-price', 'mix']).get('global')).toBe(1);
});

test('a lead that chance explains is none, nor one on fewer than 20 launches', () => {
  const erratic = (launch: number): number => (launch % 4 < 2 ? 0.2 : 1.7);
  expect(chooseLevel(backtestOf({ global: erratic, ...kernels }), z).model).toBe('mix');
  const clear = backtestOf({ global: 0.1, ...kernels });
  const few = { ...clear, folded: clear.folded.slice(0, 19) };
  expect(chooseLevel(few, z).model).toBe('mix');
});

test('the perceptron stands in the mix where the mix errs less with it', () => {
  expect(chooseLevel(backtestOf({ global: 2, ...kernels, perceptron: 0.5 }), z).members).toContain('perceptron');
  expect(chooseLevel(backtestOf({ global: 2, ...kernels, perceptron: 1.5 }), z).members).not.toContain('perceptron');
});

test('without a backtest the kernels are mixed as they are', () => {
  expect(chooseLevel(null, z)).toEqual({ model: 'mix', members: Object.keys(kernels), deviationFactor: 1 });
});
