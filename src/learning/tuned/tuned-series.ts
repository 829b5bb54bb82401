import { fitSeriesScale } from '#engine/features/scaling.ts';
import { type SeriesToLearn, sharedRegressors } from '#engine/features/windows.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
import { effectAt, fitRegressorEffects } from './regressor-effects.ts';

/** A series as the tuned networks see it: `values` is g(y) less the regressors' effects, g = log(1 + y) for demand. */
export interface TunedSeries {
  readonly id: string;
  /** Demand: g is the logarithm; an index: g standardises. */
  readonly logarithm: boolean;
  readonly centre: number;
  readonly spread: number;
  /** Periods of data. */
  readonly length: number;
  readonly frequency: number;
  /** NaN = unknown. */
  readonly values: Float64Array;
  /** Effects of the regressors on g(y), [length + horizon]. */
  readonly effects: Float64Array;
  /** Effect of one unit of each regressor on g(y). */
  readonly coefficients: Float64Array;
  /** [regressors][length + horizon]: less the series' own mean, by the spread over all series. */
  readonly regressors: readonly Float64Array[];
  /** [observed columns][length]: less the series' own mean, by the spread over all series; NaN = unknown. */
  readonly observed: readonly Float64Array[];
  /** Angle of the season by period, [length + horizon]; null without a season. */
  readonly angle: Float64Array | null;
  /** What the series is: one entry a series where they are few, else one a group; then level, spread, share of zeros. */
  readonly statics: Float32Array;
  /** Root mean square of one-step changes of `values` over what may be learnt from. */
  readonly roughness: number;
  /** Periods before this one may be learnt from. */
  readonly end: number;
}

/** Series up to this many are told apart one by one; more of them by group. */
const mostNamedSeries = 24;

/** What a network was taught to tell apart: a network reused on other data needs the same inputs in the same places. */
export interface Vocabulary {
  /** Names of the regressors, in the order of the inputs. */
  readonly regressors: readonly string[];
  /** Ids of series, or groups where there are many series. */
  readonly identities: readonly string[];
  /** Names of the columns that are observed as time goes by. Absent in networks saved before there were any. */
  readonly observed?: readonly string[];
}

export interface TunedOptions {
  readonly horizon: number;
  /** Periods at the end of each series that nothing here may see but the forecast itself. */
  readonly unseen: number;
  readonly minimumKnown: number;
  /** That of an earlier training; absent: made from the series. */
  readonly vocabulary?: Vocabulary;
}

export interface TunedPreparation {
  readonly vocabulary: Vocabulary;
  readonly series: readonly TunedSeries[];
  /** Too few known values, or all of them equal. */
  readonly leftOut: readonly SeriesToLearn[];
}

/** Prepares series for the tuned networks from what lies before their last `unseen` periods. */
export function prepareTuned(
  all: readonly SeriesToLearn[],
  { horizon, unseen, minimumKnown, vocabulary = vocabularyOf(all) }: TunedOptions,
): TunedPreparation {
  const { regressors: names, identities, observed: observedNames = [] } = vocabulary;
  const kept: SeriesToLearn[] = [];
  const leftOut: SeriesToLearn[] = [];
  for (const series of all) {
    const end = series.values.length - unseen;
    const known = series.values.subarray(0, Math.max(0, end)).reduce((n, y) => (Number.isNaN(y) ? n : n + 1), 0);
    const usable = known >= minimumKnown && fitSeriesScale(series.values, end, series.nonNegative) !== null;
    (usable ? kept : leftOut).push(series);
  }
  const spreads = names.map((name) => pooledSpread(kept, name, unseen));
  const observedSpreads = observedNames.map((name) => spreadOfObserved(kept, name, unseen));
  const drafts = kept.map((series) => {
    const end = series.values.length - unseen;
    const scale = fitSeriesScale(series.values, end, series.nonNegative)!;
    const raw = series.nonNegative
      ? series.values.map((y) => Math.log1p(y))
      : series.values.map((y) => (y - scale.centre) / scale.spread);
    const regressors = names.map((name, k) => columnOf(series, name, end, horizon, spreads[k]));
    return { series, end, scale, raw, regressors };
  });
  const effects = fitRegressorEffects(drafts.map(({ raw, regressors, end }) => ({ values: raw, regressors, end })));
  const levels = drafts.map(({ raw, end }) => momentsOf(raw, end));
  const meanLevel = mean(levels.map((level) => level.mean));
  const spreadOfLevels = Math.sqrt(mean(levels.map((level) => (level.mean - meanLevel) ** 2))) || 1;
  return {
    vocabulary,
    leftOut,
    series: drafts.map(({ series, end, scale, raw, regressors }, index) => {
      const length = series.values.length;
      const added = Float64Array.from({ length: length + horizon }, (_, t) => effectAt(effects[index], regressors, t));
      const values = raw.map((value, t) => value - added[t]);
      const codes = new Float32Array(identities.length + 3);
      const which = Math.max(identities.indexOf(series.id), identities.indexOf(groupOf(series)));
      if (which >= 0) codes[which] = 1;
      codes[codes.length - 3] = (levels[index].mean - meanLevel) / spreadOfLevels;
      codes[codes.length - 2] = levels[index].spread;
      codes[codes.length - 1] = levels[index].zeroShare;
      return {
        id: series.id,
        logarithm: series.nonNegative,
        centre: series.nonNegative ? 0 : scale.centre,
        spread: series.nonNegative ? 1 : scale.spread,
        length,
        frequency: series.frequency,
        values,
        effects: added,
        coefficients: effects[index],
        regressors,
        observed: observedNames.map((name, k) => observedOf(series, name, end, observedSpreads[k])),
        angle: series.frequency > 1 ? seasonAngles(series, length + horizon) : null,
        statics: codes,
        roughness: roughnessOf(values, end),
        end,
      };
    }),
  };
}

