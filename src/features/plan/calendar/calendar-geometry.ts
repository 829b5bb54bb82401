import { demandCurve } from '#export/charts/calendar-geometry.ts';
import { bandPath, linePath } from '#export/charts/svg.ts';

/** Sizes of the launch calendar in pixels. */
export const rowHeight = 24;
export const groupHeight = 30;
export const headHeight = 96;
/** Within the head: names of events, capacity bars, week numbers. */
export const eventLine = 14;
export const barsTop = 28;
export const barsHeight = 40;
export const weekLine = 88;

/** A mark can be hit from this width on; the whole calendar at a glance goes below it. */
const handWidth = 22;
const glanceWidth = 10;

/** How much of the calendar is seen at once: all of it, as fits the hand, or closer. */
export const zooms = ['all', 'fit', 'close', 'closest'] as const;
export type Zoom = (typeof zooms)[number];
const closeness: Readonly<Record<Zoom, number>> = { all: 0, fit: 1, close: 1.6, closest: 2.6 };

/** Width of a week: what fills the room, never so narrow that a mark cannot be hit (`all`: that it cannot be seen). */
export function weekWidth(room: number, weeks: number, zoom: Zoom = 'fit'): number {
  const share = Math.floor(room / weeks);
  if (zoom === 'all') return Math.max(glanceWidth, share);
  return Math.round(Math.max(handWidth, share) * closeness[zoom]);
}

/** Where a launch's curve stands: from `x` on, week by week `step` wide, over the line at `base`, as far as `right`. */
type CurveBox = Readonly<Record<'x' | 'step' | 'base' | 'room' | 'highest' | 'right', number>>;

/** Heights are shares of `highest`, the greatest week of all launches; square roots, so that small launches stay visible. */
function curveIn(weekly: ArrayLike<number>, { x, step, base, room, highest, right }: CurveBox): [number, number][] {
  if (!(highest > 0)) return [];
  const grid = { left: x, step, weeks: (right - x) / step };
  return demandCurve(weekly, 0, grid, (units) => base - room * Math.sqrt(Math.max(0, units) / highest));
}

/** Outline of a launch's expected demand, drawn from its week to the right down to the base line. */
export function demandPath(weekly: ArrayLike<number>, box: CurveBox): string {
  const curve = curveIn(weekly, box);
  if (curve.length === 0) return '';
  const end = Math.min(box.right, box.x + weekly.length * box.step);
  return `${linePath([[box.x, box.base], ...curve, [end, box.base]])}Z`;
}

/** Outline of the interval that a launch's sales keep within: its curve times `low` and times `high`, as one closed shape. */
export function demandBand(
  weekly: ArrayLike<number>,
  { low, high }: { readonly low: number; readonly high: number },
  box: CurveBox,
): string {
  const edge = (factor: number): [number, number][] =>
    curveIn(
      Array.from(weekly, (units) => units * factor),
      box,
    );
  return bandPath(edge(high), edge(low));
}

/** Height of the bar for `effort` where the fullest limit or load of the calendar is `highest`. */
export function barHeight(effort: number, highest: number): number {
  return highest > 0 ? (barsHeight * effort) / highest : 0;
}

/** Launch week under a horizontal position; within 0..weeks-1. */
export function weekAt(x: number, step: number, weeks: number): number {
  return Math.max(0, Math.min(weeks - 1, Math.floor(x / step)));
}

/** A heading or a candidate's line, with its place from the top of its sheet. */
export type CalendarEntry<Row> =
  | { readonly kind: 'heading'; readonly y: number; readonly name: string }
  | { readonly kind: 'line'; readonly y: number; readonly row: Row };

const heightOfEntry = (entry: { readonly kind: 'heading' | 'line' }): number =>
  entry.kind === 'heading' ? groupHeight : rowHeight;

/** Height of a sheet: the head and what stands under it. */
export function heightOf(entries: readonly { readonly kind: 'heading' | 'line' }[]): number {
  return entries.reduce((sum, entry) => sum + heightOfEntry(entry), headHeight);
}

/** Room on a lying page within its margins and under the calendar's title, in pixels of the page. */
const papers = { A4: { width: 1040, height: 630 }, LETTER: { width: 972, height: 650 } } as const;
export type CalendarPaper = keyof typeof papers;
/** What the names of the candidates take of it. */
export const paperNames = 220;
/** The legend, in up to two lines above the first sheet: what it takes off that one's height, in pixels of the page. */
export const paperLegend = 72;
/** Smaller than this nothing can be read; then the calendar goes on over several pages. */
const leastPaperZoom = 0.5;
const severalPagesZoom = 0.6;

/**
 * How the calendar is drawn on paper: all on one page as long as it can be read, else page by page. Pixels of the sheet; the
 * first page holds the legend too.
 */
export function paperFor(
  whole: number,
  weeks: number,
  paper: CalendarPaper,
): { readonly zoom: number; readonly step: number; readonly height: number; readonly firstHeight: number } {
  const { width, height } = papers[paper];
  const fitting = Math.min(1, (height - paperLegend) / whole);
  const zoom = fitting >= leastPaperZoom ? fitting : severalPagesZoom;
  const step = Math.floor(((width / zoom - paperNames) / weeks) * 10) / 10;
  // Rounded up a little: a calendar that just fits is one page for sure.
  const on = (room: number): number => Math.floor(room / zoom + 1e-6);
  return { zoom, step, height: on(height), firstHeight: on(height - paperLegend) };
}

/** Entries page by page, each with its own head; a group that goes on has its heading again. */
export function paginate<Row>(
  entries: readonly CalendarEntry<Row>[],
  height: number,
  firstHeight = height,
): readonly (readonly CalendarEntry<Row>[])[] {
  const pages: CalendarEntry<Row>[][] = [[]];
  let y = headHeight;
  let heading: CalendarEntry<Row> | null = null;
  entries.forEach((entry, k) => {
    // A heading alone at the foot of a page says nothing.
    const needed = heightOfEntry(entry) + (entry.kind === 'heading' && k + 1 < entries.length ? rowHeight : 0);
    const page = pages[pages.length - 1];
    if (y + needed > (pages.length === 1 ? firstHeight : height) && page.length > 0) {
      pages.push([]);
      y = headHeight;
      if (heading && entry.kind === 'line') {
        pages[pages.length - 1].push({ ...heading, y });
        y += groupHeight;
      }
    }
    if (entry.kind === 'heading') heading = entry;
    pages[pages.length - 1].push({ ...entry, y });
    y += heightOfEntry(entry);
  });
  return pages;
}
