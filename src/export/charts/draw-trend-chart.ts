import { drawing } from '#export/charts/svg.ts';
import { timePlot } from '#export/charts/time-plot.ts';
import type { TrendFigure } from '#export/plan-document.ts';
import { printColours as colour } from '#export/print-colours.ts';
import { extentOf, niceTicks } from '#ui/charts/chart-scale.ts';

export interface TrendDrawing {
  readonly trend: TrendFigure;
  readonly width: number;
  readonly height: number;
  readonly valueLabel: (value: number) => string;
  readonly dayLabel: (day: number) => string;
}

/** Sales as a thin grey line, their trend in ink. The value axis starts at zero. */
export function drawTrendChart({ trend, width, height, valueLabel, dayLabel }: TrendDrawing): string {
  const { values, start, daysPerPeriod } = trend;
  const ticks = niceTicks(0, extentOf(values, trend.trend)[1], 3);
  const plot = timePlot({ width, height, count: values.length, ticks });
  return drawing(width, height, [
    ...plot.valueAxis(valueLabel),
    plot.line(plot.points(values), colour.naive, 0.6),
    plot.line(plot.points(trend.trend), colour.ink, 1.3),
    ...plot.dayLabels(start, start + (values.length - 1) * daysPerPeriod, dayLabel),
  ]);
}
