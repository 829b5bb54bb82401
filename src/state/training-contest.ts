import type { HoldoutScore, TrainingSettings } from '#workers/learning/contract.ts';

type Design = TrainingSettings['design'];

/** One training of a contest: a design, refitted on what came before the last `fold` horizons. */
export interface ContestRun {
  readonly design: Design;
  /** 1 = only the last horizon is held back. */
  readonly fold: number;
}

/** A run that is over; null scores: it could not be trained on so short a history. */
export interface ContestEntry extends ContestRun {
  readonly network: HoldoutScore | null;
  readonly baseline: HoldoutScore | null;
}

/** A design over its folds. */
export interface ContestStanding {
  readonly design: Design;
  readonly folds: number;
  /** Means over the folds. */
  readonly network: HoldoutScore;
  readonly baseline: HoldoutScore;
}

/** Horizons that the tuned networks have to forecast, each by a network that saw only what came before. */
const folds = 2;

/**
 * Trainings in their order. The article's network is trained once; the tuned ones contest: the earlier fold of each first,
 * since the last one's network is the one that forecasts.
 */
export function contestRuns(network: 'tuned' | 'article'): readonly ContestRun[] {
  if (network === 'article') return [{ design: 'article', fold: 1 }];
  return (['mlp', 'lstm'] as const).flatMap((design) =>
    Array.from({ length: folds }, (_, k) => ({ design, fold: folds - k })),
  );
}

/** Designs by their mean scaled error, best first; those without a score are left out. */
export function contestStandings(entries: readonly ContestEntry[]): readonly ContestStanding[] {
  const designs = [...new Set(entries.map(({ design }) => design))];
  return designs
    .flatMap((design): ContestStanding[] => {
      const scored = entries.filter((entry) => entry.design === design && entry.network && entry.baseline);
      if (scored.length === 0) return [];
      return [
        {
          design,
          folds: scored.length,
          network: meanScore(scored.map(({ network }) => network!)),
          baseline: meanScore(scored.map(({ baseline }) => baseline!)),
        },
      ];
    })
    .sort((a, b) => a.network.mase - b.network.mase);
}

function meanScore(scores: readonly HoldoutScore[]): HoldoutScore {
  const mean = (figure: keyof HoldoutScore): number => {
    const defined = scores.map((score) => score[figure]).filter(Number.isFinite);
    return defined.reduce((sum, value) => sum + value, 0) / defined.length;
  };
  return {
    mase: mean('mase'),
    wape: mean('wape'),
    bias: mean('bias'),
    coverage80: mean('coverage80'),
    coverage95: mean('coverage95'),
  };
}

/** Seconds for the next of `left` runs out of what is left of the time allowed; dense networks need a fraction of it. */
export function secondsForRun(design: Design, secondsLeft: number, left: readonly ContestRun[]): number {
  const weight = (run: { readonly design: Design }): number => (run.design === 'mlp' ? 1 : 3);
  const total = left.reduce((sum, run) => sum + weight(run), 0);
  return Math.max(2, (secondsLeft * weight({ design })) / total);
}
