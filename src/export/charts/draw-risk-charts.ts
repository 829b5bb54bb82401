import { drawing, element, linePath, textAt } from '#export/charts/svg.ts';
import { printColours as colour } from '#export/print-colours.ts';
import { extentOf, linearScale, niceTicks } from '#ui/charts/chart-scale.ts';

export interface ScenarioDrawing {
  readonly profits: readonly number[];
  readonly expected: number;
  readonly tail: number;
  readonly width: number;
  readonly height: number;
  readonly moneyLabel: (value: number) => string;
  readonly expectedLabel: string;
  readonly tailLabel: string;
}

/** How often the plan earns how much over the scenarios; what lies below the tail's mean is vermilion. */
export function drawScenarioChart(input: ScenarioDrawing): string {
  const { profits, width, height } = input;
  const [low, high] = extentOf(profits);
  const ticks = niceTicks(low, high, 4);
  const [from, to] = [ticks[0], ticks[ticks.length - 1]];
  const bins = 24;
  const counts = new Array<number>(bins).fill(0);
  for (const profit of profits) counts[Math.min(bins - 1, Math.floor(((profit - from) / (to - from || 1)) * bins))]++;
  const x = linearScale(from, to, 4, width - 4);
  const [top, floor] = [26, height - 14];
  const y = linearScale(0, Math.max(...counts, 1), floor, top);
  const binWidth = (width - 8) / bins;
  const bars = counts.map((count, i) => {
    const centre = from + ((i + 0.5) * (to - from)) / bins;
    const bar = { x: 4 + i * binWidth + 0.4, y: y(count), width: binWidth - 0.8, height: floor - y(count) };
    return count > 0
      ? element('rect', { ...bar, fill: centre <= input.tail ? colour.launch : colour.forecast, 'fill-opacity': 0.55 })
      : '';
  });
  const marker = (value: number, label: string, line: number, fill: string): string => {
    const at = x(value);
    const anchor = at > width * 0.66 ? 'end' : at < width * 0.33 ? 'start' : 'middle';
    return (
      element('line', { x1: at, x2: at, y1: line + 2, y2: floor, stroke: fill, 'stroke-width': 0.8 }) +
      textAt(at, line, `${label} ${input.moneyLabel(value)}`, { size: 7.5, fill, anchor })
    );
  };
  return drawing(width, height, [
    ...bars,
    element('line', { x1: 4, x2: width - 4, y1: floor, y2: floor, stroke: colour.lineStrong, 'stroke-width': 0.6 }),
    ...ticks.map((tick, i) =>
      textAt(x(tick), height - 3, input.moneyLabel(tick), {
        size: 7,
        fill: colour.ink3,
        anchor: i === 0 ? 'start' : i === ticks.length - 1 ? 'end' : 'middle',
      }),
    ),
    marker(input.tail, input.tailLabel, 20, colour.launch),
    marker(input.expected, input.expectedLabel, 9, colour.ink2),
  ]);
}

export interface FrontDrawing {
  readonly points: readonly { readonly profit: number; readonly risk: number }[];
  readonly chosen: { readonly profit: number; readonly risk: number };
  readonly width: number;
  readonly height: number;
  readonly moneyLabel: (value: number) => string;
  readonly riskLabel: string;
  readonly profitLabel: string;
  readonly chosenLabel: string;
}

/** Expected profit against risk: the plans on the efficient frontier in grey, the chosen one vermilion. */
export function drawFrontChart(input: FrontDrawing): string {
  const { points, chosen, width, height, moneyLabel } = input;
  const risks = niceTicks(...extentOf([...points.map((point) => point.risk), chosen.risk]), 3);
  const profits = niceTicks(...extentOf([...points.map((point) => point.profit), chosen.profit]), 3);
  const [left, right, top, floor] = [42, 10, 16, height - 24];
  const x = linearScale(risks[0], risks[risks.length - 1], left, width - right);
  const y = linearScale(profits[0], profits[profits.length - 1], floor, top);
  const ordered = [...points].sort((a, b) => a.risk - b.risk);
  const at = x(chosen.risk);
  return drawing(width, height, [
    ...profits.map((tick) =>
      element('line', {
        x1: left,
        x2: width - right,
        y1: y(tick),
        y2: y(tick),
        stroke: colour.line,
        'stroke-width': 0.4,
      }),
    ),
    ...profits.map((tick) =>
      textAt(left - 4, y(tick) + 2.5, moneyLabel(tick), { size: 7, fill: colour.ink3, anchor: 'end' }),
    ),
    ...risks.map((tick, i) =>
      textAt(x(tick), height - 13, moneyLabel(tick), {
        size: 7,
        fill: colour.ink3,
        anchor: i === risks.length - 1 ? 'end' : 'middle',
      }),
    ),
    textAt(width - right, height - 3, input.riskLabel, { size: 7.5, fill: colour.ink2, anchor: 'end' }),
    textAt(0, 7, input.profitLabel, { size: 7.5, fill: colour.ink2 }),
    element('path', {
      d: linePath(ordered.map((point) => [x(point.risk), y(point.profit)])) || undefined,
      fill: 'none',
      stroke: colour.lineStrong,
      'stroke-width': 0.6,
    }),
    ...ordered.map((point) => element('circle', { cx: x(point.risk), cy: y(point.profit), r: 1.6, fill: colour.ink3 })),
    element('circle', { cx: at, cy: y(chosen.profit), r: 3.4, fill: colour.launch }),
    textAt(at + (at < width * 0.3 ? 6 : -6), y(chosen.profit) - 5, input.chosenLabel, {
      size: 7.5,
      fill: colour.launch,
      bold: true,
      anchor: at < width * 0.3 ? 'start' : 'end',
    }),
  ]);
}
