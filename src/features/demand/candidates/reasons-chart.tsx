import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, Cell, Tooltip, XAxis, YAxis } from 'recharts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { toWaterfall, type WaterfallStep } from '#export/forecast-waterfall.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { ChartFrame } from '#ui/charts/chart-frame.tsx';
import { axisText, chartColors } from '#ui/charts/chart-language.ts';
import { ChartTip } from '#ui/charts/chart-tip.tsx';
import { type Column, numberColumn } from '#ui/table/data-table.tsx';

const rowHeight = 28;

/** From the typical launch to this forecast, reason by reason: what each adds to or takes off the units before it. */
export function ReasonsChart({ forecast }: { readonly forecast: CandidateForecast }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const steps = toWaterfall(forecast.contributions, forecast.total);
  const nameOf = ({ source }: WaterfallStep): string =>
    source === 'total' ? t('candidate.waterfall.total') : t(`candidates.sources.${source}`);
  const shareOf = ({ factor }: WaterfallStep): string => formats.signed(factor - 1, formats.percent);
  const isWhole = ({ source }: WaterfallStep): boolean => source === 'typical' || source === 'total';
  const colorOf = (step: WaterfallStep): string => {
    if (isWhole(step)) return chartColors.history;
    return step.to >= step.from ? chartColors.forecast : chartColors.alternative;
  };
  const columns: readonly Column<WaterfallStep>[] = [
    { id: 'source', header: t('candidates.contributionSource'), cell: nameOf, isRowHeader: true },
    { id: 'share', header: t('candidates.contributionShare'), align: 'end', cell: shareOf },
    numberColumn('change', t('candidate.waterfall.change'), formats.count, (step) => step.to - step.from),
    numberColumn('level', t('candidate.waterfall.level'), formats.count, ({ to }) => to),
  ];
  const rows = steps.map((step) => ({
    step,
    name: nameOf(step),
    span: [Math.min(step.from, step.to), Math.max(step.from, step.to)],
  }));
  const height = rowHeight * rows.length + 36;
  return (
    <ChartFrame
      title={t('candidates.contributions')}
      unit={t('unit.units', { ns: 'common' })}
      legend={[
        { label: t('candidate.waterfall.up'), color: chartColors.forecast, mark: 'area' },
        { label: t('candidate.waterfall.down'), color: chartColors.alternative, mark: 'area' },
      ]}
      table={{ caption: t('candidates.contributions'), columns, rows: steps, rowKey: ({ source }) => source }}
      height={height}
    >
      <BarChart
        data={rows}
        layout="vertical"
        margin={{ top: 0, right: 24, bottom: 0, left: 0 }}
        title={t('candidates.contributions')}
      >
        <CartesianGrid stroke={chartColors.grid} horizontal={false} />
        <XAxis
          type="number"
          domain={[0, 'auto']}
          tickFormatter={formats.short}
          tick={axisText}
          stroke={chartColors.grid}
          tickLine={false}
        />
        <YAxis
          type="category"
          dataKey="name"
          width={176}
          tick={{ ...axisText, fill: 'var(--ink-2)' }}
          stroke="none"
          interval={0}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--paper-sunk)' }}
          content={({ active, payload }) => {
            const step = (payload?.[0]?.payload as (typeof rows)[number] | undefined)?.step;
            if (!active || !step) return null;
            return (
              <ChartTip
                title={nameOf(step)}
                lines={[
                  { label: t('candidates.contributionShare'), value: shareOf(step) },
                  { label: t('candidate.waterfall.level'), value: formats.count(step.to) },
                ]}
              />
            );
          }}
        />
        <Bar dataKey="span" barSize={14} isAnimationActive={false}>
          {rows.map(({ step }) => (
            <Cell key={step.source} fill={colorOf(step)} />
          ))}
        </Bar>
      </BarChart>
    </ChartFrame>
  );
}
