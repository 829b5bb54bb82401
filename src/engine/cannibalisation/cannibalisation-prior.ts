import type { ProductFacts } from '#engine/launch/history/launch.ts';
import { similarity } from '#engine/launch/level/similarity.ts';
import { cosine, createWordWeighing } from '#engine/launch/level/word-vectors.ts';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import type { CrossEffect, CrossEffects } from './cannibalisation-history.ts';

/** Share of a pair's loss by weeks between the two launches: alike products hurt each other most while both are new. */
const decay = [1, 0.85, 0.65, 0.45, 0.3, 0.15];
/** A pair as alike as can be loses a quarter of the smaller one's margin when launched in the same week. */
const mostLoss = 0.25;
/** Pairs less alike than this are left out. */
const leastSimilarity = 0.5;
/** No estimate takes or brings more than this share. */
const mostEffect = 0.5;

/**
 * The stated prior, where no history can tell: two products of one category with similarity s > 0.5 take 0.25 x (s - 0.5) / 0.5 of each
 * other's demand; its range goes from nothing to twice that. Not an estimate: docs/methods/launch-instance.md.
 */
export function createPriorEffect(corpus: readonly ProductFacts[]): (a: ProductFacts, b: ProductFacts) => CrossEffect {
  const weigh = createWordWeighing(corpus);
  return (a, b) => {
    const alike = a.category === b.category ? similarity(a, b, cosine(weigh(a), weigh(b))) : 0;
    const loss = mostLoss * Math.max(0, (alike - leastSimilarity) / (1 - leastSimilarity));
    return loss > 0 ? { effect: -loss, lo80: -2 * loss, hi80: 0 } : { effect: 0, lo80: 0, hi80: 0 };
  };
}

/**
 * Cannibalisation and halo between candidates of one category: the effect from history where it is identifiable, else from the
 * prior, as a share of the smaller expected margin. A gain (halo) only counts where its 80 % interval lies above 0. `margins`: expected profit of
 * each candidate on its own, money; negative ones lose nothing.
 */
export function cannibalisationOf(
  products: readonly ProductFacts[],
  margins: readonly number[],
  history: CrossEffects | null,
): LaunchInstance['cannibalisation'] {
  const prior = createPriorEffect(products);
  const pairs = products.flatMap((a, i) =>
    products.slice(i + 1).flatMap((b, offset) => {
      const j = i + 1 + offset;
      if (a.category !== b.category) return [];
      const { effect, lo80 } = history?.identifiable ? history.between(a, b) : prior(a, b);
      const used = effect > 0 && lo80 <= 0 ? 0 : Math.max(-mostEffect, Math.min(mostEffect, effect));
      const loss = Math.round(-used * Math.max(0, Math.min(margins[i], margins[j])));
      return loss === 0 ? [] : [{ i, j, loss }];
    }),
  );
  return { decay, pairs };
}
