import { describe, expect, it } from 'vitest';
import { toEpochLossCurves, toLiveLossCurves } from './to-loss-curves.ts';
import { toNetworkPoints } from './to-network-points.ts';
import type { NetworkForecast } from './to-network-rows.ts';

describe('curves of a training', () => {
  it('stand on one axis of steps and are drawn through where only the other has a point', () => {
    const curves = toLiveLossCurves(
      [
        { step: 4, loss: 2 },
        { step: 12, loss: 1 },
      ],
      [{ epoch: 1, loss: 1.5, validationLoss: 1.8 }],
      10,
      3,
    );
    expect(curves.steps).toEqual([4, 10, 12]);
    expect(curves.training).toEqual([2, 1.25, 1]);
    expect(curves.validation).toEqual([null, 1.8, null]);
    expect(curves.meanPredictor).toEqual([3, 3, 3]);
  });

  it('stand by epoch afterwards', () => {
    const curves = toEpochLossCurves([{ epoch: 1, loss: 2, validationLoss: 3 }], 4);
    expect(curves).toEqual({ steps: [1], training: [2], validation: [3], meanPredictor: [4] });
  });
});

describe('points of a forecast', () => {
  const constant = (value: number): Float64Array => new Float64Array(2).fill(value);
  const bands = (mean: number) => ({
    mean: constant(mean),
    median: constant(mean),
    lo50: constant(mean - 1),
    hi50: constant(mean + 1),
    lo80: constant(mean - 2),
    hi80: constant(mean + 2),
    lo95: constant(mean - 3),
    hi95: constant(mean + 3),
  });
  const score = { mase: 1, wape: 1, bias: 0, coverage80: 80, coverage95: 95 };
  const forecast: NetworkForecast = {
    seriesId: 'category:a',
    values: Float64Array.of(1, 2, 3, 4, 5, Number.NaN),
    start: 100,
    frequency: 4,
    forecast: bands(20),
    holdout: {
      forecast: bands(10),
      actual: Float64Array.of(5, Number.NaN),
      score,
      baseline: 'snaive',
      baselineScore: score,
    },
  };

  it('show the actual values, what was forecast for the hold-out periods, and the future', () => {
    const points = toNetworkPoints(forecast);
    expect(points.map(({ x }) => x)).toEqual([100, 107, 114, 121, 128, 135, 142, 149]);
    expect(points.map(({ history }) => history)).toEqual([1, 2, 3, 4, 5, null, null, null]);
    expect(points.map((point) => point.forecast)).toEqual([null, null, null, null, 10, 10, 20, 20]);
    expect(points.map(({ naive }) => naive)).toEqual([null, null, null, null, 1, 2, 3, 4]);
    expect(points[7]!.band95).toEqual([17, 23]);
  });
});
