import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useFormats } from '#i18n/use-formats.ts';
import { useProductNames, useWeekName } from '#state/data/product-names.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';

interface WhatIfBarProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** What the move that is being tried would make of the whole plan; without one, how to try. */
export function WhatIfBar({ result, current }: WhatIfBarProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const trial = usePlanStore((state) => (state.trial?.figures ? state.trial : null));
  const lock = usePlanStore((state) => state.locked);
  const nameOf = useProductNames(result);
  const weekName = useWeekName(result.built.startDay);
  const { instance, reading } = current;
  const { hasCosts } = result.built;
  const { currency = '' } = instance;
  if (!trial?.figures) {
    const locked = lock && instance.products.findIndex(({ id }) => id === lock.candidateId);
    return (
      <p className={styles.whatIf} role="status">
        {lock && locked !== null && locked >= 0
          ? t(lock.isLocked ? 'calendar.locked' : 'calendar.unlocked', { name: nameOf(locked) })
          : t('calendar.help')}
      </p>
    );
  }
  const { figures, product, week, neighbours } = trial;
  const money = (value: number): string => formats.money(value, currency);
  const change = (value: number): string => formats.signed(value, money);
  const limit = instance.constraints.capacity[week];
  const everything = instance.products.reduce((sum, { effort }) => sum + effort, 0);
  const [most] = neighbours.filter(({ before, after }) => Math.abs(after - before) >= 1);
  const other = most ? (most.product === product ? most.other : most.product) : null;
  const sentences = [
    t(hasCosts ? 'whatIf.profit' : 'whatIf.revenue', {
      name: nameOf(product),
      week: weekName(week),
      change: change(figures.profit - reading.figures.profit),
      total: money(figures.profit),
    }),
    t('whatIf.risk', { change: change(figures.tailMean - reading.figures.tailMean), tail: money(figures.tailMean) }),
    limit < everything
      ? t('whatIf.load', { load: formats.decimal(figures.load[week], 1), capacity: formats.decimal(limit, 1) })
      : '',
    most && other !== null
      ? t(most.after > most.before ? 'whatIf.takes' : 'whatIf.frees', {
          name: nameOf(other),
          money: money(Math.abs(most.after - most.before)),
        })
      : '',
    figures.violations.length > reading.figures.violations.length
      ? t('whatIf.breaks', { count: figures.violations.length })
      : '',
  ];
  return (
    <p className={styles.whatIf} data-trial="">
      {formats.sentences(sentences)}
    </p>
  );
}
