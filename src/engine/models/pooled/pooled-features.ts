import type { NamedColumn } from '#engine/models/sarima/sarima-problem.ts';

/** One series for the pooled model, up to its cut. */
interface PooledSeries {
  /** NaN = unknown. Not negative. */
  readonly values: Float64Array;
  readonly frequency: number;
  readonly xreg: readonly NamedColumn[];
  readonly newXreg: readonly NamedColumn[];
}

/** What a row is made of, the same for all rows of a model. */
export interface FeatureLayout {
  readonly regressors: readonly string[];
  /** Periods of a season whose last years are looked at; 0 = none. */
  readonly season: number;
  /** Periods of the level. */
  readonly level: number;
}

const lags = 8;
const meanLengths = [2, 4, 8, 26] as const;
/** Periods whose mean is the level that everything is relative to: a short season (12 months), else a quarter of weeks. */
const quarter = 13;
const longestShortSeason = 24;
/** Years whose seasonal ratios are averaged. */
const years = 3;

/** Regressors that all series have, and the season where every series has one and a half of it. */
export function buildFeatures(series: readonly PooledSeries[]): FeatureLayout {
  const [first] = series;
  const everywhere = (name: string): boolean =>
    series.every(({ xreg, newXreg }) => xreg.some((c) => c.name === name) && newXreg.some((c) => c.name === name));
  const season = first.frequency;
  const seasonal = season > 1 && series.every((one) => one.frequency === season && one.values.length >= 1.5 * season);
  return {
    regressors: first.xreg.map(({ name }) => name).filter(everywhere),
    season: seasonal ? season : 0,
    level: seasonal && season <= longestShortSeason ? season : quarter,
  };
}

export function countFeatures({ regressors, season }: FeatureLayout): number {
  return lags + meanLengths.length + 4 + (season > 0 ? 6 : 0) + 3 * regressors.length;
}

/** ln(1 + y) of a series and its regressors over sample and horizon, so that a row is quick to make. */
export class FeatureMaker {
  private readonly values: Float64Array;
  private readonly logs: Float64Array;
  private readonly known: readonly Float64Array[];
  private readonly season: number;
  private readonly levelLength: number;
  private readonly levels: Float64Array;

  constructor(series: PooledSeries, layout: FeatureLayout) {
    this.values = series.values;
    this.logs = series.values.map((v) => Math.log1p(v));
    this.season = layout.season;
    this.levelLength = layout.level;
    this.levels = Float64Array.from({ length: series.values.length + 1 }, (_, origin) =>
      Math.log1p(this.meanBefore(this.values, origin, layout.level)),
    );
    this.known = layout.regressors.map((name) => {
      const past = series.xreg.find((c) => c.name === name)?.values ?? new Float64Array(0);
      const future = series.newXreg.find((c) => c.name === name)?.values ?? new Float64Array(0);
      const whole = new Float64Array(past.length + future.length);
      whole.set(past);
      whole.set(future, past.length);
      return whole;
    });
  }

  /** ln(1 + mean of the last known values before `origin`); NaN where none is known. */
  level(origin: number): number {
    return origin >= 0 ? this.levels[origin] : Number.NaN;
  }

  /**
   * What the model's answer for period `origin + step - 1` is added to: the level and, with a short season, the mean
   * ratio of the period's phase to its year's level over the last three years. NaN where nothing is known.
   */
  base(origin: number, step: number): number {
    const ratio = this.levelLength === this.season ? this.seasonalRatio(origin, step) : 0;
    return this.level(origin) + (Number.isNaN(ratio) ? 0 : ratio);
  }

  /** ln(1 + y) of period `origin + step - 1` less its base. */
  target(origin: number, step: number): number {
    return this.logs[origin + step - 1] - this.base(origin, step);
  }

