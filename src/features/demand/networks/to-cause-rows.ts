import type { ExplanationState } from '#state/training/training-store.ts';

type Explanation = Extract<ExplanationState, { status: 'done' }>['explanation'];
export type Cause = NonNullable<Explanation['importance']>[number]['group'];

/** Smaller parts than this share of the forecast are not worth a word. */
const worthSaying = 0.01;

export interface CauseFinding {
  /** The group that matters most; null when shuffling none makes the error grow. */
  readonly most: Cause | null;
  /** Percent by which the error grows without it. */
  readonly errorGrowth: number;
  /** Groups that make no difference. */
  readonly idle: readonly Cause[];
}

/** What the importance says in a sentence. */
export function toCauseFinding(importance: NonNullable<Explanation['importance']>): CauseFinding {
  const [first] = importance;
  const matters = first !== undefined && first.errorGrowth >= 1;
  return {
    most: matters ? first.group : null,
    errorGrowth: matters ? first.errorGrowth : 0,
    idle: importance.filter(({ errorGrowth }) => errorGrowth < 1).map(({ group }) => group),
  };
}

/** Parts of a forecast, largest first; those too small to matter are left out of the words, not of the chart. */
export function toCauseParts(parts: NonNullable<Explanation['parts']>): {
  readonly up: readonly Cause[];
  readonly down: readonly Cause[];
} {
  const size = worthSaying * Math.max(1, Math.abs(parts.total));
  const sorted = [...parts.parts].sort((a, b) => Math.abs(b.units) - Math.abs(a.units));
  return {
    up: sorted.filter(({ units }) => units >= size).map(({ group }) => group),
    down: sorted.filter(({ units }) => units <= -size).map(({ group }) => group),
  };
}
