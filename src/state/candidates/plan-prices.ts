import type { Candidate } from '#engine/panel/candidate.ts';

type PlanPrices = Readonly<Record<string, number>>;

/** Candidates with the price at which their demand was first forecast, where the file has another price now and names none itself. */
export function withPlanPrices(candidates: readonly Candidate[], known: PlanPrices | undefined): readonly Candidate[] {
  const moved = movedPrices(candidates, known);
  if (Object.keys(moved).length === 0) return candidates;
  return candidates.map((candidate) =>
    candidate.id in moved ? { ...candidate, planPrice: moved[candidate.id] } : candidate,
  );
}

/** Plan prices of those candidates. */
export function movedPrices(candidates: readonly Candidate[], known: PlanPrices = {}): PlanPrices {
  return Object.fromEntries(
    candidates
      .filter(({ id, price, planPrice }) => planPrice === undefined && known[id] > 0 && known[id] !== price)
      .map(({ id }) => [id, known[id]]),
  );
}

/** What is remembered from now on: a candidate's first price stays. */
export function rememberPrices(candidates: readonly Candidate[], known: PlanPrices = {}): PlanPrices {
  return {
    ...Object.fromEntries(candidates.filter(({ price }) => price > 0).map(({ id, price }) => [id, price])),
    ...known,
  };
}
