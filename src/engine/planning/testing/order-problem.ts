import { assumeCosts } from '#engine/inventory/buying-terms.ts';
import type { OrderQuestion } from '#engine/inventory/choose-orders.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { createRandom } from '#engine/random.ts';
import { randomInstance } from './random-instance.ts';

/** A product of 16 weeks in a random market, and what its orders are chosen by. */
export function drawOrderProblem(
  seed: number,
  size: { readonly weeks?: number; readonly scenarios?: number; readonly costs?: readonly [number, number] } = {},
): { readonly draft: LaunchInstance; readonly question: OrderQuestion } {
  const { weeks = 6, scenarios = 12, costs: [least, most] = [0.3, 0.8] } = size;
  const random = createRandom(seed);
  const between = (low: number, high: number): number => low + (high - low) * random.next();
  const plain = randomInstance({ seed, products: 2, weeks, scenarios });
  const curve = Array.from({ length: 16 }, (_, age) => between(0.7, 1) * (age < 2 ? 0.7 : 0.95 ** age));
  const horizon = plain.weeks + curve.length;
  const season = Array.from({ length: horizon + 2 }, () => between(0.5, 1.5));
  const scale = Math.max(...curve);
  const price = between(20, 200);
  const candidate = {
    id: 'P1',
    price,
    unitCost: price * between(least, most),
    minimumOrder: 1 + random.below(40),
  } as Candidate;
  const neutralTotal = plain.products[0].peakDemand * curve.reduce((sum, share) => sum + share / scale, 0);
  const quantile = (z: number): number => neutralTotal * Math.exp(0.4 * z - 0.08);
  const forecast = {
    ...{ flopProbability: 0, parts: { flopTotal: 0, sold: [] } },
    ...{ total: neutralTotal, neutralTotal, totalMedian: quantile(0) },
    ...{
      totalLo50: quantile(-0.674),
      totalHi50: quantile(0.674),
      totalLo80: quantile(-1.28),
      totalHi80: quantile(1.28),
    },
    ...{ totalLo95: quantile(-1.96), totalHi95: quantile(1.96) },
  } as unknown as CandidateForecast;
  const [terms] = assumeCosts([candidate], []);
  const draft: LaunchInstance = {
    ...plain,
    horizon,
    curves: { only: curve.map((share) => share / scale) },
    promo: { uplift: season.map(() => 0), discount: season.map(() => 0), name: season.map(() => '') },
    categories: plain.categories.map((category) => ({ ...category, season })),
    products: plain.products.map((product) => ({ ...product, price, ...terms, fixedCost: 100 })),
  };
  const question: OrderQuestion = {
    ...{ candidate, forecast, earliest: 1, latest: 4, terms, curve: draft.curves.only, discount: () => 0 },
    factor: (w) => season[w + draft.seasonOffset],
  };
  return { draft, question };
}
