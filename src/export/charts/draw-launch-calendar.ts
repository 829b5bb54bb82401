import { demandCurve, middleOf, spanOf, toCalendarBands, type WeekGrid } from '#export/charts/calendar-geometry.ts';
import { bandPath, drawing, element, estimateWidth, fitText, linePath, textAt } from '#export/charts/svg.ts';
import type { CalendarEvent } from '#export/plan-document.ts';
import { printColours as colour } from '#export/print-colours.ts';
import { linearScale } from '#ui/charts/chart-scale.ts';

/** One row of the calendar. Days are epoch days. */
export interface CalendarRow {
  readonly label: string;
  readonly week: number;
  readonly windowFrom: number;
  readonly windowTo: number;
  /** Expected units by week since launch. */
  readonly weekly: readonly number[];
  readonly byHand: boolean;
}

export interface CalendarDrawing {
  readonly start: number;
  readonly weeks: number;
  readonly rows: readonly CalendarRow[];
  readonly events: readonly CalendarEvent[];
  readonly load: readonly number[];
  readonly capacity: readonly number[];
  readonly width: number;
  /** The rows share what is left of it; none is higher than 26 points. */
  readonly maxHeight: number;
  readonly capacityLabel: string;
  /** Short names of a week and of a month by its first day. */
  readonly weekLabel: (day: number) => string;
  readonly monthLabel: (day: number, isShort: boolean) => string;
}

/** A drawing narrower than this has smaller letters and shorter names of months. */
const narrowBelow = 400;
const isNarrow = ({ width }: CalendarDrawing): boolean => width < narrowBelow;
/** Room for the names at the left. */
const labelWidthOf = ({ width }: CalendarDrawing): number => Math.max(96, Math.min(176, width * 0.3));
const capacityHeight = 26;
const scaleHeight = 26;
const eventLines = 3;
const eventLineHeight = 10;

/**
 * Weeks across, launches down: a vermilion mark in the launch week, its window as a faint span, its expected demand
 * drawn softly to the right, promotions and holidays as vertical bands, launch work over capacity along the top. A
 * launch moved by the manager has a ring.
 */
export function drawLaunchCalendar(input: CalendarDrawing): string {
  const { weeks, rows, width } = input;
  const left = labelWidthOf(input);
  const grid = { left, step: (width - left) / weeks, weeks };
  const top = eventLines * eventLineHeight + capacityHeight + scaleHeight;
  const rowHeight = Math.min(26, (input.maxHeight - top - 4) / Math.max(1, rows.length));
  const height = top + rowHeight * rows.length + 4;

  return drawing(width, height, [
    ...drawEvents(input, grid, height),
    ...drawCapacity(input, grid),
    ...drawWeeks(input, grid, top, height),
    ...rows.flatMap((row, i) => drawRow(row, input, grid, top + i * rowHeight, rowHeight)),
    element('line', { x1: 0, x2: width, y1: height - 4, y2: height - 4, stroke: colour.line, 'stroke-width': 0.6 }),
  ]);
}

/** Bands over the whole height, their names above them in the first line with room. */
function drawEvents(input: CalendarDrawing, grid: WeekGrid, height: number): string[] {
  const { start, weeks, events, width } = input;
  const size = isNarrow(input) ? 5.5 : 7;
  const taken = Array.from({ length: eventLines }, () => -1);
  const bands: string[] = [];
  const names: string[] = [];
  for (const event of toCalendarBands(events, start, weeks)) {
    const span = spanOf(grid, event.from, event.to);
    const band = { x: span.x, y: 0, width: Math.max(span.width, 1.2), height: height - 4 };
    bands.push(element('rect', { ...band, fill: colour.event, 'fill-opacity': event.kind === 'promotion' ? 1 : 0.55 }));
    const nameWidth = estimateWidth(event.name, size) + 4;
    const at = Math.min(span.x + 1.5, width - nameWidth);
    const line = taken.findIndex((right) => at >= right);
    if (line < 0) continue;
    taken[line] = at + nameWidth;
    names.push(textAt(at, line * eventLineHeight + 8, event.name, { size, fill: colour.eventInk }));
  }
  return [...bands, ...names];
}

