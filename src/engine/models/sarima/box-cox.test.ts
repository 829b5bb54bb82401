import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { meanOf } from '#engine/kernels/statistics.ts';
import { createRandom } from '#engine/random.ts';
import { boxCoxMean, fromBoxCox, guerreroLambda, toBoxCox, toBoxCoxForecast } from './box-cox.ts';

const folder = '../shared/reference/arima';
/** Series with a positive, finite power in R's answers; two sit at the bound, where any value near it will do. */
const names = [
  'airpassengers',
  'ldeaths',
  'nile',
  'nottem',
  'retail_monthly',
  'retail_weekly',
  'usaccdeaths',
  'wwwusage',
];

describe("Guerrero's power", () => {
  it.skipIf(!existsSync(folder))(`is R's on ${names.length} series (skipped without ../shared/reference)`, () => {
    for (const name of names) {
      const data = JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
      const values = Float64Array.from(data.values as (number | null)[], (v) => v ?? Number.NaN);
      expect(Math.abs(guerreroLambda(values, data.frequency) - data.boxcox.lambda_guerrero), name).toBeLessThan(1e-3);
    }
  });

  it('does not go below 0 where a value is not positive, and is 1 where there is nothing to go by', () => {
    const y = Float64Array.from({ length: 60 }, (_, t) => (t === 7 ? 0 : 10 + (t % 12) * (1 + t / 20)));
    expect(guerreroLambda(y, 12)).toBeGreaterThanOrEqual(0);
    expect(guerreroLambda(y.subarray(0, 24), 12)).toBe(1);
    expect(guerreroLambda(new Float64Array(60).fill(5), 12)).toBe(1);
  });
});

describe('Box-Cox', () => {
  it("is R's transformation, and its adjusted means are R's", () => {
    const lambda = -0.29470461435;
    const transformed = toBoxCox(Float64Array.of(400, 450, 500), lambda);
    [2.81276592668, 2.83256879125, 2.84970989925].forEach((value, i) => {
      expect(transformed[i]).toBeCloseTo(value, 10);
    });
    const deviations = [0.01, 0.02, 0.03];
    [400.884868763, 454.268164474, 511.354056277].forEach((mean, i) => {
      expect(boxCoxMean([400, 450, 500][i], deviations[i], lambda)).toBeCloseTo(mean, 8);
    });
    [400.961240475, 451.45096037, 502.059928404].forEach((mean, i) => {
      expect(boxCoxMean([400, 450, 500][i], [0.5, 0.6, 0.7][i], 0.3)).toBeCloseTo(mean, 8);
    });
  });

  it.each([-0.9, -0.3, 0, 0.3, 1, 2])('comes back from the power %d', (lambda) => {
    const y = Float64Array.of(0.5, 1, 3, 1e6);
    toBoxCox(y, lambda).forEach((w, i) => {
      expect(fromBoxCox(w, lambda) / y[i]).toBeCloseTo(1, 6);
    });
  });

  it('puts the mean where many draws have theirs, the quantiles where they have theirs', () => {
    const lambda = 0.4;
    const [at, sd] = [toBoxCox(Float64Array.of(120), lambda)[0], 2];
    const random = createRandom(5);
    const draws = Float64Array.from({ length: 40_000 }, () => fromBoxCox(at + sd * random.normal(), lambda)).sort();
    const { mean, median, lo80, hi95 } = toBoxCoxForecast(Float64Array.of(at), Float64Array.of(sd), lambda, true);
    expect(mean[0]).toBeCloseTo(meanOf(draws), 0);
    expect(mean[0]).toBeGreaterThan(median[0]);
    expect(Math.abs(lo80[0] / draws[4000] - 1)).toBeLessThan(0.01);
    expect(Math.abs(hi95[0] / draws[39_000] - 1)).toBeLessThan(0.01);
  });
});
