import type { Content, ContentText, TableCell } from 'pdfmake/interfaces';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import { namesFor, type PrintContext } from '#export/print-context.ts';
import { sectionHeading } from '#export/sections/section-heading.ts';

/** The report's title: the user's, else the weeks that it plans. */
export function planTitle(plan: PlanDocument, context: PrintContext): string {
  if (plan.title) return plan.title;
  const last = plan.asked.start + 7 * (plan.asked.weeks - 1);
  const [from, to] = [isoWeek(plan.asked.start), isoWeek(last)];
  return from.year === to.year
    ? context.t('pdf.titleOneYear', { year: from.year, from: from.week, to: to.week })
    : context.t('pdf.title', { from: context.week(plan.asked.start), to: context.week(last) });
}

/** First page: title, the finding in a paragraph, the figures, what launches first, what was asked. */
export function summarySection(plan: PlanDocument, context: PrintContext): Content[] {
  const { t, formats } = context;
  return [
    {
      columns: [
        { text: t('pdf.brandLine', { brand: t('pdf.brand'), kind: t('pdf.kind') }), style: 'brand' },
        {
          text: t('pdf.made', { date: formats.date(plan.madeOn), lastDay: formats.date(plan.data.lastDay) }),
          style: 'made',
        },
      ],
    },
    { text: planTitle(plan, context), style: 'title' },
    { text: keepFiguresWhole(findingOf(plan, context)), style: 'lead' },
    figureStrip(plan, context),
    ...firstLaunches(plan, context),
    sectionHeading(t('pdf.section.asked')),
    askedTable(plan, context),
  ];
}

/** What a manager would say about the plan, as one paragraph. */
function findingOf(plan: PlanDocument, context: PrintContext): string {
  return findingSentences(plan, context).join(context.language === 'zh' ? '' : ' ');
}

/** The finding's sentences, the most important first: what launches and what it earns stand in the first two. */
export function findingSentences(plan: PlanDocument, context: PrintContext): readonly string[] {
  const { t, formats, shortMoney } = context;
  const { headline, launches, asked } = plan;
  const weeks = launches.map((launch) => launch.week);
  const sentences: string[] = [];
  if (launches.length > 0) {
    const span = { from: formats.date(Math.min(...weeks)), to: formats.date(Math.max(...weeks)) };
    sentences.push(t('pdf.summary.plan', { count: launches.length, candidates: asked.candidates, ...span }));
  }
  if (asked.hasCosts) {
    sentences.push(
      t('pdf.summary.profit', { profit: shortMoney(headline.profit), revenue: shortMoney(headline.revenue) }),
    );
    const tail = { share: formats.percent(headline.tailShare), tail: shortMoney(headline.tailProfit) };
    sentences.push(t('pdf.summary.tail', tail));
  } else {
    // The figure that the plan was made for: after what launches take from each other, as on screen.
    sentences.push(t('pdf.summary.revenue', { revenue: shortMoney(headline.profit) }));
  }
  if (headline.baselineProfit !== null) {
    const difference = headline.profit - headline.baselineProfit;
    const figures = { baseline: shortMoney(headline.baselineProfit), difference: shortMoney(Math.abs(difference)) };
    const side = difference >= 0 ? 'better' : 'worse';
    sentences.push(t(asked.hasCosts ? `pdf.summary.${side}` : `pdf.summary.${side}Sales`, figures));
  }
  if (headline.gap !== null) {
    const tight = headline.gap < 0.0005;
    const gap = { gap: formats.percent(headline.gap, 1) };
    const aim = asked.hasCosts ? '' : 'Sales';
    sentences.push(tight ? t(`pdf.summary.best${aim}`) : t(`pdf.summary.gap${aim}`, gap));
  }
  if (headline.broken > 0) sentences.push(t('pdf.summary.broken', { count: headline.broken }));
  return sentences;
}

/** Runs of text in which a figure and its unit stay on one line. */
function keepFiguresWhole(text: string): ContentText[] {
  const parts = text.split(/([^\s\d，。]?[\d.,]+[万亿%mk]?)/u).filter((part) => part !== '');
  return parts.map((part) => (/\d/.test(part) ? { text: part, noWrap: true } : { text: part }));
}

