import { z80 } from '#engine/kernels/normal-distribution.ts';
import { meanOf } from '#engine/kernels/statistics.ts';
import { eventsOf, type LaunchInstance, type LaunchOption } from '#engine/planning/problem/launch-instance.ts';
import { LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';

/** Expected profit of a product with one option when launched in week t, if its elasticity were `elasticity` for certain. O(S x ages) a week. */
export function priceUnder(
  draft: LaunchInstance,
  i: number,
  option: LaunchOption,
  elasticity: number,
): (t: number) => number {
  const simulation = simulationUnder(draft, i, option, elasticity);
  return (t) => {
    simulation.run(t, 0, `${t}`, false);
    return meanOf(simulation.profit);
  };
}

/**
 * Ends of the 80 % range of an elasticity for a gain, in standard deviations: wider by a tenth than the normal's, since a response is biased besides
 * (simulated worlds with a bias of 20 %: bench `price-advice`).
 */
export const gainSpread = 1.1 * z80;

/** Lower end, middle and upper end of a response for a gain. */
export function responseEnds(elasticity: number, error: number): number[] {
  return [-gainSpread, 0, gainSpread].map((z) => Math.min(-0.01, elasticity + z * error));
}

/**
 * Whether an offer earns more in week t than the manager's in the same promotions, at each of some elasticities. What the manager's earns is counted once for
 * each week, elasticity and set of promotions that the week meets.
 */
export function gainWeeks(draft: LaunchInstance, i: number, managers: LaunchOption, ends: readonly number[]) {
  const known = new Map<string, number>();
  const under = (option: LaunchOption) => ends.map((end) => priceUnder(draft, i, option, end));
  return (option: LaunchOption): ((t: number) => boolean) => {
    const base = { ...managers, takesPart: option.takesPart };
    const own = { ...draft, products: draft.products.with(i, { ...draft.products[i], options: [base] }) };
    const [of, than] = [under(option), under(base)];
    return (t) => {
      const joined = `${eventsOf(own, i, t, 0)}`;
      return of.every((worth, e) => {
        const name = `${t} ${e} ${joined}`;
        const least = known.get(name) ?? than[e](t);
        known.set(name, least);
        return worth(t) > least;
      });
    };
  };
}

/** The gain of an offer over another of the same product and week, and the response at which it is gone. */
export interface OfferGain {
  readonly mean: number;
  readonly lo80: number;
  readonly hi80: number;
  /** Elasticity at which the two earn the same, between -6 and 0; null: none. */
  readonly flipsAt: number | null;
}

const steepest = -6;
const bisections = 24;

/**
 * What product i's prices in week t earn over the manager's, each with its orders, or with the one that the manager names; both take part
 * in the same promotions. null: the same prices, or no response that carries others.
 */
export function gainOfOffer(offered: LaunchInstance, managers: LaunchInstance, i: number, t: number): OfferGain | null {
  const { response, options, price } = offered.products[i];
  const prices = (instance: LaunchInstance): readonly number[] =>
    instance.products[i].options?.[0].priceByAge ?? [instance.products[i].price];
  const isSame = [...(options?.[0].priceByAge ?? [price])].every(
    (own, age) => own === (prices(managers)[age] ?? prices(managers)[0]),
  );
  if (!response || !options || isSame) return null;
  const { elasticity, error } = response;
  const [offer] = options;
  const { takesPart, fee, firstBuy } = offer;
  // An order that is one number for all weeks was named; those worked out follow the week.
  const base = { ...optionOf(managers, i), takesPart, fee };
  return offerGain(
    offered,
    i,
    t,
    offer,
    typeof firstBuy === 'number' ? { ...base, firstBuy } : base,
    responseEnds(elasticity, error),
  );
}

/** A product's offer k; without a list what it is planned as. */
export function optionOf({ products, curves }: LaunchInstance, i: number, k = 0): LaunchOption {
  const { options, curve, price, stock, stockByWeek, reordersByWeek } = products[i];
  return (
    options?.[k] ?? {
      priceByAge: curves[curve].map(() => price),
      ...{ takesPart: 'all', fee: 0, firstBuy: stockByWeek ?? stock },
      ...(reordersByWeek ? { reordersByWeek } : {}),
    }
  );
}

/** What `option` earns over `base` in week t, on average over demand: `ends` are the elasticity's lower end, middle and upper end. */
function offerGain(
  draft: LaunchInstance,
  i: number,
  t: number,
  option: LaunchOption,
  base: LaunchOption,
  ends: readonly number[],
): OfferGain {
  const gainAt = (elasticity: number): number => {
    const [one, other] = [option, base].map((own) => {
      const simulation = simulationUnder(draft, i, own, elasticity);
      simulation.run(t, 0, `${t}`, false);
      return meanOf(simulation.profit);
    });
    return one - other;
  };
  const gains = ends.map(gainAt);
  let [flat, steep] = [-0.01, steepest];
  const isFlatBetter = gainAt(flat) > 0;
  let flipsAt: number | null = null;
  if (isFlatBetter !== gainAt(steep) > 0) {
    for (let step = 0; step < bisections; step++) {
      const middle = (flat + steep) / 2;
      if (gainAt(middle) > 0 === isFlatBetter) flat = middle;
      else steep = middle;
    }
    flipsAt = (flat + steep) / 2;
  }
  return { mean: gains[1], lo80: Math.min(...gains), hi80: Math.max(...gains), flipsAt };
}

/** The product alone with one option, every scenario at the same elasticity. */
function simulationUnder(draft: LaunchInstance, i: number, option: LaunchOption, elasticity: number): LaunchSimulation {
  const product = draft.products[i];
  const seenFrom = product.response?.seenFrom ?? 0;
  const { elasticity: _, ...scenarios } = draft.scenarios;
  const alone = { ...product, options: [option], response: { elasticity, error: 0, seenFrom } };
  return new LaunchSimulation({ ...draft, scenarios, products: draft.products.with(i, alone) }, i);
}
