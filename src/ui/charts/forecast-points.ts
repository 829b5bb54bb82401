import type { ForecastPoint } from './forecast-chart.tsx';

/** A forecast by position, as plain columns of one length. */
export interface ForecastColumns {
  readonly mean: ArrayLike<number>;
  readonly lo50: ArrayLike<number>;
  readonly hi50: ArrayLike<number>;
  readonly lo80: ArrayLike<number>;
  readonly hi80: ArrayLike<number>;
  readonly lo95: ArrayLike<number>;
  readonly hi95: ArrayLike<number>;
}

export interface ForecastParts {
  /** NaN = nothing known. */
  readonly values: Float64Array;
  /** How many of the last values are drawn. */
  readonly shown: number;
  /** Position of a value on the axis; forecasts follow the last value. */
  readonly positionOf: (index: number) => number;
  readonly forecast: ForecastColumns | null;
  readonly naive: ArrayLike<number> | null;
}

/** History, then the forecast with its bands beside the naive one, as the points of a forecast chart. */
export function joinForecast({ values, shown, positionOf, forecast, naive }: ForecastParts): ForecastPoint[] {
  const first = Math.max(0, values.length - shown);
  const history = Array.from(
    values.subarray(first),
    (value, i): ForecastPoint => ({
      ...nothing,
      x: positionOf(first + i),
      history: Number.isNaN(value) ? null : value,
    }),
  );
  if (!forecast) return history;
  const ahead = Array.from(
    forecast.mean,
    (mean, k): ForecastPoint => ({
      x: positionOf(values.length + k),
      history: null,
      forecast: mean,
      band50: [forecast.lo50[k], forecast.hi50[k]],
      band80: [forecast.lo80[k], forecast.hi80[k]],
      band95: [forecast.lo95[k], forecast.hi95[k]],
      naive: naive?.[k] ?? null,
    }),
  );
  return [...history, ...ahead];
}

const nothing = { forecast: null, band50: null, band80: null, band95: null, naive: null };
