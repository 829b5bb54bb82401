import { chineseFestivals } from '#engine/calendar/chinese-festivals.ts';
import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';

/**
 * Events of the market over [from, to]: those of the calendar that was given. Sales in yuan without any promotion or
 * holiday of their own get the Chinese festivals (`builtIn`): 618, Double 11, Spring Festival and the like fall on known
 * days. Other currencies say nothing about a country's holidays.
 */
export function knownEvents(
  dataset: Dataset,
  from: EpochDay,
  to: EpochDay,
): { readonly events: readonly MarketEvent[]; readonly builtIn: boolean } {
  const own = dataset.calendar?.events ?? [];
  if (own.length > 0 || dataset.currency !== 'CNY') return { events: own, builtIn: false };
  return { events: chineseFestivals(from, to), builtIn: true };
}
