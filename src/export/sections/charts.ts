import type { Column, Content } from 'pdfmake/interfaces';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import { drawForecastChart } from '#export/charts/draw-forecast-chart.ts';
import { drawLaunchCalendar } from '#export/charts/draw-launch-calendar.ts';
import { drawFrontChart, drawScenarioChart } from '#export/charts/draw-risk-charts.ts';
import { fitText } from '#export/charts/svg.ts';
import type { DemandChart, PlanDocument, PlannedLaunch } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { modelWords, namesFor } from '#export/report-words.ts';
import { sectionHeading } from '#export/sections/section-heading.ts';
import { localName } from '#i18n/local-name.ts';

/** Rows that a lying page holds in a size that prints; more stand on upright pages of at most `uprightRows`. */
const lyingRows = 34;
const uprightRows = 60;

/** The whole period on one page: lying, or upright when there are many launches; over 60 it goes on on the next. */
export function calendarSection(plan: PlanDocument, context: PrintContext): Content[] {
  const { t } = context;
  if (plan.launches.length === 0) return [];
  const lying = plan.launches.length <= lyingRows;
  const pages: PlannedLaunch[][] = [];
  for (let i = 0; i < plan.launches.length; i += uprightRows) pages.push(plan.launches.slice(i, i + uprightRows));
  return [
    sectionHeading(t('pdf.section.calendar'), context, lying ? 'landscape' : 'portrait'),
    { text: t('pdf.calendar.lead'), style: 'note', margin: [0, 0, 0, 8] },
    ...pages.map((launches): Content => ({ svg: calendarOf(launches, lying, plan, context) })),
  ];
}

function calendarOf(
  launches: readonly PlannedLaunch[],
  lying: boolean,
  plan: PlanDocument,
  context: PrintContext,
): string {
  const { t, formats } = context;
  return drawLaunchCalendar({
    start: plan.calendar.start,
    weeks: plan.calendar.weeks,
    rows: launches.map((launch) => ({ ...launch, label: namesFor(launch, context.language)[0] })),
    events: plan.calendar.events,
    load: plan.calendar.load,
    capacity: plan.calendar.capacity,
    width: lying ? context.wideWidth : context.width,
    maxHeight: (lying ? context.wideHeight : context.height) - 60,
    capacityLabel: t('pdf.calendar.capacity'),
    weekLabel: (day) => String(isoWeek(day).week),
    monthLabel: (day) => formats.month(day),
  });
}

/** Small multiples, two in a row. */
export function demandSection(plan: PlanDocument, context: PrintContext): Content[] {
  const { t } = context;
  if (plan.demand.length === 0) return [];
  const gap = 20;
  const width = (context.width - gap) / 2;
  const rows: Content[] = [];
  for (let i = 0; i < plan.demand.length; i += 2) {
    const pair = plan.demand.slice(i, i + 2).map((chart) => demandFigure(chart, plan, context, width));
    rows.push({
      columns: pair.length === 2 ? pair : [...pair, { text: '', width }],
      columnGap: gap,
      margin: [0, 0, 0, 12],
    });
  }
  return [
    sectionHeading(t('pdf.section.demand'), context, 'portrait'),
    { text: t('pdf.demand.lead'), style: 'note', margin: [0, 0, 0, 10] },
    ...rows,
  ];
}

function demandFigure(chart: DemandChart, plan: PlanDocument, context: PrintContext, width: number): Column {
  const { formats } = context;
  const svg = drawForecastChart({
    chart,
    events: plan.calendar.events,
    width,
    height: 112,
    lastPeriods: chart.daysPerPeriod === 7 ? 78 : 36,
    valueLabel: formats.short,
    dayLabel: formats.month,
  });
  return {
    width,
    unbreakable: true,
    stack: [
      {
        text: chart.title === '' ? context.t('pdf.demand.total') : localName(context.language, chart.title),
        style: 'chartTitle',
      },
      { text: fitText(skillOf(chart, context), width - 4, 7.5), style: 'small', noWrap: true },
      { svg, margin: [0, 4, 0, 0] },
    ],
  };
}

function skillOf({ model: notation, accuracy }: DemandChart, context: PrintContext): string {
  const { t, formats } = context;
  const model = modelWords(notation, context);
  if (!accuracy) return t('pdf.demand.unproven', { model });
  const wape = formats.percent(accuracy.wape / 100);
  return accuracy.valueAdded > 0.5
    ? t('pdf.demand.skill', { model, wape, value: formats.percent(accuracy.valueAdded / 100) })
    : t('pdf.demand.noSkill', { model, wape });
}

/** Profit over the scenarios and, where there is one, the front. */
export function riskSection(plan: PlanDocument, context: PrintContext): Content[] {
  const { t, formats, shortMoney } = context;
  const { headline, scenarioProfits, front } = plan;
  if (scenarioProfits.length === 0 || !plan.asked.hasCosts) return [];
  const share = formats.percent(headline.tailShare);
  const gap = 20;
  const width = front.length > 0 ? (context.width - gap) / 2 : context.width;
  const count = scenarioProfits.length;
  const loss = formats.percent(headline.lossProbability, 1);
  const lead = headline.lossProbability > 0 ? t('pdf.risk.lead', { count, loss }) : t('pdf.risk.leadNoLoss', { count });
  const scenarios: Column = {
    width,
    stack: [
      { text: lead, style: 'note', margin: [0, 0, 0, 6] },
      {
        svg: drawScenarioChart({
          profits: scenarioProfits,
          expected: headline.profit,
          tail: headline.tailProfit,
          width,
          height: 126,
          moneyLabel: shortMoney,
          expectedLabel: t('pdf.risk.expected'),
          tailLabel: t('pdf.risk.tail', { share }),
        }),
      },
    ],
  };
  const columns: Column[] = [scenarios];
  if (front.length > 0) {
    const svg = drawFrontChart({
      points: front,
      chosen: { profit: headline.profit, risk: headline.profit - headline.tailProfit },
      width,
      height: 126,
      moneyLabel: shortMoney,
      riskLabel: t('pdf.risk.frontRisk', { share }),
      profitLabel: t('pdf.risk.frontProfit'),
      chosenLabel: t('pdf.risk.chosen'),
    });
    columns.push({
      width,
      stack: [{ text: t('pdf.risk.front', { share }), style: 'note', margin: [0, 0, 0, 6] }, { svg }],
    });
  }
  return [
    {
      unbreakable: true,
      stack: [
        sectionHeading(t('pdf.section.risk'), context, plan.demand.length > 0 ? undefined : 'portrait'),
        { columns, columnGap: gap },
      ],
    },
  ];
}
