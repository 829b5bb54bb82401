import type { ProductFacts } from '#engine/launch/launch.ts';
import { similarity } from '#engine/launch/similarity.ts';
import { cosine, createWordWeighing } from '#engine/launch/word-vectors.ts';
import type { LaunchInstance } from '#engine/planning/launch-instance.ts';

/** Share of a pair's loss by weeks between the two launches: alike products hurt each other most while both are new. */
const decay = [1, 0.85, 0.65, 0.45, 0.3, 0.15];
/** A pair as alike as can be loses a quarter of the smaller one's margin when launched in the same week. */
const mostLoss = 0.25;
/** Pairs less alike than this are left out. */
const leastSimilarity = 0.5;

/**
 * Cannibalisation from similarity, where no history can tell: pairs of one category with similarity s > 0.5 lose
 * 0.25 x (s - 0.5) / 0.5 of the smaller expected margin. A prior, not an estimate: docs/methods/launch-instance.md.
 * `margins`: expected profit of each candidate on its own, money; negative ones lose nothing.
 */
export function priorCannibalisation(
  products: readonly ProductFacts[],
  margins: readonly number[],
): LaunchInstance['cannibalisation'] {
  const vectors = products.map(createWordWeighing(products));
  const pairs = products.flatMap((a, i) =>
    products.slice(i + 1).flatMap((b, offset) => {
      const j = i + 1 + offset;
      if (a.category !== b.category) return [];
      const alike = similarity(a, b, cosine(vectors[i], vectors[j]));
      const loss =
        mostLoss * Math.max(0, (alike - leastSimilarity) / (1 - leastSimilarity)) * Math.min(margins[i], margins[j]);
      return loss > 0 ? [{ i, j, loss: Math.round(loss) }] : [];
    }),
  );
  return { decay, pairs: pairs.filter(({ loss }) => loss > 0) };
}
