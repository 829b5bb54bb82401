import { currentDataset } from '#state/data/dataset-store.ts';
import { defineComputation, inputFrom } from '#state/runtime/computation.ts';
import { createJobStore } from '#state/runtime/job-store.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { horizonInput, versionInput } from '#state/runtime/shared-inputs.ts';
import { createCandidatesClient } from '#workers/candidates/client.ts';
import { afterThePlan, weeklyInput } from './candidates-actions.ts';
import { useCandidatesStore } from './candidates-store.ts';

/** Of its own: it learns for minutes in a large shop, and a pinned analogue is not to wait for that. */
const backtestClient = createCandidatesClient();
const backtestJob = createJobStore('launch-backtest');
export const useLaunchBacktestStore = backtestJob.store;

/** Every earlier launch forecast as in its week. */
export const launchBacktestComputation = defineComputation({
  ...backtestJob,
  ...afterThePlan,
  inputs: {
    backtest: versionInput(1),
    data: weeklyInput,
    horizon: horizonInput,
    corrections: inputFrom(useCandidatesStore, ({ choices }) => choices.corrections),
    hit: inputFrom(useCandidatesStore, ({ choices }) => choices.hitThreshold),
  },
  run: async ({ signal, show }) => {
    const dataset = currentDataset();
    if (!dataset?.panel) return { kind: 'cancelled' };
    const { panel, calendar, reviews } = dataset;
    const { corrections, hitThreshold } = useCandidatesStore.getState().choices;
    const horizon = useSettingsStore.getState().horizonWeeks;
    const input = { panel, calendar, reviews, horizon, corrections, hitThreshold };
    return backtestClient.run('testLaunches', input, { signal, onProgress: show });
  },
});