function figureStrip(plan: PlanDocument, context: PrintContext): Content {
  const { t, formats, shortMoney } = context;
  const { headline, asked } = plan;
  const share = formats.percent(headline.tailShare);
  const figures: [string, string, string][] = [
    [
      t('pdf.figure.revenue'),
      shortMoney(asked.hasCosts ? headline.revenue : headline.profit),
      t('pdf.figure.launches', { launched: plan.launches.length, candidates: asked.candidates }),
    ],
    [
      t('pdf.figure.units'),
      formats.short(headline.units),
      t('pdf.figure.perUnit', { value: formats.price(headline.revenue / headline.units, context.currency) }),
    ],
  ];
  if (asked.hasCosts) {
    const budget = asked.budget === null ? '' : t('pdf.figure.budget', { value: shortMoney(asked.budget) });
    const isShort = plan.launches.some(({ coverWeeks }) => coverWeeks !== null);
    figures.push(
      [t('pdf.figure.investment'), shortMoney(headline.investment), budget || (isShort ? t('pdf.figure.cover') : '')],
      [
        t('pdf.figure.loss'),
        formats.percent(headline.lossProbability, 1),
        t('pdf.figure.scenarios', { count: plan.scenarioProfits.length }),
      ],
    );
    const note =
      headline.baselineProfit === null
        ? t('pdf.figure.tail', { share, value: shortMoney(headline.tailProfit) })
        : t('pdf.figure.baseline', { value: shortMoney(headline.baselineProfit) });
    figures.unshift([t('pdf.figure.profit'), shortMoney(headline.profit), note]);
  }
  return {
    table: {
      widths: figures.map(() => '*'),
      body: [
        figures.map(([label]) => ({ text: label, style: 'figureLabel' })),
        figures.map(([, value], i) => ({ text: value, style: i === 0 ? 'figureFirst' : 'figure' })),
        figures.map(([, , note]) => ({ text: note, style: 'figureNote' })),
      ],
    },
    layout: 'strip',
    margin: [0, 6, 0, 22],
  };
}

function firstLaunches(plan: PlanDocument, context: PrintContext): Content[] {
  const { t, formats, week } = context;
  if (plan.launches.length === 0) return [];
  const oneLine = (text: string): string => text.replace('\n', context.language === 'zh' ? '' : ' ');
  const rows = plan.launches
    .slice(0, 6)
    .map((launch): TableCell[] => [
      { text: formats.shortDate(launch.week), noWrap: true },
      { text: week(launch.week), style: 'quiet', noWrap: true },
      { text: namesFor(launch, context.language)[0] },
      { text: formats.count(launch.firstBuy), alignment: 'right' },
      { text: context.money(launch.revenue), alignment: 'right' },
    ]);
  const head: TableCell[] = [
    { text: t('pdf.figure.next'), colSpan: 3, style: 'head' },
    {},
    {},
    { text: oneLine(t('pdf.launches.firstBuy')), style: 'head', alignment: 'right' },
    { text: oneLine(t('pdf.launches.revenue')), style: 'head', alignment: 'right' },
  ];
  return [
    { table: { headerRows: 1, widths: ['auto', 'auto', '*', 'auto', 'auto'], body: [head, ...rows] }, layout: 'ruled' },
  ];
}

function askedTable(plan: PlanDocument, context: PrintContext): Content {
  const { t, formats, week } = context;
  const { asked } = plan;
  const none = t('pdf.asked.none');
  const aim = asked.hasCosts
    ? t(`pdf.asked.objectives.${asked.objective}`, {
        demand: formats.decimal(asked.weights?.demand ?? Number.NaN),
        market: formats.decimal(asked.weights?.market ?? Number.NaN),
      })
    : t('pdf.asked.forRevenue');
  const rows: [string, string][] = [
    [t('pdf.asked.objective'), aim],
    [
      t('pdf.asked.period'),
      t('pdf.asked.periodValue', { from: week(asked.start), to: week(asked.start + 7 * (asked.weeks - 1)) }),
    ],
    [
      t('pdf.asked.capacity'),
      asked.capacityPerWeek === null
        ? none
        : t('pdf.asked.capacityValue', { value: formats.decimal(asked.capacityPerWeek, 1) }),
    ],
    [t('pdf.asked.budget'), asked.budget === null ? none : context.money(asked.budget)],
    [t('pdf.asked.must'), t('pdf.asked.mustValue', { count: asked.mustLaunch })],
    [
      t('pdf.asked.window'),
      t(asked.hasCosts ? 'pdf.asked.windowValue' : 'pdf.asked.windowValueSales', {
        share: formats.percent(1 - asked.windowShare),
      }),
    ],
  ];
  if (asked.blackoutWeeks.length > 0) {
    rows.push([t('pdf.asked.blackout'), asked.blackoutWeeks.map(week).join(context.language === 'zh' ? '、' : '; ')]);
  }
  if (asked.otherRules.length > 0) {
    const joint = context.language === 'zh' ? '、' : ', ';
    const words = asked.otherRules.map(({ kind, count }) => t(`pdf.asked.rules.${kind}`, { count }));
    rows.push([t('pdf.asked.other'), words.join(joint)]);
  }
  if (asked.fixedByHand > 0)
    rows.push([t('pdf.asked.byHand'), t('pdf.asked.byHandValue', { count: asked.fixedByHand })]);
  return {
    table: { widths: [120, '*'], body: rows.map(([name, value]) => [{ text: name, style: 'quiet' }, { text: value }]) },
    layout: 'ruled',
  };
}
