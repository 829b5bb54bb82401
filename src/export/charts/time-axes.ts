import { element, textAt } from '#export/charts/svg.ts';
import { printColours as colour } from '#export/print-colours.ts';

/** Hairlines with their values at the left; the line of zero is heavier. */
export function valueAxis(
  ticks: readonly number[],
  y: (value: number) => number,
  left: number,
  right: number,
  label: (value: number) => string,
): string[] {
  return [
    ...ticks.map((tick) =>
      element('line', {
        ...{ x1: left, x2: right, y1: y(tick), y2: y(tick), stroke: colour.line },
        'stroke-width': tick === 0 ? 0.8 : 0.4,
      }),
    ),
    ...ticks.map((tick) => textAt(left - 4, y(tick) + 2.5, label(tick), { size: 7, fill: colour.ink3, anchor: 'end' })),
  ];
}

/** Up to five days, evenly spread, those at the ends inside the drawing. */
export function dayLabels(
  x: (day: number) => number,
  start: number,
  end: number,
  baseline: number,
  label: (day: number) => string,
): string[] {
  const count = Math.max(2, Math.min(5, Math.floor((x(end) - x(start)) / 60)));
  return Array.from({ length: count }, (_, i) => {
    const day = start + Math.round(((end - start) * i) / (count - 1));
    const anchor = i === 0 ? 'start' : i === count - 1 ? 'end' : 'middle';
    return textAt(x(day), baseline, label(day), { size: 7, fill: colour.ink3, anchor });
  });
}