/** One word a series where they are few, else one a group. */
function vocabularyOf(all: readonly SeriesToLearn[]): Vocabulary {
  const named = all.length <= mostNamedSeries;
  const identities = [...new Set(all.map((series) => (named ? series.id : groupOf(series))))].slice(0, mostNamedSeries);
  const observed = [...new Set(all.flatMap((series) => series.observed?.map(({ name }) => name) ?? []))];
  return { regressors: sharedRegressors(all), identities, observed };
}

function groupOf({ group }: SeriesToLearn): string {
  return `group:${group ?? ''}`;
}

/** Units of a value on the network's scale (effects put back), cut at 0 for demand. */
export function unitsOf(series: TunedSeries, value: number): number {
  return series.logarithm ? Math.max(0, Math.expm1(value)) : value * series.spread + series.centre;
}

function mean(values: readonly number[]): number {
  return sumOf(values) / Math.max(1, values.length);
}

function momentsOf(values: Float64Array, end: number): { mean: number; spread: number; zeroShare: number } {
  const known = Array.from(values.subarray(0, end)).filter((value) => !Number.isNaN(value));
  const centre = mean(known);
  return {
    mean: centre,
    spread: Math.sqrt(mean(known.map((value) => (value - centre) ** 2))),
    zeroShare: known.filter((value) => value === 0).length / known.length,
  };
}

function roughnessOf(values: Float64Array, end: number): number {
  let [sum, count] = [0, 0];
  for (let t = 1; t < end; t++) {
    const change = values[t] - values[t - 1];
    if (Number.isNaN(change)) continue;
    sum += change * change;
    count += 1;
  }
  return count > 0 ? Math.sqrt(sum / count) : 0;
}

/** Root mean square of a regressor less each series' own mean, over what may be learnt from; 1 where it never moves. */
function pooledSpread(all: readonly SeriesToLearn[], name: string, unseen: number): number {
  let [sum, count] = [0, 0];
  for (const { values, xreg } of all) {
    const column = xreg?.find((regressor) => regressor.name === name)?.values;
    if (!column) continue;
    const end = values.length - unseen;
    const { mean: centre, spread } = momentsOf(column, end);
    if (Number.isNaN(centre)) continue;
    sum += spread * spread * end;
    count += end;
  }
  const spread = Math.sqrt(sum / Math.max(1, count));
  return spread > 1e-9 ? spread : 1;
}

function columnOf(series: SeriesToLearn, name: string, end: number, horizon: number, spread: number): Float64Array {
  const column = new Float64Array(series.values.length + horizon);
  const past = series.xreg?.find((regressor) => regressor.name === name);
  const future = series.newXreg?.find((regressor) => regressor.name === name);
  if (!past || !future) return column;
  column.set(past.values);
  column.set(future.values.subarray(0, horizon), past.values.length);
  const { mean: centre } = momentsOf(past.values, end);
  return column.map((value) => (Number.isNaN(value) ? 0 : (value - centre) / spread));
}

/** ln(1 + x) of an observed column less its mean before `end`; null where the series does not have it. */
function centredLogarithm(series: SeriesToLearn, name: string, end: number): Float64Array | null {
  const column = series.observed?.find((one) => one.name === name)?.values;
  if (!column) return null;
  const logarithms = column.map((value) => (value >= 0 ? Math.log1p(value) : Number.NaN));
  const { mean: centre } = momentsOf(logarithms, end);
  return Number.isFinite(centre) ? logarithms.map((value) => value - centre) : null;
}

function spreadOfObserved(all: readonly SeriesToLearn[], name: string, unseen: number): number {
  let [sum, count] = [0, 0];
  for (const series of all) {
    const end = series.values.length - unseen;
    centredLogarithm(series, name, end)
      ?.subarray(0, end)
      .forEach((value) => {
        if (Number.isNaN(value)) return;
        sum += value * value;
        count += 1;
      });
  }
  const spread = Math.sqrt(sum / Math.max(1, count));
  return spread > 1e-9 ? spread : 1;
}

function observedOf(series: SeriesToLearn, name: string, end: number, spread: number): Float64Array {
  const centred = centredLogarithm(series, name, end);
  return centred ? centred.map((value) => value / spread) : new Float64Array(series.values.length).fill(Number.NaN);
}

/** Weeks by the day of the year (365.2425 days), so that the season doesn't drift; other periods by their count. */
function seasonAngles({ start, frequency }: SeriesToLearn, length: number): Float64Array {
  const weekly = frequency === 52 && start !== undefined && !Number.isNaN(start);
  return Float64Array.from({ length }, (_, t) =>
    weekly ? (2 * Math.PI * (start + 7 * t + 3)) / 365.2425 : (2 * Math.PI * t) / frequency,
  );
}
