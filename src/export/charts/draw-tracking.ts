import type { TrackedWeek } from '#engine/monitor/tracking.ts';
import { drawing, element } from '#export/charts/svg.ts';
import { timePlot } from '#export/charts/time-plot.ts';
import { printColours as colour } from '#export/print-colours.ts';
import { extentOf, niceTicks } from '#ui/charts/chart-scale.ts';

export interface TrackingDrawing {
  readonly weeks: readonly TrackedWeek[];
  readonly width: number;
  readonly height: number;
  readonly valueLabel: (value: number) => string;
  readonly dayLabel: (day: number) => string;
}

/** Expected units by week in blue with their 80 and 95 % intervals, sold ones in ink; a ring where demand is unknown. */
export function drawTracking({ weeks, width, height, valueLabel, dayLabel }: TrackingDrawing): string {
  const values = (key: 'expected' | 'sold' | 'lo80' | 'hi80' | 'lo95' | 'hi95'): number[] =>
    weeks.map((week) => week[key] ?? Number.NaN);
  const ticks = niceTicks(0, extentOf(values('hi95'), values('sold'))[1], 3);
  const plot = timePlot({ width, height, right: 6, count: weeks.length, ticks });
  const points = (key: Parameters<typeof values>[0]) => plot.points(values(key));
  const marks = weeks.flatMap(({ sold, known }, i) => {
    if (sold === null) return [];
    const style = known ? { fill: colour.ink } : { fill: '#ffffff', stroke: colour.launch, 'stroke-width': 0.9 };
    return [element('circle', { cx: plot.x(i), cy: plot.y(sold), r: 1.7, ...style })];
  });
  return drawing(width, height, [
    ...plot.valueAxis(valueLabel),
    plot.band(points('hi95'), points('lo95'), colour.forecast95),
    plot.band(points('hi80'), points('lo80'), colour.forecast80),
    plot.line(points('expected'), colour.forecast, 1.2),
    plot.line(points('sold'), colour.ink, 0.9),
    ...marks,
    ...plot.dayLabels(weeks[0]?.week ?? 0, weeks.at(-1)?.week ?? 0, dayLabel),
  ]);
}
