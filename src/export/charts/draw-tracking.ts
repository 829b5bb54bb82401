import type { TrackedWeek } from '#engine/monitor/tracking.ts';
import { extentOf, linearScale, niceTicks } from '#export/charts/chart-scale.ts';
import { bandPath, drawing, element, linePath } from '#export/charts/svg.ts';
import { dayLabels, valueAxis } from '#export/charts/time-axes.ts';
import { printColours as colour } from '#export/print-colours.ts';

export interface TrackingDrawing {
  readonly weeks: readonly TrackedWeek[];
  readonly width: number;
  readonly height: number;
  readonly valueLabel: (value: number) => string;
  readonly dayLabel: (day: number) => string;
}

/** Expected pieces by week in blue with their 80 and 95 % ranges, sold ones in ink; a ring where demand is unknown. */
export function drawTracking({ weeks, width, height, valueLabel, dayLabel }: TrackingDrawing): string {
  const values = (pick: (week: TrackedWeek) => number | null): number[] =>
    weeks.map((week) => pick(week) ?? Number.NaN);
  const sold = values((week) => week.sold);
  const ticks = niceTicks(
    0,
    extentOf(
      values((week) => week.hi95),
      sold,
    )[1],
    3,
  );
  const [left, right, top, bottom] = [34, 6, 6, 14];
  const x = linearScale(0, Math.max(1, weeks.length - 1), left, width - right);
  const y = linearScale(0, ticks[ticks.length - 1], height - bottom, top);
  const points = (of: readonly number[]): [number, number][] =>
    of.map((value, i) => [x(i), Number.isNaN(value) ? value : y(value)]);
  const band = (upper: readonly number[], lower: readonly number[], fill: string): string =>
    element('path', { d: bandPath(points(upper), points(lower)) || undefined, fill });
  const line = (of: readonly number[], stroke: string, wide: number): string =>
    element('path', {
      d: linePath(points(of)) || undefined,
      ...{ fill: 'none', stroke, 'stroke-width': wide, 'stroke-linejoin': 'round' },
    });
  const marks = weeks.flatMap(({ sold: pieces, known }, i) => {
    if (pieces === null) return [];
    const place = { cx: x(i), cy: y(pieces), r: 1.7 };
    const style = known ? { fill: colour.ink } : { fill: '#ffffff', stroke: colour.launch, 'stroke-width': 0.9 };
    return [element('circle', { ...place, ...style })];
  });
  const start = weeks[0]?.week ?? 0;
  const end = weeks.at(-1)?.week ?? 0;
  return drawing(width, height, [
    ...valueAxis(ticks, y, left, width - right, valueLabel),
    band(
      values((week) => week.hi95),
      values((week) => week.lo95),
      colour.forecast95,
    ),
    band(
      values((week) => week.hi80),
      values((week) => week.lo80),
      colour.forecast80,
    ),
    line(
      values((week) => week.expected),
      colour.forecast,
      1.2,
    ),
    line(sold, colour.ink, 0.9),
    ...marks,
    ...dayLabels(linearScale(start, end, left, width - right), start, end, height - 3, dayLabel),
  ]);
}
