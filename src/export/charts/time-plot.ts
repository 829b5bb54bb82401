import { bandPath, element, linePath, textAt } from '#export/charts/svg.ts';
import { printColours as colour } from '#export/print-colours.ts';
import { linearScale } from '#ui/charts/chart-scale.ts';

type Point = readonly [x: number, y: number];

interface PlotBox {
  readonly width: number;
  readonly height: number;
  /** Room at the right of the last value. */
  readonly right?: number;
  /** Values side by side from edge to edge. */
  readonly count: number;
  readonly ticks: readonly number[];
}

/** A chart of values over time: value axis at the left, days below. */
export function timePlot({ width, height, right = 4, count, ticks }: PlotBox) {
  const [left, end, top, floor] = [34, width - right, 6, height - 14];
  const x = linearScale(0, Math.max(1, count - 1), left, end);
  const y = linearScale(ticks[0], ticks[ticks.length - 1], floor, top);
  return {
    left,
    end,
    top,
    floor,
    x,
    y,
    /** The values one after the other, the first at place `from`; NaN stays NaN. */
    points: (values: readonly number[], from = 0): Point[] =>
      values.map((value, i) => [x(from + i), Number.isNaN(value) ? value : y(value)]),
    line: (points: readonly Point[], stroke: string, wide: number): string =>
      element('path', {
        d: linePath(points) || undefined,
        fill: 'none',
        stroke,
        'stroke-width': wide,
        'stroke-linejoin': 'round',
      }),
    band: (upper: readonly Point[], lower: readonly Point[], fill: string): string =>
      element('path', { d: bandPath(upper, lower) || undefined, fill }),
    /** Where a day stands when the values go from one to another. */
    dayScale: (start: number, last: number) => linearScale(start, last, left, end),
    /** Hairlines with their values at the left, the line of zero heavier. */
    valueAxis: (label: (value: number) => string): string[] => [
      ...ticks.map((tick) =>
        element('line', {
          x1: left,
          x2: end,
          y1: y(tick),
          y2: y(tick),
          stroke: colour.line,
          'stroke-width': tick === 0 ? 0.8 : 0.4,
        }),
      ),
      ...ticks.map((tick) =>
        textAt(left - 4, y(tick) + 2.5, label(tick), { size: 7, fill: colour.ink3, anchor: 'end' }),
      ),
    ],
    /** Up to five days, evenly spread, those at the ends inside the drawing. */
    dayLabels: (start: number, last: number, label: (day: number) => string): string[] => {
      const labels = Math.max(2, Math.min(5, Math.floor((end - left) / 60)));
      return Array.from({ length: labels }, (_, i) => {
        const day = start + Math.round(((last - start) * i) / (labels - 1));
        const anchor = i === 0 ? 'start' : i === labels - 1 ? 'end' : 'middle';
        const at = linearScale(start, last, left, end)(day);
        return textAt(at, height - 3, label(day), { size: 7, fill: colour.ink3, anchor });
      });
    },
  };
}
