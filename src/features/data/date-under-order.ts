import { isCivilDate, toEpochDay } from '#engine/calendar/epoch-day.ts';

/** The day that a date such as `5/1/2024` names under an order, to show beside the answer; NaN when it names none. */
export function dateUnderOrder(text: string, order: 'day-first' | 'month-first'): number {
  const match = /(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{2})/.exec(text);
  if (!match) return Number.NaN;
  const [first, second] = [Number(match[1]), Number(match[2])];
  const year = match[3].length === 4 ? Number(match[3]) : Number(match[3]) + (Number(match[3]) < 50 ? 2000 : 1900);
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  return isCivilDate(year, month, day) ? toEpochDay(year, month, day) : Number.NaN;
}
