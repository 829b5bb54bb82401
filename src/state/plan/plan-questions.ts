import type { LaunchInstance, LaunchWeeks, PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import { createLatestRuns } from '#state/runtime/latest-run.ts';
import type { ExaminePlanInput } from '#workers/planning/contract.ts';
import { ownCandidates } from './plan-pricing.ts';
import { locksOf, weightsOf } from './plan-problem.ts';
import { type CurrentPlan, currentResult, type PlanSettings, usePlanStore } from './plan-store.ts';
import { planningClient } from './plan-workers.ts';

/** Plans made on resampled scenarios. */
const stabilityRounds = 20;
/** Limits whose shadow price is found by planning anew. */
const mostLimits = 6;

/** One question at a time: a new one ends the last. */
const questions = createLatestRuns();

export const cancelQuestion = questions.cancel;

type Questions = Pick<CurrentPlan, 'stability' | 'worth' | 'explanation'>;

/** How often each launch week survives in plans that are made for scenarios drawn anew. Streams. */
export async function measureStability(): Promise<void> {
  const examined = currentQuestion();
  if (!examined) return;
  const { input, weeks } = examined;
  const show = answerTo(weeks);
  show({ stability: { isRunning: true, found: null, share: 0 } });
  const answer = await planningClient.run(
    'stability',
    { ...input, rounds: stabilityRounds },
    {
      signal: questions.begin().signal,
      graceMs: 5000,
      onProgress: ({ rounds, roundsTotal, soFar }) =>
        show({ stability: { isRunning: true, found: rounds > 0 ? soFar : null, share: rounds / roundsTotal } }),
    },
  );
  const found = answer.kind === 'done' && answer.output.rounds > 0 ? answer.output : null;
  show({ stability: { isRunning: false, found, share: null } });
}

/** Money for one more unit of the scarcest limits, by planning anew with it. Streams. */
export async function priceLimits(): Promise<void> {
  const examined = currentQuestion();
  const shadowPrices = currentResult()?.search.shadowPrices;
  if (!examined || !shadowPrices) return;
  const { input, weeks } = examined;
  const show = answerTo(weeks);
  show({ worth: { isRunning: true, found: [], share: 0 } });
  const answer = await planningClient.run(
    'marginalValues',
    { ...input, shadowPrices, most: mostLimits },
    {
      signal: questions.begin().signal,
      graceMs: 5000,
      onProgress: ({ found, total }) =>
        show({ worth: { isRunning: true, found, share: total > 0 ? found.length / total : null } }),
    },
  );
  show({ worth: { isRunning: false, found: answer.kind === 'done' ? answer.output : null, share: null } });
}

/** What would have to change for one candidate to come in, everything else planned anew around it. */
export async function explainCandidate(candidateId: string): Promise<void> {
  const examined = currentQuestion();
  if (!examined) return;
  const { input, weeks } = examined;
  const product = input.instance.products.findIndex(({ id }) => id === candidateId);
  if (product < 0) return;
  const show = answerTo(weeks);
  show({ explanation: { candidateId, isRunning: true, found: null, share: null } });
  const answer = await planningClient.run(
    'explainCandidate',
    { ...input, product },
    { signal: questions.begin().signal },
  );
  const found = answer.kind === 'done' ? answer.output : null;
  show({ explanation: { candidateId, isRunning: false, found, share: null } });
}

/** Puts an answer beside the plan that was asked about; a plan that has changed since takes none. */
function answerTo(weeks: LaunchWeeks): (answer: Questions) => void {
  return (answer) => {
    const { current } = usePlanStore.getState();
    if (current?.weeks === weeks) usePlanStore.setState({ current: { ...current, ...answer } });
  };
}

function currentQuestion(): { readonly input: ExaminePlanInput; readonly weeks: LaunchWeeks } | null {
  const { current, settings, decisions } = usePlanStore.getState();
  const result = currentResult();
  if (!current || !result) return null;
  const { instance, weeks } = current;
  const locks = locksOf(decisions, instance, result.built.startDay, ownCandidates(settings));
  return { input: inputOf(instance, weeks, settings, locks, result.seed), weeks };
}

function inputOf(
  instance: LaunchInstance,
  weeks: LaunchWeeks,
  settings: PlanSettings,
  locks: PlanLocks,
  seed: number,
): ExaminePlanInput {
  const { objective, lambda } = settings;
  return { instance, weeks, objective, lambda, seed, locks, weights: weightsOf(settings) };
}
