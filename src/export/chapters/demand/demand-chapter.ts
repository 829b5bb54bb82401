import type { Content } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { chartRows, figure, forecastChart, unitWords, widthOf } from '#export/chart-rows.ts';
import type { DemandChart, PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { localName } from '#i18n/local-name.ts';

const perRow = 2;

/** One chart a category, two in a row. */
export const demandChapter = defineChapter<PlanDocument>({
  id: 'demand',
  title: ({ t }) => t('pdf.section.demand'),
  contents: ({ demand }, { t }) => t('step.contains.demand', { count: demand.length }),
  absence: ({ t }) => t('step.contains.noDemand'),
  isOptional: true,
  isThere: ({ demand }) => demand.length > 0,
  // Heading, note and the first row of charts; the others may follow on the next page.
  room: () => 240,
  section: (plan, context) => [
    {
      text: context.t('pdf.demand.lead', { unit: unitWords(plan.demand[0], context) }),
      style: 'note',
      margin: [0, 0, 0, 10],
    },
    ...chartRows(
      plan.demand.map((chart) => demandFigure(chart, plan, context, widthOf(context, perRow))),
      perRow,
    ),
  ],
});

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
