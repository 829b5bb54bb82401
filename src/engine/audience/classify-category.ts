import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { commonest } from '#engine/kernels/statistics.ts';
import type { ProductFacts } from '#engine/launch/history/launch.ts';
import { createWordIndex, createWordWeighing } from '#engine/launch/level/word-vectors.ts';
import { compareInPairs, type Trial } from './paired-trial.ts';
import { highest } from './relatives.ts';

/** Relatives that vote, the power of their cosine, and what every vote is diluted by: a single faint word convinces nobody. */
const voters = 10;
const votePower = 2;
const dilution = 0.05;
/** Products tried at most, and the share of answers that must be right for an answer to be given. */
const mostTried = 1500;
const wantedPrecision = 0.85;

/** A product of the shop's list and the day of its first sale, which says what was on sale by then. */
export interface ListedProduct extends ProductFacts {
  readonly firstDay: EpochDay;
}

export interface CategoryProposal {
  /** '' = unknown. */
  readonly category: string;
  /** Share of the votes for the best category, 0 to 1. */
  readonly confidence: number;
  /** Ids of the relatives that voted for it, the nearest first. */
  readonly because: readonly string[];
}

export interface CategoryClassifier {
  /** Each product classified by the others on sale by its first day: share right, beside the most common category of these. */
  readonly trial: Trial;
  /** Of every second tried product, none of which chose the threshold: share that gets an answer, and of these that are right; NaN without any. */
  readonly answered: number;
  readonly precision: number;
  readonly classify: (product: ProductFacts) => CategoryProposal;
}

/**
 * Votes of the ten nearest by words (cosine of TF-IDF vectors of name, description and attributes, squared). An answer is given
 * from the confidence on at which 85 % of the answers to every second one of the shop's own products were right; below it the answer is unknown,
 * and always where the votes are no better than the most common category.
 */
export function learnCategories(listed: readonly ListedProduct[]): CategoryClassifier {
  const products = listed.filter(({ category }) => category !== '');
  const weigh = createWordWeighing(products);
  const vectors = products.map(weigh);
  const cosines = createWordIndex(vectors);
  const vote = (closeness: Float64Array, counts: (at: number) => boolean): CategoryProposal => {
    const near = highest(closeness, voters, (at) => closeness[at] > 0 && counts(at));
    const votes = new Map<string, number>();
    let all = dilution;
    for (const at of near) {
      const weight = closeness[at] ** votePower;
      all += weight;
      votes.set(products[at].category, (votes.get(products[at].category) ?? 0) + weight);
    }
    const [best] = [...votes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    if (!best) return { category: '', confidence: 0, because: [] };
    const because = near.filter((at) => products[at].category === best[0]).map((at) => products[at].id);
    return { category: best[0], confidence: best[1] / all, because };
  };

  const step = Math.max(1, Math.ceil(products.length / mostTried));
  const tried = products.flatMap((product, at) => {
    if (at % step !== 0) return [];
    const isEarlier = (other: number): boolean => other !== at && products[other].firstDay <= product.firstDay;
    const earlier = products.filter((_, other) => isEarlier(other));
    if (earlier.length === 0) return [];
    const { category, confidence } = vote(cosines(vectors[at]), isEarlier);
    return [
      {
        confidence,
        right: category === product.category,
        common: commonest(earlier.map((each) => each.category)) === product.category,
      },
    ];
  });
  const trial = compareInPairs(
    tried.map(({ right }) => (right ? 1 : 0)),
    tried.map(({ common }) => (common ? 1 : 0)),
  );
  // A threshold looks better on the products that chose it than on others.
  const half = (rest: number): typeof tried => tried.filter((_, at) => at % 2 === rest);
  const threshold = trial.verdict === 'holds' ? lowestThreshold(half(0)) : Number.POSITIVE_INFINITY;
  const judged = half(1);
  const answers = judged.filter(({ confidence }) => confidence >= threshold);
  return {
    trial,
    answered: answers.length / Math.max(1, judged.length),
    precision: answers.length > 0 ? answers.filter(({ right }) => right).length / answers.length : Number.NaN,
    classify: (product) => {
      const proposal = vote(cosines(weigh(product)), () => true);
      return proposal.confidence >= threshold ? proposal : { ...proposal, category: '' };
    },
  };
}

/** The confidence from which on most answers are right, with the most answers; infinite where there is none. */
function lowestThreshold(tried: readonly { readonly confidence: number; readonly right: boolean }[]): number {
  const sorted = [...tried].sort((a, b) => b.confidence - a.confidence);
  let threshold = Number.POSITIVE_INFINITY;
  let right = 0;
  sorted.forEach((one, at) => {
    right += one.right ? 1 : 0;
    const isLastOfItsKind = sorted[at + 1]?.confidence !== one.confidence;
    if (isLastOfItsKind && one.confidence > 0 && right / (at + 1) >= wantedPrecision) threshold = one.confidence;
  });
  return threshold;
}
