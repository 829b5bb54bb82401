import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';

/** Name of an event without its year, so that the events of several years are one: "双11 2024" and "2024年双11" are "双11". */
export function eventKind(name: string): string {
  const bare = name
    .normalize('NFKC')
    .replace(/(^|[^\d])(?:19|20)\d\d(?!\d)\s*年?/g, '$1')
    .replace(/^[\s\-–·]+|[\s\-–·]+$/g, '');
  return bare === '' ? name : bare;
}

/** Share of the week's seven days that the event covers, 0 to 1. */
export function eventShare(event: MarketEvent, week: EpochDay): number {
  return Math.max(0, Math.min(event.to, week + 6) - Math.max(event.from, week) + 1) / 7;
}

/** Share of the week covered by each kind of event (the fullest of its events counts). */
export function eventShares(events: readonly MarketEvent[], week: EpochDay): Map<string, number> {
  const shares = new Map<string, number>();
  for (const event of events) {
    const share = eventShare(event, week);
    const kind = eventKind(event.name);
    if (share > 0) shares.set(kind, Math.max(shares.get(kind) ?? 0, share));
  }
  return shares;
}
