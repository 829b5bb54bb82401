import type { Candidate } from '#engine/panel/candidate.ts';

type PlanPrices = Readonly<Record<string, number>>;

/** A product under the id of another is another product. */
function keyOf({ id, name }: Pick<Candidate, 'id' | 'name'>): string {
  return `${id} ${name}`;
}

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
      .map((candidate) => [candidate, known[keyOf(candidate)]] as const)
      .filter(([{ price, planPrice }, first]) => planPrice === undefined && first > 0 && first !== price)
      .map(([{ id }, first]) => [id, first]),
  );
}

/** What is remembered from now on: a candidate's first price stays. */
export function rememberPrices(candidates: readonly Candidate[], known: PlanPrices = {}): PlanPrices {
  return {
    ...Object.fromEntries(
      candidates.filter(({ price }) => price > 0).map((candidate) => [keyOf(candidate), candidate.price]),
    ),
    ...known,
  };
}

/** What is remembered without a candidate's first price: its next one is the plan price. */
export function forgetPrice(candidate: Candidate, known: PlanPrices = {}): PlanPrices {
  const { [keyOf(candidate)]: _former, ...others } = known;
  return others;
}
