import { describe, expect, it } from 'vitest';
import { issues as english } from '#i18n/en/issues.ts';
import { issues as chinese } from '#i18n/zh/issues.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/statistics/handlers.ts';

const n = 110;
const horizon = 8;
const plain = Float64Array.from({ length: n }, (_, t) => 50 + 20 * Math.sin(t / 8) + ((t * 7919) % 13));
const zeros = new Float64Array(n);
const sevens = zeros.map(() => 7);
const except = (t: number, value: number): Float64Array => plain.with(t, value);
/** Everything that a shop's export has been seen to hold, and what it could. */
const series: Readonly<Record<string, Float64Array>> = {
  'all zeros': zeros,
  'no observation': new Float64Array(0),
  'nothing but gaps': zeros.map(() => Number.NaN),
  'one observation': Float64Array.of(5),
  'two observations': Float64Array.of(5, 7),
  'one observation among gaps': zeros.map((_, t) => (t === 60 ? 5 : Number.NaN)),
  'an infinite value': except(60, Number.POSITIVE_INFINITY),
  'a value of minus infinity': except(60, Number.NEGATIVE_INFINITY),
  'ten million in one week': except(60, 1e7),
  'values whose squares overflow': plain.map((v) => v * 1e300),
  'large values': plain.map((v) => v * 1e90),
  'tiny values': plain.map((v) => v * 1e-300),
  // Shorter than the others: a season among gaps takes its time.
  'a calendar with holes': plain.slice(0, 64).map((v, t) => ((t * 31) % 10 < 7 ? Number.NaN : v)),
  'a gap at the end': plain.map((v, t) => (t > 85 ? Number.NaN : v)),
  'a gap at the beginning': plain.map((v, t) => (t < 85 ? Number.NaN : v)),
  'negative demand': plain.map((v) => v - 60),
  'nothing but negative demand': plain.map((v) => -v),
  'the same every week': sevens,
  'the same every week, with gaps': sevens.map((v, t) => (t % 3 > 0 ? v : Number.NaN)),
  'a step': zeros.map((_, t) => (t < 60 ? 0 : 10)),
  'one sale at the end': zeros.with(n - 1, 5),
  'one sale at the beginning': zeros.with(0, 5),
  'every other week': zeros.map((_, t) => t % 2),
  'a sale now and then': zeros.map((_, t) => (t % 17 === 0 ? 3 : 0)),
  'a straight line': zeros.map((_, t) => t),
  'explosive growth': zeros.map((_, t) => Math.exp(t / 2)),
};
/** Weeks with a known event, cut at 0; months without one, which may be negative. */
const frequencies = [52, 12] as const;

/** Paths of the numbers that are none, anywhere in a value. */
function unfit(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (value instanceof Float64Array) return value.every(Number.isFinite) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => unfit(part, `${path}.${name}`));
}

/** An answer whose shown part is made of numbers, or a refusal that both languages have words for. */
async function answerOrReason<T>(run: Promise<T>, shown: (answer: T) => unknown): Promise<void> {
  try {
    expect(unfit(shown(await run))).toEqual([]);
  } catch (error) {
    if (!(error instanceof JobRefused)) throw error;
    expectWords(error.code);
  }
}

function expectWords(code: string): void {
  expect(english).toHaveProperty([code]);
  expect(chinese).toHaveProperty([code]);
}

const control = createFreeControl();
const event = (length: number): Float64Array => Float64Array.from({ length }, (_, t) => (t % 9 === 0 ? 1 : 0));

describe.each(Object.keys(series))('%s', (name) => {
  const values = series[name];

  it.each(frequencies)('every %i periods a season: forecasts without NaN, or a reason', async (frequency) => {
    const known = { name: 'event', values: event(values.length) };
    const xreg = frequency === 12 ? [] : [known];
    const newXreg = frequency === 12 ? [] : [{ ...known, values: event(horizon) }];
    const one = { id: 'a', values, frequency, xreg, newXreg };
    const job = {
      series: [one],
      horizon,
      methods: 'auto',
      origins: 2,
      seed: 1,
      nonNegative: frequency === 52,
    } as const;
    const { results, refused } = await handlers.forecastSeries(job, control);
    expect(results.length + refused.length).toBe(1);
    expect(unfit(results.map(({ forecasts }) => forecasts.map(({ forecast }) => forecast)))).toEqual([]);
    for (const { issue } of refused) expectWords(issue.code);
    for (const { issues } of results) for (const { code } of issues) expectWords(code);
    if (frequency === 52)
      for (const { forecasts } of results)
        for (const { forecast } of forecasts)
          expect(Math.min(...forecast.lo95, ...forecast.mean)).toBeGreaterThanOrEqual(0);
  });

  it('every other job answers or says why not', async () => {
    for (const multiplicative of [true, false])
      await answerOrReason(
        handlers.decomposeSeries({ values, frequencies: [12], multiplicative }, control),
        ({ trend, seasonal, trendStrength, seasonalStrength, growth }) => ({
          ...{ trend, seasonal, trendStrength, seasonalStrength, growth },
        }),
      );
    const xreg = [{ name: 'event', values: event(values.length) }];
    await answerOrReason(
      handlers.estimateEffects(
        { series: { id: 'a', values, frequency: 1, xreg }, readings: { event: 'dummy' } },
        control,
      ),
      ({ effects }) => effects,
    );
    const bare = { values, frequency: 12, xreg: [], newXreg: [], h: horizon };
    await answerOrReason(handlers.autoArima(bare, control), ({ forecast }) => forecast);
    await answerOrReason(handlers.autoArima({ ...bare, lambda: 'auto' }, control), ({ forecast }) => forecast);
    await answerOrReason(
      handlers.fitEts({ values, frequency: 12, h: horizon, model: 'ZZZ', seed: 1 }, control),
      (a) => a,
    );
    const fixed = { order: [1, 1, 1], seasonal: [0, 1, 1], includeMean: false, includeDrift: false } as const;
    await answerOrReason(handlers.fitArima({ ...bare, ...fixed }, control), ({ forecast, loglik }) => ({
      ...{ forecast, loglik },
    }));
  });
});
