import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { DemandForecast } from '#state/demand/demand-forecast.ts';
import type { DemandSeries } from '#state/demand/demand-store.ts';
import { baselineOf, countWins, toDemandFigures, winWords } from './to-demand-figures.ts';
import { toForecastPoints } from './to-forecast-points.ts';
import { toHoldOut } from './to-hold-out.ts';

const columns = (mean: number[]) => {
  const at = (shift: number) => Float64Array.from(mean, (v) => v + shift);
  return {
    mean: at(0),
    median: at(0),
    lo50: at(-1),
    hi50: at(1),
    lo80: at(-2),
    hi80: at(2),
    lo95: at(-3),
    hi95: at(3),
  };
};

const model = {
  label: 'x',
  coefficients: [],
  logLikelihood: 0,
  aicc: 0,
  sigma2: 0,
  logarithm: false,
  ljungBoxP: Number.NaN,
  modelsTried: 1,
};

const forecast: DemandForecast = {
  seriesId: 'total',
  chosen: 'ets',
  reason: 'won-backtest',
  baseline: 'snaive',
  forecasts: [
    { method: 'ets', forecast: columns([10, 30, 20]), model },
    { method: 'snaive', forecast: columns([5, 6, 7]), model },
  ],
  models: [
    { method: 'ets', model },
    { method: 'snaive', model },
  ],
  scores: [
    {
      method: 'ets',
      mase: 0.5,
      rmsse: 0,
      wape: 10,
      bias: 0,
      pinball: 0,
      coverage80: 80,
      coverage95: 95,
      width80: 0,
      width95: 0,
      valueAdded: 50,
      origins: 2,
    },
  ],
  folds: [
    { method: 'ets', trainingLength: 2, forecast: columns([1, 2, 3]), actual: Float64Array.of(4, Number.NaN, 6) },
    { method: 'snaive', trainingLength: 2, forecast: columns([7, 8, 9]), actual: Float64Array.of(4, Number.NaN, 6) },
    { method: 'ets', trainingLength: 4, forecast: columns([10, 11]), actual: Float64Array.of(6, 7) },
  ],
  issues: [],
};

const series: DemandSeries = {
  id: 'total',
  start: parseIsoDate('2025-01-06'),
  frequency: 4,
  values: Float64Array.of(1, Number.NaN, 3, 4, 5),
  forecast,
  issue: null,
};

describe('toDemandFigures', () => {
  it('sums the forecast and its limits, and finds the same periods a year before', () => {
    const figures = toDemandFigures(series);
    expect(figures).toMatchObject({ next: 60, lo80: 54, hi80: 66, peak: 1, peakMean: 30, peakLo80: 28 });
    // The season is 4 periods: the three ahead stand against NaN, 3 and 4; what is not known is not made up.
    expect(figures?.lastYear).toBeNaN();
    expect(toDemandFigures({ ...series, values: Float64Array.of(1, 2, 3, 4, 5) })?.lastYear).toBe(9);
    expect(toDemandFigures({ ...series, forecast: null })).toBeNull();
  });

  it('counts wins only among what was tested', () => {
    const untested = { ...series, forecast: { ...forecast, scores: [], reason: 'too-short-for-backtest' as const } };
    const lost = { ...series, forecast: { ...forecast, reason: 'no-skill' as const } };
    expect(countWins([series, untested, lost])).toEqual({ won: 1, tested: 2 });
  });

  it('says that all won, that the others keep the baseline, or that all series decide for them', () => {
    const lost = { ...series, forecast: { ...forecast, reason: 'no-skill' as const } };
    const across = { ...series, forecast: { ...forecast, reason: 'won-across-series' as const } };
    expect(winWords([series, series])).toBe('basisAll');
    expect(winWords([series, lost])).toBe('basis');
    expect(winWords([series, lost, across])).toBe('basisAcross');
    expect(winWords([lost])).toBe('basis');
  });

  it('names the baseline of the tested series, or that there are two', () => {
    const other = forecast.baseline === 'naive' ? 'snaive' : 'naive';
    const young: DemandSeries = { ...series, forecast: { ...forecast, baseline: other } };
    expect(baselineOf([series])).toBe(forecast.baseline);
    expect(baselineOf([young])).toBe(other);
    expect(baselineOf([series, young])).toBe('mixed');
  });
});

describe('toForecastPoints', () => {
  it('joins history and forecast a week apart, gaps left open', () => {
    const points = toForecastPoints(series, 4);
    expect(points.map(({ history, forecast: ahead }) => [history, ahead])).toEqual([
      [null, null],
      [3, null],
      [4, null],
      [5, null],
      [null, 10],
      [null, 30],
      [null, 20],
    ]);
    expect(points.every((point, i) => i === 0 || point.x - points[i - 1].x === 7)).toBe(true);
    expect(points[5]).toMatchObject({ band80: [28, 32], naive: 6 });
  });
});

describe('toHoldOut', () => {
  it('draws whole forecasts that share no period, the latest ones, and leaves what is unknown out', () => {
    const holdOut = toHoldOut(series, forecast);
    expect(holdOut.actual).toEqual([4, null, 6, 7]);
    expect(holdOut.chosen).toEqual([null, null, 10, 11]);
    expect(holdOut.baseline).toEqual([7, 8, 9, null]);
    expect(holdOut.days[1] - holdOut.days[0]).toBe(7);
  });
});
