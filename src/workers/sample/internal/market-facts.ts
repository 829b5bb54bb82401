import { fromEpochDay, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { Series } from './assortment/range.ts';
import { exactExp } from './exact-math.ts';

/** First day of the log, a Monday, and its last day, a Sunday: 156 whole weeks. */
export const firstDay = toEpochDay(2023, 1, 2);
export const lastDay = toEpochDay(2025, 12, 28);
export const lastCalendarDay = toEpochDay(2026, 12, 27);

/** A yearly peak: relative height, day of the year and width in days (standard deviation). */
export interface SeasonPeak {
  readonly height: number;
  readonly dayOfYear: number;
  readonly width: number;
}

/** How a category's customers behave. */
export interface CategoryBehaviour {
  /** Pieces a week of a middling product at its best, season and promotion neutral. */
  readonly weeklyBase: number;
  readonly medianPrice: number;
  /** Demand falls by so many percent when the price rises by one. */
  readonly elasticity: number;
  readonly yearlyGrowth: number;
  /** Saturday and Sunday against a weekday. */
  readonly weekend: number;
  readonly peaks: readonly SeasonPeak[];
}

export const behaviours: Readonly<Record<string, CategoryBehaviour>> = {
  BH: {
    weeklyBase: 78,
    medianPrice: 89,
    elasticity: 1.6,
    yearlyGrowth: 0.06,
    weekend: 1.08,
    peaks: [
      { height: 0.5, dayOfYear: 330, width: 40 },
      { height: 0.22, dayOfYear: 195, width: 32 },
    ],
  },
  XF: {
    weeklyBase: 62,
    medianPrice: 79,
    elasticity: 1.3,
    yearlyGrowth: 0.14,
    weekend: 1.12,
    peaks: [
      { height: 0.6, dayOfYear: 350, width: 35 },
      { height: 0.35, dayOfYear: 138, width: 12 },
    ],
  },
  SN: {
    weeklyBase: 70,
    medianPrice: 75,
    elasticity: 1.9,
    yearlyGrowth: 0.04,
    weekend: 1.15,
    peaks: [
      { height: 0.45, dayOfYear: 14, width: 18 },
      { height: 0.38, dayOfYear: 240, width: 20 },
      { height: 0.2, dayOfYear: 120, width: 18 },
    ],
  },
  JD: {
    weeklyBase: 52,
    medianPrice: 149,
    elasticity: 2.1,
    yearlyGrowth: 0.08,
    weekend: 1.1,
    peaks: [
      { height: 0.4, dayOfYear: 318, width: 30 },
      { height: 0.5, dayOfYear: 168, width: 30 },
    ],
  },
  CW: {
    weeklyBase: 92,
    medianPrice: 59,
    elasticity: 1.1,
    yearlyGrowth: 0.18,
    weekend: 1.04,
    peaks: [{ height: 0.14, dayOfYear: 318, width: 24 }],
  },
  LY: {
    weeklyBase: 46,
    medianPrice: 139,
    elasticity: 1.7,
    yearlyGrowth: -0.05,
    weekend: 1.3,
    peaks: [
      { height: 1.5, dayOfYear: 122, width: 30 },
      { height: 0.8, dayOfYear: 274, width: 18 },
    ],
  },
};

/** Groups whose season differs from their category's: it multiplies. */
export const groupPeaks: Readonly<Record<string, readonly SeasonPeak[]>> = {
  风扇: [{ height: 1.4, dayOfYear: 172, width: 32 }],
  取暖: [{ height: 1.7, dayOfYear: 350, width: 36 }],
  加湿器: [{ height: 0.7, dayOfYear: 355, width: 45 }],
  冷水壶: [{ height: 0.7, dayOfYear: 190, width: 35 }],
  大杯: [{ height: 0.4, dayOfYear: 180, width: 40 }],
  焖烧罐: [{ height: 0.5, dayOfYear: 350, width: 40 }],
};

export const seriesLevel: Readonly<Record<Series, number>> = { 经典: 1, 便携: 1.2, 轻奢: 0.75, 联名: 1.55, 山系: 1.05 };
export const materialLevel: Readonly<Record<string, number>> = {
  钛: 1.15,
  陶瓷: 0.9,
  玻璃: 0.95,
  冻干: 1.1,
  丝绒: 0.9,
};
/** Level falls with the price against the category's median as price^-0.7. */
export const priceLevelExponent = -0.7;
/** Standard deviation of the logarithm of what attributes and price don't explain about a level. */
export const levelNoise = 0.35;

/** Demand by week since launch, relative to the peak week; past the end it nears `plateau` by 8 % a week. */
export interface LaunchCurve {
  readonly weeks: readonly number[];
  readonly plateau: number;
}

export const launchCurves = {
  fast: {
    weeks: [0.78, 1, 0.93, 0.82, 0.72, 0.63, 0.56, 0.5, 0.45, 0.41, 0.38, 0.35, 0.33, 0.31, 0.3, 0.29],
    plateau: 0.24,
  },
  steady: {
    weeks: [0.38, 0.6, 0.77, 0.89, 0.97, 1, 0.99, 0.96, 0.93, 0.9, 0.86, 0.83, 0.8, 0.78, 0.76, 0.74],
    plateau: 0.62,
  },
  slow: {
    weeks: [0.22, 0.33, 0.44, 0.54, 0.63, 0.71, 0.78, 0.84, 0.89, 0.93, 0.96, 0.98, 1, 1, 0.99, 0.98],
    plateau: 0.88,
  },
} as const satisfies Record<string, LaunchCurve>;
export type CurveName = keyof typeof launchCurves;

/** How likely each curve is for a series. */
export const curveOdds: Readonly<Record<Series, readonly [CurveName, number][]>> = {
  联名: [['fast', 1]],
  便携: [
    ['steady', 0.7],
    ['fast', 0.3],
  ],
  经典: [
    ['steady', 0.75],
    ['slow', 0.25],
  ],
  轻奢: [
    ['slow', 0.8],
    ['steady', 0.2],
  ],
  山系: [
    ['steady', 0.5],
    ['slow', 0.5],
  ],
};

/** Shape of the daily negative binomial: variance = mean + mean^2 / shape. */
export const dispersionShape = 5;
/** Weekly AR(1) of the logarithm of a product's demand, of its category's, and of the market price index. */
export const productDrift = { phi: 0.75, innovation: 0.11 };
export const categoryDrift = { phi: 0.85, innovation: 0.04 };
export const indexDrift = { phi: 0.85, innovation: 0.006 };
/** The market's price level moves demand: demand ~ (index / trend)^-0.8. */
export const indexElasticity = -0.8;
export const indexYearlyTrend = -0.012;

function circularDistance(a: number, b: number): number {
  const apart = Math.abs(a - b) % 365;
  return Math.min(apart, 365 - apart);
}

function rawSeason(peaks: readonly SeasonPeak[], dayOfYear: number): number {
  return peaks.reduce((sum, peak) => {
    const z = circularDistance(dayOfYear, peak.dayOfYear) / peak.width;
    return sum + peak.height * exactExp(-0.5 * z * z);
  }, 1);
}

/** Season by day of the year (0..365), mean 1. */
export function seasonTable(peaks: readonly SeasonPeak[]): readonly number[] {
  const raw = Array.from({ length: 366 }, (_, dayOfYear) => rawSeason(peaks, dayOfYear));
  const mean = raw.slice(0, 365).reduce((sum, value) => sum + value, 0) / 365;
  return raw.map((value) => value / mean);
}

/** Days since 1 January. */
export function dayOfYear(day: number): number {
  return day - toEpochDay(fromEpochDay(day).year, 1, 1);
}

/** Demand at `age` days after launch relative to the peak, between the weeks by straight lines; `stretch` slows it. */
export function curveAt(curve: LaunchCurve, age: number, stretch: number): number {
  const week = Math.max(0, age / 7 / stretch - 0.5);
  const before = Math.floor(week);
  const share = week - before;
  return curveWeek(curve, before) * (1 - share) + curveWeek(curve, before + 1) * share;
}

function curveWeek(curve: LaunchCurve, week: number): number {
  const last = curve.weeks.length - 1;
  if (week <= last) return curve.weeks[week];
  let gap = curve.weeks[last] - curve.plateau;
  for (let n = Math.min(week - last, 200); n > 0; n--) gap *= 0.92;
  return curve.plateau + gap;
}
