import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { evaluateSarima, fitSarima } from './fit-sarima.ts';
import { filterLevels } from './level-filter.ts';
import { SarimaProblem } from './sarima-problem.ts';

const random = createRandom(11);
const noise = Float64Array.from({ length: 120 }, () => random.normal());
const walk = noise.map((_, t) => noise.subarray(0, t + 1).reduce((a, b) => a + b, 0));
const order = { p: 1, d: 0, q: 1, seasonalP: 1, seasonalD: 0, seasonalQ: 1, period: 4 };
const coefficients = Float64Array.of(0.6, 0.3, 0.4, -0.5);

describe('exact likelihood', () => {
  it('treats gaps as the covariance recursion on the levels does', () => {
    const y = noise.map((v, t) => (t % 7 === 3 || t === 50 || t === 51 ? Number.NaN : v));
    const fast = evaluateSarima(y, [], { order, includeMean: false, includeDrift: false }, coefficients);
    const slow = filterLevels(y, coefficients, order, 1);
    if (!fast.ok || !slow) throw new Error('refused');
    const n = slow.counted;
    const expected = (-n / 2) * (Math.log((2 * Math.PI * slow.ssq) / n) + 1) - slow.sumLog / 2;
    expect(fast.value.nobs).toBe(n);
    expect(fast.value.logLikelihood).toBeCloseTo(expected, 8);
  });

  it.each([
    ['d = 0', { p: 2, d: 0, q: 1, seasonalP: 0, seasonalD: 0, seasonalQ: 0, period: 1 }, [0.5, 0.2, 0.4]],
    ['d = 2', { p: 1, d: 2, q: 1, seasonalP: 0, seasonalD: 0, seasonalQ: 0, period: 1 }, [0.5, -0.6]],
    ['a season', { p: 1, d: 1, q: 1, seasonalP: 0, seasonalD: 1, seasonalQ: 1, period: 4 }, [0.3, -0.4, -0.5]],
  ])('is the same by dummies and by the filter that skips the gaps: %s', (_name, gappy, at) => {
    const y = walk.map((v, t) => (t % 5 === 2 || (t > 60 && t < 70) || t === 1 ? Number.NaN : 1000 + v));
    const xreg = [
      { name: 'event', values: walk.map((_v, t) => (t % 13 === 5 ? 1 : 0)) },
      { name: 'price', values: noise.map((v, t) => v + 0.1 * t) },
    ];
    const spec = { order: gappy, includeMean: gappy.d === 0, includeDrift: false };
    const answers = (['dummies', 'levels'] as const).map((method) => {
      const problem = SarimaProblem.create(y, xreg, spec, method);
      if (!problem.ok) throw new Error(problem.issue.code);
      const value = problem.value.evaluate(Float64Array.from(at));
      return { likelihood: problem.value.toLogLikelihood(value), beta: [...problem.value.regressionCoefficients()] };
    });
    expect(answers[1].likelihood).toBeCloseTo(answers[0].likelihood, 7);
    answers[0].beta.forEach((b, j) => {
      expect(answers[1].beta[j]).toBeCloseTo(b, 7);
    });
  });

  it('does not depend on the scale of the data', () => {
    const spec = { order: { ...order, seasonalP: 0 }, includeMean: true, includeDrift: false };
    const small = fitSarima(noise, [], spec);
    const large = fitSarima(
      noise.map((v) => 1e7 + 1e4 * v),
      [],
      spec,
    );
    if (!small.ok || !large.ok) throw new Error('refused');
    for (const i of [0, 1, 2]) expect(large.value.coefficients[i]).toBeCloseTo(small.value.coefficients[i], 3);
    expect(large.value.sigma2 / 1e8).toBeCloseTo(small.value.sigma2, 5);
  });

  it('recovers a planted regression effect within three standard errors', () => {
    const dummy = noise.map((_, t) => (t % 13 === 5 ? 1 : 0));
    const y = walk.map((v, t) => v + 4 * dummy[t]);
    const fit = fitSarima(y, [{ name: 'event', values: dummy }], {
      order: { p: 0, d: 1, q: 1, seasonalP: 0, seasonalD: 0, seasonalQ: 0, period: 1 },
      includeMean: false,
      includeDrift: false,
    });
    if (!fit.ok) throw new Error(fit.issue.code);
    const at = fit.value.names.indexOf('event');
    expect(Math.abs(fit.value.coefficients[at] - 4)).toBeLessThan(3 * fit.value.standardErrors[at]);
    expect(fit.value.standardErrors[at]).toBeLessThan(0.6);
  });

  it('names the collinear regressor', () => {
    const spec = {
      order: { ...order, p: 0, q: 0, seasonalP: 0, seasonalQ: 0 },
      includeMean: true,
      includeDrift: false,
    };
    const a = { name: 'a', values: noise.map((_, t) => t) };
    const b = { name: 'b', values: noise.map((_, t) => 3 * t + 2) };
    const fit = fitSarima(walk, [a, b], spec);
    expect(fit.ok ? null : [fit.issue.code, fit.issue.column]).toEqual(['collinear-regressor', 'b']);
  });
});
