import { describe, expect, it } from 'vitest';
import { type BacktestRecord, runBacktest } from '#engine/backtest/backtest-series.ts';
import type { Forecast } from '#engine/forecast.ts';
import { createRandom } from '#engine/random.ts';
import { addOutsideForecasts, type ExternalModel } from './add-external-forecasts.ts';
import { fitEnsembleWeights } from './fit-ensemble-weights.ts';

const horizon = 4;

function plantValues(seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: 40 }, () => Math.round(50 + 12 * random.normal()));
}

function recordOf(values: Float64Array): BacktestRecord {
  const steps = runBacktest(
    { values, frequency: 1, horizon, xreg: [], newXreg: [], nonNegative: true, seed: 1 },
    { methods: ['naive', 'mean13', 'ets', 'theta', 'combination'], origins: 3, originStep: horizon },
  );
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    if (!step.value) throw new Error('no record');
    return step.value;
  }
}

function around(centre: Float64Array, width: number): Forecast {
  const at = (z: number): Float64Array => centre.map((v) => Math.max(0, v + z * width));
  return {
    ...{ mean: at(0), median: at(0), lo50: at(-0.67), hi50: at(0.67) },
    ...{ lo80: at(-1.28), hi80: at(1.28), lo95: at(-1.96), hi95: at(1.96) },
  };
}

/** A model whose forecasts of the folds are the actual values plus `error`. */
function simulatedModel(all: readonly Float64Array[], error: number): ExternalModel {
  const forecasts = all.map(
    (values, i): [string, ExternalModel['forecasts'] extends ReadonlyMap<string, infer F> ? F : never] => [
      `s${i}`,
      {
        forecast: around(new Float64Array(horizon).fill(50), 5),
        folds: [1, 2, 3].map((fold) => {
          const from = values.length - fold * horizon;
          return {
            cut: fold * horizon,
            forecast: around(
              values.slice(from, from + horizon).map((v) => v + error),
              5,
            ),
          };
        }),
      },
    ],
  );
  return { method: 'lstm', label: 'LSTM[32]', forecasts: new Map(forecasts) };
}

describe('models that were fitted elsewhere', () => {
  const all = Array.from({ length: 6 }, (_, i) => plantValues(i + 1));
  const records = all.map(recordOf);
  const ids = all.map((_, i) => `s${i}`);
  const combined = (error: number) =>
    fitEnsembleWeights(addOutsideForecasts(records, ids, [simulatedModel(all, error)])).map(
      ({ ready }) => ready.get('combination')?.model.coefficients ?? [],
    );

  it('are members of the combination where their folds were good', () => {
    for (const members of combined(2)) {
      const share = members.find(({ name }) => name === 'lstm')?.value ?? 0;
      expect(share).toBe(Math.max(...members.map(({ value }) => value)));
    }
  });

  it('are left out where their folds were bad', () => {
    for (const members of combined(60)) expect(members.map(({ name }) => name)).not.toContain('lstm');
  });

  it('change nothing for a series that they do not know, or of another horizon', () => {
    const [record] = records;
    expect(addOutsideForecasts([record], ['unknown'], [simulatedModel(all, 1)])[0]).toBe(record);
    const longer = {
      ...simulatedModel(all, 1),
      forecasts: new Map([['s0', { forecast: around(new Float64Array(9), 1), folds: [] }]]),
    };
    expect(addOutsideForecasts([record], ['s0'], [longer])[0]).toBe(record);
  });
});
