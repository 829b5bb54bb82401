import type { TrainingResult } from '#state/training/training-store.ts';

type Outlook = TrainingResult['outlook'];
export type NetworkForecast = Outlook['forecasts'][number];
type Score = NonNullable<Outlook['score']>['network'];

export interface NetworkScoreRow {
  readonly id: string;
  readonly network: Score;
  readonly baseline: Score;
  /** Percent by which the network's MASE is below the baseline's; negative = worse. */
  readonly gain: number;
}

/** One row a series with hold-out weeks, in the order of the outlook: categories, products, market. */
export function toNetworkScoreRows(outlook: Outlook): NetworkScoreRow[] {
  return outlook.forecasts.flatMap(({ seriesId, holdout }) =>
    holdout
      ? [
          {
            id: seriesId,
            network: holdout.score,
            baseline: holdout.baselineScore,
            gain: gainOver(holdout.score, holdout.baselineScore),
          },
        ]
      : [],
  );
}

/** Percent by which the MASE is below the baseline's. */
export function gainOver(network: Score, baseline: Score): number {
  return 100 * (1 - network.mase / baseline.mase);
}

/**
 * What the evaluation says as a whole: the best network beats the seasonal naive forecast over the horizons held out, or it
 * doesn't, or nothing was held out.
 */
export function verdictOf({ standings }: Pick<TrainingResult, 'standings'>): {
  readonly kind: 'better' | 'worse' | 'unscored';
  readonly percent: number;
} {
  const [best] = standings;
  if (!best) return { kind: 'unscored', percent: Number.NaN };
  const gain = gainOver(best.network, best.baseline);
  return gain > 0 ? { kind: 'better', percent: gain } : { kind: 'worse', percent: -gain };
}
