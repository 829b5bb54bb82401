import { learnDemandResponse } from '#engine/demand-effects/demand-response.ts';
import { findLaunches, launchRules } from '#engine/launch/history/find-launches.ts';
import { withNextAdvice } from '#engine/monitor/advise-next-launches.ts';
import { isWhole } from '#engine/monitor/checksum-plan.ts';
import { commitPlan as freezePlan } from '#engine/monitor/commit-plan.ts';
import { commitReplan as freezeReplan, replanViolations } from '#engine/monitor/commit-replan.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { compareActuals, doubledWeeks } from '#engine/monitor/compare-actuals.ts';
import { compareVersions as compare } from '#engine/monitor/compare-versions.ts';
import { learnLaunchBasis } from '#engine/monitor/launch-basis.ts';
import { learnLessons as lessonsOf } from '#engine/monitor/learn-lessons.ts';
import { matchLaunches } from '#engine/monitor/match-launches.ts';
import { applyRatings, learnRatingEffect } from '#engine/monitor/rating-effect.ts';
import { readActuals as readWeeks } from '#engine/monitor/read-actuals.ts';
import { describeReplan } from '#engine/monitor/replan-lines.ts';
import { offerAnew } from '#engine/monitor/replan-offers.ts';
import { buildReplanProblem } from '#engine/monitor/replan-problem.ts';
import { trackPlan as track } from '#engine/monitor/track-plan.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { measureSharedSpread } from '#engine/planning/problem/demand-scenarios.ts';
import { readPriceTests } from '#engine/pricing/read-price-test.ts';
import { readFeedback as readReviews } from '#engine/reviews/read-feedback.ts';
import { JobCancelled, JobRefused } from '#workers/job-control.ts';
import type { MonitorHandlers } from '#workers/monitor/contract.ts';
import { createHandlers as createPlanningHandlers } from '#workers/planning/handlers.ts';

const planning = createPlanningHandlers();

function refuseAltered(plan: CommittedPlan): void {
  if (plan?.format !== 'debut-commitment/1' || !Array.isArray(plan.candidates))
    throw new JobRefused('plan-not-readable');
  if (!isWhole(plan)) throw new JobRefused('plan-altered', { plan: plan.name });
}

function refuseMonthly(panel: Panel): void {
  if (panel.period !== 'week') throw new JobRefused('monthly-panel');
}

const commitPlan: MonitorHandlers['commitPlan'] = async (input, control) => {
  const { panel, calendar, outlooks, candidates, rules, corrections, ...rest } = input;
  refuseMonthly(panel);
  if (!input.weeks.some((week) => week >= 0)) throw new JobRefused('no-launch-planned');
  await control.pause();
  const shared = measureSharedSpread(outlooks);
  const history = findLaunches(panel, { ...launchRules, horizon: input.horizon, ...rules }, corrections);
  const basis = learnLaunchBasis(panel, history, learnDemandResponse(panel, calendar), input.horizon, shared);
  const names = new Map(panel.products.map((product) => [product.id, product]));
  return freezePlan({ ...rest, weekStart: panel.weekStart, basis, candidateFacts: candidates, names });
};

const compareVersions: MonitorHandlers['compareVersions'] = async ({ before, after }) => {
  refuseAltered(before);
  refuseAltered(after);
  return compare(before, after);
};

const readActuals: MonitorHandlers['readActuals'] = async ({ panel, plan, known }) => {
  refuseAltered(plan);
  refuseMonthly(panel);
  const { actuals: next, issues } = readWeeks(panel, plan.startDay);
  if (next.weeks === 0 && known === null) throw new JobRefused('actuals-before-plan', { start: plan.startDay });
  const { comparison, actuals, revised } = compareActuals(known, next);
  const again = comparison.kind === 'same' ? [{ code: 'actuals-file-again', severity: 'info' as const }] : [];
  const weeks = doubledWeeks(comparison.revisions);
  const twice = weeks > 0 ? [{ code: 'actuals-doubled', severity: 'warning' as const, params: { weeks } }] : [];
  const { matches } = matchLaunches(plan, actuals, []);
  const none = matches.length === 0 ? [{ code: 'actuals-no-candidate', severity: 'warning' as const }] : [];
  const tests = readPriceTests(panel, plan.startDay);
  return { actuals, revised, comparison, issues: [...tests, ...again, ...twice, ...none, ...issues] };
};

const matchActuals: MonitorHandlers['matchActuals'] = async ({ plan, actuals, decisions }) => {
  refuseAltered(plan);
  return matchLaunches(plan, actuals, decisions);
};

const trackPlan: MonitorHandlers['trackPlan'] = async (
  { plan, actuals, decisions, stock, reviews, useReviews },
  control,
) => {
  refuseAltered(plan);
  await control.pause();
  const matching = matchLaunches(plan, actuals, decisions);
  const tracked = withNextAdvice(plan, track(plan, actuals, matching.matches, stock), stock);
  if (!reviews) return { matching, tracking: tracked.report, effect: null };
  const effect = learnRatingEffect(plan, tracked, reviews);
  const report = useReviews && effect.used ? applyRatings(tracked.report, effect) : tracked.report;
  return { matching, tracking: report, effect };
};

const replan: MonitorHandlers['replan'] = async (input, control) => {
  const { plan, actuals, decisions, stock, forecasts, seed, moves } = input;
  refuseAltered(plan);
  await control.pause();
  const { matches } = matchLaunches(plan, actuals, decisions);
  const tracked = track(plan, actuals, matches, stock);
  const problem = buildReplanProblem(plan, tracked, stock, forecasts);
  const offered = offerAnew(plan, problem);
  const objective = plan.objective === 'front' ? 'profit' : plan.objective;
  const found = await planning.optimise(
    {
      instance: offered,
      ...{ objective, method: 'memetic', weights: plan.weights, lambda: plan.lambda, seed, moves },
      locks: problem.locks,
      start: problem.kept,
    },
    control,
  );
  if (control.cancelled() && found.moves === 0) throw new JobCancelled();
  const { upperBound, stopped } = found;
  return describeReplan(plan, problem, found.weeks, { upperBound, stopped }, offered);
};

const commitReplan: MonitorHandlers['commitReplan'] = async ({ plan, report, candidateIds, ...name }) => {
  refuseAltered(plan);
  return freezeReplan(plan, report, candidateIds, name);
};

const checkReplan: MonitorHandlers['checkReplan'] = async ({ plan, report, candidateIds }) => {
  refuseAltered(plan);
  return replanViolations(plan, report, candidateIds);
};

const readFeedback: MonitorHandlers['readFeedback'] = async ({ reviews, launches, asOf }, control) => {
  control.report({ phase: 'reading', done: 0 });
  await control.pause();
  control.report({ phase: 'training', done: 0.1 });
  const report = await readReviews(reviews, launches, asOf, async (phase, done) => {
    control.report({ phase, done });
    await control.pause();
    if (control.cancelled()) throw new JobCancelled();
  });
  return report;
};

const learnLessons: MonitorHandlers['learnLessons'] = async ({ plan, tracking }) => {
  refuseAltered(plan);
  return lessonsOf(plan, tracking);
};

export const handlers: MonitorHandlers = {
  ...{ commitPlan, compareVersions, readActuals, matchActuals, trackPlan },
  ...{ replan, commitReplan, checkReplan, readFeedback, learnLessons },
};
