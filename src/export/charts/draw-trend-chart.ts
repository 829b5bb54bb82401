import { extentOf, linearScale, niceTicks } from '#export/charts/chart-scale.ts';
import { drawing, element, linePath } from '#export/charts/svg.ts';
import { dayLabels, valueAxis } from '#export/charts/time-axes.ts';
import type { TrendFigure } from '#export/plan-document.ts';
import { printColours as colour } from '#export/print-colours.ts';

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
  const [left, right, top, bottom] = [34, 4, 6, 14];
  const x = linearScale(0, Math.max(1, values.length - 1), left, width - right);
  const y = linearScale(0, ticks[ticks.length - 1], height - bottom, top);
  const line = (of: readonly number[], stroke: string, wide: number): string =>
    element('path', {
      d: linePath(of.map((value, i) => [x(i), Number.isNaN(value) ? value : y(value)])) || undefined,
      ...{ fill: 'none', stroke, 'stroke-width': wide, 'stroke-linejoin': 'round' },
    });
  const end = start + (values.length - 1) * daysPerPeriod;
  return drawing(width, height, [
    ...valueAxis(ticks, y, left, width - right, valueLabel),
    line(values, colour.naive, 0.6),
    line(trend.trend, colour.ink, 1.3),
    ...dayLabels(linearScale(start, end, left, width - right), start, end, height - 3, dayLabel),
  ]);
}
