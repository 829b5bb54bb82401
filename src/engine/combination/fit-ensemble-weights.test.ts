import { expect, it } from 'vitest';
import { type BacktestRecord, runBacktest } from '#engine/backtest/backtest-series.ts';
import { createRandom } from '#engine/random.ts';
import { fitEnsembleWeights } from './fit-ensemble-weights.ts';

const horizon = 4;
const length = 44;

/** A level with noise; `jump` is added to the last fold's weeks, which its forecasts do not know. */
function series(seed: number, jump: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, (_, t) =>
    Math.round(50 + 12 * random.normal() + (t >= length - horizon ? jump * (1 + (seed % 3)) : 0)),
  );
}

function combined(jump: number): BacktestRecord[] {
  const records = Array.from({ length: 8 }, (_, i) => {
    const steps = runBacktest(
      { values: series(i + 1, jump), frequency: 1, horizon, xreg: [], newXreg: [], nonNegative: true, seed: 1 },
      { methods: ['naive', 'mean13', 'ets', 'theta', 'auto-arima', 'combination'], origins: 3, originStep: horizon },
    );
    for (let step = steps.next(); ; step = steps.next()) {
      if (!step.done) continue;
      if (!step.value) throw new Error('no record');
      return step.value;
    }
  });
  return fitEnsembleWeights(records);
}

const foldOf = ({ folds }: BacktestRecord) =>
  folds.get('combination')?.find(({ trainingLength }) => trainingLength === length - horizon)?.forecast;

it('the weights of a fold know nothing of what came in it; those of the forecast do', () => {
  const [plain, ...others] = [0, 25, -30].map(combined);
  for (const other of others) {
    other.forEach((record, i) => {
      expect(foldOf(record)).toBeDefined();
      expect(foldOf(record)).toEqual(foldOf(plain[i]));
    });
    const weights = (records: readonly BacktestRecord[]) =>
      records.map(({ ready }) => ready.get('combination')?.model.coefficients.map(({ value }) => value));
    expect(weights(other)).not.toEqual(weights(plain));
  }
});
