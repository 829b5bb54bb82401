import type { Column, Content, ContentText, TableCell } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { estimateWidth } from '#export/charts/svg.ts';
import { markdownWords, priceWords, profitRange, unitsRange } from '#export/launch-words.ts';
import { breakable, smallText } from '#export/page-blocks.ts';
import type { NeighbourWeek, PlanDocument, PlannedLaunch } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { namesFor, ruleWords } from '#export/report-words.ts';
import { localName } from '#i18n/local-name.ts';

const small = (text: string, more?: Partial<ContentText>): ContentText => smallText(text, 20, more);

/** A figure on the right of its column, in smaller digits where it has many. */
const figure = (text: string): ContentText => ({
  text,
  alignment: 'right',
  ...(text.length > 10 ? { fontSize: text.length > 13 ? 6.5 : 7.5 } : {}),
});

/** Wave by wave, one row a launch, with why it launches in its week below its figures; wave and column headings are repeated on every page. */
export const launchesChapter = defineChapter<PlanDocument>({
  id: 'launches',
  title: ({ t }) => t('pdf.section.launches'),
  contents: ({ asked, launches }, { t }) =>
    t(asked.hasCosts ? 'step.contains.launches' : 'step.contains.launchesSales', { count: launches.length }),
  isOptional: false,
  isThere: ({ launches }) => launches.length > 0,
  // Where the calendar leaves room for the first of it.
  room: ({ launches }, context) => chapterHead + estimateHeight(toWaves(launches)[0].launches.slice(0, 3), context),
  section: waveTables,
});

function waveTables(plan: PlanDocument, context: PrintContext): Content[] {
  const note = context.t(plan.asked.hasCosts ? 'pdf.launches.note' : 'pdf.launches.noteSales');
  return [
    { text: note, style: 'note', margin: [0, 0, 0, 8] },
    ...toWaves(plan.launches).map((wave, place) => waveTable(wave, plan, context, place)),
  ];
}

/** Launches that belong together: a wave that was named, else those of a month, else all where they are few. */
interface Wave {
  /** '' = not a named one. */
  readonly name: string;
  readonly launches: readonly PlannedLaunch[];
}

/** So many launches without a named wave are one table: a heading for each month would be longer than the months. */
const fewLaunches = 8;
const areFew = (launches: readonly PlannedLaunch[]): boolean =>
  launches.length <= fewLaunches && launches.every(({ wave }) => wave === '');

/** In the order of their first launch. */
function toWaves(launches: readonly PlannedLaunch[]): readonly Wave[] {
  if (areFew(launches)) return [{ name: '', launches }];
  const waves = new Map<string, PlannedLaunch[]>();
  for (const launch of launches) {
    const key = launch.wave ? `wave ${launch.wave}` : `month ${monthOf(launch.week)}`;
    waves.set(key, [...(waves.get(key) ?? []), launch]);
  }
  return [...waves.values()].map((each) => ({ name: each[0].wave, launches: each }));
}

/** The month that holds most of a week. */
const monthOf = (week: number): string => new Date((week + 3) * 86400000).toISOString().slice(0, 7);

/** Points of the chapter's heading and note. */
const chapterHead = 70;

/**
 * A small wave stands on one page: a single launch left over for the next one is hard to find. A block that is higher than a
 * page would not be drawn at all, hence the caution.
 */
const isWhole = ({ launches }: Wave, context: PrintContext): boolean =>
  estimateHeight(launches, context) < 0.6 * context.height;

function waveTable(wave: Wave, plan: PlanDocument, context: PrintContext, place: number): Content {
  const { name, launches } = wave;
  const { t, formats, money } = context;
  const { hasCosts } = plan.asked;
  const columns = figureColumns.filter(([column]) => hasCosts || (column !== 'profit' && column !== 'loss'));
  const label = (column: LaunchColumn): string => t(`pdf.launches.${column}`);
  const head: TableCell[] = [
    { text: label('week'), style: 'head' },
    { text: label('product'), style: 'head' },
    figuresOf(columns, (column) => ({ text: label(column), style: 'head', alignment: 'right' })),
  ];
  const month = formats.month(launches[0].week + 3);
  const isMixed = plan.launches.some(({ wave }) => wave !== '');
  const unnamed = areFew(plan.launches) ? t('pdf.launches.all') : month;
  const single = isMixed ? t('pdf.launches.single', { month }) : unnamed;
  const sum = (value: (launch: PlannedLaunch) => number): number =>
    launches.reduce((total, launch) => total + value(launch), 0);
  const totals = t('pdf.launches.waveTotal', {
    count: launches.length,
    initialOrder: formats.count(sum(({ initialOrder }) => initialOrder)),
    units: formats.count(sum(({ units }) => units)),
    revenue: money(sum(({ revenue }) => revenue)),
  });
  const title: TableCell = {
    text: [
      { text: breakable(name ? t('pdf.launches.inWave', { name }) : single, 60), style: 'wave' },
      { text: `   ${totals}`, style: 'small' },
    ],
    colSpan: 3,
  };
  return {
    table: {
      headerRows: 2,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: [weekWidth, '*', columns.reduce((sum, [, points]) => sum + points + figureGap, -figureGap)],
      body: [[title, {}, {}], head, ...launches.map((launch) => launchRow(launch, columns, context))],
    },
    layout: 'wave',
    unbreakable: isWhole(wave, context),
    // Above and not below: room under the last line of a full page would begin another one.
    margin: [0, place === 0 ? 0 : 14, 0, 0],
  };
}

