import type { Column, Content } from 'pdfmake/interfaces';
import { drawFrontChart, drawScenarioChart } from '#export/charts/draw-risk-charts.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { sectionHeading } from '#export/sections/section-heading.ts';

const gap = 20;
const chartHeight = 126;

/** Profit over the futures and, where there is one, the front with the plan on it. */
export function riskSection(plan: PlanDocument, context: PrintContext, startsPage: boolean): Content[] {
  const { t } = context;
  const { scenarioProfits, front } = plan;
  if (scenarioProfits.length === 0 || !plan.asked.hasCosts) return [];
  const width = front.length > 0 ? (context.width - gap) / 2 : context.width;
  const columns: Column[] = [
    scenarioFigure(plan, context, width),
    ...(front.length > 0 ? [frontFigure(plan, context, width)] : []),
  ];
  return [
    {
      unbreakable: true,
      ...(startsPage ? { pageBreak: 'before', pageOrientation: 'portrait' } : {}),
      stack: [sectionHeading(t('pdf.section.risk'), context, 'kept'), { columns, columnGap: gap }],
    },
  ];
}

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
