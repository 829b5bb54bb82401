import type { LevelContribution } from '#engine/launch/forecast/cold-start-forecast.ts';
import { sizeOf } from '#export/forecast-reasons.ts';

/** One step from the typical launch to the forecast: units before and after it. */
export interface WaterfallStep {
  readonly source: LevelContribution['source'] | 'total';
  readonly factor: number;
  readonly from: number;
  readonly to: number;
}

/** The typical launch from 0 on, the reasons by their size as the sentence beside names them, the forecast itself. */
export function toWaterfall(contributions: readonly LevelContribution[], total: number): WaterfallStep[] {
  let level = 0;
  const rank = ({ source, value }: LevelContribution): number =>
    source === 'typical' ? Number.POSITIVE_INFINITY : sizeOf(value);
  const ordered = [...contributions].sort((a, b) => rank(b) - rank(a));
  const steps = ordered.map(({ source, value }): WaterfallStep => {
    const from = level;
    level = source === 'typical' ? value : level * value;
    return { source, factor: source === 'typical' ? Number.NaN : value, from, to: level };
  });
  return [...steps, { source: 'total', factor: Number.NaN, from: 0, to: total }];
}
