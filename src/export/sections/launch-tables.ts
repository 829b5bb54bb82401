import type { Content, ContentText, TableCell } from 'pdfmake/interfaces';
import type { LeftOutProduct, NeighbourWeek, PlanDocument, PlannedLaunch } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { namesFor } from '#export/report-words.ts';
import { sectionHeading } from '#export/sections/section-heading.ts';
import { localName } from '#i18n/local-name.ts';

const small = (text: string, more: Partial<ContentText> = {}): ContentText => ({ text, style: 'small', ...more });

/** One row a launch; the header is repeated on every page. */
export function launchSection(plan: PlanDocument, context: PrintContext): Content[] {
  const { t } = context;
  if (plan.launches.length === 0) return [];
  const { hasCosts } = plan.asked;
  const columns = launchColumns.filter(([column]) => hasCosts || (column !== 'profit' && column !== 'loss'));
  const right = new Set<string>(['firstBuy', 'price', 'units', 'revenue', 'profit', 'loss']);
  const head: TableCell[] = columns.map(([column]) => ({
    text: t(`pdf.launches.${column}`),
    style: 'head',
    alignment: right.has(column) ? 'right' : 'left',
  }));
  const body: TableCell[][] = [head, ...plan.launches.map((launch) => launchRow(launch, hasCosts, context))];
  const widths = columns.map(([, points]) => (points === 0 ? '*' : (points * context.wideWidth) / 754));
  const isShort = plan.launches.some(({ coverWeeks }) => coverWeeks !== null);
  return [
    sectionHeading(t('pdf.section.launches'), context, 'landscape'),
    {
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths,
        body,
      },
      layout: 'ruled',
    },
    {
      text: context.sentences([
        t(hasCosts ? 'pdf.launches.note' : 'pdf.launches.noteSales'),
        ...(isShort ? [t('pdf.launches.noteCover')] : []),
      ]),
      style: 'note',
    },
  ];
}

/** Columns with their width on A4 in points, a little less on Letter; the product's takes what the others leave. */
const launchColumns = [
  ['week', 78],
  ['product', 0],
  ['firstBuy', 46],
  ['price', 44],
  ['units', 56],
  ['revenue', 56],
  ['profit', 64],
  ['loss', 30],
  ['why', 146],
  ['owner', 34],
] as const;

function launchRow(launch: PlannedLaunch, hasCosts: boolean, context: PrintContext): TableCell[] {
  const { t, formats, currency, money } = context;
  const [name, second] = namesFor(launch, context.language);
  const from = formats.shortDate(launch.windowFrom);
  const window =
    launch.windowFrom === launch.windowTo
      ? t('pdf.launches.windowOne')
      : t('pdf.launches.window', { from, to: formats.shortDate(launch.windowTo) });
  const notes = [launch.id, localName(context.language, launch.category)];
  if (launch.wave) notes.push(t('pdf.launches.wave', { name: launch.wave }));
  if (launch.mustLaunch) notes.push(t('pdf.launches.must'));
  if (launch.byHand) notes.push(t('pdf.launches.byHand'));
  const range = (low: string, high: string): ContentText =>
    small(t('pdf.launches.range', { from: low, to: high }), { alignment: 'right' });
  const margin = Number.isNaN(launch.marginShare)
    ? []
    : [small(t('pdf.launches.margin', { share: formats.percent(launch.marginShare) }), { alignment: 'right' })];
  return [
    {
      stack: [{ text: formats.shortDate(launch.week), bold: true }, small(context.week(launch.week)), small(window)],
    },
    { stack: [{ text: name, bold: true }, ...(second ? [small(second)] : []), small(notes.join(t('pdf.separator')))] },
    {
      stack: [
        { text: formats.count(launch.firstBuy), alignment: 'right' },
        ...(launch.coverWeeks === null
          ? []
          : [small(t('pdf.launches.cover', { count: launch.coverWeeks }), { alignment: 'right' })]),
      ],
    },
    { stack: [{ text: priceOf(launch.price, context), alignment: 'right' as const }, ...margin] },
    {
      stack: [
        { text: formats.count(launch.units), alignment: 'right' },
        // Sold out in nine of ten futures: the range of what sells is one number, above the mean.
        launch.unitsLo80 >= launch.units
          ? small(t('pdf.launches.sellsOut'), { alignment: 'right' })
          : range(formats.count(launch.unitsLo80), formats.count(launch.unitsHi80)),
      ],
    },
    { text: money(launch.revenue), alignment: 'right' },
    ...(hasCosts
      ? [
          {
            stack: [
              { text: money(launch.profit), alignment: 'right' as const },
              range(formats.shortMoney(launch.profitLo80, currency), formats.shortMoney(launch.profitHi80, currency)),
            ],
          },
          { text: formats.percent(launch.lossProbability), alignment: 'right' as const },
        ]
      : []),
    { text: reasonOf(launch, context), style: 'reason' },
    { text: '' },
  ];
}

