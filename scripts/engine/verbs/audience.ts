import { asOf, customerAffinity, launchAffinity } from '#engine/audience/affinity.ts';
import { indexBaskets } from '#engine/audience/baskets.ts';
import type { Verb } from '../../engine.ts';
import { readLaunchQuestion } from '../audience-input.ts';

/** `audience < {launch, products, orders, audienceDays}`: affinity to the launch of each customer with an order in these days. */
const audience: Verb = async ({ readInput }) => {
  const { launch, day, baskets, facts, customers, audienceDays } = readLaunchQuestion(await readInput());
  const known = asOf(indexBaskets(baskets), day);
  const scores = customerAffinity(known, launchAffinity(known, facts, launch), audienceDays);
  return {
    scores: Object.fromEntries(customers.flatMap((name, at) => (scores[at] >= 0 ? [[name, scores[at]]] : []))),
  };
};

export default audience;
