import type { CandidateRisk } from '#engine/planning/problem/candidate-risk.ts';

/** Launch week with the highest expected profit of the candidate alone; -1 when none is open. */
export function bestRiskWeek({ profit }: Pick<CandidateRisk, 'profit'>): number {
  let best = -1;
  profit.forEach((value, week) => {
    if (!Number.isNaN(value) && (best < 0 || value > profit[best])) best = week;
  });
  return best;
}

/** From the first to the last week in which the candidate may launch, closed ones between them included. */
export function openWeeks({ profit }: Pick<CandidateRisk, 'profit'>): number[] {
  const open = Array.from(profit.keys()).filter((week) => !Number.isNaN(profit[week]));
  const first = open[0] ?? 0;
  return Array.from({ length: (open.at(-1) ?? -1) - first + 1 }, (_, k) => first + k);
}
