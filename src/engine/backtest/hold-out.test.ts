import { expect, test } from 'vitest';
import type { ModelInput } from '#engine/models/define-model.ts';
import { createRandom } from '#engine/random.ts';
import { addOrigins, type BacktestRecord, runBacktest } from './backtest-series.ts';
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
  expect(scoreHeldOut(two, [second]).valueAdded).not.toBe(scoreHeldOut(one, [first]).valueAdded);
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

test('with origins between, each is tested by what had ended before it; the same folds as a backtest at those origins', () => {
  const random = createRandom(4);
  const values = Float64Array.from({ length: 60 }, () => 50 + 10 * random.normal());
  const whole = evaluate(values, horizon);
  const steps = addOrigins(whole, 1, 0);
  let step = steps.next();
  const shares: number[] = [];
  for (; !step.done; step = steps.next()) shares.push(step.value.done);
  const dense = step.value;
  expect(shares.at(-1)).toBeCloseTo(1, 9);
  expect(dense.origins).toBe(2 * whole.origins - 1);
  const lengths = (record: BacktestRecord) => record.folds.get('theta')?.map(({ trainingLength }) => trainingLength);
  // Horizons of 4, two origins each: every second period.
  const every = { ...evaluate(values, 2), perStep: 1 };
  const newest = 60 - horizon;
  expect(lengths(dense)).toEqual(Array.from({ length: dense.origins }, (_, k) => newest - 2 * (dense.origins - 1 - k)));
  for (const [method, folds] of every.folds)
    expect(dense.folds.get(method)?.slice(-every.origins), method).toEqual(folds);
  expect(dense.scales.slice(-every.origins)).toEqual(every.scales);
  for (let back = 0; back < dense.origins; back++) {
    const [choice] = chooseBefore([dense], back);
    const ended = dense.origins - back - 2;
    expect(choice === null, `${back}`).toBe(ended <= 0);
    expect(choice?.before.length ?? 0).toBe(Math.max(0, ended));
    expect(choice?.fold.trainingLength ?? newest - 2 * back).toBe(newest - 2 * back);
  }
});
