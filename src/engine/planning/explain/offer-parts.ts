import { meanOf } from '#engine/kernels/statistics.ts';
import { optionOf } from '#engine/planning/offers/offer-gain.ts';
import type { LaunchInstance, LaunchOption, LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import { LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';

/**
 * What a plan's offers add to its expected profit over the same launch weeks with the manager's offers (own price, usual order, every promotion): prices
 * first, then orders, then promotions, each on top of the one before. The three add up to the difference of the two plans.
 */
export interface OfferParts {
  readonly prices: number;
  readonly orders: number;
  readonly promotions: number;
  /** The plan with the manager's offers puts more launches into a promotion than there are places: it could not be carried out. */
  readonly overSlots: boolean;
}

/** `weeks`: launch weeks, under which both problems have one offer a product. What launches take from each other depends on the weeks alone. O(launches x S x ages). */
export function partsOfOffers(offered: LaunchInstance, managers: LaunchInstance, weeks: LaunchWeeks): OfferParts {
  const under = (option: (i: number) => LaunchOption): LaunchInstance => ({
    ...offered,
    products: offered.products.map((product, i) => ({ lot: 1, kappa: 1, ...product, options: [option(i)] })),
  });
  const own = (i: number): LaunchOption => optionOf(managers, i);
  const found = (i: number): LaunchOption => optionOf(offered, i);
  const base = under(own);
  const steps = [
    base,
    under((i) => ({ ...own(i), priceByAge: found(i).priceByAge })),
    under((i) => ({ ...found(i), takesPart: own(i).takesPart, fee: own(i).fee })),
    under(found),
  ];
  const [first, priced, ordered, last] = steps.map((instance) =>
    weeks.reduce((sum, week, i) => {
      if (week < 0) return sum;
      const simulation = new LaunchSimulation(instance, i);
      simulation.run(week, 0, '0', false);
      return sum + meanOf(simulation.profit);
    }, 0),
  );
  return {
    ...{ prices: priced - first, orders: ordered - priced, promotions: last - ordered },
    overSlots: checkPlan(base, weeks).some(({ rule }) => rule === 'slots'),
  };
}