/** In points; the product's column takes what the others leave. */
const weekWidth = 68;
const figureGap = 4;
const figureColumns = [
  ['initialOrder', 44],
  ['price', 48],
  ['units', 54],
  ['revenue', 52],
  ['profit', 72],
  ['loss', 28],
] as const;

type LaunchColumn = 'week' | 'product' | (typeof figureColumns)[number][0];
type FigureColumns = readonly (typeof figureColumns)[number][];

/** What each column of figures holds, side by side. */
const figuresOf = (
  columns: FigureColumns,
  cellOf: (column: (typeof figureColumns)[number][0]) => ContentText | { readonly stack: ContentText[] },
) => ({
  columns: columns.map(([column, width]): Column => ({ ...cellOf(column), width })),
  columnGap: figureGap,
});

function launchRow(launch: PlannedLaunch, columns: FigureColumns, context: PrintContext): TableCell[] {
  const { t, formats, money } = context;
  const [name, second] = namesFor(launch, context.language);
  const from = formats.shortDate(launch.windowFrom);
  const window =
    launch.windowFrom === launch.windowTo
      ? t('pdf.launches.windowOne')
      : t('pdf.launches.window', { from, to: formats.shortDate(launch.windowTo) });
  const notes = [launch.id, localName(context.language, launch.category)];
  if (launch.lastDay !== null) notes.push(t('pdf.launches.until', { day: formats.shortDate(launch.lastDay) }));
  if (launch.mustLaunch) notes.push(t('pdf.launches.must'));
  if (launch.byHand) notes.push(t('pdf.launches.byHand'));
  if (launch.owner !== '') notes.push(formats.labelled(t('pdf.launches.owner'), launch.owner));
  const markdown = markdownWords(launch, context);
  const under = (text: string): ContentText[] => (text === '' ? [] : [small(text, { alignment: 'right' })]);
  const figures = {
    initialOrder: figure(formats.count(launch.initialOrder)),
    price: { stack: [figure(priceWords(launch.price, context)), ...under(markdown)] },
    units: { stack: [figure(formats.count(launch.units)), ...under(unitsRange(launch, context))] },
    revenue: figure(money(launch.revenue)),
    profit: { stack: [figure(money(launch.profit)), ...under(profitRange(launch, context))] },
    loss: figure(formats.percent(launch.lossProbability)),
  };
  const reason: ContentText = {
    ...{ text: breakable(reasonOf(launch, context), 60), style: 'reason' },
    ...{ alignment: 'right', margin: [0, 2, 0, 0] },
  };
  return [
    {
      stack: [{ text: formats.shortDate(launch.week), bold: true }, small(context.week(launch.week)), small(window)],
    },
    {
      stack: [
        { text: breakable(name, 14), bold: true },
        ...(second ? [small(second)] : []),
        small(notes.join(t('pdf.separator'))),
      ],
    },
    { stack: [figuresOf(columns, (column) => figures[column]), reason] },
  ];
}

/** Why this week: what a week either way costs. */
function reasonOf(launch: PlannedLaunch, context: PrintContext): string {
  const earlier = neighbourWords(launch.earlier, 'earlier', context);
  const later = neighbourWords(launch.later, 'later', context);
  return context.t('pdf.why.both', { earlier, later });
}

function neighbourWords(week: NeighbourWeek, side: 'earlier' | 'later', context: PrintContext): string {
  const { t, money } = context;
  if (week.kind === 'blocked') return t(`pdf.why.${side}Blocked`, { rule: ruleWords(week.rule, context) });
  if (Math.abs(week.amount) <= 0.5) return t(`pdf.why.${side}Free`);
  return t(`pdf.why.${side}${week.amount > 0 ? 'Costs' : 'Gains'}`, { amount: money(Math.abs(week.amount)) });
}

/** Height of a wave's table in points, roughly and rather too high: lines of the widest cells. */
function estimateHeight(launches: readonly PlannedLaunch[], context: PrintContext): number {
  const lines = (text: string, width: number, size: number): number =>
    text === '' ? 0 : Math.ceil((1.15 * estimateWidth(text, size)) / width);
  const rows = launches.map((launch) => {
    const [name, second] = namesFor(launch, context.language);
    const product = 11 * lines(name, 96, 9.5) + 9 * lines(second, 96, 7.5) + 9 * (1 + lines(launch.id, 96, 7.5));
    return 8 + Math.max(36, product, 24 + 9 * lines(reasonOf(launch, context), 280, 8));
  });
  return rows.reduce((sum, height) => sum + height, 60);
}
