import type { Content, ContentText, TableCell } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { findingSentences } from '#export/finding.ts';
import { breakable, sectionHeading } from '#export/page-blocks.ts';
import type { PlanChanges, PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { namesFor } from '#export/report-words.ts';

/** First page: the finding in a paragraph, the figures, what launches first, what was asked. */
export const summaryChapter = defineChapter<PlanDocument>({
  id: 'summary',
  title: null,
  contents: (_plan, { t }) => t('step.contains.summary'),
  isOptional: false,
  section: (plan, context) => [
    { text: keepFiguresWhole(context.sentences(findingSentences(plan, context))), style: 'lead' },
    figureStrip(plan, context),
    // What a boss decides on: the changes of the original weeks, else what launches first. The calendar is on the next page.
    ...(plan.changes && plan.changes.named.length > 0
      ? [changesTable(plan.changes, context)]
      : plan.launches.length > 0
        ? [firstLaunches(plan, context)]
        : []),
    sectionHeading(context.t('pdf.section.asked'), context),
    askedTable(plan, context),
  ],
});

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
      formats.short(Math.round(headline.units)),
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
      headline.baselineProfit === null || headline.baselineBroken > 0 || headline.isOfOtherRules
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

/** What the plan changes of the original weeks, the changes that carry the gain by name, and the sum of the others. */
function changesTable({ named, others, kept }: PlanChanges, context: PrintContext): Content {
  const { t, formats, language, money } = context;
  const day = (value: number | null): string => (value === null ? t('pdf.changes.out') : formats.shortDate(value));
  const signed = (value: number): string => formats.signed(value, money);
  const rows = named.map(({ moves, gain, isForRules }): TableCell[] => [
    { text: breakable(formats.list(moves.map((move) => namesFor(move, language)[0])), 26) },
    // Products that move together go from one week to another.
    { text: t('pdf.changes.fromTo', { from: day(moves[0].from), to: day(moves[0].to) }), style: 'quiet', noWrap: true },
    { text: isForRules ? t('pdf.changes.forRules') : '', style: 'quiet' },
    { text: signed(gain), alignment: 'right' },
  ]);
  const rest: TableCell[][] =
    others.count > 0
      ? [
          [
            { text: t('pdf.changes.others', { count: others.count }), colSpan: 3 },
            {},
            {},
            { text: signed(others.gain), alignment: 'right' },
          ],
        ]
      : [];
  const head: TableCell[] = [
    { text: t('pdf.changes.title', { count: kept }), colSpan: 3, style: 'head' },
    {},
    {},
    { text: t('pdf.changes.gain'), style: 'head', alignment: 'right' },
  ];
  return {
    table: { headerRows: 1, widths: ['*', 'auto', 'auto', 'auto'], body: [head, ...rows, ...rest] },
    layout: 'ruled',
  };
}

function firstLaunches(plan: PlanDocument, context: PrintContext): Content {
  const { t, formats, week } = context;
  const oneLine = (text: string): string => text.replace('\n', formats.space);
  const rows = plan.launches
    .slice(0, 6)
    .map((launch): TableCell[] => [
      { text: formats.shortDate(launch.week), noWrap: true },
      { text: week(launch.week), style: 'quiet', noWrap: true },
      { text: breakable(namesFor(launch, context.language)[0], 26) },
      { text: formats.count(launch.initialOrder), alignment: 'right' },
      { text: context.money(launch.revenue), alignment: 'right' },
    ]);
  const head: TableCell[] = [
    { text: t('pdf.figure.next'), colSpan: 3, style: 'head' },
    {},
    {},
    { text: oneLine(t('pdf.launches.initialOrder')), style: 'head', alignment: 'right' },
    { text: oneLine(t('pdf.launches.revenue')), style: 'head', alignment: 'right' },
  ];
  return {
    table: { headerRows: 1, widths: ['auto', 'auto', '*', 'auto', 'auto'], body: [head, ...rows] },
    layout: 'ruled',
  };
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
    rows.push([t('pdf.asked.blackout'), asked.blackoutWeeks.map(week).join('; ')]);
  }
  if (asked.fixedByHand > 0)
    rows.push([t('pdf.asked.byHand'), t('pdf.asked.byHandValue', { count: asked.fixedByHand })]);
  return {
    table: { widths: [120, '*'], body: rows.map(([name, value]) => [{ text: name, style: 'quiet' }, { text: value }]) },
    layout: 'ruled',
  };
}
