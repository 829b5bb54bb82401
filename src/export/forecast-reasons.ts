import type { LevelContribution } from '#engine/launch/forecast/cold-start-forecast.ts';

/** A reason that moves the forecast noticeably: `change` 0.12 = adds 12 %, -0.2 = takes 20 % off. */
export interface Reason {
  readonly source: Exclude<LevelContribution['source'], 'typical'>;
  readonly change: number;
}

const noticeable = 0.03;

/** The typical launch that the forecast starts from, and the reasons in the order of their size; small ones are passed over. */
export function toReasons(contributions: readonly LevelContribution[]): {
  readonly typical: number;
  readonly reasons: readonly Reason[];
} {
  const typical = contributions.find(({ source }) => source === 'typical')?.value ?? Number.NaN;
  const reasons = contributions.flatMap(({ source, value }) =>
    source !== 'typical' && Math.abs(value - 1) >= noticeable ? [{ source, change: value - 1 }] : [],
  );
  return {
    typical,
    reasons: reasons.sort((a, b) => sizeOf(1 + b.change) - sizeOf(1 + a.change)),
  };
}

/** How much a factor moves the forecast, whichever way. */
export function sizeOf(factor: number): number {
  return Math.abs(Math.log(factor));
}
