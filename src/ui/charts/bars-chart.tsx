import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, ErrorBar, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import type { Column } from '#ui/table/data-table.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { axisText, chartColors } from './chart-language.ts';
import { ChartTip } from './chart-tip.tsx';

export interface BarRow {
  readonly name: string;
  readonly value: number;
  /** 95 % interval, where there is one. */
  readonly range?: readonly [number, number];
}

interface BarsChartProps {
  readonly title: string;
  readonly unit?: string;
  readonly rows: readonly BarRow[];
  readonly nameHeader: string;
  readonly formatValue: (value: number) => string;
  readonly color?: string;
}

/** Lying bars with their intervals: effects, importances. */
export function BarsChart({
  title,
  unit,
  rows,
  nameHeader,
  formatValue,
  color = chartColors.forecast,
}: BarsChartProps) {
  const { t } = useTranslation('common');
  const data = rows.map((row) => ({
    ...row,
    error: row.range ? [row.value - row.range[0], row.range[1] - row.value] : [0, 0],
  }));
  const interval = (row: BarRow): string =>
    row.range ? `${formatValue(row.range[0])} – ${formatValue(row.range[1])}` : '–';
  const valueName = unit ?? t('chart.value');
  const columns: Column<BarRow>[] = [
    { id: 'name', header: nameHeader, cell: (row) => row.name, isRowHeader: true },
    {
      id: 'value',
      header: valueName,
      align: 'end',
      cell: (row) => formatValue(row.value),
      raw: (row) => row.value,
    },
    {
      id: 'range',
      header: t('chart.interval95'),
      align: 'end',
      cell: interval,
      parts: [
        { header: t('chart.low', { share: '95%', unit: valueName }), raw: (row) => row.range?.[0] ?? Number.NaN },
        { header: t('chart.high', { share: '95%', unit: valueName }), raw: (row) => row.range?.[1] ?? Number.NaN },
      ],
    },
  ];
  return (
    <ChartFrame
      title={title}
      {...(unit ? { unit } : {})}
      table={{ caption: title, columns, rows, rowKey: (row) => row.name }}
      height={rows.length * 30 + 32}
    >
      <BarChart data={data} layout="vertical" margin={{ top: 0, right: 24, bottom: 0, left: 0 }} title={title}>
        <CartesianGrid stroke={chartColors.grid} horizontal={false} />
        <XAxis type="number" tickFormatter={formatValue} tick={axisText} stroke={chartColors.grid} tickLine={false} />
        <YAxis
          type="category"
          dataKey="name"
          width={128}
          tick={{ ...axisText, fill: 'var(--ink-2)' }}
          stroke="none"
          interval={0}
        />
        <ReferenceLine x={0} stroke={chartColors.axis} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--paper-sunk)' }}
          content={({ active, payload }) => {
            const row = payload?.[0]?.payload as BarRow | undefined;
            if (!active || !row) return null;
            return (
              <ChartTip
                title={row.name}
                lines={[
                  { label: valueName, value: formatValue(row.value) },
                  ...(row.range ? [{ label: t('chart.interval95'), value: interval(row) }] : []),
                ]}
              />
            );
          }}
        />
        <Bar dataKey="value" fill={color} barSize={12} isAnimationActive={false}>
          <ErrorBar isAnimationActive={false} dataKey="error" direction="x" stroke={chartColors.history} width={6} />
        </Bar>
      </BarChart>
    </ChartFrame>
  );
}
