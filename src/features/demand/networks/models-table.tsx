import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { DemandForecast } from '#state/demand/demand-forecast.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { Gloss } from '#ui/feedback/tooltip.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { type ModelRow, toModelRows, toResidualCorrelations } from './to-model-rows.ts';

/** What each method fitted, and whether its errors are chance: the diagnostics behind the scores. */
export function ModelsTable({ forecast }: { readonly forecast: DemandForecast }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const rows = toModelRows(forecast);
  if (rows.length === 0) return null;
  const columns: Column<ModelRow>[] = [
    { id: 'method', header: t('proof.method'), isRowHeader: true, cell: ({ method }) => t(`method.${method}`) },
    { id: 'form', header: t('proof.form'), cell: ({ label }) => label },
    {
      id: 'aicc',
      header: <Gloss explanation={t('proof.aiccGloss')}>{t('proof.aicc')}</Gloss>,
      align: 'end',
      cell: ({ aicc }) => formats.fixed(aicc, 1),
    },
    {
      id: 'white',
      header: <Gloss explanation={t('proof.whitenessGloss')}>{t('proof.whiteness')}</Gloss>,
      align: 'end',
      cell: ({ ljungBoxP: p }) => (p < 0.001 ? '< 0.001' : formats.fixed(p, 3)),
    },
    { id: 'tried', header: t('proof.tried'), align: 'end', cell: ({ tried }) => formats.count(tried) },
  ];
  return (
    <>
      <DataTable
        caption={t('proof.models')}
        captionShown
        columns={columns}
        rows={rows}
        rowKey={(row) => row.method}
        isMarked={(row) => row.method === forecast.chosen}
      />
      <ResidualChart forecast={forecast} />
    </>
  );
}

/** Autocorrelations of the errors beside what chance alone would give. */
function ResidualChart({ forecast }: { readonly forecast: DemandForecast }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const residuals = toResidualCorrelations(forecast);
  if (!residuals) return null;
  const { method, lags, values, limit } = residuals;
  const bound = (value: number) => ({
    name: t('proof.correlationLimit'),
    color: chartColors.naive,
    values: lags.map(() => value),
    dashed: true,
    width: 1,
  });
  return (
    <LinesChart
      title={t('proof.correlations', { method: t(`method.${method}`) })}
      xName={t('proof.lag')}
      xs={lags}
      curves={[
        { name: t('proof.correlation'), color: chartColors.history, values },
        bound(limit),
        { ...bound(-limit), name: `−${t('proof.correlationLimit')}` },
      ]}
      formatX={(lag) => `${t('proof.lag')} ${formats.count(lag)}`}
      formatTickX={formats.count}
      formatValue={(value) => formats.fixed(value, 2)}
      height={180}
      zeroLine
    />
  );
}
