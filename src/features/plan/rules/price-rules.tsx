import { useTranslation } from 'react-i18next';
import { usualMarkdownWeek, usualMoneyRate } from '#engine/planning/rules/declared-rules.ts';
import styles from '#features/plan/plan-step.module.css';
import { useCandidateName, useOwnCandidates } from '#state/data/product-names.ts';
import { changePlanConstraints } from '#state/plan/plan-edits.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { IconButton } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Columns, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { CandidatePair } from './candidate-pair.tsx';

/** What advised prices keep to: a margin, when they may be marked down, their order within a family; and what money costs. */
export function PriceRules() {
  const { t } = useTranslation('plan');
  const { floorMargin, markdownWeek, moneyRate } = usePlanStore((state) => state.settings.constraints);
  const percent = (share: number | null | undefined): number => Math.round(1000 * (share ?? Number.NaN)) / 10;
  const share = (value: number): number | null => (Number.isNaN(value) ? null : value / 100);
  return (
    <Stack>
      <p className={styles.muted}>{t('prices.help', { count: usualMarkdownWeek, rate: 100 * usualMoneyRate })}</p>
      <Columns minimum={200}>
        <NumberField
          label={t('prices.floorMargin')}
          unit="%"
          value={percent(floorMargin)}
          minValue={0}
          maxValue={95}
          onChange={(value) => void changePlanConstraints({ floorMargin: share(value) })}
        />
        <NumberField
          label={t('prices.markdownWeek')}
          value={markdownWeek ?? usualMarkdownWeek}
          minValue={1}
          maxValue={52}
          step={1}
          onChange={(week) => {
            if (Number.isInteger(week)) void changePlanConstraints({ markdownWeek: week });
          }}
        />
        <NumberField
          label={t('prices.moneyRate')}
          unit="%"
          value={percent(moneyRate)}
          minValue={0}
          maxValue={100}
          onChange={(value) => void changePlanConstraints({ moneyRate: share(value) })}
        />
      </Columns>
      <PriceOrders />
    </Stack>
  );
}

/** "A never dearer than B", for candidates of a family. */
function PriceOrders() {
  const { t } = useTranslation('plan');
  const candidates = useOwnCandidates();
  const nameOf = useCandidateName();
  const priceOrder = usePlanStore((state) => state.settings.constraints.priceOrder) ?? [];
  const put = (next: typeof priceOrder): void => void changePlanConstraints({ priceOrder: next });
  const named = (id: string): string => {
    const candidate = candidates.find((each) => each.id === id);
    return candidate ? nameOf(candidate) : id;
  };
  return (
    <>
      {priceOrder.map((pair) => (
        <Toolbar key={`${pair.cheaper} ${pair.dearer}`}>
          <span className={styles.order}>
            {t('prices.orderOf', { cheaper: named(pair.cheaper), dearer: named(pair.dearer) })}
          </span>
          <IconButton
            label={t('constraints.remove')}
            icon="trash"
            onPress={() => put(priceOrder.filter((known) => known !== pair))}
          />
        </Toolbar>
      ))}
      <CandidatePair
        labels={[t('prices.cheaper'), t('prices.dearer')]}
        isTaken={(one, other) =>
          priceOrder.some((known) => [known.cheaper, known.dearer].sort().join() === [one, other].sort().join())
        }
        onChoose={(cheaper, dearer) => put([...priceOrder, { cheaper, dearer }])}
      />
    </>
  );
}
