import { fromEpochDay } from '#engine/calendar/epoch-day.ts';
import { periodStart } from '#engine/calendar/period-start.ts';
import type { ChosenSpan, ExploreSpan } from '#engine/explore/explore-query.ts';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';

interface SpanChoice {
  readonly id: string;
  /** Null: everything. */
  readonly periods: number | null;
}

/** Spans worth offering for a panel of this length, and which of them is chosen; null: one of chosen periods. */
export function resolvableSpan(
  { period, periods }: Panel,
  span: ExploreSpan,
): { readonly spans: readonly SpanChoice[]; readonly value: string | null } {
  const usual = period === 'month' ? [3, 6, 12, 24] : [4, 13, 26, 52, 104];
  const chosen = span.kind === 'last' ? [span.periods] : [];
  const lengths = [...new Set([...usual.filter((length) => length < periods), ...chosen])].sort((a, b) => a - b);
  const spans = [...lengths.map((length) => ({ id: String(length), periods: length })), { id: 'all', periods: null }];
  return { spans, value: span.kind === 'last' ? String(span.periods) : span.kind === 'all' ? 'all' : null };
}

/** The periods that an event touches. */
export interface EventSpan extends ChosenSpan {
  readonly id: string;
  /** Names of the events in these periods, and the year of the first of them. */
  readonly names: readonly string[];
  readonly year: number;
}

/**
 * Periods of the panel by the promotions, and the holidays of at least three days, that fall into them, the latest first.
 * Events that touch the same periods share an entry.
 */
export function eventSpans(panel: Panel, events: readonly MarketEvent[]): readonly EventSpan[] {
  const starts = periodStarts(panel);
  const bySpan = new Map<string, EventSpan>();
  for (const event of events) {
    if (event.kind !== 'promotion' && event.to - event.from < 2) continue;
    const first = starts.findLastIndex((day) => day <= event.from);
    const last = starts.findLastIndex((day) => day <= event.to);
    // One that began before the data or goes on after it is not in it as a whole.
    if (first < 0 || last < 0 || event.to >= endOf(panel)) continue;
    const span = { from: starts[first], to: starts[last] };
    const id = spanId(span);
    const { names = [], year = fromEpochDay(event.from).year } = bySpan.get(id) ?? {};
    bySpan.set(id, { id, ...span, year, names: names.includes(event.name) ? names : [...names, event.name] });
  }
  return [...bySpan.values()].sort((a, b) => b.from - a.from || b.to - a.to);
}

/** First days of the panel's periods. */
export function periodStarts({ start, period, periods }: Panel): readonly number[] {
  return Array.from({ length: periods }, (_, index) => periodStart(start, period === 'month' ? 12 : 52, index));
}

/** Names a span by its days. */
export function spanId({ from, to }: ChosenSpan): string {
  return `${from} ${to}`;
}

function endOf({ start, period, periods }: Panel): number {
  return periodStart(start, period === 'month' ? 12 : 52, periods);
}
