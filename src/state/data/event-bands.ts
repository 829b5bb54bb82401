import type { MarketEvent } from '#engine/panel/market-calendar.ts';

/** An event as charts draw it: a name over days [from, to]. */
export interface NamedBand {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Events that a chart over these days names: promotions, and holidays of at least three days. */
export function toEventBands(events: readonly MarketEvent[], from: number, to: number): NamedBand[] {
  return events
    .filter((event) => event.to >= from && event.from <= to)
    .filter((event) => event.kind === 'promotion' || event.to - event.from >= 2)
    .map(({ name, from: first, to: last }) => ({ name, from: Math.max(first, from), to: Math.min(last, to) }));
}
