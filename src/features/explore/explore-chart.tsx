import { useTranslation } from 'react-i18next';
import { monthTicks } from '#engine/calendar/month-ticks.ts';
import { periodStart } from '#engine/calendar/period-start.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useCalendarEvents } from '#state/calendar-events.ts';
import { toEventBands } from '#state/event-bands.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import type { ExploreProps } from './explore-finding.tsx';
import { useExploreWords } from './explore-words.ts';

/** The slice over time, with the time it is compared with laid under it. */
export function ExploreChart({ panel, result: { query, found } }: ExploreProps) {
  const { t } = useTranslation('explore');
  const formats = useFormats();
  const events = useCalendarEvents();
  const words = useExploreWords(panel, query.measure);
  const { from, to, total, seriesBefore } = found;
  const frequency = panel.period === 'month' ? 12 : 52;
  const days = Array.from({ length: to - from }, (_, at) => periodStart(panel.start, frequency, from + at));
  if (days.length < 2) return null;
  const shown = (values: Float64Array): (number | null)[] =>
    Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  const periodOf = new Map(days.map((day, at) => [day, words.period(from + at)]));
  return (
    <LinesChart
      title={t('chart.title', { what: words.measure, period: t(`chart.${panel.period}`) })}
      xName={t(`group.period.${panel.period}`)}
      xs={days}
      isDays
      events={toEventBands(events, days[0], days[days.length - 1])}
      curves={[
        ...(seriesBefore
          ? [{ name: t('chart.before'), color: chartColors.naive, values: shown(seriesBefore), dashed: true }]
          : []),
        { name: t('chart.present'), color: chartColors.history, values: shown(total.series) },
      ]}
      formatX={(day) => periodOf.get(day) ?? formats.date(day)}
      ticks={monthTicks(days[0], days[days.length - 1], 8)}
      formatTickX={formats.month}
      formatValue={words.full}
      formatTick={words.short}
    />
  );
}
