import { idsOf, type PlanningRule } from '#engine/planning/rules/planning-rule.ts';

/** Products that must launch. Keeps nothing out: the search counts what is missing, a partial plan begins with it. */
export const mustRule: PlanningRule = {
  names: ['must-launch'],
  relax: (problem) => problem,
  liftables: [
    {
      block: 1,
      rank: -1,
      list: ({ instance }) => [...instance.products.keys()].filter((i) => instance.products[i].must),
      keep: (problem, kept) => {
        const products = problem.instance.products.map((known, i) => ({ ...known, must: known.must && kept.has(i) }));
        return { ...problem, instance: { ...problem.instance, products } };
      },
      words: (problem, products) => [{ code: 'plan-rule-must', params: { products: idsOf(problem, products) } }],
    },
  ],
};
