import { drawing, element } from '#export/charts/svg.ts';
import { timePlot } from '#export/charts/time-plot.ts';
import type { CalendarEvent, ForecastSeries } from '#export/plan-document.ts';
import { printColours as colour } from '#export/print-colours.ts';
import { extentOf, niceTicks } from '#ui/charts/chart-scale.ts';

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
  const last = start + (periods - 1) * chart.daysPerPeriod;
  const [low, high] = extentOf(history, chart.mean, chart.lo80, chart.hi80, chart.naive);
  const ticks = niceTicks(input.fromZero ? 0 : low, high, 3);
  const plot = timePlot({ width, height, count: periods, ticks });
  const { x, y, top, floor } = plot;
  /** Outer bands may leave the axis: they end at its edge. */
  const within = (value: number): number => Math.min(Math.max(y(value), top), floor);
  const ahead = (values: readonly number[]): [number, number][] =>
    values.map((value, i) => [x(history.length + i), Number.isNaN(value) ? value : within(value)]);
  const joined = history.at(-1) ?? Number.NaN;
  const fromHistory: [number, number][] = Number.isNaN(joined) ? [] : [[x(history.length - 1), within(joined)]];
  return drawing(width, height, [
    ...eventBands(input.events, plot.dayScale(start, last), start, last, top, floor),
    ...plot.valueAxis(input.valueLabel),
    plot.band(ahead(chart.hi95), ahead(chart.lo95), colour.forecast95),
    plot.band(ahead(chart.hi80), ahead(chart.lo80), colour.forecast80),
    plot.band(ahead(chart.hi50), ahead(chart.lo50), colour.forecast50),
    plot.line(ahead(chart.naive), colour.naive, 0.6),
    plot.line(plot.points(history), colour.ink, 0.9),
    plot.line([...fromHistory, ...ahead(chart.mean)], colour.forecast, 1.2),
    ...plot.dayLabels(start, last, input.dayLabel),
  ]);
}

function eventBands(
  events: readonly CalendarEvent[],
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
