import { eventsOf } from '#engine/planning/problem/launch-instance.ts';
import { type LedgerRow, ledgerBlocks } from '#engine/planning/rules/ledger.ts';
import type { PlanningRule } from '#engine/planning/rules/planning-rule.ts';

/** At most so many launches take part in an event. */
export const slotsRule: PlanningRule = {
  names: ['slots'],
  ...ledgerBlocks('slots'),
  relax: (problem, _, { group, by }) => ({
    ...problem,
    instance: {
      ...problem.instance,
      events: (problem.instance.events ?? []).map((event) =>
        event.id === group && typeof event.slots === 'number' ? { ...event, slots: event.slots + by } : event,
      ),
    },
  }),
  ledger: (instance) => {
    const events = instance.events ?? [];
    const rows: LedgerRow[] = [];
    const rowOf = events.map(({ id, slots = null, from, to }) => {
      if (slots === null) return -1;
      rows.push({ binding: { rule: 'slots', group: id, from, to }, max: slots });
      return rows.length - 1;
    });
    return {
      ...{ rows, isMoney: false },
      use(i, t, k, add) {
        for (const e of eventsOf(instance, i, t, k)) if (rowOf[e] >= 0) add(rowOf[e], 1);
      },
    };
  },
};
