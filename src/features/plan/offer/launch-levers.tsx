import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaunchOrder } from '#engine/planning/explain/launch-order.ts';
import { weekCostsOf } from '#features/plan/calendar/to-calendar-rows.ts';
import styles from '#features/plan/plan-step.module.css';
import { useRuleWords } from '#features/plan/rules/rule-words.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { changeOrder, moveLaunch } from '#state/plan/plan-edits.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Slider } from '#ui/controls/slider.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';
import type { FactsProps } from './not-selected-facts.tsx';

interface LaunchLeversProps extends FactsProps {
  readonly order: LaunchOrder | null;
}

/** What can be changed about a launch, with what the plan earns more or less beside it while it moves. */
export function LaunchLevers({ row, result, current, order }: LaunchLeversProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const ruleWords = useRuleWords(result);
  const { startDay } = result.built;
  const { currency = '', weeks } = current.instance;
  const { costByWeek, blockedBy } = weekCostsOf(current.reading, row.product);
  const [week, setWeek] = useTried(row.week);
  const choices = order?.choices ?? [];
  const [units, setUnits] = useTried(order?.order ?? 0);
  const isOwnOrder = usePlanStore((state) => state.settings.products[row.id]?.order !== undefined);
  const change = (value: number): string =>
    Math.abs(value) < 0.5 ? t('card.same') : formats.signed(value, (size) => formats.money(size, currency));
  const weekWords = (value: number): string => {
    const block = blockedBy[value];
    const cost = costByWeek[value];
    const money = value === row.week ? '' : Number.isFinite(cost) ? change(cost) : t('card.closed');
    return formats.parts([
      formats.shortDate(startDay + 7 * value),
      money,
      value !== row.week && block ? ruleWords(block) : '',
    ]);
  };
  const now = choices.find((choice) => choice.units === order?.order);
  const orderWords = (value: number): string => {
    const choice = choices[value];
    if (!choice || !now) return '';
    const money = choice === now ? '' : change(choice.profit - now.profit);
    return formats.parts([t('card.units', { units: formats.count(choice.units) }), money]);
  };
  const place = Math.max(
    0,
    choices.findIndex((choice) => choice.units === units),
  );
  return (
    <div className={styles.levers}>
      <Slider
        label={t('card.week')}
        value={Math.max(0, week)}
        min={0}
        max={weeks - 1}
        step={1}
        onChange={setWeek}
        onChangeEnd={(value) => {
          if (value !== row.week) void moveLaunch(row.id, value);
        }}
        formatValue={weekWords}
      />
      {order && choices.length > 1 ? (
        <Slider
          label={t('card.order')}
          value={place}
          min={0}
          max={choices.length - 1}
          step={1}
          onChange={(value) => setUnits(choices[value].units)}
          onChangeEnd={(value) => {
            if (choices[value].units !== order.order) void changeOrder(row.id, choices[value].units);
          }}
          formatValue={orderWords}
        />
      ) : null}
      {order && row.week >= 0 ? (
        <Toolbar>
          <NumberField
            label={t('card.order')}
            labelHidden
            value={order.order}
            minValue={1}
            step={1}
            onChange={(typed) => {
              if (typed >= 1 && typed !== order.order) void changeOrder(row.id, Math.round(typed));
            }}
          />
          {isOwnOrder ? (
            <Button variant="plain" icon="undo" onPress={() => void changeOrder(row.id, null)}>
              {t('card.orderBack')}
            </Button>
          ) : null}
        </Toolbar>
      ) : null}
    </div>
  );
}

/** What a lever is tried at; what it stands at as soon as that changes. */
export function useTried(value: number): [number, (value: number) => void] {
  const [tried, setTried] = useState(value);
  useEffect(() => setTried(value), [value]);
  return [tried, setTried];
}
