import type { Candidate } from '#engine/panel/candidate.ts';
import type { CandidateChoices } from './candidates-store.ts';

/** What the manager says of candidates in place of their file. */
export type OwnFacts = Pick<CandidateChoices, 'lastDays' | 'categories'>;

/** Candidates with the last selling days and categories that the manager set, where any is. */
export function withOwnFacts(
  candidates: readonly Candidate[],
  { lastDays, categories }: OwnFacts,
): readonly Candidate[] {
  if (!lastDays && !categories) return candidates;
  return candidates.map((known) => {
    const candidate = { ...known, category: categories?.[known.id] ?? known.category };
    const day = lastDays?.[known.id];
    if (day === undefined) return candidate;
    const { lastDay: _day, festival: _proposal, ...rest } = candidate;
    return day === null ? rest : { ...rest, lastDay: day };
  });
}

/** Candidates whose last selling day was proposed from their names and not answered yet. */
export function openLastDays(candidates: readonly Candidate[], days: OwnFacts['lastDays']): readonly Candidate[] {
  return candidates.filter(({ id, festival }) => festival !== undefined && days?.[id] === undefined);
}
