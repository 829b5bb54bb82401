import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { ChartFrame, type LegendEntry } from '#ui/chart-frame.tsx';
import type { Column } from '#ui/data-table.tsx';
import { axisText, chartColors, type EventBand } from './chart-language.ts';
import { ChartTip, type TipLine } from './chart-tip.tsx';
import { EventBands } from './event-bands.tsx';

/** One period. `null` = nothing to draw there. Bands are [low, high]. */
export interface ForecastPoint {
  /** Position on the axis: an epoch day or an index; must grow. */
  readonly x: number;
  readonly history: number | null;
  readonly forecast: number | null;
  readonly band50: readonly [number, number] | null;
  readonly band80: readonly [number, number] | null;
  readonly band95: readonly [number, number] | null;
  readonly naive: number | null;
}

interface ForecastChartProps {
  readonly title: string;
  readonly unit: string;
  readonly points: readonly ForecastPoint[];
  readonly events?: readonly EventBand[];
  readonly formatX: (x: number) => string;
  /** Labelled positions and their short form; without them the chart labels what fits in the form of `formatX`. */
  readonly ticks?: readonly number[];
  readonly formatTickX?: (x: number) => string;
  readonly formatValue: (value: number) => string;
  /** Short form for the axis. */
  readonly formatTick: (value: number) => string;
  readonly height?: number;
  /** Name of the method that made the forecast. */
  readonly method?: string;
  /** Controls in the head of the chart. */
  readonly actions?: ReactNode;
  /** What the thin line is: seasonal naive by default. */
  readonly naiveName?: string;
  /** What the ink line and the cool line are, where they are not history and forecast. */
  readonly historyName?: string;
  readonly forecastName?: string;
  /** Where a line is drawn: the first forecast by default. */
  readonly divider?: number;
}

/** History in ink, forecast in the cool colour with its 50/80/95 % bands, the naive always there as a thin grey line. */
export function ForecastChart({
  title,
  unit,
  points,
  events = [],
  formatX,
  ticks,
  formatTickX = formatX,
  naiveName,
  historyName,
  forecastName: forecastWord,
  divider,
  actions,
  formatValue,
  formatTick,
  height = 320,
  method,
}: ForecastChartProps) {
  const { t } = useTranslation('common');
  const naiveLabel = naiveName ?? t('chart.naive');
  const range = (band: readonly [number, number] | null): string =>
    band ? `${formatValue(band[0])} – ${formatValue(band[1])}` : '–';
  const value = (number: number | null): string => (number === null ? '–' : formatValue(number));
  const forecastLabel = forecastWord ?? t('chart.forecast');
  const historyLabel = historyName ?? t('chart.history');
  const forecastName = method ? `${forecastLabel} (${method})` : forecastLabel;
  const firstForecast = divider ?? points.find((point) => point.forecast !== null)?.x;
  const legend: LegendEntry[] = [
    { label: historyLabel, color: chartColors.history, mark: 'line' },
    { label: forecastName, color: chartColors.forecast, mark: 'line' },
    { label: t('chart.bands'), color: chartColors.band50, mark: 'bands' },
    { label: naiveLabel, color: chartColors.naive, mark: 'dash' },
    ...(events.length > 0 ? [{ label: t('chart.events'), color: chartColors.event, mark: 'area' } as const] : []),
  ];
  const columns: Column<ForecastPoint>[] = [
    { id: 'x', header: t('chart.period'), cell: (point) => formatX(point.x), isRowHeader: true },
    {
      id: 'history',
      header: `${historyLabel} (${unit})`,
      align: 'end',
      cell: (point) => value(point.history),
      raw: (point) => point.history ?? Number.NaN,
    },
    {
      id: 'forecast',
      header: `${forecastLabel} (${unit})`,
      align: 'end',
      cell: (point) => value(point.forecast),
      raw: (point) => point.forecast ?? Number.NaN,
    },
    { id: 'band80', header: '80%', align: 'end', cell: (point) => range(point.band80) },
    { id: 'band95', header: '95%', align: 'end', cell: (point) => range(point.band95) },
    {
      id: 'naive',
      header: `${naiveLabel} (${unit})`,
      align: 'end',
      cell: (point) => value(point.naive),
      raw: (point) => point.naive ?? Number.NaN,
    },
  ];
  const domain = useMemo(() => [points[0]?.x ?? 0, points.at(-1)?.x ?? 1], [points]);

  const tip = (x: number): TipLine[] => {
    const point = points.find((candidate) => candidate.x === x);
    if (!point) return [];
    const event = events.find((band) => band.from <= x && x <= band.to);
    return [
      ...(point.history !== null ? [{ label: historyLabel, value: value(point.history) }] : []),
      ...(point.forecast !== null ? [{ label: forecastLabel, value: value(point.forecast) }] : []),
      ...(point.band80 ? [{ label: '80%', value: range(point.band80) }] : []),
      ...(point.band95 ? [{ label: '95%', value: range(point.band95) }] : []),
      ...(point.naive !== null ? [{ label: naiveLabel, value: value(point.naive) }] : []),
      ...(event ? [{ label: t('chart.event'), value: event.name }] : []),
    ];
  };

  return (
    <ChartFrame
      title={title}
      unit={unit}
      legend={legend}
      actions={actions}
      table={{ caption: title, columns, rows: [...points].reverse(), rowKey: (point) => String(point.x) }}
    >
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 640, height }}>
        <ComposedChart
          data={points as ForecastPoint[]}
          margin={{ top: 24, right: 16, bottom: 0, left: 0 }}
          title={title}
        >
          <CartesianGrid stroke={chartColors.grid} vertical={false} />
          <EventBands events={events} />
          <XAxis
            dataKey="x"
            type="number"
            domain={domain}
            tickFormatter={formatTickX}
            {...(ticks ? { ticks, interval: 'preserveStart' as const } : {})}
            tick={axisText}
            stroke={chartColors.grid}
            minTickGap={48}
            tickLine={false}
          />
          <YAxis tickFormatter={formatTick} tick={axisText} stroke="none" width={56} domain={['auto', 'auto']} />
          <Tooltip
            isAnimationActive={false}
            content={({ active, label }) =>
              active && typeof label === 'number' ? <ChartTip title={formatX(label)} lines={tip(label)} /> : null
            }
          />
          <Area dataKey="band95" stroke="none" fill={chartColors.band95} isAnimationActive={false} activeDot={false} />
          <Area dataKey="band80" stroke="none" fill={chartColors.band80} isAnimationActive={false} activeDot={false} />
          <Area dataKey="band50" stroke="none" fill={chartColors.band50} isAnimationActive={false} activeDot={false} />
          <Line
            dataKey="naive"
            stroke={chartColors.naive}
            strokeWidth={1}
            strokeDasharray="3 2"
            dot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="history"
            stroke={chartColors.history}
            strokeWidth={1.5}
            dot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="forecast"
            stroke={chartColors.forecast}
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
          {firstForecast !== undefined && (
            <ReferenceLine x={firstForecast} stroke={chartColors.axis} strokeDasharray="2 3" />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
