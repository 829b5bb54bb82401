import type { Candidate } from '#engine/panel/candidate.ts';
import type { ForecastAnswers } from '#engine/panel/forecast-answers.ts';
import type { MarketCalendar } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** Mean rating and number of reviews of one product. */
export interface ProductReviews {
  readonly productId: string;
  readonly count: number;
  /** 1 to 5. */
  readonly meanRating: number;
  /** Ratings by day, oldest first: how many and their sum. Absent where no rating has a day. */
  readonly byDay?: { readonly day: Float64Array; readonly count: Float64Array; readonly sum: Float64Array };
}

/** Everything that the files gave, ready for the engine. */
export interface Dataset {
  readonly panel: Panel | null;
  readonly calendar: MarketCalendar | null;
  readonly candidates: readonly Candidate[];
  readonly reviews: readonly ProductReviews[];
  /** Forecasts of the panel's products that were made elsewhere; absent: they are computed here. */
  readonly answers?: ForecastAnswers;
  /** ISO 4217 code; '' when unknown. */
  readonly currency: string;
  /** SHA-256 of the accepted content in a canonical order, hex: same data, same fingerprint. */
  readonly fingerprint: string;
}
