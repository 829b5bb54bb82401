import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { TrendSeries } from '#state/trends/trends-store.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { Panel } from '#ui/layout/panel.tsx';
import { toSeasonRows } from './to-season-rows.ts';
import { useSignedPercent, useTrendName } from './trend-words.ts';

/** Week of the year in which each month begins, and the middle of a January as a day since 1970. */
const monthStarts = [1, 5, 9, 14, 18, 22, 27, 31, 36, 40, 44, 49];
const midJanuary = 20_103;

/** Demand by week of the year against an average week, read by its months. */
export function SeasonPanel({ shown }: { readonly shown: TrendSeries }) {
  const { t } = useTranslation('trends');
  const signed = useSignedPercent();
  const nameOf = useTrendName();
  const formats = useFormats();
  const rows = toSeasonRows(shown);
  const monthly = shown.frequency === 12;
  if (rows.length === 0) {
    return (
      <Panel title={t('season.title')}>
        <p>{t('season.none')}</p>
      </Panel>
    );
  }
  // Any day within the month: a year is read by its months.
  const monthName = (month: number): string => formats.monthOnly(midJanuary + Math.round(30.44 * month));
  const name = (position: number): string =>
    monthly ? t('monthNumber', { month: position }) : t('weekNumber', { week: position });
  return (
    <Panel title={t('season.title')} detail={monthly ? t('season.detailMonth') : t('season.detail')}>
      <LinesChart
        title={t('season.chart', { name: nameOf(shown.id) })}
        unit={t('season.unit')}
        xName={monthly ? t('season.month') : t('season.week')}
        xs={rows.map(({ position }) => position)}
        curves={[{ name: t('season.curve'), color: chartColors.history, values: rows.map(({ share }) => 100 * share) }]}
        ticks={monthly ? rows.map(({ position }) => position) : monthStarts}
        formatX={name}
        formatTickX={(position) => monthName(monthly ? position - 1 : monthStarts.indexOf(position))}
        formatValue={(percent) => signed(percent)}
        height={220}
        zeroLine
      />
    </Panel>
  );
}
