import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Forecast } from '#engine/forecast.ts';
import type { Issue } from '#engine/issue.ts';
import type { FlopRule } from '#engine/launch/flops/flop-rule.ts';
import type { DemandFactors, LaunchCandidate, ProductHistory } from '#engine/launch/history/launch.ts';
import type { CurveName, TypicalCurve } from '#engine/launch/shape/curve-library.ts';
import type { ProductReviews } from '#engine/panel/dataset.ts';
import type { ClassScores } from './class-scores.ts';
import type { DemandOverride, ForecastBefore } from './demand-override.ts';

/** Models for the level (total over the horizon); docs/methods/cold-start.md says what each looks at. `mix`: mean of the kernels and the perceptron. */
export type LevelModel =
  | 'global'
  | 'price-bands'
  | 'analogues'
  | 'perceptron'
  | 'forest'
  | 'words-price'
  | 'range-price'
  | 'words-range-price'
  | 'reviews'
  | 'mix';

/** Pinned: counts in full; excluded: not at all, for this candidate. */
export interface AnaloguePreference {
  readonly candidateId: string;
  readonly launchId: string;
  readonly wish: 'pin' | 'exclude';
}

/** Every launch and product given is used, with its weeks before a candidate's launch week only. */
export interface ColdStartInput {
  readonly launches: readonly ProductHistory[];
  /** The established assortment; may repeat the launches. */
  readonly products: readonly ProductHistory[];
  /** Products of the assortment whose first sale is no launch: never learnt from as one that has only begun. */
  readonly noLaunches?: readonly string[];
  readonly candidates: readonly LaunchCandidate[];
  /** Ratings of the assortment with their days: what is said of a launch's predecessor by then is tested in the backtest. */
  readonly reviews?: readonly ProductReviews[];
  /** Weeks from the launch that are forecast. */
  readonly horizon: number;
  /** A hit sells at least this many units within the horizon; null: the top quartile of the launches given, NaN with fewer than 4. */
  readonly hitThreshold: number | null;
  /** What a flop is; 4 weeks with sales of 13 and 10 units unless said. */
  readonly flop?: FlopRule;
  /** Season and promotions by week; null: demand is learnt as it was. */
  readonly factors: DemandFactors | null;
  readonly preferences: readonly AnaloguePreference[];
  /** What the manager says instead of the forecast; one of each candidate at most. */
  readonly overrides?: readonly DemandOverride[];
}

/** An earlier launch that resembles the candidate. */
export interface Analogue {
  readonly launchId: string;
  readonly description: string;
  readonly category: string;
  readonly price: number;
  readonly firstWeek: EpochDay;
  /** 0 to 1. */
  readonly similarity: number;
  /** Share in the analogues' forecast of the level; the weights of all analogues sum to 1. */
  readonly weight: number;
  readonly wish: 'pin' | 'exclude' | null;
  /** Units within the horizon, and by week. */
  readonly total: number;
  readonly weekly: Float64Array;
}

/** How the level came about: factors multiply up to the mean total (`typical` x the others). */
export interface LevelContribution {
  /** `typical`: median launch, in units; all others are factors around 1. */
  readonly source:
    | 'typical'
    | 'price'
    | 'text'
    | 'category'
    | 'range'
    | 'number'
    | 'interest'
    | 'reviews'
    | 'analogues'
    | 'pinned'
    | 'observed'
    | 'season'
    | 'flop'
    | 'spread'
    | 'own-price'
    | 'override';
  readonly value: number;
}

/** The two parts of a forecast: units if the launch flops (expected) and if it does not (quantiles, by rising probability). */
export interface ForecastParts {
  readonly flopTotal: number;
  readonly sold: readonly { readonly probability: number; readonly total: number }[];
}

/** Expected demand of one candidate. Units. */
export interface CandidateForecast {
  readonly id: string;
  readonly launchWeek: EpochDay;
  /** Total over the horizon: expected value, median and quantiles. */
  readonly total: number;
  readonly totalMedian: number;
  readonly totalLo50: number;
  readonly totalHi50: number;
  readonly totalLo80: number;
  readonly totalHi80: number;
  readonly totalLo95: number;
  readonly totalHi95: number;
  /** By week since the launch; length = horizon. Limits are those of the week, not of the total. */
  readonly weekly: Forecast;
  /** Standard deviation of the log of the total. */
  readonly logSpread: number;
  /** Mean total with season and promotion neutral: what is planned with. */
  readonly neutralTotal: number;
  /** Share of the total by week, season and promotion neutral; sums to 1. */
  readonly shape: Float64Array;
  /** Probability of reaching the hit threshold; NaN when there is none. */
  readonly hitProbability: number;
  readonly hitThreshold: number;
  /** Probability that it flops (flops/flop-rule.ts). */
  readonly flopProbability: number;
  readonly parts: ForecastParts;
  readonly levelByModel: readonly { readonly model: LevelModel; readonly median: number; readonly weight: number }[];
  readonly contributions: readonly LevelContribution[];
  /** The five most similar, and every pinned or excluded one. */
  readonly analogues: readonly Analogue[];
  /** Expected total without the manager's pins and exclusions; absent where there are none. */
  readonly beforePreferences?: number;
  /** Probability of following each typical curve, in the order of the library; what the first weeks say is in it. */
  readonly curves: readonly { readonly name: CurveName; readonly probability: number }[];
  /** The forecast before the manager changed it; null: not changed. */
  readonly before: ForecastBefore | null;
  /** Weeks since launch that were used to update the forecast. */
  readonly observedWeeks: number;
  /** `missing-price`, `unseen-category`, `few-launches`, `one-launch`, `no-similar-launch`, ...: why the range is wide. */
  readonly issues: readonly Issue[];
}

