import type { Content } from 'pdfmake/interfaces';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { drawLaunchCalendar } from '#export/charts/draw-launch-calendar.ts';
import type { PlanDocument, PlannedLaunch } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { namesFor } from '#export/report-words.ts';

/**
 * Launches that leave an upright page room for their table, that a lying page holds in one column, an upright one in one column and
 * in two; more go on on further pages.
 */
const fewRows = 8;
const lyingRows = 34;
const uprightRows = 60;
const doubleRows = 200;
/** Of the heading and the legend above the drawing. */
const headHeight = 60;

const lies = ({ launches }: PlanDocument) =>
  launches.length > fewRows && launches.length <= lyingRows ? 'landscape' : 'portrait';

/** The whole period on one page: upright, lying, upright, or upright in two columns as there are more launches. */
export const calendarChapter = defineChapter<PlanDocument>({
  id: 'calendar',
  title: ({ t }) => t('pdf.section.calendar'),
  contents: (_plan, { t }) => t('step.contains.calendar'),
  isOptional: false,
  isThere: ({ launches }) => launches.length > 0,
  // Upright, the drawing takes a page.
  startsPage: () => true,
  lies,
  section: calendarPages,
});

function calendarPages(plan: PlanDocument, context: PrintContext): Content[] {
  const { launches } = plan;
  const lying = lies(plan) === 'landscape';
  const columns = launches.length > uprightRows ? 2 : 1;
  const pages = shareOut(launches, Math.ceil(launches.length / doubleRows));
  return [
    { text: context.t('pdf.calendar.lead'), style: 'note', margin: [0, 0, 0, 8] },
    ...pages.map((onPage, i) => ({
      columns: shareOut(onPage, columns).map((rows) => calendarOf(rows, columns, lying, plan, context)),
      columnGap,
      ...(i > 0 ? { pageBreak: 'before' as const } : {}),
    })),
  ];
}

const columnGap = 18;

/** The list in so many runs of nearly equal length. */
function shareOut<T>(list: readonly T[], runs: number): T[][] {
  const length = Math.ceil(list.length / runs);
  return Array.from({ length: runs }, (_, i) => list.slice(i * length, (i + 1) * length));
}

function calendarOf(
  launches: readonly PlannedLaunch[],
  columns: number,
  lying: boolean,
  plan: PlanDocument,
  context: PrintContext,
): { readonly svg: string } {
  const { t, formats } = context;
  const whole = lying ? context.wideWidth : context.width;
  const width = (whole - (columns - 1) * columnGap) / columns;
  return {
    svg: drawLaunchCalendar({
      ...plan.calendar,
      rows: launches.map((launch) => ({ ...launch, label: namesFor(launch, context.language)[0] })),
      width,
      maxHeight: (lying ? context.wideHeight : context.height) - headHeight,
      capacityLabel: t('pdf.calendar.capacity'),
      weekLabel: (day) => String(isoWeek(day).week),
      monthLabel: (day, isShort) => (isShort ? formats.monthOnly(day) : formats.month(day)),
    }),
  };
}
