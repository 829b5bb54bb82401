import { isCivilDate, toEpochDay } from '#engine/calendar/epoch-day.ts';

import type { DayMonthOrder } from '#ingest/import-report.ts';

const fullYear = (text: string): number =>
  text.length === 4 ? Number(text) : Number(text) + (Number(text) < 50 ? 2000 : 1900);

/** The day that a date such as `5/1/2024` names under an order, to show beside the answer; NaN when it names none. */
export function dateUnderOrder(text: string, order: DayMonthOrder): number {
  const match = /(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{2})/.exec(text);
  if (!match) return Number.NaN;
  const [first, second] = [Number(match[1]), Number(match[2])];
  const [year, month, day] = {
    'day-first': [fullYear(match[3]), second, first],
    'month-first': [fullYear(match[3]), first, second],
    'year-first': [fullYear(match[1]), second, Number(match[3])],
  }[order];
  return isCivilDate(year, month, day) ? toEpochDay(year, month, day) : Number.NaN;
}
