import type { Column } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { drawFrontChart, drawScenarioChart } from '#export/charts/draw-risk-charts.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';

const gap = 20;
const chartHeight = 126;

/** Profit over the scenarios and, where there is one, the efficient frontier with the plan on it. */
export const riskChapter = defineChapter<PlanDocument>({
  id: 'risk',
  title: ({ t }) => t('pdf.section.risk'),
  contents: ({ front, scenarioProfits }, { t }) =>
    t(front.length > 0 ? 'step.contains.riskFront' : 'step.contains.risk', { count: scenarioProfits.length }),
  isOptional: true,
  isThere: ({ asked, scenarioProfits }) => asked.hasCosts && scenarioProfits.length > 0,
  isWhole: true,
  section: (plan, context) => {
    const hasFront = plan.front.length > 0;
    const width = hasFront ? (context.width - gap) / 2 : context.width;
    const columns = [scenarioFigure(plan, context, width), ...(hasFront ? [frontFigure(plan, context, width)] : [])];
    return [{ columns, columnGap: gap }];
  },
});

function scenarioFigure({ headline, scenarioProfits }: PlanDocument, context: PrintContext, width: number): Column {
  const { t, formats, shortMoney } = context;
  const count = scenarioProfits.length;
  const loss = formats.percent(headline.lossProbability, 1);
  const lead = headline.lossProbability > 0 ? t('pdf.risk.lead', { count, loss }) : t('pdf.risk.leadNoLoss', { count });
  const svg = drawScenarioChart({
    ...{ profits: scenarioProfits, expected: headline.profit, tail: headline.tailProfit, width, height: chartHeight },
    moneyLabel: shortMoney,
    expectedLabel: t('pdf.risk.expected'),
    tailLabel: t('pdf.risk.tail', { share: formats.percent(headline.tailShare) }),
  });
  return { width, stack: [{ text: lead, style: 'note', margin: [0, 0, 0, 6] }, { svg }] };
}

function frontFigure({ headline, front }: PlanDocument, context: PrintContext, width: number): Column {
  const { t, formats, shortMoney } = context;
  const share = formats.percent(headline.tailShare);
  const svg = drawFrontChart({
    points: front,
    chosen: { profit: headline.profit, risk: headline.profit - headline.tailProfit },
    ...{ width, height: chartHeight, moneyLabel: shortMoney },
    riskLabel: t('pdf.risk.frontRisk', { share }),
    profitLabel: t('pdf.risk.frontProfit'),
    chosenLabel: t('pdf.risk.chosen'),
  });
  return { width, stack: [{ text: t('pdf.risk.front', { share }), style: 'note', margin: [0, 0, 0, 6] }, { svg }] };
}
