import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { LaunchEvent } from './launch-instance.ts';
import type { PlanConstraints } from './plan-request.ts';

/**
 * The promotions ahead as events that a launch takes part in or not: weeks on end of one name, with the slots and the fee that the manager
 * has set. None at all while nothing is set: every launch then takes part in all of them.
 */
export function describeEvents(
  { eventSlots = [] }: Pick<PlanConstraints, 'eventSlots'>,
  names: readonly string[],
  start: EpochDay,
): LaunchEvent[] {
  if (eventSlots.length === 0) return [];
  return eventsAhead(names).map(({ name, from, to }) => {
    const day = start + 7 * from;
    const set = eventSlots.find((known) => known.day === day);
    return { id: `${name}@${from}`, name, from, to, slots: set?.slots ?? null, fee: set?.fee ?? 0 };
  });
}

/** Runs of weeks that bear one name, by accounting week. */
export function eventsAhead(names: readonly string[]): { name: string; from: number; to: number }[] {
  const found: { name: string; from: number; to: number }[] = [];
  names.forEach((name, w) => {
    const last = found.at(-1);
    if (last && name !== '' && last.name === name && last.to === w - 1) last.to = w;
    else if (name !== '') found.push({ name, from: w, to: w });
  });
  return found;
}
