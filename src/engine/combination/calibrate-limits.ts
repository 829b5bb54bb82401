import type { Forecast } from '#engine/forecast.ts';

/** A past forecast beside the actual values; NaN = unknown. */
export interface PastForecast {
  readonly forecast: Forecast;
  readonly actual: Float64Array;
}

/** Factors for the distance of each limit from the median, by step. */
export interface LimitFactors {
  readonly lo: Readonly<Record<Level, Float64Array>>;
  readonly hi: Readonly<Record<Level, Float64Array>>;
}

type Level = 50 | 80 | 95;
const levels: readonly Level[] = [50, 80, 95];

/** Two-sided 95 % needs 39 ranked errors: the largest of them is then the limit. */
const enoughForAStep = 39;
/** Forecasts' worth of trust in the limits as they are: a few origins change them little. */
const priorForecasts = 100;

/**
 * Normalised split-conformal calibration (Lei, G'Sell, Rinaldo, Tibshirani and Wasserman 2018): how many times the
 * distance from the median to a limit would have been needed for the limit to hold as often as it says. Errors above and
 * below the median are ranked apart, as quantile rank ceil((n + 1) p); by step where a step has 39 errors, else over all
 * steps together, else nothing is changed. The factors are shrunk to 1 (geometrically) by n / (n + 100) over n forecasts,
 * as errors within one forecast are alike; of forecasts that share periods only the `independent` part counts. Null when there are too few.
 */
export function calibrateLimits(past: readonly PastForecast[], horizon: number, independent = 1): LimitFactors | null {
  const count = independent * past.length;
  const trust = count / (count + priorForecasts);
  const factorsOf = (side: 'lo' | 'hi', level: Level): Float64Array | null => {
    const ratios = Array.from({ length: horizon }, (): number[] => []);
    for (const { forecast, actual } of past) {
      const limit = forecast[`${side}${level}`];
      for (let h = 0; h < horizon; h++) {
        const distance = Math.abs(limit[h] - forecast.median[h]);
        const error = side === 'hi' ? actual[h] - forecast.median[h] : forecast.median[h] - actual[h];
        // A limit that sits on the median (at zero) has no distance to stretch.
        if (distance > 0 && !Number.isNaN(error)) ratios[h].push(error / distance);
      }
    }
    const share = 0.5 + level / 200;
    const all = ratios.flat();
    if (all.length < enoughForAStep) return null;
    const together = rankedQuantile(all, share);
    return Float64Array.from(ratios, (own) => {
      const raw = own.length >= enoughForAStep ? rankedQuantile(own, share) : together;
      return Math.max(raw, 0.05) ** trust;
    });
  };
  const sideOf = (side: 'lo' | 'hi'): Record<Level, Float64Array> | null => {
    const [a, b, c] = levels.map((level) => factorsOf(side, level));
    return a && b && c ? { 50: a, 80: b, 95: c } : null;
  };
  const lo = sideOf('lo');
  const hi = sideOf('hi');
  const ones = new Float64Array(horizon).fill(1);
  const unchanged = { 50: ones, 80: ones, 95: ones };
  return lo || hi ? { lo: lo ?? unchanged, hi: hi ?? unchanged } : null;
}

function rankedQuantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length, Math.ceil((sorted.length + 1) * share)) - 1];
}

/** Limits at new distances; a narrower level never reaches beyond a wider one, nothing below 0 where asked. */
export function applyFactors(forecast: Forecast, { lo, hi }: LimitFactors, nonNegative: boolean): Forecast {
  const { median } = forecast;
  const at = (side: 'lo' | 'hi', level: Level): Float64Array => {
    const factors = side === 'lo' ? lo[level] : hi[level];
    return forecast[`${side}${level}`].map((limit, h) => {
      const value = median[h] + factors[h] * (limit - median[h]);
      return nonNegative ? Math.max(0, value) : value;
    });
  };
  const lo50 = at('lo', 50);
  const hi50 = at('hi', 50);
  const lo80 = at('lo', 80).map((v, h) => Math.min(v, lo50[h]));
  const hi80 = at('hi', 80).map((v, h) => Math.max(v, hi50[h]));
  const lo95 = at('lo', 95).map((v, h) => Math.min(v, lo80[h]));
  const hi95 = at('hi', 95).map((v, h) => Math.max(v, hi80[h]));
  return { mean: forecast.mean, median, lo50, hi50, lo80, hi80, lo95, hi95 };
}
