import { describe, expect, it } from 'vitest';
import type { Forecast } from '#engine/forecast.ts';
import { createRandom } from '#engine/random.ts';
import { type NodeForecast, reconcileForecasts } from '#engine/reconciliation/reconcile-forecasts.ts';
import type { Hierarchy } from '#engine/reconciliation/reconcile-means.ts';

const hierarchy: Hierarchy = { bottoms: 3, aggregates: [[0, 1, 2]] };
const horizon = 4;

function around(mean: Float64Array): Forecast {
  const at = (factor: number): Float64Array => mean.map((v) => v * factor);
  return {
    mean,
    median: at(0.9),
    lo50: at(0.8),
    hi50: at(1.2),
    lo80: at(0.6),
    hi80: at(1.5),
    lo95: at(0.4),
    hi95: at(2),
  };
}

/** Levels 40, 30, 20 and their sum; forecasts with errors of the spreads given, the total first. */
function plantNodes(spreads: readonly number[], seed: number, origins = 5): NodeForecast[] {
  const random = createRandom(seed);
  const levels = [90, 40, 30, 20];
  const forecastOf = (i: number): Forecast =>
    around(Float64Array.from({ length: horizon }, () => Math.max(1, levels[i] + spreads[i] * random.normal())));
  return levels.map((level, i) => ({
    forecast: forecastOf(i),
    nonNegative: true,
    folds: Array.from({ length: origins }, (_, k) => ({
      method: 'ets' as const,
      trainingLength: 10 + k,
      forecast: forecastOf(i),
      actual: new Float64Array(horizon).fill(level),
    })),
  }));
}

const gapOf = ({ forecasts }: { readonly forecasts: readonly Forecast[] }): number =>
  Math.max(
    ...Array.from(forecasts[0].mean, (v, h) => Math.abs(v - forecasts.slice(1).reduce((sum, f) => sum + f.mean[h], 0))),
  );

describe('reconcileForecasts', () => {
  it('lets good product forecasts mend a poor total, and the forecasts add up', () => {
    const nodes = plantNodes([30, 2, 2, 2], 1);
    const found = reconcileForecasts(hierarchy, nodes);
    expect(found.method).not.toBe('none');
    expect(found.gain).toBeGreaterThan(10);
    expect(gapOf(found)).toBeLessThan(1e-9);
    const total = found.forecasts[0];
    expect(Math.abs(total.mean[0] - 90)).toBeLessThan(15);
    expect(total.hi80[0] / total.mean[0]).toBeCloseTo(1.5, 10);
    expect(total.median[0] / total.mean[0]).toBeCloseTo(0.9, 10);
  });

  it('leaves the forecasts alone, and says so, where adding up had larger errors', () => {
    // Products that were all too high by the same part: their sum spoils a good total, and the total's gap spoils them.
    const nodes = plantNodes([1, 1, 1, 1], 2, 2).map((node, i) => {
      const shifted = (k: number, f: Forecast): Forecast =>
        around(f.mean.map((v) => v + (i === 0 ? 0 : k === 1 ? 12 : -3)));
      const folds = node.folds.map((fold, k) => ({
        ...fold,
        forecast: i === 0 || k === 0 ? fold.forecast : shifted(k, fold.forecast),
      }));
      const exact = folds.map((fold, k) =>
        i > 0 && k === 1 ? { ...fold, actual: Float64Array.from(fold.forecast.mean, (v) => v + 0.01) } : fold,
      );
      return { ...node, folds: exact };
    });
    const found = reconcileForecasts(hierarchy, nodes);
    expect(found.gain).toBeLessThan(0);
    expect(found.method).toBe('none');
    expect(found.forecasts.map(({ mean }) => mean)).toEqual(nodes.map(({ forecast }) => forecast.mean));
  });

  it('of an earlier time takes nothing from test periods after it, though they had begun', () => {
    const nodes = plantNodes([30, 2, 2, 2], 1);
    // The folds begin one period after the other, four periods each: at 16 the last two have begun and are not over.
    const later = nodes.map((node, i) => ({
      ...node,
      folds: node.folds.map((fold) => ({
        ...fold,
        actual: fold.actual.map((v, h) => (fold.trainingLength + h < 16 ? v : (7 - i) * v)),
      })),
    }));
    expect(reconcileForecasts(hierarchy, later, 16)).toEqual(reconcileForecasts(hierarchy, nodes, 16));
    expect(reconcileForecasts(hierarchy, later)).not.toEqual(reconcileForecasts(hierarchy, nodes));
  });

  it('claims nothing without two origins', () => {
    const found = reconcileForecasts(hierarchy, plantNodes([5, 5, 5, 5], 3, 1));
    expect(found.method).toBe('none');
    expect(found.gain).toBeNaN();
  });
});
