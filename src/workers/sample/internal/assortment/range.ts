/** Series that a product belongs to; it moves the level of demand (see public/sample/truth.json). */
export type Series = '经典' | '便携' | '轻奢' | '联名' | '山系';

/** One product as the shop lists it: Chinese and English name, price in CNY, material, series, substitution group, selling point. */
export type ProductLine = readonly [
  name: string,
  english: string,
  price: number,
  material: string,
  series: Series,
  group: string,
  note: string,
];

/** Constraints and costs that the manager wrote beside a candidate. Dates are ISO days; money in CNY. */
export interface CandidatePreferences {
  readonly unitCost: number;
  readonly salvage: number;
  readonly fixedCost: number;
  readonly minimumOrder: number;
  readonly leadTimeWeeks: number;
  readonly effort: number;
  readonly earliest: string;
  readonly latest: string;
  readonly planned: string;
  /** Last day on which anyone buys it; the file does not say it, its name does. */
  readonly lastDay?: string;
  readonly stock?: number;
  readonly must?: true;
  readonly exclusive?: string;
  readonly wave?: string;
  /** English name of the product that it follows. */
  readonly predecessor?: string;
}

export interface Review {
  readonly good: readonly string[];
  readonly mixed: readonly string[];
  readonly bad: readonly string[];
}

/** One category of the shop. */
export interface CategoryAssortment {
  readonly code: string;
  readonly name: string;
  /** On sale before the log starts. */
  readonly established: readonly ProductLine[];
  /** Launched during the three years. */
  readonly launched: readonly ProductLine[];
  readonly candidates: readonly (readonly [ProductLine, CandidatePreferences])[];
  readonly reviews: Review;
}
