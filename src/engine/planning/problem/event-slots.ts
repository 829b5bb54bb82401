import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { namedRuns } from '#engine/calendar/named-runs.ts';
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
  return namedRuns(names).map(({ name, from, to }) => {
    const day = start + 7 * from;
    const set = eventSlots.find((known) => known.day === day);
    return { id: `${name}@${from}`, name, from, to, slots: set?.slots ?? null, fee: set?.fee ?? 0 };
  });
}
