import { chooseOrders, orderTerms } from '#engine/inventory/choose-orders.ts';
import { normalQuantile, z95 } from '#engine/kernels/normal-distribution.ts';
import { buildOffers } from '#engine/planning/offers/build-offers.ts';
import { gainOfOffer, priceUnder } from '#engine/planning/offers/offer-gain.ts';
import { drawElasticities } from '#engine/planning/problem/demand-scenarios.ts';
import type { LaunchInstance, LaunchOption } from '#engine/planning/problem/launch-instance.ts';
import { LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';
import type { PriceResponse } from '#engine/pricing/price-response.ts';
import { createRandom } from '#engine/random.ts';
import { drawOrderProblem } from './order-problem.ts';

/** Prices advised in one simulated world, and what they really bring. */
export interface PriceWorld {
  readonly products: number;
  readonly advised: number;
  /** Real and stated gain of the advised offers, money. */
  readonly real: number;
  readonly stated: number;
  /** Advised offers whose real gain the stated 80 % range holds. */
  readonly covered: number;
  /** Lowest of their ranges' lower ends. */
  readonly lowest: number;
}

/** The response of a product without history scatters around the truth by so much, and all of a world's are too steep or too flat by so much. */
export const responseError = 0.84;
export const responseBias = 0.2;

/** Costs over prices: at an elasticity of -2.2 a price is best at 0.55, so that the manager's are sensible. */
const nearBest = [0.5, 0.6] as const;

export interface PriceWorldOptions {
  readonly products: number;
  /** Standard deviation of a product's response around what is known. */
  readonly error: number;
  /** First age at which a price may be marked down; a later one than the curve's end: none is. */
  readonly markdownAge: number;
}

const usual: PriceWorldOptions = { products: 5, error: responseError, markdownAge: 8 };

/** A world whose responses are known with an error and {@link responseBias}: its products are offered as the planner would, alone. */
export function simulatePriceWorld(seed: number, options: Partial<PriceWorldOptions> = {}): PriceWorld {
  const { products, error, markdownAge } = { ...usual, ...options };
  const random = createRandom(seed);
  const normal = (): number => normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random.next())));
  const known = Math.min(-0.8, -2.2 + 0.5 * normal());
  const centre = known * (1 + (seed % 2 === 0 ? responseBias : -responseBias));
  const world = { products, advised: 0, real: 0, stated: 0, covered: 0, lowest: Number.POSITIVE_INFINITY };
  for (let k = 0; k < products; k++) {
    const truth = Math.min(-0.01, centre + error * normal());
    const advice = adviseProduct(seed * 100 + k, known, error, markdownAge);
    if (!advice) continue;
    const { offered, managers, week, gain } = advice;
    const [of, base] = [offered, managers].map((instance) =>
      priceUnder(instance, 0, instance.products[0].options?.[0] as LaunchOption, truth)(week),
    );
    world.advised++;
    world.real += of - base;
    world.stated += gain.mean;
    world.lowest = Math.min(world.lowest, gain.lo80);
    if (of - base >= gain.lo80 && of - base <= gain.hi80) world.covered++;
  }
  return world;
}

function adviseProduct(seed: number, known: number, error: number, markdownAge: number) {
  const { draft: plain, question: asked } = drawOrderProblem(seed, { weeks: 4, scenarios: 40, costs: nearBest });
  const response = responseOf(known, error);
  const category = 0;
  const drawn = { category, value: known, error, sharedError: 0.3 };
  const elasticity = drawElasticities([drawn, null], 40, createRandom(seed + 1));
  const draft: LaunchInstance = {
    ...plain,
    products: plain.products.with(0, {
      ...plain.products[0],
      response: { elasticity: known, error, seenFrom: response.evidence.seenFrom },
    }),
    scenarios: { ...plain.scenarios, elasticity },
  };
  const { price } = asked.candidate;
  const shop = [0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15].map((ratio) => ratio * price);
  const whole = asked.curve.reduce((sum, share) => sum + share, 0);
  const curve = asked.curve.map((share) => share / whole);
  const question = {
    ...asked,
    curve,
    response,
    shop,
    promotions: [],
    isMoneyShort: false,
    markdownAge,
    floorMargin: null,
  };
  const trial = { priceByAge: question.curve.map(() => price), takesPart: 'all', ages: null, hurdle: 0 } as const;
  const options = buildOffers(draft, 0, question, chooseOrders(draft, 0, question, trial));
  const product = { ...draft.products[0], ...orderTerms(question), options };
  const problem = { ...draft, products: draft.products.with(0, product) };
  const best = bestPlace(problem, options);
  if (best.k === 0) return null;
  const only = (option: LaunchOption): LaunchInstance => ({
    ...problem,
    products: problem.products.with(0, { ...product, options: [option] }),
  });
  const [offered, managers] = [only(options[best.k]), only(options[0])];
  const gain = gainOfOffer(offered, managers, 0, best.week);
  return gain && { offered, managers, week: best.week, gain };
}

/** The option and week that earn the most over the scenarios. */
function bestPlace(problem: LaunchInstance, options: readonly LaunchOption[]) {
  const simulation = new LaunchSimulation(problem, 0);
  let best = { k: 0, week: 0, worth: Number.NEGATIVE_INFINITY };
  options.forEach((option, k) => {
    for (let week = 0; week < problem.weeks; week++) {
      if (option.closed?.[week] === 1) continue;
      simulation.run(week, k);
      const worth = simulation.profit.reduce((sum, money) => sum + money, 0);
      if (worth > best.worth) best = { k, week, worth };
    }
  });
  return best;
}

/** A response that is known: its value, and the spread of a product without history around it. */
export function responseOf(value: number, spread: number): PriceResponse {
  const estimate = (error: number) => ({ value, error, lo95: value - z95 * error, hi95: value + z95 * error });
  return {
    category: '',
    verdict: 'estimate',
    reason: null,
    evidence: { seenFrom: 0.8, seenTo: 1.2 } as PriceResponse['evidence'],
    regular: estimate(0.3),
    newProduct: estimate(spread),
    ...{ promotional: null, rivals: null, together: null, deal: null },
  };
}
