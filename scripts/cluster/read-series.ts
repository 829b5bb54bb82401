import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { SeriesInput } from '#workers/statistics/contract.ts';

/** A line that can't be read: its number and why. */
export class BadLine extends Error {}

/** `{"id", "start", "frequency", "values": [numbers or null]}`: one series a line; `start` is the day of the first value. */
export function seriesOfJson(line: string, number: number): SeriesInput {
  let parsed: { id?: unknown; start?: unknown; frequency?: unknown; values?: unknown };
  try {
    parsed = JSON.parse(line);
  } catch {
    throw new BadLine(`line ${number}: not JSON`);
  }
  const { id, start, frequency = 52, values } = parsed ?? {};
  if (typeof id !== 'string' || id === '') throw new BadLine(`line ${number}: no id`);
  if (!Array.isArray(values) || values.some((value) => value !== null && !Number.isFinite(value)))
    throw new BadLine(`line ${number}: values are numbers or null`);
  if (typeof frequency !== 'number') throw new BadLine(`line ${number}: frequency is a number`);
  const first = start === undefined || start === null ? Number.NaN : parseIsoDate(String(start));
  if (start !== undefined && start !== null && Number.isNaN(first))
    throw new BadLine(`line ${number}: start is YYYY-MM-DD`);
  return {
    id,
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
    frequency,
    xreg: [],
    newXreg: [],
    ...(Number.isNaN(first) ? {} : { start: first }),
  };
}

/** Rows of one product, `id TAB week TAB units`, to a series; `\N` is unknown, a week without a row nothing sold. */
export class WeeklyRows {
  private readonly weeks = new Map<number, number>();
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }

  add(week: string, units: string, number: number): void {
    const day = parseIsoDate(week);
    if (Number.isNaN(day)) throw new BadLine(`line ${number}: week is YYYY-MM-DD`);
    const value = units === '\\N' ? Number.NaN : units.trim() === '' ? Number.POSITIVE_INFINITY : Number(units);
    if (units !== '\\N' && !Number.isFinite(value)) throw new BadLine(`line ${number}: units are a number or \\N`);
    if (this.weeks.has(day)) throw new BadLine(`line ${number}: ${this.id} has ${week} twice`);
    this.weeks.set(day, value);
  }

  /** From the first week to `until` (its first day), or to the last week that has a row. */
  toSeries(until: number): SeriesInput {
    const days = [...this.weeks.keys()].sort((a, b) => a - b);
    const [first] = days;
    const last = Number.isNaN(until) ? days[days.length - 1] : until;
    if ((last - first) % 7 !== 0)
      throw new BadLine(
        `${this.id}: until ${formatIsoDate(last)} is no first day of a week like ${formatIsoDate(first)}`,
      );
    const odd = days.find((day) => (day - first) % 7 !== 0);
    if (odd !== undefined) throw new BadLine(`${this.id}: ${formatIsoDate(odd)} is no week like the others`);
    const values = new Float64Array(Math.max(0, (last - first) / 7 + 1));
    for (const [day, value] of this.weeks) if (day <= last) values[(day - first) / 7] = value;
    return { id: this.id, values, frequency: 52, xreg: [], newXreg: [], start: first };
  }
}
