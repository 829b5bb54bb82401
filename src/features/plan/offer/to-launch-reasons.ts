import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import type { BindingRule, LaunchReport } from '#engine/planning/rules/plan-figures.ts';
import type { CalendarRow } from '#features/plan/calendar/to-calendar-rows.ts';

/** Why a launch stands where it stands. Weeks count from the plan's first; money is of the whole plan. */
export type LaunchReason =
  /** Its last selling day: so many weeks are left to sell. */
  | { readonly kind: 'ends'; readonly weeks: number }
  /** `rule`: why the manager's own week is closed, where it is. */
  | { readonly kind: 'beats-own'; readonly own: number; readonly money: number; readonly rule: BindingRule | null }
  | { readonly kind: 'keeps-own'; readonly money: number }
  /** A promotion within the first weeks, and what it adds to demand: a share. */
  | { readonly kind: 'event'; readonly name: string; readonly week: number; readonly uplift: number }
  | { readonly kind: 'avoids'; readonly product: number; readonly week: number; readonly money: number }
  | { readonly kind: 'flat'; readonly from: number; readonly to: number };

const mostReasons = 3;
/** Sales of the first weeks decide how a launch goes. */
const firstWeeks = 6;

/** At most three, what weighs most first. */
export function toLaunchReasons(row: CalendarRow, launch: LaunchReport, instance: LaunchInstance): LaunchReason[] {
  const { week, profitByWeek, avoids } = launch;
  const now = profitByWeek[week];
  const reasons: LaunchReason[] = [];
  const { sellsUntil } = instance.products[launch.product];
  if (sellsUntil !== undefined) reasons.push({ kind: 'ends', weeks: Math.max(0, Math.round(sellsUntil - week)) });
  if (row.ownWeek !== null && row.ownWeek !== week && Number.isFinite(profitByWeek[row.ownWeek]))
    reasons.push({
      kind: 'beats-own',
      own: row.ownWeek,
      money: now - profitByWeek[row.ownWeek],
      rule: launch.blockedBy[row.ownWeek],
    });
  if (row.ownWeek === week) {
    const open = Array.from(profitByWeek).filter((value, t) => Number.isFinite(value) && !launch.blockedBy[t]);
    reasons.push({ kind: 'keeps-own', money: Math.max(0, Math.max(now, ...open) - now) });
  }
  const event = strongestEvent(instance, week, sellsUntil);
  if (event) reasons.push(event);
  if (avoids) reasons.push({ kind: 'avoids', product: avoids.product, week: avoids.week, money: avoids.loss });
  if (launch.windowTo > launch.windowFrom) reasons.push({ kind: 'flat', from: launch.windowFrom, to: launch.windowTo });
  return reasons.slice(0, mostReasons);
}

function strongestEvent(
  { promo, horizon }: LaunchInstance,
  week: number,
  sellsUntil = Number.POSITIVE_INFINITY,
): LaunchReason | null {
  let best = -1;
  for (let w = week; w < Math.min(horizon, week + firstWeeks, sellsUntil); w++)
    if (promo.name[w] !== '' && promo.uplift[w] > (promo.uplift[best] ?? 0)) best = w;
  return best < 0 ? null : { kind: 'event', name: promo.name[best], week: best, uplift: promo.uplift[best] };
}
