import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { drawTotals, probabilityAtLeast } from '#engine/launch/forecast/total-distribution.ts';
import { learnWeekScatter, type WeekScatter } from '#engine/launch/forecast/weekly-forecast.ts';
import {
  coreOf,
  demandRanges,
  levelOnScale,
  profitRange,
  seasonMultiplier,
  shapeOf,
} from '#engine/monitor/commit-plan.ts';
import type { CommittedCandidate, CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { expectedDemand, plannedDayOf } from '#engine/monitor/expected-demand.ts';
import { basisLaunches } from '#engine/monitor/launch-basis.ts';
import { scaledOffers } from '#engine/monitor/replan-offers.ts';
import type { ReplanReport } from '#engine/monitor/replan-report.ts';
import { type LaunchInstance, stockAt } from '#engine/planning/problem/launch-instance.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { checksumPlan } from './checksum-plan.ts';

export interface VersionName {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly committedAt: number;
}

/**
 * A new version from a re-plan: launches as they came, the accepted lines as planned anew, the others as they were committed. What has launched keeps its committed
 * forecast (it is what is tracked against); the accepted lines get today's level, scenarios and initial order. Rules that a choice of single lines breaks are the manager's own: the
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
  const { constraints, categories, events } = problem.instance;
  const isUpdated = products.map(({ id }, i) => !isFrozen.has(i) && takes(id));
  const scenarios = {
    ...plan.instance.scenarios,
    demand: plan.instance.scenarios.demand.map((row, s) =>
      row.map((value, i) => (isUpdated[i] ? problem.instance.scenarios.demand[s][i] : value)),
    ),
  };
  const instance = { ...plan.instance, products, constraints, categories, scenarios, ...(events ? { events } : {}) };
  const offers = plan.offers?.map((own, i) =>
    isUpdated[i] ? scaledOffers(own, products[i], problem.levelFactors[i]) : own,
  );
  const scatter = learnWeekScatter(basisLaunches(plan.basis), Float64Array.from(plan.basis.shape));
  const candidates = plan.candidates.map((candidate, i): CommittedCandidate => {
    const launchDay = weeks[i] < 0 ? null : plan.startDay + 7 * weeks[i];
    if (isFrozen.has(i)) {
      const plannedDay = plannedDayOf(candidate);
      return { ...candidate, launchDay, ...(plannedDay === launchDay ? {} : { plannedDay }) };
    }
    const day = launchDay ?? plan.startDay + 7 * products[i].earliest;
    const after = { ...plan, instance };
    if (isUpdated[i]) {
      const stock = launchDay === null ? 0 : stockAt(products[i], weeks[i]);
      const level = levelAtOffer(plan, instance, i, problem.levels[i]);
      const demand = updatedDemand(after, candidate, i, day, level, scatter);
      return { ...candidate, launchDay, stock, shape: shapeOf(after, i), ...demand };
    }
    const stock = launchDay === null ? 0 : candidate.stock;
    return { ...candidate, launchDay, stock, weekly: scaleWeeks(candidate, expectedDemand(after, i, day)) };
  });
  const { seal: _, ...rest } = plan;
  return checksumPlan({
    ...rest,
    ...name,
    follows: plan.id,
    instance,
    ...(offers ? { offers } : {}),
    weeks,
    candidates,
    profit: profitRange(instance, weeks),
  });
}

/** A neutral level where the price path was changed: times what that does to the neutral total. */
function levelAtOffer(
  plan: CommittedPlan,
  instance: LaunchInstance,
  i: number,
  level: CommittedCandidate['level'],
): CommittedCandidate['level'] {
  const factor = coreOf({ ...plan, instance }, i) / coreOf(plan, i);
  return factor === 1
    ? level
    : levelOnScale(plan.basis, drawTotals(plan.basis.scale, level.mean, level.deviation, factor));
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

/** Today's level as the new version's forecast: by week, in total, as the prior of its own re-forecast, and its chance of a hit. */
function updatedDemand(
  plan: Pick<CommittedPlan, 'instance' | 'startDay' | 'horizon' | 'basis'>,
  candidate: CommittedCandidate,
  i: number,
  day: EpochDay,
  level: CommittedCandidate['level'],
  scatter: WeekScatter,
): Partial<CommittedCandidate> {
  const draws = drawTotals(plan.basis.scale, level.mean, level.deviation);
  const demand = demandRanges(plan, i, day, draws, scatter);
  const { modelTotal, hitThreshold, total } = candidate;
  const multiplier = seasonMultiplier(plan, i, day);
  return {
    ...demand,
    level,
    modelTotal: modelTotal === null ? null : (modelTotal * demand.total.mean) / Math.max(1e-9, total.mean),
    ...(hitThreshold === null
      ? {}
      : {
          hitProbability: probabilityAtLeast(
            draws.map((draw) => draw * multiplier),
            hitThreshold,
          ),
        }),
  };
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
