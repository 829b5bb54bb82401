import { type EpochDay, formatIsoDate } from '#engine/calendar/epoch-day.ts';
import type { Forecast } from '#engine/forecast.ts';

/**
 * Headings of the engine's answers as a table, a row a product and week (`forecast-lines --tsv`; its JSON lines hold the same).
 * `forecast_origin`: first day of the last week that was known; earlier ones are held-out weeks, of which the mean alone is
 * there. `series_check`: {@link seriesCheck} of what was forecast. `block_lines`: series of the block, by which a file that was cut is seen.
 */
export const answerColumns = [
  'id',
  'week',
  'mean',
  'median',
  'lo50',
  'hi50',
  'lo80',
  'hi80',
  'lo95',
  'hi95',
  'method',
  'engine',
  'block',
  'seed',
  'forecast_origin',
  'series_check',
  'block_lines',
] as const;
export type AnswerColumn = (typeof answerColumns)[number];

/** Forecasts of the products that were made elsewhere by one engine; their sums are those of categories and of the whole shop. */
export interface ForecastAnswers {
  readonly engine: string;
  readonly seed: number;
  /** Weeks ahead. */
  readonly horizon: number;
  /** By product in the panel's order; '' where there is no forecast. */
  readonly methods: readonly string[];
  /** Entry `product * horizon + h`; NaN where there is none. */
  readonly forecast: Forecast;
  /** Held-out weeks: what was forecast when `known` complete periods of the panel were; NaN where a product was not. */
  readonly folds: readonly { readonly known: number; readonly mean: Float64Array }[];
}

/**
 * Names a weekly series by its sales: 32 bits (FNV-1a) over the weeks in which something was sold and how much, in millionths,
 * as hex. Weeks without sales and unknown ones leave it as it is, so it does not matter where a series begins.
 */
export function seriesCheck(values: ArrayLike<number>, start: EpochDay): string {
  let hash = 0x811c9dc5;
  for (let t = 0; t < values.length; t++) {
    const value = values[t];
    if (Number.isNaN(value) || value === 0) continue;
    const text = `${formatIsoDate(start + 7 * t)}:${Math.round(value * 1e6)};`;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
