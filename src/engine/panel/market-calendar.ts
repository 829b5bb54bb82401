import type { EpochDay } from '#engine/calendar/epoch-day.ts';

/** A promotion season or a holiday: days [from, to], both inclusive. */
export interface MarketEvent {
  readonly name: string;
  readonly kind: 'promotion' | 'holiday';
  readonly from: EpochDay;
  readonly to: EpochDay;
  /** Mean price reduction during the event, 0 to 1; absent when the calendar does not say. */
  readonly discount?: number;
}

/** Market facts by week, past and future. Weeks start like the panel's. NaN = the calendar does not say. */
export interface MarketCalendar {
  readonly start: EpochDay;
  readonly weeks: number;
  /** Market price index, 100 = base; known for the past only, hence forecast. */
  readonly priceIndex: Float64Array | null;
  /** Seasonal index of the market, 1 = an average week; may be known for the future. */
  readonly seasonIndex: Float64Array | null;
  readonly events: readonly MarketEvent[];
}
