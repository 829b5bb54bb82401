import { useTranslation } from 'react-i18next';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { LaunchTracking, TrackingReport } from '#engine/monitor/tracking.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { selectTrackedLaunch } from '#state/monitor/monitor-actions.ts';
import { Panel } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './monitor.module.css';
import { soFar } from './to-finding.ts';
import { useLaunchNames } from './version-names.ts';

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
  const stateWords = useStateWords();
  const dayOf = (day: number | null): string => (day === null ? '–' : formats.shortDate(day));
  const isKnown = (launch: LaunchTracking): boolean => launch.weeks.some(({ known }) => known);
  const difference = (launch: LaunchTracking): number => {
    const { expected, sold } = soFar(launch);
    return expected > 0 ? sold / expected - 1 : Number.NaN;
  };
  const column = (id: 'expected' | 'sold', value: (launch: LaunchTracking) => number): Column<LaunchTracking> => ({
    id,
    header: t(`board.${id}`),
    align: 'end',
    cell: (launch) => (isKnown(launch) ? formats.count(value(launch)) : '–'),
    raw: value,
    sortBy: value,
  });
  const money = ({ moneySoFar }: LaunchTracking): number => moneySoFar.actual - moneySoFar.planned;
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
          {stateWords(launch)}
        </span>
      ),
      sortBy: stateWords,
    },
    column('expected', (launch) => soFar(launch).expected),
    column('sold', (launch) => soFar(launch).sold),
    {
      id: 'difference',
      header: t('board.difference'),
      align: 'end',
      cell: (launch) => (isKnown(launch) ? signed(difference(launch), (value) => formats.percent(value)) : '–'),
      raw: difference,
      sortBy: (launch) => difference(launch) || 0,
    },
    ...(plan.hasCosts
      ? [
          {
            id: 'money',
            header: t('board.money', { unit: plan.currency || '–' }),
            gloss: t('board.moneyGloss'),
            align: 'end' as const,
            cell: (launch: LaunchTracking) =>
              isKnown(launch) ? signed(money(launch), (value) => formats.money(value, plan.currency)) : '–',
            raw: money,
            sortBy: money,
          },
        ]
      : []),
    {
      id: 'rest',
      header: t('board.rest'),
      gloss: t('board.restGloss'),
      align: 'end',
      cell: ({ reforecast: { remaining } }) =>
        t('board.range', {
          mean: formats.count(remaining.mean),
          lo: formats.count(remaining.lo80),
          hi: formats.count(remaining.hi80),
        }),
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

/** A state in words, with how far off its week it came. */
export function useStateWords(): (launch: LaunchTracking) => string {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  return ({ state, timing, weeksLate, weeks }) => {
    const state_ = state === 'missing' ? [] : [t(`board.states.${state}`)];
    const out = weeks.filter(({ marks }) => marks.includes('stock-out')).length;
    const gap = out > 0 && state !== 'stock-out' ? [t('board.wasOut', { count: out })] : [];
    const late =
      timing === 'not-due' || timing === 'on-time'
        ? []
        : timing === 'unplanned'
          ? [t('board.timing.unplanned')]
          : [t(`board.timing.${timing}`, { count: Math.abs(weeksLate) })];
    return formats.clauses([...state_, ...gap, ...late]);
  };
}

/** With its sign, a plus too, unless it is written as nothing; a dash where it is not known. */
export function signed(value: number, words: (size: number) => string): string {
  if (Number.isNaN(value)) return '–';
  const size = words(Math.abs(value));
  return /[1-9]/.test(size) ? `${value < 0 ? '−' : '+'}${size}` : size;
}
