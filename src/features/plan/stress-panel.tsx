import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { PresentPlan } from '#state/plan-store.ts';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Panel } from '#ui/panel.tsx';

interface StressPanelProps {
  readonly present: PresentPlan;
  readonly currency: string;
}

type Outcome = NonNullable<PresentPlan['stress']>[number];

/** The plan in futures that it was not made for, beside the one that it was. */
export function StressPanel({ present, currency }: StressPanelProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const { stress } = present;
  if (!stress || stress.length === 0) return null;
  const money = (value: number): string => formats.money(value, currency);
  const planned = stress[0].profit;
  const change = ({ id, profit }: Outcome): string => {
    if (id === 'as-planned' || planned === 0) return '–';
    const share = (profit - planned) / Math.abs(planned);
    return `${share < 0 ? '−' : '+'}${formats.percent(Math.abs(share))}`;
  };
  const columns: Column<Outcome>[] = [
    { id: 'what', header: t('stress.what'), cell: ({ id }) => t(`stress.${id}`), isRowHeader: true },
    { id: 'profit', header: t('stress.profit'), cell: ({ profit }) => money(profit), align: 'end' },
    { id: 'change', header: t('stress.change'), cell: change, align: 'end' },
    { id: 'tail', header: t('stress.tail'), cell: ({ tailMean }) => money(tailMean), align: 'end' },
    {
      id: 'loss',
      header: t('stress.loss'),
      cell: ({ lossProbability }) => formats.percent(lossProbability, 1),
      align: 'end',
    },
    {
      id: 'leftover',
      header: t('stress.leftover'),
      cell: ({ expectedLeftover }) => formats.count(expectedLeftover),
      align: 'end',
    },
  ];
  return (
    <Panel title={t('stress.title')} detail={t('stress.detail')}>
      <DataTable
        caption={t('stress.title')}
        columns={columns}
        rows={stress}
        rowKey={({ id }) => id}
        isMarked={({ id }) => id === 'as-planned'}
      />
    </Panel>
  );
}
