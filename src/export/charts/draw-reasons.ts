import { drawing, element, fitText, linePath, textAt } from '#export/charts/svg.ts';
import type { WaterfallStep } from '#export/forecast-waterfall.ts';
import { printColours as colour } from '#export/print-colours.ts';
import { linearScale } from '#ui/charts/chart-scale.ts';

export interface ReasonsDrawing {
  readonly steps: readonly WaterfallStep[];
  readonly width: number;
  readonly labelOf: (step: WaterfallStep) => string;
  readonly figureOf: (step: WaterfallStep) => string;
}

const rowHeight = 9;
const size = 6.5;
const labelWidth = 112;
const valueWidth = 34;

/** From the typical launch to the forecast, a bar for what each reason adds (blue) or takes off (vermilion). */
export function drawReasons({ steps, width, labelOf, figureOf }: ReasonsDrawing): string {
  const most = Math.max(...steps.flatMap(({ from, to }) => [from, to]), 1e-9);
  const x = linearScale(0, most, labelWidth, width - valueWidth);
  const isWhole = ({ source }: WaterfallStep): boolean => source === 'typical' || source === 'total';
  const texts = steps.flatMap((step, i) => {
    const fill = isWhole(step) ? colour.ink : colour.ink2;
    const style = { size, fill, bold: step.source === 'total' };
    const y = i * rowHeight + 6.6;
    return [
      textAt(0, y, fitText(labelOf(step), labelWidth - 4, size), style),
      textAt(width, y, figureOf(step), { ...style, anchor: 'end' }),
    ];
  });
  // The bars of a colour are one shape: a document has hundreds of them.
  const bars = (fill: string, wanted: (step: WaterfallStep) => boolean): string => {
    const boxes = steps.map((step, i) => {
      if (!wanted(step)) return '';
      const [left, right] = [x(Math.min(step.from, step.to)), x(Math.max(step.from, step.to))];
      const [top, bottom, end] = [i * rowHeight + 1.8, i * rowHeight + 7.2, Math.max(left + 0.5, right)];
      const corners = [
        [left, top],
        [end, top],
        [end, bottom],
        [left, bottom],
      ] as const;
      return `${linePath(corners)}Z`;
    });
    return element('path', { d: boxes.join('') || undefined, fill, 'fill-opacity': 0.8 });
  };
  return drawing(width, rowHeight * steps.length + 1, [
    bars(colour.ink3, isWhole),
    bars(colour.forecast, (step) => !isWhole(step) && step.to >= step.from),
    bars(colour.launch, (step) => !isWhole(step) && step.to < step.from),
    ...texts,
  ]);
}
