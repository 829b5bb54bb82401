/** Sizes of the launch calendar in pixels. */
export const rowHeight = 36;
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

/**
 * Outline of a launch's expected demand, drawn from its week to the right over the line at `base`: week a takes the width
 * `step` from `x + a * step` on. Heights are shares of `highest` (the greatest week of all launches), `room` pixels at
 * most; square roots, so that small launches stay visible. Cut at `right`.
 */
export function demandPath(
  weekly: readonly number[],
  {
    x,
    step,
    base,
    room,
    highest,
    right,
  }: Readonly<Record<'x' | 'step' | 'base' | 'room' | 'highest' | 'right', number>>,
): string {
  if (weekly.length === 0 || !(highest > 0)) return '';
  const points: string[] = [];
  for (let a = 0; a < weekly.length; a++) {
    const at = x + (a + 0.5) * step;
    if (at > right) break;
    points.push(`${round(at)} ${round(base - room * Math.sqrt(Math.max(0, weekly[a]) / highest))}`);
  }
  const end = Math.min(right, x + weekly.length * step);
  return `M${round(x)} ${base}L${points.join('L')}L${round(end)} ${base}Z`;
}

/** Height of the bar for `effort` where the fullest limit or load of the calendar is `highest`. */
export function barHeight(effort: number, highest: number): number {
  return highest > 0 ? (barsHeight * effort) / highest : 0;
}

/** Launch week under a horizontal position; within 0..weeks-1. */
export function weekAt(x: number, step: number, weeks: number): number {
  return Math.max(0, Math.min(weeks - 1, Math.floor(x / step)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
