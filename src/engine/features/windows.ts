import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { fitSeriesScale, type SeriesScale, scaleValue } from '#engine/features/scaling.ts';

/** A regressor column known in the future. */
interface Column {
  readonly name: string;
  readonly values: Float64Array;
}

/** A series as the statistics take it. NaN = unknown, never 0. */
export interface SeriesToLearn {
  readonly id: string;
  readonly values: Float64Array;
  /** Periods a season, 1 = none. */
  readonly frequency: number;
  /** First day of the first period. */
  readonly start?: EpochDay;
  readonly xreg?: readonly Column[];
  readonly newXreg?: readonly Column[];
  /** Demand: logarithm, forecasts cut at 0. */
  readonly nonNegative: boolean;
}

/** Lengths that say where each part of a series lies; positions are origins = number of periods known. */
export interface WindowShape {
  /** Steps that the network sees, at least `horizon`. */
  readonly windowLength: number;
  readonly horizon: number;
  /** Periods at the end of each series that nothing here but the final forecast may see. */
  readonly holdout: number;
  /** Periods before the holdout that belong to validation. */
  readonly validation: number;
}

/** A series ready for windows: everything scaled by what was known before validation began. */
export interface PreparedSeries {
  readonly id: string;
  readonly scale: SeriesScale;
  /** Periods of data. */
  readonly length: number;
  readonly validationStart: number;
  readonly validationEnd: number;
  readonly frequency: number;
  /** Scaled values; NaN = unknown. */
  readonly scaled: Float64Array;
  /** [regressors][length + horizon], scaled; 0 where the series has no such column. */
  readonly regressors: readonly Float64Array[];
  /** Angle of the season by period, [length + horizon]; null without a season. */
  readonly angle: Float64Array | null;
}

/** Features of one step, in order: see {@link fillInputs}. */
export function featureCount(regressors: number): number {
  return 6 + 2 * regressors;
}

/** The names of all regressors that any series has on both sides of its end, in order of first appearance. */
export function sharedRegressors(series: readonly SeriesToLearn[]): readonly string[] {
  const names = series.flatMap(({ xreg = [], newXreg = [] }) =>
    xreg.filter(({ name }) => newXreg.some((later) => later.name === name)).map(({ name }) => name),
  );
  return [...new Set(names)];
}

/**
 * Length of the validation block: two horizons where that leaves three quarters of the shortest usable history for
 * training, else down to one horizon.
 */
export function validationLength(longest: number, horizon: number): number {
  return Math.max(horizon, Math.min(2 * horizon, Math.floor(longest / 4)));
}

/**
 * Scales a series by its training part alone. Null: fewer than `minimumKnown` values before validation, or all of them
 * equal.
 */
export function prepareSeries(
  series: SeriesToLearn,
  names: readonly string[],
  shape: WindowShape,
  minimumKnown: number,
): PreparedSeries | null {
  const { values, frequency } = series;
  const length = values.length;
  const validationEnd = length - shape.holdout;
  const validationStart = validationEnd - shape.validation;
  let known = 0;
  for (let t = 0; t < validationStart; t++) if (!Number.isNaN(values[t])) known += 1;
  const scale = known >= minimumKnown ? fitSeriesScale(values, validationStart, series.nonNegative) : null;
  if (!scale) return null;
  return {
    id: series.id,
    scale,
    length,
    validationStart,
    validationEnd,
    frequency,
    scaled: values.map((value) => scaleValue(scale, value)),
    regressors: names.map((name) => scaledColumn(series, name, validationStart, shape.horizon)),
    angle: frequency > 1 ? seasonAngles(series, length + shape.horizon) : null,
  };
}

function scaledColumn(series: SeriesToLearn, name: string, trainingEnd: number, horizon: number): Float64Array {
  const column = new Float64Array(series.values.length + horizon);
  const past = series.xreg?.find((regressor) => regressor.name === name);
  const future = series.newXreg?.find((regressor) => regressor.name === name);
  if (!past || !future) return column;
  column.set(past.values);
  column.set(future.values.subarray(0, horizon), past.values.length);
  const scale = fitSeriesScale(past.values, trainingEnd, false);
  // A column that never moved in training keeps its distance from that level.
  const centre = scale?.centre ?? past.values[0];
  const spread = scale?.spread ?? 1;
  return column.map((value) => (Number.isNaN(value) ? 0 : (value - centre) / spread));
}

/** Weeks by the day of the year (365.2425 days), so that the season doesn't drift; other periods by their count. */
function seasonAngles({ start, frequency }: SeriesToLearn, length: number): Float64Array {
  const weekly = frequency === 52 && start !== undefined;
  return Float64Array.from({ length }, (_, t) =>
    weekly ? (2 * Math.PI * (start + 7 * t + 3)) / 365.2425 : (2 * Math.PI * t) / frequency,
  );
}

/**
 * Writes the inputs of the window that ends before period `origin` into `inputs` from `offset`: [windowLength, features].
 * Step t (a period): scaled value and 1, or 0 and 0 where it is unknown; sine and cosine of the season; scaled value one
 * season before period t + horizon and 1, or 0 and 0, so that the last `horizon` steps carry last year's values of the
 * very periods to forecast; each regressor at t and at t + horizon, the latter for the same reason. Steps before the
 * first period are all 0. Nothing at or after `origin` is read but the season and the regressors.
 */
export function fillInputs(
  series: PreparedSeries,
  origin: number,
  shape: WindowShape,
  inputs: Float32Array,
  offset: number,
): void {
  const { scaled, regressors, angle, frequency } = series;
  const width = featureCount(regressors.length);
  const { windowLength, horizon } = shape;
  inputs.fill(0, offset, offset + windowLength * width);
  for (let step = 0; step < windowLength; step++) {
    const t = origin - windowLength + step;
    if (t < 0) continue;
    let at = offset + step * width;
    putKnown(inputs, at, scaled[t]);
    at += 2;
    if (angle) {
      inputs[at] = Math.sin(angle[t]);
      inputs[at + 1] = Math.cos(angle[t]);
    }
    at += 2;
    const lastYear = t + horizon - frequency;
    if (frequency > 1 && lastYear >= 0 && lastYear < origin) putKnown(inputs, at, scaled[lastYear]);
    at += 2;
    for (const column of regressors) {
      inputs[at] = column[t];
      inputs[at + 1] = column[t + horizon];
      at += 2;
    }
  }
}

function putKnown(inputs: Float32Array, at: number, value: number): void {
  if (Number.isNaN(value)) return;
  inputs[at] = value;
  inputs[at + 1] = 1;
}

/**
 * Writes the scaled targets of periods origin..origin + horizon - 1 and their weights (1, or 0 for unknown periods and
 * those at or after `end`). Returns the sum of the weights.
 */
export function fillTargets(
  series: PreparedSeries,
  origin: number,
  end: number,
  horizon: number,
  targets: Float32Array,
  weights: Float32Array,
  offset: number,
): number {
  let known = 0;
  for (let step = 0; step < horizon; step++) {
    const t = origin + step;
    const value = t < end ? series.scaled[t] : Number.NaN;
    const usable = !Number.isNaN(value);
    targets[offset + step] = usable ? value : 0;
    weights[offset + step] = usable ? 1 : 0;
    if (usable) known += 1;
  }
  return known;
}