  /**
   * Features of the forecast made after `origin` periods for `step` periods ahead, written to row `row` of the columns:
   * log lags and means relative to the level, spread, share of zeros, periods before the series' end, step, seasonal
   * ratios and growth over a year, and each regressor at the target, less its recent mean, less its last value.
   */
  write(columns: readonly Float64Array[], row: number, origin: number, step: number): void {
    const level = this.level(origin);
    let f = 0;
    const put = (value: number): void => {
      columns[f++][row] = value;
    };
    for (let k = 1; k <= lags; k++) put(origin >= k ? this.logs[origin - k] - level : Number.NaN);
    for (const length of meanLengths) put(Math.log1p(this.meanBefore(this.values, origin, length)) - level);
    put(this.spreadBefore(origin));
    put(this.zeroShareBefore(origin));
    put(origin - this.values.length);
    put(step);
    if (this.season > 0) this.writeSeason(put, origin, step);
    for (const column of this.known) {
      const value = column[origin + step - 1];
      put(value);
      put(value - this.meanBefore(column, origin, this.levelLength));
      put(value - column[origin - 1]);
    }
  }

  /** Last year's ratio, the mean one, growth over a year of the level, of the last period and of the last quarter; phase. */
  private writeSeason(put: (value: number) => void, origin: number, step: number): void {
    const { season, logs, values } = this;
    const target = origin + step - 1;
    const last = target - season * Math.ceil(step / season);
    put(last >= 0 ? logs[last] - this.level(last + season - step + 1) : Number.NaN);
    put(this.seasonalRatio(origin, step));
    put(this.level(origin) - this.level(origin - season));
    put(origin > season ? logs[origin - 1] - logs[origin - 1 - season] : Number.NaN);
    const recent = Math.log1p(this.meanBefore(values, origin, 3));
    put(origin > season ? recent - Math.log1p(this.meanBefore(values, origin - season, 3)) : Number.NaN);
    put((target - values.length + 1000 * season) % season);
  }

  /** Mean over the last years of ln(1 + y) at the target's phase less the level of the year that it belongs to. */
  private seasonalRatio(origin: number, step: number): number {
    let sum = 0;
    let count = 0;
    const behind = this.season * Math.ceil(step / this.season);
    for (let year = 0; year < years; year++) {
      const at = origin + step - 1 - behind - year * this.season;
      const ratio = at >= 0 ? this.logs[at] - this.level(origin - year * this.season) : Number.NaN;
      if (Number.isNaN(ratio)) continue;
      sum += ratio;
      count++;
    }
    return count > 0 ? sum / count : Number.NaN;
  }

  private meanBefore(x: Float64Array, end: number, length: number): number {
    let sum = 0;
    let count = 0;
    for (let t = Math.max(0, end - length); t < end; t++) {
      if (Number.isNaN(x[t])) continue;
      sum += x[t];
      count++;
    }
    return sum / count;
  }

  /** Mean distance of the last two levels' worth of values from the level (a short season: from its year before). */
  volatility(origin: number): number {
    const seasonal = this.levelLength === this.season;
    let sum = 0;
    let count = 0;
    for (let t = Math.max(1, origin - 2 * this.levelLength); t < origin; t++) {
      const expected = seasonal && t >= this.season ? this.values[t - this.season] : Math.expm1(this.levels[t]);
      const distance = Math.abs(this.values[t] - expected);
      if (Number.isNaN(distance)) continue;
      sum += distance;
      count++;
    }
    const level = Math.exp(this.level(origin));
    return Math.max(count > 0 ? sum / count : 0, 0.02 * (Number.isNaN(level) ? 1 : level));
  }

  /** Standard deviation of the logarithms of the last 13 periods. */
  private spreadBefore(end: number): number {
    let sum = 0;
    let squares = 0;
    let count = 0;
    for (let t = Math.max(0, end - this.levelLength); t < end; t++) {
      const v = this.logs[t];
      if (Number.isNaN(v)) continue;
      sum += v;
      squares += v * v;
      count++;
    }
    return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  }

  private zeroShareBefore(end: number): number {
    let zeros = 0;
    let count = 0;
    for (let t = Math.max(0, end - this.levelLength); t < end; t++) {
      if (Number.isNaN(this.values[t])) continue;
      if (this.values[t] === 0) zeros++;
      count++;
    }
    return zeros / count;
  }
}
