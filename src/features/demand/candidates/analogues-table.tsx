import { useTranslation } from 'react-i18next';
import type { Analogue, CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { preferenceForAnalogue } from '#state/candidates/candidates-actions.ts';
import { categoryColor, chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { Button } from '#ui/controls/button.tsx';
import { RowActions } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './candidate-tables.module.css';

interface AnaloguesTableProps {
  readonly candidateId: string;
  readonly name: string;
  readonly forecast: CandidateForecast;
  readonly horizon: number;
  readonly currency: string;
}

/** The categories' colours but the fourth, a blue like the forecast's. */
const ownColors = [0, 1, 2, 4, 5];

/** The earlier launches that a candidate resembles, to be argued with: pin, exclude, take back. */
export function AnaloguesTable({ candidateId, name, forecast, horizon, currency }: AnaloguesTableProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  const wish = (analogue: Analogue, wanted: 'pin' | 'exclude') =>
    void preferenceForAnalogue(candidateId, analogue.launchId, analogue.wish === wanted ? null : wanted);
  const columns: readonly Column<Analogue>[] = [
    {
      id: 'name',
      header: t('candidates.analogueColumn.name'),
      cell: ({ launchId }) => nameOf(launchId),
      isRowHeader: true,
    },
    {
      id: 'date',
      header: t('candidates.analogueColumn.date'),
      cell: ({ firstWeek }) => <span className={styles.line}>{formats.month(firstWeek)}</span>,
    },
    {
      id: 'price',
      header: t('candidates.analogueColumn.price'),
      align: 'end',
      cell: ({ price }) => formats.price(price, currency),
      raw: ({ price }) => price,
    },
    {
      id: 'similarity',
      header: t('candidates.analogueColumn.similarity'),
      align: 'end',
      cell: ({ similarity }) => formats.percent(similarity),
      raw: ({ similarity }) => similarity,
    },
    {
      id: 'weight',
      header: t('candidates.analogueColumn.weight'),
      align: 'end',
      cell: ({ weight }) => formats.percent(weight),
      raw: ({ weight }) => weight,
    },
    {
      id: 'total',
      header: t('candidates.analogueColumn.total'),
      align: 'end',
      cell: ({ total }) => formats.count(total),
      raw: ({ total }) => total,
    },
    {
      id: 'wish',
      isNarrow: true,
      header: t('candidates.analogueColumn.wish'),
      cell: (analogue) => (
        <RowActions>
          <Button
            variant="plain"
            onPress={() => wish(analogue, 'pin')}
            aria-label={formats.labelled(
              t(analogue.wish === 'pin' ? 'candidates.unpin' : 'candidates.pin'),
              nameOf(analogue.launchId),
            )}
          >
            {analogue.wish === 'pin' ? t('candidates.unpin') : t('candidates.pin')}
          </Button>
          <Button
            variant="plain"
            onPress={() => wish(analogue, 'exclude')}
            aria-label={formats.labelled(
              t(analogue.wish === 'exclude' ? 'candidates.include' : 'candidates.exclude'),
              nameOf(analogue.launchId),
            )}
          >
            {analogue.wish === 'exclude' ? t('candidates.include') : t('candidates.exclude')}
          </Button>
        </RowActions>
      ),
      raw: ({ wish: said }) => said ?? '',
    },
  ];
  const weeks = Array.from({ length: horizon }, (_, a) => a + 1);
  const sold = forecast.analogues.filter((analogue) => analogue.wish !== 'exclude').slice(0, ownColors.length);
  return (
    <>
      <h4>{t('candidates.analogues')}</h4>
      <p>{t('candidates.analoguesDetail')}</p>
      {forecast.beforeWishes === undefined ? null : (
        <p>
          {t('candidate.wished', {
            before: formats.count(forecast.beforeWishes),
            after: formats.count(forecast.before?.total ?? forecast.total),
          })}
          {formats.space}
          {t('candidate.preferredHow')}
        </p>
      )}
      <DataTable
        caption={t('candidates.analogues')}
        columns={columns}
        rows={forecast.analogues}
        rowKey={({ launchId }) => launchId}
        isMarked={({ wish: said }) => said === 'pin'}
      />
      <LinesChart
        title={t('candidates.analogueCurves')}
        unit={t('candidates.unit')}
        xName={t('candidates.sinceLaunch')}
        xs={weeks}
        curves={[
          { name, color: chartColors.forecast, values: Array.from(forecast.weekly.mean), width: 2.5 },
          ...sold.map((analogue, i) => ({
            name: nameOf(analogue.launchId),
            color: categoryColor(ownColors[i]),
            values: weeks.map((week) => {
              const units = analogue.weekly[week - 1];
              return units === undefined || Number.isNaN(units) ? null : units;
            }),
          })),
        ]}
        formatX={(week) => formats.count(week)}
        formatValue={formats.count}
        formatTick={formats.short}
      />
    </>
  );
}
