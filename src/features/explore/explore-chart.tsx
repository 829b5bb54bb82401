import { useTranslation } from 'react-i18next';
import { monthTicks } from '#engine/calendar/month-ticks.ts';
import { periodStart } from '#engine/calendar/period-start.ts';
import type { ExploreGroup } from '#engine/explore/explore-panel.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useCalendarEvents } from '#state/data/calendar-events.ts';
import { toEventBands } from '#state/data/event-bands.ts';
import { categoryColor, chartColors } from '#ui/charts/chart-language.ts';
import { type Curve, LinesChart } from '#ui/charts/lines-chart.tsx';
import type { ExploreProps } from './explore-finding.tsx';
import { useExploreWords } from './explore-words.ts';
import { drawnGroups } from './to-lines.ts';

/** The slice over time, with the time it is compared with laid under it, and the groups that are drawn one by one. */
export function ExploreChart({ panel, result: { query, found } }: ExploreProps) {
  const { t } = useTranslation('explore');
  const formats = useFormats();
  const events = useCalendarEvents();
  const words = useExploreWords(panel, query.measure);
  const { from, to, comparedFrom, comparedTo, total, seriesBefore, priceBands } = found;
  const frequency = panel.period === 'month' ? 12 : 52;
  // The time compared with may be the longer one.
  const length = Math.max(to - from, (comparedTo ?? 0) - (comparedFrom ?? 0));
  const days = Array.from({ length }, (_, at) => periodStart(panel.start, frequency, from + at));
  if (days.length < 2) return null;
  const shown = (values: Float64Array): (number | null)[] =>
    days.map((_, at) => (at < values.length && !Number.isNaN(values[at]) ? values[at] : null));
  const periodOf = new Map(
    days.map((day, at) => {
      const now = words.period(from + at);
      if (comparedFrom === null || comparedTo === null || comparedFrom + at >= comparedTo) return [day, now];
      return [day, t('chart.against', { now, before: words.period(comparedFrom + at) })];
    }),
  );
  const drawn = drawnGroups(query, found);
  const plainName = ({ key }: ExploreGroup): string => words.group(key, query, priceBands);
  const nameOf = (group: ExploreGroup): string => {
    const isShared = drawn.filter((each) => plainName(each) === plainName(group)).length > 1;
    return isShared ? t('chart.time', { name: plainName(group), span: group.key }) : plainName(group);
  };
  const withTotal = drawn.length === 0 || !query.withoutTotal;
  const totals: Curve[] = [
    ...(seriesBefore && comparedFrom !== null && comparedTo !== null
      ? [
          {
            name: t('chart.time', {
              name: words.compared(query),
              span: words.span({ from: comparedFrom, to: comparedTo }),
            }),
            color: chartColors.naive,
            values: shown(seriesBefore),
            dashed: true,
          },
        ]
      : []),
    {
      name: t('chart.time', {
        name: t(drawn.length > 0 ? 'table.total' : 'chart.present'),
        span: words.span(found),
      }),
      color: chartColors.history,
      values: shown(total.series),
    },
  ];
  return (
    <LinesChart
      title={t('chart.title', { what: words.measure, period: t(`chart.${panel.period}`) })}
      xName={t(`group.period.${panel.period}`)}
      xs={days}
      isDays
      events={toEventBands(events, days[0], days[days.length - 1])}
      curves={[
        ...(withTotal ? totals : []),
        ...drawn.map((group, at) => ({
          name: nameOf(group),
          color: categoryColor(at),
          values: shown(group.series),
        })),
      ]}
      formatX={(day) => periodOf.get(day) ?? formats.date(day)}
      ticks={monthTicks(days[0], days[days.length - 1], 8)}
      formatTickX={formats.month}
      formatValue={words.full}
      formatTick={words.short}
    />
  );
}
