import { useTranslation } from 'react-i18next';
import { namedRuns } from '#engine/calendar/named-runs.ts';
import styles from '#features/plan/plan-step.module.css';
import { eventName } from '#i18n/event-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { changePlanConstraints } from '#state/plan/plan-edits.ts';
import { currentResult, type PlanSettings, usePlanStore } from '#state/plan/plan-store.ts';
import { isPromotion } from '#state/plan/promotions.ts';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Stack } from '#ui/layout/panel.tsx';

type EventSlots = NonNullable<PlanSettings['constraints']['eventSlots']>[number];

/** How many launches each promotion ahead has room for, what a place in it costs, and the money for all of them. */
export function PromotionSlots() {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const language = useLanguage();
  const constraints = usePlanStore((state) => state.settings.constraints);
  usePlanStore((state) => state.job);
  const built = currentResult()?.built;
  const dayOf = (week: number): number => (built?.startDay ?? 0) + 7 * week;
  const events = useDatasetStore(({ facts }) => facts.dataset?.calendar?.events);
  const { eventSlots = [], promotionBudget = null } = constraints;
  const runs = (built ? namedRuns(built.instance.promo.name) : []).filter(
    ({ name, from }) => isPromotion(name, events) || eventSlots.some(({ day }) => day === dayOf(from)),
  );
  const { currency = '' } = built?.instance ?? {};
  const money = { minValue: 0, ...(currency ? { unit: currency } : {}) };
  const change = (next: EventSlots): void => {
    const others = eventSlots.filter(({ day }) => day !== next.day);
    const isSet = next.slots !== null || next.fee > 0;
    void changePlanConstraints({ eventSlots: isSet ? [...others, next].sort((a, b) => a.day - b.day) : others });
  };
  if (!built || runs.length === 0)
    return <p className={styles.muted}>{t(built ? 'promotions.none' : 'promotions.later')}</p>;
  return (
    <Stack>
      <p className={styles.muted}>{t('promotions.help')}</p>
      {runs.map(({ name, from }) => {
        const day = dayOf(from);
        const known = eventSlots.find((each) => each.day === day) ?? { day, slots: null, fee: 0 };
        const title = t('promotions.event', { event: eventName(language, name), day: formats.shortDate(day) });
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
          <div key={day} role="group" aria-label={title} className={styles.promotion}>
            <span>{title}</span>
            <NumberField
              label={t('promotions.slots')}
              value={known.slots ?? Number.NaN}
              minValue={0}
              step={1}
              onChange={(slots) => change({ ...known, slots: Number.isNaN(slots) ? null : Math.round(slots) })}
            />
            <NumberField
              label={t('promotions.fee')}
              {...money}
              value={known.fee === 0 ? Number.NaN : known.fee}
              onChange={(fee) => change({ ...known, fee: Number.isNaN(fee) ? 0 : fee })}
            />
          </div>
        );
      })}
      <NumberField
        label={t('promotions.budget')}
        {...money}
        value={promotionBudget ?? Number.NaN}
        onChange={(budget) => void changePlanConstraints({ promotionBudget: Number.isNaN(budget) ? null : budget })}
      />
    </Stack>
  );
}
