import { profitRange } from '#engine/monitor/commit-plan.ts';
import type { CommittedCandidate, CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { expectedDemand } from '#engine/monitor/expected-demand.ts';
import type { ReplanReport } from '#engine/monitor/replan-report.ts';
import { sealPlan } from '#engine/monitor/seal-plan.ts';
import { checkPlan } from '#engine/planning/check-plan.ts';
import { stockAt } from '#engine/planning/launch-instance.ts';

export interface VersionName {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly committedAt: number;
}

/**
 * A new version from a re-plan: launches as they came, the accepted lines as planned anew, the others as they were committed. What has launched keeps its committed
 * forecast (it is what is tracked against); the accepted lines get today's level and first buy. Rules that a choice of single lines breaks are the manager's own: the
 * answer of `replanViolations` names them before.
 */
export function commitReplan(
  plan: CommittedPlan,
  report: ReplanReport,
  accepted: readonly string[] | 'all',
  name: VersionName,
): CommittedPlan {
  const { problem } = report;
  const weeks = acceptedWeeks(plan, report, accepted);
  const isFrozen = new Set(problem.locks.fixed.map(({ product }) => product));
  const takes = (id: string): boolean => accepted === 'all' || accepted.includes(id);
  const products = plan.instance.products.map((product, i) => {
    if (isFrozen.has(i) || !takes(product.id))
      return {
        ...product,
        earliest: Math.min(product.earliest, Math.max(0, weeks[i])),
        latest: Math.max(product.latest, weeks[i]),
      };
    return problem.instance.products[i];
  });
  const { constraints, categories } = problem.instance;
  const instance = { ...plan.instance, products, constraints, categories };
  const candidates = plan.candidates.map((candidate, i): CommittedCandidate => {
    const day = weeks[i] < 0 ? null : plan.startDay + 7 * weeks[i];
    if (isFrozen.has(i)) return { ...candidate, launchDay: day };
    const isTaken = takes(candidate.id);
    const moved = isTaken ? withLevel(candidate, problem.levelFactors[i]) : candidate;
    const stock = weeks[i] < 0 ? 0 : isTaken ? stockAt(products[i], weeks[i]) : candidate.stock;
    return {
      ...moved,
      launchDay: day,
      stock,
      weekly: scaleWeeks(
        candidate,
        expectedDemand({ ...plan, instance }, i, day ?? plan.startDay + 7 * products[i].earliest),
      ),
    };
  });
  const { seal: _, ...rest } = plan;
  return sealPlan({
    ...rest,
    ...name,
    follows: plan.id,
    instance,
    weeks,
    candidates,
    profit: profitRange(instance, weeks),
  });
}

/** The accepted lines in their new weeks, the others where they were. */
export function acceptedWeeks(
  { candidates }: CommittedPlan,
  report: ReplanReport,
  accepted: readonly string[] | 'all',
): number[] {
  return candidates.map(({ id }, i) =>
    accepted === 'all' || accepted.includes(id) ? report.weeks[i] : report.problem.kept[i],
  );
}

/** Rules that a choice of lines would break. */
export function replanViolations(plan: CommittedPlan, report: ReplanReport, accepted: readonly string[] | 'all') {
  return checkPlan(report.problem.instance, acceptedWeeks(plan, report, accepted), report.problem.locks);
}

function withLevel(candidate: CommittedCandidate, factor: number): CommittedCandidate {
  const { total } = candidate;
  const scaled = {
    mean: total.mean * factor,
    median: total.median * factor,
    lo80: total.lo80 * factor,
    hi80: total.hi80 * factor,
    lo95: total.lo95 * factor,
    hi95: total.hi95 * factor,
  };
  return { ...candidate, total: scaled };
}

/** The bands keep their width relative to the expected week. */
function scaleWeeks({ weekly }: CommittedCandidate, mean: Float64Array): CommittedCandidate['weekly'] {
  const scale = (column: readonly number[]): number[] =>
    column.map((value, age) => (weekly.mean[age] > 0 ? (value * mean[age]) / weekly.mean[age] : value));
  return {
    mean: Array.from(mean),
    lo80: scale(weekly.lo80),
    hi80: scale(weekly.hi80),
    lo95: scale(weekly.lo95),
    hi95: scale(weekly.hi95),
  };
}
