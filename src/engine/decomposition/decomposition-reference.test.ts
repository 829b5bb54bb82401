import { describe, expect, it } from 'vitest';
import { interpolateGaps } from '#engine/decomposition/interpolate-gaps.ts';
import { decomposeMstl, measureStrength } from '#engine/decomposition/mstl.ts';
import { decomposeStl } from '#engine/decomposition/stl.ts';
import {
  type Reference,
  readReferencesWith,
  referencesMissing,
  toColumn,
} from '../../../scripts/engine/reference-files.ts';

const skip = referencesMissing !== '';

function near(ours: ArrayLike<number>, theirs: readonly number[], scale: number, tolerance = 1e-6): void {
  expect(Math.max(...theirs.map((v, t) => Math.abs(v - ours[t]) / scale))).toBeLessThan(tolerance);
}

function size(series: Reference): number {
  return Math.max(...series.values.map((v: number | null) => Math.abs(v ?? 0)));
}

describe.skipIf(skip)(`decomposition against R ${referencesMissing}`, () => {
  it.each(readReferencesWith('stl_periodic').map((s) => [s.name, s] as const))('stl periodic %s', (_, series) => {
    const parts = decomposeStl(toColumn(series.values), {
      period: series.frequency,
      seasonalWindow: 'periodic',
      robust: false,
    });
    near(parts.trend, series.stl_periodic.trend, size(series));
    near(parts.seasonal, series.stl_periodic.seasonal, size(series));
  });

  const gapless = readReferencesWith('mstl').filter((s) => s.n_missing === 0);
  it.each(gapless.map((s) => [s.name, s] as const))('mstl %s', (_, series) => {
    const names = Object.keys(series.mstl).filter((key) => key.startsWith('Seasonal'));
    const parts = decomposeMstl(
      toColumn(series.values),
      names.map((name) => Number(name.slice(8))),
    );
    near(parts.trend, series.mstl.Trend, size(series));
    names.forEach((name, i) => {
      near(parts.seasonal[i].values, series.mstl[name], size(series));
    });
  });
});

describe('strength', () => {
  it('is near 1 for a pure season and near 0 for noise', () => {
    const season = Float64Array.from({ length: 120 }, (_, t) => Math.sin((2 * Math.PI * t) / 12));
    const parts = decomposeMstl(season, [12]);
    expect(measureStrength(parts.remainder, parts.seasonal[0].values)).toBeGreaterThan(0.99);
    const noise = Float64Array.from({ length: 120 }, (_, t) => Math.sin(t * t * 1.7));
    const other = decomposeMstl(noise, [12]);
    expect(measureStrength(other.remainder, other.seasonal[0].values)).toBeLessThan(0.4);
  });

  it('drops a season that was not seen twice', () => {
    expect(
      decomposeMstl(
        new Float64Array(80).map((_, t) => t),
        [52],
      ).seasonal,
    ).toEqual([]);
  });
});

describe('interpolation of gaps', () => {
  it('is a straight line without a season and carries the ends outward', () => {
    const y = Float64Array.of(Number.NaN, 2, Number.NaN, Number.NaN, 8, Number.NaN);
    expect(Array.from(interpolateGaps(y, 1))).toEqual([2, 2, 4, 6, 8, 8]);
  });
});
