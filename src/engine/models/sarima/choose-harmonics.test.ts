import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { chooseHarmonics } from './choose-harmonics.ts';
import { fourierRegressors } from './regressors.ts';
import { type GapMethod, SarimaProblem } from './sarima-problem.ts';

const weeks = 130;

/** Noise that remembers the week before, and waves of the first `pairs` harmonics of 52 weeks. */
function plant(seed: number, pairs: number): Float64Array {
  const random = createRandom(seed);
  let noise = 0;
  return Float64Array.from({ length: weeks }, (_, t) => {
    noise = 0.5 * noise + random.normal();
    let sum = 20 + noise;
    for (let k = 1; k <= pairs; k++) sum += 3 * Math.sin((2 * Math.PI * k * (t + 1)) / 52 + k);
    return sum;
  });
}

describe('the number of Fourier pairs', () => {
  it.each<[string, number, GapMethod, readonly number[]]>([
    ['whole', 0, 'dummies', []],
    ['differenced', 1, 'dummies', []],
    ['with gaps as dummies', 0, 'dummies', [9, 50, 51]],
    ['with gaps left out', 1, 'levels', [9, 50, 51]],
  ])('has one pass answer for every number at once: %s', (_name, d, method, gaps) => {
    const values = plant(1, 2);
    for (const t of gaps) values[t] = Number.NaN;
    const order = { p: 1, d, q: 1, seasonalP: 0, seasonalD: 0, seasonalQ: 0, period: 1 };
    const spec = { order, includeMean: d === 0, includeDrift: false };
    const at = Float64Array.of(0.4, -0.3);
    const problemOf = (pairs: number): SarimaProblem => {
      const created = SarimaProblem.create(values, fourierRegressors(weeks, 52, pairs), spec, method);
      if (!created.ok) throw new Error(created.issue.code);
      return created.value;
    };
    const whole = problemOf(6);
    whole.evaluate(at);
    const nested = whole.valuesOfFirst();
    for (let pairs = 0; pairs <= 6; pairs++)
      expect(nested[2 * pairs + (d === 0 ? 1 : 0)]).toBeCloseTo(problemOf(pairs).evaluate(at), 10);
  });

  it('is the planted one, and none where there is no room for it', () => {
    const most = 6;
    const withPairs = (k: number) => fourierRegressors(weeks, 52, k);
    for (const planted of [1, 2, 4]) expect(chooseHarmonics(plant(planted, planted), withPairs, most, 0)).toBe(planted);
    expect(chooseHarmonics(plant(5, 1), withPairs, 0, 0)).toBe(0);
    expect(chooseHarmonics(plant(5, 1).fill(Number.NaN, 12), withPairs, most, 0)).toBeLessThan(4);
  });
});
