import { asOf, launchAffinity } from '#engine/audience/affinity.ts';
import { indexBaskets } from '#engine/audience/baskets.ts';
import { findPartners } from '#engine/audience/find-partners.ts';
import type { Verb } from '../../engine.ts';
import { readLaunchQuestion } from '../audience-input.ts';

/** `partners < {launch, n, products, orders}`: what the launch's buyers are expected to buy with it, best first. */
const partners: Verb = async ({ readInput }) => {
  const { launch, day, baskets, facts, most } = readLaunchQuestion(await readInput());
  const known = asOf(indexBaskets(baskets), day);
  const id = (product: number): string => baskets.products[product];
  return {
    partners: findPartners(known, launchAffinity(known, facts, launch), most).map(
      ({ product, nearest, ...partner }) => ({
        id: id(product),
        ...partner,
        nearest: nearest.map(id),
      }),
    ),
  };
};

export default partners;
