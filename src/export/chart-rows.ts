import type { Column, Content } from 'pdfmake/interfaces';
import { drawForecastChart, type ForecastDrawing } from '#export/charts/draw-forecast-chart.ts';
import type { DemandChart, ForecastSeries, PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';

const gap = 20;
/** Three rows of categories and one of trends stand on a page, lower on Letter. */
export const chartHeightOf = ({ height }: PrintContext): number => (height < 720 ? 99 : 112);

/** Charts of equal width side by side; a row stands on one page. */
export function chartRows(figures: readonly Content[], perRow: number): Content[] {
  return Array.from({ length: Math.ceil(figures.length / perRow) }, (_, row): Content => {
    const shown = figures.slice(row * perRow, (row + 1) * perRow);
    const places = [...shown, ...Array.from({ length: perRow - shown.length }, (): Content => ({ text: '' }))];
    return { columns: places as Column[], columnGap: gap, margin: [0, 0, 0, 12], unbreakable: true };
  });
}

/** Points that each of so many charts in a row has. */
export const widthOf = ({ width }: PrintContext, perRow: number): number => (width - (perRow - 1) * gap) / perRow;

export function figure(title: string, lead: string, svg: string): Content {
  return {
    stack: [
      { text: title, style: 'chartTitle' },
      { text: lead, style: 'small' },
      { svg, margin: [0, 4, 0, 0] },
    ],
  };
}

/** "Pieces a week": what the value axis counts. */
export function unitWords(
  { measure, daysPerPeriod }: Pick<DemandChart, 'measure' | 'daysPerPeriod'>,
  { t }: PrintContext,
): string {
  const period = daysPerPeriod === 7 ? 'week' : 'month';
  return t(measure === 'units' ? `pdf.demand.units.${period}` : `pdf.demand.revenue.${period}`);
}

export function forecastChart(
  chart: ForecastSeries,
  plan: PlanDocument,
  context: PrintContext,
  axis: Pick<ForecastDrawing, 'width' | 'fromZero' | 'valueLabel'>,
): string {
  return drawForecastChart({
    ...{ ...axis, chart, events: plan.calendar.events, height: chartHeightOf(context) },
    lastPeriods: chart.daysPerPeriod === 7 ? 78 : 36,
    dayLabel: context.formats.month,
  });
}
