import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaunchTracking } from '#engine/monitor/tracking.ts';
import { tellStock } from '#state/monitor/monitor-actions.ts';
import type { Commitment } from '#state/monitor/monitor-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';

interface StockFormProps {
  readonly version: Commitment;
  readonly launch: LaunchTracking;
}

/** What is on hand and what has been reordered: only the manager knows. */
export function StockForm({ version, launch }: StockFormProps) {
  const { t } = useTranslation('monitor');
  const { plan, stock } = version;
  const { candidateId, reforecast } = launch;
  const told = stock.find((note) => note.candidateId === candidateId);
  const [onHand, setOnHand] = useState<number>(told?.onHand ?? Number.NaN);
  const [pieces, setPieces] = useState<number>(told?.reorders[0]?.pieces ?? Number.NaN);
  const [weeks, setWeeks] = useState<number>(
    told?.reorders[0] ? Math.max(0, Math.round((told.reorders[0].arrives - reforecast.from) / 7)) : 2,
  );
  const unitCost = plan.instance.products.find(({ id }) => id === candidateId)?.unitCost ?? 0;
  const tell = (): void => {
    const reorder = { pieces, arrives: reforecast.from + 7 * weeks, cost: unitCost * pieces };
    const note = {
      onHand: Number.isNaN(onHand) ? null : onHand,
      reorders: pieces > 0 ? [reorder] : [],
    };
    void tellStock(plan.id, candidateId, note);
  };
  return (
    <Disclosure title={t('launch.stock.title')} defaultExpanded={reforecast.stockLeft === null}>
      <Toolbar>
        <NumberField
          label={t('launch.stock.onHand')}
          unit={t('launch.stock.units')}
          value={onHand}
          onChange={setOnHand}
          minValue={0}
        />
        <NumberField
          label={t('launch.stock.reorder')}
          unit={t('launch.stock.units')}
          value={pieces}
          onChange={setPieces}
          minValue={0}
        />
        <NumberField
          label={t('launch.stock.arrives')}
          unit={t('launch.stock.arrivesUnit')}
          value={weeks}
          onChange={setWeeks}
          minValue={0}
          maxValue={52}
        />
        <Button onPress={tell} isDisabled={Number.isNaN(onHand) && !(pieces > 0)}>
          {t('launch.stock.save')}
        </Button>
        {told ? (
          <Button variant="plain" onPress={() => void tellStock(plan.id, candidateId, null)}>
            {t('launch.stock.forget')}
          </Button>
        ) : null}
      </Toolbar>
    </Disclosure>
  );
}
