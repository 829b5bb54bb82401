import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useAim } from '#features/plan/rules/use-aim.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import type { CurrentPlan } from '#state/plan/plan-store.ts';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';

interface StressPanelProps {
  readonly current: CurrentPlan;
}

type Outcome = NonNullable<CurrentPlan['stress']>[number];

/** Futures that only events make different. */
const ofEvents: ReadonlySet<Outcome['id']> = new Set(['promotions-weaker', 'events-later']);

/** The plan in scenarios that it was not made for, beside the one that it was. */
export function StressPanel({ current }: StressPanelProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const aim = useAim();
  const events = useDatasetStore((state) => state.facts.dataset?.calendar?.events.length ?? 0);
  const { stress, instance } = current;
  if (!stress || stress.length === 0) return null;
  const { currency = '', promo } = instance;
  const hasEvents = promo.uplift.some((uplift) => uplift !== 0) || promo.discount.some((share) => share !== 0);
  const money = (value: number): string => formats.money(value, currency);
  const planned = stress[0].profit;
  const change = ({ id, profit }: Outcome): string => {
    if (id === 'as-planned' || planned === 0) return '–';
    const share = (profit - planned) / Math.abs(planned);
    if (Math.abs(share) < 0.0005) return t('stress.hardly');
    return formats.signed(share, (size) => formats.percent(size, 1));
  };
  const columns: Column<Outcome>[] = [
    { id: 'what', header: t('stress.what'), cell: ({ id }) => t(`stress.${id}`), isRowHeader: true },
    { id: 'profit', header: t(`aim.${aim}`), cell: ({ profit }) => money(profit), align: 'end' },
    { id: 'change', header: t('stress.change'), cell: change, align: 'end' },
    { id: 'tail', header: t('stress.tail'), cell: ({ tailMean }) => money(tailMean), align: 'end' },
    ...(aim === 'profit'
      ? [
          {
            id: 'loss',
            header: t('stress.loss'),
            cell: ({ lossProbability }: Outcome) => formats.percent(lossProbability, 1),
            align: 'end' as const,
          },
        ]
      : []),
    {
      id: 'leftover',
      header: t('stress.leftover'),
      cell: ({ expectedLeftover }) => formats.count(expectedLeftover),
      align: 'end',
    },
  ];
  return (
    <Panel title={t('stress.title')} detail={t('stress.detail')}>
      <Stack>
        <DataTable
          caption={t('stress.title')}
          columns={columns}
          rows={hasEvents ? stress : stress.filter(({ id }) => !ofEvents.has(id))}
          rowKey={({ id }) => id}
          isMarked={({ id }) => id === 'as-planned'}
        />
        {hasEvents ? null : (
          <p className={styles.muted}>{t(events > 0 ? 'stress.noEventsAhead' : 'stress.noEvents')}</p>
        )}
      </Stack>
    </Panel>
  );
}
