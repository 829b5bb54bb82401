import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { changePlanConstraints } from '#state/plan/plan-edits.ts';
import type { PlanSettings } from '#state/plan/plan-store.ts';
import { Button, IconButton } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';
import { DayField, usePlanningStart } from './rule-fields.tsx';

type Periods = PlanSettings['constraints']['budgetPeriods'];

/** Money for initial orders of launches between two days; as many periods as there are budgets. */
export function BudgetPeriods({ periods }: { readonly periods: Periods }) {
  const { t } = useTranslation('plan');
  const currency = useDatasetStore((state) => state.facts.dataset?.currency ?? '');
  const start = usePlanningStart();
  if (start === null) return null;
  const change = (index: number, period: Periods[number] | null): void =>
    void changePlanConstraints({
      budgetPeriods: periods.flatMap((known, i) => (i === index ? (period ? [period] : []) : [known])),
    });
  const add = (): void => {
    const last = periods.at(-1);
    const from = last ? last.to + 1 : start;
    void changePlanConstraints({
      budgetPeriods: [...periods, { from, to: from + 7 * 13 - 1, amount: last?.amount ?? 100_000 }],
    });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
    <div role="group" aria-label={t('constraints.periods')}>
      <p className={styles.label}>{t('constraints.periods')}</p>
      <Stack>
        {periods.map((period, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a period is its place in the list
          <Toolbar key={i}>
            <DayField
              label={t('constraints.from')}
              day={period.from}
              onChange={(from) => change(i, { ...period, from })}
            />
            <DayField label={t('constraints.to')} day={period.to} onChange={(to) => change(i, { ...period, to })} />
            <div className={styles.number}>
              <NumberField
                label={t('constraints.amount')}
                {...(currency ? { unit: currency } : {})}
                value={period.amount}
                minValue={0}
                step={1000}
                onChange={(amount) => {
                  if (amount >= 0) change(i, { ...period, amount });
                }}
              />
            </div>
            <IconButton label={t('constraints.remove')} icon="trash" onPress={() => change(i, null)} />
          </Toolbar>
        ))}
        <div>
          <Button variant="plain" icon="calendar" onPress={add}>
            {t('constraints.addPeriod')}
          </Button>
        </div>
      </Stack>
    </div>
  );
}
