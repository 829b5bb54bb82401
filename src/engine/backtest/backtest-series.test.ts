import { describe, expect, it } from 'vitest';
import { chooseMembers } from '#engine/combination/choose-members.ts';
import { combineForecasts } from '#engine/combination/combine-forecasts.ts';
import { describeSimply, type ModelInput } from '#engine/models/define-model.ts';
import { type ModelId, models } from '#engine/models/model-registry.ts';
import { createRandom } from '#engine/random.ts';
import { type BacktestRecord, runBacktest, selectModel } from './backtest-series.ts';
import { chooseOrigins, cutAtOrigin } from './rolling-origin.ts';
import { measureScale, scoreFolds } from './score-forecast.ts';

function plantInput(seed: number): ModelInput {
  const random = createRandom(seed);
  const n = 84;
  const promotion = Float64Array.from({ length: n + 6 }, (_, t) => (t % 9 === 2 ? 1 : 0));
  const values = Float64Array.from({ length: n }, (_, t) =>
    Math.round(Math.exp(4 + 0.3 * Math.sin((2 * Math.PI * t) / 12) + 0.5 * promotion[t] + 0.1 * random.normal())),
  );
  values[20] = Number.NaN;
  return {
    values,
    frequency: 12,
    horizon: 6,
    xreg: [{ name: 'promotion', values: promotion.slice(0, n) }],
    newXreg: [{ name: 'promotion', values: promotion.slice(n) }],
    nonNegative: true,
    seed: 1,
  };
}

function finish(input: ModelInput, methods: readonly ModelId[], origins: number): BacktestRecord {
  const steps = runBacktest(input, { methods, origins, originStep: input.horizon });
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    if (!step.value) throw new Error('no forecast');
    return step.value;
  }
}

const every = models.flatMap(({ id, fit }) => (typeof fit === 'function' ? [id] : []));

describe('evaluation of a series', () => {
  it('forecasts a fold without a trace of what came after the cut, by every method', () => {
    const input = plantInput(2);
    const cut = input.values.length - input.horizon;
    const changed = input.values.map((v, t) => (t < cut ? v : 1.5 * v + 3));
    const one = finish(input, [...every, 'combination'], 1).folds;
    const other = finish({ ...input, values: changed }, [...every, 'combination'], 1).folds;
    expect([...one.keys()].sort()).toEqual([...every, 'combination'].sort());
    for (const [method, folds] of one) {
      expect(folds[0].trainingLength).toBe(cut);
      expect(other.get(method)?.[0].forecast, method).toEqual(folds[0].forecast);
    }
  });

  it('takes the members of a fold by earlier folds only', () => {
    const input = plantInput(3);
    const methods: ModelId[] = ['naive', 'ets', 'theta', 'mean13', 'dynreg-log', 'combination'];
    const cut = input.values.length - input.horizon;
    const changed = input.values.map((v, t) => (t < cut ? v : 3 * v + 40));
    const last = (values: Float64Array): unknown =>
      finish({ ...input, values }, methods, 3).folds.get('combination')?.[2].forecast;
    expect(last(changed)).toEqual(last(input.values));
  });
});

describe('rolling origins', () => {
  it('end with the horizon held out and leave out training parts that are too short', () => {
    const values = new Float64Array(40).map((_, t) => t);
    expect(chooseOrigins(values, 8, 3, 8)).toEqual([16, 24, 32]);
    expect(chooseOrigins(values, 8, 9, 8)).toEqual([8, 16, 24, 32]);
    expect(
      chooseOrigins(
        values.map((v, t) => (t < 20 ? Number.NaN : v)),
        8,
        3,
        8,
      ),
    ).toEqual([32]);
  });

  it('hand regressors of the test periods on, from the sample or from the future', () => {
    const cut = cutAtOrigin(plantInput(1), 84);
    expect(Array.from(cut.newXreg[0].values)).toEqual(Array.from(plantInput(1).newXreg[0].values));
    const earlier = cutAtOrigin(plantInput(1), 70);
    expect(Array.from(earlier.newXreg[0].values)).toEqual(Array.from(plantInput(1).xreg[0].values.slice(70, 76)));
  });
});

