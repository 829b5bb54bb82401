import { tokenise } from '#engine/launch/level/word-vectors.ts';
import type {
  ActualSeries,
  Actuals,
  LaunchMatch,
  MatchDecision,
  Matching,
  MatchQuestion,
} from '#engine/monitor/actuals.ts';
import type { CommittedCandidate, CommittedPlan } from '#engine/monitor/committed-plan.ts';

/** Share of words in common from which a product is asked about. */
const likeness = 0.6;

/**
 * Which product is which candidate: the manager's word first, then the same id, then an id that differs only in case, width and punctuation. Names alone never
 * decide: they become questions, to be answered by the manager, also for further variants of a candidate that is found already. Products that sold before the
 * plan's first week are the range and are asked about only if their id says so.
 */
export function matchLaunches(plan: CommittedPlan, actuals: Actuals, decisions: readonly MatchDecision[]): Matching {
  const decided = new Map(decisions.map(({ productId, candidateId }) => [productId, candidateId]));
  const byId = new Map(plan.candidates.map((candidate) => [candidate.id, candidate]));
  const bySpelling = new Map(plan.candidates.map((candidate) => [spelling(candidate.id), candidate]));
  const found = new Map<string, { ids: string[]; by: LaunchMatch['by'] }>();
  const join = (candidateId: string, productId: string, by: LaunchMatch['by']): void => {
    const known = found.get(candidateId);
    if (known) known.ids.push(productId);
    else found.set(candidateId, { ids: [productId], by });
  };
  const open: ActualSeries[] = [];
  for (const series of actuals.series) {
    const word = decided.get(series.productId);
    const same = byId.get(series.productId) ?? bySpelling.get(spelling(series.productId));
    if (word === null) open.push(series);
    else if (word !== undefined) join(word, series.productId, 'manager');
    else if (same) join(same.id, series.productId, same.id === series.productId ? 'id' : 'id-spelling');
    else open.push(series);
  }
  const fresh = open.filter(({ soldBefore, units }) => !soldBefore && units.some((value) => (value ?? 0) > 0));
  const questions = fresh.flatMap((series) =>
    decided.has(series.productId) ? [] : askAbout(series, plan.candidates, found),
  );
  const asked = new Set(questions.map(({ productId }) => productId));
  return {
    matches: [...found].map(([candidateId, { ids, by }]) => ({ candidateId, productIds: ids, by })),
    questions,
    strangers: fresh
      .filter(({ productId }) => !asked.has(productId))
      .map(({ productId, name, units }) => ({
        productId,
        name,
        firstWeek: actuals.start + 7 * units.findIndex((value) => (value ?? 0) > 0),
        units: units.reduce<number>((sum, value) => sum + (value ?? 0), 0),
      })),
  };
}

function spelling(id: string): string {
  return id
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+(?=\d)/, '');
}

/** The candidate that a product's name resembles most, where it resembles one. */
function askAbout(
  series: ActualSeries,
  candidates: readonly CommittedCandidate[],
  found: ReadonlyMap<string, unknown>,
): MatchQuestion[] {
  let best: MatchQuestion | null = null;
  for (const candidate of candidates) {
    const similarity = Math.max(
      ...[candidate.name, candidate.nameAlternative].flatMap((name) =>
        [series.name, series.nameAlternative].map((other) => wordsInCommon(name, other)),
      ),
    );
    if (similarity < likeness || (best !== null && similarity <= best.similarity)) continue;
    const kind = found.has(candidate.id) ? 'variant' : 'same';
    best = { candidateId: candidate.id, productId: series.productId, productName: series.name, similarity, kind };
  }
  return best === null ? [] : [best];
}

/** Words in common over the words of the shorter name; 0 where either has none. */
function wordsInCommon(a: string, b: string): number {
  const [first, second] = [new Set(tokenise(a)), new Set(tokenise(b))];
  const least = Math.min(first.size, second.size);
  if (least === 0) return 0;
  let common = 0;
  for (const word of first) if (second.has(word)) common++;
  return common / least;
}
