import { useTranslation } from 'react-i18next';
import type { NotSelectedReport } from '#engine/planning/rules/plan-figures.ts';
import { useRuleWords } from '#features/plan/rules/rule-words.ts';
import { type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';

/** Why a candidate is left out; what the manager locked out needs no other reason. */
export function useNotSelectedWhy(result: PlanResult): (reading: NotSelectedReport) => string {
  const { t } = useTranslation('plan');
  const ruleWords = useRuleWords(result);
  const locks = usePlanStore((state) => state.decisions.locks);
  return ({ product, reason, blockedBy, blocks = blockedBy ? [blockedBy] : [] }) => {
    const { id } = result.built.instance.products[product];
    if (locks[id] === null) return t('leftOut.locked-out');
    return reason === 'blocked' && blocks.length > 0
      ? blocks.map(ruleWords).join(t('leftOut.and'))
      : t(`leftOut.${reason}`);
  };
}
