import { type EpochDay, fromEpochDay, toEpochDay } from './epoch-day.ts';

/** First day of the period that lies `periods` after the one that starts on `start`; frequency 12 = months, else weeks. */
export function periodStart(start: EpochDay, frequency: number, periods: number): EpochDay {
  if (frequency !== 12) return start + 7 * periods;
  const { year, month, day } = fromEpochDay(start);
  const months = month - 1 + periods;
  return toEpochDay(year + Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, day);
}
