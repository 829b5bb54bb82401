import { useTranslation } from 'react-i18next';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { LaunchTracking, TrackingReport } from '#engine/monitor/tracking.ts';
import { moneyDifference, restWords, salesDifference, soFar, stateWords } from '#export/review-words.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { selectTrackedLaunch } from '#state/monitor/monitor-actions.ts';
import { Panel } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './monitor.module.css';
import { useLaunchNames, useReviewWords } from './version-names.ts';

interface BoardTableProps {
  readonly plan: CommittedPlan;
  readonly report: TrackingReport;
  readonly selected: string | null;
}

/** Every launch of the plan as it went, the ones that need a word first on demand. */
export function BoardTable({ plan, report, selected }: BoardTableProps) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const nameOf = useLaunchNames(plan);
  const words = useReviewWords(plan.currency);
  const dayOf = (day: number | null): string => (day === null ? '–' : formats.shortDate(day));
  const isKnown = (launch: LaunchTracking): boolean => soFar(launch).isKnown;
  const column = (id: 'expected' | 'sold', value: (launch: LaunchTracking) => number): Column<LaunchTracking> => ({
    id,
    header: t(`board.${id}`),
    align: 'end',
    cell: (launch) => (isKnown(launch) ? formats.count(value(launch)) : '–'),
    raw: value,
    sortBy: value,
  });
  const columns: Column<LaunchTracking>[] = [
    {
      id: 'name',
      header: t('board.name'),
      cell: ({ candidateId }) => nameOf(candidateId),
      sortBy: ({ candidateId }) => nameOf(candidateId),
      isRowHeader: true,
    },
    {
      id: 'state',
      header: t('board.state'),
      cell: (launch) => (
        <span className={styles.state} data-state={launch.state}>
          {stateWords(launch, words)}
        </span>
      ),
      sortBy: (launch) => stateWords(launch, words),
    },
    column('expected', (launch) => soFar(launch).expected),
    column('sold', (launch) => soFar(launch).sold),
    {
      id: 'difference',
      header: t('board.difference'),
      align: 'end',
      cell: (launch) => formats.signed(salesDifference(launch), (value) => formats.percent(value)),
      raw: salesDifference,
      sortBy: (launch) => salesDifference(launch) || 0,
    },
    ...(plan.hasCosts
      ? [
          {
            id: 'money',
            header: t('board.money', { unit: plan.currency || '–' }),
            gloss: t('board.moneyGloss'),
            align: 'end' as const,
            cell: (launch: LaunchTracking) =>
              isKnown(launch) ? formats.signed(moneyDifference(launch), words.money) : '–',
            raw: moneyDifference,
            sortBy: moneyDifference,
          },
        ]
      : []),
    {
      id: 'rest',
      header: t('board.rest'),
      gloss: t('board.restGloss'),
      align: 'end',
      cell: (launch) => restWords(launch, words),
      raw: ({ reforecast }) => reforecast.remaining.mean,
      sortBy: ({ reforecast }) => reforecast.remaining.mean,
    },
    {
      id: 'soldOut',
      header: t('board.soldOut'),
      align: 'end',
      cell: ({ reforecast: { sellOut }, actualDay }) => (actualDay === null ? '–' : dayOf(sellOut.median)),
      sortBy: ({ reforecast }) => reforecast.sellOut.median ?? Number.MAX_SAFE_INTEGER,
    },
    {
      id: 'planned',
      header: t('board.planned'),
      align: 'end',
      cell: ({ plannedDay }) => dayOf(plannedDay),
      sortBy: ({ plannedDay }) => plannedDay ?? 0,
    },
    {
      id: 'actual',
      header: t('board.actual'),
      align: 'end',
      cell: ({ actualDay }) => dayOf(actualDay),
      sortBy: ({ actualDay }) => actualDay ?? 0,
    },
  ];
  return (
    <Panel title={t('board.title')} detail={t('board.detail')}>
      <DataTable
        caption={t('board.title')}
        columns={columns}
        rows={report.launches}
        rowKey={({ candidateId }) => candidateId}
        onSelect={({ candidateId }) => selectTrackedLaunch(candidateId)}
        isSelected={({ candidateId }) => candidateId === selected}
        maxHeight={560}
      />
    </Panel>
  );
}
