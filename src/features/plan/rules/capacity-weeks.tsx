import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useFormats } from '#i18n/use-formats.ts';
import { changePlanConstraints } from '#state/plan/plan-edits.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { usePlanningStart } from './rule-fields.tsx';

interface CapacityWeeksProps {
  /** Limit of a week that has none of its own; null: no limit. */
  readonly usual: number | null;
}

/** Launch work of each single week; an empty field takes the usual limit. */
export function CapacityWeeks({ usual }: CapacityWeeksProps) {
  const settings = usePlanStore((state) => state.settings);
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const start = usePlanningStart();
  if (start === null) return null;
  const { capacityByWeek } = settings.constraints;
  const last = start + 7 * settings.weeks - 1;
  const ownOf = (day: number) => capacityByWeek.find(({ week }) => week >= day && week < day + 7);
  const change = (day: number, text: string): void => {
    const capacity = Number(text);
    const others = capacityByWeek.filter(({ week }) => week < day || week >= day + 7);
    if (text === '') void changePlanConstraints({ capacityByWeek: others });
    else if (capacity >= 0)
      void changePlanConstraints({
        capacityByWeek: [...others, { week: day, capacity }].sort((a, b) => a.week - b.week),
      });
  };
  const days = Array.from({ length: settings.weeks }, (_, week) => start + 7 * week);
  const inside = capacityByWeek.filter(({ week }) => week >= start && week <= last).length;
  return (
    <Stack>
      <p className={styles.muted}>{t('constraints.weekByWeekHelp')}</p>
      <div className={styles.weekGrid}>
        {days.map((day) => (
          <TextField
            key={day}
            label={formats.shortDate(day)}
            type="number"
            inputMode="decimal"
            value={String(ownOf(day)?.capacity ?? '')}
            placeholder={usual === null ? '∞' : formats.decimal(usual, 1)}
            onChange={(text) => change(day, text)}
          />
        ))}
      </div>
      {inside > 0 ? (
        <div>
          <Button variant="plain" icon="undo" onPress={() => void changePlanConstraints({ capacityByWeek: [] })}>
            {t('constraints.weekByWeekClear')}
          </Button>
        </div>
      ) : null}
    </Stack>
  );
}
