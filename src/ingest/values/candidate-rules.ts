import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { dayOf, parseDate } from '#ingest/values/parse-date.ts';

const between = /[;；、,，|\n]+/;

/**
 * Candidates that go first, as a cell lists them: `BH2601`, `BH2601+3` (at least three weeks earlier), `A+2; B`. One week
 * where none is said: "after" is not "with". `unread` are the parts whose weeks are no whole number from 0 to 99: a launch that
 * goes before what it follows is no order.
 */
export function readOrder(cell: string): {
  readonly orders: NonNullable<Candidate['after']>;
  readonly unread: readonly string[];
} {
  const orders: { candidate: string; weeks: number }[] = [];
  const unread: string[] = [];
  for (const part of parts(cell)) {
    const match = /^(.*?)\s*[+＋]\s*([-−–－+]?[\d.]+)\s*(?:w|weeks?|周)?$/i.exec(part);
    if (!match) orders.push({ candidate: part, weeks: 1 });
    else if (/^\d{1,2}$/.test(match[2]) && match[1] !== '')
      orders.push({ candidate: match[1], weeks: Number(match[2]) });
    else unread.push(part);
  }
  return { orders, unread };
}

/**
 * Weeks in which a candidate may not launch: ISO weeks (`2026-W07`, `2026年第7周`), days (their weeks) and spans of days
 * (`2026-02-01..2026-02-14`, `~`, `至`). `unread` are the parts that are none of these.
 */
export function readClosed(cell: string): {
  readonly spans: readonly { readonly from: EpochDay; readonly to: EpochDay }[];
  readonly unread: readonly string[];
} {
  const spans: { from: EpochDay; to: EpochDay }[] = [];
  const unread: string[] = [];
  for (const part of parts(cell)) {
    const ends = part.split(/\s*(?:\.\.|~|～|至|\bto\b)\s*/);
    const first = spanOf(ends[0]);
    const last = spanOf(ends.at(-1) ?? '');
    if (first && last && ends.length <= 2 && first.from <= last.to) spans.push({ from: first.from, to: last.to });
    else unread.push(part);
  }
  return { spans, unread };
}

function parts(cell: string): string[] {
  return cell
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A week or a day as its first and last day; null for anything else, and for dates that can mean two days. */
function spanOf(text: string): { readonly from: EpochDay; readonly to: EpochDay } | null {
  const date = parseDate(text, 'unknown', false);
  if (!date || (date.grain !== 'day' && date.grain !== 'week')) return null;
  const from = dayOf(date.seconds);
  return { from, to: date.grain === 'week' ? from + 6 : from };
}
