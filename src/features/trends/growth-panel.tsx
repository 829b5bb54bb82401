import { useTranslation } from 'react-i18next';
import { monthTicks } from '#engine/calendar/month-ticks.ts';
import { periodStart } from '#engine/calendar/period-start.ts';
import { useAmounts } from '#i18n/use-amounts.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { useCalendarEvents } from '#state/data/calendar-events.ts';
import { useMeasure } from '#state/data/dataset-store.ts';
import { toEventBands } from '#state/data/event-bands.ts';
import type { TrendSeries } from '#state/trends/trends-store.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { Stat, Stats } from '#ui/feedback/finding.tsx';
import { Gloss } from '#ui/feedback/tooltip.tsx';
import { Panel } from '#ui/layout/panel.tsx';
import { growthOf } from './to-season-rows.ts';
import { useSignedPercent, useTrendName } from './trend-words.ts';

/** Sales with their trend through them. */
export function GrowthPanel({ shown }: { readonly shown: TrendSeries }) {
  const { t } = useTranslation(['trends', 'common']);
  const formats = useFormats();
  const signed = useSignedPercent();
  const words = useIssueWords();
  const nameOf = useTrendName();
  const amounts = useAmounts(useMeasure(shown));
  const events = useCalendarEvents();
  const { decomposition, values, start, frequency } = shown;
  if (!decomposition.ok) {
    return (
      <Panel title={t('trend.title')}>
        <p>{t('trend.missing', { reason: words(decomposition.issue) })}</p>
      </Panel>
    );
  }
  const { trend, trendStrength, seasonalStrength, seasonless } = decomposition.value;
  const days = Array.from(values, (_, i) => periodStart(start, frequency, i));
  const growth = growthOf(shown);
  const monthly = frequency === 12;
  const unit = amounts.byPeriod(monthly);
  return (
    <Panel title={t('trend.title')}>
      <Stats>
        {growth ? (
          <Stat
            label={<Gloss explanation={t('trend.growthGloss')}>{t('trend.growth')}</Gloss>}
            value={signed(100 * growth.share, 1)}
            detail={t('trend.growthDetail', { lo: signed(100 * growth.lo95, 1), hi: signed(100 * growth.hi95, 1) })}
          />
        ) : null}
        <Stat label={t('trend.level')} value={amounts.full(trend[trend.length - 1])} unit={unit} />
        {seasonless ? null : (
          <Stat
            label={<Gloss explanation={t('trend.strengthGloss')}>{t('trend.strength')}</Gloss>}
            value={formats.percent(seasonalStrength)}
            detail={t('trend.strengthTrend', {
              trend: formats.percent(trendStrength),
              season: formats.percent(seasonalStrength),
            })}
          />
        )}
      </Stats>
      <LinesChart
        title={t('trend.chart', { name: nameOf(shown.id) })}
        unit={unit}
        xName={t('common:chart.period')}
        xs={days}
        isDays
        events={toEventBands(events, days[0], days[days.length - 1])}
        curves={[
          { name: t('trend.observed'), color: chartColors.history, values: known(values), width: 1.25 },
          { name: t('trend.line'), color: chartColors.alternative, values: known(trend), width: 2.5 },
        ]}
        ticks={monthTicks(days[0], days[days.length - 1], 9)}
        formatX={(day) => (monthly ? formats.month(day) : t('trend.weekOf', { date: formats.date(day) }))}
        formatTickX={formats.month}
        formatValue={amounts.full}
        formatTick={amounts.short}
        height={280}
      />
    </Panel>
  );
}

function known(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}
