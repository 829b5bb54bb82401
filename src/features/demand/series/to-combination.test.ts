import { describe, expect, it } from 'vitest';
import type { ModelId } from '#engine/models/model-registry.ts';
import type { DemandForecast } from '#state/demand/demand-forecast.ts';
import { betterThanCombination, combinationMembers, holdOutFolds } from './to-combination.ts';

type Backtested = Pick<DemandForecast, 'models' | 'scores' | 'chosen'>;

function backtested(
  weights: readonly (readonly [string, number])[],
  pinball: Partial<Record<ModelId, number>>,
  chosen: ModelId = 'combination',
): Backtested {
  const coefficients = weights.map(([name, value]) => ({ name, value, standardError: Number.NaN }));
  const models = weights.length > 0 ? [{ method: 'combination', model: { label: 'mean', coefficients } }] : [];
  const scores = Object.entries(pinball).map(([method, loss]) => ({ method, pinball: loss, origins: 2 }));
  return { chosen, models, scores } as unknown as Backtested;
}

describe('what a combination is', () => {
  it('has its members by weight, and none where there is no combination', () => {
    const weights = [
      ['ets', 0.25],
      ['auto-arima', 0.75],
    ] as const;
    expect(combinationMembers(backtested(weights, {}))).toEqual([
      { method: 'auto-arima', share: 0.75 },
      { method: 'ets', share: 0.25 },
    ]);
    expect(combinationMembers(backtested([], {}))).toEqual([]);
  });

  it('had a part to learn its weights from only where they were learnt and a part is not scored', () => {
    const learnt = backtested(
      [
        ['ets', 0.25],
        ['auto-arima', 0.75],
      ],
      { ets: 1, combination: 1 },
    );
    expect(holdOutFolds(learnt, 3)).toEqual({ scored: 2, taught: 1 });
    expect(holdOutFolds(learnt, 2)).toEqual({ scored: 2, taught: 0 });
    expect(holdOutFolds(learnt, 5, 3)).toEqual({ scored: 2, taught: 3 });
    const equal = backtested(
      [
        ['ets', 0.5],
        ['auto-arima', 0.5],
      ],
      { ets: 1, combination: 1 },
    );
    expect(holdOutFolds(equal, 3)).toEqual({ scored: 2, taught: 0 });
    expect(holdOutFolds(backtested([], { ets: 1 }, 'ets'), 3)).toEqual({ scored: 2, taught: 0 });
  });

  it('is said to have been preferred to a single method only where that one came closer', () => {
    const losses = { combination: 0.154, 'auto-arima': 0.144, ets: 0.15 };
    expect(betterThanCombination(backtested([], losses))).toEqual({
      method: 'auto-arima',
      pinball: 0.144,
      isWithinCredit: true,
    });
    // Further ahead than that, it was the other series that decided.
    expect(betterThanCombination(backtested([], { ...losses, ets: 0.1 }))?.isWithinCredit).toBe(false);
    expect(betterThanCombination(backtested([], { combination: 0.14, 'auto-arima': 0.144 }))).toBeNull();
    expect(betterThanCombination(backtested([], { combination: 0.2, ets: 0.1 }, 'ets'))).toBeNull();
  });
});
