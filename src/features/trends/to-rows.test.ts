import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { Effects, TrendSeries } from '#state/trends/trends-store.ts';
import { priceEffect, toEffectRows } from './to-effect-rows.ts';
import { growthOf, seasonExtremes, toSeasonRows } from './to-season-rows.ts';

const length = 156;
const start = parseIsoDate('2023-01-02');

function series(multiplicative: boolean): TrendSeries {
  const trend = Float64Array.from({ length }, (_, t) => 100 * 1.1 ** (t / 52));
  const wave = (t: number) => 0.3 * Math.cos((2 * Math.PI * ((t % 52) - 10)) / 52);
  const seasonal = trend.map((level, t) => (multiplicative ? 1 + wave(t) : level * wave(t)));
  return {
    id: 'total',
    start,
    frequency: 52,
    values: trend,
    multiplicative,
    decomposition: {
      ok: true,
      value: {
        trend,
        seasonal: [{ frequency: 52, values: seasonal }],
        remainder: new Float64Array(length),
        interpolated: new Uint8Array(length),
        trendStrength: 1,
        seasonalStrength: 1,
        seasonless: false,
        growth: { share: 0.1, lo95: 0.04, hi95: 0.16, pairs: 52 },
      },
    },
    events: { ok: false, issue: { code: 'no-drivers', severity: 'info' } },
    price: { ok: false, issue: { code: 'no-drivers', severity: 'info' } },
  };
}

describe('toSeasonRows', () => {
  it.each([true, false])('finds the strongest and weakest week (multiplicative: %s)', (multiplicative) => {
    const extremes = seasonExtremes(toSeasonRows(series(multiplicative)));
    // Week 11 is the eleventh: t = 10 of a year that begins on a Monday in week 1.
    expect(extremes?.high.position).toBe(11);
    expect(extremes?.high.share).toBeCloseTo(0.3, 3);
    expect(extremes?.low.position).toBe(37);
  });

  it('has nothing to say without a season', () => {
    const plain = series(true);
    const none: TrendSeries = {
      ...plain,
      decomposition: { ok: false, issue: { code: 'series-too-short', severity: 'error' } },
    };
    expect(toSeasonRows(none)).toEqual([]);
    expect(growthOf(none)).toBeNull();
  });
});

describe('growthOf', () => {
  it('calls a growth clear only where its interval leaves out 0', () => {
    const grown = series(true);
    expect(growthOf(grown)).toMatchObject({ share: 0.1, clear: true });
    if (!grown.decomposition.ok) throw new Error('refused');
    const value = { ...grown.decomposition.value, growth: { share: 0.1, lo95: -0.02, hi95: 0.22, pairs: 52 } };
    expect(growthOf({ ...grown, decomposition: { ok: true, value } })).toMatchObject({ clear: false });
  });
});

describe('toEffectRows', () => {
  const effect = (name: string, percent: number, lo95: number, hi95: number) => ({
    name,
    reading: 'dummy' as const,
    percent,
    lo95,
    hi95,
    pValue: 0.01,
    periods: 4,
  });
  const effects: Effects = {
    roles: { '618': 'promotion', 'New Year': 'holiday', price: 'price', Qixi: 'promotion' },
    estimate: {
      effects: [
        effect('New Year', -50, -60, -40),
        effect('Qixi', 90, -1, 200),
        effect('season-sin1', 12, 10, 14),
        effect('618', 100, 80, 120),
        effect('price', -1.5, -2.5, -0.5),
      ],
      model: {
        label: 'ARIMA(0,1,1)',
        coefficients: [],
        logLikelihood: 0,
        aicc: 0,
        sigma2: 0,
        logarithm: true,
        ljungBoxP: 0.5,
        modelsTried: 1,
      },
      observations: 156,
      logPlusOne: false,
      issues: [],
    },
  };

  it('names events only, what is clear first', () => {
    const rows = toEffectRows({ ok: true, value: effects });
    expect(rows.map(({ name, clear }) => [name, clear])).toEqual([
      ['618', true],
      ['New Year', true],
      ['Qixi', false],
    ]);
    expect(priceEffect({ ok: true, value: effects })?.percent).toBe(-1.5);
  });
});
