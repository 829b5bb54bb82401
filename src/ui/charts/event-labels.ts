import type { EventBand } from './chart-language.ts';

/** Where an event's band and name go, in pixels of the plot. */
export interface PlacedEvent {
  readonly event: EventBand;
  readonly left: number;
  readonly width: number;
  /** Left edge of the name; null where it would run into another or leave the plot: the hand finds it in the tip. */
  readonly labelLeft: number | null;
}

/** Width of a name at 12 px: Chinese and other wide letters are a square, Latin ones about half of it. */
export function labelWidth(name: string): number {
  let width = 0;
  for (const letter of name) width += (letter.codePointAt(0) ?? 0) > 0x2e7f ? 12 : 6.6;
  return width;
}

/**
 * Bands clipped to [from, to] (positions of the axis that `toPixel` maps), names at their left edge, from left to right,
 * each only where it does not touch the name before it. Bands are at least 3 px wide, so that a day does not vanish.
 */
export function placeEvents(
  events: readonly EventBand[],
  [from, to]: readonly [number, number],
  toPixel: (x: number) => number,
): PlacedEvent[] {
  const right = toPixel(to);
  let free = Number.NEGATIVE_INFINITY;
  return [...events]
    .filter((event) => event.to >= from && event.from <= to)
    .sort((a, b) => a.from - b.from)
    .map((event) => {
      const left = toPixel(Math.max(event.from, from));
      const width = Math.max(3, toPixel(Math.min(event.to, to)) - left);
      // Names are drawn 2 px in from their band's edge, and may be a little wider than reckoned.
      const wide = labelWidth(event.name) + 4;
      const labelLeft = Math.min(left, right - wide);
      const fits = labelLeft >= free && labelLeft >= toPixel(from);
      if (fits) free = labelLeft + wide + 8;
      return { event, left, width, labelLeft: fits ? labelLeft : null };
    });
}
