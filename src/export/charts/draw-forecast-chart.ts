import { extentOf, linearScale, niceTicks } from '#export/charts/chart-scale.ts';
import { bandPath, drawing, element, linePath } from '#export/charts/svg.ts';
import { dayLabels, valueAxis } from '#export/charts/time-axes.ts';
import type { CalendarEvent, ForecastSeries } from '#export/plan-document.ts';
import { printColours as colour } from '#export/print-colours.ts';

export interface ForecastDrawing {
  readonly chart: ForecastSeries;
  readonly events: readonly CalendarEvent[];
  readonly width: number;
  readonly height: number;
  /** The value axis starts at zero; else it fits the values, the inner bands among them. */
  readonly fromZero: boolean;
  /** Periods of history shown before the forecast. */
  readonly lastPeriods: number;
  readonly valueLabel: (value: number) => string;
  readonly dayLabel: (day: number) => string;
}

/**
 * History in ink, forecast in the cool colour with its 50, 80 and 95 % bands, the naive forecast a thin grey line, events
 * pale.
 */
export function drawForecastChart(input: ForecastDrawing): string {
  const { chart, width, height } = input;
  const skipped = Math.max(0, chart.history.length - input.lastPeriods);
  const history = chart.history.slice(skipped);
  const start = chart.start + skipped * chart.daysPerPeriod;
  const periods = history.length + chart.mean.length;
  const [low, high] = extentOf(history, chart.mean, chart.lo80, chart.hi80, chart.naive);
  const ticks = niceTicks(input.fromZero ? 0 : low, high, 3);
  const [left, right, top, bottom] = [34, 4, 6, 14];
  const x = linearScale(0, Math.max(1, periods - 1), left, width - right);
  const y = linearScale(ticks[0], ticks[ticks.length - 1], height - bottom, top);
  const ceiling = (value: number): number => Math.min(Math.max(y(value), top), height - bottom);
  const ahead = (values: readonly number[]): [number, number][] =>
    values.map((value, i) => [x(history.length + i), Number.isNaN(value) ? value : ceiling(value)]);
  const dayX = linearScale(start, start + (periods - 1) * chart.daysPerPeriod, left, width - right);
  const band = (upper: readonly number[], lower: readonly number[], fill: string): string =>
    element('path', {
      d: bandPath(ahead(upper), ahead(lower)) || undefined,
      fill,
    });
  const line = (points: readonly (readonly [number, number])[], stroke: string, wide: number): string =>
    element('path', {
      d: linePath(points) || undefined,
      fill: 'none',
      stroke,
      'stroke-width': wide,
      'stroke-linejoin': 'round',
    });
  const joined = history.length > 0 ? history[history.length - 1] : Number.NaN;
  const forecastLine: [number, number][] = [[x(history.length - 1), ceiling(joined)], ...ahead(chart.mean)];

  return drawing(width, height, [
    ...eventBands(input, dayX, start, start + (periods - 1) * chart.daysPerPeriod, top, height - bottom),
    ...valueAxis(ticks, y, left, width - right, input.valueLabel),
    band(chart.hi95, chart.lo95, colour.forecast95),
    band(chart.hi80, chart.lo80, colour.forecast80),
    band(chart.hi50, chart.lo50, colour.forecast50),
    line(ahead(chart.naive), colour.naive, 0.6),
    line(
      history.map((value, i) => [x(i), Number.isNaN(value) ? value : y(value)]),
      colour.ink,
      0.9,
    ),
    line(Number.isNaN(joined) ? ahead(chart.mean) : forecastLine, colour.forecast, 1.2),
    ...dayLabels(dayX, start, start + (periods - 1) * chart.daysPerPeriod, height - 3, input.dayLabel),
  ]);
}

function eventBands(
  { events }: ForecastDrawing,
  dayX: (day: number) => number,
  from: number,
  to: number,
  top: number,
  floor: number,
): string[] {
  return events
    .filter((event) => event.kind === 'promotion' && event.to >= from && event.from <= to)
    .map((event) => {
      const left = dayX(Math.max(event.from, from));
      const width = Math.max(1, dayX(Math.min(event.to, to)) - left);
      return element('rect', { x: left, y: top, width, height: floor - top, fill: colour.event });
    });
}
