import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaunchTracking } from '#engine/monitor/tracking.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { ForecastChart } from '#ui/charts/forecast-chart.tsx';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { SegmentedControl } from '#ui/controls/segmented-control.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { toMarkBands, toSellThrough, toSums, toTrackingPoints } from './to-tracking-points.ts';

type View = 'weekly' | 'cumulative' | 'sellThrough';
const views: readonly View[] = ['weekly', 'cumulative', 'sellThrough'];

interface TrackingChartProps {
  readonly launch: LaunchTracking;
  readonly name: string;
}

/** Actual ink against what was expected: by week with its bands, summed up, and as sell-through. */
export function TrackingChart({ launch, name }: TrackingChartProps) {
  const { t } = useTranslation('monitor');
  const [view, setView] = useState<View>('weekly');
  return (
    <Stack>
      <SegmentedControl
        label={t('launch.chart.view')}
        labelHidden
        value={view}
        onChange={setView}
        options={views.map((value) => ({ value, label: t(`launch.chart.${value}`) }))}
      />
      {view === 'weekly' ? <WeeklyChart launch={launch} name={name} /> : null}
      {view === 'weekly' ? null : <SumsChart launch={launch} name={name} view={view} />}
    </Stack>
  );
}

function WeeklyChart({ launch, name }: TrackingChartProps) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const points = useMemo(() => toTrackingPoints(launch), [launch]);
  const events = useMemo(() => toMarkBands(launch, (mark) => t(`launch.marks.${mark}`)), [launch, t]);
  const last = launch.weeks.at(-1)?.week ?? 0;
  return (
    <ForecastChart
      title={t('launch.chart.title', { name })}
      unit={t('launch.chart.unit')}
      points={points}
      events={events}
      bandsAroundPoints
      formatX={(day) => t('launch.chart.weekOf', { date: formats.date(day) })}
      formatTickX={formats.shortDate}
      formatValue={formats.count}
      formatTick={formats.short}
      historyName={t('launch.chart.sold')}
      forecastName={t('launch.chart.expected')}
      naiveName={t('launch.chart.rest')}
      divider={Math.min(last, launch.reforecast.from)}
      height={280}
    />
  );
}

function SumsChart({ launch, name, view }: TrackingChartProps & { readonly view: Exclude<View, 'weekly'> }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const { xs, planned, actual } = view === 'cumulative' ? toSums(launch) : toSellThrough(launch);
  const events = toMarkBands(launch, (mark) => t(`launch.marks.${mark}`));
  const isShare = view === 'sellThrough';
  return (
    <LinesChart
      title={t('launch.chart.title', { name })}
      unit={t(isShare ? 'launch.chart.shareUnit' : 'launch.chart.unit')}
      xName={t('launch.chart.week')}
      xs={xs}
      curves={[
        { name: t('launch.chart.planned'), color: chartColors.forecast, values: planned },
        { name: t('launch.chart.sold'), color: chartColors.history, values: actual },
      ]}
      events={events}
      bandsAroundPoints
      isDays
      formatX={formats.date}
      formatTickX={formats.shortDate}
      formatValue={isShare ? (value) => formats.percent(value) : formats.count}
      formatTick={isShare ? (value) => formats.percent(value) : formats.short}
      height={280}
    />
  );
}
