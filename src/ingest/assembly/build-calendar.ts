import { type EpochDay, startOfWeek } from '#engine/calendar/epoch-day.ts';
import type { MarketCalendar, MarketEvent } from '#engine/panel/market-calendar.ts';
import { compareText } from '#ingest/assembly/build-panel.ts';
import type { CalendarRow } from '#ingest/assembly/collection.ts';

/** Days between two rows of one event that still make it one: a weekend that the list leaves out. */
const bridgedDays = 1;

/**
 * Rows of calendars and holiday lists to a weekly calendar: indices are means over the days (or weeks) that a week holds,
 * NaN where no row speaks; rows of one name on days in a row become one event. Null without rows.
 */
export function buildCalendar(rows: readonly CalendarRow[], weekStart: number): MarketCalendar | null {
  if (rows.length === 0) return null;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    first = Math.min(first, row.from);
    last = Math.max(last, row.to);
  }
  const start = startOfWeek(first, weekStart);
  const weeks = (startOfWeek(last, weekStart) - start) / 7 + 1;
  return {
    start,
    weeks,
    priceIndex: weeklyMean(rows, 'index', start, weeks),
    seasonIndex: weeklyMean(rows, 'season', start, weeks),
    events: mergeEvents(rows),
  };
}

function weeklyMean(rows: readonly CalendarRow[], column: 'index' | 'season', start: EpochDay, weeks: number): Float64Array | null {
  const sums = new Float64Array(weeks);
  const days = new Float64Array(weeks);
  for (const row of rows) {
    if (Number.isNaN(row[column])) continue;
    for (let day = row.from; day <= row.to; day++) {
      const week = Math.floor((day - start) / 7);
      sums[week] += row[column];
      days[week] += 1;
    }
  }
  if (!days.some((count) => count > 0)) return null;
  // Rounded to a millionth: a mean of equal values is that value, whatever the number of days.
  return sums.map((sum, week) => (days[week] > 0 ? Math.round((sum / days[week]) * 1e6) / 1e6 : Number.NaN));
}

interface OpenEvent {
  readonly name: string;
  readonly kind: MarketEvent['kind'];
  readonly from: EpochDay;
  to: EpochDay;
  discountSum: number;
  discountDays: number;
}

function mergeEvents(rows: readonly CalendarRow[]): MarketEvent[] {
  const open = new Map<string, OpenEvent>();
  const done: OpenEvent[] = [];
  for (const row of [...rows].sort((a, b) => a.from - b.from || a.to - b.to)) {
    for (const { name, kind } of row.events) {
      const key = `${kind}\n${name}`;
      let event = open.get(key);
      if (event && row.from > event.to + 1 + bridgedDays) {
        done.push(event);
        event = undefined;
      }
      event ??= { name, kind, from: row.from, to: row.to, discountSum: 0, discountDays: 0 };
      open.set(key, event);
      event.to = Math.max(event.to, row.to);
      if (kind === 'promotion' && !Number.isNaN(row.discount)) {
        event.discountSum += row.discount;
        event.discountDays += 1;
      }
    }
  }
  return [...done, ...open.values()]
    .sort((a, b) => a.from - b.from || compareText(a.name, b.name))
    .map(({ name, kind, from, to, discountSum, discountDays }) => ({
      name,
      kind,
      from,
      to,
      ...(discountDays > 0 ? { discount: Math.round((discountSum / discountDays) * 1e6) / 1e6 } : {}),
    }));
}
