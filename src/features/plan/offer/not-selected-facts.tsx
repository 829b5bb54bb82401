import { useTranslation } from 'react-i18next';
import type { NotSelectedReport, RuleRelief } from '#engine/planning/rules/plan-figures.ts';
import type { CalendarRow } from '#features/plan/calendar/to-calendar-rows.ts';
import styles from '#features/plan/plan-step.module.css';
import { useRuleWords } from '#features/plan/rules/rule-words.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useCategoryName, useProductNames, useWeekName } from '#state/data/product-names.ts';
import { explainCandidate } from '#state/plan/plan-questions.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { Fact, Facts } from '#ui/table/facts.tsx';

export interface FactsProps {
  readonly row: CalendarRow;
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** A candidate that is not selected: why, and what would have to change. */
export function NotSelectedFacts({ row, result, current }: FactsProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const why = useNotSelectedWhy(result);
  const weekName = useWeekName(result.built.startDay);
  const reliefWords = useReliefWords(result);
  const { notSelected } = row;
  if (!notSelected) return null;
  const { currency = '' } = current.instance;
  const money = (value: number): string => formats.money(value, currency);
  return (
    <Stack>
      <Facts>
        <Fact label={t('notSelected.why')}>{why(notSelected)}</Fact>
        {notSelected.bestWeek >= 0 ? (
          <Fact label={t('notSelected.bestWeek')}>{weekName(notSelected.bestWeek)}</Fact>
        ) : null}
        {Number.isNaN(notSelected.gain) ? null : <Fact label={t('notSelected.gain')}>{money(notSelected.gain)}</Fact>}
        {notSelected.entryChanges.length > 0 ? (
          <Fact label={t('notSelected.change')}>
            <ul className={styles.list}>
              {notSelected.entryChanges.map(({ week, gain, reliefs }) => (
                <li key={`${week} ${reliefs.map(({ rule }) => rule).join()}`}>
                  {t('notSelected.changeOf', {
                    reliefs: reliefs.map(reliefWords).join(t('notSelected.and')),
                    week: weekName(week),
                    money: money(gain),
                  })}
                </li>
              ))}
            </ul>
          </Fact>
        ) : null}
      </Facts>
      <Explanation candidateId={row.id} result={result} currency={currency} />
    </Stack>
  );
}

interface ExplanationProps {
  readonly candidateId: string;
  readonly result: PlanResult;
  readonly currency: string;
}

/** The same with everything else planned anew, on demand. */
function Explanation({ candidateId, result, currency }: ExplanationProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const reliefWords = useReliefWords(result);
  const explanation = usePlanStore((state) => state.current?.explanation);
  const isMoney = usePlanStore((state) => state.settings.objective !== 'article');
  const own = explanation?.candidateId === candidateId ? explanation : null;
  if (!own || (!own.isRunning && !own.found)) {
    return (
      <div>
        <Button onPress={() => void explainCandidate(candidateId)}>{t('notSelected.explain')}</Button>
      </div>
    );
  }
  if (own.isRunning || !own.found) return <ProgressBar label={t('notSelected.explaining')} value={null} />;
  const value = (amount: number): string => (isMoney ? formats.money(amount, currency) : formats.decimal(amount, 4));
  const { changes, uplift } = own.found;
  const working = changes.filter(({ enters }) => enters);
  return (
    <Facts>
      <Fact label={t('notSelected.replanned')}>
        {working.length === 0 ? (
          t('notSelected.noWay')
        ) : (
          <ul className={styles.list}>
            {working.map(({ week, worth, reliefs }) => (
              <li key={`${week} ${reliefs.map(({ rule }) => rule).join()}`}>
                {t('notSelected.wayOf', {
                  reliefs: reliefs.map(reliefWords).join(t('notSelected.and')),
                  money: value(worth),
                })}
              </li>
            ))}
          </ul>
        )}
      </Fact>
      {uplift ? (
        <Fact label={t('notSelected.uplift')}>
          {[
            uplift.money > 0 ? t('notSelected.short', { money: value(uplift.money) }) : '',
            Number.isFinite(uplift.demandFactor)
              ? t('notSelected.moreDemand', { share: formats.percent(uplift.demandFactor - 1) })
              : '',
            Number.isFinite(uplift.priceFactor)
              ? t('notSelected.morePrice', { share: formats.percent(uplift.priceFactor - 1, 1) })
              : '',
          ]
            .filter((words) => words !== '')
            .join(formats.space)}
        </Fact>
      ) : null}
    </Facts>
  );
}

/** "one more slot in week 24", "41,000 more budget". */
function useReliefWords(result: PlanResult): (relief: RuleRelief) => string {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const weekName = useWeekName(result.built.startDay);
  const ruleWords = useRuleWords(result);
  const nameOf = useProductNames(result);
  const categoryName = useCategoryName();
  const { categories, currency = '' } = result.built.instance;
  return (relief) => {
    const { rule, by, week, category, from, to, other, group } = relief;
    const words = {
      week: week === undefined ? '' : weekName(week),
      category: category === undefined ? '' : categoryName(categories[category].name),
      from: from === undefined ? '' : weekName(from),
      to: to === undefined ? '' : weekName(to),
      other: other === undefined ? '' : nameOf(other),
      group: group ?? '',
      money: formats.money(by, currency),
      by: formats.decimal(by, 1),
      count: Math.max(1, Math.round(by)),
    };
    switch (rule) {
      case 'capacity':
      case 'category-max':
      case 'exclusive-group':
      case 'precedence':
      case 'earliest':
      case 'latest':
        return t(`relief.${rule}`, words);
      case 'budget':
        return t(from === undefined ? 'relief.budget' : 'relief.budget-period', words);
      default:
        return t('relief.other', { rule: ruleWords(relief) });
    }
  };
}

/** Why a candidate is not selected; what the manager locked out needs no other reason. */
export function useNotSelectedWhy(result: PlanResult): (report: NotSelectedReport) => string {
  const { t } = useTranslation('plan');
  const ruleWords = useRuleWords(result);
  const locks = usePlanStore((state) => state.decisions.locks);
  return ({ product, reason, blockedBy, blocks = blockedBy ? [blockedBy] : [] }) => {
    const { id } = result.built.instance.products[product];
    if (locks[id] === null) return t('notSelected.locked-out');
    return reason === 'blocked' && blocks.length > 0
      ? blocks.map(ruleWords).join(t('notSelected.and'))
      : t(`notSelected.${reason}`);
  };
}
