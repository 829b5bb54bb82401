import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { PlanResult } from '#state/plan/plan-store.ts';
import { type MonitorState, useMonitorStore } from './monitor-store.ts';

/** First day of which no sales are known: the plan's own start, or the end of the later sales of an open committed plan. */
export function knownDay({ versions }: Pick<MonitorState, 'versions'>, startDay: EpochDay): EpochDay {
  const ends = versions.flatMap(({ isOpen, actuals }) =>
    isOpen && actuals ? [actuals.start + 7 * actuals.weeks] : [],
  );
  return Math.max(startDay, ...ends);
}

export function useKnownDay({ built }: PlanResult): EpochDay {
  return useMonitorStore((state) => knownDay(state, built.startDay));
}
