import { describe, expect, it } from 'vitest';
import { measureScale } from '#engine/backtest/score-forecast.ts';
import type { Forecast } from '#engine/forecast.ts';
import { meanScore, scoreForecast } from './holdout-score.ts';

const column = (...values: number[]): Float64Array => Float64Array.of(...values);

function forecastOf(median: Float64Array, mean: Float64Array, half80: number, half95: number): Forecast {
  const shift = (by: number): Float64Array => median.map((value) => value + by);
  return {
    mean,
    median,
    lo50: shift(0),
    hi50: shift(0),
    lo80: shift(-half80),
    hi80: shift(half80),
    lo95: shift(-half95),
    hi95: shift(half95),
  };
}

describe('scores on hold-out periods', () => {
  it('are those of the formulas, unknown periods left out', () => {
    const training = column(1, 4, 3, Number.NaN, 5, 9);
    // Known pairs at lag 2: |3 - 1|, |5 - 3|; at lag 1: 3, 1, 4.
    expect(measureScale(training, 2).absolute).toBe(2);
    expect(measureScale(training, 1).absolute).toBeCloseTo(8 / 3, 12);
    const forecast = forecastOf(column(10, 20, 30), column(11, 22, 33), 2, 5);
    const score = scoreForecast(forecast, column(11, Number.NaN, 26), training, 2);
    expect(score.mase).toBeCloseTo((1 + 4) / 2 / 2, 12);
    expect(score.wape).toBeCloseTo((100 * 5) / 37, 12);
    expect(score.bias).toBeCloseTo((100 * (0 + 7)) / 37, 12);
    expect(score.coverage80).toBe(50);
    expect(score.coverage95).toBe(100);
  });

  it('claim no coverage without limits and no percentage of nothing', () => {
    const bare = forecastOf(column(1), column(1), Number.NaN, Number.NaN);
    const score = scoreForecast(bare, column(0), column(1, 2, 3), 1);
    expect(score.coverage80).toBeNaN();
    expect(score.wape).toBeNaN();
    const other = { mase: 3, wape: 50, bias: 0, coverage80: 80, coverage95: 95 };
    expect(meanScore([score, other])).toMatchObject({ mase: 2, wape: 50, coverage80: 80 });
  });
});
