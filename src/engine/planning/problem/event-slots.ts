import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { namedRuns } from '#engine/calendar/named-runs.ts';
import { eventKind, eventShares } from '#engine/demand-effects/event-share.ts';
import type { MarketCalendar } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { lostShare } from '#engine/pricing/promotion-effect.ts';
import { promotionEffectOf } from '#engine/pricing/promotion-rows.ts';
import type { LaunchEvent, LaunchInstance } from './launch-instance.ts';
import type { PlanConstraints } from './plan-request.ts';

/** What lies ahead as events that a launch takes part in or not: weeks on end of one name, with the slots and the fee that the manager has set. */
export function describeEvents(
  { eventSlots = [] }: Pick<PlanConstraints, 'eventSlots'>,
  names: readonly string[],
  start: EpochDay,
): LaunchEvent[] {
  return namedRuns(names).map(({ name, from, to }) => {
    const day = start + 7 * from;
    const set = eventSlots.find((known) => known.day === day);
    return { id: `${name}@${from}`, name, from, to, slots: set?.slots ?? null, fee: set?.fee ?? 0 };
  });
}

/** Which events are promotions: nobody stays out of a holiday. Indices of `events`. */
export function promotionsAmong(events: readonly LaunchEvent[], calendar: MarketCalendar | null): number[] {
  const promoted = (calendar?.events ?? []).filter(({ kind }) => kind === 'promotion');
  const kinds = new Set(promoted.map(({ name }) => eventKind(name)));
  return [...events.keys()].filter((e) => kinds.has(events[e].name ?? ''));
}

/**
 * By week: what is left of a promotion's uplift for a launch that takes no part, and the share of what taking part sells more that is lost elsewhere, by
 * the contrast within past promotions. Where none could be told: nothing, and taking part has the promotion's whole effect.
 */
export function takingPart(
  panel: Panel,
  calendar: MarketCalendar | null,
  promo: readonly { readonly uplift: number; readonly name: string }[],
  start: EpochDay,
): Pick<LaunchInstance['promo'], 'apart' | 'lost'> {
  const kinds = promotionEffectOf(panel, calendar).kinds.filter(({ name, gross }) => name !== '' && gross);
  if (kinds.length === 0) return {};
  const rounded = (value: number): number => Number(value.toFixed(4));
  const known = promo.map(({ name }) => kinds.find((kind) => kind.name === name));
  return {
    apart: promo.map(({ uplift, name }, w) => {
      const share = eventShares(calendar?.events ?? [], start + 7 * w).get(name) ?? 0;
      const gross = known[w]?.gross?.value;
      return gross === undefined ? 0 : rounded((1 + uplift) / (1 + share * gross) - 1);
    }),
    lost: known.map((kind) => (kind ? rounded(lostShare(kind)) : 0)),
  };
}
