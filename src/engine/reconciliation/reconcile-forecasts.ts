import type { FoldForecast } from '#engine/backtest/score-forecast.ts';
import { type Forecast, forecastColumns, forecastOf } from '#engine/forecast.ts';
import { type Hierarchy, reconcileMinTrace, sumBottomUp } from '#engine/reconciliation/reconcile-means.ts';
import { shrinkCovariance } from '#engine/reconciliation/shrink-covariance.ts';

/** One series of a hierarchy: its forecast and what the same method said at earlier origins, oldest first. */
export interface NodeForecast {
  readonly forecast: Forecast;
  readonly folds: readonly FoldForecast[];
  readonly nonNegative: boolean;
}

export type ReconciliationMethod = 'min-trace' | 'bottom-up';

export interface Reconciliation {
  /** In the order given; the forecasts as they were where reconciling did not help. */
  readonly forecasts: readonly Forecast[];
  /**
   * `none`: the forecasts are left as they are, since reconciled ones had larger errors in the backtest (`gain` < 0), or
   * no backtest of two origins could tell (`gain` NaN).
   */
  readonly method: ReconciliationMethod | 'none';
  /** Percent by which the absolute error of the mean fell over the scored origins, geometric mean over the series. */
  readonly gain: number;
}

/**
 * Makes the means of a hierarchy add up, where that helped in the backtest: each origin but the oldest is reconciled with
 * the error covariance of the origins before it, and the better of MinT and bottom-up is taken if it lowers the error.
 * The median and the limits follow their mean in proportion. `nodes`: aggregates first, then bottoms. A bottom too young
 * for an origin counts as nothing sold there and is not scored. `origin`: what was known, where the forecasts are of an earlier time:
 * of test periods after it nothing is.
 */
export function reconcileForecasts(
  hierarchy: Hierarchy,
  nodes: readonly NodeForecast[],
  origin = Number.POSITIVE_INFINITY,
): Reconciliation {
  const unchanged = nodes.map(({ forecast }) => forecast);
  const origins = Math.min(...nodes.slice(0, hierarchy.aggregates.length).map(({ folds }) => folds.length));
  const horizon = unchanged[0].mean.length;
  const nonNegative = nodes.every((node) => node.nonNegative);
  if (origins < 2) return { forecasts: unchanged, method: 'none', gain: Number.NaN };
  const lengths = nodes[0].folds.slice(-origins).map(({ trainingLength }) => trainingLength);
  const foldsOf = nodes.map(({ folds }) =>
    padFolds(folds, origins, horizon).map((fold, k) => ({
      ...fold,
      actual: fold.actual.slice(0, origin - lengths[k]),
    })),
  );
  const errorsBefore = (count: number): Float64Array[] =>
    foldsOf.map((folds) =>
      Float64Array.from(
        folds
          .slice(0, count)
          .flatMap(({ forecast, actual }, k) =>
            Array.from(actual.subarray(0, (lengths[count] ?? origin) - lengths[k]), (a, h) => a - forecast.mean[h]),
          ),
      ),
    );
  const methods: readonly ReconciliationMethod[] = ['min-trace', 'bottom-up'];
  const [first, second] = methods
    .map((method) => {
      const ratios = scoreMethod(method, hierarchy, foldsOf, errorsBefore, nonNegative);
      return { method, gain: ratios === null ? Number.NaN : 100 * (1 - ratios) };
    })
    .sort((a, b) => (b.gain || -1e9) - (a.gain || -1e9));
  const best = Number.isNaN(first.gain) ? second : first;
  if (!(best.gain >= 0)) return { forecasts: unchanged, method: 'none', gain: best.gain };
  const covariance = shrinkCovariance(errorsBefore(origins)).matrix;
  const means = nodes.map(() => new Float64Array(horizon));
  for (let h = 0; h < horizon; h++) {
    const base = Float64Array.from(unchanged, ({ mean }) => mean[h]);
    const x = reconcile(best.method, hierarchy, base, covariance, nonNegative);
    if (!x) return { forecasts: unchanged, method: 'none', gain: Number.NaN };
    x.forEach((v, i) => {
      means[i][h] = v;
    });
  }
  return { forecasts: unchanged.map((forecast, i) => moveToMean(forecast, means[i], nonNegative)), ...best };
}

function padFolds(folds: readonly FoldForecast[], origins: number, horizon: number): FoldForecast[] {
  const missing = Math.max(0, origins - folds.length);
  const zero = new Float64Array(horizon);
  const forecast = forecastOf(zero, () => zero);
  const actual = new Float64Array(horizon).fill(Number.NaN);
  const none: FoldForecast = { method: 'naive', trainingLength: 0, forecast, actual };
  return [...Array.from({ length: missing }, () => none), ...folds.slice(Math.max(0, folds.length - origins))];
}

function reconcile(
  method: ReconciliationMethod,
  hierarchy: Hierarchy,
  base: Float64Array,
  covariance: Float64Array,
  nonNegative: boolean,
): Float64Array | null {
  if (method === 'min-trace') return reconcileMinTrace(hierarchy, base, covariance, nonNegative);
  return sumBottomUp(hierarchy, nonNegative ? base.map((v) => Math.max(0, v)) : base);
}

/** Geometric mean over the series of reconciled / own absolute error; null where it cannot be said. */
function scoreMethod(
  method: ReconciliationMethod,
  hierarchy: Hierarchy,
  foldsOf: readonly (readonly FoldForecast[])[],
  errorsBefore: (count: number) => Float64Array[],
  nonNegative: boolean,
): number | null {
  const own = new Float64Array(foldsOf.length);
  const reconciled = new Float64Array(foldsOf.length);
  const origins = foldsOf[0].length;
  for (let k = 1; k < origins; k++) {
    const covariance = shrinkCovariance(errorsBefore(k)).matrix;
    const horizon = foldsOf[0][k].actual.length;
    for (let h = 0; h < horizon; h++) {
      const base = Float64Array.from(foldsOf, (folds) => folds[k].forecast.mean[h]);
      const x = reconcile(method, hierarchy, base, covariance, nonNegative);
      if (!x) return null;
      foldsOf.forEach((folds, i) => {
        const actual = folds[k].actual[h];
        if (Number.isNaN(actual)) return;
        own[i] += Math.abs(actual - base[i]);
        reconciled[i] += Math.abs(actual - x[i]);
      });
    }
  }
  let logs = 0;
  let count = 0;
  own.forEach((error, i) => {
    if (!(error > 0) || !(reconciled[i] > 0)) return;
    logs += Math.log(reconciled[i] / error);
    count++;
  });
  return count > 0 ? Math.exp(logs / count) : null;
}

/** Every column moved in the ratio of the new mean to the old one; by their difference where the old one is not positive. */
function moveToMean(forecast: Forecast, mean: Float64Array, nonNegative: boolean): Forecast {
  const move = (column: Float64Array): Float64Array =>
    column.map((v, h) => {
      const old = forecast.mean[h];
      const moved = old > 0 && mean[h] >= 0 ? v * (mean[h] / old) : v + mean[h] - old;
      return nonNegative ? Math.max(0, moved) : moved;
    });
  const moved = Object.fromEntries(forecastColumns.map((name) => [name, move(forecast[name])]));
  return { ...(moved as unknown as Forecast), mean };
}
