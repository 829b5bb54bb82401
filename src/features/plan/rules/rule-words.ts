import { useTranslation } from 'react-i18next';
import type { BindingRule, BuiltInRule, PlanViolation } from '#engine/planning/rules/plan-figures.ts';
import { eventName } from '#i18n/event-name.ts';
import { useLanguage } from '#i18n/use-formats.ts';
import { useCategoryName, useProductNames, useWeekName } from '#state/data/product-names.ts';
import type { PlanResult } from '#state/plan/plan-store.ts';

/** Says which rule is in the way of a launch (`rule`), or how a plan breaks it (`broken`), where, and who is concerned. */
export function useRuleWords(
  result: PlanResult,
  mood: 'rule' | 'broken' = 'rule',
): (rule: BindingRule | PlanViolation) => string {
  const { t } = useTranslation('plan');
  const { instance, startDay } = result.built;
  const language = useLanguage();
  const weekName = useWeekName(startDay);
  const nameOf = useProductNames(result);
  const categoryName = useCategoryName();
  return ({ rule, week, category, group, from, to, other }) =>
    t(rule === 'budget' && from !== undefined ? `${mood}.budget-period` : `${mood}.${rule as BuiltInRule}`, {
      week: week === undefined ? '' : weekName(week),
      category: category === undefined ? '' : categoryName(instance.categories[category].name),
      // A slot's group is the event with the week that it begins in.
      group: rule === 'slots' ? eventName(language, (group ?? '').replace(/@\d+$/, '')) : (group ?? ''),
      from: from === undefined ? '' : weekName(from),
      to: to === undefined ? '' : weekName(to),
      other: other === undefined ? '' : nameOf(other),
    });
}
