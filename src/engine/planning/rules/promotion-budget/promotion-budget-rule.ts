import { eventsOf } from '#engine/planning/problem/launch-instance.ts';
import { ledgerBlocks } from '#engine/planning/rules/ledger.ts';
import { type PlanningRule, withConstraints } from '#engine/planning/rules/planning-rule.ts';

/** Money for fees of options and of the events that launches take part in. */
export const promotionBudgetRule: PlanningRule = {
  names: ['promotion-budget'],
  constraints: ({ constraints: { promotionBudget = null } }) => (promotionBudget === null ? {} : { promotionBudget }),
  ...ledgerBlocks('promotion-budget'),
  relax: (problem, _, { by }) =>
    withConstraints(problem, { promotionBudget: (problem.instance.constraints.promotionBudget ?? 0) + by }),
  ledger: (instance) => {
    const { promotionBudget = null } = instance.constraints;
    if (promotionBudget === null) return null;
    return {
      ...{ rows: [{ binding: { rule: 'promotion-budget' }, max: promotionBudget }], isMoney: true },
      use(i, t, k, add) {
        const ofOption = instance.products[i].options?.[k].fee ?? 0;
        add(
          0,
          eventsOf(instance, i, t, k).reduce((sum, e) => sum + (instance.events?.[e].fee ?? 0), ofOption),
        );
      },
    };
  },
};
