import type { CandidateRisk } from '#engine/risk/candidate-risk.ts';

/** Launch week with the highest expected profit of the candidate alone; -1 when none is open. */
export function bestRiskWeek({ profit }: Pick<CandidateRisk, 'profit'>): number {
  let best = -1;
  profit.forEach((value, week) => {
    if (!Number.isNaN(value) && (best < 0 || value > profit[best])) best = week;
  });
  return best;
}
