import { createLatestRuns } from '#state/runtime/latest-run.ts';
import type { ExaminePlanInput } from '#workers/planning/contract.ts';
import { ownCandidates } from './plan-pricing.ts';
import { locksOf, weightsOf } from './plan-problem.ts';
import { type CurrentPlan, currentResult, usePlanStore } from './plan-store.ts';
import { planningClient } from './plan-workers.ts';

/** Plans made on resampled scenarios. */
const stabilityRounds = 20;
/** Limits whose shadow price is found by planning anew. */
const mostLimits = 6;
/** An answer that streams ends with what there is. */
const graceMs = 5000;

/** One question at a time: a new one ends the last. */
const questions = createLatestRuns();

export const cancelQuestion = questions.cancel;

/** A question about the plan on screen; `show` puts an answer beside the plan, unless it has changed since. */
interface Question {
  readonly input: ExaminePlanInput;
  readonly show: (answer: Pick<CurrentPlan, 'stability' | 'worth' | 'explanation'>) => void;
}

/** How often each launch week survives in plans that are made for scenarios drawn anew. Streams. */
export async function measureStability(): Promise<void> {
  const question = currentQuestion();
  if (!question) return;
  const { input, show } = question;
  show({ stability: { isRunning: true, found: null, share: 0 } });
  const answer = await planningClient.run(
    'stability',
    { ...input, rounds: stabilityRounds },
    {
      signal: questions.begin().signal,
      graceMs,
      onProgress: ({ rounds, roundsTotal, soFar }) =>
        show({ stability: { isRunning: true, found: rounds > 0 ? soFar : null, share: rounds / roundsTotal } }),
    },
  );
  const found = answer.kind === 'done' && answer.output.rounds > 0 ? answer.output : null;
  show({ stability: { isRunning: false, found, share: null } });
}

/** Money for one more unit of the scarcest limits, by planning anew with it. Streams. */
export async function priceLimits(): Promise<void> {
  const question = currentQuestion();
  const shadowPrices = currentResult()?.search.shadowPrices;
  if (!question || !shadowPrices) return;
  const { input, show } = question;
  show({ worth: { isRunning: true, found: [], share: 0 } });
  const answer = await planningClient.run(
    'marginalValues',
    { ...input, shadowPrices, most: mostLimits },
    {
      signal: questions.begin().signal,
      graceMs,
      onProgress: ({ found, total }) =>
        show({ worth: { isRunning: true, found, share: total > 0 ? found.length / total : null } }),
    },
  );
  show({ worth: { isRunning: false, found: answer.kind === 'done' ? answer.output : null, share: null } });
}

/** What would have to change for one candidate to be selected, everything else planned anew around it. */
export async function explainCandidate(candidateId: string): Promise<void> {
  const question = currentQuestion();
  const product = question?.input.instance.products.findIndex(({ id }) => id === candidateId) ?? -1;
  if (!question || product < 0) return;
  const { input, show } = question;
  show({ explanation: { candidateId, isRunning: true, found: null, share: null } });
  const { signal } = questions.begin();
  const answer = await planningClient.run('explainCandidate', { ...input, product }, { signal });
  const found = answer.kind === 'done' ? answer.output : null;
  show({ explanation: { candidateId, isRunning: false, found, share: null } });
}

function currentQuestion(): Question | null {
  const { current, settings, decisions } = usePlanStore.getState();
  const result = currentResult();
  if (!current || !result) return null;
  const { instance, weeks } = current;
  const { objective, lambda } = settings;
  const locks = locksOf(decisions, instance, result.built.startDay, ownCandidates(settings));
  return {
    input: { instance, weeks, objective, lambda, seed: result.seed, locks, weights: weightsOf(settings) },
    show: (answer) => {
      const { current: now } = usePlanStore.getState();
      if (now?.weeks === weeks) usePlanStore.setState({ current: { ...now, ...answer } });
    },
  };
}
