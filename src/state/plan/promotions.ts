import { namedRuns } from '#engine/calendar/named-runs.ts';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';
import type { LaunchEvent, LaunchInstance, LaunchOption } from '#engine/planning/problem/launch-instance.ts';
import type { PlanResult } from '#state/plan/plan-store.ts';

/** A promotion, and who of the plan is in it. */
export interface PromotionUse {
  readonly event: LaunchEvent;
  /** Index among the problem's events. */
  readonly index: number;
  /** Products that sell while it lasts, by whether they take part. */
  readonly joined: readonly number[];
  readonly apart: readonly number[];
}

interface PricedPlace {
  readonly event: LaunchEvent;
  readonly price: number;
}

type Plan = { readonly instance: LaunchInstance; readonly weeks: readonly number[] };

/** What is on in the weeks ahead is a promotion of the market calendar: holidays have no places, and nobody takes part in them. */
export function isPromotion(name: string, events: readonly MarketEvent[] = []): boolean {
  return events.some((event) => event.kind === 'promotion' && event.name.includes(name));
}

/** Promotions with slots or a fee, or out of which a launch of the plan stays, and which take part in them. */
export function toPromotions(plan: Plan): PromotionUse[] {
  return promotionCalendar(plan).filter(({ event, apart }) => isLimited(event) || apart.length > 0);
}

/** Places in it are few or cost money. */
export function isLimited({ slots, fee }: Pick<LaunchEvent, 'slots' | 'fee'>): boolean {
  return typeof slots === 'number' || fee > 0;
}

/** Of what is ahead the promotions: what a launch may stay out of. Holidays are left out. */
export function promotionsAhead(plan: Plan, events?: readonly MarketEvent[]): PromotionUse[] {
  return promotionCalendar(plan).filter(({ event }) => isLimited(event) || isPromotion(event.name ?? event.id, events));
}

/**
 * All that is ahead, holidays too, and which launches take part: all that sell then, where nothing is limited. The planner's own count (`eventsOf`) stays in its
 * worker; a test holds the two together.
 */
export function promotionCalendar({ instance, weeks }: Plan): PromotionUse[] {
  const { promo, products, curves } = instance;
  const events = instance.events ?? namedRuns(promo.name).map((run) => ({ ...run, id: run.name, slots: null, fee: 0 }));
  return events.map((event, index) => {
    const sells = [...products.keys()].filter((i) => {
      const { curve, sellsUntil = Number.POSITIVE_INFINITY } = products[i];
      const end = Math.min(weeks[i] + curves[curve].length, Math.ceil(sellsUntil));
      return weeks[i] >= 0 && weeks[i] <= event.to && event.from < end;
    });
    const isIn = (i: number): boolean => takesPartIn(products[i].options?.[0], index);
    return { event, index, joined: sells.filter(isIn), apart: sells.filter((i) => !isIn(i)) };
  });
}

/**
 * What the plan counts taking part in an event to sell more in its strongest week, and the share of it that is lost elsewhere (0: none is known of);
 * null where that was not told and all of the event's effect counts.
 */
export function worthOfTakingPart(
  { promo }: Pick<LaunchInstance, 'promo'>,
  { from, to }: Pick<LaunchEvent, 'from' | 'to'>,
): { readonly more: number; readonly lost: number } | null {
  const { uplift, apart, lost } = promo;
  let w = from;
  for (let other = from; other <= to; other++) if (uplift[other] > uplift[w]) w = other;
  return apart?.[w] ? { more: (1 + uplift[w]) / (1 + apart[w]) - 1, lost: lost?.[w] ?? 0 } : null;
}

/** Events whose places are limited, and about what the plan as searched would earn more with one place more. */
export function pricedPlaces({ built, search }: Pick<PlanResult, 'built' | 'search'>): PricedPlace[] {
  const limited = (built.instance.events ?? []).filter(({ slots }) => typeof slots === 'number');
  return limited.map((event, e) => ({ event, price: search.shadowPrices.slots?.[e] ?? 0 }));
}

export function takesPartIn(option: Pick<LaunchOption, 'takesPart'> | undefined, event: number): boolean {
  const takesPart = option?.takesPart ?? 'all';
  return takesPart === 'all' || (takesPart !== 'none' && takesPart.includes(event));
}

/** The events, by index, that product i meets in its launch week. */
export function eventsMet(plan: Plan, i: number): number[] {
  return promotionCalendar(plan).flatMap(({ index, joined, apart }) =>
    joined.includes(i) || apart.includes(i) ? [index] : [],
  );
}

/** Whether two offers take part in the same of the events met: what lies outside of the selling weeks sets no two apart. */
export function isAlikeIn(met: readonly number[], a: LaunchOption, b: LaunchOption): boolean {
  return met.every((e) => takesPartIn(a, e) === takesPartIn(b, e));
}

/** The offer, open in a launch week, like that of a place in the list, but in one of the events met or out of it; -1: none is. */
export function otherwiseAlike(
  options: readonly LaunchOption[],
  at: number,
  event: number,
  { met, week }: { readonly met: readonly number[]; readonly week: number },
): number {
  const now = options[at];
  if (!now) return -1;
  const rest = met.filter((e) => e !== event);
  const isOther = (other: LaunchOption): boolean =>
    takesPartIn(other, event) !== takesPartIn(now, event) && isAlikeIn(rest, other, now) && other.closed?.[week] !== 1;
  const alike = [...options.keys()].filter((k) => isOther(options[k]) && samePath(options[k], now));
  // Of several with other orders the one with the same.
  return alike.find((k) => JSON.stringify(options[k].firstBuy) === JSON.stringify(now.firstBuy)) ?? alike[0] ?? -1;
}

function samePath(a: LaunchOption, b: LaunchOption): boolean {
  return a.priceByAge.every((price, age) => price === b.priceByAge[age]);
}