/** Small bars: launch work of a week; the frame is its capacity, red when it is full. */
function drawCapacity(input: CalendarDrawing, grid: WeekGrid): string[] {
  const { load, capacity, weeks } = input;
  const size = isNarrow(input) ? 6 : 7.5;
  const label = fitText(input.capacityLabel, labelWidthOf(input) - 6, size);
  const floor = eventLines * eventLineHeight + capacityHeight - 4;
  const finite = capacity.filter(Number.isFinite);
  const highest = Math.max(1, ...finite, ...load);
  const tall = linearScale(0, highest, 0, capacityHeight - 8);
  const parts = [
    textAt(0, floor - 4, label, { size, fill: colour.ink3 }),
    element('line', {
      x1: grid.left,
      x2: grid.left + weeks * grid.step,
      y1: floor,
      y2: floor,
      stroke: colour.lineStrong,
      'stroke-width': 0.5,
    }),
  ];
  for (let week = 0; week < weeks; week++) {
    const at = spanOf(grid, week + 0.2, week + 0.8);
    const room = capacity[week] ?? Number.POSITIVE_INFINITY;
    if (Number.isFinite(room) && room > 0) {
      const frame = { ...at, y: floor - tall(room), height: tall(room) };
      parts.push(element('rect', { ...frame, fill: 'none', stroke: colour.lineStrong, 'stroke-width': 0.4 }));
    }
    const used = load[week] ?? 0;
    if (used <= 0) continue;
    const full = used >= room - 1e-9;
    const bar = { ...at, y: floor - tall(used), height: tall(used) };
    parts.push(element('rect', { ...bar, fill: full ? colour.launch : colour.ink3 }));
  }
  return parts;
}

/** Month names where a month begins, week numbers under them, hairlines between the months. */
function drawWeeks(input: CalendarDrawing, grid: WeekGrid, top: number, height: number): string[] {
  const { start, weeks, weekLabel, monthLabel } = input;
  const { step } = grid;
  const parts: string[] = [];
  const every = step >= 13 ? 1 : step >= 7 ? 2 : 4;
  const narrow = isNarrow(input);
  let month = '';
  for (let week = 0; week < weeks; week++) {
    const day = start + 7 * week;
    const { x } = spanOf(grid, week, week + 1);
    const name = monthLabel(day + 3, narrow);
    if (name !== month) {
      month = name;
      parts.push(
        textAt(x + 2, top - 15, name, { size: narrow ? 6.5 : 8, fill: colour.ink2, bold: true }),
        element('line', {
          x1: x,
          x2: x,
          y1: top - 24,
          y2: height - 4,
          stroke: colour.line,
          'stroke-width': 0.6,
        }),
      );
    }
    if (week % every === 0) {
      parts.push(
        textAt(middleOf(grid, week), top - 4, weekLabel(day), {
          ...{ size: narrow ? 5.5 : 7, fill: colour.ink3 },
          anchor: 'middle',
        }),
      );
    }
  }
  return parts;
}

function drawRow(row: CalendarRow, input: CalendarDrawing, grid: WeekGrid, y: number, height: number): string[] {
  const weekOf = (day: number): number => (day - input.start) / 7;
  const middle = y + height / 2;
  // In rows that are hardly higher than letters, the letters fill them.
  const size = Math.min(8.5, height * (height < 10 ? 0.8 : 0.62));
  const mark = Math.min(grid.step * 0.72, height * 0.5);
  const at = middleOf(grid, weekOf(row.week));
  const window = spanOf(grid, weekOf(row.windowFrom), weekOf(row.windowTo) + 1);
  const highest = Math.max(...row.weekly, 1e-9);
  const base = y + height - 2;
  const rise = linearScale(0, highest, 0, height - 5);
  const curve = demandCurve(row.weekly, weekOf(row.week), grid, (units) => base - rise(units));
  const floor = curve.map(([across]): [number, number] => [across, base]);
  return [
    element('line', { x1: 0, x2: input.width, y1: y, y2: y, stroke: colour.line, 'stroke-width': 0.4 }),
    element('path', { d: bandPath(curve, floor) || undefined, fill: colour.forecast, 'fill-opacity': 0.14 }),
    element('path', {
      d: linePath(curve) || undefined,
      fill: 'none',
      stroke: colour.forecast,
      'stroke-width': 0.7,
      'stroke-opacity': 0.7,
    }),
    element('rect', {
      ...window,
      y: middle - height * 0.3,
      height: height * 0.6,
      fill: colour.launch,
      'fill-opacity': 0.13,
    }),
    element('rect', { x: at - mark / 2, y: middle - mark / 2, width: mark, height: mark, fill: colour.launch }),
    ...(row.byHand
      ? [
          element('circle', {
            cx: at,
            cy: middle,
            r: mark * 0.95,
            fill: 'none',
            stroke: colour.launch,
            'stroke-width': 0.7,
          }),
        ]
      : []),
    labelOf(row.label, labelWidthOf(input) - 10, size, middle),
  ];
}

/** The name in letters down to three quarters of their size, beyond that cut. */
function labelOf(label: string, room: number, largest: number, middle: number): string {
  const size = largest * Math.max(0.75, Math.min(1, room / estimateWidth(label, largest)));
  return textAt(0, middle + size * 0.36, fitText(label, room + 0.01, size), { size, fill: colour.ink });
}
