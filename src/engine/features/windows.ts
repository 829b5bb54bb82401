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
  /** Columns of the length of `values` that are known only as time goes by (browsing, price paid): never ahead. NaN = unknown. */
  readonly observed?: readonly Column[];
  /** Demand: logarithm, forecasts cut at 0. */
  readonly nonNegative: boolean;
  /** What the series belongs to (a product's category, say): where there are many, a network tells groups apart. */
  readonly group?: string;
}

/** Lengths that say where each part of a series lies; positions are origins = number of periods known. */
export interface WindowShape {
  /** Steps that the network sees, the period to forecast among them. */
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

/** Features of one step: see {@link fillInputs}. */
export function featureCount(regressors: number): number {
  return 7 + regressors;
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

/** What a window's figures are measured from, on the scaled series. */
export interface WindowReference {
  /** Mean of the last known values. */
  readonly level: number;
  /** Expected change over a season. */
  readonly growth: number;
}

/** Values that make the level, and pairs a season apart that make the growth. */
const levelLength = 8;
const growthLength = 13;
/** Pairs that would have to speak for growth as loudly as "none". */
const growthPrior = 3;

/**
 * Level (mean of the last 8 known values) and growth over a season (mean difference of the last 13 pairs, shrunk to 0 by
 * 3) before `origin`. Reads nothing at or after it.
 */
export function referenceOf(series: PreparedSeries, origin: number): WindowReference {
  const { scaled, frequency } = series;
  let [sum, count] = [0, 0];
  for (let t = origin - 1; t >= 0 && count < levelLength; t--) {
    if (Number.isNaN(scaled[t])) continue;
    sum += scaled[t];
    count += 1;
  }
  let [growth, pairs] = [0, 0];
  for (let t = origin - 1; frequency > 1 && t >= Math.max(frequency, origin - growthLength); t--) {
    const difference = scaled[t] - scaled[t - frequency];
    if (Number.isNaN(difference)) continue;
    growth += difference;
    pairs += 1;
  }
  return { level: count > 0 ? sum / count : 0, growth: growth / (pairs + growthPrior) };
}

/**
 * The value of period t one season earlier (or the fewest seasons that lead before `origin`) plus the growth since; NaN
 * where that is unknown.
 */
function seasonalReference(series: PreparedSeries, origin: number, { growth }: WindowReference, t: number): number {
  const { scaled, frequency } = series;
  if (frequency <= 1) return Number.NaN;
  const seasons = Math.max(1, Math.ceil((t - origin + 1) / frequency));
  const earlier = t - seasons * frequency;
  return earlier >= 0 ? scaled[earlier] + seasons * growth : Number.NaN;
}

/**
 * What the network corrects for period t: the seasonal reference, or the level where there is none. A network that says 0
 * is a seasonal naive forecast with drift.
 */
export function expectedValue(series: PreparedSeries, origin: number, reference: WindowReference, t: number): number {
  const seasonal = seasonalReference(series, origin, reference, t);
  return Number.isNaN(seasonal) ? reference.level : seasonal;
}

/**
 * Writes the inputs for forecasting the period `ahead` (1 = the first) after `origin` into `inputs` from `offset`:
 * [windowLength, features]; the last step is the period to forecast itself. Step t: value less the level and 1, or 0 and 0
 * where it is unknown or not before `origin`; sine and cosine of the season; the level; the seasonal reference less the
 * level and 1, or 0 and 0 where there is none; the regressors. Steps before the first period are all 0. Nothing at or
 * after `origin` is read but the season and the regressors.
 */
export function fillInputs(
  series: PreparedSeries,
  origin: number,
  ahead: number,
  shape: WindowShape,
  reference: WindowReference,
  inputs: Float32Array,
  offset: number,
): void {
  const { scaled, regressors, angle } = series;
  const width = featureCount(regressors.length);
  const { windowLength } = shape;
  const { level } = reference;
  inputs.fill(0, offset, offset + windowLength * width);
  for (let step = 0; step < windowLength; step++) {
    const t = origin + ahead - windowLength + step;
    if (t < 0) continue;
    const at = offset + step * width;
    if (t < origin && !Number.isNaN(scaled[t])) {
      inputs[at] = scaled[t] - level;
      inputs[at + 1] = 1;
    }
    if (angle) {
      inputs[at + 2] = Math.sin(angle[t]);
      inputs[at + 3] = Math.cos(angle[t]);
    }
    inputs[at + 4] = level;
    const seasonal = seasonalReference(series, origin, reference, t);
    if (!Number.isNaN(seasonal)) {
      inputs[at + 5] = seasonal - level;
      inputs[at + 6] = 1;
    }
    for (let k = 0; k < regressors.length; k++) inputs[at + 7 + k] = regressors[k][t];
  }
}
