import { useTranslation } from 'react-i18next';
import { CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormats } from '#i18n/use-formats.ts';
import type { Column } from '#ui/table/data-table.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { axisText, chartColors, type EventBand, everyFew, isoDay } from './chart-language.ts';
import { ChartTip, type TipLine } from './chart-tip.tsx';
import { EventBands } from './event-bands.tsx';
import { endOfPeriod, eventsOn } from './event-labels.ts';
import { valueAxis } from './value-axis.ts';

/** One curve; `values` has the length of the chart's `xs`, null where there is nothing. */
export interface Curve {
  readonly name: string;
  readonly color: string;
  readonly values: readonly (number | null)[];
  readonly dashed?: boolean;
  readonly width?: number;
}

interface LinesChartProps {
  readonly title: string;
  readonly unit?: string;
  readonly xName: string;
  readonly xs: readonly number[];
  readonly curves: readonly Curve[];
  readonly events?: readonly EventBand[];
  /** Bands lie around the points that they belong to, not over the days of a calendar. */
  readonly bandsAroundPoints?: boolean;
  /** Positions are epoch days: a file has them as dates, and `formatX` says by itself what it names (“week 52, 2025”). */
  readonly isDays?: boolean;
  readonly formatX: (x: number) => string;
  /** Labelled positions and their short form; without them what fits, every few days of `xs`, in the form of `formatX`. */
  readonly ticks?: readonly number[];
  readonly formatTickX?: (x: number) => string;
  readonly formatValue: (value: number) => string;
  readonly formatTick?: (value: number) => string;
  readonly height?: number;
  /** A line at zero, where above and below it matter. */
  readonly zeroLine?: boolean;
}

/** Curves over one axis: loss by epoch, convergence by generation, season by week. */
export function LinesChart({
  title,
  unit,
  xName,
  xs,
  curves,
  events = [],
  bandsAroundPoints = false,
  isDays = false,
  formatX,
  ticks,
  formatTickX = formatX,
  formatValue,
  formatTick,
  height = 240,
  zeroLine = false,
}: LinesChartProps) {
  const { t } = useTranslation('common');
  const formats = useFormats();
  const rows = xs.map((x, i) => ({
    x,
    ...Object.fromEntries(curves.map((curve, c) => [`y${c}`, curve.values[i] ?? null])),
  }));
  // Among days the chart would label some that begin no week.
  const labelled = ticks ?? (isDays ? everyFew(xs) : undefined);
  const shown = (value: unknown): string => (typeof value === 'number' ? formatValue(value) : '–');
  const columns: Column<number>[] = [
    {
      id: 'x',
      header: xName,
      cell: (i) => formatX(xs[i] ?? Number.NaN),
      raw: (i) => (isDays ? isoDay(xs[i] as number) : formatX(xs[i] ?? Number.NaN)),
      isRowHeader: true,
    },
    ...curves.map((curve, c) => ({
      id: `y${c}`,
      header: unit ? formats.bracketed(curve.name, unit) : curve.name,
      align: 'end' as const,
      cell: (i: number) => shown(curve.values[i]),
      raw: (i: number) => curve.values[i] ?? Number.NaN,
    })),
  ];
  const eventLines = (x: number): TipLine[] => {
    const found = eventsOn(events, x, bandsAroundPoints ? x + 1 : endOfPeriod(xs, x));
    return found.length > 0 ? [{ label: t('chart.event'), value: formats.list(found.map(({ name }) => name)) }] : [];
  };
  const { isCut, ...axis } = valueAxis(curves.flatMap(({ values }) => values));
  return (
    <ChartFrame
      title={title}
      isCut={isCut}
      {...(unit ? { unit } : {})}
      legend={[
        ...curves.map((curve) => ({
          label: curve.name,
          color: curve.color,
          mark: curve.dashed ? ('dash' as const) : ('line' as const),
        })),
        ...(events.length > 0 ? [{ label: t('chart.events'), color: chartColors.event, mark: 'area' as const }] : []),
      ]}
      table={{ caption: title, columns, rows: xs.map((_, i) => i), rowKey: String }}
      height={height}
    >
      <ComposedChart
        data={rows}
        margin={{ top: events.length > 0 ? 24 : 8, right: 28, bottom: 0, left: 0 }}
        title={title}
      >
        <CartesianGrid stroke={chartColors.grid} vertical={false} />
        <EventBands events={events} />
        <XAxis
          dataKey="x"
          type="number"
          domain={['dataMin', 'dataMax']}
          tickFormatter={formatTickX}
          {...(labelled ? { ticks: labelled, interval: 'preserveStart' as const } : {})}
          tick={axisText}
          stroke={chartColors.grid}
          minTickGap={40}
          tickMargin={6}
          niceTicks="none"
          tickLine={false}
        />
        <YAxis tickFormatter={formatTick ?? formatValue} tick={axisText} stroke="none" width={64} {...axis} />
        <Tooltip
          isAnimationActive={false}
          content={({ active, label, payload }) =>
            active && typeof label === 'number' ? (
              <ChartTip
                title={isDays ? formatX(label) : `${xName} ${formatX(label)}`}
                lines={[
                  ...payload.map((entry) => ({
                    label: curves[Number(String(entry.dataKey).slice(1))]?.name ?? '',
                    value: shown(entry.value),
                  })),
                  ...eventLines(label),
                ]}
              />
            ) : null
          }
        />
        {zeroLine ? <ReferenceLine y={0} stroke={chartColors.axis} /> : null}
        {curves.map((curve, c) => (
          <Line
            key={curve.name}
            dataKey={`y${c}`}
            stroke={curve.color}
            strokeWidth={curve.width ?? 1.75}
            {...(curve.dashed ? { strokeDasharray: '4 3' } : {})}
            dot={false}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </ComposedChart>
    </ChartFrame>
  );
}
