import { expect, test } from 'vitest';
import { sumOf } from '#engine/kernels/statistics.ts';
import { createRandom } from '#engine/random.ts';
import { trainPerceptron } from './perceptron.ts';
import { growForest } from './quantile-forest.ts';

/** A bend that no straight line follows, with two idle features. */
const random = createRandom(3);
const truth = (x: number): number => Math.abs(x) - 0.8;
const draw = (count: number) => {
  const rows = Array.from({ length: count }, () => Float64Array.from({ length: 3 }, () => random.normal()));
  return { rows, target: Float64Array.from(rows, ([x]) => truth(x) + 0.2 * random.normal()) };
};
const train = draw(200);
const tests = draw(200);
const errorOf = (answers: ArrayLike<number>): number =>
  tests.rows.reduce((sum, row, i) => sum + (answers[i] - truth(row[0])) ** 2, 0) / tests.rows.length;

test.each(['tanh', 'relu'] as const)('a perceptron learns a bend, the same from the same seed: %s', (activation) => {
  const settings = {
    hidden: [8],
    activation,
    output: 'linear',
    epochs: 400,
    learningRate: 0.02,
    weightDecay: 0.01,
    seed: 4,
  } as const;
  const even = new Float64Array(200).fill(1);
  const predict = trainPerceptron(train.rows, train.target, even, settings);
  // The variance of the bend is 0.36: a mean or a line leaves that.
  expect(errorOf(predict(tests.rows))).toBeLessThan(0.05);
  const again = trainPerceptron(train.rows, train.target, even, settings);
  const other = trainPerceptron(train.rows, train.target, even, { ...settings, seed: 5 });
  const rows = tests.rows.slice(0, 1);
  expect(again(rows)).toEqual(predict(rows));
  expect(other(rows)).not.toEqual(predict(rows));
});

test('a row of weight 0 teaches nothing', () => {
  const settings = {
    hidden: [4],
    activation: 'tanh',
    output: 'linear',
    epochs: 50,
    learningRate: 0.02,
    weightDecay: 0,
    seed: 1,
  } as const;
  const weights = Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? 1 : 0));
  const changed = train.target.map((value, i) => (i < 100 ? value : value + 50));
  const rows = tests.rows.slice(0, 1);
  const plain = trainPerceptron(train.rows, train.target, weights, settings);
  expect(trainPerceptron(train.rows, changed, weights, settings)(rows)).toEqual(plain(rows));
});

test('a forest answers with weights that sum to 1 and follow the bend; quantiles cover', () => {
  const weigh = growForest(train.rows, train.target, { trees: 100, leaf: 5, seed: 2 });
  const meanOf = (row: Float64Array): number =>
    weigh(row).reduce((sum, weight, i) => sum + weight * train.target[i], 0);
  expect(errorOf(tests.rows.map(meanOf))).toBeLessThan(0.1);
  let inside = 0;
  tests.rows.forEach((row, i) => {
    const weights = weigh(row);
    expect(sumOf(weights)).toBeCloseTo(1, 9);
    const order = Array.from(weights.keys()).sort((a, b) => train.target[a] - train.target[b]);
    const quantile = (p: number): number => {
      let sum = 0;
      for (const k of order) {
        sum += weights[k];
        if (sum >= p) return train.target[k];
      }
      return Number.POSITIVE_INFINITY;
    };
    if (tests.target[i] >= quantile(0.1) && tests.target[i] <= quantile(0.9)) inside++;
  });
  expect(inside / tests.rows.length).toBeGreaterThan(0.72);
  expect(inside / tests.rows.length).toBeLessThan(0.95);
});
