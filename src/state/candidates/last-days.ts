import type { Candidate } from '#engine/panel/candidate.ts';
import type { CandidateChoices } from './candidates-store.ts';

/** Candidates with the last selling days that the manager set, where any is. */
export function withLastDays(
  candidates: readonly Candidate[],
  days: CandidateChoices['lastDays'],
): readonly Candidate[] {
  if (!days) return candidates;
  return candidates.map((candidate) => {
    const day = days[candidate.id];
    if (day === undefined) return candidate;
    const { lastDay: _day, festival: _proposal, ...rest } = candidate;
    return day === null ? rest : { ...rest, lastDay: day };
  });
}

/** Candidates whose last selling day was proposed from their names and not answered yet. */
export function openLastDays(
  candidates: readonly Candidate[],
  days: CandidateChoices['lastDays'],
): readonly Candidate[] {
  return candidates.filter(({ id, festival }) => festival !== undefined && days?.[id] === undefined);
}
