import { useTranslation } from 'react-i18next';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import type { LaunchTracking, TrackedWeek } from '#engine/monitor/tracking.ts';
import { signalWords, soFar, stateWords } from '#export/review-words.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { selectTrackedLaunch } from '#state/monitor/monitor-actions.ts';
import type { Commitment } from '#state/monitor/monitor-store.ts';
import { Stat, Stats } from '#ui/feedback/finding.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { SidePanel } from '#ui/layout/side-panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { AdviceList } from './advice-list.tsx';
import styles from './monitor.module.css';
import { StockForm } from './stock-form.tsx';
import { TrackingChart } from './tracking-chart.tsx';
import { useLaunchNames, useReviewWords } from './version-names.ts';

interface LaunchDetailProps {
  readonly version: Commitment;
  readonly launch: LaunchTracking;
  /** All of the plan, in the order of the board. */
  readonly launches: readonly LaunchTracking[];
}

/** One launch: its state, its weeks against what was expected, its forecast now, and what could be done. */
export function LaunchDetail({ version, launch, launches }: LaunchDetailProps) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const nameOf = useLaunchNames(version.plan);
  const words = useReviewWords(version.plan.currency);
  const name = nameOf(launch.candidateId);
  const isOnSale = launch.actualDay !== null;
  const at = launches.indexOf(launch);
  const goTo = (place: number) => {
    const next = launches[place];
    return next ? () => selectTrackedLaunch(next.candidateId) : null;
  };
  const joined = launch.productIds.length > 1 ? t('launch.products', { ids: launch.productIds.join(', ') }) : '';
  const detail = formats.phrases([stateWords(launch, words), joined]);
  return (
    <SidePanel
      title={name}
      detail={detail}
      place={t('launch.place', { at: at + 1, count: launches.length })}
      onPrevious={goTo(at - 1)}
      onNext={goTo(at + 1)}
      onClose={() => selectTrackedLaunch(null)}
    >
      <Stack>
        <LaunchStats launch={launch} />
        {isOnSale ? <SignalWords launch={launch} /> : null}
        {launch.weeks.length > 0 ? <TrackingChart launch={launch} name={name} /> : null}
        <AdviceList plan={version.plan} launch={launch} />
        {isOnSale ? <StockForm key={launch.candidateId} version={version} launch={launch} /> : null}
        {launch.weeks.length > 0 ? <WeeksTable launch={launch} /> : null}
      </Stack>
    </SidePanel>
  );
}

function LaunchStats({ launch }: { readonly launch: LaunchTracking }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const { reforecast } = launch;
  const { remaining, sellOut, stockLeft, observedWeeks, levelFactor } = reforecast;
  const { expected, sold } = soFar(launch);
  const pieces = t('launch.chart.unit');
  return (
    <Stats>
      {observedWeeks > 0 ? (
        <>
          <Stat label={t('launch.sold')} value={formats.count(sold)} unit={pieces} tone="launch" />
          <Stat label={t('launch.expected')} value={formats.count(expected)} unit={pieces} />
        </>
      ) : null}
      <Stat
        label={t('launch.rest')}
        value={formats.count(remaining.mean)}
        unit={pieces}
        tone="forecast"
        detail={
          observedWeeks > 0
            ? t('launch.restDetail', {
                lo: formats.count(remaining.lo80),
                hi: formats.count(remaining.hi80),
                weeks: observedWeeks,
              })
            : t('launch.restBefore')
        }
      />
      {observedWeeks > 0 ? (
        <Stat label={t('launch.level')} value={formats.percent(levelFactor)} detail={t('launch.levelDetail')} />
      ) : null}
      {launch.actualDay === null ? null : (
        <>
          <Stat
            label={t('launch.stockLeft')}
            value={stockLeft === null ? t('launch.stockUnknown') : formats.count(stockLeft)}
            {...(stockLeft === null ? { detail: t('launch.stockUnknownDetail') } : { unit: pieces })}
          />
          <Stat
            label={t('launch.soldOutBy')}
            value={
              stockLeft === null
                ? t('launch.stockUnknown')
                : sellOut.median === null
                  ? t('board.notWithin')
                  : weekName(formats, sellOut.median)
            }
            {...(stockLeft === null
              ? {}
              : { detail: t('launch.soldOutDetail', { share: formats.percent(reforecast.sellOutProbability) }) })}
          />
        </>
      )}
    </Stats>
  );
}

function weekName(formats: ReturnType<typeof useFormats>, day: number): string {
  const { year, week } = isoWeek(day);
  return formats.week(year, week);
}

/** What the signal says, with how often it says so by mistake, and whether the forecast itself was off. */
function SignalWords({ launch }: { readonly launch: LaunchTracking }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const reviewWords = useReviewWords('');
  const { signal, beyondRange } = launch;
  const { direction, raisedAt } = signal;
  const isRaised = direction !== null && raisedAt !== null;
  const { low = null, high = null } = signal.limits.at(-1) ?? {};
  const words = [
    signalWords(signal, reviewWords),
    isRaised ? t(beyondRange === null ? 'launch.signal.within' : 'launch.signal.beyond') : '',
    !isRaised && low !== null && high !== null
      ? t('launch.signal.limits', { low: formats.percent(low), high: formats.percent(high) })
      : '',
    t('launch.signal.rate', { rate: formats.percent(signal.falseAlarmRate), weeks: signal.weeks }),
  ];
  return <p>{formats.sentences(words)}</p>;
}

/** Every week with its marks: a week sold out is unknown demand, not low demand. */
function WeeksTable({ launch }: { readonly launch: LaunchTracking }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const marks = ({ marks: own, known, sold }: TrackedWeek): string =>
    formats.clauses([
      ...own.filter((mark) => mark !== 'first-week').map((mark) => t(`launch.marks.${mark}`)),
      ...(sold !== null && !known ? [t('launch.weeks.unknown')] : []),
    ]);
  const columns: Column<TrackedWeek>[] = [
    { id: 'week', header: t('launch.weeks.week'), cell: ({ week }) => formats.date(week), isRowHeader: true },
    {
      id: 'expected',
      header: t('launch.weeks.expected'),
      align: 'end',
      cell: ({ expected }) => formats.count(expected),
    },
    {
      id: 'range',
      header: t('launch.weeks.range'),
      align: 'end',
      cell: ({ lo80, hi80 }) => `${formats.count(lo80)} – ${formats.count(hi80)}`,
    },
    {
      id: 'sold',
      header: t('launch.weeks.sold'),
      align: 'end',
      cell: ({ sold }) => (sold === null ? '–' : formats.count(sold)),
    },
    {
      id: 'marks',
      header: t('launch.weeks.marks'),
      cell: (week) => <span className={styles.small}>{marks(week)}</span>,
    },
  ];
  return (
    <Disclosure title={t('launch.weeks.title')}>
      <DataTable
        caption={t('launch.weeks.title')}
        columns={columns}
        rows={launch.weeks}
        rowKey={({ week }) => String(week)}
        maxHeight={420}
      />
    </Disclosure>
  );
}
