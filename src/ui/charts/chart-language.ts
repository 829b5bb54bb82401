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
  alternative: 'var(--alternative)',
  eventInk: 'var(--event-ink)',
  grid: 'var(--grid)',
  axis: 'var(--ink-3)',
} as const;

/** Colour of a category by its place in the data; the ninth and all after it are grey. */
export function categoryColor(index: number): string {
  return index < 8 ? `var(--category-${index + 1})` : 'var(--category-other)';
}

/** Axis text, the same in every chart. */
export const axisText = { fontSize: 13, fill: 'var(--ink-3)' } as const;

/** A labelled background band over positions [from, to] of the horizontal axis. */
export interface EventBand {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** An epoch day as a file has it, whatever the language: 2025-11-03. */
export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** Every so many of the positions, at most `most` of them: what an axis labels where its weeks are its own. */
export function everyFew(xs: readonly number[], most = 7): number[] {
  const stride = Math.max(1, Math.ceil(xs.length / most));
  return xs.filter((_, i) => i % stride === 0);
}
