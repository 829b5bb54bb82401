import type { ReviewRecord, RisingTopic } from '#engine/reviews/feedback.ts';
import { topicTerms } from '#engine/reviews/review-terms.ts';

/** Log odds ratios of this many standard deviations are a rise (one in a thousand by chance), in at least so many reviews of the window. */
const leastZ = 3.1;
const leastReviews = 4;
const most = 12;
/** Reviews' worth of the common frequency that both sides begin with. */
const priorReviews = 40;
const examplesShown = 3;

/**
 * Terms that are written more often in the window than before: log odds ratio of the shares of reviews with an informative Dirichlet prior from all reviews, over
 * its standard deviation (Monroe, Colaresi and Quinn 2008, "Fightin' words", eq. 16 and 20). Of terms that stand in the same reviews only the longest is kept.
 */
export function risingTopics(
  window: readonly ReviewRecord[],
  before: readonly ReviewRecord[],
  isNegative: (review: ReviewRecord) => boolean | null,
): RisingTopic[] {
  const now = countTerms(window);
  const past = countTerms(before);
  const [n, m] = [window.length, before.length];
  if (n === 0) return [];
  const found: (RisingTopic & { readonly reviews: readonly number[] })[] = [];
  for (const [term, reviews] of now) {
    if (reviews.length < leastReviews) continue;
    const count = reviews.length;
    const old = past.get(term)?.length ?? 0;
    const prior = (priorReviews * (count + old + 0.5)) / (n + m + 1);
    const odds = (hits: number, all: number): number => Math.log((hits + prior) / (all - hits + priorReviews - prior));
    const z = (odds(count, n) - odds(old, m)) / Math.sqrt(1 / (count + prior) + 1 / (old + prior));
    if (z < leastZ || count / n <= old / Math.max(1, m)) continue;
    const judged = reviews.map((k) => isNegative(window[k])).filter((value) => value !== null);
    found.push({
      term,
      count,
      share: count / n,
      shareBefore: m > 0 ? old / m : 0,
      z,
      negativeShare: judged.length > 0 ? judged.filter(Boolean).length / judged.length : Number.NaN,
      examples: reviews.slice(-examplesShown).map((k) => window[k].text),
      reviews,
    });
  }
  found.sort((a, b) => b.z - a.z || b.term.length - a.term.length || (a.term < b.term ? -1 : 1));
  const kept: typeof found = [];
  for (const topic of found) {
    if (kept.length === most) break;
    if (!kept.some((other) => overlap(topic.reviews, other.reviews) >= 0.8)) kept.push(topic);
  }
  return kept.map(({ reviews: _, ...topic }) => topic);
}

function countTerms(reviews: readonly ReviewRecord[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  reviews.forEach(({ text }, k) => {
    for (const term of topicTerms(text)) {
      const known = places.get(term);
      if (known) known.push(k);
      else places.set(term, [k]);
    }
  });
  return places;
}

/** Reviews in common over those of the rarer term. */
function overlap(a: readonly number[], b: readonly number[]): number {
  const other = new Set(b);
  return a.filter((k) => other.has(k)).length / Math.min(a.length, b.length);
}
