import { useTranslation } from 'react-i18next';
import type { MarginalValue } from '#engine/planning/explain/marginal-values.ts';
import type { LaunchEvent } from '#engine/planning/problem/launch-instance.ts';
import styles from '#features/plan/plan-step.module.css';
import { eventName } from '#i18n/event-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useWeekName } from '#state/data/product-names.ts';
import { cancelQuestion, priceLimits } from '#state/plan/plan-questions.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { pricedPlaces } from '#state/plan/promotions.ts';
import { usePlanStaleness } from '#state/plan/use-plan-proof.ts';
import { Button } from '#ui/controls/button.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';

interface LimitsPanelProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** What a little more of each scarce limit would be worth: the search's prices at once, planned anew on demand. */
export function LimitsPanel({ result, current }: LimitsPanelProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const language = useLanguage();
  const weekName = useWeekName(result.built.startDay);
  const { isOfRules } = usePlanStaleness();
  const isSearching = usePlanStore((state) => state.job.status === 'running');
  const { search, built } = result;
  if (search.objective === 'article') return null;
  const { currency = '', constraints } = built.instance;
  const money = (value: number): string => formats.money(value, currency);
  const eventNamed = ({ name, id }: LaunchEvent): string => eventName(language, name ?? id);
  const { capacity, budgetPeriods, budgetTotal, promotionBudget = 0 } = search.shadowPrices;
  const weeks = Array.from(capacity, (price, week) => ({ price, week }))
    .filter(({ price }) => price >= 1)
    .sort((a, b) => b.price - a.price)
    .slice(0, 5);
  const periods = Array.from(budgetPeriods, (price, i) => ({ price, ...constraints.budget.periods[i] })).filter(
    ({ price }) => price > 0.005,
  );
  const sentences = [
    ...weeks.map(({ price, week }) =>
      t('limits.slot', { day: formats.shortDate(result.built.startDay + 7 * week), money: money(price) }),
    ),
    ...periods.map(({ price, from, to }) =>
      t('limits.period', { from: weekName(from), to: weekName(to), money: formats.price(price, currency) }),
    ),
    ...(budgetTotal > 0.005 ? [t('limits.budget', { money: formats.price(budgetTotal, currency) })] : []),
    ...pricedPlaces(result)
      .filter(({ price }) => price >= 1)
      .map(({ event, price }) => t('limits.place', { event: eventNamed(event), money: money(price) })),
    ...(promotionBudget > 0.005
      ? [t('limits.promotionBudget', { money: formats.price(promotionBudget, currency) })]
      : []),
  ];
  const { worth } = current;
  const proven = (each: MarginalValue): string => {
    const words = { money: money(each.worth), extra: formats.decimal(each.extra, 1), more: money(each.extra) };
    if (each.limit === 'promotion-budget') return t('limits.provenPromotionBudget', words);
    const event = built.instance.events?.find(({ id }) => id === each.group);
    if (event) return t('limits.provenPlace', { ...words, event: eventNamed(event) });
    if (each.week !== undefined) return t('limits.provenSlot', { ...words, week: weekName(each.week) });
    if (each.from !== undefined && each.to !== undefined)
      return t('limits.provenPeriod', { ...words, from: weekName(each.from), to: weekName(each.to) });
    return t('limits.provenBudget', words);
  };
  return (
    <Panel title={t('limits.title')} detail={t('limits.detail')}>
      <Stack>
        {isOfRules || current.reading.figures.violations.length > 0 ? (
          <p className={styles.muted}>{t('limits.otherRules')}</p>
        ) : sentences.length === 0 ? (
          <p className={styles.muted}>{t('limits.none')}</p>
        ) : (
          <ul className={styles.list}>
            {sentences.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
        {worth?.isRunning ? (
          <ProgressBar label={t('limits.running')} value={worth.share} onCancel={cancelQuestion} />
        ) : null}
        {worth?.found && worth.found.length > 0 ? (
          <div>
            <p className={styles.label}>{t('limits.proven')}</p>
            <ul className={styles.list}>
              {worth.found.map((each) => (
                <li key={`${each.limit} ${each.week} ${each.from} ${each.group}`}>{proven(each)}</li>
              ))}
            </ul>
          </div>
        ) : null}
        {sentences.length > 0 && !worth ? (
          <div>
            <Button isDisabled={isSearching} onPress={() => void priceLimits()}>
              {t('limits.ask')}
            </Button>
          </div>
        ) : null}
      </Stack>
    </Panel>
  );
}
