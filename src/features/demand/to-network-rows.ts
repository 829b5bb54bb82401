import type { TrainingResult } from '#state/training-store.ts';

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

/** One row a series with held-back weeks, in the order of the outlook: categories, products, market. */
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

/** What the network's run says as a whole: it beats the seasonal naive forecast, or it doesn't, or nothing was held back. */
export function verdictOf(outlook: Outlook): {
  readonly kind: 'better' | 'worse' | 'unscored';
  readonly percent: number;
} {
  if (!outlook.score) return { kind: 'unscored', percent: Number.NaN };
  const gain = gainOver(outlook.score.network, outlook.score.baseline);
  return gain > 0 ? { kind: 'better', percent: gain } : { kind: 'worse', percent: -gain };
}