describe('scores', () => {
  it('are those of the formulas, worked by hand', () => {
    const column = (...x: number[]): Float64Array => Float64Array.from(x);
    const forecast = {
      mean: column(10, 12),
      median: column(9, 12),
      lo50: column(8, 11),
      hi50: column(11, 13),
      lo80: column(7, 10),
      hi80: column(12, 14),
      lo95: column(5, 8),
      hi95: column(13, 16),
    };
    const scale = measureScale(column(1, 3, 2, 6), 1);
    expect(scale.absolute).toBeCloseTo(7 / 3, 12);
    const fold = { method: 'ets' as const, trainingLength: 4, forecast, actual: column(11, 17) };
    const score = scoreFolds('ets', [fold], [scale]);
    expect(score.mase).toBeCloseTo(3.5 / (7 / 3), 12);
    expect(score.rmsse).toBeCloseTo(Math.sqrt(13 / 7), 12);
    expect(score.wape).toBeCloseTo(25, 12);
    expect(score.bias).toBeCloseTo((100 * -6) / 28, 12);
    expect([score.coverage80, score.coverage95]).toEqual([50, 50]);
    // Losses: 10 % 0.4 and 0.7, 50 % 1 and 2.5, 90 % 0.1 and 2.7.
    expect(score.pinball).toBeCloseTo((0.4 + 0.7 + 1 + 2.5 + 0.1 + 2.7) / 6 / (7 / 3), 12);
    expect(score.width80).toBeCloseTo(4.5 / (7 / 3), 12);
  });
});

describe('the choice', () => {
  /** Two folds of two periods whose forecasts miss by a constant: losses are in the proportion of `errors`. */
  function recordOf(errors: Readonly<Partial<Record<ModelId, number>>>): BacktestRecord {
    const input = { ...plantInput(1), horizon: 2 };
    const actual = Float64Array.of(100, 120);
    const model = describeSimply('as planted');
    const entries = (Object.entries(errors) as [ModelId, number][]).map(([method, error]) => {
      const off = actual.map((v) => v + error);
      const forecast = { mean: off, median: off, lo50: off, hi50: off, lo80: off, hi80: off, lo95: off, hi95: off };
      return {
        method,
        forecast,
        folds: [80, 82].map((trainingLength) => ({ method, trainingLength, forecast, actual })),
      };
    });
    return {
      input,
      originStep: 2,
      perStep: 1,
      ready: new Map(entries.map(({ method, forecast }) => [method, { method, forecast, model }])),
      folds: new Map(entries.map(({ method, folds }) => [method, folds])),
      scales: [0, 1].map(() => ({ absolute: 1, square: 1 })),
      baseline: 'snaive',
      wished: Object.keys(errors) as ModelId[],
      origins: 2,
      unscored: 0,
      asked: false,
      issues: [],
    };
  }
  const chosenOf = (errors: Readonly<Partial<Record<ModelId, number>>>) => selectModel(recordOf(errors), new Map());

  it('prefers the combination to a single model that is less than 10 % better, and no further', () => {
    expect(chosenOf({ snaive: 20, ets: 10, combination: 10.9 }).chosen).toBe('combination');
    expect(chosenOf({ snaive: 20, ets: 10, combination: 11.1 }).chosen).toBe('ets');
    expect(chosenOf({ snaive: 20, ets: 10, theta: 9.9 }).chosen).toBe('theta');
  });

  it('gives no credit against the baseline', () => {
    const { chosen, reason } = chosenOf({ snaive: 20, combination: 20.5 });
    expect([chosen, reason]).toEqual(['snaive', 'no-skill']);
  });
});

describe('combination', () => {
  it('averages every quantile and keeps one of each family', () => {
    const flat = (x: number): Float64Array => Float64Array.of(x);
    const forecast = (x: number) => ({
      mean: flat(x),
      median: flat(x),
      lo50: flat(x),
      hi50: flat(x),
      lo80: flat(x - 2),
      hi80: flat(x + 2),
      lo95: flat(x),
      hi95: flat(x),
    });
    expect(combineForecasts([forecast(4), forecast(8)]).lo80[0]).toBe(4);
    const methods: ModelId[] = ['naive', 'ets', 'theta', 'dotm', 'auto-arima', 'dynreg-log'];
    expect(chooseMembers(methods, new Map())).toEqual(['ets', 'dotm', 'dynreg-log']);
    const errors = new Map<ModelId, number>([
      ['ets', 1],
      ['theta', 0.9],
      ['dotm', 1.1],
      ['auto-arima', 2],
      ['dynreg-log', 2.5],
    ]);
    expect(chooseMembers(methods, errors)).toEqual(['theta', 'ets']);
  });
});
