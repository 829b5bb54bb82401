import { useTranslation } from 'react-i18next';
import type { Analogue, CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { preferenceForAnalogue } from '#state/candidates/candidates-actions.ts';
import { categoryColor, chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { Button } from '#ui/controls/button.tsx';
import { RowActions } from '#ui/layout/panel.tsx';
import { type Column, DataTable, numberColumn } from '#ui/table/data-table.tsx';
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
    numberColumn('price', t('candidates.analogueColumn.price'), (value) => formats.price(value, currency)),
    numberColumn('similarity', t('candidates.analogueColumn.similarity'), formats.percent),
    numberColumn('weight', t('candidates.analogueColumn.weight'), formats.percent),
    numberColumn('total', t('candidates.analogueColumn.total'), formats.count),
    {
      id: 'wish',
      isNarrow: true,
      header: t('candidates.analogueColumn.wish'),
      cell: (analogue) => (
        <Preferences candidateId={candidateId} analogue={analogue} name={nameOf(analogue.launchId)} />
      ),
      raw: ({ wish }) => wish ?? '',
    },
  ];
  const weeks = Array.from({ length: horizon }, (_, a) => a + 1);
  const sold = forecast.analogues.filter((analogue) => analogue.wish !== 'exclude').slice(0, ownColors.length);
  return (
    <>
      <h4>{t('candidates.analogues')}</h4>
      <p>{t('candidates.analoguesDetail')}</p>
      {forecast.beforePreferences === undefined ? null : (
        <p>
          {t('candidate.wished', {
            before: formats.count(forecast.beforePreferences),
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
        isMarked={({ wish }) => wish === 'pin'}
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

interface PreferencesProps {
  readonly candidateId: string;
  readonly analogue: Analogue;
  readonly name: string;
}

/** Pin and exclude, each taken back by a second press. */
function Preferences({ candidateId, analogue, name }: PreferencesProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const words = {
    pin: t(analogue.wish === 'pin' ? 'candidates.unpin' : 'candidates.pin'),
    exclude: t(analogue.wish === 'exclude' ? 'candidates.include' : 'candidates.exclude'),
  };
  return (
    <RowActions>
      {(['pin', 'exclude'] as const).map((wish) => (
        <Button
          key={wish}
          variant="plain"
          onPress={() =>
            void preferenceForAnalogue(candidateId, analogue.launchId, analogue.wish === wish ? null : wish)
          }
          aria-label={formats.labelled(words[wish], name)}
        >
          {words[wish]}
        </Button>
      ))}
    </RowActions>
  );
}
