import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { CommittedCandidate, CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { offeredCurve, sellingShareAt, takesPartIn, upliftAt } from '#engine/planning/problem/launch-instance.ts';

/** First day of the week that a launch was planned for before it came; null: it was left out. */
export function plannedDayOf({ plannedDay, launchDay }: CommittedCandidate): EpochDay | null {
  return plannedDay === undefined ? launchDay : plannedDay;
}

/**
 * What the plan takes season and promotions to do to product i in the week that begins on `day`: 1 = an average week, 0 = after
 * its last selling day. Outside the problem's weeks 1.
 */
export function plannedFactor(
  { instance, startDay }: Pick<CommittedPlan, 'instance' | 'startDay'>,
  i: number,
  day: EpochDay,
): number {
  const w = Math.floor((day - startDay) / 7);
  const product = instance.products[i];
  const { season } = instance.categories[product.category];
  const selling = sellingShareAt(product, w);
  const place = w + instance.seasonOffset;
  if (place < 0 || place >= season.length) return selling;
  const event = instance.events?.findIndex(({ from, to }) => w >= from && w <= to) ?? -1;
  const isIn = event < 0 || takesPartIn(product.options?.[0], event);
  return selling * season[place] * (1 + product.promoSensitivity * upliftAt(instance, w, isIn));
}

/** Price reduction that the plan expects of the week, 0 to 1. */
export function plannedDiscount(
  { instance, startDay }: Pick<CommittedPlan, 'instance' | 'startDay'>,
  day: EpochDay,
): number {
  return instance.promo.discount[Math.floor((day - startDay) / 7)] ?? 0;
}

/** Name of the promotion or holiday that the plan knows of in the week; '' = none. */
export function plannedEvent(
  { instance, startDay }: Pick<CommittedPlan, 'instance' | 'startDay'>,
  day: EpochDay,
): string {
  return instance.promo.name[Math.floor((day - startDay) / 7)] ?? '';
}

/** Expected units by week since a launch on `day`, as long as the curve: neutral level x share of the week x season and promotions. */
export function expectedDemand(
  plan: Pick<CommittedPlan, 'instance' | 'startDay'>,
  i: number,
  day: EpochDay,
): Float64Array {
  const product = plan.instance.products[i];
  return Float64Array.from(
    offeredCurve(plan.instance, i),
    (share, age) => product.peakDemand * share * plannedFactor(plan, i, day + 7 * age),
  );
}
