import type { Column, Content } from 'pdfmake/interfaces';
import { drawForecastChart, type ForecastDrawing } from '#export/charts/draw-forecast-chart.ts';
import { drawTrendChart } from '#export/charts/draw-trend-chart.ts';
import type { DemandChart, ForecastSeries, MarketChart, PlanDocument, TrendFigure } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { sectionHeading } from '#export/sections/section-heading.ts';
import { localName } from '#i18n/local-name.ts';

const gap = 20;
/** Three rows of categories and one of trends stand on a page, lower on Letter. */
const chartHeightOf = ({ height }: PrintContext): number => (height < 720 ? 99 : 112);

/** One chart a category, two in a row. */
export function demandSection(plan: PlanDocument, context: PrintContext): Content[] {
  const { t } = context;
  if (plan.demand.length === 0) return [];
  const unit = unitWords(plan.demand[0], context);
  return [
    sectionHeading(t('pdf.section.demand'), context, 'portrait'),
    { text: t('pdf.demand.lead', { unit }), style: 'note', margin: [0, 0, 0, 10] },
    ...inRows(
      plan.demand.map((chart) => demandFigure(chart, plan, context, widthOf(context, 2))),
      2,
    ),
  ];
}

/** Sales with their trend, and the market's indices; on a page of its own when no demand stands before it. */
export function trendSection(plan: PlanDocument, context: PrintContext, startsPage: boolean): Content[] {
  const { t } = context;
  const perRow = Math.max(2, plan.market.length + (plan.trend ? 1 : 0));
  const width = widthOf(context, perRow);
  const figures = [
    ...(plan.trend ? [trendFigure(plan.trend, context, width)] : []),
    ...plan.market.map((chart) => marketFigure(chart, plan, context, width)),
  ];
  if (figures.length === 0) return [];
  const lead =
    plan.trend === null
      ? t('pdf.trend.leadMarket')
      : t(plan.market.length > 0 ? 'pdf.trend.lead' : 'pdf.trend.leadSales', { unit: unitWords(plan.trend, context) });
  return [
    {
      unbreakable: true,
      ...(startsPage ? { pageBreak: 'before', pageOrientation: 'portrait' } : {}),
      stack: [
        sectionHeading(t('pdf.section.trend'), context, 'kept'),
        { text: lead, style: 'note', margin: [0, 0, 0, 8] },
        ...inRows(figures, perRow),
      ],
    },
  ];
}

function inRows(figures: readonly Content[], perRow: number): Content[] {
  return Array.from({ length: Math.ceil(figures.length / perRow) }, (_, row): Content => {
    const shown = figures.slice(row * perRow, (row + 1) * perRow);
    const places = [...shown, ...Array.from({ length: perRow - shown.length }, (): Content => ({ text: '' }))];
    return { columns: places as Column[], columnGap: gap, margin: [0, 0, 0, 12], unbreakable: true };
  });
}

const widthOf = ({ width }: PrintContext, perRow: number): number => (width - (perRow - 1) * gap) / perRow;

function figure(title: string, lead: string, svg: string): Content {
  return {
    stack: [
      { text: title, style: 'chartTitle' },
      { text: lead, style: 'small' },
      { svg, margin: [0, 4, 0, 0] },
    ],
  };
}

function unitWords(
  { measure, daysPerPeriod }: Pick<DemandChart, 'measure' | 'daysPerPeriod'>,
  { t }: PrintContext,
): string {
  const period = daysPerPeriod === 7 ? 'week' : 'month';
  return t(measure === 'units' ? `pdf.demand.units.${period}` : `pdf.demand.revenue.${period}`);
}

function forecastChart(
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

function demandFigure(chart: DemandChart, plan: PlanDocument, context: PrintContext, width: number): Content {
  const { t, formats, shortMoney, language } = context;
  const title = chart.title === '' ? t('pdf.demand.total') : localName(language, chart.title);
  const valueLabel = chart.measure === 'units' ? formats.short : shortMoney;
  return figure(
    title,
    skillOf(chart, context),
    forecastChart(chart, plan, context, { width, fromZero: true, valueLabel }),
  );
}

/** The error of the backtest beside that of the naive forecast. */
function skillOf({ accuracy }: DemandChart, { t, formats }: PrintContext): string {
  if (!accuracy) return t('pdf.demand.unproven');
  const naive = t(`pdf.demand.${accuracy.naive}`);
  const wape = formats.percent(accuracy.wape / 100, 1);
  return accuracy.wape < accuracy.naiveWape
    ? t('pdf.demand.skill', { wape, naive, naiveWape: formats.percent(accuracy.naiveWape / 100, 1) })
    : t('pdf.demand.noSkill', { wape, naive });
}

function trendFigure(trend: TrendFigure, context: PrintContext, width: number): Content {
  const { t, formats, shortMoney, signed } = context;
  const { growth } = trend;
  const words = growth
    ? t('pdf.trend.grew', { share: signed(growth.share, 1), lo: signed(growth.lo95, 1), hi: signed(growth.hi95, 1) })
    : t('pdf.trend.noGrowth');
  const svg = drawTrendChart({
    ...{ trend, width, height: chartHeightOf(context), dayLabel: formats.month },
    valueLabel: trend.measure === 'units' ? formats.short : shortMoney,
  });
  return figure(t('pdf.trend.sales'), words, svg);
}

function marketFigure(chart: MarketChart, plan: PlanDocument, context: PrintContext, width: number): Content {
  const { t, formats } = context;
  const value = (number: number | undefined): string => formats.decimal(number ?? Number.NaN, 2);
  const last = chart.mean.length - 1;
  const lead = t('pdf.trend.outlook', {
    now: value(chart.history.findLast((each) => !Number.isNaN(each))),
    next: value(chart.mean[last]),
    lo: value(chart.lo80[last]),
    hi: value(chart.hi80[last]),
    periods: t(chart.daysPerPeriod === 7 ? 'pdf.trend.weeks' : 'pdf.trend.months', { count: chart.mean.length }),
  });
  const svg = forecastChart(chart, plan, context, {
    ...{ width, fromZero: false },
    valueLabel: (tick) => formats.decimal(tick, 2),
  });
  return figure(t(`trends:market.index.${chart.index}`), lead, svg);
}
