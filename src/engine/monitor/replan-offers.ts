import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { OfferChange, ReplanProblem } from '#engine/monitor/replan-report.ts';
import { gainOfOffer, gainWeeks, optionOf, responseEnds } from '#engine/planning/offers/offer-gain.ts';
import {
  eventsOf,
  type LaunchInstance,
  type LaunchOption,
  type LaunchProduct,
  weekOfPlace,
} from '#engine/planning/problem/launch-instance.ts';
import { mostMoney } from '#engine/planning/rules/budget/budget-rule.ts';

/**
 * The problem of the rest with the offers that its plan was found among, beside what was committed (the first of each product): orders moved with today's
 * level in whole lots, in the weeks in which they were offers. Other prices only where they earn more than the committed ones at both ends and in the middle of the
 * response's 80 % range in today's scenarios, in the same promotions. What has launched keeps its one offer.
 */
export function offerAnew(plan: CommittedPlan, { instance, locks, now, levelFactors }: OfferSources): LaunchInstance {
  const isFrozen = new Set(locks.fixed.map(({ product }) => product));
  const products = instance.products.map((plain, i): LaunchProduct => {
    const listed = isFrozen.has(i) ? [] : (plan.offers?.[i] ?? []);
    if (listed.length < 2) return plain;
    const product = { lot: 1, kappa: 1, ...plain };
    const committed = optionOf(instance, i);
    const draft = { ...instance, products: instance.products.with(i, product) };
    const ends = product.response ? responseEnds(product.response.elasticity, product.response.error) : null;
    const gains = ends && gainWeeks(draft, i, committed, ends);
    const others = scaledOffers(listed, product, levelFactors[i]).flatMap((option): LaunchOption[] => {
      const isPriced = !samePrices(option, committed);
      if (isPriced ? !gains : `${option.takesPart}` === `${committed.takesPart}`) return [];
      const isGain = isPriced && gains ? gains(option) : () => true;
      const closed = Array.from({ length: instance.weeks }, (_, t) =>
        t < now || option.closed?.[t] === 1 || !isGain(t) ? 1 : 0,
      );
      return closed.includes(0) ? [{ ...option, closed }] : [];
    });
    return others.length > 0 ? { ...product, options: [committed, ...others] } : plain;
  });
  const { budget } = instance.constraints;
  // Without a budget the orders of all offers must fit in the one that stands for none.
  const total =
    plan.constraints.budget === null ? Math.max(budget.total, Math.ceil(mostMoney(products) + 1)) : budget.total;
  return { ...instance, products, constraints: { ...instance.constraints, budget: { ...budget, total } } };
}

type OfferSources = Pick<ReplanProblem, 'instance' | 'locks' | 'now' | 'levelFactors'>;

/** Offers whose initial orders follow the level, in whole lots. */
export function scaledOffers(
  offers: readonly LaunchOption[],
  { lot = 1 }: Pick<LaunchProduct, 'lot'>,
  factor: number,
): LaunchOption[] {
  const scaled = (units: number): number => lot * Math.max(1, Math.round((units * factor) / lot));
  return offers.map((option) => ({
    ...option,
    firstBuy: typeof option.firstBuy === 'number' ? scaled(option.firstBuy) : option.firstBuy.map(scaled),
  }));
}

/** A found plan with the one offer of each product that it takes, and its launch weeks. */
export function takeOffers(instance: LaunchInstance, places: readonly number[]) {
  const products = instance.products.map((product, i): LaunchProduct => {
    if ((product.options?.length ?? 0) < 2) return product;
    const { closed: _, ...option } = optionOf(instance, i, Math.max(0, Math.floor(places[i] / instance.weeks)));
    return { ...product, options: [option] };
  });
  return { instance: { ...instance, products }, weeks: places.map((place) => weekOfPlace(instance, place)) };
}

/**
 * What changes in product i's price and promotions when it launches in week t; null: nothing, or it does not launch. `kept`: with the committed prices and
 * promotions, and today's orders.
 */
export function offerChange(now: LaunchInstance, kept: LaunchInstance, i: number, t: number): OfferChange | null {
  if (t < 0) return null;
  const [after, before] = [optionOf(now, i), optionOf(kept, i)];
  const names = (instance: LaunchInstance): string[] =>
    eventsOf(instance, i, t, 0).map((e) => instance.events?.[e].name ?? `${e}`);
  const [joined, were] = [names(now), names(kept)];
  const change = {
    before: before.priceByAge,
    after: after.priceByAge,
    gain: gainOfOffer(now, kept, i, t),
    joins: joined.filter((name) => !were.includes(name)),
    leaves: were.filter((name) => !joined.includes(name)),
  };
  const isSame = samePrices(after, before) && change.joins.length + change.leaves.length === 0;
  return isSame ? null : change;
}

/** At every age; a path that ends stays at its last price. */
function samePrices({ priceByAge: a }: LaunchOption, { priceByAge: b }: LaunchOption): boolean {
  return Array.from({ length: Math.max(a.length, b.length) }).every(
    (_, age) => (a[age] ?? a.at(-1)) === (b[age] ?? b.at(-1)),
  );
}
