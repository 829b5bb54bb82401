import type { ModelId } from '#engine/models/model-registry.ts';
import type { DemandForecast } from '#state/demand/demand-forecast.ts';

/** A method within the combination and its weight; all weights sum to 1. */
export interface CombinationMember {
  readonly method: ModelId;
  readonly share: number;
}

type Backtested = Pick<DemandForecast, 'models' | 'scores' | 'chosen'>;

/** What the combination is the mean of, the heaviest first; empty where there is none. */
export function combinationMembers({ models }: Pick<DemandForecast, 'models'>): CombinationMember[] {
  const found = models.find(({ method }) => method === 'combination')?.model.coefficients ?? [];
  return found.map(({ name, value }) => ({ method: name as ModelId, share: value })).sort((a, b) => b.share - a.share);
}

/** Parts of the history that were held out: those that methods are scored on, and older ones that only taught weights. */
export interface HoldOutFolds {
  readonly scored: number;
  readonly taught: number;
}

/**
 * Beside the scored parts there are older ones where the parts within a horizon fewer are scored than were asked for and the combination has
 * weights of its own: equal ones (a short history's, or a job of few series') are not learnt.
 *
 * @param asked parts that the job was to hold out
 * @param perHorizon parts that begin within a horizon
 */
export function holdOutFolds(forecast: Backtested, asked: number, perHorizon = 1): HoldOutFolds {
  const scored = Math.max(...forecast.scores.map(({ origins }) => origins));
  const shares = combinationMembers(forecast).map(({ share }) => share);
  const isLearnt = shares.length > 1 && Math.abs(shares[0] - shares[shares.length - 1]) > 1e-9;
  return { scored, taught: asked === scored + perHorizon && isLearnt ? perHorizon : 0 };
}

/** The single method that came closest where the combination was chosen all the same. */
export interface OverruledMethod {
  readonly method: ModelId;
  readonly pinball: number;
  /** Its lead is within what the combination is let off; beyond that, the other series decided. */
  readonly isWithinCredit: boolean;
}

/** The best single method by pinball loss where it has a lower one than the combination that was chosen; else null. */
export function betterThanCombination({ scores, chosen }: Backtested): OverruledMethod | null {
  const own = scores.find(({ method }) => method === 'combination');
  if (chosen !== 'combination' || !own) return null;
  const { method, pinball } = scores.reduce((least, score) => (score.pinball < least.pinball ? score : least), own);
  return method === 'combination' ? null : { method, pinball, isWithinCredit: pinball >= credit * own.pinball };
}

/** Share of its loss that the combination is judged by (docs/methods/backtest.md). */
const credit = 1 / 1.1;