/** Whole prices without their zeros. */
const priceOf = (price: number, { formats, currency }: PrintContext): string =>
  Number.isInteger(price) ? formats.money(price, currency) : formats.price(price, currency);

/** Why this week: what it sells into, what a week either way costs, what the forecast leans on. */
export function reasonOf(launch: PlannedLaunch, context: PrintContext): string {
  const { t } = context;
  const parts: string[] = [];
  if (launch.meets.length > 0) parts.push(t('pdf.why.meets', { events: context.items(launch.meets) }));
  const earlier = neighbourWords(launch.earlier, 'earlier', context);
  const later = neighbourWords(launch.later, 'later', context);
  parts.push(t('pdf.why.both', { earlier, later }));
  if (launch.analogues.length > 0) {
    parts.push(
      t('pdf.why.analogues', {
        names: context.items(launch.analogues.map((each) => namesFor(each, context.language)[0])),
      }),
    );
  }
  return context.sentences(parts);
}

function neighbourWords(week: NeighbourWeek, side: 'earlier' | 'later', context: PrintContext): string {
  const { t, money } = context;
  if (week.kind === 'blocked') return t(`pdf.why.${side}Blocked`, { rule: ruleWords(week.rule, context) });
  return week.amount > 0.5 ? t(`pdf.why.${side}Costs`, { amount: money(week.amount) }) : t(`pdf.why.${side}Free`);
}

function ruleWords(rule: string, { t }: PrintContext): string {
  return t(`pdf.rule.${rule}` as 'pdf.rule.capacity');
}

/** What stays out, and why. */
export function leftOutSection(plan: PlanDocument, context: PrintContext): Content[] {
  const { t, money } = context;
  if (plan.leftOut.length === 0) return [];
  const head: TableCell[] = [
    { text: t('pdf.leftOut.product'), style: 'head' },
    { text: t('pdf.leftOut.bestWeek'), style: 'head' },
    { text: t('pdf.leftOut.gain'), style: 'head', alignment: 'right' },
    { text: t('pdf.leftOut.why'), style: 'head' },
  ];
  const rows = plan.leftOut.map((product): TableCell[] => {
    const [name, second] = namesFor(product, context.language);
    return [
      {
        stack: [
          { text: name, bold: true },
          small(
            [second, product.id, localName(context.language, product.category)]
              .filter(Boolean)
              .join(t('pdf.separator')),
          ),
        ],
      },
      { text: product.bestWeek === null ? '–' : context.week(product.bestWeek) },
      { text: product.gain > 0 ? money(product.gain) : '–', alignment: 'right' },
      { text: leftOutReason(product, context), style: 'reason' },
    ];
  });
  return [
    { ...(sectionHeading(t('pdf.section.leftOut'), context) as ContentText), margin: [0, 20, 0, 8] },
    {
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: ['*', 110, 80, 260],
        body: [head, ...rows],
      },
      layout: 'ruled',
    },
  ];
}

function leftOutReason(product: LeftOutProduct, context: PrintContext): string {
  return context.t(`pdf.leftOut.${product.reason}`, { rule: product.rule ? ruleWords(product.rule, context) : '' });
}
