import { describe, expect, it } from 'vitest';
import { sumOf } from '#engine/kernels/statistics.ts';
import {
  expectedValue,
  featureCount,
  fillInputs,
  prepareSeries,
  referenceOf,
  type SeriesToLearn,
  sharedRegressors,
  type WindowShape,
} from './windows.ts';

const shape: WindowShape = { windowLength: 6, horizon: 2, holdout: 2, validation: 4 };

/** A season of 4 periods, a step up every season, a regressor known ahead. */
function makeSeries(change: (values: Float64Array) => void = () => {}): SeriesToLearn {
  const values = Float64Array.from({ length: 24 }, (_, t) => 10 + [0, 5, 2, 7][t % 4] + Math.floor(t / 4));
  change(values);
  const price = Float64Array.from({ length: 26 }, (_, t) => t % 3);
  return {
    id: 'a',
    values,
    frequency: 4,
    nonNegative: false,
    xreg: [{ name: 'price', values: price.slice(0, 24) }],
    newXreg: [{ name: 'price', values: price.slice(24) }],
  };
}

const prepare = (series: SeriesToLearn) => prepareSeries(series, ['price'], shape, 4)!;

function inputsOf(series: SeriesToLearn, origin: number, ahead: number): Float32Array {
  const prepared = prepare(series);
  const inputs = new Float32Array(shape.windowLength * featureCount(1));
  fillInputs(prepared, origin, ahead, shape, referenceOf(prepared, origin), inputs, 0);
  return inputs;
}

describe('windows', () => {
  it('do not see the future: values from the origin on change no input', () => {
    const known = inputsOf(makeSeries(), 18, 2);
    const changed = makeSeries((values) => values.fill(999, 18));
    expect(inputsOf(changed, 18, 2)).toEqual(known);
    const before = makeSeries((values) => {
      values[17] += 1;
    });
    expect(inputsOf(before, 18, 2)).not.toEqual(known);
  });

  it('scale by the training part alone: validation and holdout change nothing', () => {
    const changed = makeSeries((values) => values.fill(0, 18));
    expect(prepare(changed).scale).toEqual(prepare(makeSeries()).scale);
  });

  it('end at the period to forecast and carry its regressor and its season', () => {
    const prepared = prepare(makeSeries());
    const inputs = inputsOf(makeSeries(), 18, 2);
    const width = featureCount(1);
    const last = inputs.subarray(5 * width);
    expect(last[1]).toBe(0);
    expect(inputs[4 * width + 1]).toBe(0);
    expect(inputs[3 * width + 1]).toBe(1);
    expect(last[7]).toBeCloseTo(prepared.regressors[0][19], 6);
    expect(last[2]).toBeCloseTo(Math.sin((2 * Math.PI * 19) / 4), 6);
  });

  it('expect last season plus growth, and the level where there is no season yet', () => {
    const prepared = prepare(makeSeries());
    const reference = referenceOf(prepared, 18);
    // All of the last 13 pairs differ by 1; 3 more count as 0.
    expect(reference.growth * prepared.scale.spread).toBeCloseTo(13 / 16, 9);
    const expected = expectedValue(prepared, 18, reference, 19);
    expect(expected).toBeCloseTo(prepared.scaled[15] + reference.growth, 12);
    const gap = prepare(
      makeSeries((values) => {
        values[15] = Number.NaN;
      }),
    );
    const without = referenceOf(gap, 18);
    expect(expectedValue(gap, 18, without, 19)).toBe(without.level);
    const known = [8, 9, 10, 11, 12, 13, 14, 16, 17].slice(1).map((t) => gap.scaled[t]);
    expect(without.level).toBeCloseTo(sumOf(known) / 8, 12);
  });

  it('mark unknown values and count only regressors known on both sides', () => {
    const gap = makeSeries((values) => {
      values[16] = Number.NaN;
    });
    const width = featureCount(1);
    const inputs = inputsOf(gap, 18, 1);
    expect(inputs[3 * width]).toBe(0);
    expect(inputs[3 * width + 1]).toBe(0);
    const half = { ...makeSeries(), newXreg: [] };
    expect(sharedRegressors([half])).toEqual([]);
    expect(sharedRegressors([makeSeries(), half])).toEqual(['price']);
  });
});
