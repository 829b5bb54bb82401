import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { monthTicks } from '#engine/calendar/month-ticks.ts';
import { useAmounts } from '#i18n/use-amounts.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useCalendarEvents } from '#state/data/calendar-events.ts';
import { useMeasure } from '#state/data/dataset-store.ts';
import { toEventBands } from '#state/data/event-bands.ts';
import type { DemandSeries } from '#state/demand/demand-store.ts';
import { ForecastChart } from '#ui/charts/forecast-chart.tsx';
import { SegmentedControl } from '#ui/controls/segmented-control.tsx';
import { useSeriesName } from './series-names.ts';
import { toForecastPoints } from './to-forecast-points.ts';

type Range = 'year' | 'twoYears' | 'all';

/** History and forecast of one series, with the promotions and holidays of the calendar behind them. */
export const DemandChart = memo(function DemandChart({ shown }: { readonly shown: DemandSeries }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  const [range, setRange] = useState<Range>(() => (matchMedia('(max-width: 720px)').matches ? 'year' : 'twoYears'));
  const events = useCalendarEvents();
  const years = { year: 1, twoYears: 2, all: Number.POSITIVE_INFINITY }[range];
  const points = useMemo(() => toForecastPoints(shown, years * shown.frequency), [shown, years]);
  const [from, to] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 0];
  const bands = useMemo(() => toEventBands(events, from, to), [events, from, to]);
  const monthly = shown.frequency === 12;
  const amounts = useAmounts(useMeasure(shown));
  const method = shown.forecast ? t(`method.${shown.forecast.chosen}`) : undefined;
  return (
    <ForecastChart
      title={t('chart.title', { name: nameOf(shown.id) })}
      unit={amounts.byPeriod(monthly)}
      points={points}
      events={bands}
      ticks={monthTicks(from, to, 9)}
      formatX={(day) => (monthly ? formats.month(day) : t('chart.weekOf', { date: formats.date(day) }))}
      formatTickX={formats.month}
      formatValue={amounts.full}
      formatTick={amounts.short}
      {...(method ? { method } : {})}
      {...(shown.forecast?.baseline === 'naive' ? { naiveName: t('chart.naive') } : {})}
      actions={
        shown.values.length > shown.frequency ? (
          <SegmentedControl
            label={t('choose.range')}
            labelHidden
            value={range}
            onChange={setRange}
            options={(['year', 'twoYears', 'all'] as const).map((value) => ({ value, label: t(`choose.${value}`) }))}
          />
        ) : null
      }
    />
  );
});
