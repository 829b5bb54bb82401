/**
 * Days since 1970-01-01 in the proleptic Gregorian calendar, without a time zone: a sale belongs to the local day that
 * its row names. All date arithmetic of Debut is done on these integers.
 */
export type EpochDay = number;

/** Day of the month, month (1-12) and year. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`. No check of the ranges. */
export function toEpochDay(year: number, month: number, day: number): EpochDay {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** Inverse of {@link toEpochDay} (Hinnant, `civil_from_days`). */
export function fromEpochDay(epochDay: EpochDay): CivilDate {
  const z = epochDay + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** True when the three numbers name a day that exists. */
export function isCivilDate(year: number, month: number, day: number): boolean {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return false;
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const back = fromEpochDay(toEpochDay(year, month, day));
  return back.year === year && back.month === month && back.day === day;
}

/** Day of the week, 0 = Monday to 6 = Sunday. */
export function weekday(epochDay: EpochDay): number {
  return (((epochDay + 3) % 7) + 7) % 7;
}

/** First day of the week that holds `epochDay`; `weekStart` 0 = Monday (default), 6 = Sunday. */
export function startOfWeek(epochDay: EpochDay, weekStart = 0): EpochDay {
  return epochDay - ((weekday(epochDay) - weekStart + 7) % 7);
}

/** `YYYY-MM-DD`. */
export function formatIsoDate(epochDay: EpochDay): string {
  const { year, month, day } = fromEpochDay(epochDay);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Day named by a strict `YYYY-MM-DD`; `NaN` for anything else. */
export function parseIsoDate(text: string): EpochDay {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return Number.NaN;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return isCivilDate(year, month, day) ? toEpochDay(year, month, day) : Number.NaN;
}

/** ISO 8601 week: the week belongs to the year that holds its Thursday. */
export function isoWeek(epochDay: EpochDay): { readonly year: number; readonly week: number } {
  const thursday = startOfWeek(epochDay) + 3;
  const { year } = fromEpochDay(thursday);
  return { year, week: Math.floor((thursday - toEpochDay(year, 1, 1)) / 7) + 1 };
}

/** Monday of an ISO week. */
export function fromIsoWeek(year: number, week: number): EpochDay {
  return startOfWeek(toEpochDay(year, 1, 4)) + (week - 1) * 7;
}
