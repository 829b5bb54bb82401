/** The chart language: one meaning, one colour, on every screen. Values are tokens of tokens.css. */
export const chartColors = {
  history: 'var(--ink)',
  forecast: 'var(--forecast)',
  band50: 'var(--forecast-50)',
  band80: 'var(--forecast-80)',
  band95: 'var(--forecast-95)',
  naive: 'var(--naive)',
  launch: 'var(--launch)',
  event: 'var(--event)',
  grid: 'var(--line)',
  axis: 'var(--ink-3)',
} as const;

/** Colour of a category by its place in the data; the eighth and all after it are grey. */
export function categoryColor(index: number): string {
  return `var(--category-${Math.min(index + 1, 8)})`;
}

/** Axis text, the same in every chart. */
export const axisText = { fontSize: 12, fill: 'var(--ink-3)' } as const;

/** A labelled background band over positions [from, to] of the horizontal axis. */
export interface EventBand {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}
