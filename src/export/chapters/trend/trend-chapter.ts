import type { Content } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { chartHeightOf, chartRows, figure, forecastChart, unitWords, widthOf } from '#export/chart-rows.ts';
import { drawTrendChart } from '#export/charts/draw-trend-chart.ts';
import type { MarketChart, PlanDocument, TrendFigure } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { promotionSentences } from '#export/promotion-sentences.ts';

/** Sales with their trend, and the market's indices, in one row. */
export const trendChapter = defineChapter<PlanDocument>({
  id: 'trend',
  title: ({ t }) => t('pdf.section.trend'),
  contents: (_plan, { t }) => t('step.contains.trend'),
  absence: ({ t }) => t('step.contains.noTrend'),
  isOptional: true,
  isThere: ({ trend, market }) => trend !== null || market.length > 0,
  isWhole: true,
  section: (plan, context) => {
    const { trend, market, promotions } = plan;
    const { t } = context;
    const taking =
      promotions && promotions.reason !== 'promotion-unknown' ? promotionSentences(promotions, context) : [];
    const perRow = Math.max(2, market.length + (trend ? 1 : 0));
    const width = widthOf(context, perRow);
    const lead = trend
      ? t(market.length > 0 ? 'pdf.trend.lead' : 'pdf.trend.leadSales', { unit: unitWords(trend, context) })
      : t('pdf.trend.leadMarket');
    const figures = [
      ...(trend ? [trendFigure(trend, context, width)] : []),
      ...market.map((chart) => marketFigure(chart, plan, context, width)),
    ];
    return [
      { text: lead, style: 'note', margin: [0, 0, 0, 8] },
      ...chartRows(figures, perRow),
      ...takingPart(taking, context),
    ];
  },
});

/** What taking part in promotions brings, below the charts. */
function takingPart(sentences: readonly string[], { t }: PrintContext): Content[] {
  if (sentences.length === 0) return [];
  return [
    { text: t('trends:taking.title'), style: 'figureLabel', margin: [0, 8, 0, 2] },
    { text: t('trends:taking.detail'), style: 'note', margin: [0, 0, 0, 4] },
    { ul: [...sentences] },
  ];
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
