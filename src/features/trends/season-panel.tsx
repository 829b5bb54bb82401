import { useTranslation } from 'react-i18next';
import type { TrendSeries } from '#state/trends/trends-store.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { Panel } from '#ui/layout/panel.tsx';
import { toSeasonRows } from './to-season-rows.ts';
import { useSignedPercent, useTrendName } from './trend-words.ts';

/** Demand by week of the year against an average week. */
export function SeasonPanel({ shown }: { readonly shown: TrendSeries }) {
  const { t } = useTranslation('trends');
  const signed = useSignedPercent();
  const nameOf = useTrendName();
  const rows = toSeasonRows(shown);
  const monthly = shown.frequency === 12;
  if (rows.length === 0) {
    return (
      <Panel title={t('season.title')}>
        <p>{t('season.none')}</p>
      </Panel>
    );
  }
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
        ticks={monthly ? rows.map(({ position }) => position) : [1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50]}
        formatX={name}
        formatTickX={String}
        formatValue={(percent) => signed(percent)}
        height={220}
        zeroLine
      />
    </Panel>
  );
}
