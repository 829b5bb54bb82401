import type { EventBand } from './chart-language.ts';

/** Where an event's band and name go, in pixels of the plot. */
export interface PlacedEvent {
  readonly event: EventBand;
  readonly left: number;
  readonly width: number;
  /** Left edge of the name; null where it would run into another or leave the plot: the tooltip has it. */
  readonly labelLeft: number | null;
}

/** Widths of letters at 12 px, rounded up. */
const widths: readonly (readonly [letters: RegExp, width: number])[] = [
  // Chinese and other wide letters are a square.
  [/[\u2e80-\uffff]/u, 12.1],
  [/[iIjl.,:;'|! ]/u, 3.5],
  [/[frt()-]/u, 4.7],
  [/[acekosvxyzJ]/u, 6.9],
  [/w/u, 9.8],
  [/[mMW]/u, 11.8],
  [/[A-Z]/u, 9.2],
  [/[0-9]/u, 7.9],
];

/** Width of a name at 12 px, at least as wide as it is drawn. */
export function labelWidth(name: string): number {
  let width = 0;
  for (const letter of name) width += widths.find(([letters]) => letters.test(letter))?.[1] ?? 7.4;
  return width;
}

/**
 * Bands clipped to [from, to] (positions of the axis that `toPixel` maps), from left to right, names at their left edge.
 * Where names would touch, that of the longer event stands (a season before a day), and of equal ones the earlier. Bands
 * are at least 3 px wide, so that a day does not vanish.
 */
export function placeEvents(
  events: readonly EventBand[],
  [from, to]: readonly [number, number],
  toPixel: (x: number) => number,
): PlacedEvent[] {
  const start = toPixel(from);
  const right = toPixel(to);
  const taken: { readonly left: number; readonly right: number }[] = [];
  const shown = events
    .filter((event) => event.to >= from && event.from <= to)
    .sort((a, b) => a.from - b.from)
    .map((event) => {
      const left = toPixel(Math.max(event.from, from));
      return { event, left, width: Math.max(3, toPixel(Math.min(event.to, to)) - left) };
    });
  const labels = new Map<EventBand, number>();
  for (const { event, left } of [...shown].sort((a, b) => lengthOf(b.event) - lengthOf(a.event))) {
    // Names are drawn 2 px in from their band's edge.
    const wide = labelWidth(event.name) + 2;
    const labelLeft = Math.min(left, right - wide);
    const room = { left: labelLeft - 3, right: labelLeft + wide + 3 };
    if (labelLeft < start || taken.some((other) => room.left < other.right && other.left < room.right)) continue;
    taken.push({ left: labelLeft, right: labelLeft + wide });
    labels.set(event, labelLeft);
  }
  return shown.map((place) => ({ ...place, labelLeft: labels.get(place.event) ?? null }));
}

/** Events that fall at least in part on the period [x, next). */
export function eventsOn(events: readonly EventBand[], x: number, next: number): EventBand[] {
  return events.filter(({ from, to }) => from < next && to >= x);
}

/** Where the period that begins at `x` ends: at the next of the growing positions, after the last one as far as before it. */
export function endOfPeriod(xs: readonly number[], x: number): number {
  const next = xs.find((candidate) => candidate > x);
  if (next !== undefined) return next;
  return x + (xs.length > 1 ? xs[xs.length - 1] - xs[xs.length - 2] : 1);
}

function lengthOf({ from, to }: EventBand): number {
  return to - from;
}
