import type { LevelScore } from '#engine/launch/forecast/cold-start-forecast.ts';

/** What the backtest of the launches decided. */
export interface Winner {
  /** The mix, or the single method in its place. */
  readonly used: LevelScore;
  /** The single method with the smallest error of the total. */
  readonly best: LevelScore;
  /** The mean of all launches. */
  readonly plain: LevelScore;
  /** The mix is used without the perceptron, which would have made it worse. */
  readonly isNetworkOut: boolean;
  /** Whether the reviews of predecessors are read; null: they could not be tried, or one method is used alone. */
  readonly areReviewsIn: boolean | null;
}

/** Reads the winner off the scores by method, the mix among them. */
export function toWinner(scores: readonly LevelScore[]): Winner {
  const scoreOf = (model: LevelScore['model']): LevelScore => {
    const score = scores.find((entry) => entry.model === model);
    if (!score) throw new Error(`no score of ${model}`);
    return score;
  };
  const singles = scores.filter(({ model }) => model !== 'mix');
  const alone = singles.find(({ weight }) => weight === 1);
  const reviews = singles.find(({ model }) => model === 'reviews');
  const network = singles.find(({ model }) => model === 'perceptron');
  return {
    used: alone ?? scoreOf('mix'),
    best: singles.reduce((a, b) => (b.wapeTotal < a.wapeTotal ? b : a)),
    plain: scoreOf('global'),
    isNetworkOut: alone === undefined && network?.weight === 0,
    areReviewsIn: alone === undefined && reviews ? reviews.weight > 0 : null,
  };
}
