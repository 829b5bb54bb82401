import type { LevelContribution } from '#engine/launch/forecast/cold-start-forecast.ts';

/** One step from the typical launch to the forecast: units before and after it. */
export interface WaterfallStep {
  readonly source: LevelContribution['source'] | 'total';
  readonly factor: number;
  readonly from: number;
  readonly to: number;
}

/** Steps in the order of the contributions; the first begins at 0, the last is the forecast itself. */
export function toWaterfall(contributions: readonly LevelContribution[], total: number): WaterfallStep[] {
  let level = 0;
  const steps = contributions.map(({ source, value }): WaterfallStep => {
    const from = level;
    level = source === 'typical' ? value : level * value;
    return { source, factor: source === 'typical' ? Number.NaN : value, from, to: level };
  });
  return [...steps, { source: 'total', factor: Number.NaN, from: 0, to: total }];
}
