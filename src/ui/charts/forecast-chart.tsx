import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormats } from '#i18n/use-formats.ts';
import type { Column } from '#ui/table/data-table.tsx';
import { ChartFrame, type LegendEntry } from './chart-frame.tsx';
import { axisText, chartColors, type EventBand, everyFew, isoDay } from './chart-language.ts';
import { ChartTip, type TipLine } from './chart-tip.tsx';
import { EventBands } from './event-bands.tsx';
import { endOfPeriod, eventsOn } from './event-labels.ts';
import { valueAxis } from './value-axis.ts';

/** One period. `null` = nothing to draw there. Bands are [low, high]. */
export interface ForecastPoint {
  /** Position on the axis: the epoch day on which the period begins; must grow. */
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
  /** Bands lie around the points that they belong to, not over the days of a calendar. */
  readonly bandsAroundPoints?: boolean;
  /** Labelled positions and their short form; without them the chart labels every few periods in the form of `formatX`. */
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
  bandsAroundPoints = false,
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
  const formats = useFormats();
  const naiveLabel = naiveName ?? t('chart.naive');
  const value = (number: number | null): string => (number === null ? '–' : formatValue(number));
  const forecastLabel = forecastWord ?? t('chart.forecast');
  const historyLabel = historyName ?? t('chart.history');
  const forecastName = method ? formats.bracketed(forecastLabel, method) : forecastLabel;
  const firstForecast = divider ?? points.find((point) => point.forecast !== null)?.x;
  const xs = useMemo(() => points.map(({ x }) => x), [points]);
  // What no point has is neither in the legend nor in the table.
  const has = (name: Exclude<keyof ForecastPoint, 'x'>): boolean => points.some((point) => point[name] !== null);
  const lines = (
    [
      { id: 'history', label: historyLabel },
      { id: 'forecast', label: forecastLabel },
      { id: 'naive', label: naiveLabel },
    ] as const
  ).filter(({ id }) => has(id));
  const bands = bandNames.filter(({ id }) => has(id));
  const legend: LegendEntry[] = [
    { id: 'history', label: historyLabel, color: chartColors.history, mark: 'line' } as const,
    { id: 'forecast', label: forecastName, color: chartColors.forecast, mark: 'line' } as const,
    { id: 'band80', label: t('chart.bands'), color: chartColors.band50, mark: 'bands' } as const,
    { id: 'naive', label: naiveLabel, color: chartColors.naive, mark: 'dash' } as const,
  ].filter(({ id }) => has(id));
  if (events.length > 0) legend.push({ label: t('chart.events'), color: chartColors.event, mark: 'area' });
  const lineColumns = lines.map(
    ({ id, label }): Column<ForecastPoint> => ({
      id,
      header: formats.bracketed(label, unit),
      align: 'end',
      cell: (point) => value(point[id]),
      raw: (point) => point[id] ?? Number.NaN,
    }),
  );
  const columns: Column<ForecastPoint>[] = [
    {
      id: 'x',
      header: t('chart.period'),
      cell: (point) => formatX(point.x),
      raw: (point) => isoDay(point.x),
      isRowHeader: true,
    },
    ...lineColumns.filter(({ id }) => id !== 'naive'),
    ...bands.map(
      ({ id, share }): Column<ForecastPoint> => ({
        id,
        header: share,
        align: 'end',
        cell: (point) => rangeWords(point[id], formatValue),
        parts: [
          { header: t('chart.low', { share, unit }), raw: (point) => point[id]?.[0] ?? Number.NaN },
          { header: t('chart.high', { share, unit }), raw: (point) => point[id]?.[1] ?? Number.NaN },
        ],
      }),
    ),
    ...lineColumns.filter(({ id }) => id === 'naive'),
  ];
  const { isCut, ...axis } = valueAxis(
    points.flatMap(({ history, forecast, band95, naive }) => [history, forecast, naive, ...(band95 ?? [])]),
  );
  const domain = useMemo(() => [xs[0] ?? 0, xs.at(-1) ?? 1], [xs]);

  const tip = (x: number): TipLine[] => {
    const point = points.find((candidate) => candidate.x === x);
    if (!point) return [];
    const found = eventsOn(events, x, bandsAroundPoints ? x + 1 : endOfPeriod(xs, x));
    const line = ({ id, label }: (typeof lines)[number]): TipLine[] =>
      point[id] === null ? [] : [{ label, value: value(point[id]) }];
    return [
      ...lines.filter(({ id }) => id !== 'naive').flatMap(line),
      ...bands.flatMap(({ id, share }) =>
        point[id] ? [{ label: share, value: rangeWords(point[id], formatValue) }] : [],
      ),
      ...lines.filter(({ id }) => id === 'naive').flatMap(line),
      ...(found.length > 0 ? [{ label: t('chart.event'), value: formats.list(found.map(({ name }) => name)) }] : []),
    ];
  };

  return (
    <ChartFrame
      title={title}
      unit={unit}
      isCut={isCut}
      legend={legend}
      actions={actions}
      table={{ caption: title, columns, rows: [...points].reverse(), rowKey: (point) => String(point.x) }}
      height={height}
    >
      <ComposedChart data={points as ForecastPoint[]} margin={{ top: 24, right: 28, bottom: 0, left: 0 }} title={title}>
        <CartesianGrid stroke={chartColors.grid} vertical={false} />
        <EventBands events={events} />
        <XAxis
          dataKey="x"
          type="number"
          domain={domain}
          tickFormatter={formatTickX}
          ticks={ticks ?? everyFew(xs)}
          interval="preserveStart"
          tick={axisText}
          stroke={chartColors.grid}
          minTickGap={48}
          tickMargin={6}
          niceTicks="none"
          tickLine={false}
        />
        <YAxis tickFormatter={formatTick} tick={axisText} stroke="none" width={56} {...axis} />
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
        <Line dataKey="history" stroke={chartColors.history} strokeWidth={1.5} dot={false} isAnimationActive={false} />
        <Line dataKey="forecast" stroke={chartColors.forecast} strokeWidth={2} dot={false} isAnimationActive={false} />
        {firstForecast !== undefined && (
          <ReferenceLine x={firstForecast} stroke={chartColors.axis} strokeDasharray="2 3" />
        )}
      </ComposedChart>
    </ChartFrame>
  );
}

const bandNames = [
  { id: 'band50', share: '50%' },
  { id: 'band80', share: '80%' },
  { id: 'band95', share: '95%' },
] as const;

function rangeWords(band: readonly [number, number] | null, formatValue: (value: number) => string): string {
  return band ? `${formatValue(band[0])} – ${formatValue(band[1])}` : '–';
}