/** Scores of one model over the backtest's launches. Formulas: docs/methods/cold-start.md. Percent where `wape`, `bias`. */
export interface LevelScore {
  readonly model: LevelModel;
  readonly wapeTotal: number;
  readonly maeLog: number;
  readonly bias: number;
  readonly auc: number;
  readonly brier: number;
  /** Share in the forecast; 0 for those that were left out. */
  readonly weight: number;
}

/** One launch as it would have been forecast with what was known in the week it began. */
export interface BacktestLaunch {
  readonly launchId: string;
  readonly description: string;
  readonly firstWeek: EpochDay;
  readonly actual: number;
  readonly mean: number;
  readonly median: number;
  readonly lo80: number;
  readonly hi80: number;
  readonly hitProbability: number;
  readonly hit: boolean;
  readonly flopProbability: number;
  readonly flop: boolean;
}

/** Where hit probabilities come from: the distribution of the total, the classifying perceptrons, or the mean of both. */
export type HitSource = 'distribution' | 'perceptron' | 'both';

export interface HitScore {
  readonly source: HitSource;
  readonly brier: number;
  readonly auc: number;
}

/** The evaluation over the backtest's launches. */
export interface HitEvaluation {
  readonly used: HitSource;
  readonly scores: readonly HitScore[];
}

/** How well the chance of a flop told the launches that flopped. */
export interface FlopScores {
  /** Launches that flopped, and how many were expected to. */
  readonly flopped: number;
  readonly expected: number;
  readonly auc: number;
  readonly brier: number;
  readonly calibration: readonly CalibrationGroup[];
}

/** Launches of like probability: the mean that was forecast, the share that came true, and how many they are. */
export interface CalibrationGroup {
  readonly forecast: number;
  readonly observed: number;
  readonly count: number;
}

/** How launches were forecast that are over. Percent where `wape`, `bias`, `coverage`. */
export interface LaunchFigures {
  readonly launches: readonly BacktestLaunch[];
  readonly wapeTotal: number;
  readonly wapePath: number;
  /** `wapeTotal` of taking each for the mean launch known in its week. */
  readonly typicalWape: number;
  readonly bias: number;
  readonly maeLog: number;
  readonly coverage80: number;
  readonly auc: number;
  readonly brier: number;
  /** Hits, and flops, called from a chance on; null in forecasts persisted by an older version. */
  readonly classes: { readonly hit: ClassScores; readonly flop: ClassScores } | null;
  /** Groups of launches by forecast probability, for the calibration plot. */
  readonly calibration: readonly CalibrationGroup[];
  /** Null where nothing was forecast as in its week. */
  readonly flops: FlopScores | null;
}

/**
 * The backtest inside the launches given, flops left out, which chose the method: its figures are of launches that had a say in that choice.
 * What is shown of a dataset comes from launch-backtest.ts, which chose nothing.
 */
export interface LaunchBacktest extends LaunchFigures {
  readonly scores: readonly LevelScore[];
  /** Who tells hits and by which scores; absent where no hit is defined, and in forecasts persisted by an older version. */
  readonly hitEvaluation?: HitEvaluation;
  /** Fewest launches that a forecast of the backtest has learnt from. */
  readonly trainedOnAtLeast: number;
}

export interface ColdStartOutput {
  readonly forecasts: readonly CandidateForecast[];
  readonly backtest: LaunchBacktest | null;
  /** Mean launch curve: share of the total by week, season and promotion neutral. */
  readonly shape: Float64Array;
  /** Typical launch curves. */
  readonly curves: readonly TypicalCurve[];
  readonly hitThreshold: number;
  readonly launchesUsed: number;
  /** Launches that have only begun and whose first weeks were learnt from besides. */
  readonly youngUsed: number;
  readonly issues: readonly Issue[];
}
