import { expect, test } from 'vitest';
import type { ModelInput } from '#engine/models/define-model.ts';
import { createRandom } from '#engine/random.ts';
import { type BacktestRecord, runBacktest } from './backtest-series.ts';
import { chooseBefore, scoreHeldOut } from './hold-out.ts';

const horizon = 4;

function evaluate(values: Float64Array, originStep: number): BacktestRecord {
  const input: ModelInput = {
    ...{ values, frequency: 1, horizon, xreg: [], newXreg: [], nonNegative: true, seed: 1 },
  };
  const steps = runBacktest(input, { methods: ['naive', 'mean4', 'mean13', 'theta'], origins: 6, originStep });
  for (;;) {
    const step = steps.next();
    if (step.done && step.value) return step.value;
  }
}

test.each([horizon, 2])('what is tested at the newest origin chooses nothing: origins every %i periods', (step) => {
  const random = createRandom(4);
  const values = Float64Array.from({ length: 60 }, () => 50 + 10 * random.normal());
  const other = values.map((value, t) => (t < 60 - horizon ? value : 3 * value + 40));
  const [one, two] = [values, other].map((each) => evaluate(each, step));
  const [[first], [second]] = [chooseBefore([one]), chooseBefore([two])];
  if (!first || !second) throw new Error('no choice');
  expect(second.method).toBe(first.method);
  expect(second.fold.forecast).toEqual(first.fold.forecast);
  expect(first.before.every(({ trainingLength }) => trainingLength + horizon <= first.fold.trainingLength)).toBe(true);
  // What it is scored by is there.
  expect(scoreHeldOut(two, second.fold).valueAdded).not.toBe(scoreHeldOut(one, first.fold).valueAdded);
});

test('a single origin is no test of a choice', () => {
  expect(
    chooseBefore([
      evaluate(
        Float64Array.from({ length: 14 }, (_, t) => 5 + (t % 3)),
        horizon,
      ),
    ]),
  ).toEqual([null]);
});
