import { factsOfCandidate, factsOfProduct, launchPrice } from '#engine/launch/history/panel-histories.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { CrossEffect, CrossEffects } from './cannibalisation-history.ts';
import { createPriorEffect } from './cannibalisation-prior.ts';

/** What launching a candidate does to the demand of another product: of a candidate, or of one on sale. */
export interface CandidateRival extends CrossEffect {
  readonly candidateId: string;
  readonly otherId: string;
  readonly other: 'candidate' | 'on-sale';
  readonly source: 'history' | 'prior';
}

/** Weeks without a sale after which a product is no longer on sale; effects below this are not worth telling; the most by candidate. */
const goneWeeks = 8;
const leastEffect = 0.02;
const mostRivals = 6;

/** The strongest effects of each candidate on products of its category, strongest first. */
export function candidateRivals(
  panel: Panel,
  candidates: readonly Candidate[],
  history: CrossEffects | null,
): CandidateRival[] {
  const facts = candidates.map(factsOfCandidate);
  const end = panel.start + 7 * panel.completeTo;
  const onSale = panel.products.flatMap((product, row) => {
    if (product.lastSale < end - 7 * goneWeeks) return [];
    const first = Math.max(0, Math.floor((product.firstSale - panel.start) / 7));
    return [factsOfProduct(panel, product, launchPrice(panel, row, first))];
  });
  const prior = createPriorEffect([...facts, ...onSale]);
  const source = history?.identifiable ? 'history' : 'prior';
  const between = history?.identifiable ? history.between : prior;
  return facts.flatMap((candidate, i) => {
    const rivals = [
      ...facts.map((other, j) => ({ other, kind: 'candidate' as const, isSelf: i === j })),
      ...onSale.map((other) => ({ other, kind: 'on-sale' as const, isSelf: other.id === candidate.id })),
    ].flatMap(({ other, kind, isSelf }): CandidateRival[] => {
      if (isSelf || other.category !== candidate.category) return [];
      const effect = between(candidate, other);
      if (Math.abs(effect.effect) < leastEffect) return [];
      return [{ candidateId: candidate.id, otherId: other.id, other: kind, source, ...effect }];
    });
    return rivals.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect)).slice(0, mostRivals);
  });
}
