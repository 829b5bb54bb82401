import type { Issue } from '#engine/issue.ts';

/** Accuracy of one forecast of the launches' totals: weighted absolute percentage error, and bias; percent. */
export interface ForecastStep {
  readonly step: 'naive' | 'model' | 'override';
  readonly wape: number;
  readonly bias: number;
  /** Percentage points of WAPE that this step takes off the one before; negative: it made things worse. */
  readonly valueAdded: number;
}

export interface CategoryLesson {
  readonly category: string;
  readonly launches: number;
  readonly expected: number;
  readonly actual: number;
  /** (expected - actual) / actual, percent: above 0 = too much was expected. */
  readonly bias: number;
  /** Launches whose total came to lie within the stated range, and how many should have. */
  readonly within80: number;
  readonly within95: number;
}

export interface CalibrationGroup {
  readonly from: number;
  readonly to: number;
  readonly launches: number;
  readonly forecast: number;
  readonly observed: number;
}

export interface AnalogueLesson {
  readonly id: string;
  readonly name: string;
  readonly nameAlternative?: string;
  /** Launches that leant on it, with the sum of its weights. */
  readonly used: number;
  readonly weight: number;
  /** Weighted mean of |ln(candidate's total / analogue's total)|: small = it served. */
  readonly error: number;
}

export interface OverrideLesson {
  readonly candidateId: string;
  readonly name: string;
  readonly nameAlternative?: string;
  readonly who: string;
  readonly reason: string;
  readonly before: number;
  readonly after: number;
  readonly actual: number;
  /** Absolute error before less after, units: above 0 = it helped. */
  readonly gained: number;
}

/** A thing to change next time. Params carry the figures for the sentence. */
export interface Suggestion {
  readonly code:
    | 'level-bias'
    | 'category-bias'
    | 'range-too-narrow'
    | 'range-too-wide'
    | 'hits-overstated'
    | 'hits-understated'
    | 'overrides-hurt'
    | 'overrides-help'
    | 'late-launches'
    | 'stock-outs'
    | 'analogue-misled';
  readonly params: Readonly<Record<string, string | number>>;
}

/** What was learnt: over the launches whose totals are known, in full or extrapolated from at least `leastWeeks` weeks. */
export interface Lessons {
  readonly launches: number;
  readonly complete: number;
  readonly steps: readonly ForecastStep[];
  readonly categories: readonly CategoryLesson[];
  readonly coverage80: number;
  readonly coverage95: number;
  readonly calibration: readonly CalibrationGroup[];
  /** Mean squared error of the hit probabilities, and of the share of hits as everyone's probability. NaN without a threshold. */
  readonly brier: number;
  readonly brierBase: number;
  readonly analogues: readonly AnalogueLesson[];
  readonly overrides: readonly OverrideLesson[];
  readonly timing: { readonly onTime: number; readonly early: number; readonly late: number; readonly missing: number };
  readonly stockOutWeeks: number;
  readonly suggestions: readonly Suggestion[];
  /** `few-launches`: what this cannot say yet. */
  readonly issues: readonly Issue[];
}
